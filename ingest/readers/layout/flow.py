"""Join the lines of pages to paragraphs, over the ends of columns and pages; tell headlines by their size."""

import collections
import dataclasses
import itertools
import re
import statistics
from collections.abc import Iterable, Iterator, Sequence

from ingest.document import Block, BlockKind, weight
from ingest.readers.layout.run import Run, is_wide, joined, rows_of, text_of
from ingest.readers.layout.tables import with_tables
from ingest.readers.metadata import is_imprint
from ingest.readers.tables import cell_blocks
from knowledge.tables import Cell

_ENDED = re.compile(r"[。！？!?.；;:：…][”’」』）)\"']*$")
_STARTS_ITEM = re.compile(
    r"^(?:[-*•●▪◦]\s|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、．]\s?|第.{1,3}[章节条])"
)
_ISSUER = re.compile(r"^(?:公\s?报|简\s?报)$")
_HEADING_SIZE, _TITLE_SIZE = 1.12, 1.25
_MAX_HEADING_WEIGHT = 45
_MAX_TITLE_WEIGHT = 80
_SAME_WIDTH = 0.1
_INDENT = 1.2  # letters
_SLACK = 0.6
_HANGING = 2.2


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A line of a page with the column that it stands in, or a table."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    column: tuple[float, float]
    table: tuple[tuple[Cell, ...], ...] = ()


def lines_of(runs: Sequence[Run], page: int) -> Iterator[Line]:
    """Yield the lines of a page in reading order."""
    for column in in_columns(runs) if runs else ():
        edges = _edges(column)
        for row in rows_of(with_tables(column)):
            yield Line(
                text_of(row),
                page,
                row[0].left,
                max(run.right for run in row),
                min(run.top for run in row),
                max(run.bottom for run in row),
                statistics.median(run.size for run in row),
                edges,
                row[0].table,
            )


def _edges(column: Sequence[Run]) -> tuple[float, float]:
    """Return from where to where the text of a column goes; headlines and tables may be wider."""
    prose = [run for run in column if not run.table] or column
    size = statistics.median(run.size for run in prose)
    body = [run for run in prose if run.size < _HEADING_SIZE * size]
    return min(run.left for run in body), max(run.right for run in body)


def blocks_of_lines(lines: Sequence[Line], relative: str) -> Iterator[Block]:
    """Yield the blocks that lines make: the headline, headings, paragraphs on the page where they begin, table rows."""
    sizes = collections.Counter[float]()
    for line in lines:
        sizes[_rounded(line.size)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    title = _title(lines, body)
    larger = sorted({_rounded(line.size) for line in lines if line.size >= _HEADING_SIZE * body}, reverse=True)
    usual = _leading(lines)
    for is_table, group in itertools.groupby(lines, key=lambda line: bool(line.table)):
        if is_table:
            yield from _tables(list(group), relative)
            continue
        for paragraph in _paragraphs(list(group), usual):
            yield _block(paragraph, title, larger, body)


def _block(paragraph: Sequence[Line], title: Sequence[Line], larger: Sequence[float], body: float) -> Block:
    text, first = _text(paragraph), paragraph[0]
    if first in title:
        return Block(text, BlockKind.TITLE, page=first.page)
    if first.size >= _HEADING_SIZE * body and weight(text) <= _MAX_HEADING_WEIGHT and not _ENDED.search(text):
        return Block(text, BlockKind.HEADING, level=min(6, 1 + larger.index(_rounded(first.size))), page=first.page)
    return Block(text, page=first.page)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _title(lines: Sequence[Line], body: float) -> list[Line]:
    """Return the lines of the headline: the largest on the first page, but for who issues the paper."""
    front = [line for line in lines if line.page == lines[0].page and line.text and not line.table]
    able = [line for line in front if not _ISSUER.search(line.text) and not is_imprint(line.text)]
    largest = max((_rounded(line.size) for line in able), default=0.0)
    if largest < _TITLE_SIZE * body:
        return []
    first = next(n for n, line in enumerate(able) if _rounded(line.size) == largest)
    title = list(itertools.takewhile(lambda line: _rounded(line.size) == largest, able[first:]))
    return title if 1 < weight(_text(title)) <= _MAX_TITLE_WEIGHT else []


def _leading(lines: Sequence[Line]) -> float:
    gaps = [
        (below.top - above.bottom) / max(above.size, 1)
        for above, below in itertools.pairwise(lines)
        if above.page == below.page and above.column == below.column and below.top >= above.bottom
    ]
    return statistics.median(gaps) if gaps else 0.5


def _paragraphs(lines: Sequence[Line], usual: float) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and _breaks(paragraph, line, usual):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _breaks(paragraph: Sequence[Line], line: Line, usual: float) -> bool:
    """Tell whether a line begins a paragraph."""
    last = paragraph[-1]
    size = max(last.size, 1)
    if not 1 / _HEADING_SIZE < line.size / size < _HEADING_SIZE:
        return True
    ended = _ENDED.search(last.text) is not None
    if line.text[0].islower() and not ended:
        return False
    if _is_short(last, line) or (ended and _STARTS_ITEM.match(line.text)):
        return True
    if last.page == line.page and last.column == line.column:
        apart = (line.top - last.bottom) / size > usual * 1.6 + 0.3
        indented = line.left - line.column[0] > _INDENT * size and line.left - last.left > _SLACK * size
        return apart or (indented and (ended or len(paragraph) > 1 or last.left - last.column[0] < _SLACK * size))
    widths = [line.column[1] - line.column[0], last.column[1] - last.column[0]]
    same = abs(widths[0] - widths[1]) <= _SAME_WIDTH * max(widths)
    return not same or (ended and line.left - line.column[0] > _INDENT * size)


def _is_short(last: Line, line: Line) -> bool:
    """Tell whether the first word of the next line would have had room at the end of this one."""
    room = (last.column[1] - last.right) / max(last.size, 1)
    word = line.text.split(" ", 1)[0][:30]
    # Chinese breaks anywhere, but no line begins with a stop.
    return room > (_HANGING if is_wide(word[:1] or "一") else 0.5 * len(word) + _SLACK)


def _text(lines: Iterable[Line]) -> str:
    text = ""
    for line in lines:
        text = joined(text, line.text) if text and line.text else text or line.text
    return text


def _tables(lines: Sequence[Line], relative: str) -> Iterator[Block]:
    """Yield the rows of tables; one that goes on over the end of a page, its header repeated or not, is one table."""
    whole: list[tuple[tuple[Cell, ...], int]] = []
    for last, line in itertools.pairwise((None, *lines)):
        rows = [(row, line.page) for row in line.table] if line else []
        goes_on = (
            last is not None and line is not None and line.page == last.page + 1 and _columns(last) == _columns(line)
        )
        if whole and not goes_on:
            yield from _rows(whole, relative)
            whole = []
        if goes_on and _texts(rows[0][0]) == _texts(whole[0][0]):
            rows = rows[1:]
        whole += rows
    yield from _rows(whole, relative)


def _rows(whole: Sequence[tuple[tuple[Cell, ...], int]], relative: str) -> Iterator[Block]:
    for block in cell_blocks([row for row, _ in whole], relative):
        page = whole[(block.row or 1) - 1][1]
        yield dataclasses.replace(block, page=page)


def _columns(line: Line) -> int:
    return max(sum(cell.columns for cell in row) for row in line.table)


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row]


_MIN_RUNS = 8
_MIN_LINES = 4
_STEP = 2.0  # points between the places where a gutter is looked for
_EDGE = 0.15  # no gutter so near the edge of the text, as a share of its width
# So many of the lines may go over a gutter: headlines, footers.
_MAX_CROSSING = 0.15
_MIN_GUTTER = 0.7  # of the size of a letter
# Lines of prose fill their column; the cells of a table do not.
_MIN_FILL = 0.55


def in_columns(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield the runs of each column in reading order: what stands above both, the left one, the right one."""
    gutter = _gutter(runs)
    if gutter is None:
        yield list(runs)
        return
    over = [run for run in runs if run.left < gutter < run.right]
    beside = [run for run in runs if not run.left < gutter < run.right]
    tops = [row[0].middle for row in rows_of(over)]
    bands = [float("-inf"), *tops, float("inf")]
    lines = rows_of(over)
    for n, (top, bottom) in enumerate(itertools.pairwise(bands)):
        if n:
            yield lines[n - 1]
        band = [run for run in beside if top < run.middle <= bottom]
        for side in ([run for run in band if run.right <= gutter], [run for run in band if run.left >= gutter]):
            if side:
                yield from in_columns(side)


def _gutter(runs: Sequence[Run]) -> float | None:
    """Return where a white strip parts two columns of prose, or None."""
    if len(runs) < _MIN_RUNS:
        return None
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    size = statistics.median(run.size for run in runs)
    allowed = max(1, int(_MAX_CROSSING * len(runs)))
    places: list[tuple[float, int]] = []
    place = left + _EDGE * (right - left)
    while place < right - _EDGE * (right - left):
        places.append((place, sum(run.left < place < run.right for run in runs)))
        place += _STEP
    best: list[float] = []
    for is_open, group in itertools.groupby(places, key=lambda each: each[1] <= allowed):
        strip = [each for each, _ in group]
        if is_open and len(strip) > len(best):
            best = strip
    if len(best) * _STEP < _MIN_GUTTER * size:
        return None
    gutter = best[len(best) // 2]
    sides = [run for run in runs if run.right <= gutter], [run for run in runs if run.left >= gutter]
    return gutter if all(_is_prose(side) for side in sides) else None


def _is_prose(runs: Sequence[Run]) -> bool:
    rows = rows_of(run for run in runs if not run.table)
    if len(rows) < _MIN_LINES:
        return False
    width = max(run.right for run in runs) - min(run.left for run in runs)
    filled = [sum(run.right - run.left for run in row) for row in rows]
    return width > 0 and statistics.median(filled) >= _MIN_FILL * width
