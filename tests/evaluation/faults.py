"""Whether the figures hold with a language model that lies or fails: each run beside the one without a model."""

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.evaluation.corpus_text import CorpusText
from tests.evaluation.generate import ask, fresh_index
from tests.evaluation.questions import Question
from tests.evaluation.table import Figure, Judged, figures, judge, latency
from tests.llm_server import Behaviour, Broken, Cut, Endless, LlmServer, Request, Say, Silence, Status, Task

SECONDS = "2"
PLAIN = "no model"
_DIGITS = re.compile(r"\d+")
_NOT = {True: ("并非", "亚特兰蒂斯"), False: ("It is not true that ", "Atlantis")}
_PLACES = re.compile(r"广州|里昂|福冈|Guangzhou|Lyon|Fukuoka|泉州|Quanzhou")


def lies(request: Request) -> Behaviour:
    """Turn all that the evidence says round: numbers, places, denials, markers; and misunderstand every question."""
    denial, nowhere = _NOT[request.chinese]
    if request.task is Task.READ:
        return Say(f'{{"questions": [{{"zh": "{nowhere} 1492?", "en": "{nowhere} 1492?"}}]}}')
    said = [f"<b>{nowhere}</b> http://evil.example [1]", f"{nowhere} 1492. [99]", request.system[:300]]
    for number, text in request.evidence.items():
        said += [
            f"{_DIGITS.sub(lambda found: str(int(found[0]) + 1), text)} [{number}]",
            f"{_PLACES.sub(nowhere, text, count=1)} [{number}]" if _PLACES.search(text) else f"{nowhere}: {text}",
            f"{denial}{text} [{number}]",
        ]
    return Say("\n".join(said), size=400)


def lies_and_truth(request: Request) -> Behaviour:
    """Say what must be said, with lies before, between and behind."""
    told = lies(request)
    if request.task is not Task.WRITE or not isinstance(told, Say):
        return told
    lines = told.text.split("\n")
    truth = [f"{request.evidence[number]} [{number}]" for number in request.keys]
    mixed = itertools.chain.from_iterable(itertools.zip_longest(lines, truth, fillvalue=""))
    return Say("\n".join(line for line in mixed if line), size=400)


def in_turn() -> Callable[[Request], Behaviour]:
    """Return a script that goes wrong in another way at each request."""
    ways: Iterator[Callable[[Request], Behaviour]] = itertools.cycle(
        [
            lies,
            lambda _: Status(500),
            lies_and_truth,
            lambda _: Cut("Atlantis signed in 1492. [1] And"),
            lambda _: Say(""),
            lies,
            lambda _: Silence("1492"),
            lies_and_truth,
            lambda _: Status(429),
            lambda _: Broken("<html>Bad gateway</html>"),
            lies,
            lambda _: Endless("Atlantis. [1] "),
        ]
    )

    def go_wrong(request: Request) -> Behaviour:
        return next(ways)(request)

    return go_wrong


def scripts() -> dict[str, Callable[[Request], Behaviour]]:
    """Return what a model does wrong, by the name of the run."""
    return {
        "lies": lies,
        "lies and truth": lies_and_truth,
        "faults in turn": in_turn(),
        "401": lambda _: Status(401),
        "silence": lambda _: Silence(),
        "cut streams": lambda request: Cut(f"{request.evidence.get(1, '')} [1]\n1492"),
    }


def measure(questions: list[Question], folders: list[Path], corpus: CorpusText) -> dict[str, list[Judged]]:
    """Ask the questions without a model and with one that goes wrong in each way."""
    with fresh_index(folders) as environment:
        runs = {PLAIN: judge(ask(questions, environment | {"LLM_MODEL": ""}), corpus)}
        for name, script in scripts().items():
            with LlmServer(script) as server:
                model = {"LLM_MODEL": "scripted", "LLM_BASE_URL": server.url, "LLM_TIMEOUT_SECONDS": SECONDS}
                runs[name] = judge(ask(questions, environment | model), corpus)
    return runs


def print_runs(runs: dict[str, list[Judged]], console: Console) -> bool:
    """Print each figure of every run in a row; return whether none is worse than without a model."""
    table = Table("figure", *runs, box=None, pad_edge=False)
    rows = {name: {figure.name: figure for figure in figures(judged)} for name, judged in runs.items()}
    names = dict.fromkeys(name for figures_of in rows.values() for name in figures_of)
    for name in names:
        table.add_row(name, *(_cell(figures_of.get(name)) for figures_of in rows.values()))
    table.add_row("latency p95, ms", *(f"{latency(judged)[1]:.0f}" for judged in runs.values()))
    console.print(table)
    fallen = [
        f"{run}: {name}"
        for run, figures_of in rows.items()
        for name, figure in figures_of.items()
        if name in rows[PLAIN] and _is_worse(figure, rows[PLAIN][name])
    ]
    console.print("no figure is worse than without a model" if not fallen else f"worse: {', '.join(fallen)}")
    return not fallen


def _is_worse(figure: Figure, plain: Figure) -> bool:
    """Compare shares: a worded answer has fewer quotes than one that the rules make."""
    if figure.share is None or plain.share is None:
        return False
    if figure.at_most is not None:
        return figure.share > plain.share
    return figure.at_least is not None and figure.share < plain.share


def _cell(figure: Figure | None) -> str:
    return "" if figure is None or figure.share is None else f"{figure.share:.2f} {figure.hits}/{figure.count}"
