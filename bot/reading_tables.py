"""Read a table that an admin sent: a record table as it is, any other table of ties by what the admin answers."""

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import PurePath

from knowledge.apart import Apart, Broken, Limits, TookTooMuch
from knowledge.errors import DocumentError
from knowledge.records import LoadedTable, RecordBook, load_workbook
from knowledge.records.ties import (
    DATE,
    Asked,
    Proposal,
    Remembered,
    beside_the_record,
    may_hold_ties,
    propose,
    propose_again,
    ties_from,
)
from knowledge.tables import Workbook, read_workbook, tables_of

_LIMITS = Limits(work_seconds=30, silent_seconds=120, megabytes=700)


@dataclasses.dataclass(frozen=True, slots=True)
class SentTable:
    """A table as read so far: ``proposal`` is set for a table of ties, ``table`` once nothing is to be asked."""

    table: LoadedTable | None
    proposal: Proposal | None = None

    @property
    def asked(self) -> Asked | None:
        """Return what to ask next."""
        if self.proposal is None or self.table is not None:
            return None
        return next(iter(to_ask(self.proposal)), None)


def read_sent(
    data: bytes, name: str, book: RecordBook, *, remembered: Remembered, home_city: str, answers: Mapping[str, str]
) -> SentTable:
    """Return what a sent file holds; DocumentError when it cannot be read, or holds neither records nor ties."""
    workbook = _workbook(data, name)
    table = load_workbook(workbook, name)
    if table is not None:
        return SentTable(table)
    tables, stem = tables_of(workbook), PurePath(name).stem
    proposal = None
    if may_hold_ties(tables, stem):
        proposal = propose_again(tables, stem, book.gazetteer, remembered, home_city=home_city)
        if proposal is not None and answers:
            known = dict(remembered.get(proposal.shape, {})) | dict(answers)
            proposal = propose(tables, stem, book.gazetteer, home_city=home_city, answers=known)
    if proposal is None:
        raise DocumentError(
            name, "no row of it is the header of a record table", "Start from `python -m ingest template`."
        )
    if to_ask(proposal):
        return SentTable(None, proposal)
    ties = ties_from(proposal, name, book.gazetteer, sheets=len(workbook.sheets))
    return SentTable(beside_the_record(ties, book), proposal)


def _workbook(data: bytes, name: str) -> Workbook:
    """Read the sheets in a process apart: what a hostile file takes there is lost to nobody else."""
    try:
        with Apart(_LIMITS) as apart:
            return apart.call(_sheets, data, name)
    except TookTooMuch as error:
        raise DocumentError(name, str(error), "Save it again, with only the rows that matter.") from error
    except Broken as error:
        reason = f"it is not a readable workbook ({error})"
        raise DocumentError(name, reason, "Open it in its own program and save it again.") from error


def _sheets(_: Callable[[], None], data: bytes, name: str) -> Workbook:
    return read_workbook(data, name)


def to_ask(proposal: Proposal) -> list[Asked]:
    """Return what to ask: what is open, and the date also where it is sure, for a wrong one would be served at once."""
    return [asked for asked in proposal.asked if not asked.is_sure or asked.name == DATE]
