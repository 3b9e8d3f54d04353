"""Look quotes up in the files themselves, by other means than the product reads them with where that is possible."""

import csv
import enum
import functools
import io
from pathlib import Path

import charset_normalizer
import docx
import openpyxl
import pypdf

from tests.evaluation.scoring import without_space

_PLAIN = {".txt", ".md", ".html", ".htm", ".csv"}


class Verbatim(enum.StrEnum):
    """How a quote stands in its source."""

    EXACT = "exact"
    SPACED = "but for white space"
    ABSENT = "not in the source"
    NO_SOURCE = "no such source"


class CorpusText:
    """The text of every file of a corpus, by the path that citations carry."""

    def __init__(self, corpus: list[Path]) -> None:
        """Take the folders and files that were ingested."""
        self._corpus = corpus
        self._text = functools.cache(_read)
        self._rows = functools.cache(_rows)

    def verbatim(self, source: str, quote: str) -> Verbatim:
        """Return how a quote stands in a source: a file, or ``table.csv#row-id`` for the cells of that row."""
        name, _, row = source.partition("#")
        path = self._find(name)
        if path is None:
            return Verbatim.NO_SOURCE
        if row:
            cells = self._rows(path).get(row)
            if cells is None:
                return Verbatim.NO_SOURCE
            texts: tuple[str, ...] = cells
        else:
            texts = (self._text(path),)
        if any(quote in text for text in texts):
            return Verbatim.EXACT
        bare = without_space(quote)
        return Verbatim.SPACED if any(bare in without_space(text) for text in texts) else Verbatim.ABSENT

    def _find(self, name: str) -> Path | None:
        for place in self._corpus:
            path = place / name if place.is_dir() else place
            if path.is_file() and (place.is_dir() or path.name == name):
                return path
        return None


def _read(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix in _PLAIN:
        content = path.read_bytes()
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = str(charset_normalizer.from_bytes(content).best() or "")
        return text.replace("\r\n", "\n")
    if suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    if suffix == ".docx":
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    if suffix == ".xlsx":
        return "\n".join("\n".join(row) for row in _table(path))
    return ""


def _table(path: Path) -> list[tuple[str, ...]]:
    if path.suffix.lower() == ".csv":
        return [tuple(row) for row in csv.reader(io.StringIO(_read(path)))]
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return [
        tuple("" if cell is None else str(cell) for cell in row)
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
    ]


def _rows(path: Path) -> dict[str, tuple[str, ...]]:
    table = _table(path)
    column = table[0].index("id") if table and "id" in table[0] else 0
    return {row[column]: row for row in table[1:] if len(row) > column}
