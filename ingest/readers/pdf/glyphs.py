"""Take the letters of a PDF page with their places, and tell what else is on it: rules of tables, pictures."""

import collections
import ctypes
import dataclasses
import itertools
import math
import unicodedata
from collections.abc import Iterator, Sequence

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from ingest.readers.layout.run import Run
from ingest.readers.radicals import without_radicals

_THIN = 3.0  # points: a rule of a table, or a border
_LONG = 15.0
_MOST_PATHS = 5_000  # a map or a drawing has more
_MAX_DEPTH = 3
_HYPHEN = "\x02"  # what PDFium gives for a hyphen at the end of a line
_QUARTER = 90
_DOWNWARDS = 1  # quarter turns clockwise, as PDFium counts them
_STRAIGHT, _STEP = 0.3, (0.5, 2.0)  # how far off, and how far on, the next letter of a line stands, in letters


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is printed: its letters, whether rules are drawn on it, how much of it pictures cover (0 to 1)."""

    glyphs: tuple[Run, ...]
    has_rules: bool
    pictured: float


def sheet_of(page: PdfPage) -> Sheet:
    """Return what stands on a page."""
    width, height = page.get_size()
    rules = paths = 0
    pictured = 0.0
    for item in page.get_objects(max_depth=_MAX_DEPTH):
        if item.type == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            left, bottom, right, top = item.get_bounds()
            rules += (right - left < _THIN and top - bottom > _LONG) or (top - bottom < _THIN and right - left > _LONG)
            rules += 2 * (right - left > _LONG and top - bottom > _LONG)
        elif item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            pictured += max(0.0, right - left) * max(0.0, top - bottom) / max(width * height, 1.0)
    glyphs = tuple(_upright(list(_letters_apart(list(_glyphs(page))))))
    return Sheet(glyphs, rules >= 4 and paths <= _MOST_PATHS, min(pictured, 1.0))  # noqa: PLR2004 - a frame has four


def _glyphs(page: PdfPage) -> Iterator[tuple[Run, int]]:
    """Yield each letter with the quarter turns by which it is turned."""
    textpage = page.get_textpage()
    raw, box = textpage.raw, pdfium.FS_RECTF()
    high = 0
    for n in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, n)
        if 0xD800 <= code < 0xDC00:  # noqa: PLR2004 - the first half of a character beyond the basic plane
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:  # noqa: PLR2004 - its second half
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        char = chr(code) if code else ""
        if not char or pdfium.FPDFText_IsGenerated(raw, n) == 1:
            continue  # a blank that PDFium put in
        if not pdfium.FPDFText_GetLooseCharBox(raw, n, ctypes.byref(box)):
            continue
        turns = round(math.degrees(max(pdfium.FPDFText_GetCharAngle(raw, n), 0.0)) / _QUARTER) % 4
        text = "-" if char == _HYPHEN else without_radicals(unicodedata.normalize("NFC", char))
        size = abs(box.top - box.bottom) if turns % 2 == 0 else abs(box.right - box.left)
        yield Run(text, box.left, box.bottom, box.right, box.top, size), turns
    textpage.close()


def _letters_apart(glyphs: Sequence[tuple[Run, int]]) -> Iterator[tuple[Run, int]]:
    """Yield letters with a place for each: those of a ligature (ﬃ) all have its own."""
    for _, group in itertools.groupby(glyphs, key=lambda each: (each[0].left, each[0].top, each[0].right)):
        letters = list(group)
        left, width = letters[0][0].left, (letters[0][0].right - letters[0][0].left) / len(letters)
        for n, (glyph, turns) in enumerate(letters):
            yield dataclasses.replace(glyph, left=left + n * width, right=left + (n + 1) * width), turns


def _upright(glyphs: list[tuple[Run, int]]) -> Iterator[Run]:
    """Turn the page so that most of its letters stand upright; leave out the others (a watermark, a margin note).

    A page that is written from the top down, its lines from the right, is read as one that is turned.
    """
    if not glyphs:
        return
    main = collections.Counter(turns for _, turns in glyphs).most_common(1)[0][0]
    written = _DOWNWARDS if main == 0 and _runs_down([glyph for glyph, turns in glyphs if turns == main]) else main
    for glyph, turns in glyphs:
        if turns != main:
            continue
        low, high = glyph.top, glyph.bottom  # from the foot of the page so far
        across = {
            0: (glyph.left, glyph.right, -high, -low),
            _DOWNWARDS: (-high, -low, -glyph.right, -glyph.left),
            2: (-glyph.right, -glyph.left, low, high),
            3: (low, high, glyph.left, glyph.right),
        }[written]
        left, right, top, bottom = across
        if glyph.text.isprintable() or glyph.text.isspace():
            yield dataclasses.replace(glyph, left=left, right=right, top=top, bottom=bottom)


def _runs_down(glyphs: Sequence[Run]) -> bool:
    """Tell whether most letters stand below the one before."""
    steps = [
        (abs(after.left - before.left) / max(after.size, 1), (before.top - after.top) / max(after.size, 1))
        for before, after in itertools.pairwise(glyphs)
        if not after.text.isspace()
    ]
    down = sum(aside < _STRAIGHT and _STEP[0] < below < _STEP[1] for aside, below in steps)
    return 2 * down > len(steps)
