from __future__ import annotations

import io

from rich.console import Console

from knowledge.answering.generative import prompts
from knowledge.evidence import Language
from tests.evaluation.corpus_text import CorpusText
from tests.evaluation.faults import PLAIN, lies, lies_and_truth, print_runs, scripts
from tests.evaluation.generate import Outcome, Said
from tests.evaluation.questions import Expect, Question
from tests.evaluation.table import Judged, judge
from tests.llm_server import Request, Say, Task

EVIDENCE = "— Register\n[1] Guangzhou and Lyon signed on 19 January 1988."
QUESTION = Question(
    id="Q1", question="How many guests?", expect=Expect.ANSWER, lang=Language.EN, answer_key=(("nine",),)
)


def asked() -> Request:
    messages = prompts.writing(Language.EN, "today: 2026-01-01", "", EVIDENCE, "When did Lyon sign?", most=6, more=True)
    roles = {"system": "system", "human": "user"}
    return Request(
        {"messages": [{"role": roles[message.type], "content": str(message.content)} for message in messages]}, ""
    )


def run(answer: str) -> list[Judged]:
    return judge([Outcome(question=QUESTION, said=Said(answer=answer, mode="extractive"))], CorpusText([]))


def told(runs: dict[str, list[Judged]]) -> tuple[bool, str]:
    written = io.StringIO()
    return print_runs(runs, Console(file=written, width=160)), written.getvalue()


def test_a_lie_says_nothing_as_the_evidence_does() -> None:
    request = asked()
    assert request.task is Task.WRITE
    assert request.keys == [1]
    lied = lies(request)
    assert isinstance(lied, Say)
    lines = lied.text.split("\n")
    assert "Guangzhou and Lyon signed on 20 January 1989. [1]" in lines
    assert "Atlantis and Lyon signed on 19 January 1988. [1]" in lines
    assert f"{request.evidence[1]} [1]" not in lines
    mixed = lies_and_truth(request)
    assert isinstance(mixed, Say)
    assert set(filter(None, lines)) < set(mixed.text.split("\n"))
    assert f"{request.evidence[1]} [1]" in mixed.text.split("\n")


def test_every_way_of_going_wrong_takes_every_request() -> None:
    for script in scripts().values():
        for _ in range(12):
            script(asked())


def test_a_figure_that_falls_is_told_and_one_that_rises_is_not() -> None:
    assert told({PLAIN: run("nine"), "lies": run("nine")})[0]
    assert told({PLAIN: run("ten"), "lies": run("nine")})[0]
    holds, text = told({PLAIN: run("nine"), "lies": run("ten")})
    assert not holds
    assert "worse: lies: answerable, same language: right" in text
