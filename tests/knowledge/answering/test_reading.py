import functools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.reading import Reader, term_presence
from knowledge.text.folding import fold, to_traditional
from knowledge.understanding.query import Term
from knowledge.understanding.terms import content_terms
from tests.ingesting import gazetteer


@functools.cache
def reader() -> Reader:
    return Reader(gazetteer())


def term(word: str) -> Term:
    (found,) = content_terms(fold(word), [])
    return found


def presence(word: str, text: str) -> float:
    return term_presence(term(word), reader().prepare(text))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("奖学金", "设立奖学金。"),
        ("奖学金", "設立獎學金。"),
        ("scholarships", "A scholarship was founded."),
        ("SIGNED", "they sign it"),
        ("unesco", "加入UNESCO网络"),
    ],
)
def test_a_word_that_stands_there_is_wholly_there(word: str, text: str) -> None:
    assert presence(word, text) == 1.0


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("scholarship", "设立奖学金。"),
        ("奖学金", "A scholarship was founded."),
        ("hongmian", "红棉基金会成立。"),
        ("mayor", "里昂市长来访。"),
    ],
)
def test_a_word_that_is_there_in_the_other_language_is_there_in_part(word: str, text: str) -> None:
    assert 0 < presence(word, text) < 1


@pytest.mark.parametrize(
    ("word", "text"), [("奖学金", "里昂来访。"), ("orchestra", "里昂来访。"), ("奖学金", ""), ("tea", "team")]
)
def test_a_word_that_is_not_there_is_not_found(word: str, text: str) -> None:
    assert presence(word, text) == 0.0


@given(st.text("友城奖学金市长来访签约的", max_size=30), st.sampled_from(["奖学金", "市长", "scholarship"]))
def test_more_text_never_holds_less(text: str, word: str) -> None:
    assert 0 <= presence(word, text) <= presence(word, f"{text}\n设立奖学金,市长来访。")


@given(st.text("友城奖学金市长来访签约里昂1988年", max_size=30))
def test_the_script_of_a_text_makes_no_difference(text: str) -> None:
    assert reader().prepare(to_traditional(text)).folded == reader().prepare(text).folded


def test_places_and_years_are_told_from_numbers_and_words() -> None:
    text = reader().prepare("2018年里昂代表团20181人访问光州。")
    assert text.years == {2018}
    assert text.places == {"lyon-fr", "gwangju-kr"}


def test_a_place_is_the_same_in_both_languages() -> None:
    assert reader().prepare("Lyon and Fukuoka").places == reader().prepare("里昂和福冈").places
