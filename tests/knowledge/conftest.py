import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from unittest.mock import patch

import hypothesis
import pytest
from rich.console import Console

from ingest.run import ingest
from knowledge.assistant import Assistant, Turn
from knowledge.embedding import Embedder, load_embedder, prepare_model
from knowledge.evidence import Answer, Audience
from knowledge.index import KnowledgeIndex, open_index
from knowledge.settings import Settings
from tests.ingesting import Silent, gazetteer
from tests.small_office import TODAY, write_corpus

# What is read from disk once (names, the dictionary) is read within the first example.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

Ask = Callable[..., Answer]
Text = Callable[..., str]


@dataclasses.dataclass(frozen=True)
class SmallOffice:
    """The invented office with its papers ingested by the real model: what each audience opens, and its assistant."""

    settings: Settings
    model: Embedder
    indexes: dict[Audience, KnowledgeIndex]
    assistants: dict[Audience, Assistant]


@pytest.fixture(scope="session")
def model() -> Embedder:
    """The real default model, prepared once on this machine."""
    defaults = Settings()
    prepare_model(defaults, console=Console(stderr=True))
    return load_embedder(defaults)


@pytest.fixture(scope="session")
def small_office(model: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallOffice]:
    folder = tmp_path_factory.mktemp("small-office")
    settings = Settings(data_dir=folder / "data", home_city="")
    with patch("ingest.corpus.build_gazetteer", return_value=gazetteer()):  # built once for all tests
        ingest(settings, [write_corpus(folder / "corpus")], model, Silent())
    indexes = {audience: open_index(settings, model, audience) for audience in Audience}
    assistants = {
        audience: Assistant(index=index, embedder=model, settings=settings) for audience, index in indexes.items()
    }
    yield SmallOffice(settings, model, indexes, assistants)
    for index in indexes.values():
        index.close()


@pytest.fixture(scope="session")
def ask(small_office: SmallOffice) -> Ask:
    known: dict[object, Answer] = {}

    def answer(question: str, *earlier: str, audience: Audience = Audience.PUBLIC, today: dt.date = TODAY) -> Answer:
        key = (question, earlier, audience, today)
        if key not in known:
            history = [Turn("user", text) for text in earlier]
            known[key] = small_office.assistants[audience].answer(question, today=today, history=history)
        return known[key]

    return answer


@pytest.fixture(scope="session")
def text_of(ask: Ask) -> Text:
    def text(question: str, *earlier: str, **options: object) -> str:
        found = ask(question, *earlier, **options)
        assert not found.abstained, found.text
        return found.text

    return text
