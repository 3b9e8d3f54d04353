import json
from typing import Any

import numpy as np
import pytest

from knowledge.answering.likeness import WordMatcher
from knowledge.answering.training import PASSAGES, digest
from knowledge.embedding import Embedder
from knowledge.embedding.adapter import ANSWERS
from knowledge.evidence import Language
from knowledge.text.language import detect_language

FEWEST = 2_000
CASES = (
    (
        "补助一次发多少？",
        "入选者一次性领取补助8000元。",
        ("报名费每人200元，不退。", "补助申请3月31日截止。", "去年共有46人领取补助。"),
    ),
    (
        "Until when can I hand in the form?",
        "The form must reach the office by 30 June.",
        ("The programme begins on 1 September.", "The form has two pages.", "The office opens at nine."),
    ),
    (
        "Who led the delegation?",
        "代表团由副市长陈立率领。",
        ("代表团一行12人。", "代表团于5月访问了港口。", "副市长陈立去年退休。"),
    ),
)


@pytest.fixture(scope="module")
def passages() -> list[dict[str, Any]]:
    return [json.loads(line) for line in PASSAGES.read_text(encoding="utf-8").splitlines()]


def test_what_is_carried_has_learnt_from_these_passages() -> None:
    with np.load(ANSWERS, allow_pickle=False) as stored:
        assert str(stored["passages"]) == digest(), "run make answers"


def test_every_question_is_answered_by_some_sentences_of_its_passage_and_not_by_others(
    passages: list[dict[str, Any]],
) -> None:
    for passage in passages:
        for question in passage["questions"]:
            answers = set(question["answers"])
            assert answers < set(range(len(passage["sentences"]))), question["text"]
            assert answers


def test_no_question_stands_twice_and_both_languages_are_there(passages: list[dict[str, Any]]) -> None:
    asked = [question["text"] for passage in passages for question in passage["questions"]]
    assert len(asked) == len(set(asked))
    languages = [detect_language(text) for text in asked]
    assert min(languages.count(language) for language in Language) > FEWEST


@pytest.mark.parametrize(("question", "answer", "others"), CASES)
def test_what_answers_is_more_like_a_question_than_what_seems_to(
    model: Embedder, question: str, answer: str, others: tuple[str, ...]
) -> None:
    (likeness,) = WordMatcher(model).compare(question, [(text,) for text in (answer, *others)])
    assert likeness.mean.argmax() == 0
    assert likeness.whole.argmax() == 0
