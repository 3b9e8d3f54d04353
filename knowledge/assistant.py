"""The front door: a question in, a cited answer out."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from typing import TYPE_CHECKING

from knowledge.answering.choosing import (
    OF_PAPERS,
    UNTOLD,
    Taken,
    Told,
    Way,
    best,
    keeping_kind,
    keeping_list,
    keeping_names,
    keeping_subject,
    merged,
)
from knowledge.answering.commands import answer_command
from knowledge.answering.composing import (
    from_papers,
    joined,
    scope_reply,
    what_is_missing,
    with_note,
    with_other,
    with_unread_times,
)
from knowledge.answering.explanation import Explanation, retrieved
from knowledge.answering.extractive import PaperReader, Reply, tells_clause
from knowledge.answering.found import Found
from knowledge.answering.records import answer_from_records, nearest_records
from knowledge.answering.wording import say, traditional
from knowledge.directory import Directory
from knowledge.embedding import load_meaning_reader
from knowledge.evidence import Answer, Language, Mode
from knowledge.language.lexicon import speaks_of
from knowledge.text.folding import fold
from knowledge.text.invisible import visible
from knowledge.text.language import Script
from knowledge.understanding.followups import names_unknown
from knowledge.understanding.query import AnswerKind, Query, Scope, Topic
from knowledge.understanding.restating import Restater
from knowledge.understanding.understand import is_of_the_field, left_by, understand

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.answering.generative.calling import Caller
    from knowledge.answering.generative.writer import Writer
    from knowledge.answering.selection import Reading
    from knowledge.embedding import Embedder
    from knowledge.index import KnowledgeIndex
    from knowledge.names import Place
    from knowledge.records import Entry
    from knowledge.settings import Settings
    from knowledge.understanding.before import Before
    from knowledge.understanding.restating import Restated


_CHOICES = 3
# So many sentences of the papers are told beside what the records say of a city that they do not have.
_BESIDE = 2
_REMEMBERED = 64
# So many of the user's turns are read again for a follow-up.
_TURNS_READ = 8
# So many of the meanings that a question may have are looked up, and none that is less likely.
_MEANINGS = 6
_WORTH_A_LOOK = 0.03
# So likely it must be that the papers are meant for them to be asked beside the records.
_WORTH_ASKING = 0.25
_OF_ALL_TIES = "ties_"
# Of a longer text only the beginning is read, which does not say what the whole means.
_LONGEST_READ = 400  # characters
# So many statements of an answer, and so many characters of each, are compared with the question.
_COMPARED, _LONGEST_COMPARED = 2, 300
_OTHER_TASK = "other_task"
# What asks nothing of the sources; small talk only where that is likelier than not.
_LIKELIER_THAN_NOT = 0.5
_SCOPES = {
    "greeting": Scope.GREETING,
    "smalltalk": Scope.THANKS,
    "about_bot": Scope.ABOUT_THE_BOT,
    _OTHER_TASK: Scope.OTHER_TASK,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation; ``role`` is ``user`` or ``assistant``."""

    role: str
    content: str


class Assistant:
    """Answer one audience's questions from one index; it holds no way to anything that its index does not."""

    def __init__(
        self,
        *,
        index: KnowledgeIndex,
        embedder: Embedder,
        settings: Settings,
        directory: Directory | None = None,
        caller: Caller | None = None,
    ) -> None:
        """Answer from an index; its directory is made of it where none is given (about two seconds).

        With the ``caller`` of a language model answers are worded by it and verified; without, nothing of it is used.
        """
        self.directory = Directory(index, settings) if directory is None else directory
        self._gazetteer = self.directory.gazetteer
        self._book = self.directory.book
        self._home = self.directory.home
        self._citation = self.directory.citation
        self._papers = PaperReader(index, embedder, self._gazetteer, self.directory.superseded)
        self._audience = index.audience
        homes = [place.id for place in self._book.homes]
        self._home_ids = frozenset([*homes, self._home.id] if self._home else homes)
        self._restater = Restater(load_meaning_reader(settings), self._gazetteer, self._home_ids)
        self._from_records = functools.lru_cache(maxsize=_REMEMBERED)(self._answer_from_records)
        # The turns of a conversation are read again at each of its questions.
        self._taken = functools.lru_cache(maxsize=_REMEMBERED)(self._take)
        self._partner_of = {row.id: self._book.partner_id(row) for row in self._book.agreements}
        self.caller = caller
        self._over = functools.partial(type(self), index=index, embedder=embedder, settings=settings, caller=caller)
        self._writer: Writer | None = None
        if caller is not None:
            from knowledge.answering.generative.writer import Writer  # noqa: PLC0415 - LangChain, only with a model

            self._writer = Writer(caller, self._gazetteer)

    def with_entries(self, entries: Iterable[Entry]) -> Assistant:
        """Return an assistant of the same index that knows these rows kept by staff, in place of those it knew."""
        return self._over(directory=self.directory.with_entries(entries))

    def answer(
        self,
        question: str,
        *,
        today: dt.date,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        user: str = "",
    ) -> Answer:
        """Answer a question in ``language``, or its own; ``history`` are the turns before it, oldest first.

        The records are asked first, the papers where the records do not answer. What neither answers is said to be
        missing, with the nearest that there is. ``user`` is whose allowance a language model spends.
        """
        return self.explain(question, today=today, history=history, language=language, user=user).answer

    def stream(
        self,
        question: str,
        *,
        today: dt.date,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        user: str = "",
    ) -> Iterator[Explanation]:
        """Yield the answer as it grows, with how it is made; the last, complete one is what `explain` returns.

        Only verified statements are in it, in an order that stays; none is taken back or worded anew. Without a
        language model there is just the one.
        """
        question = visible(question)
        before = self._before(history, today)
        found = self._taken(question, before, today, language)
        # What the rules take for another job a language model may know to be a question.
        other = found.queries[0].scope is Scope.OTHER_TASK
        if not found.asks and not (other and self._writer):
            yield Explanation(found.answer, (question,))
            return
        if self._writer is None:
            texts = tuple(query.text for query in found.queries)
            yield Explanation(found.told, texts, retrieved=retrieved(found.readings))
            return
        from knowledge.answering.generative.writer import Asked  # noqa: PLC0415 - LangChain, only with a model

        turns = tuple((turn.role, turn.content) for turn in history)
        asked = Asked(question, today, turns, language, user, self._home)
        yield from self._writer.stream(asked, found, functools.partial(self._look_up, found.queries[0]))

    def _take(self, question: str, before: Before | None, today: dt.date, language: Language | None = None) -> Found:
        """Read a question and answer it."""
        return self._choose(self._read(question, before, today=today, language=language), before)

    def _choose(self, queries: tuple[Query, ...], before: Before | None) -> Found:
        """Take a question as the rules read it or as one of the meanings that it may have."""
        ways, told = self._ways(queries, before)
        way, other = best(ways, told)
        found = with_note(way.found, way.said) if way.said and way.found.asks else way.found
        return found if other is None else with_other(found, other.found, other.said)

    def ways_of(self, question: str, *, today: dt.date, history: Sequence[Turn] = ()) -> tuple[list[Way], Told]:
        """Return the ways to take a question, its own first, each answered: what `choosing` is learnt from."""
        before = self._before(history, today)
        return self._ways(self._read(question, before, today=today), before)

    def _ways(self, queries: tuple[Query, ...], before: Before | None) -> tuple[list[Way], Told]:
        """Return the ways to take a question, its own first, each answered."""
        own = queries[0]
        masked, meant = self._restater.restate(own.asked, before, own.today)
        if self._is_plain(own):
            meant = ()
        likely = {one.meaning: one.likely for one in meant}
        of_papers, untold = (sum(likely.get(name, 0.0) for name in names) for names in (OF_PAPERS, UNTOLD))
        found = [Way(self._without_search(queries, before) or self._find(queries), Taken.OWN)]
        named = bool(masked.city or masked.country or masked.home or masked.time)
        told = not found[0].found.answer.abstained
        found += self._said(own, meant[:_MEANINGS], before, named=named, told=told)
        if untold > _WORTH_A_LOOK:
            aside = (dataclasses.replace(own, untold=True, claim=False), *queries[1:])
            found.append(Way(self._find(aside), Taken.UNTOLD, untold))
        if of_papers > _WORTH_ASKING and found[0].found.answer.mode is Mode.RECORDS:
            answer, readings = self._of_papers(own)
            found.append(Way(Found((own,), answer, readings), Taken.OF_PAPERS, of_papers))
        if not (any(way.found.answer.abstained for way in found) or tells_clause(own, found[0].found.readings)):
            nothing = self._nothing(own, Reply((), ()))
            found.append(Way(Found((own,), nothing), Taken.NOTHING))
        ways = keeping_subject(keeping_list(keeping_kind(merged(found))))
        for way in ways:
            if way.found.asks and not way.found.answer.abstained:
                way.like = self._papers.like(own.asked, _told_first(way.found.answer))
        surest = max(likely.values(), default=0.0)
        known = Told(masked, of_papers, untold, surest, before is not None)
        return keeping_names(ways, known), known

    def _is_plain(self, own: Query) -> bool:
        """Tell whether the rules' reading stands: of steering, orders, facts of places, what staff keep, long texts."""
        kept = speaks_of(own.core, "contacts", "intentions") and self._from_records(own) is not None
        settled = own.command is not None or speaks_of(own.core, "fact_of_the_place")
        return own.scope is Scope.STEERING or settled or kept or len(own.asked) > _LONGEST_READ

    def _said(
        self, own: Query, meant: Sequence[Restated], before: Before | None, *, named: bool, told: bool
    ) -> Iterator[Way]:
        """Yield what a question may mean, as far as the records or the bot itself answer it."""
        # What names nothing goes on from what came before, and asks nothing of all ties out of the blue.
        of_field = is_of_the_field(own.asked)
        out_of_the_blue = before is not None and not (named or of_field)
        unknown = names_unknown(own)
        for one in meant:
            if one.likely < _WORTH_A_LOOK:
                return
            if (one.leans and unknown) or (out_of_the_blue and one.meaning.startswith(_OF_ALL_TIES)):
                continue
            asks = told or own.kind is not AnswerKind.OPEN
            if one.meaning == _OTHER_TASK and asks and (named or of_field):
                continue
            if one.meaning in _SCOPES:
                if one.likely < _LIKELIER_THAN_NOT and _SCOPES[one.meaning].is_smalltalk:
                    continue
                other = dataclasses.replace(own, scope=_SCOPES[one.meaning])
                # What is only learnt to be another job a language model may still take for something else.
                open_yet = one.meaning == _OTHER_TASK
                small = Found((own if open_yet else other,), scope_reply(other), asks=open_yet)
                yield Way(small, Taken.SAID, one.likely, one.meaning)
            elif one.text:
                again = self._read_again(own, one, before)
                found = self._without_search(again, before)
                if found is None and all(self._from_records(query) is not None for query in again):
                    found = self._find(again)
                if found is not None:
                    yield Way(found, Taken.SAID, one.likely, one.meaning, one.text)

    def _look_up(self, first: Query, questions: Sequence[tuple[str, str]]) -> Found:
        """Look up what a language model made of a question: each part in its own language and in the other."""
        if not questions:
            nothing = dataclasses.replace(first, scope=Scope.ACKNOWLEDGEMENT)
            return Found((first,), scope_reply(nothing), asks=False)
        parts = [self._look_up_one(first, *texts) for texts in questions]
        if len(parts) == 1 or not all(part.asks for part in parts):
            return parts[0]
        return Found(
            tuple(query for part in parts for query in part.queries),
            joined(first, [part.answer for part in parts]),
            tuple(reading for together in itertools.zip_longest(*(part.readings for part in parts))
                  for reading in together if reading is not None),
        )  # fmt: skip

    def _look_up_one(self, first: Query, text: str, other: str) -> Found:
        """Look one question up as it reads in the first language that finds an answer, else in its own."""
        found = [
            self._choose(
                tuple(
                    dataclasses.replace(query, script=first.script, wished=first.wished, translated=translated)
                    for query in self._read(said, None, today=first.today, language=first.language)
                ),
                None,
            )
            for said, translated in ((text, other), (other, ""))
            if said
        ]
        return next((one for one in found if not one.answer.abstained), found[0])

    def _without_search(self, queries: tuple[Query, ...], before: Before | None) -> Found | None:
        """Answer what asks nothing of the sources: small talk, another job, an order."""
        query = queries[0]
        if query.scope is not Scope.QUESTION:
            return Found(queries, scope_reply(query), asks=False)
        told = answer_command(query, self._audience, before.recent if before else ())
        return None if told is None else Found(queries, told, asks=False)

    def explain(
        self,
        question: str,
        *,
        today: dt.date,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        user: str = "",
    ) -> Explanation:
        """Answer a question and say how: what was understood, found, said, checked and dropped."""
        *_, last = self.stream(question, today=today, history=history, language=language, user=user)
        return last

    def by_rules(self, question: str, *, today: dt.date) -> Answer:
        """Answer without a language model even where there is one: where every letter typed asks again."""
        queries = self._read(question, None, today=today)
        return self._find(queries).answer if queries[0].scope is Scope.QUESTION else scope_reply(queries[0])

    def _read(
        self, question: str, before: Before | None, *, today: dt.date, language: Language | None = None
    ) -> tuple[Query, ...]:
        return understand(
            question, today=today, gazetteer=self._gazetteer, before=before, language=language, home_ids=self._home_ids
        )

    def _read_again(self, own: Query, meant: Restated, before: Before | None) -> tuple[Query, ...]:
        """Read the words that a question is restated in; what is said of its own words still is."""
        before = before if meant.leans else None
        text = meant.text
        if own.exact_day and speaks_of(own.core, "day_wanted"):
            text = text.replace("什么时候", "确切哪一天").replace("When was", "On which exact day was")
        # Of the time that both name the words about it tell more in the question itself: not before 1988.
        named = own.period is not None and not own.follows_up
        return tuple(
            dataclasses.replace(
                query,
                period=own.period if named and query.period is not None else query.period,
                asked=own.asked,
                denied=own.denied,
                language=own.language,
                script=own.script,
                wished=own.wished,
                corrected=own.corrected,
                unread=own.unread,
            )
            for query in self._read(text, before, today=own.today, language=own.language)
        )

    def _before(self, history: Sequence[Turn], today: dt.date) -> Before | None:
        """Return what the user's earlier turns leave: each is read again, and the records say what its answer told."""
        before: Before | None = None
        for turn in [turn for turn in history if turn.role == "user"][-_TURNS_READ:]:
            found = self._taken(turn.content, before, today)
            before = left_by(found.queries, before, self._partners_in(found.answer))
        return before

    def _partners_in(self, answer: Answer) -> tuple[Place, ...]:
        """Return the partners of the agreements that an answer cites, in order."""
        ids = [citation.source.path.rpartition("#")[2] for citation in answer.citations]
        places = (self._gazetteer.get(self._partner_of[row]) for row in ids if row in self._partner_of)
        return tuple(dict.fromkeys(place for place in places if place is not None))

    def _answer_from_records(self, query: Query) -> Answer | None:
        return answer_from_records(query, self._book, self._gazetteer, home=self._home, citation_for=self._citation)

    def _find(self, queries: tuple[Query, ...]) -> Found:
        """Answer queries by the rules alone."""
        parts = [self._answer_one(query) for query in queries]
        readings = tuple(reading for _, read in parts for reading in read)
        answer = parts[0][0] if len(parts) == 1 else joined(queries[0], [answer for answer, _ in parts])
        return Found(queries, with_unread_times(answer, queries), readings)

    def _answer_one(self, query: Query) -> tuple[Answer, tuple[Reading, ...]]:
        nothing = _names_nothing(query)
        found = self._from_records(query) if query.topic is Topic.ANNIVERSARY or not nothing else None
        if found is not None:
            return self._with_papers(query, found), ()
        if nothing:
            which = Answer(
                query.language,
                Mode.RECORDS,
                lead=say("which_place", query.language, query.script),
                choices=self._partners(query),
            )
            return which, ()
        return self._of_papers(query)

    def _with_papers(self, query: Query, found: Answer) -> Answer:
        """Return what the records say to a claim; of cities with which no tie is on record the papers may tell."""
        known = {self._book.partner_id(row) for row in self._book.served}
        names = [name for place in query.partners if place.id not in known for name in (place.zh, place.en)]
        if not query.claim or not names or found.abstained:
            return found
        told = [
            statement
            for statement in self._papers.reply(dataclasses.replace(query, claim=False)).statements
            if any(name in statement.text for name in names)
        ]
        return dataclasses.replace(found, statements=(*found.statements, *told[:_BESIDE]))

    def _of_papers(self, query: Query) -> tuple[Answer, tuple[Reading, ...]]:
        """Answer from the papers, or say that nothing answers."""
        reply = self._papers.reply(query)
        if not reply.statements and query.alone is not None:
            alone = self._papers.reply(query.alone)
            query, reply = (query.alone, alone) if alone.statements else (query, reply)
        told = reply.statements and not _is_beside(query, reply)
        answer = from_papers(query, reply) if told else self._nothing(query, reply)
        return answer, reply.readings

    def _partners(self, query: Query) -> tuple[str, ...]:
        """Return a few partners to choose from."""
        names = [row.partner_zh if query.language is Language.ZH else row.partner_en for row in self._book.served]
        chosen = tuple(dict.fromkeys(names))[:_CHOICES]
        return tuple(map(traditional, chosen)) if query.script is Script.HANT else chosen

    def _nothing(self, query: Query, reply: Reply) -> Answer:
        nearest = nearest_records(query, self._book, self._gazetteer, home=self._home, citation_for=self._citation)
        lead = what_is_missing(query, reply)
        # What a programme is stands nearest to how to apply for it.
        beside = reply.statements[:1] if _asks_to_apply(query) else ()
        return Answer(
            language=query.language,
            mode=Mode.EXTRACTIVE,
            lead=lead,
            notes=(say("nearest", query.language, query.script),) if nearest or reply.nearest or beside else (),
            nearest=nearest or reply.nearest or beside,
            abstained=True,
        )


def _told_first(answer: Answer) -> tuple[str, ...]:
    """Return what an answer tells, as far as it is compared with the question."""
    told = [answer.lead, *(statement.text for statement in answer.statements[:_COMPARED])]
    return tuple(text[:_LONGEST_COMPARED] for text in told if text)


def _names_nothing(query: Query) -> bool:
    """Tell whether one thing is asked of a tie, and none is named: "when was it signed?" out of the blue."""
    of_one = query.kind is AnswerKind.DATE or speaks_of(query.core, "asks.signed_where", "how_many_years")
    named = query.places or query.regions or query.quoted or query.period or query.ordinal or query.follows_up
    ranked = speaks_of(query.core, "first", "latest", "placed", "most", "fewest")
    return of_one and not (named or ranked or query.years or query.beyond)


def _is_beside(query: Query, reply: Reply) -> bool:
    """Tell whether what the papers say is beside the question.

    A few words that ask nothing have none in common with it in their language; or how to apply is asked, and it speaks
    of no applying.
    """
    if _asks_to_apply(query):
        return not any(speaks_of(fold(statement.text), "paper.applies") for statement in reply.statements)
    languages = {citation.language for statement in reply.statements for citation in statement.citations}
    if tells_clause(query, reply.readings):
        return False
    if reply.listed or query.kinds != (AnswerKind.OPEN,) or not query.terms or languages != {query.asked_in}:
        return False
    said = fold(" ".join(statement.text for statement in reply.statements))
    return not any(term.word in said or any(map(said.__contains__, term.meanings)) for term in query.terms)


def _asks_to_apply(query: Query) -> bool:
    return query.kind is AnswerKind.PROCEDURE and speaks_of(query.core, "paper.applies")
