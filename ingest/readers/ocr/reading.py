"""Read a page by OCR: its lines with their places, what is not sure marked, each page only once."""

import dataclasses
import functools
import hashlib
import importlib.metadata
import json
import math
import os
import re
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ingest.readers.layout.run import Run
from knowledge.text.language import HAN

if TYPE_CHECKING:
    from rapidocr import RapidOCR

# The recogniser scores clean print above .97 and is wrong now and then below .9.
_SURE = 0.9
_VERSION = 1
# A red that no black print has, and how much of a page it covers when there is a stamp or a red head on it.
_REDDER = 60
_STAMPED = 0.0008
_TOUCHED = 0.02
# Where the red channel is brighter than this, there is no black ink.
_INK = 150
_HEAD = 0.4  # the part of a page in which a head printed in red stands
_FIGURE = re.compile(
    r"[\d０-９]|[〇零一二三四五六七八九十百千万亿两](?=[〇零一二三四五六七八九十百千万亿年月日号名人元批个]|$)"
)
# What stands between the figures of no date or number: a letter that the stamp hides.
_BROKEN = re.compile(r"\d\s?(?:[^\w\s，。、；：（）《》“”%％~—/:()@-]|,(?!\d{3}(?!\d))|\.(?!\d))")
_LEVEL = math.radians(0.2)
_LONG = 3  # times as wide as high: its slope can be told
_SHARED_HEIGHT, _SHARED_WIDTH = 0.5, 0.3
_ILLEGIBLE = "□"


@dataclasses.dataclass(frozen=True, slots=True)
class Seen:
    """A line as it was recognised: its corners from the top left clockwise, its text, how sure (0 to 1)."""

    corners: tuple[tuple[float, float], ...]
    text: str
    score: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom."""
        across, down = [x for x, _ in self.corners], [y for _, y in self.corners]
        return min(across), min(down), max(across), max(down)


def read_picture(pixels: NDArray[np.uint8], kept_in: Path | None) -> list[Run]:
    """Return the lines of a picture (rows, columns, RGB) as runs, set straight; places are in its pixels.

    What is doubtful has its figures illegible (□) and says so. With ``kept_in``, a picture read before is looked up.
    """
    lines = _kept(pixels, kept_in)
    return list(_straight(lines))


def _kept(pixels: NDArray[np.uint8], kept_in: Path | None) -> list[Seen]:
    if kept_in is None:
        return _lines(pixels)
    making = f"{_VERSION} {importlib.metadata.version('rapidocr')} {pixels.shape}"
    digest = hashlib.sha256(making.encode() + pixels.tobytes()).hexdigest()[:32]
    path = kept_in / f"{digest}.json"
    try:
        kept = json.loads(path.read_text("utf-8"))
        return [Seen(tuple((x, y) for x, y in corners), text, score) for corners, text, score in kept]
    except (OSError, ValueError):
        lines = _lines(pixels)
    kept_in.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_text(json.dumps([dataclasses.astuple(line) for line in lines], ensure_ascii=False), "utf-8")
    unfinished.replace(path)
    return lines


def _lines(pixels: NDArray[np.uint8]) -> list[Seen]:
    """Return the lines of a page; under a stamp only the figures that are read alike with its red and without it."""
    seen = _recognised(pixels)
    red = _red(pixels)
    if red.mean() < _STAMPED:
        return [_marked(line) for line in seen]
    turn = _turn(seen)
    if abs(turn) > _LEVEL:
        # Boxes of lines that are not level cover their neighbours: set the page straight before readings are compared.
        pixels = np.asarray(
            Image.fromarray(pixels).rotate(-math.degrees(turn), Image.Resampling.BICUBIC, fillcolor="white")
        )
        seen, red = _recognised(pixels), _red(pixels)
    black = np.where(pixels[..., 0] > _INK, 255, pixels[..., 0]).astype(np.uint8)
    without = _recognised(np.repeat(black[..., None], 3, axis=2))
    lines = [_marked(line, agrees=not _touches(line, red) or _agrees(line, seen)) for line in without]
    head = [
        line
        for line in seen
        if line.box[3] < _HEAD * len(pixels) and not any(_shared(line, other) for other in without)
    ]
    return [*(_marked(line) for line in head), *lines]


def _recognised(pixels: NDArray[np.uint8]) -> list[Seen]:
    from rapidocr.utils.output import RapidOCROutput  # noqa: PLC0415 - as below

    result = _engine()(np.ascontiguousarray(pixels[..., ::-1]))
    if not isinstance(result, RapidOCROutput) or result.boxes is None or not result.txts or not result.scores:
        return []
    return [
        Seen(tuple((float(x), float(y)) for x, y in corners), text, float(score))
        for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        if text.strip()
    ]


@functools.cache
def _engine() -> "RapidOCR":
    from rapidocr import RapidOCR  # noqa: PLC0415 - it loads two models; most corpora have no scan

    return RapidOCR(params={"Global.log_level": "error"})


def _marked(line: Seen, *, agrees: bool = True) -> Seen:
    if line.score >= _SURE and agrees:
        return line
    mark = "〔此行辨认不清〕" if HAN.search(line.text) else " [hard to read]"
    return dataclasses.replace(line, text=_FIGURE.sub(_ILLEGIBLE, line.text) + mark)


def _red(pixels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.asarray((pixels[..., 0].astype(np.int16) - np.maximum(pixels[..., 1], pixels[..., 2])) > _REDDER)


def _touches(line: Seen, red: NDArray[np.bool_]) -> bool:
    left, top, right, bottom = (max(0, int(edge)) for edge in line.box)
    part = red[top : bottom + 1, left : right + 1]
    return part.size > 0 and bool(part.mean() > _TOUCHED)


def _agrees(line: Seen, others: Iterable[Seen]) -> bool:
    if _BROKEN.search(line.text):
        return False
    alike = sorted((other for other in others if _shared(line, other)), key=lambda other: other.box[0])
    return _figures("".join(other.text for other in alike)) == _figures(line.text)


def _figures(text: str) -> str:
    return "".join(_FIGURE.findall(text))


def _shared(one: Seen, other: Seen) -> bool:
    """Tell whether two readings are of the same place: they share most of the smaller one's height, and some width."""
    left, top, right, bottom = tuple(max(pair) for pair in zip(one.box[:2], other.box[:2], strict=True)) + tuple(
        min(pair) for pair in zip(one.box[2:], other.box[2:], strict=True)
    )
    height = min(box[3] - box[1] for box in (one.box, other.box))
    width = min(box[2] - box[0] for box in (one.box, other.box))
    return bottom - top > _SHARED_HEIGHT * height and right - left > _SHARED_WIDTH * width


def _straight(lines: Sequence[Seen]) -> Iterable[Run]:
    """Yield the lines as runs, the page turned so that they lie level."""
    turn = _turn(lines)
    cos, sin = math.cos(turn), math.sin(turn)
    for line in lines:
        turned = [(x * cos - y * sin, x * sin + y * cos) for x, y in line.corners]
        across, down = sorted(x for x, _ in turned), sorted(y for _, y in turned)
        # The corners of a box that is not quite level: the inner ones bound the letters.
        top, bottom = (down[0] + down[1]) / 2, (down[2] + down[3]) / 2
        yield Run(line.text, across[0], top, across[-1], bottom, 0.8 * (bottom - top))


def _turn(lines: Sequence[Seen]) -> float:
    """Return the angle, in radians, by which the page must be turned for its lines to lie level."""
    long = [line for line in lines if line.box[2] - line.box[0] > _LONG * (line.box[3] - line.box[1])] or lines
    slopes = [
        math.atan2(line.corners[1][1] - line.corners[0][1], line.corners[1][0] - line.corners[0][0]) for line in long
    ]
    return -statistics.median(slopes) if slopes else 0.0
