"""Write a list as a workbook or as comma-separated values."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from knowledge.calendar import PartialDate, format_date
from knowledge.evidence import Answer
from knowledge.exports.listing import SOURCES, Cell, ListColumn, Listing, columns_of, day_of, gathered
from knowledge.text.bilingual import Bilingual
from knowledge.text.language import Script

_DAY = "yyyy-mm-dd"
# A workbook looks styles up by value; made once, they are not made again for each of a hundred thousand cells.
_TOP = Alignment(vertical="top")
_WRAPPED_TOP = Alignment(vertical="top", wrap_text=True)
_LEFT_TOP = Alignment(horizontal="left", vertical="top")
_LINK = Font(color="0563C1", underline="single")
_BOLD = Font(bold=True)
_SHADE = PatternFill("solid", fgColor="DDE6EA")
_FIRST_OF_SPREADSHEETS = 1900  # the earliest year that a spreadsheet's dates know
# What a spreadsheet would take for a formula when it opens a CSV file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FORBIDDEN_IN_TITLES = str.maketrans(dict.fromkeys(r"[]:*?/\\", " "))
_LONGEST_TITLE = 31


def workbook(listing: Listing) -> bytes:
    """Write a list as .xlsx: typed cells, a header that stays, a filter, and a sheet of the sources.

    A date known to the day is a date; one known to the month or year is text, so that no spreadsheet completes it.
    """
    book = Workbook(write_only=True)
    book.properties.title = listing.title
    book.properties.creator = "City Exchange Bot"
    _sheet(book, listing.title, listing.columns, listing.rows)
    notes = [listing.subtitle, *listing.notes]
    _sheet(book, listing.words("sources"), columns_of(SOURCES, listing.words), listing.sources, notes)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def comma_separated(listing: Listing) -> bytes:
    """Write a list as .csv in UTF-8 with a mark that spreadsheets know it by; dates as YYYY-MM-DD, YYYY-MM or YYYY.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([column.heading for column in listing.columns])
    for row in listing.rows:
        writer.writerow([_plain(cell) for cell in row])
    return written.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    return cell if isinstance(cell, int) else cell.isoformat()


def _sheet(
    book: Workbook,
    title: str,
    columns: Sequence[ListColumn],
    rows: Iterable[Sequence[Cell]],
    notes: Sequence[str] = (),
) -> None:
    sheet: WriteOnlyWorksheet = book.create_sheet(title.translate(_FORBIDDEN_IN_TITLES)[:_LONGEST_TITLE])
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, column.heading) for column in columns])
    count = 1
    for row in rows:
        sheet.append([_cell(sheet, cell, column) for cell, column in zip(row, columns, strict=True)])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
    for note in ("", *notes) if notes else ():
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", note)])


def _heading(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = _BOLD
    cell.fill = _SHADE
    cell.alignment = _WRAPPED_TOP
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Cell, column: ListColumn) -> "WriteOnlyCell | None":
    if value is None or value == "":
        return None
    if isinstance(value, PartialDate):
        day = day_of(value)
        if day is not None and day.year >= _FIRST_OF_SPREADSHEETS:
            cell = WriteOnlyCell(sheet, dt.datetime(day.year, day.month, day.day))  # noqa: DTZ001 - a day has no zone
            cell.number_format = _DAY
        else:
            cell = _text(sheet, value.isoformat())
        cell.alignment = _LEFT_TOP
        return cell
    if isinstance(value, int):
        return WriteOnlyCell(sheet, value)
    cell = _text(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    if column.is_link and value.startswith(("http://", "https://")):
        cell.hyperlink = value
        cell.font = _LINK
    else:
        cell.alignment = _WRAPPED_TOP if column.width >= _WRAPPED else _TOP
    return cell


_WRAPPED = 30


def _text(sheet: WriteOnlyWorksheet, value: str) -> WriteOnlyCell:
    """Return a cell of text, also where it looks like a formula."""
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


_COLUMNS = (("statement", 60), ("source", 40), ("locator", 24), ("published", 14), ("url", 24), ("quote", 60))


def answer_listing(question: str, answer: Answer, script: Script, asked_on: PartialDate) -> Listing:
    """Return what an answer says, or has that is nearest, in the answer's language; a Chinese one in a script."""
    words = Bilingual("exports", answer.language, script)
    cited = [(said, cited) for said in (*answer.statements, *answer.nearest) for cited in said.citations]
    return Listing(
        title=words("answer"),
        subtitle=words("of_agreements", n=len(cited), day=format_date(asked_on, answer.language)),
        columns=columns_of(_COLUMNS, words),
        rows=tuple(
            (said.text, one.source.title, one.locator, one.source.published, one.source.url, one.quote)
            for said, one in cited
        ),
        notes=tuple(note for note in (words("asked", question=question), answer.lead, *answer.notes) if note),
        sources=gathered(one.source for _, one in cited),
        words=words,
    )
