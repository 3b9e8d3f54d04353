import pytest

from bot.storage import Storage, UnansweredQuestion
from knowledge.evidence import Audience, Language
from tests.databases import START, Clock

pytestmark = pytest.mark.anyio

LI = 7_000_000_001


async def test_the_latest_unanswered_questions_come_first(storage: Storage, clock: Clock) -> None:
    await storage.unanswered.note(1, "市长的电话?", Language.ZH, Audience.PUBLIC, LI)
    clock.advance(minutes=1)
    await storage.unanswered.note(2, "Who pays?", Language.EN, Audience.STAFF, LI)
    assert await storage.unanswered.recent(5) == [
        UnansweredQuestion("Who pays?", Language.EN, Audience.STAFF, LI, clock()),
        UnansweredQuestion("市长的电话?", Language.ZH, Audience.PUBLIC, LI, START),
    ]
    assert len(await storage.unanswered.recent(1)) == 1


async def test_an_update_worked_through_again_is_one_question(storage: Storage) -> None:
    await storage.unanswered.note(1, "Who pays?", Language.EN, Audience.PUBLIC, LI)
    await storage.unanswered.note(1, "Who pays?", Language.EN, Audience.PUBLIC, LI)
    assert len(await storage.unanswered.recent(5)) == 1


async def test_who_asked_is_forgotten_before_the_question_is(storage: Storage, clock: Clock) -> None:
    await storage.unanswered.note(1, "Who pays?", Language.EN, Audience.PUBLIC, LI)
    clock.advance(days=30)
    await storage.purge(clock())
    (question,) = await storage.unanswered.recent(5)
    assert question.question == "Who pays?"
    assert question.user_id is None
