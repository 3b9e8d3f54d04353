"""Answer with a language model: it reads the question, asks for evidence, words what it chooses, or declines."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Callable, Generator, Iterator, Sequence

from knowledge.answering.explanation import Explanation, ModelUse, retrieved
from knowledge.answering.found import Found
from knowledge.answering.generative import prompts
from knowledge.answering.generative.addressed import speaks_to_a_model
from knowledge.answering.generative.calling import Caller, Spell
from knowledge.answering.generative.failure import Failure, ModelFailed
from knowledge.answering.generative.judging import MOST_MENDED, MOST_STATEMENTS, Judge
from knowledge.answering.generative.masking import Masks
from knowledge.answering.generative.numbered import Item, is_fit, numbered, rendered
from knowledge.answering.generative.reading import asks_in, asks_the_same
from knowledge.answering.remembering import Remembered
from knowledge.answering.verification import Verifier, without_thoughts
from knowledge.answering.wording import say
from knowledge.evidence import Answer, Language, Mode
from knowledge.names import Gazetteer, Place

# Looks up questions, each in the language of the one that was asked and in the other; none asks nothing.
LookUp = Callable[[Sequence[tuple[str, str]]], Found]

# Reading, answering, and one of: another look, or mending what failed. Beyond these tokens no further call is made.
_MOST_CALLS = 3
_MOST_TOKENS = 8_000
# Of the time of an answer, what reading may take; of a conversation, what is shown.
_SHARE_OF_TIME = 0.35
_TURNS = 4
_LONGEST_TURN, _LONGEST_LAST_TURN = 160, 480
_LONGEST_QUESTION = 600
_MARKED = re.compile(r" ?\[\d{1,2}\]")  # a citation of an earlier answer is none of this one
# What is said beside statements, to the end: "NONE: the evidence gives no price", "MORE: When …?".
_ASIDE = re.compile(r"^\W*(NONE|MORE)\b\W*(.*)", re.DOTALL | re.MULTILINE)
_DAYS = 30  # verifiers kept, one for each day that was today
_LONGEST_MENDED = 300
_MOST_NEAREST = 2
_NOTES = {Failure.DAY_SPENT: "model_day_spent", Failure.USER_SPENT: "model_user_spent"}
# After these the model may still word an answer in the time that is left.
_PASSING = frozenset({Failure.TIMEOUT, Failure.EMPTY, Failure.ENDLESS})
# A statement can only have ended where one of these came.
_ENDS = frozenset("。！？!?.;；\n]】")


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """A question with what stands around it; ``turns`` are (role, text), oldest first, ``user`` whose budget it is."""

    question: str
    today: dt.date
    turns: tuple[tuple[str, str], ...] = ()
    language: Language | None = None
    user: str = ""
    home: Place | None = None


class Writer:
    """Words the answers of one assistant.

    What it remembers is its own: an assistant serves one audience from one index, so no other audience and no older
    index ever shares an entry.
    """

    def __init__(self, caller: Caller, gazetteer: Gazetteer) -> None:
        self._caller = caller
        self._gazetteer = gazetteer
        self._answers: Remembered[Explanation] = Remembered()
        # "Next year" counts from a day.
        self._verifier_on = functools.lru_cache(_DAYS)(
            lambda day: Verifier(gazetteer, today=day, forbidden=prompts.instructions())
        )

    def stream(self, asked: Asked, found: Found, look_up: LookUp) -> Iterator[Explanation]:
        """Yield the answer as it grows, each with its explanation; the last is the whole of it.

        ``found`` is what the rules answer. Statements are only ever added. Within the model's time the last answer is
        there, whatever the model does.
        """
        key = (asked.question, asked.today, asked.turns, asked.language)
        known = self._answers.get(key)
        if known is not None:
            yield known
            return
        work = _Work(asked, self._caller.begin(asked.user, asked.today), found)
        started = self._caller.clock()
        try:
            self._read(work, look_up)
            yield from self._write(work, look_up)
        except ModelFailed as error:
            work.failure = error.failure
            self._caller.observer.failed(error.failure)
        finally:
            work.seconds = self._caller.clock() - started
            self._caller.observer.took(work.seconds)
        self._close(work)
        final = self._explanation(work, _final(work))
        if not work.failure:
            self._answers.put(key, final)
        yield final

    def _read(self, work: _Work, look_up: LookUp) -> None:
        """Let the model say what is asked, and look that up too where it asks the same and finds something else."""
        asked, found = work.asked, work.looked_up[0]
        first = found.queries[0]
        messages = prompts.reading(first.asked_in, work.about, work.earlier, work.question)
        seconds = self._caller.seconds * _SHARE_OF_TIME
        try:
            asks = asks_in(self._caller.text(messages, work.spell, seconds=seconds), work.masks)
        except ModelFailed as error:
            if error.failure not in _PASSING:
                raise
            self._caller.observer.failed(error.failure)
            return
        said = [text for _, text in asked.turns]
        if asks is None or not asks_the_same(asks, first, said, self._gazetteer):
            return
        own, other = first.asked_in.value, first.asked_in.other.value
        questions = tuple((getattr(one, own), getattr(one, other)) for one in asks.questions)
        if not questions and (found.answer.mode is Mode.RECORDS or not found.asks):
            return
        again = look_up(questions)
        work.standalone = tuple(text for text, _ in questions) or work.standalone
        work.searched = tuple(text for _, text in questions)
        if not found.asks:
            work.found, work.looked_up = again, [again]
            return
        if not again.asks or (found.answer.abstained and not again.answer.abstained and is_fit(again)):
            work.found = again
        if again.answer != found.answer or again.readings != found.readings:
            work.looked_up.insert(0, again)

    def _write(self, work: _Work, look_up: LookUp) -> Generator[Explanation, None, None]:
        """Let the model answer, once more after another question has been looked up."""
        if not work.found.asks or not is_fit(work.found):
            return
        wanted = yield from self._answer(work, more=work.spell.calls < _MOST_CALLS - 1)
        if wanted and self._may_go_on(work):
            work.looked_up.insert(0, look_up(((wanted, ""),)))
            yield from self._answer(work, more=False)

    def _may_go_on(self, work: _Work) -> bool:
        return work.spell.calls < _MOST_CALLS and work.spell.sent + work.spell.received < _MOST_TOKENS

    def _answer(self, work: _Work, *, more: bool) -> Generator[Explanation, None, str]:
        """Yield the answer as it grows; return the question that the model wants to be looked up first, if any."""
        query = work.found.queries[0]
        work.items = numbered(work.looked_up, self._gazetteer)
        work.declined = ""
        if not work.items:
            return ""
        verifier = self._verifier_on(work.asked.today)
        work.judge = judge = Judge(
            work.items, work.masks, verifier, self._gazetteer, language=query.language, script=query.script
        )
        evidence = rendered(work.items, work.masks)
        asked = "\n= ".join(dict.fromkeys([work.question, *map(work.masks.mask, work.standalone)]))
        messages = prompts.writing(
            query.language, work.about, work.earlier, evidence, asked, most=MOST_STATEMENTS, more=more
        )
        text = ""
        with contextlib.closing(self._caller.stream(messages, work.spell)) as pieces:
            for piece in pieces:
                text += piece
                if not _ENDS.isdisjoint(piece) and judge.read(_split(text)[0], complete=False) and judge.answers:
                    yield self._explanation(work, _partial(work), complete=False)
                if judge.full:
                    break
        stated, kind, aside = _split(text)
        if judge.read(stated, complete=True) and judge.answers:
            yield self._explanation(work, _partial(work), complete=False)
        if kind == "MORE" and more and aside and not judge.kept:
            return aside[:_LONGEST_QUESTION]
        work.declined = (aside or kind) if kind else ""
        self._mend(query.language, work, judge)
        return ""

    def _mend(self, language: Language, work: _Work, judge: Judge) -> None:
        """Have the statements that failed written again, once and together."""
        failed = judge.failed[:MOST_MENDED]
        if not failed or judge.full or not self._may_go_on(work):
            return
        sentences = [
            failure.draft.text[:_LONGEST_MENDED] + "".join(f"[{number}]" for number in failure.draft.cites[:3])
            for failure in failed
        ]
        cited = {number for failure in failed for number in failure.draft.cites}
        items = [item for item in work.items if item.evidence.number in cited] or work.items
        try:
            messages = prompts.mending(language, sentences, rendered(items, work.masks))
            judge.mend(self._caller.text(messages, work.spell))
        except ModelFailed as error:
            if not judge.answers:
                raise
            self._caller.observer.failed(error.failure)

    def _close(self, work: _Work) -> None:
        """Settle what became of the statements, and tell the observer."""
        judge = work.judge
        if judge is None:
            return
        judge.close()
        if not judge.answers and not work.failure and not work.declined:
            work.failure = Failure.UNSUPPORTED
            self._caller.observer.failed(work.failure)
        dropped = len(judge.failed) - judge.rewritten
        self._caller.observer.statements(kept=len(judge.kept), rewritten=judge.rewritten, dropped=max(dropped, 0))

    def _explanation(self, work: _Work, answer: Answer, *, complete: bool = True) -> Explanation:
        spell = work.spell
        use = ModelUse(
            self._caller.name, spell.calls, spell.sent, spell.received, round(work.seconds, 3), work.failure or "",
            prompts.VERSION,
        )  # fmt: skip
        return Explanation(
            answer=answer,
            standalone=work.standalone,
            searched=work.searched,
            retrieved=retrieved(work.looked_up[0].readings),
            evidence=tuple(item.evidence.text for item in work.items),
            statements=tuple(work.judge.checked) if work.judge else (),
            declined=work.declined,
            use=use,
            complete=complete,
        )


class _Work:
    """One answer in the making: ``looked_up`` is what all readings found, ``found`` what is told without the model."""

    def __init__(self, asked: Asked, spell: Spell, found: Found) -> None:
        self.asked = asked
        self.spell = spell
        self.found = found
        self.looked_up = [found]
        self.standalone = tuple(query.text for query in found.queries)
        self.searched: tuple[str, ...] = ()
        self.items: Sequence[Item] = ()
        self.judge: Judge | None = None
        self.failure: Failure | None = None
        self.declined = ""
        self.seconds = 0.0
        self.masks = Masks()
        self.question = self.masks.mask(asked.question)[:_LONGEST_QUESTION]
        turns = [(role, _MARKED.sub("", text)) for role, text in asked.turns[-_TURNS:]]
        self.earlier = "\n".join(
            f"{role}: {' '.join(self.masks.mask(text).split())[: _LONGEST_TURN if left else _LONGEST_LAST_TURN]}"
            for left, (role, text) in zip(range(len(turns) - 1, -1, -1), turns, strict=True)
            if role == "user" or not speaks_to_a_model(text)
        )
        home = f"\nhome city: {asked.home.zh} {asked.home.en}" if asked.home else ""
        self.about = f"today: {asked.today:%Y-%m-%d (%A)}{home}"


def _split(text: str) -> tuple[str, str, str]:
    """Return the statements of a reply, and what stands beside them: NONE or MORE, and the rest."""
    text = without_thoughts(text)
    aside = _ASIDE.search(text)
    return (text[: aside.start()], aside[1], " ".join(aside[2].split())) if aside else (text, "", "")


def _partial(work: _Work) -> Answer:
    """Return what may be shown so far."""
    kept = work.judge.kept if work.judge else ()
    return (work.judge and work.judge.whole) or Answer(work.found.answer.language, Mode.GENERATIVE, kept)


def _final(work: _Work) -> Answer:
    """Return the whole answer: what was kept, or that the evidence does not answer, or what the rules answer."""
    answer, judge = work.found.answer, work.judge
    query = work.found.queries[0]
    worded = judge is not None and judge.answers
    if work.declined and not worded:
        return _declined(work)
    notes = answer.notes if not worded or answer.statements else ()
    if work.failure and not (answer.abstained and work.failure is Failure.UNSUPPORTED and not worded):
        key = _NOTES.get(work.failure, "model_broke_off" if worded else "model_failed")
        notes = (*notes, say(key, answer.language, query.script))
    if judge is None or not worded:
        return dataclasses.replace(answer, notes=notes)
    if judge.whole:
        return judge.whole
    if work.declined:
        notes = (*notes, say("part_missing", answer.language, query.script))
    cited = {citation for statement in judge.kept for citation in statement.citations}
    parts = [part for one in answer.statements if work.failure for part in one.parts or (one,)]
    rest = [part for part in parts if cited.isdisjoint(part.citations)]
    return Answer(answer.language, Mode.GENERATIVE, (*judge.kept, *rest), notes=notes, picture=answer.picture)


def _declined(work: _Work) -> Answer:
    """Return an abstention with the nearest: the evidence does not answer, as the model that read it says.

    Without a reason what the records compute stays: it is no matter of reading.
    """
    answer, query = work.found.answer, work.found.queries[0]
    reasoned = work.declined not in {"NONE", "MORE"}
    if answer.abstained or (answer.mode is Mode.RECORDS and not reasoned):
        return answer
    return Answer(
        answer.language,
        answer.mode,
        lead=say("not_found", answer.language, query.script),
        notes=(say("nearest", answer.language, query.script),),
        nearest=answer.statements[:_MOST_NEAREST],
        abstained=True,
    )
