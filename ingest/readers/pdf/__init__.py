"""Read a PDF: columns one after the other, tables by rows, paragraphs over the ends of pages, no running heads."""

import ctypes
import dataclasses
import unicodedata
from pathlib import Path

import pypdfium2
import pypdfium2.raw
from noto_cjk_sans_otc import FONT_PATH

from ingest.document import Document
from ingest.readers.files import MAX_CHARACTERS, check_characters, read_bytes, require
from ingest.readers.layout.flow import Line, blocks_of_lines, lines_of
from ingest.readers.metadata import describe, usable_title
from ingest.readers.ocr.pages import desk
from ingest.readers.ocr.reading import read_picture
from ingest.readers.pdf.glyphs import Sheet, sheet_of
from ingest.readers.pdf.ruled import tables_of, with_ruled_tables
from ingest.readers.pdf.running import without_running_heads
from knowledge.errors import DocumentError
from knowledge.evidence import Audience

MAX_PAGES = 2_000
_MIN_LETTERS = 10
_LARGE_PICTURE = 0.15  # of the page
_DOTS, _POINTS = 200, 72  # an inch
_MAX_SIDE = 3_000
_MAX_UNREADABLE_SHARE = 0.2
_TAIL_BYTES = 2048


def _take_our_fonts() -> None:
    """Start PDFium again with the font that the product carries, in place of those of the machine.

    Many Chinese PDFs name a font without holding it. Where the machine has none for its characters, PDFium takes their
    shapes for empty and leaves out text that it takes for printed twice: a cell of one character, a repeated line.
    """
    folders = (ctypes.c_char_p * 2)(str(Path(FONT_PATH).parent).encode(), None)
    setup = pypdfium2.raw.FPDF_LIBRARY_CONFIG(version=2)
    setup.m_pUserFontPaths = ctypes.cast(folders, type(setup.m_pUserFontPaths))
    pypdfium2.raw.FPDF_DestroyLibrary()
    pypdfium2.raw.FPDF_InitLibraryWithConfig(setup)


_take_our_fonts()  # before any file is open


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
        scanned = {number for number, sheet in sheets.items() if _is_scan(sheet)}
        read_by_eye = _by_ocr(paper, scanned)
    finally:
        paper.close()
    tables = tables_of(data, {number: sheet for number, sheet in sheets.items() if number not in scanned})
    pages = [
        read_by_eye[number]
        if number in scanned
        else list(lines_of(list(with_ruled_tables(sheet.glyphs, tables.get(number, ()))), number))
        for number, sheet in sheets.items()
    ]
    lines = without_running_heads(pages)
    if not lines:
        raise DocumentError(relative, "there is no text on its pages", "Remove it, or write its text down.")
    check_characters("\n".join(_text_of(line) for line in lines), relative)
    blocks = [dataclasses.replace(block, scanned=block.page in scanned) for block in blocks_of_lines(lines, relative)]
    document = describe(relative, blocks, audience=audience, title=title)
    return dataclasses.replace(document, notes=_notes(sheets, scanned))


def _notes(sheets: dict[int, Sheet], scanned: set[int]) -> tuple[str, ...]:
    pictures = [number for number, sheet in sheets.items() if number not in scanned and sheet.pictured > _LARGE_PICTURE]
    told = [f"Read by OCR: {len(scanned)} of {len(sheets)} pages."] if scanned else []
    told += (
        [f"Large pictures beside text were not read (page {', '.join(map(str, pictures[:9]))})."] if pictures else []
    )
    return tuple(told)


def _is_scan(sheet: Sheet) -> bool:
    """Tell whether a page has no text that can be used: hardly a letter, or letters that its fonts do not name."""
    text = "".join(glyph.text for glyph in sheet.glyphs)
    letters = sum(char.isalnum() for char in text)
    unreadable = sum(unicodedata.category(char) in {"Co", "Cn"} or char == "\ufffd" for char in text)
    return (letters < _MIN_LETTERS and sheet.pictured > 0) or unreadable > _MAX_UNREADABLE_SHARE * max(letters, 1)


def _by_ocr(paper: pypdfium2.PdfDocument, scanned: set[int]) -> dict[int, list[Line]]:
    lines: dict[int, list[Line]] = {}
    for done, number in enumerate(sorted(scanned), start=1):
        desk().told(done, len(scanned))
        page = paper[number - 1]
        scale = min(_DOTS / _POINTS, _MAX_SIDE / max(page.get_size()))
        pixels = page.render(scale=scale, rev_byteorder=True).to_numpy()[..., :3]
        page.close()
        lines[number] = list(lines_of(read_picture(pixels, desk().kept_in), number))
    return lines


def _text_of(line: Line) -> str:
    return line.text or " ".join(cell.text for row in line.table for cell in row)


def _open(data: bytes, relative: str) -> pypdfium2.PdfDocument:
    try:
        paper = pypdfium2.PdfDocument(data)
        paper.init_forms()  # draws what is written into a form where its program left that to the reader
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


def _filled_in(paper: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """Return a page with what is written into its form, and typed over it, as part of its text."""
    page = paper[number - 1]
    if not pypdfium2.raw.FPDFPage_GetAnnotCount(page):
        return page
    pypdfium2.raw.FPDFPage_Flatten(page, pypdfium2.raw.FLAT_NORMALDISPLAY)
    page.close()  # it still has the text that it had
    return paper[number - 1]


def _sheets(paper: pypdfium2.PdfDocument, relative: str) -> dict[int, Sheet]:
    sheets: dict[int, Sheet] = {}
    characters = 0
    for number in range(1, len(paper) + 1):
        page = _filled_in(paper, number)
        sheets[number] = sheet_of(page)
        page.close()
        characters += len(sheets[number].glyphs)
        if characters > MAX_CHARACTERS:
            raise DocumentError(
                relative, f"the text has more than {MAX_CHARACTERS:,} characters", "Split it into smaller files."
            )
    return sheets
