from __future__ import annotations

from knowledge.evidence import Language
from tests.evaluation.corpus_text import CorpusText
from tests.evaluation.generate import CheckedStatement, Cited, Made, Outcome, Said, ToldStatement, Use
from tests.evaluation.questions import Expect, Question
from tests.evaluation.support import Support, support
from tests.evaluation.table import figures, judge, tokens

QUOTES = (
    Cited(n=1, source="a.txt", title="Fair", locator="line 1", quote="The fair of Lyon had nine guests in 2016."),
    Cited(n=2, source="b.txt", title="Fair", locator="line 2", quote="The fair of Genoa had four guests in 2017."),
)
QUESTION = Question(
    id="Q1", question="How many guests?", expect=Expect.ANSWER, lang=Language.EN, answer_key=(("nine",),)
)


def outcome(*statements: ToldStatement, mode: str = "generative", failure: str = "") -> Outcome:
    made = Made(
        statements=(CheckedStatement(text="x", fate="kept"), CheckedStatement(text="y", fate="dropped")),
        use=Use(sent=100, received=20, failure=failure),
    )
    text = " ".join(f"{said.text} {said.citations}" for said in statements)
    said = Said(answer=text, mode=mode, language="en", citations=QUOTES, statements=statements, explanation=made)
    return Outcome(question=QUESTION, said=said)


def test_a_statement_is_carried_or_not_and_each_citation_needed_or_not() -> None:
    found = support(
        [
            outcome(
                ToldStatement(text="The fair of Lyon had nine guests in 2016.", citations=(1,)),
                ToldStatement(text="The fair of Lyon had nine guests in 2016.", citations=(1, 2)),
                ToldStatement(text="The fair of Lyon had ninety guests in 2016.", citations=(1,)),
            )
        ]
    )
    assert (found.carried, found.statements) == (2, 3)
    assert (found.needed, found.citations) == (2, 4)
    assert (found.dropped, found.written) == (1, 2)
    assert (found.worded, found.answers, found.failed, found.sent, found.received) == (1, 1, 0, 100, 20)


def test_an_answer_that_the_model_did_not_word_is_only_counted() -> None:
    found = support([outcome(ToldStatement(text="x", citations=(1,)), mode="extractive", failure="timeout")])
    assert (found.statements, found.worded, found.failed) == (0, 0, 1)


def test_without_a_model_there_is_nothing_to_add_up_and_no_row() -> None:
    plain = Outcome(question=QUESTION, said=Said(answer="nine [1]", mode="extractive", citations=QUOTES))
    assert support([plain]) == Support()
    judged = judge([plain], CorpusText([]))
    assert not any("model" in figure.name for figure in figures(judged))
    assert tokens(judged) == (0, 0)


def test_the_table_tells_what_the_model_did() -> None:
    judged = judge([outcome(ToldStatement(text="The fair of Lyon had nine guests.", citations=(1,)))], CorpusText([]))
    rows = {figure.name.strip(): (figure.hits, figure.count) for figure in figures(judged)}
    assert rows["answers worded by the language model"] == (1, 1)
    assert rows["statements carried by what they cite (recall)"] == (1, 1)
    assert rows["statements written and dropped"] == (1, 2)
    assert tokens(judged) == (100, 20)
