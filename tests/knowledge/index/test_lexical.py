from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.fusion import best_rows, fuse
from knowledge.index.lexical import TermIndex, gloss_terms
from knowledge.text.tokens import tokens

if TYPE_CHECKING:
    from pathlib import Path

_words = st.lists(st.sampled_from("city sister award jury zoo panda".split()), max_size=8)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("友好城市", "sister"),
        ("总领事馆", "consulate"),
        ("備忘錄", "memorandum"),
        ("广州奖", "Guangzhou Award"),
        ("奥洛穆茨", "Olomouc"),
        ("里昂", "Lyon"),
        ("经济", "economy"),
    ],
)
def test_a_chinese_word_is_found_by_its_english_name(chinese: str, english: str) -> None:
    meanings = {term for terms in gloss_terms(chinese) for term in terms}
    assert set(tokens(english)) <= meanings


def test_numbers_and_latin_words_mean_themselves() -> None:
    assert [terms for terms in gloss_terms("2018年UCLG的年会") if terms in [("2018",), ("uclg",)]] == [
        ("2018",),
        ("uclg",),
    ]


@given(st.lists(_words, min_size=1, max_size=6), _words)
def test_a_text_scores_only_for_words_that_it_has(texts: list[list[str]], question: list[str]) -> None:
    scores = TermIndex.build(texts).scores(question)
    assert scores.shape == (len(texts),)
    assert [bool(score > 0) for score in scores] == [bool(set(text) & set(question)) for text in texts]


@given(st.lists(_words, min_size=1, max_size=6), _words)
def test_one_alternative_counts_as_the_word_itself(texts: list[list[str]], question: list[str]) -> None:
    index = TermIndex.build(texts)
    assert np.allclose(index.scores_of_any([[word] for word in question]), index.scores(question), atol=1e-5)


@given(st.lists(_words, min_size=1, max_size=6), st.sets(st.sampled_from("city sister award".split()), min_size=1))
def test_more_alternatives_never_score_more_than_the_best_of_them(texts: list[list[str]], words: set[str]) -> None:
    index = TermIndex.build(texts)
    best = np.maximum.reduce([index.scores([word]) for word in words])
    assert np.allclose(index.scores_of_any([sorted(words)]), best)


def test_a_saved_index_scores_as_before(tmp_path: Path) -> None:
    texts = [["city", "zoo"], [], ["city", "city"]]
    built = TermIndex.build(texts)
    built.save(tmp_path / "index")
    loaded = TermIndex.load(tmp_path / "index")
    assert np.array_equal(loaded.scores(["city", "zoo"]), built.scores(["city", "zoo"]))
    assert loaded.document_frequency("city") == 2
    assert loaded.document_frequency("nothing") == 0


def test_an_index_without_a_single_word_can_be_saved_and_asked(tmp_path: Path) -> None:
    TermIndex.build([[], []]).save(tmp_path / "index")
    assert TermIndex.load(tmp_path / "index").scores(["city"]).tolist() == [0, 0]
    assert TermIndex.build([]).scores(["city"]).tolist() == []


@given(st.lists(st.floats(0, 9, width=32), max_size=30), st.integers(1, 40))
def test_the_best_rows_are_those_a_full_sort_would_give(scores: list[float], k: int) -> None:
    array = np.array(scores, dtype=np.float32)
    wanted = [row for row in sorted(range(len(scores)), key=lambda row: (-array[row], row)) if array[row] > 0]
    assert best_rows(array, k) == wanted[:k]


def test_words_decide_between_passages_that_are_equally_near() -> None:
    fused = fuse({0: 0.5, 1: 0.5, 2: 0.49}, np.array([0, 2, 0, 1], dtype=np.float32), 3)
    assert list(fused) == [1, 3, 0]
    assert fused[3][1] == 0.49  # beyond the nearest: the cosine of the last of them
