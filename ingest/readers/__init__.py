"""Readers: one module a format, each turning a file into a document."""

from __future__ import annotations

import importlib
from pathlib import Path

from ingest.document import Document
from knowledge.errors import DocumentError
from knowledge.evidence import Audience

FORMATS = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".csv": "csv",
    ".xlsx": "xlsx",
}


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a file of any known format; raise DocumentError, with reason and remedy, when that cannot be done.

    ``relative`` is the path that is shown and cited.
    """
    name = FORMATS.get(path.suffix.lower())
    if name is None:
        raise DocumentError(
            relative, f"files ending in {path.suffix or 'nothing'!r} are not read", f"Convert it to one of {', '.join(FORMATS)}."
        )
    # A reader is imported when its format occurs: the libraries behind some are slow to load.
    reader = importlib.import_module(f"ingest.readers.{name}")
    try:
        document: Document = reader.read(path, relative=relative, audience=audience)
    except DocumentError:
        raise
    except (Exception, RecursionError) as failure:  # a parser gave up on a damaged file
        raise DocumentError(
            relative,
            f"the file is damaged ({type(failure).__name__}: {' '.join(str(failure).split())[:120]})",
            "Open it in the program that made it and save it again.",
        ) from failure
    return document
