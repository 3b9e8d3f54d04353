"""Readers: one module a format, each turning a file into a document."""

import contextlib
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from ingest.document import Document
from ingest.readers.files import read_bytes, sniff
from knowledge.errors import DocumentError
from knowledge.evidence import Audience

FORMATS = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "web",
    ".htm": "web",
    ".pdf": "pdf",
    ".docx": "word",
    ".docm": "word",
    ".doc": "converted",
    ".wps": "converted",
    ".rtf": "converted",
    ".odt": "converted",
    ".pptx": "slides",
    ".ofd": "ofd",
    ".eml": "letter",
    ".png": "picture",
    ".jpg": "picture",
    ".jpeg": "picture",
    ".tif": "picture",
    ".tiff": "picture",
    ".csv": "spreadsheet",
    ".tsv": "spreadsheet",
    ".xlsx": "spreadsheet",
    ".xlsm": "spreadsheet",
    ".xlsb": "spreadsheet",
    ".xls": "spreadsheet",
    ".et": "spreadsheet",
    ".ods": "spreadsheet",
}
# A book has some thousands.
MAX_BLOCKS = 50_000
# Known only so that it is named with its remedy: no library tells how such a file shows its cells, and a month that is
# shown would be read as its first day.
REFUSED = frozenset({".xlsb"})
# What a file is goes before what its name says, where the name says something else.
_READERS = {"pdf": "pdf", "docx": "word", "html": "web", "rtf": "converted", "doc": "converted", "pptx": "slides"}
_READERS |= {"odt": "converted", "ofd": "ofd", "PNG picture": "picture", "JPEG picture": "picture"}
# Text may be Markdown or a letter, as its name says; what says that it is no text at all is mislabelled.
_TEXTS = frozenset({"text", "markdown", "letter"})
TABLES = frozenset(ending for ending, reader in FORMATS.items() if reader == "spreadsheet")


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a file of any known format; raise DocumentError, with reason and remedy, when that cannot be done.

    ``relative`` is the path that is shown and cited.
    """
    reader = _reader(path, relative)
    with _reported(relative):
        document: Document = reader.read(path, relative=relative, audience=audience)
    if not any(block.text for block in document.blocks):
        raise DocumentError(relative, "no text is found in it", "Put its text in, or remove the file.")
    if len(document.blocks) > MAX_BLOCKS:
        reason = f"it has more than {MAX_BLOCKS:,} paragraphs and rows"
        raise DocumentError(relative, reason, "Split it into smaller files, or keep only the part that matters.")
    return document


def _reader(path: Path, relative: str) -> ModuleType:
    """Import the reader of a format when one occurs: the libraries behind some are slow to load."""
    name = FORMATS.get(path.suffix.lower())
    if name is None:
        ending = f"files ending in {path.suffix}" if path.suffix else "files without an ending"
        raise DocumentError(
            relative,
            f"{ending} are not read",
            f"Convert it to one of {', '.join(e for e in FORMATS if e not in REFUSED)}.",
        )
    if name != "spreadsheet":
        kind = sniff(read_bytes(path, relative))
        name = "text" if kind == "text" and name not in _TEXTS else _READERS.get(kind, name)
    return importlib.import_module(f"ingest.readers.{name}")


@contextlib.contextmanager
def _reported(relative: str) -> Iterator[None]:
    """Turn whatever a parser raises on a damaged file into a DocumentError."""
    try:
        yield
    except (DocumentError, MemoryError):
        raise
    except Exception as failure:
        detail = " ".join(str(failure).split())[:120]
        raise DocumentError(
            relative,
            f"the file is damaged ({type(failure).__name__}{': ' if detail else ''}{detail})",
            "Open it in the program that made it and save it again.",
        ) from failure
