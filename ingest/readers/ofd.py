"""Read an .ofd file (GB/T 33190, the standard for official papers): a ZIP of XML with the place of every text."""

import io
import itertools
import posixpath
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.document import Document
from ingest.readers.files import check_archive, check_characters, read_bytes, require
from ingest.readers.layout.flow import Line, blocks_of_lines, lines_of
from ingest.readers.layout.run import Run, is_wide, runs_of_glyphs
from ingest.readers.metadata import describe
from ingest.readers.pdf.running import without_running_heads
from ingest.readers.radicals import without_radicals
from ingest.readers.word.package import Parts, local, value
from knowledge.errors import DocumentError
from knowledge.evidence import Audience

_LONGEST_COUNT = 10
_POINTS = 72 / 25.4  # in a millimetre, in which the standard measures
_BOX = 4


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read an .ofd file: its text in reading order, with the page."""
    data = read_bytes(path, relative)
    require(data, "ofd", relative)
    check_archive(io.BytesIO(data), relative)
    parts = Parts(data)
    pages: list[list[Line]] = []
    for root in _roots(parts):
        document = parts.root(root)
        for page in document.iter("{*}Page") if document is not None else ():
            content = parts.root(posixpath.join(posixpath.dirname(root), value(page, "BaseLoc")).lstrip("/"))
            glyphs = list(_glyphs(content)) if content is not None else []
            pages.append(list(lines_of(list(runs_of_glyphs(glyphs)), len(pages) + 1)))
    lines = without_running_heads(pages)
    if not lines:
        raise DocumentError(relative, "there is no text on its pages", "Save it as .pdf, and add that.")
    check_characters("\n".join(line.text for line in lines), relative)
    return describe(relative, list(blocks_of_lines(lines, relative)), audience=audience)


def _roots(parts: Parts) -> list[str]:
    index = parts.root("OFD.xml")
    named = [(each.text or "").strip().lstrip("/") for each in index.iter("{*}DocRoot")] if index is not None else []
    return named or ["Doc_0/Document.xml"]


def _glyphs(content: etree._Element) -> Iterator[Run]:
    """Yield each letter with its place: a text says where it begins and how far each letter is from the one before."""
    for text in content.iter("{*}TextObject"):
        box = _numbers(value(text, "Boundary"))
        if len(box) != _BOX or value(text, "Visible") == "false":
            continue
        size = _numbers(value(text, "Size")) or [4.0]
        for code in text:
            if local(code) == "TextCode":
                yield from _letters(code, box, size[0])


def _letters(code: etree._Element, box: list[float], size: float) -> Iterator[Run]:
    across = box[0] + (_numbers(value(code, "X")) or [0.0])[0]
    foot = box[1] + (_numbers(value(code, "Y")) or [box[3]])[0]
    letters = without_radicals((code.text or "").strip("\n\r"))
    steps = _steps(value(code, "DeltaX"), len(letters)) or [box[2] / max(len(letters), 1)] * len(letters)
    down = _steps(value(code, "DeltaY"), len(letters))
    for n, (letter, right, below) in enumerate(zip(letters, _far(steps), _far(down), strict=False)):
        left, bottom = across + right, foot + below
        # Within a text the letters stand side by side, however far it is set apart; its blanks are written.
        set_apart = n < min(len(letters) - 1, len(steps)) and not down
        width = steps[n] if set_apart else size / (1 if is_wide(letter) else 2)
        yield Run(
            letter,
            left * _POINTS,
            (bottom - size) * _POINTS,
            (left + width) * _POINTS,
            bottom * _POINTS,
            size * _POINTS,
        )


def _far(steps: list[float]) -> Iterator[float]:
    """Yield how far each letter is from the first."""
    return itertools.chain(itertools.accumulate(steps, initial=0.0), itertools.repeat(sum(steps)))


def _steps(text: str, letters: int) -> list[float]:
    """Return the steps between letters, written as numbers or as "g 3 5.2": three times 5.2."""
    words, steps = iter(text.split()), list[float]()
    while len(steps) < letters and (word := next(words, None)) is not None:
        if word == "g":
            times, far = next(words, ""), next(words, "")
            often = int(times) if times.isdecimal() and len(times) < _LONGEST_COUNT else letters
            steps += _numbers(far) * min(often, letters)
        else:
            steps += _numbers(word)
    return steps


def _numbers(text: str) -> list[float]:
    try:
        return [float(each) for each in text.split()]
    except ValueError:
        return []
