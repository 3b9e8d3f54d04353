"""Do something with a file in a process apart, which may take so much time and memory, and no more.

A parser that never ends on one file, or takes all the memory over it, ends there: what began it goes on, and can name
the file. The process is begun anew after that, and else kept for the next file.
"""

import contextlib
import dataclasses
import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, Self, TypeVar

from knowledge.errors import CityExchangeError, DocumentError

T = TypeVar("T")

_END_SECONDS = 5.0


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """What a file may take: seconds of the processor and seconds in all between two words of progress, megabytes."""

    work_seconds: int
    silent_seconds: float
    megabytes: int


class TookTooMuch(CityExchangeError):
    """Seen by the knowledge keeper, as a DocumentError: a file took more time or memory than a file may."""


class Broken(CityExchangeError):
    """Seen by the knowledge keeper, as a DocumentError: what a reader did not foresee, in words."""


class Apart:
    """A process apart. Not for use by two threads at once; a fork of this process begins one of its own."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._owner = 0
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None

    def call(self, function: Callable[..., T], *arguments: object, told: Callable[..., None] = lambda *_: None) -> T:
        """Return what a function of a module returns for ``(told, *arguments)``; ``told`` is called here.

        Raises DocumentError as the function does, Broken for anything else that it raises, and TookTooMuch.
        """
        connection = self._begun()
        try:
            connection.send((function, arguments))
            while (answer := self._heard(connection))[0] == "told":
                told(*answer[1])
        except (EOFError, OSError):
            raise TookTooMuch(self._why_it_ended()) from None
        except BaseException:
            self.close()
            raise
        kind, value = answer
        match kind:
            case "done":
                done: T = value
                return done
            case "memory":
                self.close()  # what is left of its memory is in pieces
                raise TookTooMuch(self._memory)
            case _:
                raise value

    def close(self) -> None:
        """End the process, whatever it is at."""
        process, connection, self._process, self._connection = self._process, self._connection, None, None
        if connection is not None:
            connection.close()
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.join(_END_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _heard(self, connection: Connection) -> tuple[str, Any]:
        """Wait for the next word of the process."""
        if not connection.poll(self._limits.silent_seconds):
            raise TookTooMuch(f"it took more than {self._limits.silent_seconds:.0f} s")
        kind, value = connection.recv()
        return kind, value

    def _begun(self) -> Connection:
        if self._connection is not None and self._process is not None and self._owner == os.getpid():
            if self._process.is_alive():
                return self._connection
            self.close()
        # Forked, it would hold the locks of whatever threads are at work here.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._limits), daemon=True)
        process.start()
        theirs.close()
        self._owner, self._process, self._connection = os.getpid(), process, ours
        return ours

    def _why_it_ended(self) -> str:
        process = self._process
        if process is not None:
            process.join(_END_SECONDS)
        code = process.exitcode if process is not None else None
        self.close()
        if code == -signal.SIGXCPU:
            return f"it took more than {self._limits.work_seconds} s of work"
        if code in {-signal.SIGKILL, -signal.SIGABRT}:
            return self._memory
        return f"its reader broke down (exit code {code})"

    @property
    def _memory(self) -> str:
        return f"it took more than {self._limits.megabytes} MB of memory"


def _serve(connection: Connection, limits: Limits) -> None:
    """Do what is asked until nobody is there to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever began this one ends it
    _bound_memory(limits)

    def told(*values: object) -> None:
        _allow_time(limits)
        connection.send(("told", values))

    with contextlib.suppress(EOFError, OSError):
        while True:
            function, arguments = connection.recv()
            _allow_time(limits)
            connection.send(_outcome(function, told, arguments))


def _outcome(
    function: Callable[..., object], told: Callable[..., None], arguments: tuple[object, ...]
) -> tuple[str, Any]:
    try:
        return "done", function(told, *arguments)
    except MemoryError:
        return "memory", None
    except DocumentError as error:
        return "error", error
    except Exception as error:  # noqa: BLE001 - a parser raises what it likes, and not all of it can be sent
        return "error", Broken(f"{type(error).__name__}: {error}"[:200])


def _bound_memory(limits: Limits) -> None:
    for kind, value in ((resource.RLIMIT_DATA, limits.megabytes * 1024 * 1024), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _allow_time(limits: Limits) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(time.process_time()) + 1 + limits.work_seconds
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, hard))
