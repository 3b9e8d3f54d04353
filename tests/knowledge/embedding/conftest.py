import pytest
from rich.console import Console

from knowledge.embedding import Embedder, load_embedder, prepare_model
from knowledge.settings import Settings


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The real default model, prepared once on this machine."""
    defaults = Settings()
    prepare_model(defaults, console=Console(stderr=True))
    return defaults


@pytest.fixture(scope="session")
def embedder(settings: Settings) -> Embedder:
    return load_embedder(settings)
