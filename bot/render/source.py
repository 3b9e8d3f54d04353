"""Sources: listed under what cites them, and opened between the passages beside them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.render.buttons import BackToAnswer, OpenSource, button
from bot.render.markup import Html, bold, clean, esc, italic, join, link, plain, quote
from bot.render.message import messages_of
from bot.render.splitting import MESSAGE_UNITS, Block, shorten, units
from knowledge.calendar import format_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import InlineKeyboardButton

    from bot.i18n import Say
    from bot.render.message import OutMessage
    from knowledge.evidence import Citation, Passage, Source

# More of a title than this says no more about which paper it is.
_TITLE_UNITS = 300
# Blank lines, labels and ellipses of an opened source.
_FRAME_UNITS = 100
# A passage of a record is located so, in whatever language it is told.
_ROW = "row "


def source_blocks(citations: Sequence[Citation], say: Say) -> list[Block]:
    """Return a numbered list of sources, each a folded quotation: where it is from, then its words verbatim."""
    listed = [
        quote(join("\n", [origin(citation, n, say), esc(f"“{citation.quote}”")]))
        for n, citation in enumerate(citations, start=1)
    ]
    if listed:
        listed[0] = join("\n", [bold(esc(say("Sources"))), listed[0]])
    return [Block(part, tight=number > 0) for number, part in enumerate(listed)]


def folded_sources(citations: Sequence[Citation], say: Say, *, quoted: bool = True) -> list[Block]:
    """Return the sources as one folded quotation: each title once, under it what is cited of it, verbatim."""
    if not citations:
        return []
    grouped: dict[Source, list[Html]] = {}
    for n, citation in enumerate(citations, start=1):
        # The title of a row's source is that of what it rests on; path, locator and date are the row's own.
        is_row = "#" in citation.source.path
        source = dataclasses.replace(citation.source, path="", published=None) if is_row else citation.source
        cited = [f"[{n}]", "" if is_row else citation.locator, f"“{citation.quote}”" if quoted else ""]
        grouped.setdefault(source, []).append(join(" ", map(esc, cited)))
    parts = [
        join("\n", [_heading(source, say), join("\n" if quoted else " · ", lines)]) for source, lines in grouped.items()
    ]
    return [Block(join("\n", [bold(esc(say("Sources"))), quote(join("\n", parts))]))]


def origin(citation: Citation, n: int, say: Say) -> Html:
    """Return what source ``n`` is: its title, a link where it has one; then publisher, date and locator."""
    locator = citation.locator
    if "#" in citation.source.path and locator.startswith(_ROW):
        locator = say("row {id}", id=locator.removeprefix(_ROW))
    details = _details(citation.source, say, locator)
    return join("\n", [join(" ", [esc(f"[{n}]"), _title(citation.source)]), details])


def source_message(
    citation: Citation,
    around: tuple[Passage | None, Passage | None, Passage | None],
    answer_id: str,
    n: int,
    say: Say,
    *,
    last: int,
) -> OutMessage:
    """Return source ``n`` of an answer's ``last`` opened: its passage with the quote in bold, between its neighbours.

    ``around`` holds the passage before, the passage itself and the one after; each may be missing. What does not fit
    into one message is left out where an ellipsis stands, the neighbours first.
    """
    before, passage, after = around
    head = origin(citation, n, say)
    room = MESSAGE_UNITS - units(plain(head)) - _FRAME_UNITS
    cited = _cited(clean(passage.text), clean(citation.quote), room) if passage else None
    if cited is None:
        gone = esc(say("This passage has left the index since; this is what was quoted:"))
        blocks = [head, gone, bold(esc(shorten(clean(citation.quote), room - units(plain(gone)))))]
    else:
        room = (room - units(plain(cited))) // 2
        blocks = [
            head,
            _beside(before, room, say("before it"), keep_end=True),
            cited,
            _beside(after, room, say("after it")),
        ]
    (message,) = messages_of(
        (Block(block) for block in blocks if block), InlineKeyboardMarkup(_ways_on(answer_id, n, last, say))
    )
    return message


def _heading(source: Source, say: Say) -> Html:
    return join(" · ", [_title(source), _details(source, say)])


def _title(source: Source) -> Html:
    return bold(link(esc(shorten(clean(source.title or source.path), _TITLE_UNITS)), source.url))


def _details(source: Source, say: Say, *more: str) -> Html:
    published = (
        say("published {date}", date=format_date(source.published, say.locale.language)) if source.published else ""
    )
    return join(" · ", (esc(shorten(clean(detail), _TITLE_UNITS)) for detail in (source.publisher, published, *more)))


def _cited(text: str, quoted: str, room: int) -> Html:
    start = text.find(quoted)
    if start < 0:  # the passage is of a later index and reads differently now
        quoted = shorten(quoted, room // 2)
        return join("\n\n", [bold(esc(quoted)), esc(shorten(text, room - units(quoted)))])
    before, after = text[:start], text[start + len(quoted) :]
    quoted = shorten(quoted, room)
    room -= units(quoted)
    # What one side does not need is the other's.
    spare = max(room // 2, room - units(before))
    after = shorten(after, spare) if spare > 1 else ""
    before = shorten(before, room - units(after), keep_end=True) if room > units(after) + 1 else ""
    return join("", [esc(before), bold(esc(quoted)), esc(after)])


def _beside(passage: Passage | None, room: int, label: str, *, keep_end: bool = False) -> Html:
    room -= units(label)
    if passage is None or room < _FRAME_UNITS:
        return Html("")
    text = shorten(clean(passage.text).strip(), room, keep_end=keep_end)
    return quote(join("\n", [italic(esc(label)), esc(text)]))


def _ways_on(answer_id: str, n: int, last: int, say: Say) -> list[list[InlineKeyboardButton]]:
    beside = []
    if n > 1:
        beside.append(button(f"‹ [{n - 1}]", OpenSource(answer_id, n - 1)))
    if n < last:
        beside.append(button(f"[{n + 1}] ›", OpenSource(answer_id, n + 1)))
    back = [button(say("Back to the answer"), BackToAnswer(answer_id))]
    return [beside, back] if beside else [back]
