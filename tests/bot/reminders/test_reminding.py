"""The job of reminders: what it says, to whom, and what it does when it cannot."""

import asyncio
import contextlib
import datetime as dt
import zoneinfo
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.reminders.due import moment
from bot.reminders.reminder import Reminder, State, What
from bot.storage.notices import Bundle, NoticeOutcome
from bot.storage.tables import NoticeRow
from knowledge.errors import StorageError
from tests.bot.reminders.conftest import INTENTION, PROGRAMME, STAFF, STAFF_CHAT, read_in
from tests.bot.reminders.replicas import Replica, StillDesks, watch
from tests.databases import Clock
from tests.telegram_server.faults import Fault, FaultKind
from tests.telegram_server.messages import Message
from tests.telegram_server.server import TelegramServer

Start = Callable[..., Awaitable[Replica]]

pytestmark = pytest.mark.anyio

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
NINE = dt.time(9)
LI = STAFF[0]
PUBLIC = 900


async def set_up(replica: Replica, what: What = What.ANNIVERSARIES, *, chat: int = LI, locale: str = "en") -> Reminder:
    """Set a reminder of every year's anniversaries."""
    reminder = await replica.storage.reminders.add(
        what,
        chat_id=chat,
        thread_id=None,
        user_id=LI,
        locale=locale,
        edition=await replica.storage.editions.newest(),
        lead_days=(90, 30, 7, 0),
        at=NINE,
        state=State.ON,
    )
    return await replica.storage.reminders.change(reminder, round_only=False) or reminder


def morning(*day: int) -> dt.datetime:
    return moment(dt.date(*day), NINE, BERLIN)


def sent(server: TelegramServer, chat: int = LI) -> list[Message]:
    return [message for message in server.world.chats[chat].answers if message.text]


async def outcomes(replica: Replica) -> list[str | None]:
    async with replica.storage.database.transaction() as session:
        return list(await session.scalars(select(NoticeRow.outcome).order_by(NoticeRow.id)))


async def state_of(replica: Replica, reminder: Reminder) -> State:
    kept = await replica.storage.reminders.get(reminder.id)
    assert kept is not None
    return kept.state


async def test_a_notice_cites_its_record_and_leads_to_the_city(start: Start, server: TelegramServer) -> None:
    replica = await start(morning(2026, 4, 1))
    await set_up(replica)
    await replica.works(morning(2026, 5, 2) - dt.timedelta(seconds=1))
    before = len(sent(server))
    await replica.works(morning(2026, 5, 2))
    (message,) = sent(server)[before:]
    assert message.text.startswith("Anniversaries coming up\n· 2 May 2026: Fukuoka (France), 47th anniversary")
    assert "today [1]" in message.text
    assert "[1] table of agreements: Guangzhou – Fukuoka “Fukuoka”" in message.text
    assert "late" not in message.text
    assert [[button.text for button in row] for row in message.buttons] == [["Fukuoka"], ["Settings", "Stop these"]]
    await replica.works()
    assert sent(server)[before:] == [message]


async def test_what_was_missed_comes_in_one_message_marked_late(start: Start, server: TelegramServer) -> None:
    replica = await start(morning(2026, 4, 24))
    await set_up(replica, locale="zh_Hans")
    await replica.works(morning(2026, 5, 4))
    (message,) = sent(server)
    assert "迟到：本应于2026年4月25日 09:00和2026年5月2日 09:00提醒" in message.text
    assert message.text.count("法国福冈") == 1
    assert await outcomes(replica) == [NoticeOutcome.SENT, NoticeOutcome.SENT]


async def test_an_open_intention_is_told_before_it_is_due_and_no_more_once_it_is_done(
    start: Start, server: TelegramServer, assistants: StillDesks, tmp_path: Path
) -> None:
    autumn = INTENTION | {"id": "choir-hall", "due_date": "2026-11", "summary_en": "A hall for choirs."}
    assistants.assistants = read_in(tmp_path / "open", PROGRAMME, intentions=[INTENTION, autumn])
    replica = await start(morning(2026, 5, 30))
    await set_up(replica, What.INTENTIONS)
    await replica.works(morning(2026, 5, 31))
    (message,) = sent(server)
    lines = message.text.splitlines()
    assert lines[:2] == ["Intentions coming due", lines[1]]
    assert "study a tram together (agreed; owner: Li Na; due 30 June 2026). [1]" in lines[1]
    assert "choirs" not in message.text
    assert [button.text for row in message.buttons for button in row][:2] == ["Lyon", "Intentions"]
    done = INTENTION | {"status": "done"}
    assistants.assistants = read_in(tmp_path / "done", PROGRAMME, intentions=[done, autumn])
    await replica.works(morning(2026, 6, 30))
    assert sent(server) == [message]
    await replica.works(morning(2026, 11, 30))
    (_, last) = sent(server)
    assert "A hall for choirs" in last.text
    assert "late: was due on 1 September 2026 09:00, 31 October 2026 09:00 and 23 November 2026 09:00" in last.text


async def test_an_intention_that_falls_due_is_dropped_if_it_was_put_off_or_done_meanwhile(
    start: Start, clock: Clock, server: TelegramServer, assistants: StillDesks, tmp_path: Path
) -> None:
    assistants.assistants = read_in(tmp_path / "open", PROGRAMME, intentions=[INTENTION])
    replica = await start(morning(2026, 5, 30))
    await set_up(replica, What.INTENTIONS)
    clock.time = morning(2026, 5, 31)
    await replica.reminding.look()
    assistants.assistants = read_in(tmp_path / "later", PROGRAMME, intentions=[INTENTION | {"due_date": "2026-09-30"}])
    await replica.works()
    assert await outcomes(replica) == [NoticeOutcome.DROPPED]
    assert sent(server) == []


async def test_a_digest_tells_staff_what_is_to_be_followed_up(
    start: Start, server: TelegramServer, assistants: StillDesks, tmp_path: Path
) -> None:
    much_later = INTENTION | {"id": "later", "due_date": "2027-06-30", "summary_en": "A much later plan."}
    dropped = INTENTION | {"id": "gone", "status": "dropped", "summary_en": "A plan that is dropped."}
    assistants.assistants = read_in(tmp_path, PROGRAMME, intentions=[INTENTION, much_later, dropped])
    replica = await start(morning(2026, 6, 30))
    await set_up(replica, What.DIGEST)
    for month in (7, 8):
        await replica.works(morning(2026, month, 1))
    for message in sent(server):
        assert "Intentions to follow up\n· ⚠ overdue · The two cities study a tram together" in message.text
        assert "plan" not in message.text
    assert len(sent(server)) == 2


async def test_what_gathers_while_telegram_cannot_be_reached_comes_in_one_message(
    start: Start, server: TelegramServer
) -> None:
    replica = await start(morning(2026, 4, 24))
    await set_up(replica)
    replica.reminding._contact._clock = lambda: 1000.0
    for day in (25, 26, 27, 28):
        await replica.works(morning(2026, 4, day))
    assert sent(server) == []
    replica.reminding._contact.heard(200)
    await replica.works()
    (message,) = sent(server)
    assert "late: was due on 25 April 2026 09:00" in message.text


async def test_replicas_that_look_at_the_same_moment_send_once(
    start: Start, clock: Clock, server: TelegramServer
) -> None:
    clock.time = morning(2026, 4, 24)
    replicas = [await start() for _ in range(2)]
    for chat in (*STAFF, STAFF_CHAT):
        await set_up(replicas[0], chat=chat)
    clock.time = morning(2026, 4, 25)
    await asyncio.gather(*(replica.works() for replica in replicas), replicas[0].works())
    assert [len(sent(server, chat)) for chat in (*STAFF, STAFF_CHAT)] == [1, 1, 1, 1]


async def test_what_is_claimed_between_a_look_at_who_lives_and_a_claim_is_not_claimed_again(
    start: Start, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.time = morning(2026, 4, 24)
    slow, quick = await start(), await start()
    await set_up(slow)
    clock.time = morning(2026, 4, 25)
    await slow.reminding.look()
    beside: list[asyncio.Task[list[Bundle]]] = []
    living = slow.storage.holder.living

    async def look_and_dawdle(connection: Any) -> frozenset[str]:  # noqa: ANN401 - whatever is claimed with
        seen = await living(connection)
        beside.append(asyncio.create_task(quick.storage.notices.claim(5)))
        await asyncio.wait(beside, timeout=1)  # it waits for the claim that has begun, and is done after it
        return seen

    monkeypatch.setattr(slow.storage.holder, "living", look_and_dawdle)
    claimed = await slow.storage.notices.claim(5)
    assert len([*claimed, *await beside[0]]) == 1


async def test_a_chat_that_takes_no_messages_is_not_written_to_again(start: Start, server: TelegramServer) -> None:
    replica = await start(morning(2026, 4, 24))
    own, staffs = await set_up(replica), await set_up(replica, chat=STAFF_CHAT)
    server.user(LI).blocks_bot()
    with server.world.lock:
        server.world.chats[STAFF_CHAT].members[server.bot.id] = "kicked"
    for day in (25, 26):
        await replica.works(morning(2026, 4, day))
    assert {await state_of(replica, own), await state_of(replica, staffs)} == {State.CLOSED}
    assert sorted(call.description.partition(": ")[2] for call in server.refused) == [
        "bot was blocked by the user",
        "bot was kicked from the supergroup chat",
    ]


async def test_who_is_not_staff_any_more_is_told_nothing_more(
    start: Start, clock: Clock, server: TelegramServer
) -> None:
    replica = await start(morning(2026, 4, 24))
    server.user(PUBLIC).says("/start")
    await replica.storage.people.approve(PUBLIC, by=LI)
    reminder = await set_up(replica, chat=PUBLIC)
    await replica.works(morning(2026, 4, 25))
    assert len(sent(server, PUBLIC)) == 1
    await replica.storage.people.revoke(PUBLIC, by=LI)
    await replica.works(morning(2026, 5, 2))
    assert await state_of(replica, reminder) is State.ON  # Telegram may have failed to say who is in the staff chat
    clock.time += dt.timedelta(hours=2)
    await replica.works()
    assert await state_of(replica, reminder) is State.NOT_STAFF
    await replica.storage.people.approve(PUBLIC, by=LI)
    await replica.works(morning(2026, 5, 3))
    assert len(sent(server, PUBLIC)) == 1


async def test_a_paused_or_deleted_reminder_is_silent_also_about_what_had_fallen_due(
    start: Start, clock: Clock, server: TelegramServer
) -> None:
    replica = await start(morning(2026, 4, 24))
    for state in (State.PAUSED, State.DELETED, State.DRAFT):
        reminder = await set_up(replica)
        clock.time = max(clock.time, morning(2026, 4, 25))
        await replica.reminding.look()
        kept = await replica.storage.reminders.get(reminder.id)
        assert kept is not None
        await replica.storage.reminders.change(kept, state=state)
    await replica.works(morning(2026, 5, 2))
    assert sent(server) == []


async def test_a_notice_that_fails_is_tried_again_later_and_does_not_hold_up_others(
    start: Start, clock: Clock, server: TelegramServer
) -> None:
    replica = await start(morning(2026, 4, 24))
    await set_up(replica)
    await set_up(replica, chat=STAFF[1])
    server.faults.next("sendMessage", Fault(FaultKind.ERROR), times=13)
    await replica.works(morning(2026, 4, 25))
    clock.time += dt.timedelta(minutes=3)
    await replica.works()
    assert [len(sent(server, chat)) for chat in STAFF[:2]] == [1, 1]


async def test_a_digest_tells_on_the_first_what_is_coming_and_what_is_new(
    start: Start, server: TelegramServer, assistants: StillDesks, tmp_path: Path
) -> None:
    replica = await start(morning(2026, 4, 10))
    await replica.works()
    await set_up(replica, What.DIGEST)
    assistants.assistants = read_in(
        tmp_path, PROGRAMME | {"summary_en": "The choirs sing."}, PROGRAMME | {"id": "football"}
    )
    await replica.works(morning(2026, 4, 30))
    assert sent(server) == []
    await replica.works(morning(2026, 5, 1))
    (message,) = sent(server)
    assert message.text.startswith(
        "Monthly digest: May 2026\n\nAnniversaries in the next 90 days\n· 2 May 2026: Fukuoka"
    )
    assert "Lyon, " not in message.text.partition("New in the records")[0]
    assert "New in the records" in message.text
    assert message.text.count("New: ") == 1
    assert message.text.count("Changed: ") == 1
    await replica.works(morning(2026, 6, 1))
    assert "Nothing has been added or changed." in sent(server)[1].text


async def test_subscribers_hear_of_new_and_changed_public_programmes_and_of_nothing_else(
    start: Start, server: TelegramServer, assistants: StillDesks, tmp_path: Path
) -> None:
    replica = await start(morning(2026, 4, 10))
    await replica.works()
    server.user(PUBLIC).says("/start")
    await set_up(replica, What.PROGRAMME_NEWS, chat=PUBLIC)
    await replica.works(morning(2026, 4, 11))
    assert sent(server, PUBLIC) == []
    secret = PROGRAMME | {"id": "budget", "summary_en": "The budget is 91000 yuan.", "audience": "staff"}
    assistants.assistants = read_in(tmp_path / "secret", PROGRAMME, secret)
    await replica.works(morning(2026, 4, 12))
    assert sent(server, PUBLIC) == []
    football = PROGRAMME | {"id": "football", "summary_en": "Football teams of Guangzhou and Lyon meet."}
    assistants.assistants = read_in(tmp_path / "more", PROGRAMME | {"summary_en": "The choirs sing."}, football, secret)
    for day in (13, 14):
        await replica.works(morning(2026, 4, day))
    (message,) = sent(server, PUBLIC)
    assert message.text.startswith("News of exchange programmes\n\nNew: ")
    assert "Football teams of Guangzhou and Lyon meet." in message.text
    assert "Changed: " in message.text
    assert "91000" not in message.text
    assert [[button.text for button in row] for row in message.buttons] == [["Lyon"], ["Settings", "Unsubscribe"]]


async def test_a_replica_that_still_has_the_old_index_does_not_make_the_news_old(
    start: Start, clock: Clock, assistants: StillDesks, tmp_path: Path
) -> None:
    clock.time = morning(2026, 4, 10)
    replica, late = await start(), await start()
    await asyncio.gather(replica.works(), late.works())
    first = await replica.storage.editions.newest()
    late.reminding._noted = None
    assistants.assistants, old = (
        read_in(tmp_path, PROGRAMME | {"summary_en": "The choirs sing."}),
        assistants.assistants,
    )
    await replica.works()
    assistants.assistants = old
    second = await replica.storage.editions.newest()
    await late.works()
    assert first < second == await replica.storage.editions.newest()


async def test_what_left_the_records_before_it_was_told_is_not_told(
    start: Start, clock: Clock, server: TelegramServer
) -> None:
    replica = await start(morning(2026, 4, 24))
    reminder = await set_up(replica)
    clock.time = morning(2026, 4, 25)
    await replica.reminding.look()
    async with replica.storage.database.transaction() as session:
        (row,) = await session.scalars(select(NoticeRow))
        row.due_key = row.due_key.replace("fukuoka", "atlantis")
    await replica.works()
    assert sent(server) == []
    assert await outcomes(replica) == [NoticeOutcome.DROPPED]
    assert await state_of(replica, reminder) is State.ON


async def test_a_notice_sent_just_before_the_stop_is_known_to_be_sent(
    start: Start, clock: Clock, server: TelegramServer
) -> None:
    replica = await start(morning(2026, 4, 24))
    await set_up(replica)
    clock.time = morning(2026, 4, 25)
    working = asyncio.create_task(replica.works())
    await asyncio.to_thread(server.wait, lambda: any(call.method == "sendMessage" for call in server.calls))
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert await outcomes(replica) == [NoticeOutcome.SENT]
    assert len(sent(server)) == 1


@pytest.mark.parametrize("step", ["reminders", "deliveries", "notices"])
async def test_a_database_that_goes_away_at_any_step_holds_nothing_for_ever_and_repeats_nothing(
    start: Start, clock: Clock, server: TelegramServer, step: str
) -> None:
    replica = await start(morning(2026, 4, 24))
    await set_up(replica)
    clock.time = morning(2026, 4, 25)
    await replica.reminding.look()
    taken = replica.storage.notices._taken

    async def away(limit: int) -> list[Bundle]:
        bundles = await taken(limit)
        async with replica.storage.database.connection() as connection:
            await connection.execute(text(f"ALTER TABLE {step} RENAME TO away"))
        return bundles

    replica.storage.notices._taken = away  # type: ignore[method-assign]  # for this one claim
    with contextlib.suppress(StorageError):
        await replica.works()
    replica.storage.notices._taken = taken  # type: ignore[method-assign]
    assert sent(server) == [] or step == "notices"
    async with replica.storage.database.connection() as connection:
        await connection.execute(text(f"ALTER TABLE away RENAME TO {step}"))
    clock.time += dt.timedelta(seconds=30)
    await replica.works()
    assert len(sent(server)) == 1
    assert await outcomes(replica) == [NoticeOutcome.SENT]


async def test_a_reminder_does_not_reach_who_stops_being_staff_while_it_waits_to_leave(
    start: Start, clock: Clock, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    replica = await start(morning(2026, 4, 24))
    server.user(PUBLIC).says("/start")
    await replica.storage.people.approve(PUBLIC, by=LI)
    await set_up(replica, chat=PUBLIC)
    clock.time = morning(2026, 4, 25)
    send = replica.office.delivery._way_out.send

    async def late(*arguments: Any) -> Any:  # noqa: ANN401 - as it is called
        await replica.storage.people.revoke(PUBLIC, by=LI)
        return await send(*arguments)

    monkeypatch.setattr(replica.office.delivery._way_out, "send", late)
    await replica.works()
    assert sent(server, PUBLIC) == []
    assert await outcomes(replica) == [None]
    clock.time += dt.timedelta(hours=2)
    await replica.works()
    assert sent(server, PUBLIC) == []
    assert await outcomes(replica) == [NoticeOutcome.DROPPED]


async def test_what_a_dead_replica_was_sending_is_sent_by_another_when_it_has_stood_still(
    start: Start, clock: Clock, server: TelegramServer
) -> None:
    clock.time = morning(2026, 4, 24)
    dead, other = await start(), await start()
    await set_up(dead)
    clock.time = morning(2026, 4, 25)
    await dead.reminding.look()
    assert await dead.storage.notices.claim(1)
    await other.works()
    assert sent(server) == []
    clock.time -= dt.timedelta(hours=1)  # a clock set back keeps nothing
    await watch(other)
    await other.works()
    assert len(sent(server)) == 1


async def test_purging_keeps_what_is_not_sent_and_no_number_of_a_notice_comes_again(
    start: Start, clock: Clock, server: TelegramServer
) -> None:
    replica = await start(morning(2026, 4, 24))
    await set_up(replica)
    await replica.works(morning(2026, 4, 25))
    clock.time = morning(2026, 5, 2)
    await replica.reminding.look()
    await replica.storage.purge(clock.time)
    assert await outcomes(replica) == [None]
    await replica.works()
    assert len(sent(server)) == 2
    clock.time += dt.timedelta(minutes=1)
    await replica.storage.purge(clock.time)
    assert await outcomes(replica) == []
    await replica.works(morning(2026, 11, 4))
    assert "Birmingham" in sent(server)[-1].text
