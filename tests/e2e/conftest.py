"""The office that the end-to-end tests visit: a server, an ingested corpus and the real bot between them.

``server``, ``bot`` and the people are one to a test file; ``make_person`` makes somebody whom the bot has never met.
"""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.bot_process import ADMIN, STAFF, BotProcess
from tests.e2e.corpus import copy_index, ingest, write_corpus
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

FIRST_PERSON = 5001


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("e2e") / "corpus"
    write_corpus(folder)
    return folder


@pytest.fixture(scope="session")
def index(corpus: Path) -> Path:
    """Return a data folder with the corpus ingested; take a copy of it for a bot."""
    data = corpus.parent / "data"
    ingest(corpus, data)
    return data


@pytest.fixture(scope="module")
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture(scope="module")
def data(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of this file's bot."""
    return copy_index(index, tmp_path_factory.mktemp("bot") / "data")


@pytest.fixture(scope="module")
def bot(server: TelegramServer, data: Path) -> Iterator[BotProcess]:
    """Return a bot that serves; at the end it must stop cleanly."""
    with BotProcess(server, data) as process:
        yield process


@pytest.fixture(scope="module")
def make_person(server: TelegramServer) -> Callable[..., User]:
    numbers = itertools.count(FIRST_PERSON)

    def make(*, language_code: str = "en", name: str = "") -> User:
        return server.user(next(numbers), language_code=language_code, name=name)

    return make


@pytest.fixture(scope="module")
def admin(server: TelegramServer) -> User:
    return server.user(ADMIN, name="Ada", language_code="en")


@pytest.fixture(scope="module")
def staff(server: TelegramServer) -> User:
    return server.user(STAFF, name="Stan", language_code="en")
