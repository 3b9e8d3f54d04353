"""Ask the real processes: a fresh index from the corpus, every question through `bot ask --json`, every search kept."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, JsonValue

from knowledge.settings import Settings
from tests.evaluation.questions import Question

ROOT = Path(__file__).parents[2]
RETRIEVED = 6
INGEST_EXITS = (0, 1)  # 1: some files could not be read, the rest is in


class Cited(BaseModel):
    """One citation of a reply."""

    n: int
    source: str
    title: str
    locator: str
    quote: str


class Retrieved(BaseModel):
    """One passage that the search alone finds for the question."""

    rank: int
    source: str
    locator: str
    text: str
    score: float


class ToldStatement(BaseModel):
    """One statement of a reply with the numbers of what it cites."""

    text: str
    citations: tuple[int, ...] = ()


class CheckedStatement(BaseModel):
    """One statement that a language model wrote, and what became of it."""

    text: str
    fate: str


class Use(BaseModel):
    """What a language model spent on one answer; ``failure`` is empty where nothing went wrong."""

    calls: int = 0
    sent: int
    received: int
    failure: str


class Made(BaseModel):
    """How a reply was made."""

    statements: tuple[CheckedStatement, ...] = ()
    use: Use | None = None


class Said(BaseModel):
    """One reply of `bot ask --json`; ``error`` is set, and the rest empty, when there was none.

    ``statements`` and ``explanation`` are there when a language model is used.
    """

    id: JsonValue = None
    answer: str = ""
    abstained: bool = False
    mode: str = ""
    language: str = ""
    citations: tuple[Cited, ...] = ()
    latency_ms: float = 0.0
    error: str = ""
    statements: tuple[ToldStatement, ...] = ()
    explanation: Made | None = None


class Outcome(BaseModel):
    """A question, what was said, and what the search alone finds."""

    question: Question
    said: Said
    retrieved: tuple[Retrieved, ...] = ()


class ProcessFailedError(Exception):
    """Seen by whoever runs the evaluation: a command of the product did not do its work."""


def generate(questions: list[Question], corpus: list[Path]) -> list[Outcome]:
    """Ask every question of a fresh index of the corpus (empty: the bundled one) and return what was said."""
    with fresh_index(corpus) as environment:
        found = search([(question.id, question.question) for question in questions], environment, RETRIEVED)
        return [
            outcome.model_copy(
                update={"retrieved": tuple(Retrieved.model_validate(hit) for hit in found[outcome.question.id])}
            )
            for outcome in ask(questions, environment)
        ]


@contextlib.contextmanager
def fresh_index(corpus: list[Path]) -> Iterator[dict[str, str]]:
    """Ingest a corpus (empty: the bundled one) and yield the environment in which it is asked."""
    with tempfile.TemporaryDirectory(prefix="evaluation-") as folder:
        environment = {**os.environ, "DATA_DIR": folder, "PYTHONIOENCODING": "utf-8"}
        if corpus:
            environment["CORPUS_DIRS"] = ",".join(str(path.resolve()) for path in corpus)
        _run("ingest", environment=environment, exits=INGEST_EXITS)
        yield environment


def ask(questions: list[Question], environment: dict[str, str]) -> list[Outcome]:
    """Ask every question and return what was said; with a language model, also how."""
    explain = ("--explain",) if environment.get("LLM_MODEL", Settings().llm_model) else ()
    requests = [question.request() for question in questions]
    said = _json_lines(("bot", "ask", "--json", *explain), requests, environment, exits=(0, 1))
    if len(said) != len(questions):
        raise ProcessFailedError(f"{len(questions)} questions were asked and {len(said)} lines came back")
    outcomes = []
    for question, reply in zip(questions, said, strict=True):
        if reply.get("id") != question.id:
            raise ProcessFailedError(f"the reply to {question.id} carries the id {reply.get('id')!r}")
        outcomes.append(Outcome(question=question, said=Said.model_validate(reply)))
    return outcomes


def search(queries: list[tuple[str, str]], environment: dict[str, str], k: int) -> dict[str, list[dict[str, Any]]]:
    """Return what `knowledge search` finds for each (id, query)."""
    requests: list[dict[str, JsonValue]] = [{"id": query_id, "query": query} for query_id, query in queries]
    lines = _json_lines(("knowledge", "search", "-k", str(k), "--json"), requests, environment)
    return {str(line["id"]): line["results"] for line in lines}


def ingest(corpus: Path, data_dir: Path) -> dict[str, str]:
    """Ingest a corpus into a data directory and return the environment in which it is searched."""
    environment = {**os.environ, "DATA_DIR": str(data_dir), "CORPUS_DIRS": str(corpus), "PYTHONIOENCODING": "utf-8"}
    _run("ingest", environment=environment, exits=INGEST_EXITS)
    return environment


def save_run(outcomes: Iterable[Outcome], path: Path) -> None:
    """Write a run as JSON lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(outcome.model_dump_json() + "\n" for outcome in outcomes), encoding="utf-8")


def load_run(path: Path) -> list[Outcome]:
    """Read a run that `save_run` wrote."""
    return [Outcome.model_validate_json(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _json_lines(
    command: tuple[str, ...],
    requests: list[dict[str, JsonValue]],
    environment: dict[str, str],
    exits: tuple[int, ...] = (0,),
) -> list[dict[str, Any]]:
    given = "".join(json.dumps(request, ensure_ascii=False) + "\n" for request in requests)
    output = _run(*command, environment=environment, given=given, exits=exits)
    return [json.loads(line) for line in output.split("\n") if line]


def _run(*command: str, environment: dict[str, str], given: str = "", exits: tuple[int, ...]) -> str:
    process = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment,
        input=given,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if process.returncode not in exits:
        raise ProcessFailedError(f"`python -m {' '.join(command)}` ended with exit code {process.returncode}")
    return process.stdout
