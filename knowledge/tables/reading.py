"""Read the sheets of a file by what it is, whatever its name ends in; what cannot be read says why, with the remedy."""

import collections
import csv
import dataclasses
import io
import itertools
import re
import zipfile
from collections.abc import Iterator

from knowledge.archives import check_archive
from knowledge.encoding import decode
from knowledge.errors import DocumentError
from knowledge.tables.sheet import MAX_COLUMNS, MAX_ROWS, Bounds, Row, Sheet, TooLarge, Workbook
from knowledge.text.invisible import visible

MAX_BYTES = 50 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_SNIFFED = 4096
_PAGE = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|meta|table|style)\b", re.IGNORECASE)
_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"


def read_workbook(data: bytes, name: str) -> Workbook:
    """Return the sheets of a file's bytes; ``name`` is what it is called in a DocumentError."""
    if len(data) > MAX_BYTES:
        raise DocumentError(
            name, f"the file has {len(data) / 1e6:.0f} MB, more than is read", "Split it into smaller files."
        )
    try:
        return _seen(_read(data, name))
    except (DocumentError, MemoryError):
        raise
    except TooLarge as error:
        raise DocumentError(
            name, f"the table has {error}", "Split it into smaller files, or keep only the rows that matter."
        ) from error
    except Malformed as error:
        raise DocumentError(name, str(error), "Export it again from the spreadsheet.") from error
    except Exception as error:  # parsers raise many kinds of error on damaged files
        detail = " ".join(str(error).split())[:120]
        raise DocumentError(
            name,
            f"it is not a readable workbook ({type(error).__name__}: {detail})",
            "Open it in the program that made it and save it again as .xlsx.",
        ) from error


def _seen(workbook: Workbook) -> Workbook:
    """Return a workbook as it is seen."""
    sheets = []
    for sheet in workbook.sheets:
        rows = map(_row_seen, sheet.rows)
        sheets.append(Sheet(visible(sheet.name), tuple(row for row in rows if any(row.cells))))
    return Workbook(tuple(sheet for sheet in sheets if sheet.rows), workbook.left_out)


def _row_seen(row: Row) -> Row:
    cells = tuple(map(visible, row.cells))
    return row if cells == row.cells else dataclasses.replace(row, cells=cells, text=visible(row.text))


def _read(data: bytes, name: str) -> Workbook:
    # The libraries behind the formats are slow to load.
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise DocumentError(
                name, "the file is protected by a password", "Open it, remove the password and save it again."
            )
        from knowledge.tables.xls import read_xls  # noqa: PLC0415 - see above

        return read_xls(data)
    if data.startswith(b"PK"):
        check_archive(io.BytesIO(data), name)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = set(archive.namelist())
        if "xl/workbook.bin" in parts:
            raise DocumentError(name, "it is a binary workbook (.xlsb)", "Open it in Excel and save it as .xlsx.")
        if "content.xml" in parts:
            from knowledge.tables.ods import read_ods  # noqa: PLC0415 - see above

            return read_ods(data)
        from knowledge.tables.xlsx import read_xlsx  # noqa: PLC0415 - see above

        return read_xlsx(data)
    if b"\x00" in data and not data.startswith(_WIDE):
        raise DocumentError(name, "the file is not text but binary data", "Save it as .xlsx or as CSV UTF-8.")
    if _PAGE.search(data[:_SNIFFED]):
        from knowledge.tables.html import read_html  # noqa: PLC0415 - see above

        return read_html(data, name)
    if _SPREADSHEET in data[:_SNIFFED]:
        raise DocumentError(name, "it is an XML spreadsheet of 2003", "Open it in its program and save it as .xlsx.")
    return read_delimited(decode(data, name))


_DELIMITERS = ",;\t|"
_SAMPLED = 200
_STATED = "sep="


class Malformed(ValueError):
    """Seen by the knowledge keeper, as a DocumentError: quotation marks do not close; says in which row."""


def read_delimited(text: str) -> Workbook:
    r"""Return the rows of a text, line ends as ``\n``; Malformed, or TooLarge.

    A row is numbered as a spreadsheet numbers it: empty ones count, and one whose cells span lines is one.
    """
    stated = text[: len(_STATED) + 1] if text.startswith(_STATED) else ""
    delimiter = stated[-1:] or delimiter_of(text)
    bounds = Bounds()
    rows: list[Row] = []
    for number, cells, raw in _lines(text, delimiter):
        if stated and number == 1:
            continue
        bounds.row()
        for cell in cells:
            bounds.cell(cell)
        rows.append(Row(number, tuple(cells[:MAX_COLUMNS]), text=raw))
    return Workbook((Sheet("", tuple(rows)),) if rows else ())


def delimiter_of(text: str) -> str:
    """Return what stands between the cells: that by which most rows have the same number of them.

    A line above or below the table, which may hold commas of its own, does not decide.
    """

    def fit(delimiter: str) -> tuple[int, int]:
        sample = itertools.islice(csv.reader(text[: 100 * _SAMPLED].splitlines(), delimiter=delimiter), _SAMPLED)
        counts = collections.Counter(len(cells) for cells in sample if any(cells))
        del counts[1]
        width, rows = max(counts.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return rows, width

    return max(_DELIMITERS, key=fit)


def _lines(text: str, delimiter: str) -> list[tuple[int, list[str], str]]:
    def filled(*, strict: bool) -> list[tuple[int, list[str], str]]:
        lines = (line for line in _numbered(text, delimiter, strict=strict) if any(map(str.strip, line[1])))
        return list(itertools.islice(lines, MAX_ROWS + 2))  # more is refused, and need not be held

    try:
        return filled(strict=True)
    except csv.Error as failure:
        if "end of data" in str(failure):  # a quotation mark that never closes takes all that follows into its cell
            raise Malformed(f"it is not well-formed CSV ({failure})") from failure
    try:
        return filled(strict=False)
    except csv.Error as failure:
        raise Malformed(f"it is not well-formed CSV ({failure})") from failure


def _numbered(text: str, delimiter: str, *, strict: bool) -> Iterator[tuple[int, list[str], str]]:
    raw: list[str] = []

    def lines() -> Iterator[str]:
        for line in text.split("\n"):
            raw.append(line)
            yield line + "\n"

    for number, cells in enumerate(csv.reader(lines(), delimiter=delimiter, strict=strict), start=1):
        row, raw[:] = "\n".join(raw).strip(), []
        yield number, cells, row
