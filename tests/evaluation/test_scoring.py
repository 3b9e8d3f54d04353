from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation.generate import Cited, Outcome, Said
from tests.evaluation.questions import Gold, Group, Question
from tests.evaluation.scoring import contains, covers, missing_groups, overlaps, score

GOLD = "明年5月2日,将迎来与日本福冈市结好40周年"


def question(**fields: object) -> Question:
    return Question.model_validate({"id": "Q1", "question": "?", "lang": "zh", "expect": "answer"} | fields)


def cited(quote: str, source: str = "a.txt", n: int = 1) -> Cited:
    return Cited(n=n, source=source, title="", locator="", quote=quote)


def outcome(
    answer: str, *citations: Cited, abstained: bool = False, mode: str = "extractive", **fields: object
) -> Outcome:
    said = Said(answer=answer, citations=citations, abstained=abstained, mode=mode)
    return Outcome(question=question(**fields), said=said)


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("广州与福冈于1979年结好。", "1979"),
        ("It was 9 of them", "9"),
        ("第9场", "9"),
        ("共37个。", "37"),
        ("Eine  Reise\nto Linköping", "reise to linköping"),
        ("２０１９年", "2019"),
        ("a sister UNIVERSITY", "universit"),
        ("the arts troupe", "art"),
        ("在藤澤市", "藤泽"),
        ("May 2, 2019", "may 2, 2019"),
        ("3–5 a year", "3–5"),
        ("1,000 delegates", "1,000"),
    ],
)
def test_a_key_is_found_whatever_its_case_width_script_and_space(answer: str, key: str) -> None:
    assert contains(answer, key)


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("In 1979", "9"),
        ("about 9.5 million", "9"),
        ("9,000 people", "9"),
        ("1.9 million", "9"),
        ("12,379", "379"),
        ("So it is said [9]", "9"),
        ("15月2日", "5月2日"),
        ("part of it", "art"),
        ("在藤沢市", "苏黎世"),
    ],
)
def test_a_key_is_not_found_inside_another_number_word_or_marker(answer: str, key: str) -> None:
    assert not contains(answer, key)


def test_every_group_needs_one_of_its_alternatives() -> None:
    key = (("1979", "seventy-nine"), ("福冈", "Fukuoka"))
    assert missing_groups(key, "Fukuoka, 1979") == ()
    assert missing_groups(key, "Fukuoka") == (("1979", "seventy-nine"),)


def test_what_stands_after_the_first_thousand_characters_is_not_read() -> None:
    assert missing_groups((("1979",),), "x" * 996 + "1979") == ()
    assert missing_groups((("1979",),), "x" * 997 + "1979") == (("1979",),)


def test_a_traditional_answer_is_right_but_told_apart() -> None:
    scored = score(outcome("在藤澤市", cited("x"), answer_key=[["藤泽"]]))
    assert (scored.right, scored.right_as_written) == (True, False)


def test_a_citation_overlaps_when_most_of_the_shorter_text_is_one_stretch() -> None:
    assert overlaps(GOLD, GOLD)
    assert overlaps("前面还有别的话。明年 5月2日,将迎来\n与日本福冈市结好40周年,后面也有。", GOLD)
    assert overlaps("将迎来与日本福冈市结好40周年", GOLD)
    assert not overlaps("与日本福冈市的往来很多,明年还要扩大。" * 2, GOLD)
    assert not overlaps("", GOLD)


def test_the_same_words_of_another_file_do_not_overlap() -> None:
    gold = Gold(file="a.txt", quote=GOLD)
    assert covers([cited(GOLD)], gold)
    assert not covers([cited(GOLD, source="b.txt")], gold)


@given(st.text(min_size=1, max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_a_quote_overlaps_every_text_that_holds_it(quote: str, before: str, after: str) -> None:
    assert overlaps(quote, before + quote + after) == bool(quote.split())


def test_an_answer_with_forbidden_text_is_wrong() -> None:
    scored = score(
        outcome("1979, call 400-052-0066", cited("x"), answer_key=[["1979"]], must_not_contain=["400-052-0066"])
    )
    assert not scored.right
    assert scored.forbidden == ("400-052-0066",)


@pytest.mark.parametrize("expect", ["abstain", "refuse_out_of_scope", "refuse_injection"])
def test_a_question_without_an_answer_is_right_when_it_was_declined(expect: str) -> None:
    assert score(outcome("Not in my sources.", abstained=True, expect=expect)).right
    assert not score(outcome("In 1990. [1]", cited("x"), expect=expect)).right


def test_small_talk_is_right_when_it_was_taken_as_such() -> None:
    assert score(outcome("Hello!", mode="smalltalk", expect="smalltalk")).right
    assert not score(outcome("Not in my sources.", abstained=True, expect="smalltalk")).right


def test_a_marker_that_no_citation_stands_behind_is_named() -> None:
    assert score(outcome("Yes. [1] [3]", cited("x"), cited("y", n=2))).unresolved_markers == (3,)


def test_an_answer_that_cites_nothing_is_told() -> None:
    assert score(outcome("1979", answer_key=[["1979"]])).uncited
    assert not score(outcome("Not in my sources.", abstained=True)).uncited
    assert not score(outcome("Which city?", expect="clarify_or_both")).uncited


def test_an_error_is_never_right() -> None:
    assert not score(Outcome(question=question(answer_key=[]), said=Said(error="internal error"))).right


@pytest.mark.parametrize(
    ("fields", "group"),
    [
        ({}, Group.SAME_LANGUAGE),
        ({"cross_lingual": True}, Group.OTHER_LANGUAGE),
        ({"record": {"home_city": "Guangzhou"}}, Group.RECORD),
        ({"expect": "abstain", "cross_lingual": True}, Group.MUST_ABSTAIN),
        ({"expect": "clarify_or_both"}, Group.SAME_LANGUAGE),
        ({"expect": "smalltalk"}, Group.SMALLTALK),
    ],
)
def test_a_question_counts_in_one_row(fields: dict[str, Any], group: Group) -> None:
    assert question(**fields).group is group
