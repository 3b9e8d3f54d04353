from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.folding import fold
from knowledge.understanding.followups import resolve
from tests.ingesting import gazetteer as build

if TYPE_CHECKING:
    from knowledge.names import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return build()


@pytest.mark.parametrize(
    ("earlier", "question", "read"),
    [
        ("广州和里昂什么时候结好?", "那福冈呢?", "广州和福冈什么时候结好?"),
        ("广州和里昂什么时候结好?", "昆明呢?", "昆明和里昂什么时候结好?"),
        ("When did Guangzhou and Lyon sign?", "And Fukuoka?", "When did Guangzhou and Fukuoka sign?"),
        ("When did Guangzhou and Lyon sign?", "What about Kunming?", "When did Kunming and Lyon sign?"),
        ("里昂什么时候结好?", "福冈和洛杉矶呢?", "福冈、洛杉矶什么时候结好?"),
        (
            "How many sister cities does Guangzhou have?",
            "And the exchange cities?",
            "How many exchange cities does Guangzhou have?",
        ),
        ("广州有多少个友好城市?", "那友好交流城市呢?", "广州有多少个友好交流城市?"),
    ],
)
def test_a_bare_name_repeats_the_question_before_with_the_name_exchanged(
    gazetteer: Gazetteer, earlier: str, question: str, read: str
) -> None:
    resolved = resolve(question, [earlier], gazetteer)
    assert fold(resolved.text) == fold(read)
    assert resolved.context == ""


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        ("介绍一下广州奖", "它多久举办一次?"),
        ("Tell me about the Guangzhou Award", "How often is it held?"),
        ("介绍一下里昂", "那里的市长是谁?"),
        ("Tell me about Lyon", "Who is their mayor?"),
    ],
)
def test_a_pronoun_keeps_its_question_and_leans_on_the_one_before(
    gazetteer: Gazetteer, earlier: str, question: str
) -> None:
    resolved = resolve(question, [earlier], gazetteer)
    assert fold(resolved.text) == fold(question)
    assert fold(resolved.context) == fold(earlier)


@pytest.mark.parametrize(
    "question",
    [
        "昆明和苏黎世什么时候结好?",
        "How many sister cities does Kunming have?",
        "什么是友好城市?",
        "有哪些奖学金?",
    ],
)
def test_a_whole_question_leans_on_nothing(gazetteer: Gazetteer, question: str) -> None:
    resolved = resolve(question, ["广州和里昂什么时候结好?"], gazetteer)
    assert (resolved.text, resolved.context) == (question, "")


def test_a_follow_up_of_a_follow_up_goes_back_to_the_question(gazetteer: Gazetteer) -> None:
    earlier = ["When did Guangzhou and Lyon sign?", "And Fukuoka?"]
    assert fold(resolve("And Zurich?", earlier, gazetteer).text) == "when did guangzhou and zurich sign?"


@given(st.text())
def test_the_first_question_of_a_conversation_stands_as_it_is(text: str) -> None:
    assert resolve(text, [], build()).text == text


@given(
    st.lists(
        st.sampled_from(["", "那里昂呢?", "And Zurich?", "它呢?", "why?", "😀", "广州和里昂什么时候结好?"]), max_size=5
    )
)
def test_any_conversation_is_read(turns: list[str]) -> None:
    resolved = resolve("And Lyon?", turns, build())
    assert "lyon" in fold(resolved.text)


@pytest.mark.parametrize(
    "question",
    ["What happened with Fukuoka this year?", "Which anniversaries fall in this month?", "这个月有哪些周年纪念日？"],
)
def test_this_year_and_this_month_stand_for_nothing_earlier(gazetteer: Gazetteer, question: str) -> None:
    resolved = resolve(question, ["Which round anniversaries does Guangzhou have in 2029?"], gazetteer)
    assert resolved.text == question
    assert resolved.context == ""
