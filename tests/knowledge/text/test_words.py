import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.folding import fold, to_traditional
from knowledge.text.words import glosses, lexicon, segment

SENTENCES = st.text("广州友好城市国际交流项目奖学金代表团访问周年", max_size=30)


@given(SENTENCES)
def test_the_words_of_a_chinese_text_are_the_text_itself(text: str) -> None:
    assert "".join(segment(text)) == text


@given(st.text())
def test_the_words_of_any_text_stand_in_it_in_order(text: str) -> None:
    folded = fold(text)
    position = 0
    for word in segment(text):
        position = folded.index(word, position) + len(word)


@given(SENTENCES)
def test_a_word_is_in_the_dictionary_or_a_single_character(text: str) -> None:
    assert all(len(word) == 1 or word in lexicon() for word in segment(text))


def test_a_text_is_covered_by_the_fewest_words() -> None:
    assert segment("国际友好城市") in (["国际", "友好城市"], ["国际友好城市"])
    assert segment("奖学金项目") == ["奖学金", "项目"]


def test_what_joins_words_is_a_word_of_its_own() -> None:
    assert segment("国家的城市") == ["国家", "的", "城市"]


@pytest.mark.parametrize("text", ["友好城市", "奖学金项目", "签署协议", "代表团访问"])
def test_traditional_text_has_the_same_words(text: str) -> None:
    assert segment(to_traditional(text)) == segment(text)


def test_latin_words_and_numbers_are_left_whole() -> None:
    assert segment("UCLG的co-president 1988") == ["uclg", "的", "co-president", "1988"]


@pytest.mark.parametrize(
    ("word", "meaning"),
    [("友城", "sister"), ("奖学金", "scholarship"), ("大学", "universiti"), ("里昂", "lyon"), ("市长", "mayor")],
)
def test_a_chinese_word_has_english_meanings(word: str, meaning: str) -> None:
    assert meaning in glosses(word)


def test_a_word_that_no_dictionary_has_means_nothing() -> None:
    assert glosses("犇骉猋") == frozenset()
    assert glosses("") == frozenset()


@given(st.sampled_from(["友城", "访问", "签署", "大学", "港", "的", "结好"]))
def test_meanings_are_bare_english_stems(word: str) -> None:
    assert all(re.fullmatch(r"[a-z0-9']+", meaning) for meaning in glosses(word))
