"""The life of the bot: it starts, serves by polling or webhook, outlives what passes, and stops in good order."""

import asyncio
import contextlib
import datetime as dt
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import Update
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, InlineQueryHandler, MessageHandler

import bot.__main__
import bot.jobs
import bot.serve
import bot.workers
from bot.assistant_pool import AssistantPool, Desk, Kept
from bot.connection import ALLOWED_UPDATES, Contact, TokenRevoked
from bot.handlers import add_handlers
from bot.inbox import Claimed, Inbox
from bot.metrics import Metrics
from bot.serve import Service, build_application
from bot.webhook import webhook_of
from knowledge.answering.explanation import Explanation
from knowledge.assistant import Assistant, Turn
from knowledge.errors import ConfigurationError, StorageError, TelegramUnusable
from knowledge.evidence import Answer, Audience, Language, Mode
from knowledge.index import current_generation, open_index
from knowledge.settings import Settings
from tests.ingesting import Office
from tests.telegram_server.faults import Fault, FaultKind
from tests.telegram_server.server import TelegramServer

PATIENCE = 60.0


class Calm(Assistant):
    """Answers that it was asked; "slow" when it is let, and "away" with an error that passes as often as is set."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.begun = threading.Event()
        self.failures = 0

    def stream(
        self,
        question: str,
        *,
        today: dt.date,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        user: str = "",
    ) -> Iterator[Explanation]:
        del today, history, user
        if question.startswith("slow"):
            self.begun.set()
            assert self.let.wait(PATIENCE)
        if question.startswith("away") and self.failures:
            self.failures -= 1
            raise StorageError("the database is away")
        answer = Answer(language or Language.EN, Mode.SMALLTALK, lead=f"You asked: {question}")
        yield Explanation(answer, (question,))


class Running:
    """A service in a thread; at the end it is stopped, and what ended it is in ``failure``."""

    def __init__(self, settings: Settings) -> None:
        self.service = Service(settings)
        self.failure: Exception | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self, *, wait: bool = True) -> None:
        self._thread.start()
        if wait:
            until(lambda: self.service.ready or self.failure)
            assert self.failure is None

    def ask_to_stop(self) -> None:
        with contextlib.suppress(RuntimeError):  # it has ended already
            self._loop.call_soon_threadsafe(self.service.stopping.set)

    def ended(self) -> Exception | None:
        """Wait for the end and return what caused it."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        return self.failure

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self.service.run())
        except Exception as error:  # noqa: BLE001 - told to the test
            self.failure = error
        finally:
            self._loop.close()


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("serve"))
    office.write("paper.md", "# Paper\n\nThe lantern fair was held in 2016.\n")
    office.ingest()
    return office


@pytest.fixture
def assistant(office: Office, monkeypatch: pytest.MonkeyPatch) -> Calm:
    """Put an assistant without a model behind the desks of every service that is started."""
    calm = Calm()

    @contextlib.contextmanager
    def open_desk(audience: Audience) -> Iterator[Desk]:
        with open_index(office.settings, office.embedder, audience) as index:
            yield Desk(calm, index)

    def build_assistants(_: Settings, metrics: Metrics, *, now: Callable[[], dt.datetime], kept: Kept) -> AssistantPool:
        current = current_generation(office.settings)
        return AssistantPool(
            open_desk=open_desk, current_generation=lambda: current, metrics=metrics, now=now, kept=kept
        )

    monkeypatch.setattr(bot.serve, "build_assistants", build_assistants)
    monkeypatch.setattr(bot.workers, "_WAIT_SECONDS", 0.1)  # a stop waits for its end
    return calm


@pytest.fixture
def made(server: TelegramServer, tmp_path: Path) -> Callable[..., Settings]:
    def make(**values: str) -> Settings:
        return Settings.model_validate(
            {
                "telegram_bot_token": server.token,
                "telegram_api_base_url": server.base_url,
                "telegram_api_file_url": server.file_url,
                "data_dir": tmp_path,
                **values,
            }
        )

    return make


@contextlib.contextmanager
def running(settings: Settings, server: TelegramServer) -> Iterator[Running]:
    bot = Running(settings)
    bot.start()
    try:
        yield bot
    finally:
        bot.ask_to_stop()
        failure = bot.ended()
    assert failure is None
    assert server.refused == []


def until(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def echoes(answers: Sequence[Any]) -> list[str]:
    return [message.text for message in answers if message.text.startswith("You asked")]


def finished(tmp_path: Path) -> list[tuple[int, str]]:
    """Return how often each update was taken and what is left of its body, of those finished."""
    with contextlib.closing(sqlite3.connect(tmp_path / "bot.sqlite")) as database:
        rows = database.execute(
            "SELECT attempts, body FROM updates WHERE finished_at IS NOT NULL ORDER BY update_id"
        ).fetchall()
    return [(int(attempts), str(body)) for attempts, body in rows]


@pytest.mark.usefixtures("assistant")
def test_it_polls_although_a_webhook_was_set_and_keeps_what_waited(
    server: TelegramServer, made: Callable[..., Settings], tmp_path: Path
) -> None:
    server.world.webhook.url = "http://127.0.0.1:1/elsewhere"
    person = server.user(5001)
    person.says("waited")
    with running(made(), server):
        assert echoes(person.chat.wait_for()) == ["You asked: waited"]
        server.settle()
    assert server.world.webhook.url == ""
    assert finished(tmp_path) == [(1, "")]


def test_a_stop_finishes_what_is_being_answered_and_leaves_the_rest(
    server: TelegramServer, assistant: Calm, made: Callable[..., Settings]
) -> None:
    slow, late = server.user(5001), server.user(5002)
    with running(made(), server) as bot:
        slow.says("slow one")
        assert assistant.begun.wait(PATIENCE)
        bot.ask_to_stop()
        # The last call confirms what came, and waits for nothing new.
        until(lambda: not int(server.calls_of("getUpdates")[-1].parameters.get("timeout") or 0))
        late.says("too late")
        assistant.let.set()
        assert bot.ended() is None
    assert echoes(slow.chat.answers) == ["You asked: slow one"]
    assert late.chat.answers == []
    with running(made(), server):
        assert echoes(late.chat.wait_for()) == ["You asked: too late"]
    assert echoes(slow.chat.answers) == ["You asked: slow one"]


@pytest.mark.usefixtures("assistant")
def test_another_bot_on_the_same_database_is_refused_until_it_takes_the_first_ones_place(
    server: TelegramServer, made: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    with TelegramServer(token="7000000099:" + "B" * 35) as elsewhere:
        other = {
            "telegram_bot_token": elsewhere.token,
            "telegram_api_base_url": elsewhere.base_url,
            "telegram_api_file_url": elsewhere.file_url,
        }
        first, second = server.user(5001), elsewhere.user(5001)
        with running(made(), server):
            first.says("one")
            second.says("two")  # of the same number
            assert echoes(first.chat.wait_for()) == ["You asked: one"]
            refused = Running(made(**other))
            refused.start(wait=False)
            failure = refused.ended()
            assert isinstance(failure, ConfigurationError)
            for remedy in ("DATABASE_URL", "DATA_DIR", "replace-bot", str(server.bot.id), "7000000099"):
                assert remedy in str(failure)
            assert elsewhere.calls_of("getUpdates") == []
            first.says("still here")
            assert echoes(first.chat.wait_for()) == ["You asked: still here"]
        monkeypatch.setattr(bot.__main__, "load_settings", made)
        assert bot.__main__.main(["replace-bot"]) == 0
        with running(made(**other), elsewhere):
            assert echoes(second.chat.wait_for()) == ["You asked: two"]


def test_what_takes_too_long_at_a_stop_is_handed_back_and_answered_at_the_next_start(
    server: TelegramServer, assistant: Calm, made: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.serve, "FINISH_SECONDS", 0.2)
    person = server.user(5001)
    with running(made(), server):
        person.says("slow one")
        assert assistant.begun.wait(PATIENCE)
    assert echoes(person.chat.answers) == []
    assistant.let.set()
    with running(made(), server):
        assert echoes(person.chat.wait_for(timeout=10)) == ["You asked: slow one"]


def test_one_slow_answer_holds_up_nobody_else(
    server: TelegramServer, assistant: Calm, made: Callable[..., Settings]
) -> None:
    slow, quick = server.user(5001), server.user(5002)
    with running(made(), server):
        slow.says("slow one")
        slow.says("then this")
        assert assistant.begun.wait(PATIENCE)
        quick.says("quick")
        assert echoes(quick.chat.wait_for()) == ["You asked: quick"]
        assert echoes(slow.chat.answers) == []
        assistant.let.set()
        slow.chat.wait_for(2)
    assert echoes(slow.chat.answers) == ["You asked: slow one", "You asked: then this"]


@pytest.mark.usefixtures("assistant")
def test_the_webhook_takes_only_what_comes_by_its_path_with_its_secret(
    server: TelegramServer, made: Callable[..., Settings]
) -> None:
    port = free_port()
    settings = made(webhook_url=f"http://127.0.0.1:{port}/city", webhook_listen=f"127.0.0.1:{port}")
    hook = webhook_of(settings)
    assert hook
    person = server.user(5001)
    with running(settings, server):
        assert server.world.webhook.url == hook.url
        person.says("by webhook")
        assert echoes(person.chat.wait_for()) == ["You asked: by webhook"]
        update = {"update_id": 1, "message": {"message_id": 1, "date": 0, "chat": {"id": 5001, "type": "private"}}}
        header = "X-Telegram-Bot-Api-Secret-Token"
        with httpx.Client(trust_env=False) as client:
            answers = [
                client.post(hook.url, json=update).status_code,
                client.post(hook.url, json=update, headers={header: "wrong"}).status_code,
                client.post(f"http://127.0.0.1:{port}/city", json=update, headers={header: hook.secret}).status_code,
                client.post(f"http://127.0.0.1:{port}/", json=update, headers={header: hook.secret}).status_code,
                client.get(hook.url).status_code,
                client.post(hook.url, json={"update_id": 1, "message": 3}, headers={header: hook.secret}).status_code,
            ]
        assert answers == [403, 403, 404, 404, 405, 400]
        server.settle()
    assert server.world.webhook.url == hook.url  # another process may still listen
    assert len(echoes(person.chat.answers)) == 1


@pytest.mark.usefixtures("assistant")
def test_a_taken_port_for_the_webhook_is_named(made: Callable[..., Settings]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        listen = f"127.0.0.1:{other.getsockname()[1]}"
        bot = Running(made(webhook_url="http://127.0.0.1:80", webhook_listen=listen))
        bot.start(wait=False)
        failure = bot.ended()
    assert isinstance(failure, ConfigurationError)
    assert f"WEBHOOK_LISTEN: cannot listen on {listen}" in str(failure)


@pytest.mark.usefixtures("assistant")
def test_it_starts_once_telegram_can_be_reached(
    server: TelegramServer, made: Callable[..., Settings], caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.next("getMe", Fault(FaultKind.GATEWAY))
    server.faults.next("getMe", Fault(FaultKind.DROP))
    server.faults.next("deleteWebhook", Fault(FaultKind.ERROR))
    person = server.user(5001)
    person.says("patience")
    with running(made(), server):
        assert echoes(person.chat.wait_for()) == ["You asked: patience"]
    assert "Bad Gateway" in caplog.text


@pytest.mark.usefixtures("assistant")
def test_a_refused_token_is_said_to_be_so_and_not_shown(made: Callable[..., Settings]) -> None:
    bot = Running(made(telegram_bot_token="7000000001:mistyped"))  # noqa: S106 - opens nothing
    bot.start(wait=False)
    failure = bot.ended()
    assert isinstance(failure, TelegramUnusable)
    assert "TELEGRAM_BOT_TOKEN" in str(failure)
    assert "mistyped" not in str(failure)


@pytest.mark.parametrize("by_webhook", [False, True])
def test_a_revoked_token_ends_the_bot_and_what_was_asked_is_answered_at_the_next_start(
    server: TelegramServer, assistant: Calm, made: Callable[..., Settings], *, by_webhook: bool
) -> None:
    port = free_port()
    address = {"webhook_url": f"http://127.0.0.1:{port}", "webhook_listen": f"127.0.0.1:{port}"} if by_webhook else {}
    person = server.user(5001)
    bot = Running(made(**address))
    bot.start()
    person.says("slow one")
    assert assistant.begun.wait(PATIENCE)
    server.revoke()
    assistant.let.set()
    failure = bot.ended()
    assert isinstance(failure, TokenRevoked)
    assert "TELEGRAM_BOT_TOKEN" in str(failure)
    assert echoes(person.chat.answers) == []
    server._front.revoked = False
    with running(made(**address), server):
        assert echoes(person.chat.wait_for()) == ["You asked: slow one"]


def test_what_fails_because_the_database_is_away_is_answered_later_and_nobody_hears_of_it(
    server: TelegramServer, assistant: Calm, made: Callable[..., Settings], tmp_path: Path
) -> None:
    assistant.failures = 2
    person = server.user(5001)
    with running(made(), server):
        person.says("away for a while")
        assert [message.text for message in person.chat.wait_for()] == ["You asked: away for a while"]
        server.settle()
    assert [message.text for message in person.chat.answers] == ["You asked: away for a while"]
    assert finished(tmp_path) == [(3, "")]


def test_what_fails_each_time_is_given_up_with_a_sentence(
    server: TelegramServer,
    assistant: Calm,
    made: Callable[..., Settings],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(bot.workers, "MOST_ATTEMPTS", 2)
    assistant.failures = 1000
    person = server.user(5001)
    with running(made(), server):
        person.says("away for good")
        person.chat.wait_for()
        person.says("and this?")
        person.chat.wait_for()
        server.settle()
    given_up, answer = person.chat.answers
    assert "Something went wrong" in given_up.text
    assert answer.text == "You asked: and this?"
    assert finished(tmp_path) == [(3, ""), (1, "")]


class Flaky(Inbox):
    """An inbox whose database is away now and then."""

    failing = 0

    async def claim(self, limit: int) -> list[Claimed]:
        self._fail()
        return await super().claim(limit)

    async def finish(self, update_id: int) -> bool:
        self._fail()
        return await super().finish(update_id)

    def _fail(self) -> None:
        if Flaky.failing:
            Flaky.failing -= 1
            raise StorageError("the database is away; start it")


@pytest.mark.usefixtures("assistant")
def test_the_workers_outlive_a_database_that_is_away(
    server: TelegramServer, made: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.serve, "Inbox", Flaky)
    people = [server.user(number) for number in range(5001, 5004)]
    with running(made(), server):
        for person in people:
            Flaky.failing = 2
            person.says("still there?")
            person.chat.wait_for()
        server.settle()
    assert [echoes(person.chat.answers) for person in people] == [["You asked: still there?"]] * 3


@pytest.mark.usefixtures("assistant")
def test_an_update_that_cannot_be_read_holds_nobody_up(
    server: TelegramServer, made: Callable[..., Settings], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with running(made(), server):
        pass
    with contextlib.closing(sqlite3.connect(tmp_path / "bot.sqlite")) as database, database:
        database.execute(
            "INSERT INTO updates (update_id, chat_key, kind, body, received_at, attempts) "
            "VALUES (1, 'chat 5001', 'message', '{\"update_id\": 1, \"message\": 3}', '2026-01-01', 0)"
        )
    person = server.user(5001)
    with running(made(), server):
        person.says("hello there")
        assert echoes(person.chat.wait_for()) == ["You asked: hello there"]
    assert finished(tmp_path)[0] == (1, "")
    assert "an update cannot be read" in caplog.text


@pytest.mark.usefixtures("assistant")
def test_readiness_follows_telegram_and_the_process(
    server: TelegramServer, made: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.serve, "SILENCE_SECONDS", 1.0)
    monkeypatch.setattr(bot.workers, "SILENCE_SECONDS", 1.0)
    monkeypatch.setattr(bot.jobs, "_QUIET_SECONDS", 0.2)
    monkeypatch.setattr(bot.jobs, "_LISTEN_SECONDS", 0.2)
    port = free_port()
    wanted = made(
        metrics_listen=f"127.0.0.1:{port}",
        webhook_url=f"http://127.0.0.1:{(hook := free_port())}",
        webhook_listen=f"127.0.0.1:{hook}",
    )
    person = server.user(5001)
    with running(wanted, server), httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:

        def wrong() -> dict[str, str]:
            found: dict[str, str] = client.get("/readyz").json()["wrong"]
            return found

        until(lambda: wrong() == {})
        server.faults.plan(share=1, seed=1, kinds=[FaultKind.ERROR])
        until(lambda: set(wrong()) == {"telegram"})
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
        person.says("are you there?")
        server.faults.plan(share=0, seed=1)
        assert echoes(person.chat.wait_for()) == ["You asked: are you there?"]
        until(lambda: wrong() == {})
        until(lambda: 'city_exchange_updates_total{outcome="done"} 1.0' in client.get("/metrics").text)
        numbers = client.get("/metrics").text
    assert 'city_exchange_telegram_errors_total{kind="server"}' in numbers


def test_what_is_asked_of_telegram_is_what_the_handlers_take() -> None:
    application = build_application(Settings.model_validate({"telegram_bot_token": "1:x"}), Contact(), Metrics())
    add_handlers(application)
    taken: set[str] = set()
    for handler in application.handlers[0]:
        match handler:
            case CommandHandler() | MessageHandler():
                taken |= {"message", "edited_message"}
            case CallbackQueryHandler():
                taken.add("callback_query")
            case InlineQueryHandler():
                taken.add("inline_query")
            case ChatMemberHandler():
                kinds = {
                    ChatMemberHandler.MY_CHAT_MEMBER: ["my_chat_member"],
                    ChatMemberHandler.CHAT_MEMBER: ["chat_member"],
                }
                taken |= set(kinds.get(handler.chat_member_types or 0, ["my_chat_member", "chat_member"]))
            case _:
                pytest.fail(f"no update is known for {handler}")
    assert taken == set(ALLOWED_UPDATES)
    assert taken <= set(Update.ALL_TYPES)
