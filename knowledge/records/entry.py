"""Rows that staff keep themselves, and how they stand beside the rows of the tables: nothing is ever overwritten."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from knowledge.records.model import Agreement, AgreementStatus, Record, RecordKind
from knowledge.records.schema import kind_of

_Key = tuple[RecordKind, str]


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A row that somebody of the office added.

    ``replaces`` is the id of the row, in the same table, whose place it takes; empty for one that stands by itself.
    ``batch`` is shared by rows that were added, and are taken back, together. ``added_by`` is None once that person
    had themselves forgotten.
    """

    id: int
    batch: str
    record: Record
    replaces: str
    role: str
    added_by: int | None
    added_at: dt.datetime
    undone_at: dt.datetime | None = None


class Merged(NamedTuple):
    """Rows in effect, each with the row of the tables or the entry that it comes from."""

    rows: dict[Record, Record | Entry]
    replaced: frozenset[Record]


def merge(rows: Sequence[Record], entries: Iterable[Entry]) -> Merged:
    """Put entries, oldest first, beside the rows of the tables.

    An agreement whose place is taken stays as the conflicting claim of its source where it says something else; a row
    of another table makes way. An entry that has come into the tables since, by an export, stands there alone.
    ``replaced`` are the rows of the tables that are not in effect as they are.
    """
    current: dict[_Key, Record] = {(kind_of(row), row.id): row for row in rows}
    # Ids may be used twice where several files have the same table.
    origins: dict[Record, Record | Entry] = {row: row for row in rows}
    for entry in entries:
        record, kind = entry.record, kind_of(entry.record)
        earlier = current.get((kind, entry.replaces or record.id))
        if earlier == record or (earlier is not None and not entry.replaces):
            continue
        if earlier is not None:
            origin = origins.pop(earlier)
            if isinstance(earlier, Agreement) and isinstance(record, Agreement) and _says_otherwise(earlier, record):
                claim = dataclasses.replace(
                    earlier, id=f"{earlier.id}-before-{entry.id}", status=AgreementStatus.CONFLICTING_CLAIM
                )
                origins[claim] = origin
                current[kind, claim.id] = claim
        current[kind, entry.replaces or record.id] = record
        origins[record] = entry
    accepted = {_claim_of(row) for row, origin in origins.items() if isinstance(origin, Entry) and _is_served(row)}
    effective = {row: origin for row, origin in origins.items() if _is_served(row) or _claim_of(row) not in accepted}
    return Merged(effective, frozenset(row for row in rows if row not in effective))


def told_once(merged: Merged, files: Mapping[Record, str]) -> Merged:
    """Serve a tie that several files list once: as the one that knows its date best, those that say the same left out.

    What another file says otherwise stays as its claim. Rows of one file, named in ``files`` by row, are left as they
    are.
    """
    best: dict[tuple[object, ...], Agreement] = {}
    for row, origin in merged.rows.items():
        if isinstance(row, Agreement) and row.is_served:
            first = best.setdefault(_tie_of(row), row)
            if not isinstance(origin, Entry) and len(_day(row)) > len(_day(first)) and first in files:
                best[_tie_of(row)] = row
    rows: dict[Record, Record | Entry] = {}
    replaced = set(merged.replaced)
    for row, origin in merged.rows.items():
        main = best.get(_tie_of(row)) if isinstance(row, Agreement) and row.is_served else None
        if not isinstance(row, Agreement) or main is None or main == row or files.get(row) in {None, files.get(main)}:
            rows[row] = origin
            continue
        replaced.add(row)
        if not _day(main).startswith(_day(row)):
            claim = dataclasses.replace(row, id=f"{row.id}-claimed", status=AgreementStatus.CONFLICTING_CLAIM)
            rows[claim] = origin
    return Merged(rows, frozenset(replaced))


def _tie_of(row: Agreement) -> tuple[object, ...]:
    return row.home_en.casefold(), row.partner_en.casefold(), row.iso_country, row.kind


def _day(row: Agreement) -> str:
    return row.date.isoformat() if row.date else ""


def _is_served(row: Record) -> bool:
    return not isinstance(row, Agreement) or row.is_served


def _says_otherwise(earlier: Agreement, record: Agreement) -> bool:
    return (earlier.date, earlier.kind) != (record.date, record.kind)


def _claim_of(row: Record) -> tuple[object, ...]:
    """Return what an agreement says and from where: a claim that was accepted is not told beside itself."""
    if not isinstance(row, Agreement):
        return (row.id,)
    return row.home_en, row.partner_en, row.kind, row.date, row.source_title, row.quote
