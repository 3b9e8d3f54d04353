"""What staff keep outlasts a kill in the middle of it and a new ingest, with the real bot."""

import contextlib
import io
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.e2e.bot_process import BotProcess
from tests.e2e.corpus import ingest
from tests.e2e.test_keeping import COLLEAGUE, WORDS, bot, person_in, pressed, said
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

SECONDS_TO_REOPEN = 60

__all__ = ["bot"]  # a fixture


def test_what_is_kept_outlasts_a_kill_in_the_middle_and_a_new_ingest(
    server: TelegramServer, bot: BotProcess, corpus: Path, data: Path, make_person: Callable[..., User]
) -> None:
    # Another one than before: one person may do only so much in a minute.
    words, staff, person = WORDS["en"], person_in(server, COLLEAGUE, "en"), make_person()
    said(staff, "/log")
    pressed(staff, said(staff, "Lyon asked for a second heron."), words["contact"])
    said(staff, "Lyon")
    server.settle()
    bot.kill()
    staff.says("2025-04")
    bot.start()
    pressed(staff, staff.chat.wait_for()[0], words["one"])
    kept = pressed(staff, said(staff, "Note of the call"), words["keep"])
    with new_paper(corpus):
        ingest(corpus, data)
        deadline = time.monotonic() + SECONDS_TO_REOPEN
        while "The ferry" not in said(person, "/sources").text:
            assert time.monotonic() < deadline, "the bot does not take up the new index"
            time.sleep(3)  # one person may ask 20 times a minute
        assert "second heron" in said(staff, "What contact was there with Lyon in April 2025?").text
    listed = said(staff, "/entries")
    staff.presses(listed, "All tables as CSV")
    (sent,) = staff.chat.wait_for(after=listed)
    assert sent.media is not None
    with zipfile.ZipFile(io.BytesIO(sent.media.content)) as archive:
        assert "second heron" in archive.read("events.csv").decode("utf-8-sig")
    pressed(staff, kept, words["undo"])


@contextlib.contextmanager
def new_paper(corpus: Path) -> Iterator[None]:
    """Put a paper into the corpus, which is everybody's, and take it out again."""
    paper = corpus / "ferry.md"
    text = "The paper on the ferry to Lyon was made up in a test.\n"
    paper.write_text(f"---\ntitle: The ferry\ndate: 2026-01-05\n---\n{text}", encoding="utf-8")
    try:
        yield
    finally:
        paper.unlink()
