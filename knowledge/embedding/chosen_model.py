"""Open any sentence-transformers model that the operator chose, and estimate its language means."""

import contextlib
import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from huggingface_hub import HfApi
from huggingface_hub.errors import RepositoryNotFoundError
from numpy.typing import NDArray
from rich.console import Console
from sentence_transformers import SentenceTransformer

from knowledge.embedding.adapter import ANSWERS, adapter_digest
from knowledge.embedding.centring import LanguageMeans, mean_of
from knowledge.embedding.embedder import Embedder
from knowledge.embedding.prepare import prepare_model
from knowledge.embedding.prepared_model import PreparedWords
from knowledge.errors import ModelError
from knowledge.evidence import Language
from knowledge.settings import BUNDLED_CORPUS, Settings
from knowledge.text.language import detect_language

NOTES = BUNDLED_CORPUS / "notes"
_HUB_TIMEOUT = 10  # seconds
_FRONT_MATTER = "---"
_HEADING = "#"
_BULLETS = "*->+ \t"
_SHORTEST_LINE = 8  # characters; shorter lines are labels


class ChosenModel:
    """A sentence-transformers model as an encoder."""

    def __init__(self, model: SentenceTransformer) -> None:
        self._model = model

    def vectors(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
        """Return a unit vector for each text, (n, dimension)."""
        encode = self._model.encode_query if query else self._model.encode_document
        vectors: NDArray[np.float32] = encode(list(texts), show_progress_bar=False, normalize_embeddings=True)
        return vectors


def load_chosen_model(settings: Settings) -> Embedder:
    """Return an embedder over `EMBEDDING_MODEL`, a hub name or a local folder.

    Prompts are the model's own. The means come from the bundled notes and are kept in `MODEL_DIR`.
    Raises ModelError when the model cannot be loaded.
    """
    model = _open(settings.embedding_model)
    dimension = model.get_embedding_dimension()
    if dimension is None:
        raise ModelError(
            f"EMBEDDING_MODEL is {settings.embedding_model!r}, which does not say how long its vectors are. "
            "Set it to a model that gives one vector a text, or leave it empty for the bundled model"
        )
    identity = model_identity(model)
    lines = note_lines(NOTES)
    means = _means(model, lines, settings.model_dir / f"means-{_digest(identity, lines)}.json")
    return Embedder(
        lambda: ChosenModel(model),
        lambda: PreparedWords(prepare_model(settings, console=Console(stderr=True))),
        fingerprint=hashlib.sha256(f"{identity} {means.digest} {adapter_digest(ANSWERS)}".encode()).hexdigest()[:16],
        dimension=dimension,
        means=means,
    )


def model_identity(model: SentenceTransformer) -> str:
    """Return a digest of the model's modules, prompts and weights, wherever it was loaded from."""
    identity = hashlib.sha256(f"{model} {sorted(model.prompts.items())}".encode())
    for name, tensor in sorted(model.state_dict().items()):
        identity.update(f"{name} {tuple(tensor.shape)}".encode())
        identity.update(tensor.detach().cpu().contiguous().flatten().view(torch.uint8).numpy().data)
    return identity.hexdigest()


def note_lines(folder: Path) -> dict[Language, list[str]]:
    """Return the paragraphs and bullets of the Markdown notes, by language."""
    lines: dict[Language, list[str]] = defaultdict(list)
    for path in sorted(folder.glob("*.md")):
        for line in _body(path.read_text(encoding="utf-8")).splitlines():
            text = line.strip().lstrip(_BULLETS)
            if len(text) >= _SHORTEST_LINE and not text.startswith(_HEADING):
                lines[detect_language(text)].append(text)
    return dict(lines)


def _open(name: str) -> SentenceTransformer:
    try:
        return _open_folder(name) if _looks_like_a_folder(name) else _open_from_hub(name)
    except Exception as error:  # hub, network, file and format errors share no type; the remedy is one
        reason = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
        raise ModelError(
            f"EMBEDDING_MODEL is {name!r}, which cannot be loaded: {reason}. Set it to the folder of a "
            "sentence-transformers model on this machine or to a hub name where the hub can be reached, "
            "or leave it empty for the bundled model"
        ) from error


def _looks_like_a_folder(name: str) -> bool:
    return Path(name).is_dir() or Path(name).is_absolute() or name.startswith(".")


def _open_folder(name: str) -> SentenceTransformer:
    if not Path(name).is_dir():
        raise FileNotFoundError("there is no such folder")
    return SentenceTransformer(name, device="cpu", local_files_only=True)


def _open_from_hub(name: str) -> SentenceTransformer:
    """Open a downloaded model, or download it; without a hub say so at once instead of after a minute of retries."""
    with contextlib.suppress(Exception):
        return SentenceTransformer(name, device="cpu", local_files_only=True)
    try:
        HfApi().model_info(name, timeout=_HUB_TIMEOUT)
    except RepositoryNotFoundError:
        pass  # a short name may stand for another repository; the hub was reached, so the next line ends soon
    except Exception as error:  # what the hub's client raises without a network depends on its version
        raise ConnectionError(
            f"it is not among the downloaded models, and the hub cannot be asked ({error})"
        ) from error
    return SentenceTransformer(name, device="cpu")


def _means(model: SentenceTransformer, lines: Mapping[Language, list[str]], cache: Path) -> LanguageMeans:
    """Estimate the means, or read them from an earlier time; a cache that cannot be written only costs time."""
    try:
        return LanguageMeans.from_json(json.loads(cache.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        pass
    encoder = ChosenModel(model)
    means = LanguageMeans(
        query={language: mean_of(encoder.vectors(texts, query=True)) for language, texts in lines.items()},
        passage={language: mean_of(encoder.vectors(texts, query=False)) for language, texts in lines.items()},
    )
    means = LanguageMeans.from_json(means.to_json())  # rounded as they will be read back, so the digest is the same
    partial = cache.with_suffix(".partial")
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(means.to_json()), encoding="utf-8")
        partial.replace(cache)
    except OSError:
        partial.unlink(missing_ok=True)
    return means


def _body(markdown: str) -> str:
    """Return a Markdown text without its front matter."""
    if not markdown.startswith(_FRONT_MATTER):
        return markdown
    _, _, rest = markdown.removeprefix(_FRONT_MATTER).partition(f"\n{_FRONT_MATTER}")
    return rest


def _digest(identity: str, lines: Mapping[Language, list[str]]) -> str:
    return hashlib.sha256(json.dumps([identity, lines], sort_keys=True).encode()).hexdigest()[:16]
