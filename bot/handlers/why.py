"""/why, for staff: how an answer was made, the one that is replied to or else the latest."""

from collections.abc import Iterable

from telegram import Update

from bot.context import Context
from bot.handlers.answering import answer_replied_to, may_see
from bot.i18n import Locale, Say
from bot.render.cards import Blocks
from bot.render.markup import bold, esc, quote, shorten
from bot.render.message import OutMessage
from bot.storage import StoredAnswer
from knowledge.answering.explanation import Checked, Explanation, Fate, ModelUse, Retrieved
from knowledge.evidence import Mode


async def why(_: Update, context: Context) -> None:
    """Say how an answer was made: from what is kept with it, so that it is that answer that is explained."""
    say = context.say
    stored = await _meant(context)
    if stored is None or not may_see(context, stored):
        await context.tell(say("I find no answer to explain. Reply to an answer with /why, or ask first."))
        return
    explanation = await context.office.storage.explanations.of(stored)
    if explanation is None:
        await context.tell(say("How that answer was made is not kept: that is done for staff only."))
        return
    await context.reply(*why_messages(explanation, say))


async def _meant(context: Context) -> StoredAnswer | None:
    """Return the answer in, or to, the message that is replied to; without one, the latest in the chat."""
    replied = context.message.reply_to_message
    # Every first message of a topic counts as a reply to the message that opened the topic.
    if replied is None or replied.forum_topic_created is not None:
        return await context.office.storage.answers.latest(context.chat_id, context.thread_id)
    return await answer_replied_to(context)


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


def made_from(say: Say, mode: Mode) -> str:
    """Say what an answer was made from."""
    return {
        Mode.RECORDS: say("Answered from the records."),
        Mode.EXTRACTIVE: say("Answered from the papers, in their own words."),
        Mode.GENERATIVE: say("Worded by the language model, each statement checked."),
        Mode.SMALLTALK: say("Answered without any source: it was no question about them."),
    }[mode]


def fate(say: Say, become: Fate) -> str:
    """Say what became of a statement."""
    return {
        Fate.KEPT: say("kept"),
        Fate.REWRITTEN: say("kept after rewriting"),
        Fate.DROPPED: say("dropped"),
    }[become]


def finding(say: Say, written: str) -> str:
    """Say what was found wrong with a statement: "number: 64" in the reader's language."""
    fault, _, detail = written.partition(": ")
    word = {
        "uncited": say("cites nothing"),
        "no_such_citation": say("cites what there is not"),
        "number": say("number not in what it cites"),
        "date": say("date not in what it cites"),
        "place": say("place not in what it cites"),
        "organisation": say("organisation not in what it cites"),
        "person": say("person not in what it cites"),
        "name": say("name not in what it cites"),
        "role": say("role not in what it cites"),
        "relation": say("another kind of tie"),
        "qualifier": say("another limit (more than, about)"),
        "negation": say("denial turned round"),
        "status": say("plan and fact mixed up"),
        "language": say("in another language"),
        "foreign_text": say("text from elsewhere"),
        "length": say("too long"),
        "unrelated": say("not what its source is about"),
    }.get(fault, fault)
    return say("{fault}: {detail}", fault=word, detail=detail) if detail else word


def lack(say: Say, what: str) -> str:
    """Say what a sentence lacks to answer the question."""
    return {
        "place": say("the place asked about"),
        "year": say("the year asked about"),
        "edition": say("the edition asked about"),
        "kind": say("the kind of answer asked for"),
        "day": say("the exact day"),
        "relation": say("the kind of tie asked about"),
        "complete": say("the whole list"),
        "achieved": say("what came of the plan"),
        "quoted": say("the quoted words"),
        "subject": say("the subject asked about"),
        "statement": say("a statement: it is itself a question"),
    }.get(what, what)


def failure(say: Say, kind: str) -> str:
    """Say why a language model was of no use."""
    return {
        "timeout": say("it took too long"),
        "key_refused": say("its key was refused"),
        "rate_limited": say("it was asked too often"),
        "request_refused": say("it refused the request"),
        "server_error": say("its server failed"),
        "unreachable": say("it could not be reached"),
        "broken_stream": say("its reply broke off"),
        "empty": say("it said nothing"),
        "endless": say("it did not stop"),
        "refused": say("it declined to answer"),
        "resting": say("it rests after several failures"),
        "day_spent": say("the tokens of the day are used up"),
        "user_spent": say("this person's tokens of the day are used up"),
        "unsupported": say("what it wrote did not answer by its evidence"),
    }.get(kind, kind)


def listed(say: Say, parts: Iterable[str]) -> str:
    """Return words in a row, as they are written in the language."""
    return (", " if say.locale is Locale.EN else "、").join(parts)
