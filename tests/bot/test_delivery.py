import asyncio
import contextlib
import itertools
import logging
import socket
from collections.abc import AsyncIterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, InvalidToken, NetworkError
from telegram.request import HTTPXRequest

from bot.delivery import STUB, Delivery
from bot.metrics import Metrics
from bot.people import Reader
from bot.render.message import OutFile, OutMessage
from bot.storage import Storage
from bot.storage.deliveries import Part, State
from knowledge.errors import StorageError
from tests.bot.sending import OPEN, Pauses, li, server
from tests.databases import Clock, Databases
from tests.telegram_server.faults import Fault, FaultKind
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

# To load certificates takes longer than most of these tests.
NO_TLS = {"verify": False}

UPDATE, GROUP = 77, -1_001_234_567_890
BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("[1]", callback_data="s:abc:1")]])
MESSAGE = OutMessage("<b>Fukuoka</b> &amp; Guangzhou", "Fukuoka & Guangzhou", BUTTONS)
SHOWN = "Fukuoka & Guangzhou"

NOT_SENT = [Fault(FaultKind.FLOOD, seconds=7), Fault(FaultKind.ERROR), Fault(FaultKind.GATEWAY)]
IN_DOUBT = [
    Fault(kind, takes_effect=effect, seconds=3)
    for kind in (FaultKind.DROP, FaultKind.TIMEOUT)
    for effect in (False, True)
]


__all__ = ["li", "server"]  # fixtures

# What is recorded is tested on every database by `storage`.
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@contextlib.asynccontextmanager
async def talking_to(base_url: str, token: str) -> AsyncIterator[Bot]:
    bot = Bot(token, base_url=base_url, request=HTTPXRequest(read_timeout=1.0, httpx_kwargs=NO_TLS))
    await bot.request.initialize()
    yield bot
    await bot.request.shutdown()


@pytest.fixture
async def bot(anyio_backend: str, server: TelegramServer) -> AsyncIterator[Bot]:  # noqa: ARG001 - makes anyio run this fixture
    async with talking_to(server.base_url, server.token) as bot:
        yield bot


@pytest.fixture
def delivery(storage: Storage, bot: Bot, metrics: Metrics, pauses: Pauses) -> Delivery:
    return Delivery(storage, bot, metrics, OPEN, sleep=pauses)


def repeats(metrics: Metrics) -> float:
    return metrics.registry.get_sample_value("city_exchange_possible_repeats_total") or 0


def shown(li: User) -> list[str]:
    return [message.text for message in li.chat.answers]


@pytest.mark.anyio
class TestSending:
    async def test_a_message_is_sent_as_html_with_its_buttons_and_without_a_preview(
        self, delivery: Delivery, server: TelegramServer, li: User
    ) -> None:
        (message_id,) = await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        message = li.chat.last
        assert (message.message_id, message.text, message.covered("bold")) == (message_id, SHOWN, ["Fukuoka"])
        assert message.labels == ["[1]"]
        (call,) = server.calls_of("sendMessage")
        assert call.parameters["link_preview_options"] == {"is_disabled": True}

    async def test_the_first_of_several_replies_and_all_come_in_order(
        self, delivery: Delivery, server: TelegramServer, li: User
    ) -> None:
        group = server.group(GROUP, "Office", [li], forum=True)
        thread = server.topic(group, "Visits", by=li)
        question = li.says("@city_exchange_bot 福冈?", group, thread=thread)
        messages = [OutMessage(str(n), str(n)) for n in range(3)]
        sent = await delivery.send(
            UPDATE, Reader.public(GROUP), messages, thread_id=thread, reply_to=question.message_id
        )
        assert [message.message_id for message in group.answers] == list(sent)
        assert [(message.text, message.reply_to is question) for message in group.answers] == [
            ("0", True),
            ("1", False),
            ("2", False),
        ]
        assert {message.thread_id for message in group.answers} == {thread}

    async def test_a_deleted_question_is_answered_all_the_same(self, delivery: Delivery, li: User) -> None:
        question = li.says("福冈?")
        li.deletes(question)
        await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE], reply_to=question.message_id)
        assert shown(li) == [SHOWN]

    async def test_an_update_worked_through_again_sends_nothing_twice(
        self, delivery: Delivery, storage: Storage, bot: Bot, metrics: Metrics, li: User
    ) -> None:
        sent = await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE, MESSAGE])
        restarted = Delivery(storage, bot, metrics, OPEN)
        assert await restarted.send(UPDATE, Reader.public(li.id), [MESSAGE, MESSAGE]) == sent
        assert shown(li) == [SHOWN] * 2
        assert repeats(metrics) == 0

    async def test_what_an_earlier_try_did_not_send_is_sent_now(
        self, delivery: Delivery, server: TelegramServer, li: User
    ) -> None:
        first = await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        both = await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE, OutMessage("more", "more")])
        assert both[:1] == first
        assert shown(li) == [SHOWN, "more"]
        assert len(server.calls_of("sendMessage")) == 2

    async def test_an_update_may_be_told_in_two_chats(
        self, delivery: Delivery, server: TelegramServer, li: User
    ) -> None:
        admin = server.user(5)
        admin.says("hello")
        await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        await delivery.send(UPDATE, Reader.public(admin.id), [MESSAGE])
        assert shown(li) == shown(admin) == [SHOWN]

    @pytest.mark.parametrize("fault", NOT_SENT, ids=lambda fault: fault.kind)
    async def test_what_was_not_sent_is_sent_once_when_telegram_is_well(  # noqa: PLR0917 - fixtures
        self, delivery: Delivery, server: TelegramServer, li: User, metrics: Metrics, pauses: Pauses, fault: Fault
    ) -> None:
        server.faults.next("sendMessage", fault, times=3)
        await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        assert shown(li) == [SHOWN]
        assert repeats(metrics) == 0
        assert pauses == ([7, 7, 7] if fault.kind is FaultKind.FLOOD else [0.5, 1, 2])

    async def test_an_outage_of_minutes_is_waited_out_and_a_longer_one_is_told(
        self, delivery: Delivery, server: TelegramServer, li: User, metrics: Metrics, pauses: Pauses
    ) -> None:
        server.faults.next("sendMessage", Fault(FaultKind.ERROR), times=12)
        with pytest.raises(NetworkError):
            await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        assert 120 < sum(pauses) < 300
        await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        assert shown(li) == [SHOWN]
        assert repeats(metrics) == 0

    async def test_a_server_that_is_not_there_got_nothing(
        self, storage: Storage, server: TelegramServer, li: User, metrics: Metrics, pauses: Pauses
    ) -> None:
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}/bot"
            async with talking_to(nowhere, server.token) as bot:
                with pytest.raises(NetworkError):
                    await Delivery(storage, bot, metrics, OPEN, sleep=pauses).send(
                        UPDATE, Reader.public(li.id), [MESSAGE]
                    )
        async with talking_to(server.base_url, server.token) as bot:
            await Delivery(storage, bot, metrics, OPEN).send(UPDATE, Reader.public(li.id), [MESSAGE])
        assert shown(li) == [SHOWN]
        assert repeats(metrics) == 0

    @pytest.mark.parametrize("fault", IN_DOUBT, ids=str)
    async def test_what_may_be_sent_is_sent_once_more_and_counted(
        self, delivery: Delivery, server: TelegramServer, li: User, metrics: Metrics, fault: Fault
    ) -> None:
        server.faults.next("sendMessage", fault)
        (message_id,) = await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        assert shown(li) == [SHOWN] * (2 if fault.takes_effect else 1)
        assert li.chat.last.message_id == message_id
        assert li.chat.last.labels == ["[1]"]
        assert repeats(metrics) == 1

    async def test_a_second_doubt_repeats_the_stub_alone(
        self, delivery: Delivery, server: TelegramServer, li: User, metrics: Metrics
    ) -> None:
        server.faults.next("sendMessage", Fault(FaultKind.DROP, takes_effect=True), times=2)
        server.faults.next("editMessageText", Fault(FaultKind.DROP, takes_effect=True))
        await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        assert shown(li) == [SHOWN, STUB, SHOWN]
        assert repeats(metrics) == 1

    async def test_a_process_that_ends_while_it_sends_leaves_a_doubt(  # noqa: PLR0917 - fixtures
        self, delivery: Delivery, storage: Storage, bot: Bot, server: TelegramServer, li: User, metrics: Metrics
    ) -> None:
        server.faults.next("sendMessage", Fault(FaultKind.TIMEOUT, takes_effect=True, seconds=3))
        sending = asyncio.create_task(delivery.send(UPDATE, Reader.public(li.id), [MESSAGE]))
        await asyncio.to_thread(server.wait, lambda: shown(li))
        sending.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sending
        restarted = Delivery(storage, bot, metrics, OPEN)
        for _ in range(2):
            await restarted.send(UPDATE, Reader.public(li.id), [MESSAGE])
        assert shown(li) == [SHOWN] * 2
        assert repeats(metrics) == 1

    @pytest.mark.parametrize("state", [State.SENDING, State.IN_DOUBT, State.STUB])
    async def test_each_stage_is_taken_up_where_it_was_left(  # noqa: PLR0917 - fixtures
        self, delivery: Delivery, storage: Storage, bot: Bot, li: User, metrics: Metrics, state: State
    ) -> None:
        stub = await bot.send_message(li.id, STUB) if state is State.STUB else None
        await storage.deliveries.record(Part(UPDATE, li.id, 0), state, stub.message_id if stub else None)
        await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        assert shown(li) == [SHOWN]
        assert repeats(metrics) == (1 if state is State.SENDING else 0)

    async def test_a_stub_that_somebody_deleted_is_let_be(
        self, delivery: Delivery, storage: Storage, bot: Bot, li: User
    ) -> None:
        stub = await bot.send_message(li.id, STUB)
        li.deletes(li.chat.last)
        await storage.deliveries.record(Part(UPDATE, li.id, 0), State.STUB, stub.message_id)
        assert await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE]) == (stub.message_id,)
        assert shown(li) == []

    async def test_refused_html_goes_out_plain_and_is_told_to_the_operator_without_its_text(
        self, delivery: Delivery, li: User, metrics: Metrics, caplog: pytest.LogCaptureFixture
    ) -> None:
        await delivery.send(UPDATE, Reader.public(li.id), [OutMessage("<fukuoka>", "<fukuoka>", BUTTONS)])
        assert shown(li) == ["<fukuoka>"]
        assert li.chat.last.labels == ["[1]"]
        assert metrics.registry.get_sample_value("city_exchange_telegram_errors_total", {"kind": "html"}) == 1
        (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
        assert record.getMessage() == "the HTML of message 0 of update 77 is refused, it goes out as plain text"
        assert "fukuoka" not in caplog.text

    async def test_who_blocked_the_bot_is_let_be(self, delivery: Delivery, server: TelegramServer, li: User) -> None:
        li.blocks_bot()
        assert await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE, MESSAGE]) == ()
        li.unblocks_bot()
        assert await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE, MESSAGE]) == ()
        assert len(server.calls_of("sendMessage")) == 1

    async def test_a_group_that_threw_the_bot_out_is_let_be(
        self, delivery: Delivery, server: TelegramServer, li: User
    ) -> None:
        server.removes_bot(server.group(GROUP, "Office", [li]), by=li)
        assert await delivery.send(UPDATE, Reader.public(GROUP), [MESSAGE]) == ()

    async def test_a_message_that_telegram_never_takes_is_an_error_and_leaves_room_for_an_apology(
        self, delivery: Delivery, li: User
    ) -> None:
        with pytest.raises(BadRequest, match=r"(?i)empty"):
            await delivery.send(UPDATE, Reader.public(li.id), [OutMessage("", "")])
        await delivery.send(UPDATE, Reader.public(li.id), [OutMessage("Sorry.", "Sorry.")])
        assert shown(li) == ["Sorry."]

    async def test_a_revoked_token_is_an_error_at_once(
        self, delivery: Delivery, server: TelegramServer, li: User, pauses: Pauses
    ) -> None:
        server.revoke()
        with pytest.raises(InvalidToken):
            await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        assert pauses == []

    async def test_nothing_is_sent_that_could_not_be_recorded(
        self, delivery: Delivery, storage: Storage, server: TelegramServer, li: User
    ) -> None:
        async with storage.database.transaction() as session:
            await session.execute(text("ALTER TABLE deliveries RENAME TO away"))
        try:
            with pytest.raises(StorageError):
                await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        finally:
            async with storage.database.transaction() as session:
                await session.execute(text("ALTER TABLE away RENAME TO deliveries"))
        assert server.calls_of("sendMessage") == []


@pytest.mark.anyio
class TestEditing:
    async def test_a_message_is_changed_with_its_buttons(self, delivery: Delivery, li: User) -> None:
        (message_id,) = await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        assert await delivery.edit(Reader.public(li.id), message_id, OutMessage("<i>Lyon</i>", "Lyon"))
        assert (li.chat.last.text, li.chat.last.covered("italic"), li.chat.last.labels) == ("Lyon", ["Lyon"], [])

    async def test_a_message_that_says_so_already_is_as_it_should_be(self, delivery: Delivery, li: User) -> None:
        (message_id,) = await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        assert await delivery.edit(Reader.public(li.id), message_id, MESSAGE)

    async def test_a_message_that_is_gone_is_told(self, delivery: Delivery, li: User) -> None:
        (message_id,) = await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        li.deletes(li.chat.last)
        assert not await delivery.edit(Reader.public(li.id), message_id, OutMessage("Lyon", "Lyon"))

    async def test_who_blocked_the_bot_sees_no_change(self, delivery: Delivery, li: User) -> None:
        (message_id,) = await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        li.blocks_bot()
        assert not await delivery.edit(Reader.public(li.id), message_id, OutMessage("Lyon", "Lyon"))

    @pytest.mark.parametrize("fault", [*NOT_SENT, *IN_DOUBT], ids=str)
    async def test_a_change_is_made_whatever_comes_between(
        self, delivery: Delivery, server: TelegramServer, li: User, fault: Fault
    ) -> None:
        (message_id,) = await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        server.faults.next("editMessageText", fault, times=2)
        assert await delivery.edit(Reader.public(li.id), message_id, OutMessage("Lyon", "Lyon"))
        assert shown(li) == ["Lyon"]

    async def test_refused_html_is_put_in_plain(self, delivery: Delivery, li: User) -> None:
        (message_id,) = await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        assert await delivery.edit(Reader.public(li.id), message_id, OutMessage("<lyon>", "<lyon>"))
        assert shown(li) == ["<lyon>"]

    async def test_a_change_that_telegram_never_takes_is_an_error(self, delivery: Delivery, li: User) -> None:
        (message_id,) = await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        with pytest.raises(BadRequest, match=r"(?i)too long"):
            await delivery.edit(Reader.public(li.id), message_id, OutMessage("x" * 4097, "x" * 4097))


faults = st.sampled_from([*NOT_SENT, *(fault for fault in IN_DOUBT if fault.kind is FaultKind.DROP)])


def test_whatever_goes_wrong_an_answer_is_shown_once_or_where_nobody_can_know_twice(
    databases: Databases, server: TelegramServer, li: User
) -> None:
    url = databases.migrated()
    updates = itertools.count(1)

    with asyncio.Runner() as runner:
        storage = runner.run(Storage.open(url, now=Clock()))

        bot = Bot(server.token, base_url=server.base_url, request=HTTPXRequest(httpx_kwargs=NO_TLS))
        runner.run(bot.request.initialize())

        @settings(max_examples=25, deadline=None)
        @given(sends=st.lists(faults, max_size=5), edits=st.lists(faults, max_size=3))
        def check(sends: list[Fault], edits: list[Fault]) -> None:
            update_id, metrics = next(updates), Metrics()
            server.faults.clear()
            for method, wrong in (("sendMessage", sends), ("editMessageText", edits)):
                for fault in wrong:
                    server.faults.next(method, fault)
            answer = OutMessage(f"<b>{update_id}</b>", str(update_id))
            delivery = Delivery(storage, bot, metrics, OPEN, sleep=Pauses())
            runner.run(delivery.send(update_id, Reader.public(li.id), [answer]))
            doubt = any(fault.kind is FaultKind.DROP for fault in sends)
            times = shown(li).count(str(update_id))
            assert times == 1 or (times == 2 and doubt)
            assert repeats(metrics) == doubt

        check()
        runner.run(bot.request.shutdown())
        runner.run(storage.close())


FILE = OutFile("list.csv", b"a,b\r\n", "A list")


@pytest.mark.anyio
class TestFiles:
    async def test_a_file_is_sent_once_for_an_update(
        self, delivery: Delivery, storage: Storage, bot: Bot, metrics: Metrics, li: User
    ) -> None:
        sent = await delivery.send_file(UPDATE, Reader.public(li.id), FILE)
        assert await Delivery(storage, bot, metrics, OPEN).send_file(UPDATE, Reader.public(li.id), FILE) == sent
        (message,) = li.chat.answers
        assert message.media is not None
        assert (message.media.name, message.media.content, message.text) == ("list.csv", b"a,b\r\n", "A list")

    async def test_a_file_goes_out_beside_the_messages_of_its_update(self, delivery: Delivery, li: User) -> None:
        await delivery.send(UPDATE, Reader.public(li.id), [MESSAGE])
        await delivery.send_file(UPDATE, Reader.public(li.id), FILE)
        assert len(li.chat.answers) == 2

    @pytest.mark.parametrize("fault", NOT_SENT, ids=lambda fault: fault.kind)
    async def test_a_file_that_is_not_taken_is_sent_again(
        self, delivery: Delivery, server: TelegramServer, metrics: Metrics, li: User, fault: Fault
    ) -> None:
        server.faults.next("sendDocument", fault, times=2)
        assert await delivery.send_file(UPDATE, Reader.public(li.id), FILE)
        assert len(li.chat.answers) == 1
        assert repeats(metrics) == 0

    @pytest.mark.parametrize("fault", IN_DOUBT, ids=str)
    async def test_a_file_that_may_be_sent_is_sent_once_more_and_counted(
        self, delivery: Delivery, server: TelegramServer, metrics: Metrics, li: User, fault: Fault
    ) -> None:
        server.faults.next("sendDocument", fault)
        assert await delivery.send_file(UPDATE, Reader.public(li.id), FILE)
        assert len(li.chat.answers) == 1 + fault.takes_effect
        assert repeats(metrics) == 1

    async def test_a_file_is_never_sent_a_third_time(
        self, delivery: Delivery, storage: Storage, server: TelegramServer, li: User
    ) -> None:
        server.faults.next("sendDocument", Fault(FaultKind.DROP, takes_effect=True), times=5)
        assert await delivery.send_file(UPDATE, Reader.public(li.id), FILE) is None
        assert len(li.chat.answers) == 2
        # The process ended while the second try was out.
        await storage.deliveries.record(Part(UPDATE + 1, li.id, 1000), State.IN_DOUBT)
        assert await delivery.send_file(UPDATE + 1, Reader.public(li.id), FILE) is None
        assert len(li.chat.answers) == 2

    async def test_a_chat_that_takes_nothing_is_let_be(self, delivery: Delivery, li: User) -> None:
        li.blocks_bot()
        assert await delivery.send_file(UPDATE, Reader.public(li.id), FILE) is None
