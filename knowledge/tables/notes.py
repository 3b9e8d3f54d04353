"""Give the rows that a mark points out what the notes of their table say of it: 图尔库* and “* 已于2020年终止”."""

import dataclasses
import re
import unicodedata
from collections.abc import Sequence

from knowledge.tables.table import Table, TableRow

MARK = r"(?:[*＊※†‡§△▲☆★]{1,3}|[①-⑳¹²³]|[\[【](?:注|註)?\d{1,2}[\]】]|[(（]?[注註]\s?\d{1,2}[)）]?)"
_BEHIND, _BEFORE = re.compile(rf"(?<=\S)\s*(?P<mark>{MARK})$"), re.compile(r"(?P<mark>[*＊※†‡]{1,3})(?=\s*\w)")
_LABEL = r"(?:附?注释?|備註|备注|说明|說明|notes?|remarks?|legend)\s*[:：.]\s*"
_NOTE = re.compile(
    rf"[\s\\]*(?:{_LABEL})?(?:(?:cities|towns|partners|ties|those)\s)?凡?(?:带|帶|标|標|有|注|加|marked|with|an?|asterisk|\s)*[“\"'(（]?(?P<mark>{MARK}|\d{{1,2}}(?=\s*[.:：、]))"
    r"[”\"')）]?(?:号|號|标记|符号)?(?:者|的)?(?:城市|友城)?(?:为|為|系|表示|是)?"
    r"\s*(?:[:：=.、–—-]|denotes?|indicates?|means|are|is)?\s*(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_PARTS = re.compile(r"\n|[;；]\s*(?=[*＊※†‡])")
_HAN = re.compile("[\u3400-\u9fff]")
_REMARKS = re.compile(r"备注|備註|备考|備考|说明|說明|remarks?|notes?", re.IGNORECASE)
_LONGEST = 200


def read_note(line: str) -> dict[str, str]:
    """Return what a line says of each mark; nothing where it is no note of one."""
    found = (_NOTE.fullmatch(part.strip()) for part in _PARTS.split(line) if len(part) <= _LONGEST)
    return {_called(match["mark"]): match["text"].rstrip("。. ") for match in found if match}


def with_notes(table: Table) -> Table:
    """Return a table whose marked rows have what its notes say of their marks as a remark; itself where none does."""
    said: dict[str, str] = {}
    for _, line in table.notes:
        said |= read_note(line)
    if not said:
        return table
    notes = [_of(row, said) for row in table.rows]
    if not any(notes):
        return table
    place = next((n for n, name in enumerate(table.header) if _REMARKS.fullmatch(name.strip())), len(table.header))
    own = "备注" if _HAN.search("".join(notes)) else "Remarks"
    header = table.header if place < len(table.header) else (*table.header, own)
    rows = (_noted(row, note, place) if note else row for row, note in zip(table.rows, notes, strict=True))
    return dataclasses.replace(table, header=header, rows=tuple(rows))


def _of(row: TableRow, said: dict[str, str]) -> str:
    marks = (mark for cell in row.cells for mark in _marks(cell.strip()))
    found = dict.fromkeys(said[mark] for mark in marks if mark in said)
    return "; ".join(note for note in found if note not in row.text)


def _marks(cell: str) -> Sequence[str]:
    return [_called(match["mark"]) for form in (_BEHIND.search, _BEFORE.match) if (match := form(cell))]


def _noted(row: TableRow, note: str, place: int) -> TableRow:
    cells = [*row.cells, *[""] * (place + 1 - len(row.cells))]
    cells[place] = f"{cells[place]}; {note}" if cells[place].strip() else note
    shown = f"{row.text}（{note}）" if _HAN.search(note) else f"{row.text} ({note})"
    return dataclasses.replace(row, cells=tuple(cells), text=shown)


def _called(mark: str) -> str:
    """Return a mark however it is written: the figure of [1], 注1 and ①."""
    return re.sub(r"[\[\]【】()（）注註\s]", "", unicodedata.normalize("NFKC", mark))
