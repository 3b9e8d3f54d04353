"""Open the embedding model that the settings name."""

import functools
import hashlib

from rich.console import Console

from knowledge.embedding.adapter import ANSWERS, adapter_digest
from knowledge.embedding.centring import bundled_means
from knowledge.embedding.embedder import Embedder
from knowledge.embedding.meaning_reader import MeaningReader
from knowledge.embedding.prepare import RECIPE, prepare_model
from knowledge.embedding.prepared_model import PreparedModel, PreparedWords
from knowledge.embedding.weights import DIGEST
from knowledge.errors import ModelError
from knowledge.settings import DEFAULT_MODEL, Settings

_DIMENSION = 384


@functools.lru_cache(maxsize=4)
def load_embedder(settings: Settings) -> Embedder:
    """Return the embedder of the settings, one for the same settings; prepares the default model if need be.

    Raises ModelError that names EMBEDDING_MODEL or MODEL_DIR and what to set.
    """
    if settings.embedding_model != DEFAULT_MODEL:
        try:
            from knowledge.embedding.chosen_model import load_chosen_model  # noqa: PLC0415 - imports torch: seconds
        except ModuleNotFoundError as error:
            raise ModelError(
                f"EMBEDDING_MODEL is {settings.embedding_model!r}, which needs the package {error.name}. Install "
                "sentence-transformers and torch (pip install -c constraints.txt -e '.[models]'), or leave it empty "
                "for the bundled model"
            ) from error
        return load_chosen_model(settings)
    folder = prepare_model(settings, console=Console(stderr=True))
    means = bundled_means()
    made_of = f"{RECIPE} {DIGEST} {means.digest} {adapter_digest(ANSWERS)}"
    return Embedder(
        functools.partial(PreparedModel, folder),
        functools.partial(PreparedWords, folder),
        fingerprint=hashlib.sha256(made_of.encode()).hexdigest()[:16],
        dimension=_DIMENSION,
        means=means,
    )


@functools.lru_cache(maxsize=4)
def load_meaning_reader(settings: Settings) -> MeaningReader:
    """Return the reader of what questions mean; it comes with the default model, whichever one embeds.

    Raises ModelError as `load_embedder` does.
    """
    return MeaningReader(prepare_model(settings, console=Console(stderr=True)))
