"""Set a table of ties beside the record: the same tie has one id, and what the table leaves open stays."""

import dataclasses

from knowledge.records.book import RecordBook
from knowledge.records.load import LoadedTable
from knowledge.records.model import Agreement

# What a table of ties says of a tie that is on record already, and from where.
_TOLD = ("date", "source_title", "source_url", "source_date", "quote")


def beside_the_record(ties: LoadedTable, book: RecordBook) -> LoadedTable:
    """Return the table with the ids that its ties have on record.

    A tie of the same two cities and kind whose date is the same, or empty in the table, is the row on record itself.
    """
    rows = [row for row in ties.rows if isinstance(row, Agreement)]
    read = RecordBook.from_records(rows, book.gazetteer)
    known = {(book.home_id(row), book.partner_id(row), row.kind): row for row in book.served}
    taken = {row.id for row in book.agreements}
    found: list[Agreement] = []
    for row in rows:
        earlier = known.get((read.home_id(row), read.partner_id(row), row.kind))
        if earlier is None:
            found.append(dataclasses.replace(row, id=_free(row.id, taken)))
        elif row.date in {None, earlier.date}:
            found.append(earlier)
        else:
            found.append(dataclasses.replace(earlier, **{name: getattr(row, name) for name in _TOLD}))
        taken.add(found[-1].id)
    return dataclasses.replace(ties, rows=tuple(found), columns=_TOLD)


def _free(wanted: str, taken: set[str]) -> str:
    found, count = wanted, 1
    while found in taken:
        count += 1
        found = f"{wanted}-{count}"
    return found
