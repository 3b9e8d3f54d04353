"""Place every block in the outline of its document: headings and clauses above it, speaker, time, language, pair."""

import dataclasses
import itertools
import re
from collections.abc import Callable, Iterable, Sequence

from ingest.document import Block, BlockKind, Document, weight
from ingest.readers.dates import find_date
from ingest.split.speech import Speech, find_questions, find_speech
from knowledge.evidence import Language
from knowledge.text.language import HAN, detect_language
from knowledge.text.sentences import sentence_spans

MAX_HEADING_WEIGHT = 45
_MAX_LINE_HEADING_WEIGHT = 32
_MIN_ALTERNATIONS = 3
_MIN_LATIN_WORDS = 4

_HAN_NUMBER = "[一二三四五六七八九十百]{1,4}"
_MEMBER_RANK = 16
_NEXT_MEMBER = re.compile(r"[。；;][二三四五六七八九十]是")
# (pattern, rank): how Chinese papers number their parts, from the outermost in; then English ones.
_LABELS = (
    (re.compile(rf"^(第\s?(?:{_HAN_NUMBER}|\d{{1,3}})\s?[章编部][分]?)[\s、:：]*"), 10),
    (re.compile(rf"^(第\s?(?:{_HAN_NUMBER}|\d{{1,3}})\s?节)[\s、:：]*"), 11),
    (re.compile(rf"^(第\s?(?:{_HAN_NUMBER}|\d{{1,3}})\s?条)[\s、:：]*"), 12),
    (re.compile(rf"^({_HAN_NUMBER})、"), 12),
    (re.compile(rf"^([(（]{_HAN_NUMBER}[)）])、?"), 13),
    (re.compile(r"^(\d{1,3})(?:[.．](?!\d)|、)\s*"), 14),
    (re.compile(r"^([(（]\d{1,3}[)）])"), 15),
    (re.compile(r"^([一二三四五六七八九十]是)"), _MEMBER_RANK),
    (re.compile(r"^((?:Chapter|Part)\s+(?:\d{1,3}|[IVXLC]{1,6}|One|Two|Three))\b[.:]?\s*"), 10),
    (re.compile(r"^((?:Section|Article)\s+(?:\d{1,3}|[IVXLC]{1,6}))\b[.:]?\s*"), 12),
    (re.compile(r"^([IVX]{1,5})\.\s+"), 12),
)
_ORDINAL = re.compile(r"^(First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Finally)(?:ly)?\b")
_LINE_HEADING_RANK = 7
_INNER_LINE_HEADING_RANK = 19
# A question stands above the clauses of its answer.
_QUESTION_RANK = 9
# The title of a table, and the title of one of its parts, stand above its rows and nothing after them.
_TABLE_RANK = 20
_UNIT = re.compile(r"[(（]?(?:计量)?单位\s?[:：]|[(（]?units?\s?:", re.IGNORECASE)
# A stop, and the mark of a note behind it.
_ENDS = re.compile(r"[。！？!?；;，,、:：.…][”’」』）)\"']*(?:\[\^?\w{1,4}\]|[①-⑳])*$")
_INNER_STOP = re.compile(r"[。！？；;]|[a-z]\.\s")


@dataclasses.dataclass(frozen=True, slots=True)
class Heading:
    """A heading, or a numbered clause whose ``text`` is its first sentence where that is short, else empty."""

    rank: int
    label: str
    text: str
    is_clause: bool = False


_NO_SPEECH = Speech()


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """A block in its place.

    ``unit`` is shared by the two language sides of one bilingual block, else a piece's own. ``starts`` tells that
    nothing before it may be merged with it.
    """

    block: Block
    language: Language
    unit: int
    path: tuple[Heading, ...] = ()
    speech: Speech = _NO_SPEECH
    starts: bool = False
    is_heading: bool = False


def outline(document: Document) -> tuple[list[Piece], bool]:
    """Return the pieces in reading order, and whether the two languages alternate block by block."""
    blocks = document.blocks
    languages = [_language(block, document.language) for block in blocks]
    bilingual = _alternates(blocks, languages)
    if bilingual:
        languages = [_language(block, detect_language(block.text)) for block in blocks]
    units = _units(blocks, languages, bilingual=bilingual)
    speeches, speaker_lines = find_speech(blocks, languages)
    questions = find_questions(blocks, speeches)
    stacks: dict[Language, list[Heading]] = {language: [] for language in Language}
    pieces: list[Piece] = []
    opening: Heading | None = None  # the heading or clause that opened the current unit
    for n, block in enumerate(blocks):
        language = languages[n]
        first_of_unit = n == 0 or units[n] != units[n - 1]
        first_of_side = first_of_unit or languages[n - 1] is not language
        if first_of_unit:
            opening = None
        heading, is_heading = None, False
        if n not in speaker_lines and block.kind in _TEXTUAL:
            following = blocks[n + 1 : n + 2]
            asks = n in questions
            heading, is_heading = (_question(block), True) if asks else _heading(block, following, stacks[language])
            if bilingual and opening is not None and first_of_side and not first_of_unit:
                heading, is_heading = _translated(block, opening, heading, is_heading=is_heading)
        opening = opening or heading
        if block.kind is not BlockKind.TABLE_ROW and not (heading and heading.rank >= _TABLE_RANK):
            _leave(stacks.values(), lambda above: above.rank >= _TABLE_RANK)
        if speeches[n].opens and n - 1 not in questions:
            # The reply is over.
            _leave(stacks.values(), lambda above: above.rank == _QUESTION_RANK)
        # One stack serves a document of one language, one a language where they alternate.
        _enter(heading, [stacks[language]] if bilingual else list(stacks.values()))
        if n in speaker_lines and n - 1 not in speaker_lines:
            for stack in stacks.values():
                stack.clear()
        pieces.append(
            Piece(
                block=dataclasses.replace(block, kind=BlockKind.SPEAKER) if n in speaker_lines else block,
                language=language,
                unit=units[n],
                path=tuple(stacks[language]),
                speech=speeches[n],
                starts=heading is not None
                or block.kind in {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}
                or speeches[n].opens,
                is_heading=is_heading,
            )
        )
    return pieces, bilingual


def _leave(stacks: Iterable[list[Heading]], ends: Callable[[Heading], bool]) -> None:
    for stack in stacks:
        while stack and ends(stack[-1]):
            stack.pop()


def _enter(heading: Heading | None, stacks: Sequence[list[Heading]]) -> None:
    """Put a heading below those that it belongs to."""
    if heading is None:
        return
    for stack in stacks:
        while stack and stack[-1].rank >= heading.rank:
            stack.pop()
        stack.append(heading)


_TEXTUAL = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}


def _language(block: Block, fallback: Language) -> Language:
    """Return a block's language; a name or a number alone is in that of its document."""
    if block.kind is BlockKind.TIMESTAMP:
        return fallback
    text = re.sub(r"https?://\S+", "", block.text)
    if HAN.search(text) is None and len(re.findall(r"[A-Za-zÀ-ɏ]{2,}", text)) < _MIN_LATIN_WORDS:
        return fallback
    return detect_language(text)


def _alternates(blocks: Sequence[Block], languages: Sequence[Language]) -> bool:
    told = [
        language
        for block, language in zip(blocks, languages, strict=True)
        if block.kind not in {BlockKind.TIMESTAMP, BlockKind.TABLE_ROW, BlockKind.IMPRINT, BlockKind.TITLE}
    ]
    followed = sum(a is Language.ZH and b is Language.EN for a, b in itertools.pairwise(told))
    chinese = sum(language is Language.ZH for language in told)
    return followed >= _MIN_ALTERNATIONS and followed >= chinese / 2


def _units(blocks: Sequence[Block], languages: Sequence[Language], *, bilingual: bool) -> list[int]:
    """Return a number for every block; where the languages alternate, a Chinese run and its English run share one."""
    units: list[int] = []
    unit = -1
    for n, block in enumerate(blocks):
        side_of_previous = (
            bilingual
            and n > 0
            and block.kind is not BlockKind.TIMESTAMP
            and blocks[n - 1].kind is not BlockKind.TIMESTAMP
            and not (languages[n] is Language.ZH and languages[n - 1] is Language.EN)
            and not (languages[n] is Language.ZH and _label(block.text) is not None)
        )
        if not side_of_previous:
            unit += 1
        units.append(unit)
    return units


def _label(text: str) -> Heading | None:
    for pattern, rank in _LABELS:
        match = pattern.match(text)
        # "一是" numbers a paragraph only where the next member has a paragraph of its own.
        if match and not (rank == _MEMBER_RANK and _NEXT_MEMBER.search(text, match.end())):
            return Heading(rank, match.group(1), text)
    return None


def _lead(text: str) -> str:
    """Return the first sentence of a clause without its stop, where it is short enough to stand for the clause."""
    start, end = next(iter(sentence_spans(text[:400])), (0, 0))
    lead = text[start:end].rstrip("。.;；")
    return lead if weight(lead) <= MAX_HEADING_WEIGHT and end < len(text) else ""


def _heading(block: Block, following: Sequence[Block], above: Sequence[Heading]) -> tuple[Heading | None, bool]:
    """Return the heading or clause that a block is, and whether it is a heading; None for running text."""
    text = block.text
    label = _label(text)
    if block.kind is BlockKind.HEADING:
        labelled = label or Heading(0, "", text)
        rank = block.level or (label.rank if label else _LINE_HEADING_RANK)
        return dataclasses.replace(labelled, rank=rank), True
    if block.kind is BlockKind.LIST_ITEM:
        return None, False
    if label is not None:
        is_heading = weight(text) <= MAX_HEADING_WEIGHT and not _ENDS.search(text) and not _INNER_STOP.search(text)
        # What is followed by its own kind heads nothing: it is a list.
        after = _label(following[0].text) if following else None
        is_heading = is_heading and bool(following) and (after is None or after.rank > label.rank)
        return (label if is_heading else dataclasses.replace(label, text=_lead(text), is_clause=True)), is_heading
    if _is_table_title(block, following):
        return Heading(_TABLE_RANK, "", text), True
    if _is_line_heading(block, following):
        inner = any(_LINE_HEADING_RANK < each.rank < _INNER_LINE_HEADING_RANK and not each.is_clause for each in above)
        return Heading(_INNER_LINE_HEADING_RANK if inner else _LINE_HEADING_RANK, "", text), True
    return None, False


def _question(block: Block) -> Heading:
    label = _label(block.text)
    return Heading(label.rank if label else _QUESTION_RANK, label.label if label else "", block.text)


def _is_table_title(block: Block, following: Sequence[Block]) -> bool:
    """Tell whether a line names the table that begins after it, by its title or by that of its first part."""
    if not following or "\n" in block.text or _UNIT.match(block.text):
        return False
    after = following[0]
    in_table = after.kind is BlockKind.TABLE_ROW or (after.kind is BlockKind.HEADING and after.level > _TABLE_RANK)
    return in_table and weight(block.text) <= MAX_HEADING_WEIGHT and not _ENDS.search(block.text)


def _is_line_heading(block: Block, following: Sequence[Block]) -> bool:
    """Tell whether an unnumbered line heads what follows: short, unpunctuated, before a paragraph."""
    text = block.text
    if not following or "\n" in text or "://" in text:
        return False
    if weight(text) > _MAX_LINE_HEADING_WEIGHT or _ENDS.search(text) or _INNER_STOP.search(text):
        return False
    after = following[0]
    if find_date(text) is not None and find_date(after.text) is not None:
        return False  # two lines of a list of what happened when
    is_text = after.kind is BlockKind.PARAGRAPH and (
        weight(after.text) > 2 * weight(text) or _label(after.text) is not None
    )
    return (is_text and (_ENDS.search(after.text) is not None)) or (after.gap and _is_short_line(after))


def _is_short_line(block: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and weight(block.text) <= _MAX_LINE_HEADING_WEIGHT
        and not _ENDS.search(block.text)
    )


def _translated(
    block: Block, opening: Heading, own: Heading | None, *, is_heading: bool
) -> tuple[Heading | None, bool]:
    """Return the heading that a translation is of: it stands where its original stands."""
    ordinal = _ORDINAL.match(block.text)
    label = own.label if own else (ordinal.group(1) if ordinal else "")
    if not opening.is_clause:
        return Heading(opening.rank, label, block.text), True
    if own is None:
        return None, False
    return dataclasses.replace(own, rank=opening.rank), is_heading
