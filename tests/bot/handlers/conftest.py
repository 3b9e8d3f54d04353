"""The whole bot in a thread, between the strict server on loopback and a small corpus: no model, and one odd assistant.

It serves all the tests of this folder; each test brings people of its own.
"""

import asyncio
import datetime as dt
import functools
import itertools
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence

import pytest
from pydantic import SecretStr

import bot.container
import bot.handlers.limits
import bot.pace
import bot.serve
import knowledge.directory.directory
from bot.serve import Service
from knowledge.answering.explanation import Explanation
from knowledge.assistant import Assistant, Turn
from knowledge.evidence import Answer, Language, Mode
from knowledge.names import Gazetteer, build_gazetteer
from knowledge.records import Agreement
from knowledge.settings import Settings
from knowledge.text.tokens import tokens
from tests.hashing import HashingEmbedder
from tests.ingesting import AGREEMENT, Office
from tests.telegram_server.chats import Chat
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

ADMIN, SECOND_ADMIN = 1001, 1003
STAFF = range(2001, 2201)
STAFF_CHAT = -1_000_000_000_900
# Words of the staff's papers alone.
SECRET = "Quicksilver"  # noqa: S105 - a word in a paper

FUKUOKA = AGREEMENT | {
    "id": "guangzhou-fukuoka",
    "partner_zh": "福冈",
    "partner_en": "Fukuoka",
    "country_zh": "日本",
    "country_en": "Japan",
    "iso_country": "JP",
    "continent": "Asia",
    "date": "1979-05-02",
    "quote": "Fukuoka Japan 1979.05.02",
}
FRANKFURT = AGREEMENT | {
    "id": "guangzhou-frankfurt",
    "partner_zh": "法兰克福",
    "partner_en": "Frankfurt",
    "country_zh": "德国",
    "country_en": "Germany",
    "iso_country": "DE",
    "date": "1988-04-11",
    "quote": "Frankfurt Germany 1988.04.11",
}
CAMP = """---
title: Notes on the youth camp
publisher: City Office
date: 2018-09-03
---
The youth camp of 2018 brought 120 students from Lyon to Guangzhou.

The camp <Pearl & River> is held in August.
"""
VISIT = f"""---
title: Programme of the Frankfurt delegation
publisher: City Office
date: 2018-09-10
---
The delegation from Frankfurt stays at the Heron Lodge with 14 members.

The gate word of the Heron Lodge is {SECRET}.
"""


class OddAssistant(Assistant):
    """The real assistant, but for what a test wants to happen."""

    def stream(
        self,
        question: str,
        *,
        today: dt.date,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        user: str = "",
    ) -> Iterator[Explanation]:
        match question.split(maxsplit=1):
            case ["boom", *_]:
                raise ZeroDivisionError(question)
            case ["toolong", *_]:
                raise TimeoutError
            case ["slow", *_]:
                threading.Event().wait(0.6)
            case ["whichcity", *_]:
                which = Answer(Language.EN, Mode.RECORDS, lead="Which city do you mean?", choices=("Fukuoka", "Lyon"))
                yield Explanation(which, (question,))
                return
            case ["long", *_]:
                yield Explanation(_long(language or Language.EN), (question,))
                return
        yield from super().stream(question, today=today, history=history, language=language, user=user)


def _gazetteer(agreements: Iterable[Agreement], _own_text: Callable[[], str] = str) -> Gazetteer:
    return _gazetteer_of(tuple(agreements))


@functools.cache
def _gazetteer_of(agreements: tuple[Agreement, ...]) -> Gazetteer:
    """Build the names once for both audiences."""
    return build_gazetteer(agreements)


def _words(text: str) -> list[str]:
    return tokens(text) or [text]


def _long(language: Language) -> Answer:
    return Answer(language, Mode.SMALLTALK, lead="\n\n".join(f"{n} {'word ' * 90}" for n in range(20)))


class BotInThread:
    """The service that `python -m bot` runs; ``office`` is what its handlers work with."""

    def __init__(self, settings: Settings) -> None:
        self._service = Service(settings)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="bot", daemon=True)
        self.failure: BaseException | None = None

    def start(self, server: TelegramServer) -> None:
        self._thread.start()
        server.wait(lambda: self.failure or any(call.method == "getUpdates" for call in server.calls), 120)
        assert self.failure is None

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._service.stopping.set)
        self._thread.join(30)
        assert not self._thread.is_alive()
        assert self.failure is None

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._service.run())
        except BaseException as error:  # noqa: BLE001 - told to the test
            self.failure = error


_NOW = bot.serve._now


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TelegramServer]:
    """Return the server with the bot behind it; at the end not one call may have been refused."""
    folder = tmp_path_factory.mktemp("handlers")
    office = Office(folder)
    office.table("agreements.csv", FUKUOKA, AGREEMENT, FRANKFURT)
    office.write("camp.md", CAMP)
    office.write("staff/visit.md", VISIT)
    office.ingest()
    with TelegramServer() as served, pytest.MonkeyPatch.context() as patched:
        patched.setattr(bot.container, "load_embedder", lambda _: HashingEmbedder())
        patched.setattr(bot.container, "Assistant", OddAssistant)
        # A file that sets the clock back for a bot of its own may be the first to start this one.
        patched.setattr(bot.serve, "_now", _NOW)
        patched.setattr(knowledge.directory.directory, "build_gazetteer", _gazetteer)
        # The limits are tested by themselves, and would slow down every test here.
        patched.setattr(bot.pace, "_BURST_IN_CHAT", 1000.0)
        patched.setattr(bot.pace, "_MESSAGES_A_MINUTE_IN_GROUP", 1000.0)
        patched.setattr(bot.handlers.limits, "QUESTIONS_A_MINUTE", 10_000)
        staff_chat = served.group(STAFF_CHAT, "Office", bot_status="administrator")
        assert staff_chat
        running = BotInThread(
            Settings(
                data_dir=folder / "data",
                corpus_dirs=(office.corpus,),
                home_city="广州",
                admin_user_ids=frozenset({ADMIN, SECOND_ADMIN}),
                staff_user_ids=frozenset(STAFF),
                staff_chat_id=STAFF_CHAT,
                telegram_bot_token=SecretStr(served.token),
                telegram_api_base_url=served.base_url,
                telegram_api_file_url=served.file_url,
            )
        )
        running.start(served)
        for number, name in ((ADMIN, "Ada"), (SECOND_ADMIN, "Bea")):  # who never opened the chat cannot be written to
            served.user(number, name=name, language_code="en").says("/start").chat.wait_for()
        yield served
        running.stop()
        # That a message was deleted, or the bot blocked, it learns by trying.
        allowed = ("message to edit not found", "message to delete not found", "bot was blocked by the user")
        assert [call for call in served.refused if not call.description.endswith(allowed)] == []


@pytest.fixture(scope="session")
def make_person(server: TelegramServer) -> Callable[..., User]:
    numbers = itertools.count(5001)

    def make(language_code: str = "en", *, name: str = "", username: str = "") -> User:
        return server.user(next(numbers), language_code=language_code, name=name, username=username)

    return make


@pytest.fixture
def person(make_person: Callable[..., User]) -> User:
    return make_person()


@pytest.fixture(scope="session")
def admin(server: TelegramServer) -> User:
    return User(server.world, server.world.people[ADMIN])


@pytest.fixture(scope="session")
def second_admin(server: TelegramServer) -> User:
    return User(server.world, server.world.people[SECOND_ADMIN])


@pytest.fixture(scope="session")
def staff_numbers() -> Iterator[int]:
    return iter(STAFF)


@pytest.fixture
def staff(server: TelegramServer, staff_numbers: Iterator[int]) -> User:
    return server.user(next(staff_numbers), name="Stan", language_code="en")


@pytest.fixture(scope="session")
def staff_chat(server: TelegramServer) -> Chat:
    return server.world.chats[STAFF_CHAT]
