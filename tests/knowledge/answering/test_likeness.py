import numpy as np
import pytest

from knowledge.answering.likeness import WordMatcher
from knowledge.embedding import Embedder

SENTENCES = (
    "里昂代表团于2018年5月访问了图书馆。",
    "吊车培训课程为期六周,有18名司机参加。",
    "The lantern fair was opened by the choir.",
    "Eighteen books were given to the school.",
)


@pytest.fixture(scope="module")
def matcher(model: Embedder) -> WordMatcher:
    return WordMatcher(model)


def alone(sentences: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [(sentence,) for sentence in sentences]


def best(matcher: WordMatcher, question: str, sentences: tuple[str, ...] = SENTENCES) -> str:
    (likeness,) = matcher.compare(question, alone(sentences))
    return sentences[int(np.argmax(likeness.mean))]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("吊车课程有多少名司机?", SENTENCES[1]),
        ("谁参观了图书馆?", SENTENCES[0]),
        ("Who opened the lantern fair?", SENTENCES[2]),
        ("How many books did the school get?", SENTENCES[3]),
    ],
)
def test_the_sentence_that_speaks_of_what_is_asked_is_the_most_like(
    matcher: WordMatcher, question: str, sentence: str
) -> None:
    assert best(matcher, question) == sentence


def test_the_order_of_the_sentences_makes_no_difference(matcher: WordMatcher) -> None:
    question = "吊车课程有多少名司机?"
    backwards = tuple(reversed(SENTENCES))
    one, other = (matcher.compare(question, alone(texts))[0] for texts in (SENTENCES, backwards))
    for first, second in zip(one, other, strict=True):
        np.testing.assert_allclose(first, second[::-1], atol=1e-4)


def test_sentences_seen_before_are_measured_the_same(model: Embedder, matcher: WordMatcher) -> None:
    arguments = ("Who opened the fair?", alone(SENTENCES))
    (fresh,), (seen,) = WordMatcher(model).compare(*arguments), matcher.compare(*arguments)
    for first, second in zip(seen, fresh, strict=True):
        np.testing.assert_allclose(first, second, atol=2e-2)


def test_a_short_answer_is_like_the_question_that_it_is_read_with(matcher: WordMatcher) -> None:
    read_with = [("No.", "May parents come along on the trip?"), ("No.", "May forms be sent by fax?")]
    (likeness,) = matcher.compare("Can a mother travel with her child?", read_with)
    assert likeness.mean[0] > likeness.mean[1]


def test_no_sentence_is_like_nothing(matcher: WordMatcher) -> None:
    (likeness,) = matcher.compare("里昂", ())
    assert [len(values) for values in likeness] == [0, 0]


@pytest.mark.parametrize("question", ["?", "😀", "里" * 3_000])
def test_any_question_is_compared_with_any_sentence(matcher: WordMatcher, question: str) -> None:
    sentences = ("里昂。", "", "😀", "a" * 3_000)
    (likeness,) = matcher.compare(question, alone(sentences))
    for values in (*likeness, likeness.quarter(least=True), likeness.quarter(least=False)):
        assert len(values) == 4
        assert np.isfinite(values).all()


def test_the_words_that_match_least_and_most_are_told_apart(matcher: WordMatcher) -> None:
    (likeness,) = matcher.compare("Who opened the fair?", alone(SENTENCES))
    assert (likeness.quarter(least=True) <= likeness.mean).all()
    assert (likeness.mean <= likeness.quarter(least=False)).all()


def test_one_sentence_alone_is_measured_too(matcher: WordMatcher) -> None:
    sentences = ("里昂来访。",)
    (likeness,) = matcher.compare("里昂", alone(sentences))
    assert all(np.isfinite(values).all() for values in likeness)
