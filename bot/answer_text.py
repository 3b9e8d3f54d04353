"""A typed answer as terminal text: statements with markers, then numbered sources; and how it was made."""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from bot.i18n import Say
from knowledge.answering.explanation import Explanation
from knowledge.citing import by_source, in_quotation_marks, origin_of
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


def answer_text(answer: Answer, say: Say, *, contact: str = "") -> RenderableType:
    """Return the whole answer, sources included; ``contact`` is where to turn to, where that is to be said."""
    blocks: list[RenderableType] = []
    if answer.lead:
        blocks.append(Text(printable(answer.lead)))
    blocks += [_marked(say.written(answer.marked(statement))) for statement in answer.statements]
    blocks += [Text(printable(note), style=FAINT_STYLE) for note in answer.notes]
    blocks += [_marked(f"· {say.written(answer.marked(statement))}") for statement in answer.nearest]
    blocks += [Text(printable(f"– {choice}")) for choice in answer.listed_choices]
    if contact:
        told = say("Where to turn to: {contact}", contact=contact)
        blocks += [Text(), Text(printable(told), style=FAINT_STYLE)]
    if answer.citations:
        blocks += [Text(), sources_text(answer.citations, say)]
    return Group(*blocks)


@dataclasses.dataclass(frozen=True, slots=True)
class _Indented:
    """A text with space before each of its lines."""

    text: Text

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        # A padding would cut off what is not to be wrapped.
        yield Text("    ") + self.text if options.no_wrap else Padding(self.text, (0, 0, 0, 4), expand=False)


def sources_text(citations: Sequence[Citation], say: Say) -> RenderableType:
    """Return the sources, each once: what it is, whose and when; below it where it is cited, with the words."""
    blocks: list[RenderableType] = [Text(say("Sources"), style="bold")]
    for cited in by_source(citations):
        blocks.append(Text(printable(_origin(cited.source, say))))
        for n, citation in cited.citations:
            where = say.written(citation.locator)
            words = in_quotation_marks(say.written(citation.quote), say.locale.script)
            blocks.append(Text.assemble((f"[{n}] ", MARKER_STYLE), printable(where)))
            blocks.append(_Indented(Text(printable(words), style=QUOTE_STYLE)))
    return Group(*blocks)


def opened_source(
    citation: Citation, around: tuple[Passage | None, Passage | None, Passage | None], say: Say, *, file: str = ""
) -> RenderableType:
    """Return a source opened: the cited passage with its quote highlighted, between the passages beside it.

    ``around`` holds the passage before, the passage itself and the one after; each may be missing. ``file`` is where
    the original lies on this machine.
    """
    before, passage, after = around
    told = " · ".join((_origin(citation.source, say), say.written(citation.locator)))
    blocks: list[RenderableType] = [Text(printable(told), style="bold")]
    blocks += [Text(printable(place), style=FAINT_STYLE) for place in (citation.source.url, file) if place]
    blocks += _beside(before, say("before it"), say)
    if passage is None:
        blocks += [
            Text(say("This passage has left the index since; this is what was quoted:"), style=FAINT_STYLE),
            Text(printable(say.written(citation.quote)), style=HIGHLIGHT_STYLE),
        ]
    else:
        blocks += [Text("──", style=FAINT_STYLE), _highlighted(printable(passage.text), printable(citation.quote), say)]
    blocks += _beside(after, say("after it"), say)
    return Group(*blocks)


def _beside(passage: Passage | None, label: str, say: Say) -> list[Text]:
    texts = [f"── {label}", printable(say.written(passage.text))] if passage else []
    return [Text(text, style=FAINT_STYLE) for text in texts]


def _marked(text: str) -> Text:
    rendered = Text(printable(text))
    rendered.highlight_regex(_MARKER, MARKER_STYLE)
    return rendered


def _highlighted(text: str, quote: str, say: Say) -> Text:
    start = text.find(quote)
    if start < 0:  # a row's own words
        return Text.assemble((say.written(quote), HIGHLIGHT_STYLE), "\n", say.written(text))
    end = start + len(quote)
    before, after = say.written(text[:start]), say.written(text[end:])
    return Text.assemble(before, (say.written(quote), HIGHLIGHT_STYLE), after)


def _origin(source: Source, say: Say) -> str:
    return origin_of(source, say.locale.language, say.locale.script).line


def explanation_text(explanation: Explanation) -> Text:
    """Return what was understood, found, given to the model, checked and dropped."""
    return Text("\n".join(_lines(explanation)))


def _lines(explanation: Explanation) -> Iterator[str]:
    yield ""
    yield from (f"question: {text}" for text in explanation.standalone)
    yield from (f"searched too: {text}" for text in explanation.searched)
    if explanation.retrieved:
        yield "weighed:"
    for found in explanation.retrieved:
        lacks = f" lacks {', '.join(found.lacks)}" if found.lacks else ""
        yield f"  {found.rank}. {found.score:.2f}{lacks}  {_line(found.sentence)}  ({found.source}, {found.locator})"
    if explanation.evidence:
        yield "given to the model:"
    yield from (f"  [{n}] {_line(text)}" for n, text in enumerate(explanation.evidence, start=1))
    if explanation.statements:
        yield "statements:"
    for checked in explanation.statements:
        cites = "".join(f"[{number}]" for number in checked.cites)
        found_wrong = f"  ({'; '.join(checked.findings)})" if checked.findings else ""
        yield f"  {checked.fate.value}: {_line(checked.text)} {cites}{found_wrong}"
    if explanation.declined:
        yield f"not in the evidence: {_line(explanation.declined)}"
    use = explanation.use
    if use is not None:
        failed = f", failed: {use.failure}" if use.failure else ""
        yield (
            f"{use.model}: {use.calls} calls, {use.sent} tokens in, {use.received} out, {use.seconds:.1f} s, "
            f"prompts {use.prompts}{failed}"
        )


def _line(text: str) -> str:
    return " ".join(text.split())
