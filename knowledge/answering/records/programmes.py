"""Exchange programmes: for a group of people, with a place, about a matter."""

from knowledge.answering.records.inquiry import Inquiry
from knowledge.answering.records.phrasing import is_english
from knowledge.answering.records.relevance import coverage, covers, needed_terms
from knowledge.calendar import format_date
from knowledge.evidence import Answer, Statement
from knowledge.language.lexicon import concepts_under, speaks_of
from knowledge.names import Place
from knowledge.records import Event, Figure, Intention, Programme, ProgrammeStatus
from knowledge.text.folding import fold
from knowledge.text.tokens import tokens
from knowledge.understanding.query import AnswerKind, Topic

_MOST = 8
_NEW = 0.2  # of the words of a title
# Whom a programme may be for, by the table's word.
_AUDIENCES = tuple(concept.removeprefix("audience.") for concept in concepts_under("audience"))
# What a programme row never tells.
_UNTOLD = (
    AnswerKind.MONEY,
    AnswerKind.CONTACT,
    AnswerKind.SHARE,
    AnswerKind.FREQUENCY,
    AnswerKind.COUNT,
    AnswerKind.DATE,
    AnswerKind.PERSON,
    AnswerKind.ORDINAL,
)


def answer_programmes(inquiry: Inquiry) -> Answer | None:
    """List the programmes that a question selects."""
    if inquiry.query.kind in _UNTOLD:
        return None
    # A question on ties is answered by a programme only when it asks for more than ties.
    aside = inquiry.query.topic is Topic.AGREEMENT
    terms = needed_terms(inquiry, "programme", *(("agreement",) if aside else ()))
    if aside and not terms:
        return None
    wanted = {group for group in _AUDIENCES if inquiry.says(f"audience.{group}")}
    rows = [row for row in inquiry.book.programmes if is_of_question(inquiry, row)]
    if inquiry.query.kind is AnswerKind.PROCEDURE:
        rows = [row for row in rows if speaks_of(fold(words_of(row)), "paper.applies")]
    left = [term for term in terms if not _names_audience(term.word, wanted)]
    filtered = bool(wanted or inquiry.query.places or terms or inquiry.query.kind is AnswerKind.LIST)
    scored = []
    for row in rows:
        for_them = bool(wanted & set(row.for_whom))
        texts = (row.title_zh, row.title_en, row.summary_zh, row.summary_en)
        if aside and coverage(terms, texts) < 1 and not (for_them and covers(left, texts)):
            continue
        # "Young people" in a dictionary are people, and years: the row itself must speak of those who are meant.
        of_them = not wanted or _names_audience(fold(" ".join(texts)), wanted)
        if (for_them and covers(left, texts)) or (terms and of_them and covers(terms, texts)):
            scored.append((coverage(terms, texts), row))
        elif not terms and not wanted:
            scored.append((1.0, row))
    scored.sort(key=lambda item: -item[0])
    if not scored or not filtered:
        return None
    statements = [programme_statement(inquiry, row) for _, row in scored[:_MOST]]
    note = inquiry.say("more_rows", n=len(scored) - _MOST) if len(scored) > _MOST else ""
    return inquiry.answer(statements, notes=[note])


def programme_statement(inquiry: Inquiry, row: Programme) -> Statement:
    """Return what a programme is; a planned one is said to be planned, as of its date."""
    english = is_english(inquiry.language)
    title, summary = (row.title_en, row.summary_en) if english else (row.title_zh, row.summary_zh)
    text = inquiry.written(titled(inquiry, title, summary))
    if row.as_of is None:
        return inquiry.statement(text, row)
    dated, planned = str(row.as_of.year) in text, row.status is ProgrammeStatus.PLANNED
    if planned or not dated:
        # A summary that has its own date needs no other beside it.
        key = ("planned_then" if dated else "planned_as_of") if planned else "as_of_row"
        text += inquiry.say(key, date=format_date(row.as_of, inquiry.language))
    return inquiry.statement(text, row)


def titled(inquiry: Inquiry, title: str, summary: str) -> str:
    """Put the title of a row before its summary, unless the summary says nearly all of its words."""
    words = set(tokens(fold(title)))
    new = words - set(tokens(fold(summary)))
    # Two characters that stand side by side in a title alone are where two words meet, as long as they are few.
    if not any(map(str.isascii, new)) and len(new) <= _NEW * len(words):
        return summary
    return inquiry.say("titled", title=title, summary=summary)


def is_of_question(inquiry: Inquiry, row: Programme | Event) -> bool:
    """Tell whether a row has the home city and every place and organisation that the question names."""
    if inquiry.home_of(row) not in inquiry.homes and (inquiry.named_homes or not inquiry.partners):
        return False
    return all(names_place(inquiry, row, place) for place in (*inquiry.partners, *inquiry.organisations)) and (
        not inquiry.countries or any(_in_country(inquiry, row, country) for country in inquiry.countries)
    )


def names_place(inquiry: Inquiry, row: Programme | Event, place: Place) -> bool:
    """Tell whether a row names a place among its partners or in its words."""
    return place.id in {mention.place.id for mention in inquiry.gazetteer.find(words_of(row))}


def _in_country(inquiry: Inquiry, row: Programme | Event, country: str) -> bool:
    return country in {mention.place.country for mention in inquiry.gazetteer.find(words_of(row))}


def words_of(row: Programme | Event | Figure | Intention) -> str:
    """Return everything in which a row may name a place, in both languages."""
    named = (row.subject_zh, row.subject_en) if isinstance(row, Figure) else (*row.partners, row.title_zh, row.title_en)
    return "; ".join((*named, row.summary_zh, row.summary_en))


def _names_audience(text: str, wanted: set[str]) -> bool:
    return any(speaks_of(text, f"audience.{group}") for group in wanted)
