"""/why, for staff: how an answer was made, the one that is replied to or else the latest."""

from collections.abc import Iterable

from telegram import Update

from bot.context import Context
from bot.handlers.answering import answer_replied_to, may_see
from bot.handlers.groups import replied_to
from bot.i18n import Locale, Say, phrase
from bot.render.cards import Blocks
from bot.render.markup import bold, esc, quote, shorten
from bot.render.message import OutMessage
from knowledge.answering.explanation import Checked, Explanation, Fate, ModelUse, Retrieved
from knowledge.evidence import Mode


async def why(_: Update, context: Context) -> None:
    """Say how the answer that is replied to, or else the latest, was made: from what is kept with it."""
    say = context.say
    if replied_to(context.message) is None:
        stored = await context.office.storage.answers.latest(context.chat_id, context.thread_id)
    else:
        stored = await answer_replied_to(context)
    if stored is None or not may_see(context, stored):
        await context.tell(say("I find no answer to explain. Reply to an answer with /why, or ask first."))
        return
    explanation = await context.office.storage.explanations.of(stored)
    if explanation is None:
        await context.tell(say("How that answer was made is not kept: that is done for staff only."))
        return
    await context.reply(*why_messages(explanation, say))


# Enough to recognise a sentence by; the whole stands in its source.
_SENTENCE_UNITS = 240
_SIGNS = {Fate.KEPT: "✅", Fate.REWRITTEN: "✅", Fate.DROPPED: "❌"}

_MADE_FROM = {
    Mode.RECORDS: phrase("Answered from the records."),
    Mode.EXTRACTIVE: phrase("Answered from the papers, in their own words."),
    Mode.GENERATIVE: phrase("Worded by the language model, each statement checked."),
    Mode.SMALLTALK: phrase("Answered without any source: it was no question about them."),
}
_FATES = {
    Fate.KEPT: phrase("kept"),
    Fate.REWRITTEN: phrase("kept after rewriting"),
    Fate.DROPPED: phrase("dropped"),
}
LACKS = {
    "place": phrase("the place asked about"),
    "year": phrase("the year asked about"),
    "edition": phrase("the edition asked about"),
    "kind": phrase("the kind of answer asked for"),
    "number": phrase("the number claimed"),
    "day": phrase("the exact day"),
    "relation": phrase("the kind of tie asked about"),
    "complete": phrase("the whole list"),
    "achieved": phrase("what came of the plan"),
    "quoted": phrase("the quoted words"),
    "subject": phrase("the subject asked about"),
    "statement": phrase("a statement: it is itself a question"),
}
_FAILURES = {
    "timeout": phrase("it took too long"),
    "key_refused": phrase("its key was refused"),
    "rate_limited": phrase("it was asked too often"),
    "request_refused": phrase("it refused the request"),
    "server_error": phrase("its server failed"),
    "unreachable": phrase("it could not be reached"),
    "broken_stream": phrase("its reply broke off"),
    "empty": phrase("it said nothing"),
    "endless": phrase("it did not stop"),
    "refused": phrase("it declined to answer"),
    "resting": phrase("it rests after several failures"),
    "day_spent": phrase("the tokens of the day are used up"),
    "user_spent": phrase("this person's tokens of the day are used up"),
    "unsupported": phrase("what it wrote did not answer by its evidence"),
}
_FAULTS = {
    "uncited": phrase("cites nothing"),
    "no_such_citation": phrase("cites what there is not"),
    "number": phrase("number not in what it cites"),
    "date": phrase("date not in what it cites"),
    "place": phrase("place not in what it cites"),
    "organisation": phrase("organisation not in what it cites"),
    "person": phrase("person not in what it cites"),
    "name": phrase("name not in what it cites"),
    "role": phrase("role not in what it cites"),
    "relation": phrase("another kind of tie"),
    "qualifier": phrase("another limit (more than, about)"),
    "negation": phrase("denial turned round"),
    "status": phrase("plan and fact mixed up"),
    "language": phrase("in another language"),
    "foreign_text": phrase("text from elsewhere"),
    "length": phrase("too long"),
    "unrelated": phrase("not what its source is about"),
}


def why_messages(explanation: Explanation, say: Say) -> list[OutMessage]:
    """Return what was understood, searched, weighed, given to the model, checked and dropped."""
    blocks = Blocks(say)
    blocks.title(say("How this answer was made"))
    blocks.paragraph(say.word(_MADE_FROM[explanation.answer.mode]))
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
    if explanation.declined:
        blocks.paragraph(say("It finds that the evidence does not tell: {what}", what=_line(explanation.declined)))
    blocks.note(_used(say, explanation.use))
    return blocks.messages()


def _folded(blocks: Blocks, title: str, lines: Iterable[str]) -> None:
    blocks.html(bold(esc(title)))
    blocks.html(quote(esc("\n".join(lines))), tight=True)


def _weighed(say: Say, found: Retrieved) -> str:
    text = f"{found.rank}. {found.score:.2f} · {_line(found.sentence)} ({found.source}, {found.locator})"
    if found.lacks:
        text += " · " + say("lacks {what}", what=listed(say, [say.word(LACKS.get(what, what)) for what in found.lacks]))
    return text


def _checked(say: Say, checked: Checked) -> str:
    markers = "".join(f" [{number}]" for number in checked.cites)
    told = say("{fate}: {statement}", fate=say.word(_FATES[checked.fate]), statement=f"{_line(checked.text)}{markers}")
    text = f"{_SIGNS[checked.fate]} {told}"
    if checked.findings:
        text += " · " + listed(say, [_finding(say, written) for written in checked.findings])
    return text


def _finding(say: Say, written: str) -> str:
    """Say what was found wrong with a statement: "number: 64" in the reader's language."""
    fault, _, detail = written.partition(": ")
    word = say.word(_FAULTS.get(fault, fault))
    return say("{fault}: {detail}", fault=word, detail=detail) if detail else word


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
        text += " " + say("It was of no use: {reason}.", reason=say.word(_FAILURES.get(use.failure, use.failure)))
    return text


def _line(text: str) -> str:
    return shorten(" ".join(text.split()), _SENTENCE_UNITS)


def listed(say: Say, parts: Iterable[str]) -> str:
    """Return words in a row, as they are written in the language."""
    return (", " if say.locale is Locale.EN else "、").join(parts)
