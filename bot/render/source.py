"""Sources: listed under what cites them, and opened between the passages beside them."""

import re
from collections.abc import Iterator, Sequence

from telegram import InlineKeyboardButton

from bot.i18n import Say
from bot.presses import OpenSource, ShowAnswer
from bot.render.markup import (
    SCREEN_UNITS,
    Block,
    Html,
    bold,
    clean,
    esc,
    fits_screen,
    italic,
    join,
    link,
    plain,
    quote,
    shorten,
    units,
)
from bot.render.message import OutMessage, button, messages_of
from knowledge.citing import Origin, gathered_by_source, in_quotation_marks, origin_of
from knowledge.evidence import Citation, Passage, Source

# A row's place begins with the name of its table.
_TABLE = re.compile(r"[^:：]+(?:: |：)")
# More of a title than this says no more about which paper it is.
_TITLE_UNITS, _DETAIL_UNITS = 150, 100
# Blank lines, labels and ellipses of an opened source.
_FRAME_UNITS = 100


def source_blocks(numbered: Sequence[tuple[int, Citation]], say: Say, *, quoted: bool = True) -> list[Block]:
    """Return the sources as one folded quotation: each once, under it what is cited of it, verbatim."""
    if not numbered:
        return []
    parts = []
    for cited in gathered_by_source(numbered):
        if quoted:
            lines = join("\n", (_quoted(n, citation, say) for n, citation in cited.citations))
        else:
            lines = esc(" · ".join(_places(cited.citations, say)))
        parts.append(join("\n", [_heading(cited.source, say), lines]))
    return [Block(join("\n", [bold(esc(say("Sources"))), quote(join("\n", parts))]))]


def with_sources(blocks: Sequence[Block], numbered: Sequence[tuple[int, Citation]], say: Say) -> list[Block]:
    """Return blocks with the sources below, and their words where there is room for them; they can be opened anyway."""
    quoted = [*blocks, *source_blocks(numbered, say)]
    return quoted if fits_screen(quoted) else [*blocks, *source_blocks(numbered, say, quoted=False)]


def origin(citation: Citation, n: int, say: Say) -> Html:
    """Return what source ``n`` is: its title, a link where it has one; then what it is, whose, its date and where."""
    told = origin_of(citation.source, say.locale.language, say.locale.script)
    where = say.written(citation.locator)
    details = join(" · ", (esc(shorten(clean(detail), _DETAIL_UNITS)) for detail in (*told.details, where)))
    return join("\n", [join(" ", [esc(f"[{n}]"), _title(told)]), details])


def source_message(
    citation: Citation,
    around: tuple[Passage | None, Passage | None, Passage | None],
    back: ShowAnswer,
    n: int,
    say: Say,
    *,
    last: int,
    has_file: bool = False,
) -> OutMessage:
    """Return source ``n`` of an answer's ``last`` opened: its passage with the quote in bold, between its neighbours.

    ``around`` holds the passage before, the passage itself and the one after; each may be missing. What does not fit
    into one message is left out where an ellipsis stands, the neighbours first. ``back`` shows the answer again; with
    ``has_file`` the file that the source is from is offered.
    """
    before, passage, after = around
    head = origin(citation, n, say)
    room = SCREEN_UNITS - units(plain(head)) - _FRAME_UNITS
    cited = _cited(clean(passage.text), clean(citation.quote), room, say) if passage else None
    if cited is None:
        gone = esc(say("This passage has left the index since; this is what was quoted:"))
        blocks = [head, gone, bold(esc(shorten(say.written(clean(citation.quote)), room - units(plain(gone)))))]
    else:
        room = (room - units(plain(cited))) // 2
        blocks = [
            head,
            _beside(before, room, say("before it"), say, keep_end=True),
            cited,
            _beside(after, room, say("after it"), say),
        ]
    (message,) = messages_of(
        (Block(block) for block in blocks if block), _ways_on(back, n, last, say, has_file=has_file)
    )
    return message


def without_table(where: str) -> str:
    """Return where a row stands without the name of its table."""
    return _TABLE.sub("", where, count=1)


def _quoted(n: int, citation: Citation, say: Say) -> Html:
    words = in_quotation_marks(say.written(citation.quote), say.locale.script)
    return join(" ", map(esc, (f"[{n}]", say.written(citation.locator), words)))


def _places(citations: Sequence[tuple[int, Citation]], say: Say) -> Iterator[str]:
    """Yield where each is cited; the table that rows stand in is named with the first of them."""
    table = ""
    for n, citation in citations:
        where = say.written(citation.locator)
        within = _TABLE.match(where)
        yield f"[{n}] {where.removeprefix(table) if within and within.group() == table else where}"
        table = within.group() if within else ""


def _heading(source: Source, say: Say) -> Html:
    told = origin_of(source, say.locale.language, say.locale.script)
    return join(" · ", [_title(told), *(esc(shorten(clean(detail), _DETAIL_UNITS)) for detail in told.details)])


def _title(told: Origin) -> Html:
    return bold(link(esc(shorten(clean(told.title), _TITLE_UNITS)), told.url))


def _cited(text: str, quoted: str, room: int, say: Say) -> Html:
    start = text.find(quoted)
    if start < 0:  # a row's own words, or the passage is of a later index and reads differently now
        quoted = shorten(say.written(quoted), room // 2)
        return join("\n\n", [bold(esc(quoted)), esc(shorten(say.written(text), room - units(quoted)))])
    before, after = say.written(text[:start]), say.written(text[start + len(quoted) :])
    quoted = shorten(say.written(quoted), room)
    room -= units(quoted)
    # What one side does not need is the other's.
    spare = max(room // 2, room - units(before))
    after = shorten(after, spare) if spare > 1 else ""
    before = shorten(before, room - units(after), keep_end=True) if room > units(after) + 1 else ""
    return join("", [esc(before), bold(esc(quoted)), esc(after)])


def _beside(passage: Passage | None, room: int, label: str, say: Say, *, keep_end: bool = False) -> Html:
    room -= units(label)
    if passage is None or room < _FRAME_UNITS:
        return Html("")
    text = shorten(say.written(clean(passage.text).strip()), room, keep_end=keep_end)
    return quote(join("\n", [italic(esc(label)), esc(text)]))


def _ways_on(back: ShowAnswer, n: int, last: int, say: Say, *, has_file: bool) -> list[list[InlineKeyboardButton]]:
    beside = []
    if n > 1:
        beside.append(button(f"‹ [{n - 1}]", OpenSource(back.answer_id, n - 1)))
    if n < last:
        beside.append(button(f"[{n + 1}] ›", OpenSource(back.answer_id, n + 1)))
    original = [button(say("The file itself"), OpenSource(back.answer_id, n, as_file=True))] if has_file else []
    return [beside, original, [button(say("Back to the answer"), back)]]
