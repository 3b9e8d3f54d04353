"""How an answer was made, as text for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.answering.explanation import Explanation


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
    if explanation.shortfall:
        yield f"not shown, since it leaves out: {'; '.join(map(_line, explanation.shortfall))}"
    use = explanation.use
    if use is not None:
        failed = f", failed: {use.failure}" if use.failure else ""
        yield (f"{use.model}: {use.calls} calls, {use.sent} tokens in, {use.received} out, {use.seconds:.1f} s{failed}")


def _line(text: str) -> str:
    return " ".join(text.split())
