"""What a table says that the records do not: rows it adds, rows it changes, and rows that it leaves out."""

import dataclasses
from collections.abc import Iterable

from knowledge.evidence import Audience
from knowledge.records.load import LoadedTable
from knowledge.records.model import Record


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """A row as it is on record and as the table has it; ``columns`` are those in which they differ."""

    earlier: Record
    row: Record
    columns: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Differences:
    """What a table would change; ``missing`` are the rows on record that it does not have, and which stay."""

    added: tuple[Record, ...]
    changed: tuple[Change, ...]
    missing: tuple[Record, ...]
    same: int

    @property
    def rows(self) -> tuple[Record, ...]:
        """Return the rows that are new or different."""
        return (*self.added, *(change.row for change in self.changed))


def differences(table: LoadedTable, records: Iterable[Record]) -> Differences:
    """Compare a table with the rows of its kind on record, by id.

    A column that the table does not have says nothing: a row on record keeps what it has there. Without the column
    ``audience`` new rows are for staff.
    """
    known = {record.id: record for record in records}
    added: list[Record] = []
    changed: list[Change] = []
    for row in table.rows:
        earlier = known.pop(row.id, None)
        if earlier is None:
            hidden = "audience" not in table.columns
            added.append(dataclasses.replace(row, audience=Audience.STAFF) if hidden else row)
            continue
        columns = tuple(name for name in table.columns if getattr(row, name) != getattr(earlier, name))
        if columns:
            told = {name: getattr(row, name) for name in columns}
            changed.append(Change(earlier, dataclasses.replace(earlier, **told), columns))
    same = len(table.rows) - len(added) - len(changed)
    return Differences(tuple(added), tuple(changed), tuple(known.values()), same)
