"""Prepare the default model once: built in a temporary folder, verified, then moved into place at one stroke."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from knowledge.embedding.manifest import Manifest, damaged_files, digest, read_manifest, write_manifest
from knowledge.embedding.prepared_model import PreparedModel
from knowledge.embedding.selftest import self_test
from knowledge.embedding.weights import DIGEST, REINSTALL, open_weights, weights_path
from knowledge.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from knowledge.settings import Settings

NAME = "multilingual-e5-small-int8"
VERSION = 1  # raise it when the vectors change, so that what was embedded before is embedded again
RECIPE = f"{NAME}-v{VERSION}"
LAYOUT = 2  # raise it when the same vectors come from other files
FOLDER = f"{RECIPE}.{LAYOUT}"

_STEPS = 6
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
    from knowledge.embedding.export import export  # noqa: PLC0415 - imports onnx, which whoever only answers does without

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
