import dataclasses
import datetime as dt
import json

import pytest
from sqlalchemy import MetaData, select
from telegram import Update

from bot.inbox import Inbox
from bot.metrics import Metrics
from bot.reminders.reminder import State as ReminderState
from bot.reminders.reminder import What
from bot.storage import Forgotten, Storage, StoredAnswer
from bot.storage.deliveries import Part, State
from bot.storage.notices import NoticeOutcome
from bot.storage.reminders import NewNotice
from bot.storage.tables import Table
from knowledge.answering.explanation import Explanation
from knowledge.evidence import Answer, Audience, Language, Mode
from tests.databases import START, Clock

pytestmark = pytest.mark.anyio

LI, WANG, ADMIN = 7_000_000_001, 7_000_000_002, 7_000_000_003
GROUP = -1_001_234_567_890
NOTHING = Forgotten(0, 0, 0, 0, 0, language=False, approval=False)


def answer(name: str, update_id: int, user_id: int) -> StoredAnswer:
    return StoredAnswer(
        id=name,
        update_id=update_id,
        user_id=user_id,
        chat_id=user_id,
        thread_id=None,
        question_message_id=1,
        question="hello",
        answer=Answer(Language.EN, Mode.SMALLTALK, lead="Hello."),
        audience=Audience.PUBLIC,
        locale="en",
        message_ids=(),
        asked_at=START,
    )


def message(update_id: int, user_id: int, chat_id: int) -> Update:
    user = {"id": user_id, "first_name": "Li", "is_bot": False}
    chat = {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup"}
    body = {"message_id": update_id, "date": 0, "chat": chat, "from": user, "text": "hello"}
    update = Update.de_json({"update_id": update_id, "message": body}, None)
    assert update is not None
    return update


async def everything(storage: Storage) -> str:
    """Return every row of every table."""
    rows = {}
    metadata: MetaData = Table.metadata
    async with storage.database.transaction() as session:
        for table in metadata.sorted_tables:
            rows[table.name] = [dict(row) for row in (await session.execute(select(table))).mappings()]
    return json.dumps(rows, default=str)


async def live(storage: Storage, user_id: int, clock: Clock) -> None:
    """Let a person do all that is stored, in updates whose ids begin with theirs."""
    inbox = Inbox(storage, metrics=Metrics(), now=clock)
    first = user_id * 10
    await storage.people.set_locale(user_id, "en")
    await storage.people.approve(user_id, by=ADMIN)
    await storage.requests.ask(user_id, "Li")
    for update_id, chat_id in ((first, user_id), (first + 1, GROUP)):
        await inbox.put(message(update_id, user_id, chat_id))
        await inbox.claim(1)
        await storage.talk.remember(chat_id, None, user_id, update_id, "hello", "Hello.", Audience.PUBLIC)
        await storage.deliveries.record(Part(update_id, chat_id, 0), State.SENT, 1)
        await inbox.finish(update_id)
    given = answer(f"of {user_id}", first, user_id)
    await storage.answers.keep(given)
    await storage.explanations.keep(given.id, Explanation(given.answer, (f"asked by {user_id}",)))
    await storage.unanswered.note(first, "Who pays?", Language.EN, Audience.PUBLIC, user_id)
    for chat_id in (user_id, GROUP):
        await set_reminder(storage, user_id, chat_id)


async def set_reminder(storage: Storage, user_id: int, chat_id: int) -> None:
    """Set a reminder of which a notice was sent."""
    reminder = await storage.reminders.add(
        What.ANNIVERSARIES,
        chat_id=chat_id,
        thread_id=None,
        user_id=user_id,
        locale="en",
        edition=0,
        lead_days=(7, 0),
        at=dt.time(9),
        state=ReminderState.ON,
    )
    await storage.reminders.looked(reminder, START, 0, [NewNotice("lyon:10:2026-05-01:0", START)])
    (bundle,) = await storage.notices.claim(1)
    await storage.deliveries.record(Part(bundle.delivery_id, chat_id, 0), State.SENT, 2)
    await storage.notices.finish(bundle, NoticeOutcome.SENT)


async def test_everything_about_a_person_is_forgotten_and_counted(storage: Storage, clock: Clock) -> None:
    await live(storage, LI, clock)
    await live(storage, WANG, clock)
    await storage.feedback.give(f"of {WANG}", LI, good=True)
    before = await everything(storage)
    assert await storage.forget(LI) == Forgotten(
        turns=2, answers=1, feedback=1, unanswered=1, requests=1, language=True, approval=True, reminders=1
    )
    left = await everything(storage)
    # The updates' ids must stay, to tell duplicates; they name nobody.
    assert str(LI) in before
    assert str(LI) not in left.replace(str(LI * 10), "").replace(str(LI * 10 + 1), "")
    assert await storage.forget(LI) == NOTHING


async def test_nobody_else_is_forgotten(storage: Storage, clock: Clock) -> None:
    await live(storage, WANG, clock)
    before = await everything(storage)
    await live(storage, LI, clock)
    await storage.forget(LI)
    assert len(await everything(storage)) > len(before)  # Li's finished updates, which name nobody
    counted = await storage.forget(WANG)
    assert dataclasses.astuple(counted) == (2, 1, 0, 1, 1, True, True, 1)


async def test_an_admin_who_is_forgotten_leaves_what_they_decided(storage: Storage, clock: Clock) -> None:
    await live(storage, LI, clock)
    await storage.requests.decide(LI, approved=True, by=ADMIN)
    await storage.forget(ADMIN)
    assert (await storage.people.get(LI)).approved
    assert str(ADMIN) not in await everything(storage)


async def test_the_update_that_asks_to_forget_is_still_worked_through(storage: Storage, clock: Clock) -> None:
    inbox = Inbox(storage, metrics=Metrics(), now=clock)
    await inbox.put(message(1, LI, LI))
    await inbox.claim(1)
    await storage.deliveries.record(Part(1, LI, 0), State.SENT, 8)
    await storage.forget(LI)
    assert await storage.deliveries.known(1, LI) == {0: (State.SENT, 8)}
    assert await inbox.finish(1)


async def test_a_person_of_whom_nothing_is_known_has_nothing_to_forget(storage: Storage) -> None:
    assert await storage.forget(LI) == NOTHING


async def test_a_reminder_of_the_staff_chat_outlives_the_admin_who_set_it(storage: Storage) -> None:
    await set_reminder(storage, ADMIN, ADMIN)
    await set_reminder(storage, ADMIN, GROUP)
    await storage.forget(ADMIN)
    assert await storage.reminders.of_chat(ADMIN) == []
    (left,) = await storage.reminders.of_chat(GROUP)
    assert left.user_id is None
    assert str(ADMIN) not in await everything(storage)
