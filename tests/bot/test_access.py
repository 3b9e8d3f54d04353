import asyncio
import logging
from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.access import Access
from bot.people import Person, Role
from bot.storage import Storage
from knowledge.settings import Settings
from tests.databases import Clock
from tests.telegram_server.chats import Chat
from tests.telegram_server.faults import Fault, FaultKind
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]

ADMIN, STAFF = Person(1), Person(2)
STAFF_CHAT = -1_001_234_567_890


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
def li(server: TelegramServer) -> User:
    return server.user(7_000_000_002)


@pytest.fixture
def staff_chat(server: TelegramServer, li: User) -> Chat:
    return server.group(STAFF_CHAT, "Staff", [li])


@pytest.fixture
async def bot(anyio_backend: str, server: TelegramServer) -> AsyncIterator[Bot]:  # noqa: ARG001 - makes anyio run this fixture
    bot = Bot(
        server.token, base_url=server.base_url, request=HTTPXRequest(read_timeout=1.0, httpx_kwargs={"verify": False})
    )
    await bot.request.initialize()
    yield bot
    await bot.request.shutdown()


def access_of(storage: Storage, bot: Bot, staff_chat_id: int | None = STAFF_CHAT) -> Access:
    settings = Settings.model_construct(
        admin_user_ids=frozenset({ADMIN.user_id}),
        staff_user_ids=frozenset({STAFF.user_id}),
        staff_chat_id=staff_chat_id,
    )
    return Access(settings, storage, bot)


@pytest.fixture
def access(storage: Storage, bot: Bot) -> Access:
    return access_of(storage, bot)


async def test_the_settings_name_admins_and_staff(access: Access, server: TelegramServer) -> None:
    assert await access.role_of(ADMIN) is Role.ADMIN
    assert await access.role_of(STAFF) is Role.STAFF
    assert server.calls_of("getChatMember") == []


async def test_an_approval_and_its_end_act_at_once(access: Access, storage: Storage, staff_chat: Chat) -> None:
    assert staff_chat.id == STAFF_CHAT
    wang = 7_000_000_003
    assert await access.role_of(await storage.people.get(wang)) is Role.PUBLIC
    await storage.people.approve(wang, by=ADMIN.user_id)
    assert await access.role_of(await storage.people.get(wang)) is Role.STAFF
    await storage.people.revoke(wang, by=ADMIN.user_id)
    assert await access.role_of(await storage.people.get(wang)) is Role.PUBLIC


@pytest.mark.parametrize(
    ("status", "role"),
    [
        ("member", Role.STAFF),
        ("administrator", Role.STAFF),
        ("creator", Role.STAFF),
        ("left", Role.PUBLIC),
        ("kicked", Role.PUBLIC),
    ],
)
async def test_who_is_in_the_staff_chat_is_staff(
    access: Access, server: TelegramServer, staff_chat: Chat, status: str, role: Role
) -> None:
    wang = server.user(7_000_000_003)
    wang.joins(staff_chat)
    staff_chat.members[wang.id] = status
    assert await access.role_of(Person(wang.id)) is role


async def test_without_a_staff_chat_nobody_is_asked_about(
    storage: Storage, bot: Bot, server: TelegramServer, li: User
) -> None:
    assert await access_of(storage, bot, None).role_of(Person(li.id)) is Role.PUBLIC
    assert server.calls_of("getChatMember") == []


@pytest.mark.parametrize("user_id", [0, STAFF_CHAT])
async def test_nobody_in_particular_is_the_public(
    access: Access, server: TelegramServer, staff_chat: Chat, user_id: int
) -> None:
    assert staff_chat.members
    assert await access.role_of(Person(user_id)) is Role.PUBLIC
    assert server.calls_of("getChatMember") == []


async def test_membership_is_asked_again_after_a_minute(
    access: Access, server: TelegramServer, staff_chat: Chat, li: User, clock: Clock
) -> None:
    assert await access.role_of(Person(li.id)) is Role.STAFF
    li.leaves(staff_chat)
    clock.advance(seconds=59)
    assert await access.role_of(Person(li.id)) is Role.STAFF
    clock.advance(seconds=1)
    assert await access.role_of(Person(li.id)) is Role.PUBLIC
    assert len(server.calls_of("getChatMember")) == 2


async def test_a_change_of_the_staff_chat_acts_at_once(access: Access, staff_chat: Chat, li: User) -> None:
    assert await access.role_of(Person(li.id)) is Role.STAFF
    li.leaves(staff_chat)
    access.forget_membership(li.id)
    assert await access.role_of(Person(li.id)) is Role.PUBLIC
    li.joins(staff_chat)
    access.forget_membership(li.id)
    assert await access.role_of(Person(li.id)) is Role.STAFF


async def test_what_was_asked_before_a_change_is_not_remembered_after_it(
    access: Access, server: TelegramServer, staff_chat: Chat, li: User
) -> None:
    asked = asyncio.create_task(access.role_of(Person(li.id)))
    while not server.calls_of("getChatMember"):  # noqa: ASYNC110 - the server is in another thread
        await asyncio.sleep(0)
    li.leaves(staff_chat)
    access.forget_membership(li.id)
    await asked
    assert await access.role_of(Person(li.id)) is Role.PUBLIC


async def test_who_telegram_never_heard_of_is_the_public_without_a_complaint(
    access: Access, server: TelegramServer, staff_chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    assert staff_chat.members
    for _ in range(2):
        assert await access.role_of(Person(99)) is Role.PUBLIC
    assert len(server.calls_of("getChatMember")) == 1
    assert not caplog.records


@pytest.mark.parametrize("kind", [FaultKind.ERROR, FaultKind.DROP, FaultKind.TIMEOUT, FaultKind.FLOOD])
async def test_while_telegram_cannot_tell_its_members_are_the_public_and_the_operator_hears_once(  # noqa: PLR0917 - fixtures
    access: Access,
    server: TelegramServer,
    staff_chat: Chat,
    li: User,
    caplog: pytest.LogCaptureFixture,
    kind: FaultKind,
) -> None:
    assert li.id in staff_chat.members
    server.faults.next("getChatMember", Fault(kind, seconds=3), times=2)
    for _ in range(2):
        assert await access.role_of(Person(li.id)) is Role.PUBLIC
    complaints = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(complaints) == 1
    assert complaints[0].startswith("STAFF_CHAT_ID: its members are not staff while Telegram cannot tell")
    assert await access.role_of(Person(li.id)) is Role.STAFF


async def test_a_membership_that_ran_out_does_not_outlive_an_outage(
    access: Access, server: TelegramServer, staff_chat: Chat, li: User, clock: Clock
) -> None:
    assert li.id in staff_chat.members
    assert await access.role_of(Person(li.id)) is Role.STAFF
    clock.advance(seconds=60)
    server.faults.next("getChatMember", Fault(FaultKind.ERROR))
    assert await access.role_of(Person(li.id)) is Role.PUBLIC


async def test_a_staff_chat_that_the_bot_is_not_in_is_told_to_the_operator_once(
    storage: Storage, bot: Bot, li: User, caplog: pytest.LogCaptureFixture
) -> None:
    access = access_of(storage, bot, -100_999)
    for _ in range(2):
        assert await access.role_of(Person(li.id)) is Role.PUBLIC
    (record,) = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert "STAFF_CHAT_ID" in record.getMessage()


NEW_STAFF_CHAT = -1_001_234_567_891
SMALL_GROUP = -4_321


async def moved(server: TelegramServer, li: User) -> None:
    server.upgrades(server.group(SMALL_GROUP, "Staff", [li]), NEW_STAFF_CHAT, li)


async def test_the_members_of_a_staff_chat_that_moved_stay_staff_though_nobody_said_that_it_moved(
    storage: Storage, bot: Bot, server: TelegramServer, li: User, caplog: pytest.LogCaptureFixture
) -> None:
    access = access_of(storage, bot, SMALL_GROUP)
    await moved(server, li)
    assert await access.role_of(Person(li.id)) is Role.STAFF
    assert access.is_staff_chat(NEW_STAFF_CHAT)
    assert [record.getMessage() for record in caplog.records if "STAFF_CHAT_ID=-1001234567891" in record.getMessage()]


async def test_the_new_id_of_the_staff_chat_is_known_to_other_processes_and_the_next_start(
    storage: Storage, bot: Bot, server: TelegramServer, li: User
) -> None:
    first, second = (access_of(storage, bot, SMALL_GROUP) for _ in range(2))
    await moved(server, li)
    await first.staff_chat_moved(NEW_STAFF_CHAT)
    await second.find_staff_chat()
    for access in (first, second):
        assert access.staff_chat_id == NEW_STAFF_CHAT
        assert await access.role_of(Person(li.id)) is Role.STAFF
    assert {call.parameters["chat_id"] for call in server.calls_of("getChatMember")} == {NEW_STAFF_CHAT}


async def test_a_staff_chat_that_is_set_anew_is_not_confused_with_one_that_moved(
    storage: Storage, bot: Bot, staff_chat: Chat
) -> None:
    await access_of(storage, bot, SMALL_GROUP).staff_chat_moved(NEW_STAFF_CHAT)
    access = access_of(storage, bot, staff_chat.id)
    await access.find_staff_chat()
    assert access.staff_chat_id == staff_chat.id
    assert not access.is_staff_chat(NEW_STAFF_CHAT)
