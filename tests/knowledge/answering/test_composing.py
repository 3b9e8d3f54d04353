import dataclasses
import datetime as dt

import pytest

from knowledge.answering.composing import joined, with_other
from knowledge.answering.found import Found
from knowledge.evidence import Answer, Citation, Language, Mode, Source, Statement
from knowledge.text.language import Script
from knowledge.understanding.understand import understand
from tests.ingesting import gazetteer

TODAY = dt.date(2026, 3, 2)


def found(question: str, *rows: str, lead: str = "") -> Found:
    """Return an answer that tells these rows of a table, each by its name."""
    queries = understand(question, today=TODAY, gazetteer=gazetteer())
    language = queries[0].language
    told = tuple(
        Statement(f"{row}.", (Citation(Source(f"ties.csv#{row}", "ties"), f"row {row}", row, language, row),))
        for row in rows
    )
    return Found(queries, Answer(language, Mode.RECORDS, told, lead=lead))


def test_what_may_as_well_have_been_asked_is_told_beside_the_answer_and_says_so() -> None:
    answer = found("When did Lyon sign?", "lyon")
    both = with_other(answer, found("Others?", "bari", "nice", lead="Two others:"), "Which others are there?")
    assert both.answer == answer.answer
    assert [statement.text for statement in both.told.statements] == [
        "lyon.",
        "If you meant “Which others are there?”: Two others: bari.",
        "nice.",
    ]
    assert both.told.text.count("[2]") == 1


@pytest.mark.parametrize(
    ("question", "meant", "beginning"),
    [
        ("里昂是哪年结好的", "还有哪些", "如果您问的是“还有哪些？”：bari."),
        ("里昂是哪年结好的", "", "也可能与您的问题有关：bari."),
        ("里昂是哪年結好的", "還有哪些", "如果您問的是「還有哪些？」：bari."),
        ("When did Lyon sign?", "", "This may be meant too: bari."),
    ],
)
def test_it_is_told_in_the_language_of_the_question(question: str, meant: str, beginning: str) -> None:
    both = with_other(found(question, "lyon"), found(question, "bari"), meant)
    assert both.beside[0].text == beginning
    assert (both.queries[0].script is Script.HANT) == ("結" in question)


def test_what_rests_on_the_same_rows_or_is_long_is_not_told_twice() -> None:
    answer = found("When did Lyon sign?", "lyon", "bari")
    assert with_other(answer, found("Lyon?", "bari"), "Lyon?") == answer
    assert with_other(answer, found("All?", *map(str, range(5))), "All?") == answer
    assert with_other(answer, found("All?", *map(str, range(4))), "All?").beside


def test_an_answer_alone_is_told_as_it_is() -> None:
    answer = found("When did Lyon sign?", "lyon")
    assert answer.told is answer.answer
    assert dataclasses.replace(answer, beside=()).told.language is Language.EN


def test_of_two_parts_the_statement_that_says_all_of_another_is_told_alone() -> None:
    (query, *_) = understand("When was Lyon signed, and where?", today=TODAY, gazetteer=gazetteer())
    source = Citation(Source("agreements.csv", "Ties"), "1", "1 | Lyon", Language.EN, "1")
    other = dataclasses.replace(source, locator="2", passage_id="2")
    day, place = "Signed on 19 January 1988.", "Signed on 19 January 1988. It was signed in Guangzhou."

    def told(*statements: Statement) -> list[str]:
        answers = [Answer(Language.EN, Mode.RECORDS, (statement,)) for statement in statements]
        return [statement.text for statement in joined(query, answers).statements]

    assert told(Statement(day, (source,)), Statement(place, (source,))) == [place]
    assert told(Statement(place, (source,)), Statement(day, (source,))) == [place]
    assert told(Statement(day, (other,)), Statement(place, (source,))) == [day, place]
    assert told(Statement(day, (source,)), Statement(day, (source,))) == [day]
