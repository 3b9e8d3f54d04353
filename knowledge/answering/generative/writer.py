"""Word an answer with a language model: evidence in, verified statements out, the rules' answer where that fails."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from typing import TYPE_CHECKING

from knowledge.answering.explanation import Explanation, ModelUse, retrieved
from knowledge.answering.generative import prompts
from knowledge.answering.generative.failure import Failure, ModelFailed
from knowledge.answering.generative.faithfulness import Faithfulness
from knowledge.answering.generative.judging import MOST_MENDED, MOST_STATEMENTS, Judge
from knowledge.answering.generative.masking import Masks
from knowledge.answering.generative.numbered import numbered, rendered
from knowledge.answering.generative.remembering import Remembered
from knowledge.answering.generative.rephrasing import Rephrased, rephrase
from knowledge.answering.verification import Verifier
from knowledge.answering.wording import say
from knowledge.evidence import Answer, Language, Mode

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from knowledge.answering.found import Found
    from knowledge.answering.generative.calling import Caller, Spell
    from knowledge.answering.generative.numbered import Item
    from knowledge.names import Gazetteer
    from knowledge.understanding.query import Query

    Find = Callable[[tuple[Query, ...]], Found]

# "NONE", or "NONE: the evidence gives no price": a reason may follow, and is not shown.
_NOTHING = re.compile(r"\W*NONE\b(?!.*\[\d)", re.DOTALL)
_DAYS = 30  # verifiers kept: one for today, one for each date of publication
_LONGEST_MENDED = 300
_MOST_NEAREST = 2
_NOTES = {Failure.DAY_SPENT: "model_day_spent", Failure.USER_SPENT: "model_user_spent"}
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


class Writer:
    """Words the answers of one assistant.

    What it remembers is its own: an assistant serves one audience from one index, so no other audience and no older
    index ever shares an entry.
    """

    def __init__(self, caller: Caller, gazetteer: Gazetteer) -> None:
        self._caller = caller
        self._gazetteer = gazetteer
        self._faithfulness = Faithfulness(gazetteer)
        self._rephrased: Remembered[Rephrased] = Remembered()
        self._answers: Remembered[Explanation] = Remembered()
        self._verifiers: Remembered[Verifier] = Remembered(_DAYS)

    def stream(self, asked: Asked, found: Found, find: Find) -> Iterator[Explanation]:
        """Yield the answer as it grows, each with its explanation; the last is the whole of it.

        ``found`` is what the rules answer, ``find`` answers other queries by the same rules. Statements are only ever
        added. Within the model's time the last answer is there, whatever the model does.
        """
        key = (asked.question, asked.today, asked.turns, asked.language)
        known = self._answers.get(key)
        if known is not None:
            yield known
            return
        work = _Work(self._caller.begin(asked.user, asked.today), found)
        started = self._caller.clock()
        try:
            yield from self._write(asked, find, work)
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

    def _write(self, asked: Asked, find: Find, work: _Work) -> Iterator[Explanation]:
        self._understand(asked, find, work)
        answer, query = work.found.answer, work.found.queries[0]
        if answer.abstained:
            return
        work.items = numbered(work.found, self._gazetteer)
        if not work.items:
            return
        masks = Masks()
        evidence = rendered(work.items, masks)
        work.judge = judge = Judge(
            work.items,
            masks,
            self._verifier_on,
            self._gazetteer,
            today=asked.today,
            language=answer.language,
            script=query.script,
        )
        question = masks.mask("\n".join(dict.fromkeys(work.standalone)))
        messages = prompts.writing(answer.language, question, evidence, MOST_STATEMENTS)
        text = ""
        with contextlib.closing(self._caller.stream(messages, work.spell)) as pieces:
            for piece in pieces:
                text += piece
                if not _ENDS.isdisjoint(piece) and judge.read(text, complete=False) and judge.answers:
                    yield self._explanation(work, _partial(work), complete=False)
                if judge.full:
                    break
        work.declined = _NOTHING.match(text) is not None and not judge.answers
        if not work.declined:
            if judge.read(text, complete=True) and judge.answers:
                yield self._explanation(work, _partial(work), complete=False)
            self._mend(answer.language, evidence, work, judge)

    def _mend(self, language: Language, evidence: str, work: _Work, judge: Judge) -> None:
        """Have the statements that failed written again, once and together."""
        failed = judge.failed[:MOST_MENDED]
        if failed and len(judge.kept) < MOST_STATEMENTS:
            sentences = [
                failure.draft.text[:_LONGEST_MENDED] + "".join(f"[{number}]" for number in failure.draft.cites[:3])
                for failure in failed
            ]
            try:
                judge.mend(self._caller.text(prompts.mending(language, sentences, evidence), work.spell))
            except ModelFailed as error:
                if not judge.answers:
                    raise
                self._caller.observer.failed(error.failure)

    def _understand(self, asked: Asked, find: Find, work: _Work) -> None:
        """Let the model complete, split and translate the question where the rules could use that."""
        found = work.found
        first = found.queries[0]
        crosses = {c.language for s in found.answer.statements for c in s.citations} == {first.asked_in.other}
        helps = found.answer.abstained or found.answer.choices or crosses or (asked.turns and first.follows_up)
        if not helps:
            return
        key = (asked.question, asked.turns)
        rephrased = self._rephrased.get(key)
        if rephrased is None:
            rephrased = rephrase(self._caller, work.spell, asked.question, asked.turns)
            if rephrased is None:
                return
            self._rephrased.put(key, rephrased)
        queries = self._believed(rephrased, asked, found)
        if not queries:
            return
        again = find(queries)
        if not again.answer.abstained and again.answer.statements:
            if found.answer.abstained or not found.answer.statements:
                work.found = again
            elif len(again.queries) == len(found.queries):
                work.found = dataclasses.replace(found, readings=again.readings)
        work.standalone = tuple(query.text for query in queries)
        work.searched = tuple(query.translated for query in queries if query.translated)

    def _believed(self, rephrased: Rephrased, asked: Asked, found: Found) -> tuple[Query, ...]:
        """Return the queries that follow from what the model made of the question, as far as the rules believe it."""
        first = found.queries[0]
        said = [text for _, text in asked.turns]
        queries = found.queries
        if asked.turns:
            queries = self._faithfulness.queries(rephrased.standalone, first, said) or queries
        if len(queries) == 1 and len(rephrased.parts) > 1:
            parts = " ".join(part if part.endswith(("?", "？")) else f"{part}?" for part in rephrased.parts)
            queries = self._faithfulness.queries(parts, first, said) or queries
        if len(queries) == 1:
            translated = rephrased.en if first.asked_in is Language.ZH else rephrased.zh
            if translated and self._faithfulness.adds_nothing(translated, queries[0], said):
                queries = (dataclasses.replace(queries[0], translated=translated),)
        return queries

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

    def _verifier_on(self, day: dt.date) -> Verifier:
        """Return the verifier for which "next year" counts from a day."""
        verifier = self._verifiers.get(day)
        if verifier is None:
            verifier = Verifier(self._gazetteer, today=day, forbidden=prompts.instructions())
            self._verifiers.put(day, verifier)
        return verifier

    def _explanation(self, work: _Work, answer: Answer, *, complete: bool = True) -> Explanation:
        spell = work.spell
        use = ModelUse(
            self._caller.name, spell.calls, spell.sent, spell.received, round(work.seconds, 3), work.failure or ""
        )
        return Explanation(
            answer=answer,
            standalone=work.standalone,
            searched=work.searched,
            retrieved=retrieved(work.found.readings),
            evidence=tuple(item.evidence.text for item in work.items),
            statements=tuple(work.judge.checked) if work.judge else (),
            shortfall=work.judge.shortfall if work.judge else (),
            use=use,
            complete=complete,
        )


class _Work:
    """One answer in the making."""

    def __init__(self, spell: Spell, found: Found) -> None:
        self.spell = spell
        self.found = found
        self.standalone = tuple(query.text for query in found.queries)
        self.searched: tuple[str, ...] = ()
        self.items: Sequence[Item] = ()
        self.judge: Judge | None = None
        self.failure: Failure | None = None
        self.declined = False
        self.seconds = 0.0


def _partial(work: _Work) -> Answer:
    """Return what may be shown so far."""
    answer = work.found.answer
    kept = work.judge.kept if work.judge else ()
    return Answer(answer.language, Mode.GENERATIVE, kept)


def _final(work: _Work) -> Answer:
    """Return the whole answer: what was kept and what it leaves unsaid, or what the rules answer."""
    answer, judge = work.found.answer, work.judge
    query = work.found.queries[0]
    worded = judge is not None and judge.answers and not work.declined
    notes = answer.notes
    if work.failure:
        key = _NOTES.get(work.failure, "model_broke_off" if worded else "model_failed")
        notes = (*notes, say(key, answer.language, query.script))
    if work.declined and answer.mode is not Mode.RECORDS and not answer.abstained:
        return _declined(work.found)
    if judge is None or not worded:
        return dataclasses.replace(answer, notes=notes)
    statements = tuple(dict.fromkeys([*judge.kept, *judge.unsaid]))
    return dataclasses.replace(answer, mode=Mode.GENERATIVE, statements=statements, lead="", notes=notes)


def _declined(found: Found) -> Answer:
    """Return an abstention with the nearest: the evidence does not answer, as the model that read it says.

    What the records compute is no matter of reading and stays.
    """
    answer, query = found.answer, found.queries[0]
    return Answer(
        answer.language,
        answer.mode,
        lead=say("not_found", answer.language, query.script),
        notes=answer.notes,
        nearest=answer.statements[:_MOST_NEAREST],
        abstained=True,
    )
