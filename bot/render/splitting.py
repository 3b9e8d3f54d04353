"""Blocks of HTML into messages within Telegram's limits, cut where a reader would pause; nothing is left out."""

import dataclasses
import html
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import regex

from bot.render.markup import Html, plain
from knowledge.text.sentences import sentence_spans

# Telegram counts a message's text after its entities are parsed, in UTF-16 units, and drops entities beyond the 100th.
MESSAGE_UNITS = 4096
# What a phone shows without much scrolling; what is longer goes on the next page.
SCREEN_UNITS = 1500
MESSAGE_ENTITIES = 100

_TOKEN = re.compile(r"<(?P<closing>/)?(?P<name>\w+)[^>]*>|[^<]+")
_OPENING = re.compile(r"<\w")
_GRAPHEME = regex.compile(r"\X")
_WORD_END = re.compile(r"\s+|(?<=[\u3001\uff0c\u3002])")
# A cut in the first part of a message would leave a message of a few words.
_LEAST_FILLED = 0.25
# How far behind a cut the end of a quotation is looked for.
_AHEAD = 300
# Blank although Unicode counts it among the symbols.
_BLANK_SYMBOLS = frozenset("\u2800\u3164\uffa0")


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """A paragraph; a ``tight`` one follows what is above it without a blank line."""

    html: Html
    tight: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class _Run:
    """Text inside the same tags; each tag has a number, so that two alike side by side stay two."""

    text: str
    tags: tuple[tuple[int, str], ...]


def units(text: str) -> int:
    """Return the length of plain text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(blocks: Iterable[Block], limit: int = MESSAGE_UNITS) -> list[Html]:
    """Return the messages that the blocks fill, each at most ``limit`` units of text.

    A block stays whole if it fits into a message. Blocks that show nothing make no message.
    """
    messages: list[Html] = []
    for block in blocks:
        for number, piece in enumerate(_pieces(block.html, limit)):
            separator = "\n" if block.tight else "\n\n"
            joined = Html(f"{messages[-1]}{separator}{piece}") if messages and number == 0 else None
            if joined is not None and _fits(joined, limit):
                messages[-1] = joined
            else:
                messages.append(piece)
    return messages


def shorten(text: str, limit: int, *, keep_end: bool = False) -> str:
    """Return plain text of at most ``limit`` units: whole, or its beginning (or its end) and an ellipsis."""
    if units(text) <= limit:
        return text
    kept, room = 0, limit - 1
    clusters: list[str] = _GRAPHEME.findall(text)
    for cluster in reversed(clusters) if keep_end else clusters:
        if units(cluster) > room:
            break
        room -= units(cluster)
        kept += len(cluster)
    return f"…{text[len(text) - kept :].lstrip()}" if keep_end else f"{text[:kept].rstrip()}…"


def _fits(part: Html, limit: int) -> bool:
    return units(plain(part)) <= limit and len(_OPENING.findall(part)) <= MESSAGE_ENTITIES


def _pieces(block: Html, limit: int) -> list[Html]:
    pieces = [block] if _fits(block, limit) else list(_cut(block, limit))
    return [piece for piece in pieces if _shows(plain(piece))]


def _shows(text: str) -> bool:
    return not text.isspace() and any(
        unicodedata.category(char) not in {"Cc", "Cf", "Zs", "Zl", "Zp"} and char not in _BLANK_SYMBOLS for char in text
    )


def _cut(block: Html, limit: int) -> Iterator[Html]:
    runs = list(_runs(block))
    text = "".join(run.text for run in runs)
    opened = _where_tags_open(runs)
    start = 0
    while start < len(text):
        end = _pause(text, start, _furthest(text, start, limit, opened))
        yield _written(_slice(runs, start, end))
        start = end


def _runs(block: Html) -> Iterator[_Run]:
    tags: list[tuple[int, str]] = []
    numbers = itertools.count()
    for token in _TOKEN.finditer(block):
        if token["name"] is None:
            yield _Run(html.unescape(token.group()), tuple(tags))
        elif token["closing"]:
            tags.pop()
        else:
            tags.append((next(numbers), token.group()))


def _where_tags_open(runs: Sequence[_Run]) -> list[int]:
    """Return the position in the text at which each entity begins, in order."""
    begins: dict[tuple[int, str], int] = {}
    position = 0
    for run in runs:
        for tag in run.tags:
            begins.setdefault(tag, position)
        position += len(run.text)
    return sorted(begins.values())


def _furthest(text: str, start: int, limit: int, opened: Sequence[int]) -> int:
    """Return how far a message from ``start`` can reach; at least one character."""
    end = min(start + limit, len(text))
    while (over := units(text[start:end]) - limit) > 0:
        end -= (over + 1) // 2  # a character is two units at most
    # Entities that go on from the message before are few: tags are not nested deeper than three.
    later = [position for position in opened if position >= start]
    if len(later) > MESSAGE_ENTITIES - 3:
        end = min(end, later[MESSAGE_ENTITIES - 3])
    return max(end, start + 1)


def _pause(text: str, start: int, end: int) -> int:
    """Return the last place up to ``end`` where the text may be cut: after a sentence, a word, or a grapheme."""
    if end == len(text):
        return end
    # Whether a grapheme ends somewhere depends on what is before it and on one character after it.
    window = text[start : end + 1]
    ends = {*itertools.accumulate(map(len, _GRAPHEME.findall(window)))} - {len(window)}
    if not ends:  # one letter with thousands of accents
        return end
    least = (end - start) * _LEAST_FILLED
    # A stop inside a quotation is seen as such when the end of the quotation is; the last sentence may be half a one.
    sentences = (stop for _, stop in sentence_spans(text[start : end + _AHEAD])[:-1])
    words = (match.end() for match in _WORD_END.finditer(window))
    for stops in (sentences, words):
        good = [stop for stop in stops if stop >= least and stop in ends]
        if good:
            return start + good[-1]
    return start + max(ends)


def _slice(runs: Sequence[_Run], start: int, end: int) -> Iterator[_Run]:
    position = 0
    for run in runs:
        piece = run.text[max(start - position, 0) : max(end - position, 0)]
        if piece:
            yield _Run(piece, run.tags)
        position += len(run.text)


def _written(runs: Iterable[_Run]) -> Html:
    """Return HTML in which every tag that is open at a run is open, and none at the end."""
    written: list[str] = []
    opened: tuple[tuple[int, str], ...] = ()
    for run in [*runs, _Run("", ())]:
        shared = sum(
            1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(opened, run.tags, strict=False))
        )
        written += [f"</{tag[1:-1].split()[0]}>" for _, tag in reversed(opened[shared:])]
        written += [tag for _, tag in run.tags[shared:]]
        written.append(html.escape(run.text, quote=False))
        opened = run.tags
    return Html("".join(written))
