"""The way to Telegram: what it notices, and the pace it keeps."""

import asyncio
import contextlib
import importlib.util
import time
from collections.abc import AsyncIterator, Iterator

import pytest
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

import bot.connection
import bot.pace
from bot.connection import Contact
from bot.context import TelegramApplication
from bot.metrics import Metrics
from bot.serve import build_application
from knowledge.settings import Settings
from tests.telegram_server.bot_api import Call
from tests.telegram_server.faults import Fault, FaultKind
from tests.telegram_server.flood import FloodLimits
from tests.telegram_server.server import TelegramServer

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _pace_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo the haste of the handler tests, which lasts as long as their server: to the end of the process."""
    spec = importlib.util.find_spec("bot.pace")
    assert spec is not None
    assert spec.loader is not None
    written = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(written)
    for name in ("_BURST_IN_CHAT", "_MESSAGES_A_MINUTE_IN_GROUP"):
        monkeypatch.setattr(bot.pace, name, getattr(written, name))


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer(flood=FloodLimits.of_telegram()) as server:
        yield server


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@contextlib.asynccontextmanager
async def connected(server: TelegramServer, contact: Contact, metrics: Metrics) -> AsyncIterator[TelegramApplication]:
    settings = Settings.model_validate(
        {
            "telegram_bot_token": server.token,
            "telegram_api_base_url": server.base_url,
            "telegram_api_file_url": server.file_url,
        }
    )
    async with build_application(settings, contact, metrics) as application:
        yield application


def counted(metrics: Metrics, kind: str) -> float | None:
    return metrics.registry.get_sample_value("city_exchange_telegram_errors_total", {"kind": kind})


async def test_what_fails_is_counted_by_kind(server: TelegramServer, metrics: Metrics) -> None:
    faults = {
        "server": Fault(FaultKind.ERROR),
        "connection": Fault(FaultKind.DROP),
        "flood": Fault(FaultKind.FLOOD, seconds=0),
    }
    async with connected(server, Contact(), metrics) as application:
        for fault in faults.values():
            server.faults.next("getMe", fault)
            with contextlib.suppress(TelegramError):
                await application.bot.get_me()
        with pytest.raises(TelegramError):
            await application.bot.send_message(1, "to nobody")
    for kind in faults:
        assert counted(metrics, kind) == 1, kind
    assert (counted(metrics, "bad_request") or 0) + (counted(metrics, "forbidden") or 0) == 1


async def test_silence_lasts_until_telegram_answers_and_an_error_of_its_servers_is_no_answer(
    server: TelegramServer, metrics: Metrics
) -> None:
    time_is = [100.0]
    contact = Contact(lambda: time_is[0])
    assert contact.silence == float("inf")
    async with connected(server, contact, metrics) as application:
        assert contact.silence == 0
        time_is[0] += 30
        server.faults.next("getMe", Fault(FaultKind.GATEWAY))
        with pytest.raises(NetworkError):
            await application.bot.get_me()
        assert contact.silence == 30
        await application.bot.get_me()
        assert contact.silence == 0
        assert not contact.refused.is_set()


async def test_a_refused_token_is_noticed(server: TelegramServer, metrics: Metrics) -> None:
    contact = Contact()
    async with connected(server, contact, metrics) as application:
        server.revoke()
        with pytest.raises(InvalidToken):
            await application.bot.get_me()
        assert contact.refused.is_set()
    assert counted(metrics, "unauthorized") == 1


async def test_a_call_that_hangs_ends_in_time(
    server: TelegramServer, metrics: Metrics, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.connection, "_READ_SECONDS", 1.0)
    async with connected(server, Contact(), metrics) as application:
        server.faults.next("getMe", Fault(FaultKind.TIMEOUT, seconds=3))
        with pytest.raises(TimedOut):
            await application.bot.get_me()
    assert counted(metrics, "timeout") == 1


async def test_many_messages_to_many_chats_stay_within_telegrams_limits(
    server: TelegramServer, metrics: Metrics
) -> None:
    people = [server.user(number) for number in range(5001, 5041)]
    for person in people:
        person.says("/start")
    async with connected(server, Contact(), metrics) as application:
        begun = time.perf_counter()
        await asyncio.gather(*(application.bot.send_message(person.id, "hello") for person in people * 2))
        seconds = time.perf_counter() - begun
    assert server.flooded == []
    assert server.refused == []
    assert seconds < 40  # as it is, three; one after the other they would take 80


async def test_many_messages_to_one_chat_are_spread_and_do_not_hold_up_others(
    server: TelegramServer, metrics: Metrics
) -> None:
    # A machine that stands still for a second bunches what left apart; it does not do so three times in a row.
    flooded = [len(await _flooded_by(server, metrics, number)) for number in (5001, 5003, 5005)]
    assert 0 in flooded


async def _flooded_by(server: TelegramServer, metrics: Metrics, number: int) -> list[Call]:
    busy, other = server.user(number), server.user(number + 1)
    for person in (busy, other):
        person.says("/start")
    before = len(server.flooded)
    async with connected(server, Contact(), metrics) as application:
        many = asyncio.gather(*(application.bot.send_message(busy.id, str(n)) for n in range(6)))
        await asyncio.sleep(0.1)
        begun = time.perf_counter()
        await application.bot.send_message(other.id, "hello")
        assert time.perf_counter() - begun < 10  # a busy machine takes its time; held up it would be a minute
        assert len(busy.chat.answers) < 6
        await many
    assert sorted(message.text for message in busy.chat.answers) == list("012345")
    return server.flooded[before:]


async def test_a_sign_of_work_waits_for_no_message(server: TelegramServer, metrics: Metrics) -> None:
    person = server.user(5001)
    person.says("/start")
    async with connected(server, Contact(), metrics) as application:
        begun = time.perf_counter()
        for _ in range(10):
            await application.bot.send_chat_action(person.id, "typing")
        assert time.perf_counter() - begun < 10


async def test_a_wait_that_telegram_asks_for_in_one_chat_holds_up_that_chat_alone(
    server: TelegramServer, metrics: Metrics
) -> None:
    flooded, others = server.user(5001), [server.user(number) for number in range(5002, 5022)]
    for person in (flooded, *others):
        person.says("/start")
    async with connected(server, Contact(), metrics) as application:
        server.faults.next("sendMessage", Fault(FaultKind.FLOOD, seconds=45))
        held = asyncio.create_task(application.bot.send_message(flooded.id, "held up"))
        await asyncio.to_thread(
            server.wait, lambda: server.flooded or any(c.method == "sendMessage" for c in server.calls)
        )
        begun = time.perf_counter()
        await asyncio.gather(*(application.bot.send_message(person.id, "hello") for person in others[:10]))
        assert time.perf_counter() - begun < 30  # as it is, a tenth of a second; held up it would be 45
        again = asyncio.create_task(application.bot.send_message(flooded.id, "behind it"))
        await asyncio.sleep(0.3)
        assert not held.done()
        assert not again.done()
        assert application.bot.rate_limiter.waiting == 2  # type: ignore[union-attr]  # it is our own
        for task in (held, again):
            task.cancel()
        await asyncio.gather(held, again, return_exceptions=True)
        assert application.bot.rate_limiter.waiting == 0  # type: ignore[union-attr]  # it is our own
    assert flooded.chat.answers == []


async def test_what_waited_goes_out_when_the_time_has_come_and_in_its_order(
    server: TelegramServer, metrics: Metrics
) -> None:
    person = server.user(5001)
    person.says("/start")
    async with connected(server, Contact(), metrics) as application:
        server.faults.next("sendMessage", Fault(FaultKind.FLOOD, seconds=1))
        await application.bot.send_message(person.id, "first")
        server.faults.next("sendMessage", Fault(FaultKind.FLOOD, seconds=1), times=4)
        with pytest.raises(RetryAfter):
            await application.bot.send_message(person.id, "refused")
    assert [message.text for message in person.chat.answers] == ["first"]
