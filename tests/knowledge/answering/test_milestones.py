"""Which anniversaries are round ones is the office's to say."""

import datetime as dt

import pytest

from knowledge.answering.records import answer_from_records
from knowledge.evidence import Citation, Language, Source
from knowledge.records import Record, RecordBook, load_table
from knowledge.settings import BUNDLED_CORPUS
from knowledge.understanding.understand import understand

TODAY = dt.date(2026, 11, 24)
ROWS = load_table(BUNDLED_CORPUS / "records" / "agreements.csv").rows
TENS = RecordBook.from_records(ROWS)


def citation(record: Record, language: Language) -> Citation:
    return Citation(Source(record.id, record.source_title), "", record.quote, language, record.id)


def told(question: str, milestone: int) -> str:
    book = RecordBook.from_records(ROWS, TENS.gazetteer, milestone=milestone)
    (query,) = understand(question, today=TODAY, gazetteer=book.gazetteer, earlier=())
    answer = answer_from_records(query, book, book.gazetteer, home=None, citation_for=citation)
    assert answer is not None
    return answer.text


def test_an_office_that_keeps_fives_is_told_of_fives() -> None:
    fives = told("Which milestone anniversaries are there in 2027?", 5)
    assert "a multiple of 5 years" in fives
    assert ", 45th" in fives
    assert "45th" not in told("Which milestone anniversaries are there in 2027?", 10)


@pytest.mark.parametrize("question", ["明年有哪些逢十周年？", "Which anniversaries in tens are there in 2027?"])
def test_tens_by_name_are_tens_in_any_office(question: str) -> None:
    assert told(question, 5) == told(question, 10)


def test_the_next_milestone_is_the_office_s() -> None:
    assert "2028年4月11日，结好40周年" in told("广州和法兰克福的下一个周年是什么时候？", 5)
    assert "2029年5月2日，结好50周年" in told("广州和福冈的下一个周年是什么时候？", 25)
    assert "整数周年" in told("广州和福冈的下一个周年是什么时候？", 25)
    assert "整十周年" in told("广州和福冈的下一个周年是什么时候？", 10)
