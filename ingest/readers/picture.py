"""Read a picture of a paper (a scan, a photograph) by OCR, page by page."""

import dataclasses
import io
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence

from ingest.document import Document
from ingest.readers.files import check_characters, read_bytes
from ingest.readers.layout.flow import Line, blocks_of_lines, lines_of
from ingest.readers.metadata import describe
from ingest.readers.ocr.pages import desk
from ingest.readers.ocr.reading import read_picture
from knowledge.errors import DocumentError
from knowledge.evidence import Audience

MAX_PIXELS = 60_000_000
MAX_FRAMES = 200
# The side of a page of A4 at 250 dots an inch; more makes nothing clearer.
_MAX_SIDE = 3_000


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a .png, .jpg or .tif file; a .tif may have many pages."""
    data = read_bytes(path, relative)
    lines: list[Line] = []
    for number, pixels, frames in _frames(data, relative):
        desk().told(number, frames)
        lines += lines_of(read_picture(pixels, desk().kept_in), number)
    if not lines:
        raise DocumentError(relative, "no text is found in the picture", "Remove it, or write its text down.")
    check_characters("\n".join(line.text for line in lines), relative)
    blocks = [dataclasses.replace(block, scanned=True) for block in blocks_of_lines(lines, relative)]
    return describe(relative, blocks, audience=audience)


def _frames(data: bytes, relative: str) -> Iterator[tuple[int, NDArray[np.uint8], int]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # bounded below, more strictly
        picture = Image.open(io.BytesIO(data))
    frames = getattr(picture, "n_frames", 1)
    if picture.width * picture.height > MAX_PIXELS or frames > MAX_FRAMES:
        raise DocumentError(
            relative,
            f"the picture has {picture.width:,} by {picture.height:,} points on {frames} pages, too many to be read",
            "Save it smaller, or split it.",
        )
    for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
        upright = ImageOps.exif_transpose(frame).convert("RGBA")
        paper = Image.new("RGBA", upright.size, "white")
        paper.alpha_composite(upright)
        paper.thumbnail((_MAX_SIDE, _MAX_SIDE))
        yield number, np.asarray(paper.convert("RGB")), frames
