from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.spoken import plain_words
from knowledge.text.folding import fold
from knowledge.understanding.kinds import wanted
from knowledge.understanding.query import AnswerKind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("广州和里昂什么时候结好?", AnswerKind.DATE),
        ("In what year did Lyon sign?", AnswerKind.DATE),
        ("广州有多少个友好城市?", AnswerKind.COUNT),
        ("How many sister cities are there?", AnswerKind.COUNT),
        ("大会是第几届?", AnswerKind.ORDINAL),
        ("Which anniversary was it?", AnswerKind.ORDINAL),
        ("大会多久举办一次?", AnswerKind.FREQUENCY),
        ("How often is the award given?", AnswerKind.FREQUENCY),
        ("奖金是多少?", AnswerKind.MONEY),
        ("How much funding was there?", AnswerKind.MONEY),
        ("占比是多少?", AnswerKind.SHARE),
        ("What percentage were students?", AnswerKind.SHARE),
        ("谁签署了协议?", AnswerKind.PERSON),
        ("Who is the mayor of Lyon?", AnswerKind.PERSON),
        ("论坛在哪里举行?", AnswerKind.PLACE),
        ("Which city hosted it?", AnswerKind.PLACE),
        ("有哪些友城?", AnswerKind.LIST),
        ("List the partner cities", AnswerKind.LIST),
        ("UCLG的全称是什么?", AnswerKind.NAME),
        ("What is the theme of the forum?", AnswerKind.NAME),
        ("外事办的电话是多少?", AnswerKind.CONTACT),
        ("What is the e-mail address?", AnswerKind.CONTACT),
        ("Tell me the mobile number of the mayor", AnswerKind.CONTACT),
        ("Who is the contact person for Lyon?", AnswerKind.CONTACT),
        ("Who can apply for the scholarship?", AnswerKind.CONDITION),
        ("谁可以申请奖学金?", AnswerKind.CONDITION),
        ("什么是友好城市?", AnswerKind.DEFINITION),
        ("What is a sister city?", AnswerKind.DEFINITION),
        ("里昂是广州的友城吗?", AnswerKind.YES_NO),
        ("Is Lyon a sister city?", AnswerKind.YES_NO),
        ("里昂", AnswerKind.OPEN),
        ("Describe the exchange", AnswerKind.OPEN),
    ],
)
def test_a_question_says_what_kind_of_thing_answers_it(question: str, kind: AnswerKind) -> None:
    assert wanted(plain_words(question)).kinds[0] is kind


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("广州同里昂系边年结好?", "广州同里昂哪年结好?"),
        ("啥时候签的?", "什么时候签的?"),
        ("边个签嘅?", "谁签的?"),
        ("What's it called?", "what is it called?"),
        ("WHO’S the mayor?", "who is the mayor?"),
    ],
)
def test_spoken_question_words_are_put_into_written_ones(spoken: str, written: str) -> None:
    assert plain_words(spoken) == fold(written)


@pytest.mark.parametrize(
    ("question", "exact"),
    [
        ("里昂确切是哪一天结好的?", True),
        ("On what exact date did Lyon sign?", True),
        ("里昂哪年结好?", False),
        ("When did Lyon sign?", False),
        ("Which exact words did the mayor say?", False),
    ],
)
def test_a_day_is_demanded_only_where_the_question_does(question: str, exact: bool) -> None:  # noqa: FBT001 - a table
    assert wanted(fold(question)).exact_day is exact


@pytest.mark.parametrize(
    ("question", "complete"),
    [("列出完整名单", True), ("List all sister cities", True), ("有哪些友城?", False), ("Which cities?", False)],
)
def test_a_full_list_is_demanded_only_where_the_question_does(question: str, complete: bool) -> None:  # noqa: FBT001 - a table
    assert wanted(fold(question)).complete is complete


@pytest.mark.parametrize(
    ("question", "now"),
    [
        ("目前有多少个友城?", True),
        ("How many are there now?", True),
        ("2013年有多少个?", False),
        ("How many in 2013?", False),
    ],
)
def test_the_present_is_asked_for_only_where_the_question_does(question: str, now: bool) -> None:  # noqa: FBT001 - a table
    assert wanted(fold(question)).now is now


@pytest.mark.parametrize(
    ("question", "compares"),
    [("广州和昆明哪个更多?", True), ("Which came first, Lyon or Bonn?", True), ("广州和里昂哪年结好?", False)],
)
def test_a_comparison_is_told(question: str, compares: bool) -> None:  # noqa: FBT001 - a table
    assert wanted(fold(question)).compares is compares


@given(st.text())
def test_every_text_wants_something_and_each_kind_once(text: str) -> None:
    kinds = wanted(plain_words(text)).kinds
    assert kinds
    assert len(set(kinds)) == len(kinds)
