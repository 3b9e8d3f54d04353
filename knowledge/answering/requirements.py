"""What alone keeps a sentence from answering, whatever its score: another place, year or edition, no thing of the kind."""

from __future__ import annotations

import datetime as dt
import enum
from typing import TYPE_CHECKING, TypeGuard

from knowledge.answering.kinds import SAID_IN_MANY_WAYS, counts, listed_items, names_a_day
from knowledge.answering.papers import Standing
from knowledge.answering.reading import term_presence
from knowledge.answering.things import stands_in, words_before, words_stand
from knowledge.language.lexicon import find_all, pattern, speaks_of
from knowledge.language.rates import find_rates
from knowledge.text.folding import fold
from knowledge.understanding.query import AnswerKind, Topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.answering.comparison import Comparison
    from knowledge.answering.reading import Text
    from knowledge.language.numbers import Number
    from knowledge.understanding.query import Period, Term


class Lack(enum.StrEnum):
    """What a sentence lacks to answer the question."""

    PLACE = "place"
    YEAR = "year"
    EDITION = "edition"
    KIND = "kind"
    NUMBER = "number"
    DAY = "day"
    RELATION = "relation"
    COMPLETE = "complete"
    ACHIEVED = "achieved"
    QUOTED = "quoted"
    SUBJECT = "subject"
    STATEMENT = "statement"


# What a reporter asks at a press conference answers nothing, but who asked it and after what.
_TOLD_BY_QUESTIONS = frozenset({AnswerKind.PERSON, AnswerKind.NAME})
# A heading names a thing, and a list of headings things; it says nothing of them.
_TOLD_BY_HEADINGS = frozenset({AnswerKind.LIST, AnswerKind.NAME})
# A list asked for in full has at least so many items; from so many on it is told by its length alone.
_FULL = 2
_MANY = 5
# When something happened, and why it did not, is told with years other than the one asked about.
_OF_ANOTHER_YEAR = frozenset({AnswerKind.DATE, AnswerKind.REASON})
# An office is held by whom it is told of, not by who shares a meaning with it.
_ITSELF = 0.6
# A telephone number is of the office that stands beside it.
_OF_WHOM = 0.6
# A rule for those who apply this year may be told without it.
_OF_ANY_YEAR = _OF_ANOTHER_YEAR | {
    AnswerKind.CONDITION, AnswerKind.PROCEDURE, AnswerKind.CONTACT, AnswerKind.DEFINITION
}  # fmt: skip


def lacks(compared: Comparison) -> frozenset[Lack]:
    """Return everything the sentence lacks; empty when it may answer."""
    return frozenset(lack for lack, missing in _CHECKS if missing(compared))


def _no_place(compared: Comparison) -> bool:
    """Tell whether a city asked about is nowhere in the paper, or another city stands in its stead.

    A country may be meant by what stands there: a town or a partner of it. How much that counts is learnt.
    """
    return compared.city_stands == 0 or compared.is_of_another_city


def _no_year(compared: Comparison) -> bool:
    """Tell whether a year asked about is neither named nor the paper's own."""
    query = compared.query
    asked = set(query.years) or compared.question.years
    if not asked and query.kind not in _OF_ANY_YEAR:
        asked = set(_year_reckoned(query.period))
    known = compared.years_here | compared.before.years
    if not asked and _is_since(query.period):
        return max(known, default=0) < query.period.start.year
    if not asked or (query.compares and len(asked) > 1):  # of two years compared a sentence may tell one
        return False
    span = _years_of(query.period)
    if not compared.text.years:
        known |= compared.context.years
    elsewhere = bool(compared.text.years) and not asked & compared.text.years and query.kind not in _OF_ANOTHER_YEAR
    return elsewhere or not (asked & known if asked <= span else asked <= known)


def _is_since(period: Period | None) -> TypeGuard[Period]:
    """Tell whether a time begins somewhere and lasts: what was told before then tells nothing of it."""
    return period is not None and period.end == dt.date.max and period.start > dt.date.min


def _years_of(period: Period | None) -> frozenset[int]:
    """Return the years that a time reaches over; none where it is open."""
    if period is None or period.start == dt.date.min or period.end == dt.date.max:
        return frozenset()
    return frozenset(range(period.start.year, (period.end - dt.timedelta(days=1)).year + 1))


def _year_reckoned(period: Period | None) -> tuple[int, ...]:
    """Return the one year of a time that is reckoned from today: last year, tomorrow."""
    if period is None or period.recurring or period.start == dt.date.min or period.end == dt.date.max:
        return ()
    last = period.end - dt.timedelta(days=1)
    return (last.year,) if last.year == period.start.year else ()


def _no_edition(compared: Comparison) -> bool:
    """Tell whether another edition is meant than the one asked about."""
    asked = compared.question.editions
    if not asked:
        return False
    here = compared.text.editions or compared.before.editions or compared.governs.editions
    return not asked & (here | (compared.governs.editions if asked & compared.governs.editions else frozenset()))


def _no_kind(compared: Comparison) -> bool:
    """Tell whether the kind of thing asked for is not there, or not of what it is asked of."""
    query = compared.query
    if not compared.any_kind_met:
        return query.kind not in SAID_IN_MANY_WAYS
    claimed, told = _claimed_and_told(compared)
    if claimed and not told:
        return True
    if query.kind in {AnswerKind.PERSON, AnswerKind.NAME}:
        asked = compared.question.folded
        roles = find_all(asked, "paper.office")
        offices = [term for term in query.terms if term.word in {role.text for role in roles}]
        body = [term for role in roles for term in words_before(asked, role.start, role.end, query.terms)]
        held = words_stand([term for term in body if term not in offices], (compared.text, compared.governs)) == 1
        won = not speaks_of(asked, "paper.won") or speaks_of(compared.text.folded, "paper.won")
        return not (won and held and all(_holds(compared, office) for office in offices))
    if query.kind is AnswerKind.CONTACT:
        whose = [term for term in query.terms if not speaks_of(term.word, "paper.reach")]
        found = sum(compared.presence_governed[term] for term in whose)
        return found < _OF_WHOM * len(whose)
    return False


def _other_number(compared: Comparison) -> bool:
    """Tell whether a number is claimed, or how often something is, and the sentence gives others of its sort."""
    claimed, told = _claimed_and_told(compared)
    every, told_every = _how_often(compared.question), _how_often(compared.text)
    often = compared.query.kind is AnswerKind.YES_NO and every and told_every and not every & told_every
    return bool(often or (claimed and not any(_admits(one, other) for one in claimed for other in told)))


def _how_often(text: Text) -> frozenset[str]:
    """Return how often something is, as a text says it: every two years."""
    return frozenset(f"{rate.many} {rate.of}" for rate in find_rates(text.folded) if rate.is_of_time)


def _admits(claimed: Number, told: Number) -> bool:
    """Tell whether a number may be the one claimed; under forty is also said of what is under forty."""
    same = claimed.value == told.value and claimed.bound == told.bound
    return same or claimed.admits(told.value)


def _claimed_and_told(compared: Comparison) -> tuple[list[Number], list[Number]]:
    """Return the numbers that are claimed, and those of the sentence of the same sorts."""
    if compared.query.kind is not AnswerKind.YES_NO:
        return [], []
    claimed = [number for number in counts(compared.question) if number.certain and not number.bare]
    sorts = {(number.kind, number.unit) for number in claimed}
    told = [number for number in counts(compared.text) if (number.kind, number.unit) in sorts]
    # A claim need not say what it counts: children under twelve, of twelve years.
    open_now = [number for number in claimed if not (number.unit or number.noun)]
    return claimed, told or [n for n in compared.text.numbers if any(_admits(one, n) for one in open_now)]


def _holds(compared: Comparison, office: Term) -> bool:
    """Tell whether an office stands in the sentence, and not only that of a deputy where its head is asked for."""
    found = compared.text
    if not speaks_of(compared.question.folded, "paper.deputy"):
        found = compared.reader.prepare(pattern("paper.deputy").sub(" ", found.folded))
    return term_presence(office, found) >= _ITSELF


def _of_another(compared: Comparison) -> bool:
    """Tell whether what the question names stands neither in the sentence nor anywhere around it.

    What any place has, its population, stands in the sentence itself.
    """
    asked = " ".join(span.text for span in find_all(compared.question.folded, "fact_of_the_place"))
    facts = [term for term in compared.query.terms if term.word in asked]
    told = all(compared.presence[term] >= _ITSELF for term in facts)
    return not (told and compared.is_of_the_thing)


def _not_quoted(compared: Comparison) -> bool:
    """Tell whether a name in quotation marks stands nowhere around; the other language has its own for it."""
    if compared.candidate.passage.language is not compared.query.asked_in:
        return False
    around = "\n".join(text.folded for text in compared.around)
    return not all(stands_in(fold(name), around) for name in compared.query.quoted)


def _no_day(compared: Comparison) -> bool:
    """Tell whether only a day would do and none is given."""
    return compared.query.exact_day and not names_a_day(compared.text)


def _no_relation(compared: Comparison) -> bool:
    """Tell whether the date of a tie is asked for, and the sentence speaks of none."""
    query = compared.query
    asked = compared.question.folded
    # Of a camp for sister cities it is asked when the camp began.
    tie = query.topic is Topic.AGREEMENT and not speaks_of(asked, "paper.thing")
    cities = [place for place in compared.foreign if not place.id.startswith("org:")]
    about_a_tie = tie and (bool(cities) or speaks_of(asked, "paper.tie"))
    about_a_tie = about_a_tie or speaks_of(asked, "paper.signing")
    return query.kind is AnswerKind.DATE and about_a_tie and not speaks_of(compared.text.folded, "paper.tie")


def _not_complete(compared: Comparison) -> bool:
    """Tell whether a full list is asked for, and the sentence has fewer items."""
    query = compared.query
    if query.kind is not AnswerKind.LIST:
        return False
    items = listed_items(compared.candidate.unit.told)
    if query.complete:
        stated = [int(number.value) for number in counts(compared.question)]
        return items < max([_FULL, *stated])
    return compared.number_asked >= _MANY and items < compared.number_asked


def _only_planned(compared: Comparison) -> bool:
    """Tell whether what was achieved is asked for, and the sentence states a target."""
    asked = speaks_of(compared.question.folded, "paper.achieved")
    told = compared.text.folded
    ahead = speaks_of(told, "paper.planned", "paper.expected")
    return asked and ahead and not speaks_of(told, "paper.achieved", "paper.outcome")


def _states_nothing(compared: Comparison) -> bool:
    """Tell whether it is a question, a heading, or a claim that the next speaker corrects."""
    told = {Standing.QUESTION: _TOLD_BY_QUESTIONS, Standing.HEADING: _TOLD_BY_HEADINGS}
    standing = compared.candidate.unit.standing
    return standing is not Standing.STATEMENT and compared.query.kind not in told.get(standing, frozenset())


_CHECKS: tuple[tuple[Lack, Callable[[Comparison], bool]], ...] = (
    (Lack.PLACE, _no_place),
    (Lack.YEAR, _no_year),
    (Lack.EDITION, _no_edition),
    (Lack.KIND, _no_kind),
    (Lack.NUMBER, _other_number),
    (Lack.SUBJECT, _of_another),
    (Lack.QUOTED, _not_quoted),
    (Lack.DAY, _no_day),
    (Lack.RELATION, _no_relation),
    (Lack.COMPLETE, _not_complete),
    (Lack.ACHIEVED, _only_planned),
    (Lack.STATEMENT, _states_nothing),
)
