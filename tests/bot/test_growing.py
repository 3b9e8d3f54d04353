"""An answer that grows: the newest of it is looked at, and shown within Telegram's limits."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.request import HTTPXRequest

from bot.assistant_pool import GrowingAnswer
from bot.delivery import STUB, Delivery
from bot.handlers.answering import PAUSE_SECONDS, Beginning
from bot.metrics import Metrics
from bot.people import Reader
from bot.render.message import OutMessage
from bot.storage import Storage
from knowledge.answering.explanation import Explanation
from knowledge.evidence import Answer, Language, Mode
from tests.bot.sending import OPEN, Pauses, li, server
from tests.telegram_server.faults import Fault, FaultKind
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

__all__ = ["li", "server"]  # fixtures

pytestmark = pytest.mark.anyio
# What is recorded is tested on every database by `storage`.
ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

UPDATE = 77
ONE, TWO = OutMessage("<b>One.</b>", "One."), OutMessage("<b>One.</b> Two.", "One. Two.")
WHOLE = OutMessage(
    "<b>One.</b> Two. Three.",
    "One. Two. Three.",
    InlineKeyboardMarkup([[InlineKeyboardButton("[1]", callback_data="s:abc:1")]]),
)
HEADING = OutMessage("When?", "When?")


@pytest.fixture
async def bot(anyio_backend: str, server: TelegramServer) -> AsyncIterator[Bot]:  # noqa: ARG001 - makes anyio run this fixture
    request = HTTPXRequest(read_timeout=1.0, httpx_kwargs={"verify": False})
    bot = Bot(server.token, base_url=server.base_url, request=request)
    await bot.request.initialize()
    yield bot
    await bot.request.shutdown()


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def delivery(storage: Storage, bot: Bot, metrics: Metrics, pauses: Pauses) -> Delivery:
    return Delivery(storage, bot, metrics, OPEN, sleep=pauses)


@pytest.fixture
def beginning(delivery: Delivery, li: User, pauses: Pauses) -> Beginning:
    return Beginning(delivery, UPDATE, Reader.public(li.id), sleep=pauses)


def shown(li: User) -> list[str]:
    return [message.text for message in li.chat.answers]


def repeats(metrics: Metrics) -> float:
    return metrics.registry.get_sample_value("city_exchange_possible_repeats_total") or 0


@ON_SQLITE
class TestShowing:
    async def test_an_answer_is_sent_when_it_begins_and_edited_until_it_is_whole(
        self, beginning: Beginning, delivery: Delivery, server: TelegramServer, li: User, pauses: Pauses
    ) -> None:
        await beginning.show(ONE)
        await beginning.show(TWO)
        await delivery.send(UPDATE, Reader.public(li.id), [WHOLE])
        (message,) = li.chat.answers
        assert [version.text for version in message.versions] == ["One.", "One. Two."]
        assert (message.text, message.labels) == ("One. Two. Three.", ["[1]"])
        assert message.covered("bold") == ["One."]
        assert len(server.calls_of("sendMessage")) == 1
        assert pauses == [PAUSE_SECONDS] * 2

    async def test_what_has_not_changed_is_not_edited(
        self, beginning: Beginning, server: TelegramServer, pauses: Pauses
    ) -> None:
        await beginning.show(ONE)
        await beginning.show(ONE)
        assert not server.calls_of("editMessageText")
        assert len(pauses) == 1

    async def test_an_answer_that_was_begun_before_a_restart_is_completed_and_not_begun_again(
        self, beginning: Beginning, delivery: Delivery, server: TelegramServer, li: User, metrics: Metrics
    ) -> None:
        await beginning.show(TWO)
        again = Beginning(delivery, UPDATE, Reader.public(li.id), sleep=Pauses())
        await again.show(ONE)  # what the first try has shown is not taken back
        assert shown(li) == ["One. Two."]
        await delivery.send(UPDATE, Reader.public(li.id), [WHOLE])
        assert shown(li) == ["One. Two. Three."]
        assert len(server.calls_of("sendMessage")) == 1
        assert repeats(metrics) == 0

    async def test_the_pressed_question_stands_above_what_grows(
        self, delivery: Delivery, li: User, pauses: Pauses
    ) -> None:
        beginning = Beginning(delivery, UPDATE, Reader.public(li.id), above=[HEADING], sleep=pauses)
        await beginning.show(ONE)
        assert shown(li) == ["When?", "One."]
        await delivery.send(UPDATE, Reader.public(li.id), [HEADING, WHOLE, TWO])
        assert shown(li) == ["When?", "One. Two. Three.", "One. Two."]

    async def test_whoever_deletes_the_beginning_gets_the_whole(
        self, beginning: Beginning, delivery: Delivery, li: User
    ) -> None:
        await beginning.show(ONE)
        li.deletes(li.chat.last)
        await beginning.show(TWO)
        await beginning.show(WHOLE)
        assert shown(li) == []
        await delivery.send(UPDATE, Reader.public(li.id), [WHOLE])
        assert shown(li) == ["One. Two. Three."]

    async def test_whoever_blocks_the_bot_is_left_alone(
        self, beginning: Beginning, delivery: Delivery, li: User
    ) -> None:
        await beginning.show(ONE)
        li.blocks_bot()
        await beginning.show(TWO)
        assert await delivery.send(UPDATE, Reader.public(li.id), [WHOLE]) == ()
        assert shown(li) == ["One."]


@ON_SQLITE
@pytest.mark.parametrize("fault", [Fault(FaultKind.FLOOD, seconds=7), Fault(FaultKind.ERROR)], ids=lambda f: f.kind)
@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
async def test_what_cannot_be_shown_is_not_insisted_on_before_the_answer_is_whole(  # noqa: PLR0917 - fixtures
    beginning: Beginning,
    delivery: Delivery,
    server: TelegramServer,
    li: User,
    metrics: Metrics,
    pauses: Pauses,
    fault: Fault,
    method: str,
) -> None:
    server.faults.next(method, fault)
    await beginning.show(ONE)
    await beginning.show(TWO)
    calls = len(server.calls)
    await beginning.show(WHOLE)
    assert len(server.calls) == calls
    assert set(pauses) <= {PAUSE_SECONDS}
    await delivery.send(UPDATE, Reader.public(li.id), [WHOLE])
    assert shown(li) == ["One. Two. Three."]
    assert repeats(metrics) == 0


@ON_SQLITE
@pytest.mark.parametrize("arrived", [True, False])
async def test_a_beginning_that_may_have_arrived_is_counted_and_the_answer_comes_once(  # noqa: PLR0917 - fixtures
    beginning: Beginning,
    delivery: Delivery,
    server: TelegramServer,
    li: User,
    metrics: Metrics,
    arrived: bool,  # noqa: FBT001 - a parameter
) -> None:
    server.faults.next("sendMessage", Fault(FaultKind.DROP, takes_effect=arrived))
    await beginning.show(ONE)
    await beginning.show(TWO)
    await delivery.send(UPDATE, Reader.public(li.id), [WHOLE])
    assert shown(li) == (["One."] if arrived else []) + ["One. Two. Three."]
    assert STUB not in shown(li)
    assert repeats(metrics) == 1


def state(lead: str, *, complete: bool = False) -> Explanation:
    return Explanation(Answer(Language.EN, Mode.GENERATIVE, lead=lead), ("?",), complete=complete)


class TestLooking:
    async def test_who_looks_seldom_sees_the_newest(self) -> None:
        growing = GrowingAnswer()
        growing.follow(lambda: iter([state("one"), state("one two")]))
        assert (await growing.look(time.perf_counter() + 10)).answer.lead == "one two"
        growing.follow(lambda: iter([state("one two three"), state("all", complete=True)]))
        assert (await growing.look(time.perf_counter() + 10)).complete

    async def test_what_is_there_in_time_is_seen_however_late_the_look(self) -> None:
        growing = GrowingAnswer()
        growing.follow(lambda: iter([state("all", complete=True)]))
        await asyncio.sleep(0)
        assert (await growing.look(time.perf_counter() - 1)).complete

    async def test_nothing_new_in_time_is_an_error(self) -> None:
        with pytest.raises(TimeoutError):
            await GrowingAnswer().look(time.perf_counter() + 0.01)

    async def test_what_goes_wrong_in_the_thread_is_raised_to_who_looks(self) -> None:
        def boom() -> Iterator[Explanation]:
            yield state("one")
            raise ZeroDivisionError

        growing = GrowingAnswer()
        done = asyncio.get_running_loop().run_in_executor(None, growing.follow, boom)
        done.add_done_callback(growing.end)
        await asyncio.wait([done])
        with pytest.raises(ZeroDivisionError):
            await growing.look(time.perf_counter() + 10)
