from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.fusion import best_rows, fuse
from knowledge.index.lexical import TermIndex, gloss_terms
from knowledge.index.terms import Terms
from knowledge.text.tokens import tokens

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


def _index(texts: list[list[str]]) -> TermIndex:
    return TermIndex([(Terms.build(texts), None)])


@given(st.lists(_words, min_size=1, max_size=6), _words)
def test_a_text_scores_only_for_words_that_it_has(texts: list[list[str]], question: list[str]) -> None:
    scores = _index(texts).scores(question)
    assert scores.shape == (len(texts),)
    assert [bool(score > 0) for score in scores] == [bool(set(text) & set(question)) for text in texts]


@given(st.lists(_words, min_size=1, max_size=8).filter(any), _words)
def test_scores_are_those_of_the_library(texts: list[list[str]], question: list[str]) -> None:
    library = bm25s.BM25()
    library.index(texts, show_progress=False)
    known = [library.vocab_dict[word] for word in question if word in library.vocab_dict]
    expected = library.get_scores_from_ids(known) if known else np.zeros(len(texts))
    assert np.allclose(_index(texts).scores(question), expected, rtol=1e-5)


@given(st.lists(st.tuples(_words, st.integers(0, 2), st.booleans()), min_size=1, max_size=12), _words)
def test_parts_score_as_if_they_were_one_and_nothing_had_gone(
    texts: list[tuple[list[str], int, bool]], question: list[str]
) -> None:
    there = [(text, part) for text, part, gone in texts if not gone]
    whole = _index([text for part in range(3) for text, own in there if own == part]).scores(question)
    parts = []
    for number in range(3):
        own = [(text, gone) for text, part, gone in texts if part == number]
        parts.append((Terms.build([text for text, _ in own]), np.array([not gone for _, gone in own], dtype=np.bool_)))
    index = TermIndex(parts)
    alive = np.concatenate([kept for _, kept in parts])
    assert np.array_equal(index.scores(question)[alive], whole)
    assert not index.scores(question)[~alive].any()
    for word in set(question):
        assert index.document_frequency(word) == sum(word in text for text, _ in there)


@given(st.lists(st.tuples(_words, st.booleans()), max_size=8), st.lists(st.tuples(_words, st.booleans()), max_size=8))
def test_put_together_they_are_as_if_built_at_once(
    first: list[tuple[list[str], bool]], second: list[tuple[list[str], bool]]
) -> None:
    kept: list[list[str]] = []
    parts = []
    for texts in (second, first):  # the order of the rows need not be that of the parts
        places = []
        for text, stays in texts:
            places.append(len(kept) if stays else -1)
            kept += [text] * stays
        parts.append((Terms.build([text for text, _ in texts]), np.array(places, dtype=np.int32)))
    merged, built = Terms.merge(parts, len(kept)), Terms.build(kept)
    assert merged.lengths.tolist() == built.lengths.tolist()
    for word in {word for text in kept for word in text} | {"nowhere"}:
        for one, other in zip(merged.postings(word), built.postings(word), strict=True):
            assert one.tolist() == other.tolist()


@given(st.lists(_words, min_size=1, max_size=6), _words)
def test_one_alternative_counts_as_the_word_itself(texts: list[list[str]], question: list[str]) -> None:
    index = _index(texts)
    assert np.allclose(index.scores_of_any([[word] for word in question]), index.scores(question), atol=1e-5)


@given(st.lists(_words, min_size=1, max_size=6), st.sets(st.sampled_from("city sister award".split()), min_size=1))
def test_more_alternatives_never_score_more_than_the_best_of_them(texts: list[list[str]], words: set[str]) -> None:
    index = _index(texts)
    best = np.maximum.reduce([index.scores([word]) for word in words])
    assert np.allclose(index.scores_of_any([sorted(words)]), best)


def test_saved_terms_score_as_before(tmp_path: Path) -> None:
    built = Terms.build([["city", "zoo"], [], ["city", "city"]])
    built.save(tmp_path / "terms")
    loaded = TermIndex([(Terms.load(tmp_path / "terms"), None)])
    assert np.array_equal(loaded.scores(["city", "zoo"]), TermIndex([(built, None)]).scores(["city", "zoo"]))
    assert loaded.document_frequency("city") == 2
    assert loaded.document_frequency("nothing") == 0


def test_texts_without_a_single_word_can_be_saved_and_asked(tmp_path: Path) -> None:
    Terms.build([[], []]).save(tmp_path / "terms")
    assert TermIndex([(Terms.load(tmp_path / "terms"), None)]).scores(["city"]).tolist() == [0, 0]
    assert _index([]).scores(["city"]).tolist() == []


@given(st.lists(st.floats(0, 9, width=32), max_size=30), st.integers(1, 40))
def test_the_best_rows_are_those_of_a_full_sort_and_what_equals_the_last(scores: list[float], k: int) -> None:
    array = np.array(scores, dtype=np.float32)
    wanted = [row for row in sorted(range(len(scores)), key=lambda row: (-array[row], row)) if array[row] > 0]
    least = array[wanted[:k][-1]] if wanted else 1
    assert best_rows(array, k) == [row for row in range(len(scores)) if array[row] >= least and array[row] > 0]


def test_words_decide_between_passages_that_are_equally_near() -> None:
    fused = fuse({0: 0.5, 1: 0.5, 2: 0.49}, np.array([0, 2, 0, 1], dtype=np.float32), 3, _by_row)
    assert list(fused) == [1, 3, 0]
    assert fused[3][1] == 0.49  # beyond the nearest: the cosine of the last of them


def test_of_equal_passages_the_first_in_order_comes_first_whatever_its_row() -> None:
    fused = fuse({0: 0.5, 1: 0.5, 2: 0.5}, np.zeros(3, dtype=np.float32), 2, lambda row: _by_row(9 - row))
    assert list(fused) == [2, 1]


def _by_row(row: int) -> tuple[bool, str, int, str, str]:
    return False, "", row, "", ""
