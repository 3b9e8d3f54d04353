"""Ingests in processes of their own, any of which can be made to die at a chosen step.

The first process loads everything once; each ingest is a fork of it. It reads one JSON object a line, ``{"folder",
"die_at"}``, and writes one: ``{"steps", "signal", "error"}``. A step is any opening, making, renaming or removing of a
file in the data directory, and the beginning and end of each change of Chroma and of each flush to disk; at step
``die_at`` the ingest kills itself (-9).
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

_FILE_EVENTS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "sqlite3.connect"}


class IngestProcess:
    """A process that ingests offices on request."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.ingest_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parent.parent,
        )

    def ingest(self, folder: Path, *, die_at: int = 0) -> dict[str, Any]:
        """Ingest the corpus of an office and return what became of it."""
        self.start(folder, die_at=die_at)
        return self.wait()

    def start(self, folder: Path, *, die_at: int = 0) -> None:
        """Begin an ingest."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"folder": str(folder), "die_at": die_at}) + "\n")
        self._process.stdin.flush()

    def wait(self) -> dict[str, Any]:
        """Return what became of the ingest that was begun."""
        assert self._process.stdout
        outcome: dict[str, Any] = json.loads(self._process.stdout.readline())
        return outcome

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=30)


def _serve() -> None:
    # Imported here so that a test that only starts the process does not wait for them.
    from knowledge.index.lexical import gloss_terms  # noqa: PLC0415
    from tests.ingesting import gazetteer  # noqa: PLC0415

    gazetteer().find("广州 Guangzhou")
    gloss_terms("广州")
    for line in sys.stdin:
        request = json.loads(line)
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.close(read)
            _child(Path(request["folder"]), request["die_at"], write)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            told = pipe.read().decode()
        _, status = os.waitpid(child, 0)
        outcome = json.loads(told.splitlines()[-1]) if told else {"steps": 0, "error": ""}
        outcome["signal"] = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        sys.stdout.write(json.dumps(outcome) + "\n")
        sys.stdout.flush()


class _Here:
    """Reads files in this process: another one a file takes a second, and no kill is tried in it."""

    def call(self, function: Callable[..., object], *arguments: object, told: object) -> object:
        return function(told, *arguments)


def _child(folder: Path, die_at: int, pipe: int) -> None:
    from knowledge.index.vectors import Vectors  # noqa: PLC0415 - as above
    from tests.ingesting import Office  # noqa: PLC0415 - as above

    steps = 0
    data = str(folder / "data")

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def on_event(event: str, arguments: tuple[object, ...]) -> None:
        if event in _FILE_EVENTS and any(str(argument).startswith((data, f"file://{data}")) for argument in arguments):
            step()

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            step()
            result = function(*arguments, **named)
            step()
            return result

        return call

    sys.addaudithook(on_event)
    error = ""
    with (
        patch("ingest.corpus._APART", _Here()),
        patch("os.fsync", counted(os.fsync)),
        patch.object(Vectors, "add", counted(Vectors.add)),
        patch.object(Vectors, "delete", counted(Vectors.delete)),
    ):
        try:
            Office(folder).ingest()
        except Exception as failure:  # noqa: BLE001 - it is told to the test
            error = f"{type(failure).__name__}: {failure}"
    os.write(pipe, json.dumps({"steps": steps, "error": error}).encode() + b"\n")
    os._exit(0)


if __name__ == "__main__":
    _serve()
