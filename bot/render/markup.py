"""Telegram's HTML: only what is here makes `Html`, and escapes the text that it is given; and cutting it into messages.

Messages keep to Telegram's limits and are cut where a reader would pause; nothing is left out.
"""

import dataclasses
import html
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NewType
from urllib.parse import urlsplit

import regex

from knowledge.text.sentences import sentence_spans

Html = NewType("Html", str)

# Control characters and halves of surrogate pairs cannot be sent. Marks that turn the direction of writing around
# would act on everything after them, markers and buttons included; those that belong to one letter stay.
_UNSENDABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n|[\r\x85\u2028\u2029]")
_TAG = re.compile(r"<[^>]*>")


def clean(text: str) -> str:
    """Return text as it can be sent: without control characters, and with one kind of line end."""
    return _UNSENDABLE.sub("", _LINE_END.sub("\n", text))


def esc(text: str) -> Html:
    """Return plain text as HTML."""
    return Html(html.escape(clean(text), quote=False))


def bold(part: Html) -> Html:
    """Return HTML in bold."""
    return _in_tag("b", part)


def italic(part: Html) -> Html:
    """Return HTML in italics."""
    return _in_tag("i", part)


def code(text: str) -> Html:
    """Return plain text in a fixed-width font; a tap copies it."""
    return _in_tag("code", esc(text))


def quote(part: Html) -> Html:
    """Return HTML as a quotation that unfolds when it is longer than three lines. Telegram allows none inside it."""
    return Html(f"<blockquote expandable>{part}</blockquote>") if part else part


def link(label: Html, url: str) -> Html:
    """Return HTML that opens a web page; a URL that is not one of the public web leaves the label alone."""
    if not label or not _is_public(url):
        return label
    return Html(f'<a href="{html.escape(url)}">{label}</a>')


def join(separator: str, parts: Iterable[Html]) -> Html:
    """Return pieces of HTML in a row; empty ones are left out, and the separator is plain text."""
    return Html(esc(separator).join(part for part in parts if part))


def plain(part: Html) -> str:
    """Return the text that Telegram shows for the HTML."""
    return html.unescape(_TAG.sub("", part))


def _in_tag(name: str, part: Html) -> Html:
    return Html(f"<{name}>{part}</{name}>") if part else part


def _is_public(url: str) -> bool:
    if url != clean(url) or re.search(r"\s", url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that hold no address
        return False
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "").strip(".")


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
    """Return the messages that the blocks fill, each at most ``limit`` units of text; a block that fits stays whole."""
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


def fits_screen(blocks: Iterable[Block]) -> bool:
    """Tell whether a phone shows blocks without much scrolling, as one message."""
    parts = split(blocks)
    return len(parts) <= 1 and sum(units(plain(part)) for part in parts) <= SCREEN_UNITS


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
