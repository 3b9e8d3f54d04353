"""What staff keep, at the command line: in answers, and written into files with the tables."""

import asyncio
import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from bot.people import Role
from bot.standalone import kept_entries, open_desk_with_entries, write_tables
from bot.storage import Draft, Storage, database_url
from knowledge.calendar import PartialDate
from knowledge.errors import DocumentError
from knowledge.evidence import Audience
from knowledge.records import Event, EventKind, RecordKind, load_table
from tests.hashing import HashingEmbedder
from tests.ingesting import AGREEMENT, Office

CALL = Event(
    id="contact-call",
    title_zh="通话",
    title_en="A call",
    kind=EventKind.CONTACT,
    date=PartialDate(2026, 11, 20),
    home_zh="广州",
    home_en="Guangzhou",
    partners=("里昂",),
    summary_zh="2026年11月20日与里昂通话。",
    summary_en="A call with Lyon on 20 November 2026.",
    source_title="Note",
    quote="call",
    audience=Audience.STAFF,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    office.table("agreements.csv", AGREEMENT)
    office.ingest()
    with patch("bot.container.load_embedder", lambda _: HashingEmbedder()):
        yield office


def keep(office: Office, *records: Event) -> None:
    async def kept() -> None:
        storage = await Storage.open(database_url(office.settings), now=lambda: dt.datetime.now(dt.UTC))
        await storage.entries.keep("batch", [Draft(record) for record in records], 2001, Role.STAFF)
        await storage.close()

    asyncio.run(kept())


def test_without_a_database_nothing_is_kept_and_none_is_made(office: Office) -> None:
    assert kept_entries(office.settings) == []
    assert not list(office.settings.data_dir.glob("*.sqlite"))


def test_a_desk_by_itself_knows_what_staff_keep_and_the_publics_does_not(office: Office) -> None:
    keep(office, CALL)
    for audience, known in ((Audience.STAFF, (CALL,)), (Audience.PUBLIC, ())):
        with open_desk_with_entries(office.settings, audience) as desk:
            assert desk.directory.book.events == known
            assert desk.passage("no such passage") is None


def test_the_tables_are_written_with_what_staff_keep_and_nothing_is_overwritten(office: Office, tmp_path: Path) -> None:
    keep(office, CALL)
    paths = write_tables(office.settings, tmp_path / "out")
    tables = [load_table(path) for path in paths]
    assert [table.kind for table in tables] == list(RecordKind)
    assert [len(table.rows) for table in tables] == [1, 0, 1, 0, 0, 0]
    assert tables[2].rows == (CALL,)
    with pytest.raises(DocumentError, match="exists already"):
        write_tables(office.settings, tmp_path / "out")


def test_what_was_written_and_read_in_again_is_there_once(office: Office) -> None:
    keep(office, CALL)
    (path,) = (path for path in write_tables(office.settings, office.corpus / "kept") if path.name == "events.csv")
    for other in path.parent.iterdir():
        if other != path:
            other.unlink()
    office.ingest()
    with open_desk_with_entries(office.settings, Audience.STAFF) as desk:
        assert desk.directory.book.events == (CALL,)
        assert desk.directory.kept_passage("entry-1-en") is None


def test_who_asks_in_the_terminal_does_not_wait_for_telegram_to_be_imported() -> None:
    code = "import sys, bot.standalone, bot.answer_text; print({'telegram', 'prometheus_client'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"
