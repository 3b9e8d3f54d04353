import pytest

from bot.storage import Storage
from knowledge.assistant import Turn
from knowledge.evidence import Audience
from tests.databases import START, Clock

pytestmark = pytest.mark.anyio

GROUP, LI, WANG = -1_001_234_567_890, 7_000_000_001, 2


async def remember(
    storage: Storage,
    update_id: int,
    question: str,
    *,
    user_id: int = LI,
    thread_id: int | None = None,
    audience: Audience = Audience.PUBLIC,
) -> None:
    await storage.talk.remember(GROUP, thread_id, user_id, update_id, question, f"On {question}.", audience)


async def recent(
    storage: Storage, *, user_id: int = LI, thread_id: int | None = None, audience: Audience = Audience.PUBLIC
) -> list[str]:
    turns = await storage.talk.recent(GROUP, thread_id, user_id, audience=audience)
    return [turn.content for turn in turns if turn.role == "user"]


async def test_turns_come_back_oldest_first_as_the_assistant_wants_them(storage: Storage, clock: Clock) -> None:
    await remember(storage, 9, "福冈")
    clock.advance(minutes=1)
    await remember(storage, 3, "Lyon")  # ids begin anew at random after a quiet week
    assert await storage.talk.recent(GROUP, None, LI, audience=Audience.PUBLIC) == [
        Turn("user", "福冈"),
        Turn("assistant", "On 福冈."),
        Turn("user", "Lyon"),
        Turn("assistant", "On Lyon."),
    ]


async def test_a_limit_counts_messages_and_keeps_the_latest(storage: Storage) -> None:
    for update_id in range(1, 10):
        await remember(storage, update_id, str(update_id))
    turns = await storage.talk.recent(GROUP, None, LI, audience=Audience.PUBLIC, limit=3)
    assert turns == [Turn("assistant", "On 8."), Turn("user", "9"), Turn("assistant", "On 9.")]
    assert await storage.talk.recent(GROUP, None, LI, audience=Audience.PUBLIC, limit=0) == []


async def test_an_update_worked_through_again_is_one_turn(storage: Storage) -> None:
    await remember(storage, 1, "Fukuoka")
    await remember(storage, 1, "Fukuoka, in other words")
    assert await recent(storage) == ["Fukuoka"]


async def test_the_public_gets_no_turn_that_was_made_for_staff(storage: Storage) -> None:
    await remember(storage, 1, "open")
    await remember(storage, 2, "secret", audience=Audience.STAFF)
    assert await recent(storage, audience=Audience.STAFF) == ["open", "secret"]
    assert await recent(storage, audience=Audience.PUBLIC) == ["open"]


async def test_staff_turns_do_not_push_public_ones_out_of_sight(storage: Storage) -> None:
    await remember(storage, 1, "open")
    for update_id in range(2, 30):
        await remember(storage, update_id, "secret", audience=Audience.STAFF)
    assert await recent(storage, audience=Audience.PUBLIC) == ["open"]


async def test_a_conversation_is_one_persons_in_one_thread(storage: Storage) -> None:
    await remember(storage, 1, "Li's")
    await remember(storage, 2, "Wang's", user_id=WANG)
    await remember(storage, 3, "Li's in a thread", thread_id=7)
    assert await recent(storage) == ["Li's"]
    assert await recent(storage, thread_id=7) == ["Li's in a thread"]


async def test_beginning_anew_forgets_this_conversation_alone(storage: Storage) -> None:
    await remember(storage, 1, "Li's")
    await remember(storage, 2, "Wang's", user_id=WANG)
    await remember(storage, 3, "Li's in a thread", thread_id=7)
    await storage.talk.begin_anew(GROUP, None, LI)
    assert await recent(storage) == []
    assert await recent(storage, user_id=WANG) == ["Wang's"]
    assert await recent(storage, thread_id=7) == ["Li's in a thread"]


async def test_old_turns_are_purged_and_newer_ones_stay(storage: Storage, clock: Clock) -> None:
    await remember(storage, 1, "old")
    clock.advance(days=30)
    await remember(storage, 2, "new")
    await storage.talk.purge(START)
    assert await recent(storage) == ["old", "new"]
    await storage.purge(clock())
    assert await recent(storage) == ["new"]
