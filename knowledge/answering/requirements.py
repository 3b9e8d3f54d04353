"""What a sentence must have to answer a question, whatever its score: the place, the year, the kind of thing asked for."""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING

from knowledge.answering.kinds import ROLES, listed_items, names_a_day
from knowledge.answering.ordinals import editions
from knowledge.answering.reading import term_presence
from knowledge.names import PlaceKind
from knowledge.understanding.query import AnswerKind, Topic
from knowledge.understanding.topics import relation_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.answering.comparison import Comparison
    from knowledge.names import Place


class Lack(enum.StrEnum):
    """What a sentence lacks to answer the question."""

    PLACE = "place"
    YEAR = "year"
    EDITION = "edition"
    KIND = "kind"
    DAY = "day"
    RELATION = "relation"
    COMPLETE = "complete"
    ACHIEVED = "achieved"
    QUOTED = "quoted"
    SUBJECT = "subject"
    TOPIC = "topic"
    STATEMENT = "statement"


_TARGET = re.compile(r"达到|力争|计划|目标|预计|将|拟|\b(?:target|plan|aim|goal|will|by 20\d\d)\b")
_ACHIEVED = re.compile(
    r"实际|真正|最终|事实上|究竟|\b(?:actual(?:ly)?|in fact|really|in reality|end(?:ed)? up|in the end|achieved?)\b"
)
_SIGNING = re.compile(r"签约|签署|签订|签的|\bsign")
_AGREEMENT_WORDS = re.compile(r"签|协议|备忘录|结|缔|建立|关系|\b(?:sign|agreement|memorandum|establish|relation)")
_COMPARED = re.compile(r"(?:仅次于|次于|少于|不如|低于|继)[^,，。;；]*|\b(?:after|behind|than|second only to)\b[^,.;]*")
# What a reporter asks at a press conference answers nothing, but who asked it and after what.
_ASKING = re.compile(r"[?？][”」\"']?\s*$", re.MULTILINE)
_TOLD_BY_QUESTIONS = frozenset({AnswerKind.PERSON, AnswerKind.NAME})
# A list asked for in full has at least so many items; from so many on it is told by its length alone.
_FULL = 2
_MANY = 5
# How much of the matter of the earlier turns must be there for a follow-up.
_ON_TOPIC = 0.5
# A telephone number is of the office that stands beside it.
_OF_WHOM = 0.6
_CONTACT_WORDS = re.compile(
    r"电话|联系|手机|号码|邮箱|邮件|网址|地址|传真|phone|number|mail|contact|address|website|fax|reach"
)
# A date, a number or a name is of the city that stands beside it.
_OF_THE_PLACE = frozenset({AnswerKind.DATE, AnswerKind.COUNT, AnswerKind.PERSON, AnswerKind.MONEY})


def lacks(compared: Comparison) -> frozenset[Lack]:
    """Return everything the sentence lacks; empty when it may answer."""
    return frozenset(lack for lack, missing in _CHECKS if missing(compared))


def _no_place(compared: Comparison) -> bool:
    """Tell whether a place asked about stands neither in the sentence nor around it, or not beside what is asked of it."""
    if compared.home and not any(
        compared.named(place, compared.text) or place.id in compared.candidate.passage.about for place in compared.home
    ):
        return True
    required = [place for place in compared.foreign if not place.id.startswith("org:")]
    texts = (compared.text, compared.context)
    if any(not any(compared.named(place, text) for text in texts) for place in required):
        return True
    cities = [place for place in compared.foreign if place.kind is PlaceKind.CITY]
    return compared.query.kind in _OF_THE_PLACE and any(not _stands_by(compared, place) for place in cities)


def _stands_by(compared: Comparison, place: Place) -> bool:
    """Tell whether a sentence is of a city: it names it, or goes on from a sentence that does and names no other."""
    if compared.named(place, compared.text):
        return True
    found = [compared.gazetteer.get(name) for name in compared.text.places]
    others = any(city is not None and city.kind is PlaceKind.CITY and city.country != "CN" for city in found)
    return not others and compared.named(place, compared.reader.prepare(compared.candidate.before))


def _no_year(compared: Comparison) -> bool:
    """Tell whether a year asked about is neither named nor the paper's own."""
    known = compared.years_here | compared.context.years
    return not compared.query.compares and any(year not in known for year in compared.query.years)


def _no_edition(compared: Comparison) -> bool:
    """Tell whether another edition is meant than the one asked about."""
    asked = editions(compared.question)
    return bool(asked) and not asked & editions(compared.text.folded)


def _no_kind(compared: Comparison) -> bool:
    """Tell whether the kind of thing asked for is not there, or not of what it is asked of."""
    query = compared.query
    if not compared.kind_met:
        return True
    if query.kind in {AnswerKind.PERSON, AnswerKind.NAME}:
        roles = [term for term in query.terms if ROLES.fullmatch(term.word)]
        return not all(term_presence(term, compared.text) > 0 for term in roles)
    if query.kind is AnswerKind.CONTACT:
        whose = [term for term in query.terms if not _CONTACT_WORDS.search(term.word)]
        found = sum(term_presence(term, compared.text) for term in whose)
        return found < _OF_WHOM * len(whose)
    return query.kind is AnswerKind.MONEY and bool(query.terms) and not compared.counted_beside


def _no_day(compared: Comparison) -> bool:
    """Tell whether only a day would do and none is given."""
    return compared.query.exact_day and not names_a_day(compared.candidate.sentence)


def _no_relation(compared: Comparison) -> bool:
    """Tell whether the date of a tie is asked for, and the sentence speaks of none."""
    query, folded = compared.query, compared.text.folded
    about_a_tie = query.topic is Topic.AGREEMENT or _SIGNING.search(compared.question)
    speaks = relation_of(folded) is not None or _AGREEMENT_WORDS.search(folded)
    return query.kind is AnswerKind.DATE and bool(about_a_tie) and not speaks


def _not_complete(compared: Comparison) -> bool:
    """Tell whether a full list is asked for, and the sentence has fewer items."""
    query = compared.query
    if query.kind is not AnswerKind.LIST:
        return False
    items = listed_items(compared.candidate.sentence)
    if query.complete:
        stated = [int(number) for number in re.findall(r"(?<!\d)\d{1,3}(?!\d)", query.asked)]
        return items < max([_FULL, *stated])
    return compared.number_asked >= _MANY and items < compared.number_asked


def _only_planned(compared: Comparison) -> bool:
    """Tell whether what was achieved is asked for, and the sentence states a target."""
    return bool(_ACHIEVED.search(compared.question) and _TARGET.search(compared.text.folded))


def _counts_another(compared: Comparison) -> bool:
    """Tell whether the numbers belong to another city: in a paper about one, the clause must name the city asked about."""
    about = compared.candidate.passage.about
    strangers = [place for place in compared.home if place.id not in about]
    if compared.query.kind is not AnswerKind.COUNT or not strangers or not about:
        return False
    clauses = compared.clauses_with_numbers(_COMPARED.sub("", compared.text.folded))
    return not any(compared.named(place, compared.reader.prepare(clause)) for place in strangers for clause in clauses)


def _off_topic(compared: Comparison) -> bool:
    """Tell whether too little is there of what the earlier turns, on which a follow-up leans, were about."""
    inherited = [term for term in compared.query.terms if term.inherited]
    if not inherited or not compared.query.follows_up:
        return False
    found = sum(compared.weights[term] * compared.presence_around[term] for term in inherited)
    return found < _ON_TOPIC * sum(compared.weights[term] for term in inherited)


def _asks_itself(compared: Comparison) -> bool:
    """Tell whether the sentence is a question of the paper's own."""
    return compared.query.kind not in _TOLD_BY_QUESTIONS and bool(_ASKING.search(compared.candidate.sentence))


_CHECKS: tuple[tuple[Lack, Callable[[Comparison], bool]], ...] = (
    (Lack.PLACE, _no_place),
    (Lack.YEAR, _no_year),
    (Lack.EDITION, _no_edition),
    (Lack.KIND, _no_kind),
    (Lack.DAY, _no_day),
    (Lack.RELATION, _no_relation),
    (Lack.COMPLETE, _not_complete),
    (Lack.ACHIEVED, _only_planned),
    (Lack.SUBJECT, _counts_another),
    (Lack.TOPIC, _off_topic),
    (Lack.STATEMENT, _asks_itself),
)
