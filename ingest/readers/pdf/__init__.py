"""Read a PDF: columns one after the other, tables by rows, paragraphs over the ends of pages, no running heads."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw

from ingest.readers.files import MAX_CHARACTERS, check_characters, read_bytes, require
from ingest.readers.layout.flow import Line, blocks_of_lines, lines_of
from ingest.readers.metadata import describe, usable_title
from ingest.readers.pdf.glyphs import Sheet, sheet_of
from ingest.readers.pdf.ruled import tables_of, with_ruled_tables
from ingest.readers.pdf.running import without_running_heads
from knowledge.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ingest.document import Document
    from knowledge.evidence import Audience

MAX_PAGES = 2_000
_MIN_LETTERS_PER_PAGE = 10
_MAX_UNREADABLE_SHARE = 0.2
_TAIL_BYTES = 2048


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a .pdf file.

    When a program made the file says nothing of when its text was published, so its properties give no date.
    """
    data = read_bytes(path, relative)
    require(data, "pdf", relative)
    if b"%%EOF" not in data[-_TAIL_BYTES:]:
        raise DocumentError(relative, "the PDF breaks off before its end", "Download or copy the file again.")
    paper = _open(data, relative)
    try:
        sheets = _sheets(paper, relative)
        title = usable_title(paper.get_metadata_value("Title"))
    finally:
        paper.close()
    pages = _pages(data, sheets)
    lines = without_running_heads(pages)
    _check_readable(lines, len(sheets), relative)
    blocks = list(blocks_of_lines(lines, relative))
    return describe(relative, blocks, audience=audience, title=title)


def _open(data: bytes, relative: str) -> pypdfium2.PdfDocument:
    try:
        paper = pypdfium2.PdfDocument(data)
        pages = len(paper)
    except pypdfium2.PdfiumError as failure:
        if failure.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise DocumentError(
                relative, "the PDF is protected by a password", "Save a copy without the password."
            ) from failure
        raise
    if pages > MAX_PAGES:
        raise DocumentError(
            relative, f"the PDF has more than {MAX_PAGES:,} pages", "Split it, or keep only the pages that matter."
        )
    return paper


def _sheets(paper: pypdfium2.PdfDocument, relative: str) -> dict[int, Sheet]:
    sheets: dict[int, Sheet] = {}
    characters = 0
    for number in range(1, len(paper) + 1):
        page = paper[number - 1]
        sheets[number] = sheet_of(page)
        page.close()
        characters += len(sheets[number].glyphs)
        if characters > MAX_CHARACTERS:
            raise DocumentError(
                relative, f"the text has more than {MAX_CHARACTERS:,} characters", "Split it into smaller files."
            )
    return sheets


def _pages(data: bytes, sheets: dict[int, Sheet]) -> list[list[Line]]:
    tables = tables_of(data, sheets)
    return [
        list(lines_of(list(with_ruled_tables(sheet.glyphs, tables.get(number, ()))), number))
        for number, sheet in sheets.items()
    ]


def _check_readable(lines: Sequence[Line], pages: int, relative: str) -> None:
    text = "".join(line.text or "".join(cell.text for row in line.table for cell in row) for line in lines)
    letters = sum(char.isalnum() for char in text)
    if letters < _MIN_LETTERS_PER_PAGE * max(pages, 1):
        raise DocumentError(
            relative,
            "the PDF holds pictures of pages and no text (a scan)",
            "Run it through OCR (for example `ocrmypdf -l chi_sim+eng`) and add the result.",
        )
    unreadable = sum(unicodedata.category(char) in {"Co", "Cn"} or char == "\ufffd" for char in text)
    if unreadable > _MAX_UNREADABLE_SHARE * letters:
        raise DocumentError(
            relative, "its fonts do not say which letters they show", "Run it through OCR and add the result."
        )
    check_characters(text, relative)
