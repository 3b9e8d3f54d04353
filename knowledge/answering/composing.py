"""Put an answer together: what was found, what is to be known of it, and the parts of a compound question."""

import dataclasses
from collections.abc import Sequence

from knowledge.answering.extractive import Reply
from knowledge.answering.found import Found
from knowledge.answering.requirements import Lack
from knowledge.answering.wording import say
from knowledge.evidence import Answer, Language, Mode, Statement
from knowledge.understanding.query import Query

# So many statements are told of what else may have been asked.
_SHORT = 4


def with_note(found: Found, meant: str) -> Found:
    """Say as what a question was understood that was read in other words than its own, where these stand alone."""
    query = found.queries[0]
    if query.denied:  # the words that it was read in leave out what is denied
        return found
    name, it = (query.partners[0].zh, "它") if query.language is Language.ZH and query.partners else ("", "")
    if query.language is Language.EN and query.partners:
        name, it = query.partners[0].en, " it "
    if len(query.partners) == 1 and it in meant:
        meant = meant.replace(it, name if it == "它" else f" {name} ")
    elif query.follows_up:
        return found
    note = say("understood_as", query.language, query.script, text=meant)
    return dataclasses.replace(found, answer=dataclasses.replace(found.answer, notes=(note, *found.answer.notes)))


def with_other(found: Found, other: Found, meant: str) -> Found:
    """Tell beside an answer what another one says to what may as well have been asked, if short and from elsewhere."""
    told = other.answer.statements
    known = {(citation.source.path, citation.locator) for citation in found.answer.citations}
    if len(told) > _SHORT or known.issuperset((one.source.path, one.locator) for one in other.answer.citations):
        return found
    query = found.queries[0]
    intro = say("or_meant" if meant else "or_else", query.language, query.script, text=meant)
    space = " " if query.language is Language.EN else ""
    framed = space.join(filter(None, (intro, *other.answer.lead.split("\n"), told[0].text)))
    return dataclasses.replace(found, beside=(dataclasses.replace(told[0], text=framed, parts=()), *told[1:]))


def what_is_missing(query: Query, reply: Reply) -> str:
    """Say what the nearest evidence lacks, as far as that can be told."""
    if Lack.YEAR in reply.lacks and query.years:
        years = ", ".join(map(str, query.years)) if query.language is Language.EN else "、".join(map(str, query.years))
        return say("year_unknown", query.language, query.script, years=years)
    return say("not_found", query.language, query.script)


def scope_reply(query: Query) -> Answer:
    """Answer what is no question of the office's field."""
    mode = Mode.SMALLTALK if query.scope.is_smalltalk else Mode.EXTRACTIVE
    return Answer(
        language=query.language,
        mode=mode,
        lead=say(query.scope.value, query.language, query.script),
        abstained=not query.scope.is_smalltalk,
    )


def from_papers(query: Query, reply: Reply) -> Answer:
    """Return what the papers say as an answer, with what is to be known of it."""
    languages = {citation.language for statement in reply.statements for citation in statement.citations}
    lead = ""
    if languages == {query.language.other}:
        original = say("chinese" if query.language is Language.EN else "english", query.language, query.script)
        lead = say("other_language", query.language, query.script, original=original)
    if reply.otherwise:
        lead = "\n".join(filter(None, (say("otherwise", query.language, query.script), lead)))
    lead = "\n".join(filter(None, (lead, reply.lead)))
    notes = tuple(
        say("corrected", query.language, query.script, written=written, name=_name(query, place))
        for written, place in query.corrected
    )
    # Rows of a list are chosen and counted as records are.
    mode = Mode.RECORDS if reply.listed else Mode.EXTRACTIVE
    return Answer(query.language, mode, reply.statements, lead=lead, notes=notes)


def with_unread_times(answer: Answer, queries: tuple[Query, ...]) -> Answer:
    """Say which words for a time were not understood, for the answer does not heed them."""
    unread = dict.fromkeys(words for query in queries for words in query.unread)
    first = queries[0]
    notes = [say("time_unread", first.language, first.script, words=words) for words in unread]
    return dataclasses.replace(answer, notes=(*answer.notes, *notes)) if notes else answer


def _name(query: Query, place: object) -> str:
    return str(getattr(place, "zh" if query.language is Language.ZH else "en"))


def _says_more(other: Statement, one: Statement) -> bool:
    """Tell whether a statement begins with all of another one, of the same source, and goes on."""
    return other != one and other.citations == one.citations and other.text.startswith(one.text)


def joined(query: Query, answers: Sequence[Answer]) -> Answer:
    """Put the answers to the parts of a question together; it abstains only if every part does."""
    answered = [answer for answer in answers if not answer.abstained] or [answers[0]]
    told = dict.fromkeys(statement for answer in answered for statement in answer.statements)
    statements = [one for one in told if not any(_says_more(other, one) for other in told)]
    notes: dict[str, None] = {}
    if len(answered) < len(answers) and not answered[0].abstained:
        notes[say("part_missing", query.language, query.script)] = None
    for answer in answered:
        notes.update(dict.fromkeys(answer.notes))
    leads = dict.fromkeys(answer.lead for answer in answered if answer.lead)
    return Answer(
        language=query.language,
        mode=answered[0].mode,
        statements=tuple(statements),
        lead="\n".join(leads),
        notes=tuple(notes),
        choices=answered[0].choices,
        nearest=answered[0].nearest if answered[0].abstained else (),
        abstained=answered[0].abstained,
    )
