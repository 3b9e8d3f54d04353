"""SQLite locked by another program for 30 s, and its disk full: everything asked meanwhile is answered, once and soon.

Run by `make test-faults`. A small disk is one that root may mount.
"""

import collections
import contextlib
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import bot.pace
from knowledge.settings import Settings
from tests.bot.test_serve import Calm, assistant, echoes, made, office, running, server, until
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

__all__ = ["assistant", "made", "office", "server"]  # fixtures

PEOPLE, QUESTIONS = 12, 5
LOCKED_SECONDS = 30.0
GOAL_SECONDS = 30.0


@pytest.fixture
def people(server: TelegramServer, assistant: Calm, monkeypatch: pytest.MonkeyPatch) -> list[User]:
    assert assistant is not None
    monkeypatch.setattr(bot.pace, "_BURST_IN_CHAT", 1000.0)
    return [server.user(number) for number in range(5001, 5001 + PEOPLE)]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of six megabytes, most of which the log of the database's changes may take."""
    mount = tmp_path / "disk"
    mount.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(mount)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount a file system, and not everywhere")
    try:
        yield mount
    finally:
        subprocess.run(["umount", "-l", str(mount)], check=True)  # noqa: S607 - of the system


def ask(people: list[User], first: int, last: int) -> None:
    for number in range(first, last):
        for person in people:
            person.says(f"question {number}")


def all_answered(
    server: TelegramServer, people: list[User], since: float, what: str, out: Callable[[str], object]
) -> None:
    """Wait until everything is answered, and insist that it is so once, and within the goal."""
    wanted = {f"You asked: question {number}" for number in range(QUESTIONS)}
    server.wait(lambda: all(set(echoes(person.chat.answers)) == wanted for person in people), 120, what="all answers")
    seconds = time.monotonic() - since
    out(f"{what}: all answered {seconds:.1f} s after the end of it\n")
    server.settle(2)
    for person in people:
        assert collections.Counter(echoes(person.chat.answers)) == dict.fromkeys(wanted, 1), person.id
    assert seconds <= GOAL_SECONDS


def test_after_a_lock_of_half_a_minute_everything_asked_is_answered_once_and_soon(
    server: TelegramServer,
    made: Callable[..., Settings],
    people: list[User],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with running(made(), server):
        ask(people, 0, 1)
        until(lambda: sum(len(echoes(person.chat.answers)) for person in people) >= PEOPLE / 2)
        with contextlib.closing(sqlite3.connect(tmp_path / "bot.sqlite", timeout=60, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            ask(people, 1, QUESTIONS)
            threading.Event().wait(LOCKED_SECONDS)
            other.execute("ROLLBACK")
            since = time.monotonic()
        with capsys.disabled():
            all_answered(server, people, since, "a lock of 30 s", sys.stdout.write)


def test_after_a_full_disk_everything_asked_is_answered_once_and_soon(
    server: TelegramServer,
    made: Callable[..., Settings],
    people: list[User],
    small_disk: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with running(made(data_dir=str(small_disk)), server):
        ask(people, 0, 1)
        until(lambda: sum(len(echoes(person.chat.answers)) for person in people) >= PEOPLE / 2)
        filler = small_disk / "filler"
        with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))
        ask(people, 1, QUESTIONS)
        threading.Event().wait(LOCKED_SECONDS / 2)
        filler.unlink()
        since = time.monotonic()
        with capsys.disabled():
            all_answered(server, people, since, "a full disk", sys.stdout.write)
