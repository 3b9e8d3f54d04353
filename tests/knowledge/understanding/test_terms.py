from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.folding import fold, to_traditional
from knowledge.understanding.terms import content_terms, quoted_names


def words(text: str, *outside: str) -> set[str]:
    folded = fold(text)
    spans = [(folded.index(part), folded.index(part) + len(part)) for part in outside]
    return {term.word for term in content_terms(folded, spans)}


def test_words_that_only_ask_are_no_terms() -> None:
    assert words("请问有多少个奖学金项目?") == {"奖学金", "项目"}
    assert words("How many scholarship programmes are there?") == {"scholarship", "programmes"}
    assert words("请问是什么时候?") == set()
    assert words("What is it?") == set()


def test_places_and_dates_are_left_out() -> None:
    assert words("里昂的市长", "里昂") == {"市长"}
    assert words("the mayor of lyon", "lyon") == {"mayor"}


def test_numbers_are_no_terms() -> None:
    assert words("2018 10:30 agreement 1,000") == {"agreement"}


def test_a_term_has_its_meanings_in_english() -> None:
    (chinese,) = content_terms("奖学金", [])
    (english,) = content_terms("scholarships", [])
    assert chinese.meanings & english.meanings


def test_terms_of_earlier_turns_are_marked() -> None:
    assert all(term.inherited for term in content_terms("奖学金项目", [], inherited=True))
    assert not any(term.inherited for term in content_terms("奖学金项目", []))


def test_a_name_that_no_dictionary_has_is_one_term() -> None:
    assert "澜沧" in "".join(words("澜沧号轮船"))
    assert words("zeemeeuw") == {"zeemeeuw"}


@given(st.text("奖学金项目市长访问签署协议的是多少", max_size=20))
def test_traditional_and_simplified_have_the_same_terms(text: str) -> None:
    assert content_terms(fold(to_traditional(text)), []) == content_terms(fold(text), [])


@given(st.text())
def test_every_term_stands_in_the_text_and_comes_once(text: str) -> None:
    folded = fold(text)
    found = [term.word for term in content_terms(folded, [])]
    assert len(set(found)) == len(found)
    assert all(word in folded for word in found)


@given(st.text(), st.data())
def test_nothing_is_found_where_the_whole_text_is_left_out(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    cut = data.draw(st.integers(0, len(folded)))
    assert content_terms(folded, [(0, cut), (cut, len(folded))]) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“红棉”是什么?", ("红棉",)),
        ("《友城报告》是谁写的?", ("友城报告",)),
        ("「木棉花」奖", ("木棉花",)),
        ('What is the "Red Cotton" plan?', ("Red Cotton",)),
        ("里昂", ()),
        ("“”", ()),
    ],
)
def test_quoted_names_are_kept_word_for_word(text: str, names: tuple[str, ...]) -> None:
    assert quoted_names(text) == names
