"""Tell the title, the header, the rows and the notes of the tables on a sheet apart."""

import dataclasses
import re
import statistics
from collections.abc import Callable, Sequence

from knowledge.tables.notes import with_notes
from knowledge.tables.sheet import Row, Sheet, Workbook
from knowledge.tables.table import Table, TableRow
from knowledge.tables.units import with_units

_NOTE = re.compile(
    r"\s*[(（\[【*※]?\s*(?:附?注(?:释|\d{1,2})?|备注|備註|备考|备|说明|說明|附记|(?:数据|资料|資料|信息)?来源|來源|制表|填报"
    r"|notes?|remarks?|sources?|出典|※|\*)\s*(?:[:：\d.、]|$)|\s*[※*†‡]",
    re.IGNORECASE,
)
# A cell that is a value, not the name of a column: a number, a date, a share.
# Bounded: a long row of digits would be tried from each of them on.
_VALUE = re.compile(r"[\s.,:/%％+-]{0,40}\d[\d\s.,:/%％+-]{0,80}|.{0,6}\d{1,8}年(?:\d{1,4}月(?:\d{1,4}日)?)?")
_YEAR_NAME = re.compile(r"(?:19|20)\d\d年?")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_STATEMENT = re.compile(r"[:：]\s*\S")
_LONGEST_NAME = 40
_LONGEST_PART = 40
_MOST_TABLES = 60
_HEADER_ROWS = 30
_LEFT_OPEN = re.compile(
    r"[-–—/?？]*|待定|待[补補]|未知|不[详詳]|[暂暫]?[无無]|unknown|none|n/?a|tbd|tbc|pending", re.IGNORECASE
)
_LONGEST_DATE = 20
_FEW = 3
_MOST_THINGS = 60
_SAMPLED = 60


def tables_of(workbook: Workbook, *, is_header: Callable[[Sequence[str]], bool] | None = None) -> tuple[Table, ...]:
    """Return the tables of every sheet, in their order.

    ``is_header`` tells a header that is known for certain: it is one wherever it stands.
    """
    known = is_header or (lambda _: False)
    parts: list[Sheet] = []
    for sheet in workbook.sheets:
        # A header that is known is that of one table; values may well come again in its rows.
        parts += [sheet] if any(known(row.cells) for row in sheet.rows) else _beside_one_another(sheet)
    return tuple(table for part in parts for table in _tables(part, known))


def _beside_one_another(sheet: Sheet) -> list[Sheet]:
    """Return the parts of a sheet whose tables stand side by side: the names of the columns come again to the right."""
    named = [row.cells for row in sheet.rows[:_HEADER_ROWS] if _names_columns(row)][:2]
    # Of two rows with names the upper one is the header, but where it is a title over each table.
    header = max(named, key=lambda cells: sum(map(bool, cells)), default=())
    again = _again(header)
    if again is None:
        return [sheet]
    right = Sheet(sheet.name, _cut(sheet.rows, again, None))
    return [Sheet(sheet.name, _cut(sheet.rows, 0, again)), *_beside_one_another(right)]


def _again(names: Sequence[str]) -> int | None:
    """Return where all names begin again, or some of them behind an empty column; None where each stands once."""
    for place in range(2, len(names) - 1):
        left, right = [set(filter(None, side)) for side in (names[:place], names[place:])]
        if min(len(left), len(right)) < 2:  # noqa: PLR2004 - a table has two columns
            continue
        if tuple(names[:place]) == tuple(names[place : 2 * place]) or (not names[place - 1] and left & right):
            return place
    return None


def _cut(rows: Sequence[Row], first: int, after: int | None) -> tuple[Row, ...]:
    cut = []
    for row in rows:
        cells = row.cells[first:after]
        if any(map(str.strip, cells)):
            width = len(cells)
            joined = frozenset(place - first for place in row.joined if 0 < place - first < width)
            cut.append(Row(row.number, cells, joined))
    return tuple(cut)


def _tables(sheet: Sheet, is_header: Callable[[Sequence[str]], bool]) -> list[Table]:
    rows = list(sheet.rows)
    counts = [len(row.filled) for row in rows]
    found: list[Table] = []
    while rows:
        known = next((n for n, row in enumerate(rows[:_HEADER_ROWS]) if is_header(row.cells)), None)
        if known is None:
            start, above = _header_at(rows, _usual(counts))
        else:
            start, above = known, [(row.number, row.shown) for row in rows[:known]]
        header, after = _header(rows, start) if known is not None or not _is_data(rows, start) else ((), start)
        # What is divided still further is one table: each division looks through all that is below.
        is_divided = len(found) + 1 >= _MOST_TABLES
        end = len(rows) if is_divided else _end(rows, after, header, _usual(counts[after:]))
        usual = _usual(counts[after:end])
        number = rows[start].number if after > start else 0
        found.append(_table(sheet.name, above, header, number, rows[after:end], usual=usual))
        rows, counts = rows[end:], counts[end:]
    return found


def _is_line(row: Row, usual: float) -> bool:
    """Tell whether a row is one of the table's: it has at least half of the usual number of cells, and two."""
    filled = row.filled
    return len(filled) >= max(2, usual / 2) and len(set(filled)) > 1


def _usual(counts: Sequence[int]) -> float:
    """Return how many cells a row usually has, by those of each row."""
    several = [count for count in counts if count > 1]
    return statistics.median(several) if several else 1


def _header_at(rows: Sequence[Row], usual: float) -> tuple[int, list[tuple[int, str]]]:
    """Return the place of the header, and what stands above it."""
    lines = [n for n, row in enumerate(rows[:_HEADER_ROWS]) if _is_line(row, usual)]
    if not lines:
        start = 0 if usual <= 1 and len(rows) > 1 and not _reads_as_title(rows) else min(1, len(rows) - 1)
        return start, [(row.number, row.shown) for row in rows[:start]]
    # The first line may state who filled the table in and when; a header names columns.
    start = next((n for n in lines[:_FEW] if _names_columns(rows[n])), lines[0])
    return start, [(row.number, "  ".join(row.filled)) for row in rows[:start]]


def _reads_as_title(rows: Sequence[Row]) -> bool:
    return len(rows[0].filled[0]) > 2 * max(len(row.filled[0]) for row in rows[1:])


def _names_columns(row: Row) -> bool:
    return all(
        len(cell) <= _LONGEST_NAME
        and (_VALUE.fullmatch(cell) is None or _YEAR_NAME.fullmatch(cell) is not None)
        and _STATEMENT.search(cell) is None
        for cell in row.filled
    )


def _is_data(rows: Sequence[Row], start: int) -> bool:
    """Tell whether the row that should name the columns is one of the rows: a value or year where most have one too."""
    below = rows[start + 1 : start + 1 + _SAMPLED]
    columns = zip(*(row.cells for row in (rows[start], *below)), strict=False)
    patterns = [[_pattern(text) for cell in cells if (text := cell.strip())] for cells in columns if cells[0].strip()]
    return any(first and others.count(first) > len(others) / 2 for first, *others in patterns)


def _pattern(cell: str) -> re.Pattern[str] | None:
    return next((pattern for pattern in (_YEAR_NAME, _VALUE) if pattern.fullmatch(cell)), None)


def _header(rows: Sequence[Row], start: int) -> tuple[tuple[str, ...], int]:
    """Return the names of the columns, and where the rows below begin; a header may take two rows."""
    row = rows[start]
    names = [" ".join(cell.split()) for cell in row.cells]
    after = start + 1
    if row.joined and after + 1 < len(rows) and _names_columns(rows[after]):
        below = rows[after]
        groups = tuple(names)
        for place in range(len(names)):
            group = next((groups[n] for n in range(place, -1, -1) if n not in row.joined), "")
            own = " ".join(below.cells[place].split()) if place < len(below.cells) else ""
            names[place] = own if own == group or not group else f"{group} {own}".strip()
        after += 1
    return tuple(names), after


def _end(rows: Sequence[Row], after: int, header: tuple[str, ...], usual: float) -> int:
    """Return where another table begins: below a line or a gap stands a row that names columns otherwise."""
    for n in range(after + 1, len(rows)):
        row, before = rows[n], rows[n - 1]
        apart = row.number > before.number + 1 or not _is_line(before, usual)
        if not apart or not _is_line(row, usual) or not _names_columns(row) or n + 1 >= len(rows):
            continue
        values = any(_VALUE.fullmatch(cell) for below in rows[n + 1 : n + 1 + _FEW] for cell in below.filled)
        same = len(set(row.filled) & set(header)) >= len(row.filled) / 2
        if (values or same) and not _is_data(rows, n) and tuple(row.filled) != tuple(name for name in header if name):
            first = n
            while first - 1 > after and not _is_line(rows[first - 1], usual) and not _NOTE.match(rows[first - 1].shown):
                first -= 1
            return first
    return len(rows)


def _table(
    sheet: str,
    above: list[tuple[int, str]],
    header: tuple[str, ...],
    header_row: int,
    rows: Sequence[Row],
    *,
    usual: float,
) -> Table:
    lines = [n for n, row in enumerate(rows) if _is_line(row, usual) or usual <= 1]
    last = max(
        (n for n in lines if not _NOTE.match(rows[n].filled[0]) or (usual > 1 and _is_line(rows[n], usual))),
        default=-1,
    )
    found: list[TableRow] = []
    notes: list[tuple[int, str]] = []
    part = ""
    names = tuple(name for name in header if name)
    for n, row in enumerate(rows):
        filled = row.filled
        line = TableRow(row.number, row.cells, row.shown, part, row.joined)
        whole = 0 < len(row.cells) - 1 == len(row.joined)  # one cell over all columns
        alone = whole or (usual > 1 and len(set(filled)) == 1)
        if tuple(filled) == names:  # the header again, at the head of a page
            continue
        if _NOTE.match(filled[0]) and (alone or n > last):
            notes.append((row.number, "  ".join(filled)))
        elif (whole or (alone and usual > 2)) and not line.is_total:  # noqa: PLR2004 - of two cells one may be empty
            text = filled[0]
            if n > last or len(text) > _LONGEST_PART or text.endswith("。"):
                notes.append((row.number, text))
            elif row.cells[0].strip():
                part = text
            else:
                found.append(line)
        else:
            found.append(line)
    title = next((text for _, text in above), "")
    table = Table(sheet, title, header, header_row, tuple(found), tuple(above), tuple(notes))
    return with_notes(with_units(_upright(table) if _is_turned(table) else table, (text for _, text in above)))


def _is_turned(table: Table) -> bool:
    """Tell whether each column is one thing and each row what is told of all: dates in one, names in another."""
    rows = table.rows
    if len(table.header) < _FEW or len(rows) > _MOST_THINGS or any(map(_pattern, table.header)):
        return False
    if any(row.is_total or row.part or row.joined or len(row.cells) != len(table.header) for row in rows):
        return False
    told = [
        [_is_value(cell.strip()) for cell in row.cells[1:] if not _LEFT_OPEN.fullmatch(cell.strip())] for row in rows
    ]
    names = {row.cells[0].strip() for row in rows}
    if "" in names or len(names) < len(rows) or any(map(_pattern, names)):
        return False
    alike = all(len(set(row)) <= 1 for row in told)
    return alike and {row[0] for row in told if len(row) > 1} == {True, False}


def _is_value(cell: str) -> bool:
    return _pattern(cell) is not None or (len(cell) <= _LONGEST_DATE and _YEAR.search(cell) is not None)


def _upright(table: Table) -> Table:
    """Return a table with a row for each of its columns; all stand below the row of their names."""
    columns = zip(*(row.cells for row in table.rows), strict=True)
    names, *things = columns
    rows = (
        TableRow(table.header_row, cells := (name, *told), " | ".join(cell for cell in cells if cell.strip()))
        for name, told in zip(table.header[1:], things, strict=True)
    )
    return dataclasses.replace(table, header=(table.header[0], *names), rows=tuple(rows))
