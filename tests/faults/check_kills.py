"""Killed (-9) while it ingests, reads a table in, and reminds: nothing is lost, and nothing is there twice.

Run by `make test-faults`, with the real processes.
"""

import collections
import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from knowledge.evidence import Audience
from knowledge.index import current_generation
from knowledge.settings import Settings
from tests.e2e.bot_process import ADMIN, ROOT, BotProcess
from tests.e2e.conftest import admin, corpus, data, index, server
from tests.e2e.corpus import copy_index, ingest
from tests.e2e.test_importing import workbook
from tests.e2e.test_reminders import SECONDS_TO_REMIND, due, set_reminder
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

__all__ = ["admin", "corpus", "data", "index", "server"]  # fixtures

ROWS = 3
STAFF = range(2001, 2007)
# Seconds after which the ingest is killed; what it does by then depends on the machine, and any of it may be.
KILLS = (0.5, 1.5, 3.0, 4.5, 6.0, 8.0)


def passages(folder: Path) -> list[str]:
    """Return the texts that an index serves."""
    from knowledge.embedding import load_embedder  # noqa: PLC0415 - it is slow to load
    from knowledge.index import open_index  # noqa: PLC0415

    settings = Settings(data_dir=folder)
    with open_index(settings, load_embedder(settings), Audience.STAFF) as opened:
        return sorted(passage.text for passage in opened.passages())


def test_an_ingest_that_is_killed_again_and_again_leaves_the_last_good_index_and_ends_like_any_other(
    index: Path, tmp_path: Path
) -> None:
    papers, there = tmp_path / "corpus", Path(shutil.copytree(index, tmp_path / "data"))
    papers.mkdir()
    for number in range(40):
        text = "\n\n".join(f"The lantern fair {number}.{line} was held in 20{line:02d}." for line in range(20))
        (papers / f"paper{number}.txt").write_text(text, encoding="utf-8")
    before, generation = passages(there), current_generation(Settings(data_dir=there))
    environment = os.environ | {"CORPUS_DIRS": str(papers), "DATA_DIR": str(there), "OMP_NUM_THREADS": "1"}
    for seconds in KILLS:
        process = subprocess.Popen(
            [sys.executable, "-m", "ingest"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
        process.wait()
        if current_generation(Settings(data_dir=there)) == generation:
            assert passages(there) == before
    ingest(papers, there)
    ingest(papers, tmp_path / "fresh")
    assert passages(there) == passages(tmp_path / "fresh")


def entries(folder: Path) -> int:
    with contextlib.closing(sqlite3.connect(folder / "bot.sqlite", timeout=30)) as database:
        (count,) = database.execute("SELECT count(*) FROM entries WHERE undone_at IS NULL").fetchone()
    return int(count)


def pressed(person: User, message: Message, button: str) -> Message:
    before = message.edits
    person.presses(message, button)
    return person.chat.wait_for_edit(message, after=before)


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.3])
def test_a_table_is_read_in_once_though_the_bot_is_killed_while_it_reads_it_in(
    server: TelegramServer, index: Path, tmp_path: Path, seconds: float
) -> None:
    there = copy_index(index, tmp_path / "data")
    sender = server.user(ADMIN, language_code="zh-hans")
    process = BotProcess(server, there)
    process.start()
    try:
        sent = sender.sends("document", content=workbook(), name="结好台账.xlsx")
        (kind,) = sender.chat.wait_for(after=sent)
        shown = pressed(sender, pressed(sender, kind, "国际友好城市"), "是")
        assert "新增3行" in shown.text
        edits = shown.edits
        sender.press(shown, "导入")
        threading.Event().wait(seconds)
        process.kill()
        process.start()
        sender.chat.wait_for_edit(shown, after=edits, timeout=120)
        server.settle(2)
        assert shown.text.startswith("已导入")
        assert entries(there) == ROWS
    finally:
        process.kill()


def test_each_reminder_comes_once_though_the_bot_is_killed_while_it_sends_them(
    server: TelegramServer, index: Path, tmp_path: Path
) -> None:
    there = copy_index(index, tmp_path / "data")
    people = [server.user(number, language_code="en") for number in STAFF]
    process = BotProcess(server, there, STAFF_USER_IDS=",".join(map(str, STAFF)))
    process.start()
    try:
        reminders = [set_reminder(person) for person in people]
        server.settle()
        before = {person.id: len(person.chat.answers) for person in people}
        for reminder in reminders:
            due(there, reminder, days_ago=0)

        def reminded() -> collections.Counter[int]:
            return collections.Counter(
                {
                    person.id: sum("Fukuoka" in said.text for said in person.chat.answers[before[person.id] :])
                    for person in people
                }
            )

        server.wait(lambda: sum(reminded().values()) >= 1, SECONDS_TO_REMIND, what="the first reminder")
        process.kill()
        process.start()
        server.wait(lambda: all(reminded()[person.id] for person in people), SECONDS_TO_REMIND, what="all reminders")
        server.settle(3)
        repeated = sum(reminded().values()) - len(people)
        assert repeated <= process.stderr.count("may have been sent; it is sent once more")
        assert max(reminded().values()) <= 2
    finally:
        process.kill()
