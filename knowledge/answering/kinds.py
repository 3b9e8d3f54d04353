"""Whether a sentence carries the kind of thing that was asked for."""

import re
from collections.abc import Callable

from knowledge.answering.reading import Text
from knowledge.language.lexicon import speaks_of
from knowledge.language.meanings import Grain
from knowledge.language.numbers import Number, NumberKind
from knowledge.text.folding import fold
from knowledge.understanding.query import AnswerKind

# The forms of what one is reached by, the same in every language.
_WEB, _MAIL = re.compile(r"https?://|www\."), re.compile(r"[\w.]+@[\w.]+")
_STREET = re.compile(r"[路街道]\s*\d*号?|\d+ \w+ (?:road|street|avenue)")
_PHONE = re.compile(r"(?<![\w/])(?:\d{3,4}[- ]){1,2}\d{4,8}(?![\w/])|(?<![\w/])\d{8,11}(?![\w/])")
# A name of a person after the label and the office of a list of those present, or with a middle dot.
_NAMED = re.compile(r"[:：].*\s[\u3400-\u9fff]{2,4}$|·", re.MULTILINE)
# Two words in capitals name somebody, or some body.
_CAPITALISED = re.compile(r"\b[A-Z][\w'-]+(?: [A-Z][\w'-]*\.?)* [A-Z][\w'-]+")
_SEPARATORS = re.compile(r"、|,.{1,60},|,.{1,60}\band\b|\band\b|[和与及]|一是|;")
_A_PERIOD = frozenset({NumberKind.DURATION, NumberKind.YEARS})


def carries(kind: AnswerKind, text: Text, asked: str = "", around: Text | None = None) -> bool:
    """Return whether a sentence holds a thing of the kind (always, for kinds that have no form of their own).

    ``asked`` is the folded question; it tells a telephone number from a web address. ``around`` is what governs the
    sentence, which may say of what kind it is: a date under "deadline". "To be announced" answers for every kind.
    """
    check = _CHECKS.get(kind)
    if check is None:
        return True
    if kind in _MAY_BE_OPEN and speaks_of(text.folded, "paper.undetermined"):
        return True
    return check(text, asked, around.folded if around else "")


def _date(text: Text, _asked: str, _around: str) -> bool:
    return bool(text.times)


def _deadline(text: Text, asked: str, around: str) -> bool:
    return _date(text, asked, around) and (_spans(text) or speaks_of(f"{text.folded}\n{around}", "paper.deadline"))


def _contact(text: Text, asked: str, _around: str) -> bool:
    forms = (("paper.wants.web", _WEB), ("paper.wants.mail", _MAIL), ("paper.wants.address", _STREET))
    form = next((form for concept, form in forms if speaks_of(asked, concept)), _PHONE)
    return bool(form.search(text.folded))


def _count(text: Text, asked: str, _around: str) -> bool:
    counted = counts(text, asked)
    if speaks_of(asked, "paper.asks_ties"):  # of two communities a definition speaks
        counted = tuple(
            number
            for number in counted
            if not number.noun.isascii() or not number.noun or speaks_of(number.noun, "paper.ties_counted")
        )
    if speaks_of(asked, "paper.asks_how_many"):
        counted = tuple(number for number in counted if number.kind is not NumberKind.MONEY)
    if speaks_of(asked, "paper.asks_persons"):
        plain = [number for number in counted if number.kind is NumberKind.COUNT]
        measured = [number for number in plain if not number.unit.isascii()]
        return any(is_of_persons(number, text) for number in measured) if measured else bool(plain)
    return bool(counted)


def _duration(text: Text, _asked: str, _around: str) -> bool:
    return _spans(text) or any(number.kind in _A_PERIOD for number in text.numbers)


def _spans(text: Text) -> bool:
    """Tell whether it names a range of days: what begins and ends."""
    return any(time.after.toordinal() - time.first.toordinal() > 1 and time.grain is Grain.DAY for time in text.times)


def _money(text: Text, _asked: str, _around: str) -> bool:
    return bool(sums(text)) or speaks_of(text.folded, "paper.free")


def _ordinal(text: Text, _asked: str, _around: str) -> bool:
    anniversaries = any(number.kind is NumberKind.YEARS for number in text.numbers)
    return bool(text.editions) or anniversaries or speaks_of(text.folded, "paper.ranked")


def _frequency(text: Text, asked: str, around: str) -> bool:
    return speaks_of(text.folded, "paper.frequency") or _duration(text, asked, around)


def _person(text: Text, asked: str, _around: str) -> bool:
    names = [name for name in _CAPITALISED.findall(text.plain) if fold(name) not in asked]
    held = speaks_of(text.folded, "paper.office", "paper.body")
    reached = _PHONE.search(text.folded) or _MAIL.search(text.folded)  # whom one turns to stands beside a number
    return bool(names or held or reached or _NAMED.search(text.plain))


def _share(text: Text, _asked: str, _around: str) -> bool:
    return any(number.kind is NumberKind.SHARE for number in text.numbers)


def _place(text: Text, _asked: str, _around: str) -> bool:
    return bool(text.places) or speaks_of(text.folded, "paper.venue", "paper.takes_place")


def _list(text: Text, _asked: str, _around: str) -> bool:
    return bool(_SEPARATORS.search(text.folded))


def _spoken(concept: str) -> Callable[[Text, str, str], bool]:
    return lambda text, _asked, around: speaks_of(f"{text.folded}\n{around}", concept)


_CHECKS: dict[AnswerKind, Callable[[Text, str, str], bool]] = {
    AnswerKind.DATE: _date,
    AnswerKind.DEADLINE: _deadline,
    AnswerKind.COUNT: _count,
    AnswerKind.ORDINAL: _ordinal,
    AnswerKind.FREQUENCY: _frequency,
    AnswerKind.DURATION: _duration,
    AnswerKind.MONEY: _money,
    AnswerKind.SHARE: _share,
    AnswerKind.PERSON: _person,
    AnswerKind.PLACE: _place,
    AnswerKind.CONTACT: _contact,
    AnswerKind.LIST: _list,
    AnswerKind.CONDITION: _spoken("paper.condition"),
    AnswerKind.PROCEDURE: _spoken("paper.procedure"),
    AnswerKind.REASON: _spoken("paper.reason"),
}
# There are more ways to say these than words for them: a sentence without one may answer all the same.
SAID_IN_MANY_WAYS = frozenset({AnswerKind.CONDITION, AnswerKind.PROCEDURE, AnswerKind.REASON, AnswerKind.LIST})
_MAY_BE_OPEN = frozenset(
    {AnswerKind.DATE, AnswerKind.DEADLINE, AnswerKind.COUNT, AnswerKind.MONEY, AnswerKind.DURATION}
)


def names_a_day(text: Text) -> bool:
    """Return whether a sentence gives a date to the day."""
    return any(time.grain is Grain.DAY for time in text.times)


def counts(text: Text, asked: str = "") -> tuple[Number, ...]:
    """Return the numbers that count something; years only where the (folded) question asks for years."""
    kinds = {NumberKind.COUNT, NumberKind.SHARE, NumberKind.MONEY, NumberKind.DURATION}
    if speaks_of(asked, "paper.wants.years"):
        kinds.add(NumberKind.YEARS)
    return tuple(number for number in text.numbers if number.kind in kinds)


def sums(text: Text) -> tuple[Number, ...]:
    """Return the sums of money."""
    return tuple(number for number in text.numbers if number.kind is NumberKind.MONEY)


def is_of_persons(number: Number, text: Text) -> bool:
    """Tell whether a number counts people."""
    return speaks_of(text.folded[number.end :], "paper.person_unit")


def listed_items(sentence: str) -> int:
    """Return how many things a sentence lists, at least one."""
    return 1 + max(sentence.count("、"), sentence.count(", "), sentence.count("，"), sentence.count(","))
