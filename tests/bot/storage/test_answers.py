import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage import Storage, StoredAnswer
from bot.storage.tables import json_of
from knowledge.answering.explanation import Checked, Explanation, Fate, ModelUse, Retrieved
from knowledge.calendar import PartialDate
from knowledge.evidence import Answer, Audience, Citation, Language, Mode, Source, Statement
from tests.databases import START, Clock

SOURCE = Source("paper.txt", "A paper", "City Office", PartialDate.parse("2018-07"))
CITATION = Citation(SOURCE, "line 2", "It signed in 1979.", Language.EN, "p2")
ANSWER = Answer(
    Language.EN, Mode.EXTRACTIVE, (Statement("Fukuoka signed in 1979.", (CITATION,)),), notes=("As of 2018.",)
)
STORED = StoredAnswer(
    id="Zm9vYmFyYmF6",
    update_id=1,
    user_id=7_000_000_001,
    chat_id=-1_001_234_567_890,
    thread_id=None,
    question_message_id=40,
    question="When did Fukuoka sign?",
    answer=ANSWER,
    audience=Audience.STAFF,
    locale="en",
    message_ids=(),
    asked_at=START,
)

ANSWERS = json_of(Answer)

EXPLANATION = Explanation(
    answer=ANSWER,
    standalone=("When did Fukuoka sign?",),
    searched=("福冈什么时候签约?",),
    retrieved=(Retrieved(1, 8.25, "paper.txt", "line 2", "It signed in 1979.", ("place",)),),
    evidence=("It signed in 1979.",),
    statements=(Checked("Atlantis signed in 1492.", (1,), ("date: 1492",), Fate.DROPPED),),
    declined="it gives no year",
    use=ModelUse("scripted", 2, 200, 30, 1.25, "timeout"),
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
languages = st.sampled_from(Language)
dates = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)).flatmap(
    lambda day: st.sampled_from(
        [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
    )
)
sources = st.builds(Source, words, words, words, st.none() | dates, words)
citations = st.builds(Citation, sources, words, words, languages, words)
statements = st.builds(Statement, words, st.lists(citations, min_size=1, max_size=3).map(tuple))
several_words = st.lists(words, max_size=2).map(tuple)
several_statements = st.lists(statements, max_size=3).map(tuple)
answers = st.builds(
    Answer,
    languages,
    st.sampled_from(Mode),
    several_statements,
    words,
    several_words,
    several_words,
    several_statements,
    st.booleans(),
)


@settings(max_examples=40)
@given(answers)
def test_an_answer_comes_back_as_it_was(answer: Answer) -> None:
    assert ANSWERS.read(ANSWERS.write(answer)) == answer


@pytest.mark.anyio
class TestAnswers:
    async def test_an_answer_is_found_by_its_id_its_update_and_its_question(self, storage: Storage) -> None:
        assert await storage.answers.keep(STORED) == STORED
        assert await storage.answers.get(STORED.id) == STORED
        assert await storage.answers.of_update(1) == STORED
        assert await storage.answers.of_question(STORED.chat_id, 40) == STORED

    async def test_what_was_never_kept_is_not_found(self, storage: Storage) -> None:
        await storage.answers.keep(STORED)
        assert await storage.answers.get("another") is None
        assert await storage.answers.of_update(2) is None
        assert await storage.answers.of_question(STORED.chat_id, 41) is None
        assert await storage.answers.of_question(5, 40) is None

    async def test_an_update_answered_again_keeps_its_first_answer(self, storage: Storage) -> None:
        await storage.answers.keep(STORED)
        again = dataclasses.replace(STORED, id="another", answer=dataclasses.replace(ANSWER, notes=()))
        assert await storage.answers.keep(again) == STORED
        assert await storage.answers.get("another") is None

    async def test_an_edited_question_has_its_latest_answer(self, storage: Storage) -> None:
        later = START + dt.timedelta(seconds=1)
        edited = dataclasses.replace(STORED, id="edited", update_id=2, question="And Lyon?", asked_at=later)
        await storage.answers.keep(edited)
        await storage.answers.keep(STORED)
        assert await storage.answers.of_question(STORED.chat_id, 40) == edited

    async def test_the_messages_that_show_an_answer_are_kept(self, storage: Storage) -> None:
        await storage.answers.keep(STORED)
        await storage.answers.set_messages(STORED.id, (41, 42))
        kept = await storage.answers.get(STORED.id)
        assert kept is not None
        assert kept.message_ids == (41, 42)

    async def test_an_answer_is_found_by_each_message_that_shows_it_and_no_other(self, storage: Storage) -> None:
        await storage.answers.keep(STORED)
        for shown, others in (((41,), (1, 4, 410)), ((41, 42, 43), (1, 2, 3, 4, 141, 420, 44))):
            await storage.answers.set_messages(STORED.id, shown)
            for message_id in shown:
                found = await storage.answers.of_message(STORED.chat_id, message_id)
                assert found is not None, message_id
                assert found.id == STORED.id
            for message_id in others:
                assert await storage.answers.of_message(STORED.chat_id, message_id) is None, message_id
            assert await storage.answers.of_message(5, 41) is None

    async def test_the_latest_answer_is_that_of_its_own_topic(self, storage: Storage) -> None:
        later = START + dt.timedelta(seconds=1)
        in_topic = dataclasses.replace(STORED, id="topic", update_id=2, thread_id=9, asked_at=later)
        await storage.answers.keep(STORED)
        await storage.answers.keep(in_topic)
        assert await storage.answers.latest(STORED.chat_id, None) == STORED
        assert await storage.answers.latest(STORED.chat_id, 9) == in_topic
        assert await storage.answers.latest(STORED.chat_id, 8) is None

    async def test_how_an_answer_was_made_is_kept_and_goes_with_it(self, storage: Storage) -> None:
        assert await storage.explanations.of(STORED) is None
        await storage.answers.keep(STORED)
        await storage.explanations.keep(STORED.id, EXPLANATION)
        await storage.explanations.keep(STORED.id, dataclasses.replace(EXPLANATION, standalone=("Another?",)))
        assert await storage.explanations.of(STORED) == EXPLANATION
        await storage.answers.purge(START + dt.timedelta(seconds=1))
        assert await storage.explanations.of(STORED) is None

    async def test_text_that_databases_refuse_is_no_reason_to_lose_an_answer(self, storage: Storage) -> None:
        odd = dataclasses.replace(ANSWER, lead="half a \ud83d pair and \0")
        await storage.answers.keep(dataclasses.replace(STORED, answer=odd, question="\ud83d\0"))
        kept = await storage.answers.get(STORED.id)
        assert kept is not None
        assert kept.answer.lead == "half a � pair and \0"
        assert kept.question == "��"

    async def test_an_opinion_can_be_changed_and_is_one_a_person(self, storage: Storage) -> None:
        await storage.answers.keep(STORED)
        assert await storage.feedback.give(STORED.id, 5, good=True)
        assert await storage.feedback.give(STORED.id, 5, good=False)
        assert await storage.feedback.give(STORED.id, 6, good=True)
        assert (await storage.forget(5)).feedback == 1
        assert (await storage.forget(6)).feedback == 1

    async def test_there_is_no_opinion_on_an_answer_that_is_not_kept(self, storage: Storage) -> None:
        assert not await storage.feedback.give("another", 5, good=True)
        assert (await storage.forget(5)).feedback == 0

    async def test_old_answers_are_purged_with_the_opinions_on_them(self, storage: Storage, clock: Clock) -> None:
        await storage.answers.keep(STORED)
        await storage.feedback.give(STORED.id, 5, good=True)
        clock.advance(days=30)
        later = dataclasses.replace(STORED, id="later", update_id=2, asked_at=clock())
        await storage.answers.keep(later)
        await storage.purge(clock())
        assert await storage.answers.get(STORED.id) is None
        assert await storage.answers.get("later") == later
        assert (await storage.forget(5)).feedback == 0
