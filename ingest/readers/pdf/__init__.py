"""Read a PDF: paragraphs put together from its lines, without the headers and footers that its pages repeat."""

from __future__ import annotations

import collections
import io
import logging
import re
import unicodedata
from typing import TYPE_CHECKING

import pypdf
from pypdf.errors import DependencyError

from ingest.document import Block, Document
from ingest.readers.dates import read_date
from ingest.readers.files import MAX_CHARACTERS, check_characters, read_bytes, require
from ingest.readers.metadata import describe, usable_title
from knowledge.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from knowledge.evidence import Audience

MAX_PAGES = 2_000
_MIN_LETTERS_PER_PAGE = 10
_MAX_UNREADABLE_SHARE = 0.2
_TAIL_BYTES = 2048
# Lines at the top and bottom of a page that may be its header and footer, and on how many pages they must recur.
_EDGE_LINES = 2
_MIN_REPEATS = 3
# A line shorter than this share of the full width ends its paragraph.
_FULL_LINE_SHARE = 0.8
_ENDED = re.compile(r"[。！？!?.；;:：…][”’」』）)\"']*$")
_PAGE_NUMBER = re.compile(
    r"^[-—–·\s]*(?:第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?|(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?)[-—–·\s]*$",
    re.IGNORECASE,
)
_STARTS_ITEM = re.compile(
    r"^(?:[-*•●▪◦]\s|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、．]\s?|第.{1,3}[章节条])"
)

_Line = tuple[int, str]


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a .pdf file."""
    data = read_bytes(path, relative)
    require(data, "pdf", relative)
    if b"%%EOF" not in data[-_TAIL_BYTES:]:
        raise DocumentError(relative, "the PDF breaks off before its end", "Download or copy the file again.")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what cannot be read is reported here, once
    reader = _open(data, relative)
    pages = list(_pages(reader, relative))
    text = "\n".join(line for page in pages for line in page)
    _check_readable(text, len(pages), relative)
    blocks = list(_paragraphs(_without_running_heads(pages)))
    metadata = reader.metadata
    title = usable_title(str(metadata.title or "")) if metadata else ""
    document = describe(relative, blocks, audience=audience, title=title)
    if document.published is None and metadata is not None:
        published = read_date(metadata.creation_date)
        return describe(relative, blocks, audience=audience, title=title, published=published)
    return document


def _open(data: bytes, relative: str) -> pypdf.PdfReader:
    reader = pypdf.PdfReader(io.BytesIO(data))
    try:
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError:
        locked = True
    if locked:
        raise DocumentError(relative, "the PDF is protected by a password", "Save a copy without the password.")
    if len(reader.pages) > MAX_PAGES:
        raise DocumentError(
            relative, f"the PDF has more than {MAX_PAGES:,} pages", "Split it, or keep only the pages that matter."
        )
    return reader


def _pages(reader: pypdf.PdfReader, relative: str) -> Iterator[list[str]]:
    characters = 0
    for page in reader.pages:
        text = unicodedata.normalize("NFC", page.extract_text()).replace("\x00", "")
        characters += len(text)
        if characters > MAX_CHARACTERS:
            raise DocumentError(
                relative, f"the text has more than {MAX_CHARACTERS:,} characters", "Split it into smaller files."
            )
        yield [line.strip() for line in text.split("\n")]


def _check_readable(text: str, pages: int, relative: str) -> None:
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


def _without_running_heads(pages: Sequence[Sequence[str]]) -> list[_Line]:
    """Return (page number, line) without page numbers and the lines that recur at the edges of pages."""
    filled = [[line for line in page if line] for page in pages]
    edges = [set(_edges(page)) for page in filled]
    counts = collections.Counter(_shape(line) for page in edges for line in page)
    needed = max(_MIN_REPEATS, len(pages) // 3)
    kept: list[_Line] = []

    def runs(line: str) -> bool:
        recurs = counts[_shape(line)] >= needed and sum(char.isalpha() for char in line) > 1
        return recurs or _PAGE_NUMBER.match(line) is not None

    for number, page in enumerate(filled, start=1):
        # From each edge inwards, up to the first line that does not recur.
        top = next((n for n, line in enumerate(page[:_EDGE_LINES]) if not runs(line)), _EDGE_LINES)
        rest = page[top:]
        bottom = next((n for n, line in enumerate(rest[: -_EDGE_LINES - 1 : -1]) if not runs(line)), _EDGE_LINES)
        kept += [(number, line) for line in rest[: len(rest) - bottom]]
    return kept


def _edges(page: Sequence[str]) -> list[str]:
    return [*page[:_EDGE_LINES], *page[-_EDGE_LINES:]]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _paragraphs(lines: Sequence[_Line]) -> Iterator[Block]:
    """Join lines to paragraphs, over the ends of pages too; a paragraph stands on the page where it begins."""
    widths = sorted(_columns(line) for _, line in lines)
    full = widths[len(widths) * 9 // 10] * _FULL_LINE_SHARE if widths else 0
    text, page, last = "", 0, ""
    for number, line in lines:
        ends = bool(_ENDED.search(last))
        breaks = _columns(last) < full or (ends and _STARTS_ITEM.match(line) is not None)
        if text and not breaks:
            text = _joined(text, line)
        else:
            if text:
                yield Block(text, page=page)
            text, page = line, number
        last = line
    if text:
        yield Block(text, page=page)


def _joined(text: str, line: str) -> str:
    """Join two lines as they are read: Chinese without a space, a hyphen kept (the search text mends it)."""
    tight = text[-1] == "-" or ord(text[-1]) > _FIRST_WIDE or ord(line[0]) > _FIRST_WIDE
    return f"{text}{line}" if tight else f"{text} {line}"


_FIRST_WIDE = 0x2E80


def _columns(line: str) -> int:
    return sum(2 if ord(char) > _FIRST_WIDE else 1 for char in line)
