"""Read a Word document as it is shown with its changes accepted: text, numbers, notes, text boxes, tables."""

import dataclasses
import io
from pathlib import Path

from ingest.document import Document
from ingest.readers.files import check_archive, check_characters, read_bytes, require
from ingest.readers.metadata import describe, usable_title
from ingest.readers.word.body import Body
from ingest.readers.word.package import Package
from knowledge.evidence import Audience


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a .docx file.

    When a program created the file says nothing of when its text was published, so its properties give no date.
    """
    data = read_bytes(path, relative)
    require(data, "docx", relative)
    check_archive(io.BytesIO(data), relative)
    package = Package(data, relative)
    body = Body(package, relative)
    blocks = list(body.blocks())
    check_characters("\n".join(block.text for block in blocks), relative)
    document = describe(relative, blocks, audience=audience, title=usable_title(package.title()))
    return dataclasses.replace(document, notes=body.notes())
