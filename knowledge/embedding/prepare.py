"""Prepare the default model once: built in a temporary folder, verified, then moved into place at one stroke."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from knowledge.embedding.adapter import ANSWERS, MEANINGS, adapter_digest
from knowledge.embedding.embedder import Encoder
from knowledge.embedding.prepared_model import PreparedModel
from knowledge.embedding.weights import DIGEST, REINSTALL, open_weights, weights_path
from knowledge.errors import ModelError
from knowledge.settings import Settings

NAME = "multilingual-e5-small-int8"
VERSION = 2  # raise it when the vectors change, so that what was embedded before is embedded again
RECIPE = f"{NAME}-v{VERSION}"
LAYOUT = 6  # raise it when the same vectors come from other files
FOLDER = f"{RECIPE}.{LAYOUT}-{adapter_digest(MEANINGS, ANSWERS)}"

_STEPS = 5
_SPACE_NEEDED = 300_000_000  # bytes: the model, and a damaged one until it has been replaced
_SET_MODEL_DIR = "Set MODEL_DIR to a folder that can be written and has 300 MB free"


def prepared_folder(settings: Settings) -> Path:
    """Return where the prepared default model lives."""
    return settings.model_dir / FOLDER


def whole_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a prepared model whose files are all as written, else None."""
    manifest = read_manifest(folder)
    if manifest is None or manifest.recipe != RECIPE or damaged_files(folder, manifest):
        return None
    return manifest


def prepare_model(settings: Settings, *, console: Console) -> Path:
    """Make sure the default model is prepared and whole, and return its folder; a damaged one is made anew.

    Two processes may call it at once: the second waits. Raises ModelError when the folder cannot be written, the
    weights are not those expected, or the result fails its self-test.
    """
    folder = prepared_folder(settings)
    if whole_manifest(folder) is not None:
        return folder
    with _writable(settings.model_dir):
        settings.model_dir.mkdir(parents=True, exist_ok=True)
        with FileLock(settings.model_dir / f"{FOLDER}.lock"):
            if whole_manifest(folder) is None:
                _remove_leftovers(settings.model_dir)
                _check_space(settings.model_dir)
                _prepare(folder, console)
    return folder


def _prepare(folder: Path, console: Console) -> None:
    work = Path(tempfile.mkdtemp(prefix=f".{FOLDER}.", dir=folder.parent))
    try:
        with _progress(console) as step:
            step("checking the weights")
            path = weights_path()
            if digest(path) != DIGEST:
                raise ModelError(f"{path} is not the weight file expected (its digest differs). {REINSTALL}")
            step("loading the tools")
            _build(path, work / "new", step)
        if folder.exists():
            folder.rename(work / "damaged")
        (work / "new").rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _build(weights_file: Path, target: Path, step: Callable[[str], None]) -> None:
    from knowledge.embedding.graph import export  # noqa: PLC0415 - imports onnx, which whoever only answers does without

    target.mkdir()
    weights = open_weights(weights_file)
    export(weights, target, step=step)
    step("verifying against known vectors")
    self_test(PreparedModel(target))
    write_manifest(target, recipe=RECIPE, dimension=weights.shape.hidden)


@contextmanager
def _progress(console: Console) -> Iterator[Callable[[str], None]]:
    columns = (TextColumn("Preparing the embedding model"), BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        task = progress.add_task("", total=_STEPS)
        started = False

        def step(description: str) -> None:
            nonlocal started
            progress.update(task, description=description, advance=int(started))
            started = True

        yield step
        progress.update(task, description="ready", completed=_STEPS)


@contextmanager
def _writable(model_dir: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ModelError(
            f"the embedding model cannot be prepared in MODEL_DIR ({model_dir}): {error.strerror or error}. "
            f"{_SET_MODEL_DIR}"
        ) from error


def _check_space(model_dir: Path) -> None:
    free = shutil.disk_usage(model_dir).free
    if free < _SPACE_NEEDED:
        raise ModelError(
            f"the embedding model cannot be prepared in MODEL_DIR ({model_dir}): {free / 1e6:.0f} MB free. "
            f"{_SET_MODEL_DIR}"
        )


def _remove_leftovers(model_dir: Path) -> None:
    """Remove what a killed preparation left; the lock is held, so nobody is working there."""
    for leftover in model_dir.glob(f".{FOLDER}.*"):
        shutil.rmtree(leftover, ignore_errors=True)


FILE = "manifest.json"


class Manifest(BaseModel):
    """The recipe that made a prepared model and the SHA-256 digest of each of its files."""

    model_config = ConfigDict(frozen=True)

    recipe: str
    dimension: int
    files: dict[str, str]


def write_manifest(folder: Path, *, recipe: str, dimension: int) -> None:
    """Record every file of the folder; the manifest itself is written last."""
    files = {path.relative_to(folder).as_posix(): digest(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    manifest = Manifest(recipe=recipe, dimension=dimension, files=files)
    (folder / FILE).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest, or None when there is none that can be read."""
    try:
        return Manifest.model_validate_json((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValidationError, json.JSONDecodeError, UnicodeDecodeError):
        return None


def damaged_files(folder: Path, manifest: Manifest) -> list[str]:
    """Return the files that are missing or whose digest differs (0.1–0.3 s for 135 MB)."""
    return [name for name, expected in manifest.files.items() if _digest_or_none(folder / name) != expected]


def digest(path: Path) -> str:
    """Return the SHA-256 digest of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _digest_or_none(path: Path) -> str | None:
    try:
        return digest(path)
    except OSError:
        return None


KNOWN_VECTORS = "known_vectors.json"

# Whole numbers for weights cost a little (0.996); a wrong tokenizer or a wrong tensor brings it below 0.95.
MINIMUM_COSINE = 0.985


@dataclass(frozen=True)
class KnownVector:
    """A text and its unit vector under the full-precision weights."""

    text: str
    query: bool
    vector: NDArray[np.float32]


def known_vectors() -> tuple[KnownVector, ...]:
    """Return the bundled texts and vectors; the file says how they were computed."""
    content = json.loads(resources.files(__package__).joinpath(KNOWN_VECTORS).read_text(encoding="utf-8"))
    return tuple(
        KnownVector(entry["text"], entry["kind"] == "query", np.asarray(entry["vector"], dtype=np.float32))
        for entry in content["vectors"]
    )


def cosines_to_known(encoder: Encoder, known: Sequence[KnownVector]) -> list[float]:
    """Return the cosine between the encoder's vector and the known one for each text."""
    return [
        float(encoder.vectors([entry.text], query=entry.query)[0] @ entry.vector) / float(np.linalg.norm(entry.vector))
        for entry in known
    ]


def self_test(encoder: Encoder) -> None:
    """Raise ModelError when the encoder does not give the known vectors."""
    known = known_vectors()
    cosines = cosines_to_known(encoder, known)
    worst = min(range(len(known)), key=cosines.__getitem__)
    if not cosines[worst] >= MINIMUM_COSINE:  # a NaN fails too
        raise ModelError(
            f"the prepared embedding model failed its self-test: cosine {cosines[worst]:.3f} to the known vector of "
            f"{known[worst].text!r}, at least {MINIMUM_COSINE} expected. Install the versions of onnx and "
            "onnxruntime that the lock file names, or set EMBEDDING_MODEL to another sentence-transformers model"
        )
