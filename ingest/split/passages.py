"""Gather the pieces of an outline into passages: whole paragraphs and clauses, short neighbours together."""

import collections
import dataclasses
import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.clean import ends_sentence, mend
from ingest.document import BlockKind, Document, weight
from ingest.split.outline import Heading, Piece, outline
from ingest.split.sentences import WHOLE, SentenceSplitter
from knowledge.evidence import Language
from knowledge.language.times import find_points

# A paragraph shorter than SHORT is merged with its neighbours while the whole stays within MERGED; a bullet only when
# it is a few words and no sentence. In Chinese characters; times 2.8 for Latin ones.
SHORT = 80
MERGED = 250
TINY = 20
LONGEST_ROW = 4 * WHOLE
MAX_MERGED = 40  # paragraphs
_MAX_LOCATOR_HEADING = 24
_IMPRINT_LOCATOR = {Language.ZH: "发布信息", Language.EN: "publication details"}
_IMPRINT_SEARCH = "发布信息(标题、发布时间、发布单位、作者) publication details (date posted, publisher, author): "
_PARAGRAPH = {Language.ZH: "第{}段", Language.EN: "para. {}"}
_ROW = {Language.ZH: "第{}行", Language.EN: "row {}"}
_PAGE = {Language.ZH: "第{}页", Language.EN: "p. {}"}
_COMMA = {Language.ZH: "，", Language.EN: ", "}
_SCANNED = {Language.ZH: "（由图片识读）", Language.EN: " (read from a picture)"}
_SEPARATOR = " › "
_BREAK = "\n\n"


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """A passage before it has an id; ``pair`` numbers the bilingual block that it is one side of."""

    text: str
    search_text: str
    heading: str
    locator: str
    language: Language
    pair: int | None


@dataclasses.dataclass(slots=True)
class _Group:
    """Pieces that make one passage a language (more, where they are too long for one)."""

    lead: list[Piece]  # title, headings and speaker lines that stand above
    body: list[Piece]
    tail: list[Piece]  # the time that a transcript writes after the block

    def side(self, language: Language) -> list[Piece]:
        return [piece for piece in self.body if piece.language is language]


def draft_passages(document: Document) -> Iterator[Draft]:
    """Yield the passages of a document in reading order."""
    pieces, bilingual = outline(document)
    vocabulary = frozenset(re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", "\n".join(piece.block.text for piece in pieces)))
    groups = list(_groups(pieces))
    numbers = _paragraph_numbers(groups)
    crowded = collections.Counter(
        (_section(piece), language) for group in groups for language in Language for piece in group.side(language)[:1]
    )
    splitter = SentenceSplitter()
    for number, group in enumerate(groups):
        both = bilingual and all(group.side(language) for language in Language)
        for language in Language:
            side = group.side(language)
            if not side:
                continue
            lead = [piece for piece in group.lead if piece.language is language or not group.side(piece.language)]
            locator = _locator(side[0], numbers[id(side[0])], crowded=crowded[_section(side[0]), language] > 1)
            yield from _side(
                lead,
                side,
                group.tail,
                locator=locator,
                pair=number if both else None,
                vocabulary=vocabulary,
                splitter=splitter,
            )


def _groups(pieces: Sequence[Piece]) -> Iterator[_Group]:
    current: _Group | None = None
    lead: list[Piece] = []
    for unit in _units(pieces):
        body = [piece for piece in unit if not _leads(piece)]
        lead += [piece for piece in unit if _leads(piece)]
        if not body:
            continue
        if all(piece.block.kind is BlockKind.TIMESTAMP for piece in body):
            # A time belongs to the turn that carries it, before or after.
            follows = current is not None and not lead and current.body[-1].speech.time == body[0].speech.time
            (current.tail if current is not None and follows else lead).extend(body)
            continue
        if current is not None and not lead and not current.tail and _may_merge(current, body):
            current.body += body
            continue
        if current is not None:
            yield current
        current, lead = _Group(lead, body, []), []
    if lead:
        rest = _Group([], lead, [])
        if current is None:
            current = rest
        else:
            yield current
            current = rest
    if current is not None:
        yield current


def _units(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    unit: list[Piece] = []
    for piece in pieces:
        if unit and piece.unit != unit[-1].unit:
            yield unit
            unit = []
        unit.append(piece)
    if unit:
        yield unit


def _leads(piece: Piece) -> bool:
    return piece.is_heading or piece.block.kind in {BlockKind.TITLE, BlockKind.SPEAKER}


def _may_merge(group: _Group, body: Sequence[Piece]) -> bool:
    first = body[0]
    last = next((piece for piece in reversed(group.body) if piece.language is first.language), group.body[-1])
    imprints = [piece.block.kind is BlockKind.IMPRINT for piece in (last, first)]
    if any(imprints):
        return all(imprints)
    apart = first.path != last.path or first.speech.speaker != last.speech.speaker or first.speech.opens
    if apart or len(group.body) >= MAX_MERGED:
        return False
    # A line that ends in a colon (a salutation, a caption) goes with what follows it.
    announced = _announces(group.body)
    if _announces(body) and not announced:
        return False
    sides = [(group.side(language), [piece for piece in body if piece.language is language]) for language in Language]
    if any(bool(ours) != bool(theirs) for ours, theirs in sides):
        return False
    limit, most = _short_limit([*group.body, *body], first), WHOLE if announced else MERGED
    short = all(_weight(theirs) < limit for _, theirs in sides) or all(_weight(ours) < limit for ours, _ in sides)
    return short and all(_weight(ours) + _weight(theirs) <= most for ours, theirs in sides)


def _short_limit(pieces: Sequence[Piece], first: Piece) -> float:
    """Return the weight below which blocks of this kind are short; 0 where they are never merged."""
    kinds = {piece.block.kind for piece in pieces}
    lines = [piece.block.text for piece in pieces]
    if kinds == {BlockKind.LIST_ITEM}:
        limit = 0.0 if any(map(ends_sentence, lines)) else TINY
    else:
        limit = SHORT if kinds == {BlockKind.PARAGRAPH} and not first.starts else 0.0
    # In a list of what happened when, one line is one thing.
    dated = limit and sum(map(_tells_a_time, lines)) > 1
    return 0.0 if dated else limit


@functools.lru_cache(maxsize=256)  # a line is looked at with each of its neighbours
def _tells_a_time(line: str) -> bool:
    return not ends_sentence(line) and any(time.date for time in find_points(line))


def _announces(pieces: Sequence[Piece]) -> bool:
    return pieces[0].block.text.endswith((":", "：")) and _weight(pieces) < 2 * SHORT


def _weight(pieces: Iterable[Piece]) -> float:
    return sum(weight(piece.block.text) for piece in pieces)


def _side(
    lead: Sequence[Piece],
    side: Sequence[Piece],
    tail: Sequence[Piece],
    *,
    locator: str,
    pair: int | None,
    vocabulary: frozenset[str],
    splitter: SentenceSplitter,
) -> Iterator[Draft]:
    """Yield one language's passages of a group: what leads goes before the first, what trails after the last."""
    first = side[0]
    above = "\n".join(piece.block.text for piece in lead)
    spoken = "\n".join(piece.block.text for piece in lead if piece.block.kind is BlockKind.SPEAKER)
    below = "\n".join(piece.block.text for piece in tail)
    imprint = first.block.kind is BlockKind.IMPRINT
    # Empty lines mark where paragraphs end, so that only lines wrapped inside one are mended.
    whole = _BREAK.join(re.sub(r"\n\s*\n", "\n", piece.block.text) for piece in side)
    # A row without its other cells says nothing: it is cut only where it is longer than any row should be.
    is_row = first.block.kind is BlockKind.TABLE_ROW and weight(whole) <= LONGEST_ROW
    parts = [whole] if is_row else splitter.split_text(whole)
    given = "\n".join(piece.block.search_text for piece in side if piece.block.search_text)
    for n, part in enumerate(parts):
        mended = "\n".join(mend(paragraph, vocabulary) for paragraph in part.split(_BREAK))
        text = "\n".join(
            each
            for each in (above if n == 0 else "", part.replace(_BREAK, "\n"), below if n == len(parts) - 1 else "")
            if each
        )
        # Title and headings are searched with every passage of their section already.
        search = given or "\n".join(
            each for each in (spoken if n == 0 else "", mended, below if n == len(parts) - 1 else "") if each
        )
        if imprint:
            search = _IMPRINT_SEARCH + search
        heading = _heading(first, own_clause=n == 0 and first.starts)
        yield Draft(text, "" if search == text else search, heading, locator, first.language, pair)


def _heading(piece: Piece, *, own_clause: bool) -> str:
    """Return speaker and headings above; the clause that the passage itself opens with is in its text already."""
    path = piece.path[:-1] if own_clause and piece.path and piece.path[-1].is_clause else piece.path
    return _SEPARATOR.join(each for each in (piece.speech.speaker, *(heading.text for heading in path)) if each)


def _section(piece: Piece) -> tuple[object, ...]:
    return (piece.speech.speaker, piece.speech.time, piece.path, piece.block.kind is BlockKind.IMPRINT)


def _paragraph_numbers(groups: Iterable[_Group]) -> dict[int, int]:
    """Return the number of every paragraph in its section, each language apart, from 1."""
    counts: collections.Counter[tuple[object, ...]] = collections.Counter()
    numbers: dict[int, int] = {}
    for group in groups:
        for piece in group.body:
            key = (_section(piece), piece.language)
            counts[key] += 1
            numbers[id(piece)] = counts[key]
    return numbers


def _locator(piece: Piece, number: int, *, crowded: bool) -> str:
    """Return where a person finds a passage, and that it was read from a picture where it was."""
    place = _place(piece, number, crowded=crowded)
    return place + _SCANNED[piece.language] if piece.block.scanned else place


def _place(piece: Piece, number: int, *, crowded: bool) -> str:
    """Return where a passage stands: speaker and time, headings, page, row, paragraph."""
    block, language = piece.block, piece.language
    if block.kind is BlockKind.IMPRINT:
        return _IMPRINT_LOCATOR[language]
    comma = _COMMA[language]
    said = comma.join(each for each in (piece.speech.speaker, piece.speech.time) if each)
    page = "" if block.page is None else _PAGE[language].format(block.page)
    steps = [_step(heading, outermost=n == 0 and not said) for n, heading in enumerate(piece.path)]
    where = _SEPARATOR.join(([said] if said else []) + steps)
    if block.row is not None:
        row = comma.join(each for each in (page, _ROW[language].format(block.row)) if each)
        return _SEPARATOR.join(each for each in (where, row) if each)
    if page or not where or crowded:
        return comma.join(each for each in (where, page or _PARAGRAPH[language].format(number)) if each)
    return where


def _step(heading: Heading, *, outermost: bool) -> str:
    """Return a heading as a step of a locator: its number, with its words where it is outermost or has no number."""
    short = weight(heading.text) <= _MAX_LOCATOR_HEADING
    if heading.label and not (outermost and heading.text and short):
        return heading.label
    if short:
        return heading.text
    kept = ""
    for char in heading.text:
        if weight(kept + char) > _MAX_LOCATOR_HEADING:
            break
        kept += char
    return f"{kept.rstrip()}…"
