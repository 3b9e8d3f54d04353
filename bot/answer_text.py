"""A typed answer as terminal text: statements with markers, then numbered sources with their quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from bot.i18n import Say
    from knowledge.evidence import Answer, Citation, Passage, Source

_MARKER = re.compile(r"\[\d+\]")
# Control characters of a document must not reach the terminal, where they could move the cursor or change its title.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

MARKER_STYLE = "bold cyan"
QUOTE_STYLE = "italic"
FAINT_STYLE = "dim"
HIGHLIGHT_STYLE = "bold yellow"


def printable(text: str) -> str:
    """Return text without control characters, except line ends and tabs."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def answer_text(answer: Answer, say: Say) -> RenderableType:
    """Return the whole answer, sources included."""
    blocks: list[RenderableType] = []
    if answer.lead:
        blocks.append(Text(printable(answer.lead)))
    blocks += [_marked(answer.marked(statement)) for statement in answer.statements]
    blocks += [Text(printable(note), style=FAINT_STYLE) for note in answer.notes]
    blocks += [_marked(f"· {answer.marked(statement)}") for statement in answer.nearest]
    blocks += [Text(printable(f"– {choice}")) for choice in answer.choices]
    if answer.citations:
        blocks += [Text(), sources_text(answer.citations, say)]
    return Group(*blocks)


def sources_text(citations: Sequence[Citation], say: Say) -> RenderableType:
    """Return the numbered sources: title, publisher, date and locator, then the verbatim quote."""
    blocks: list[RenderableType] = [Text(say("Sources"), style="bold")]
    for n, citation in enumerate(citations, start=1):
        blocks.append(
            Text.assemble((f"[{n}] ", MARKER_STYLE), printable(_origin(citation.source, citation.locator, say)))
        )
        blocks.append(Padding(Text(f"“{printable(citation.quote)}”", style=QUOTE_STYLE), (0, 0, 0, 4), expand=False))
    return Group(*blocks)


def opened_source(
    citation: Citation, around: tuple[Passage | None, Passage | None, Passage | None], say: Say
) -> RenderableType:
    """Return a source opened: the cited passage with its quote highlighted, between the passages beside it.

    ``around`` holds the passage before, the passage itself and the one after; each may be missing.
    """
    before, passage, after = around
    blocks: list[RenderableType] = [Text(printable(_origin(citation.source, citation.locator, say)), style="bold")]
    blocks.append(Text(printable(citation.source.url or citation.source.path), style=FAINT_STYLE))
    if before is not None:
        blocks += [Text("── " + say("before it"), style=FAINT_STYLE), Text(printable(before.text), style=FAINT_STYLE)]
    if passage is None:
        blocks += [
            Text(say("This passage has left the index since; this is what was quoted:"), style=FAINT_STYLE),
            Text(printable(citation.quote), style=HIGHLIGHT_STYLE),
        ]
    else:
        blocks += [Text("──", style=FAINT_STYLE), _highlighted(printable(passage.text), printable(citation.quote))]
    if after is not None:
        blocks += [Text("── " + say("after it"), style=FAINT_STYLE), Text(printable(after.text), style=FAINT_STYLE)]
    return Group(*blocks)


def _marked(text: str) -> Text:
    rendered = Text(printable(text))
    rendered.highlight_regex(_MARKER, MARKER_STYLE)
    return rendered


def _highlighted(text: str, quote: str) -> Text:
    rendered = Text(text)
    start = text.find(quote)
    if start >= 0:
        rendered.stylize(HIGHLIGHT_STYLE, start, start + len(quote))
    return rendered


def _origin(source: Source, locator: str, say: Say) -> str:
    published = say("published {date}", date=source.published.isoformat()) if source.published else ""
    return " · ".join(part for part in (source.title or source.path, source.publisher, published, locator) if part)
