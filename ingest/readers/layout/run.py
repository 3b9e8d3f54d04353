"""A piece of a line with its place on the page, and lines put together from pieces."""

import bisect
import dataclasses
import itertools
import re
import statistics
from collections.abc import Iterable, Iterator, Sequence

from knowledge.names.dictionary import load_dictionary
from knowledge.tables import Cell
from knowledge.text.folding import fold
from knowledge.text.raised import raised

_FIRST_WIDE = 0x2E80
# Pieces that share this much of the smaller one's height stand on one line.
_SAME_LINE = 0.5
# The mark of a note is smaller than its line, and stands higher: of the size of letters.
_SMALL, _RAISED = 0.75, 0.1
# What stands before a hyphen at the end of a line: a part of a word, or of a compound (well-known).
_BROKEN = re.compile(r"(?<![\w-])([^\W\d_]*[^\W\d_A-Z])-$")
_HAN = "[\u3400-\u9fff]"
_SPACED = re.compile(rf"(?<!{_HAN})(?:{_HAN} ){{2,}}{_HAN}(?!{_HAN})")
# A line of nothing but single characters, figures and stops among them.
_ALL_SPACED = re.compile(rf"(?=.*(?:{_HAN} ){{3}})\S(?: \S){{5,}}")


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A text with its box on a page: points from the left and from the top; ``size`` is that of its letters.

    A table is one run, its ``table`` the rows.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    table: tuple[tuple[Cell, ...], ...] = ()

    @property
    def middle(self) -> float:
        """Return how far down the middle is."""
        return (self.top + self.bottom) / 2


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the runs line by line from the top, each line from the left."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda each: (each.middle, each.left)):
        last = rows[-1][-1] if rows else None
        if last is not None and not run.table and not last.table and _overlap(last, run) >= _SAME_LINE:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda each: each.left) for row in rows]


def _overlap(one: Run, other: Run) -> float:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared / max(min(one.bottom - one.top, other.bottom - other.top), 0.1)


def is_wide(char: str) -> bool:
    """Tell whether a character takes a full square, as Chinese ones and their punctuation do."""
    return ord(char) >= _FIRST_WIDE


def text_of(row: Sequence[Run]) -> str:
    """Return the text of a line; pieces that stand apart are parted by a space."""
    return despaced(" ".join(run.text for run in row))


def despaced(text: str) -> str:
    """Return a text without the spaces that part single Chinese characters for looks."""
    if _ALL_SPACED.fullmatch(text):
        return text.replace(" ", "")
    return _SPACED.sub(lambda match: match.group().replace(" ", ""), text)


def joined(text: str, more: str) -> str:
    """Join two lines as they are read: Chinese without a space, a word that was broken as one word."""
    if broken := _BROKEN.search(text):
        first, rest = broken[1], re.match(r"[^\W\d_]*", more)[0]  # type: ignore[index]  # it matches nothing too
        english = load_dictionary().english
        compound = {fold(first), rest} <= english or (first[0].isupper() and rest in english)  # Franco-German
        is_word = rest.islower() and (fold(first + rest) in english or not compound)
        return f"{text[:-1]}{more}" if is_word else f"{text}{more}"
    tight = text[-1] == "-" or is_wide(text[-1]) or is_wide(more[0])
    return f"{text}{more}" if tight else f"{text} {more}"


def runs_of_glyphs(glyphs: Sequence[Run]) -> Iterator[Run]:
    """Yield the runs that the glyphs of a page make: parted where a gap is wider than the letters.

    A glyph that is a blank parts words. Letters set wide apart belong together: a gap is measured against the usual
    gap of its line.
    """
    for row in rows_of(glyphs):
        letters = [glyph for glyph in _once(row) if not glyph.text.isspace()]
        if not letters:
            continue
        blanks = _blanks(row)
        gaps = [after.left - before.right for before, after in itertools.pairwise(letters)]
        size = statistics.median(glyph.size for glyph in letters)
        usual = max(0.0, min(statistics.median(gaps) if gaps else 0.0, size))
        start = 0
        for n, gap in enumerate([*gaps, float("inf")], start=1):
            if gap > usual + size:
                yield _run(letters[start:n], blanks, usual)
                start = n


def _blanks(row: Sequence[Run]) -> list[float]:
    return sorted((glyph.left + glyph.right) / 2 for glyph in row if glyph.text.isspace())


def _once(row: Sequence[Run]) -> Iterator[Run]:
    """Yield the glyphs without those printed twice to look bold."""
    last: Run | None = None
    for glyph in row:
        apart = min(0.2 * max(glyph.size, 1), 0.5 * (glyph.right - glyph.left))  # an l is no wider than its stem
        if last is None or glyph.text != last.text or glyph.left - last.left > apart:
            yield glyph
        last = glyph


def _run(glyphs: Sequence[Run], blanks: Sequence[float], usual: float) -> Run:
    size = statistics.median(glyph.size for glyph in glyphs)
    foot = statistics.median(glyph.bottom for glyph in glyphs) - _RAISED * size
    text, before = "", None
    for is_mark, group in itertools.groupby(
        glyphs, key=lambda glyph: glyph.size < _SMALL * size and glyph.bottom < foot and glyph.text.isdecimal()
    ):
        marks = ""
        for after in group:
            if is_mark:
                marks += after.text
            else:
                text += (" " if before and _are_apart(before, after, blanks, usual) else "") + after.text
            before = after
        text += raised(text, marks)
    return Run(
        despaced(text),
        glyphs[0].left,
        min(glyph.top for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        size,
    )


def _are_apart(before: Run, after: Run, blanks: Sequence[float], usual: float) -> bool:
    """Tell whether a blank stands between two letters, or room for one."""
    first = bisect.bisect_right(blanks, max(before.left, before.right - 0.6 * before.size))
    blank = first < len(blanks) and blanks[first] < after.right
    gap = after.left - before.right
    return blank or (gap > usual + 0.15 * after.size and not (is_wide(before.text[-1]) or is_wide(after.text[0])))
