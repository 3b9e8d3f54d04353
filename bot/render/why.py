"""How an answer was made, as messages for staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render.cards import Blocks
from bot.render.markup import bold, esc, quote
from bot.render.splitting import shorten
from bot.render.why_words import failure, fate, finding, lack, listed, made_from
from knowledge.answering.explanation import Fate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.i18n import Say
    from bot.render.message import OutMessage
    from knowledge.answering.explanation import Checked, Explanation, ModelUse, Retrieved

# Enough to recognise a sentence by; the whole stands in its source.
_SENTENCE_UNITS = 240
_SIGNS = {Fate.KEPT: "✅", Fate.REWRITTEN: "✅", Fate.DROPPED: "❌"}


def why_messages(explanation: Explanation, say: Say) -> list[OutMessage]:
    """Return what was understood, searched, weighed, given to the model, checked and dropped."""
    blocks = Blocks(say)
    blocks.title(say("How this answer was made"))
    blocks.paragraph(made_from(say, explanation.answer.mode))
    for text in explanation.standalone:
        blocks.line(say("Question as understood: {question}", question=_line(text)))
    for text in explanation.searched:
        blocks.line(say("Searched too: {question}", question=_line(text)))
    if explanation.retrieved:
        _folded(blocks, say("Sentences weighed, best first"), (_weighed(say, found) for found in explanation.retrieved))
    else:
        blocks.paragraph(say("The papers were not searched."))
    if explanation.evidence:
        given = (f"[{n}] {_line(text)}" for n, text in enumerate(explanation.evidence, start=1))
        _folded(blocks, say("Given to the language model"), given)
    if explanation.statements:
        blocks.title(say("What it wrote"))
        for checked in explanation.statements:
            blocks.line(_checked(say, checked))
    if explanation.shortfall:
        left_out = listed(say, [finding(say, written) for written in explanation.shortfall])
        blocks.paragraph(say("None of it was shown, because it leaves out: {what}", what=left_out))
    blocks.note(_used(say, explanation.use))
    return blocks.messages()


def _folded(blocks: Blocks, title: str, lines: Iterable[str]) -> None:
    blocks.html(bold(esc(title)))
    blocks.html(quote(esc("\n".join(lines))), tight=True)


def _weighed(say: Say, found: Retrieved) -> str:
    text = f"{found.rank}. {found.score:.2f} · {_line(found.sentence)} ({found.source}, {found.locator})"
    if found.lacks:
        text += " · " + say("lacks {what}", what=listed(say, [lack(say, what) for what in found.lacks]))
    return text


def _checked(say: Say, checked: Checked) -> str:
    markers = "".join(f" [{number}]" for number in checked.cites)
    told = say("{fate}: {statement}", fate=fate(say, checked.fate), statement=f"{_line(checked.text)}{markers}")
    text = f"{_SIGNS[checked.fate]} {told}"
    if checked.findings:
        text += " · " + listed(say, [finding(say, written) for written in checked.findings])
    return text


def _used(say: Say, use: ModelUse | None) -> str:
    if use is None:
        return say("No language model was used.")
    text = say(
        "{model}: {calls} calls, {sent} tokens sent and {received} received, {seconds} s.",
        model=use.model,
        calls=use.calls,
        sent=use.sent,
        received=use.received,
        seconds=f"{use.seconds:.1f}",
    )
    if use.failure:
        text += " " + say("It was of no use: {reason}.", reason=failure(say, use.failure))
    return text


def _line(text: str) -> str:
    return shorten(" ".join(text.split()), _SENTENCE_UNITS)
