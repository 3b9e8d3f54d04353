"""Text with entities set in lines of a width, as a chat shows it."""

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterable, Iterator

import noto_cjk_sans_otc
from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

from tests.telegram_server.entities import Formatted

# The faces in the font's collection: the Korean one has quotation marks as wide as Latin letters want them.
_LATIN, _CHINESE = 1, 2
_BOLD_STROKE = 0.45
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_PIECES = re.compile(r"\s+|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")
_NOT_FIRST = "、。，：；！？）》」』”’】·)],.:;!?"
_NOT_LAST = "（《「『“‘【(["


@dataclasses.dataclass(frozen=True, slots=True)
class Style:
    """How letters look; what follows an entity is in ``quote``, the number of a quotation or -1."""

    bold: bool = False
    italic: bool = False
    link: bool = False
    quote: int = -1


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """Letters of one style and one face."""

    text: str
    style: Style
    face: int

    def width(self, size: int) -> float:
        """Return the width in pixels."""
        return font(size, self.face).getlength(self.text) + (len(self.text) * _BOLD_STROKE if self.style.bold else 0)


@dataclasses.dataclass(frozen=True, slots=True)
class Letter:
    """A character with its style."""

    text: str
    style: Style


@functools.cache
def font(size: int, face: int = _CHINESE) -> FreeTypeFont:
    """Return the font of this size in pixels."""
    return ImageFont.truetype(noto_cjk_sans_otc.FONT_PATH, size, index=face)


def stroke(style: Style) -> float:
    """Return how much is drawn around the letters: the font that comes with the product has one weight."""
    return _BOLD_STROKE if style.bold else 0.0


def plain(text: str, style: Style | None = None) -> list[Run]:
    """Return a text of one style as runs."""
    return list(_runs([Letter(character, style or Style()) for character in text]))


def paragraphs(formatted: Formatted) -> Iterator[tuple[int, list[list[Letter]]]]:
    """Yield each stretch of the text: the number of its quotation or -1, and its paragraphs."""
    letters = _letters(formatted)
    for quote, stretch in itertools.groupby(letters, key=lambda letter: letter.style.quote):
        lines: list[list[Letter]] = [[]]
        for letter in stretch:
            if letter.text == "\n":
                lines.append([])
            else:
                lines[-1].append(letter)
        # The line feeds around a quotation end the lines beside it.
        if quote < 0 and not lines[-1] and len(lines) > 1:
            lines.pop()
        if quote < 0 and lines and not lines[0]:
            lines.pop(0)
        if lines:
            yield quote, lines


def wrapped(letters: list[Letter], size: int, width: float) -> list[list[Run]]:
    """Return a paragraph in lines that are no wider than ``width``; an empty one is an empty line."""
    lines: list[list[Letter]] = [[]]
    for piece in _pieces(letters, size, width):
        if _width([*lines[-1], *_stripped(piece)], size) > width and lines[-1]:
            lines.append([])
        if lines[-1] or piece[0].text.strip():
            lines[-1].extend(piece)
    return [list(_runs(_stripped(line))) for line in lines]


def _letters(formatted: Formatted) -> list[Letter]:
    units = [Style()] * (len(formatted.text.encode("utf-16-le")) // 2)
    quotes = itertools.count()
    for entity in formatted.entities:
        quote = next(quotes) if "blockquote" in entity.type else None
        for at in range(entity.offset, entity.offset + entity.length):
            style = units[at]
            units[at] = Style(
                style.bold or entity.type == "bold",
                style.italic or entity.type == "italic",
                style.link or entity.type in {"text_link", "url", "mention", "bot_command"},
                style.quote if quote is None else quote,
            )
    letters = []
    at = 0
    for character in formatted.text:
        letters.append(Letter(character, units[at]))
        at += 2 if ord(character) > 0xFFFF else 1
    return letters


def _pieces(letters: list[Letter], size: int, width: float) -> Iterator[list[Letter]]:
    """Yield what is not broken: a word, a Chinese character with the punctuation that clings to it, a space."""
    text = "".join(letter.text for letter in letters)
    piece: list[Letter] = []
    for match in _PIECES.finditer(text):
        following = letters[match.start() : match.end()]
        clings = bool(piece) and (match[0][0] in _NOT_FIRST or piece[-1].text in _NOT_LAST)
        if piece and not clings:
            yield from _fitting(piece, size, width)
            piece = []
        piece += following
    if piece:
        yield from _fitting(piece, size, width)


def _fitting(piece: list[Letter], size: int, width: float) -> Iterator[list[Letter]]:
    if _width(piece, size) <= width:
        yield piece
    else:
        yield from ([letter] for letter in piece)


def _runs(letters: Iterable[Letter]) -> Iterator[Run]:
    row = list(letters)
    faces = [_face(row, n) for n in range(len(row))]
    for (style, face), group in itertools.groupby(
        zip(row, faces, strict=True), key=lambda pair: (pair[0].style, pair[1])
    ):
        yield Run("".join(letter.text for letter, _ in group), style, face)


def _face(row: list[Letter], n: int) -> int:
    """Return the face of a letter; quotation marks are as wide as what they enclose."""
    text = row[n].text
    if text in "“‘":
        beside = row[n + 1].text if n + 1 < len(row) else ""
    elif text in "”’…·":
        beside = row[n - 1].text if n else ""
    else:
        beside = text
    return _CHINESE if _WIDE.match(beside) or text == "—" else _LATIN


def _width(letters: list[Letter], size: int) -> float:
    return sum(run.width(size) for run in _runs(letters))


def _stripped(letters: list[Letter]) -> list[Letter]:
    end = len(letters)
    while end and letters[end - 1].text.isspace():
        end -= 1
    return letters[:end]
