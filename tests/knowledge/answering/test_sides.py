"""The other language side of a sentence of a bilingual passage."""

import pytest

from knowledge.answering.sides import said_in
from knowledge.evidence import Audience, Language, Passage, Source


def passage(text: str, language: Language) -> Passage:
    return Passage(language.value, text, Source("notes/plan.md", "计划"), "p. 1", language, Audience.PUBLIC, 1)


def in_english(sentence: str, chinese: str, english: str) -> str | None:
    return said_in(passage(chinese, Language.ZH), sentence, passage(english, Language.EN))


def test_sentences_that_run_alongside_stand_for_each_other() -> None:
    told = in_english(
        "奖金五万元。", "每两年评选一次。奖金五万元。", "It is given every two years. The prize is 50,000 yuan."
    )
    assert told == "The prize is 50,000 yuan."


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("它创立于2012年；", "It dates from 2012, the founders being named differently."),
        ("发起方各说不一。", "It dates from 2012, the founders being named differently."),
        ("奖金五万元。", "The prize is 50,000 yuan."),
        ("奖项", "The award"),
    ],
)
def test_what_one_language_divides_otherwise_is_told_by_the_line_that_it_stands_in(sentence: str, told: str) -> None:
    chinese = "奖项\n奖项每两年评选一次。\n它创立于2012年；发起方各说不一。\n奖金五万元。"
    english = (
        "The award\nThe award is given every two years.\nIt dates from 2012, the founders being named differently.\n"
        "The prize is 50,000 yuan."
    )
    assert in_english(sentence, chinese, english) == told


def test_a_line_too_long_to_be_read_at_a_glance_stands_for_no_sentence_of_it() -> None:
    assert in_english("第一句。", "第一句。第二句。", "One long sentence " + "and so on " * 60 + "to its end.") is None


def test_nothing_stands_for_a_sentence_where_the_lines_do_not_run_alongside() -> None:
    assert in_english("第一行", "第一行\n第二行", "The only line") is None
    assert in_english("同样的话。", "同样的话。\n同样的话。", "The same words.\nThe same words.") is None
    assert said_in(passage("第一行", Language.ZH), "第一行", None) is None
