import collections

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TimedOut

from tests.telegram_server.conftest import Caller
from tests.telegram_server.faults import Fault, FaultKind, Faults
from tests.telegram_server.server import TelegramServer

pytestmark = pytest.mark.anyio


def drawn(seed: int) -> list[Fault | None]:
    faults = Faults()
    faults.plan(share=0.1, seed=seed)
    return [faults.draw("sendMessage") for _ in range(2000)]


def test_a_plan_hits_its_share_of_the_calls_with_every_kind() -> None:
    counts = collections.Counter(fault.kind for fault in drawn(1) if fault)
    assert 150 < sum(counts.values()) < 250
    assert set(counts) == set(FaultKind)
    effects = {fault.kind for fault in drawn(1) if fault and fault.takes_effect}
    assert effects == {FaultKind.TIMEOUT, FaultKind.DROP}


def test_the_seed_decides_which_calls_go_wrong() -> None:
    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_a_plan_keeps_to_its_methods_and_ends() -> None:
    faults = Faults()
    faults.plan(share=1, seed=1, methods=["sendMessage"])
    assert faults.draw("sendMessage")
    assert not faults.draw("getUpdates")
    faults.clear()
    assert not faults.draw("sendMessage")


def test_a_scripted_fault_comes_as_often_as_it_was_asked_for() -> None:
    faults = Faults()
    faults.next("sendMessage", Fault(FaultKind.ERROR), times=2)
    assert [bool(faults.draw("sendMessage")) for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(FaultKind.FLOOD, seconds=7), RetryAfter),
        (Fault(FaultKind.ERROR), NetworkError),
        (Fault(FaultKind.GATEWAY), NetworkError),
        (Fault(FaultKind.TIMEOUT), TimedOut),
        (Fault(FaultKind.DROP), NetworkError),
    ],
    ids=lambda value: str(getattr(value, "kind", "")),
)
async def test_the_bot_sees_each_fault_as_it_sees_telegrams(
    server: TelegramServer, bot: Bot, fault: Fault, error: type[Exception]
) -> None:
    server.user(5).says("hello")
    server.faults.next("sendMessage", fault)
    with pytest.raises(error):
        await bot.send_message(5, "x", read_timeout=0.3)
    assert server.world.chat(5).answers == []
    await bot.send_message(5, "x")
    assert len(server.world.chat(5).answers) == 1
    assert not server.refused


@pytest.mark.parametrize("kind", [FaultKind.TIMEOUT, FaultKind.DROP])
async def test_a_call_can_take_effect_and_its_answer_be_lost(server: TelegramServer, bot: Bot, kind: FaultKind) -> None:
    server.user(5).says("hello")
    server.faults.next("sendMessage", Fault(kind, takes_effect=True))
    with pytest.raises(NetworkError):
        await bot.send_message(5, "x", read_timeout=0.3)
    assert server.world.chat(5).last.text == "x"
    assert server.calls_of("sendMessage")[0].took_effect


def test_a_call_that_is_wrong_is_refused_before_its_answer_is_lost(server: TelegramServer, call: Caller) -> None:
    server.faults.next("sendMessage", Fault(FaultKind.DROP, takes_effect=True))
    assert call.refused("sendMessage", chat_id=5, text="x") == "400 Bad Request: chat not found"
    assert len(server.refused) == 1


def test_a_dropped_connection_sends_not_a_byte(server: TelegramServer, call: Caller) -> None:
    server.faults.next("getMe", Fault(FaultKind.DROP))
    with pytest.raises(httpx.RemoteProtocolError):
        call("getMe")
    assert call("getMe")
