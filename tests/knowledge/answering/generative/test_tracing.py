"""LangChain can report every call to a tracing service: only where the operator says so."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.llm_server import LlmServer, Say

ROOT = Path(__file__).parents[4]
QUESTION = "When was the lantern fair?"
ASK = f"""
import datetime as dt
from langchain_core.messages import HumanMessage
from langchain_core.tracers.langchain import wait_for_all_tracers
from knowledge.answering.generative import open_caller
from knowledge.settings import Settings

caller = open_caller(Settings())
print(caller.text([HumanMessage({QUESTION!r})], caller.begin("", dt.date(2019, 1, 15))))
wait_for_all_tracers()
"""


@pytest.fixture
def tracing() -> Iterator[tuple[str, list[str]]]:
    """Return the address of a tracing service, and what it is asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply()

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self._reply()

        def _reply(self) -> None:
            asked.append(self.path)
            self.send_response(202)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("wanted", [False, True])
def test_what_people_ask_is_traced_only_where_the_operator_wants_it(
    tracing: tuple[str, list[str]],
    wanted: bool,  # noqa: FBT001 - a parameter
) -> None:
    address, asked = tracing
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LANGSMITH_", "LANGCHAIN_"))}
    settings = {"LANGSMITH_ENDPOINT": address, "LANGSMITH_API_KEY": "x"} | (
        {"LANGSMITH_TRACING": "true"} if wanted else {}
    )
    with LlmServer(lambda _: Say("In 2016.")) as server:
        model = {"LLM_MODEL": "scripted", "LLM_BASE_URL": server.url}
        done = subprocess.run(
            [sys.executable, "-c", ASK],
            cwd=ROOT,
            env=kept | settings | model,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    assert done.stdout.strip() == "In 2016.", done.stderr
    assert bool(asked) == wanted
