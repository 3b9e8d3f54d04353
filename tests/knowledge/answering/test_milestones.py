"""Which anniversaries are round ones is the office's to say."""

import datetime as dt
import re

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


@pytest.mark.parametrize(
    "question",
    [
        "到1980年底广州与里昂结好几年了？",
        "1980年广州与里昂结好几年了？",
        "1985年5月的时候广州与布里斯托尔结好满十年了吗？",
        "How many years had Guangzhou and Lyon been sister cities on 5 May 1987?",
        "How many years had Guangzhou and Bristol been sister cities in 1995?",
    ],
)
def test_a_tie_has_no_years_before_it_was_made(question: str) -> None:
    answer = told(question, 10)
    assert "还没有结为" in answer or "were not yet" in answer
    assert not re.search(r"-\d|天前|not known|没有写到日", answer)


@pytest.mark.parametrize(
    ("question", "years"), [("到2030年广州与里昂结好几年了？", 42), ("到2035年广州和法兰克福结好几年？", 47)]
)
def test_a_year_of_the_calendar_is_no_number_of_years(question: str, years: int) -> None:
    answer = told(question, 10)
    assert f"{years}周年" in answer
    assert question[1:5] + "周年" not in answer


def test_forty_years_that_are_reached_are_a_number_of_years() -> None:
    assert "2028年1月19日" in told("广州与里昂满40年是哪一天？", 10)
