"""Days of the week and units of measure: they must be those of the evidence, in whatever language."""

import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.known import Known

# Of so many days named as open the rest are not.
_WEEK, _MOST = 7, 4
_DAYS_EN = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_DAY = re.compile(rf"\b(?P<en>{'|'.join(_DAYS_EN)})days?\b|(?:周|星期|礼拜)(?P<zh>[一二三四五六日天])(?!期)")
_TO = re.compile(r"\s*(?:to|through|-|–|—|至|到|~)\s*")
_WEEKEND = re.compile(r"\bweekends?\b|周末")
_SHUT = re.compile(
    r"[闭休]馆|[闭休][园业]|关[门闭]|停|除|不|没|无|"
    r"\bclos|\bshut|\bexcept|\bnot\b|n't\b|\bno\b|\bother than\b|\bbut\b|\bnever\b"
)
# Units of one kind, which may not stand for one another, with the words for each.
_UNITS = (
    {
        "km2": r"平方公里|sq(?:uare|\.)? ?(?:kilomet(?:er|re)s?|km)|km2",
        "ha": r"公顷|hectares?|ha",
        "mu": r"亩",
        "m2": r"平方米|平米|sq(?:uare|\.)? ?(?:met(?:er|re)s?|m)|m2",
    },
    {"t": r"吨|tons?|tonnes?", "kg": r"公斤|千克|kg|kilos?|kilogram(?:me)?s?", "jin": r"斤", "g": r"克|grams?"},
    {"km": r"公里|千米|km|kilomet(?:er|re)s?", "m": r"米|m|met(?:er|re)s?", "mile": r"英里|miles?"},
    {
        "hour": r"个?小时|hours?",
        "minute": r"分钟|minutes?",
        "day": r"天|日(?!元)|days?",
        "night": r"晚|夜|nights?",
        "week": r"周(?![年岁])|个?星期|weeks?",
        "month": r"个月|months?",
        "year": r"周?年(?!级|代)|years?",
    },
    {
        "teu": r"标箱|teu|containers?|boxes",
        "batch": r"批(?!次)|delegations?|groups?",
        "visit": r"人次|visits|visitors",
        "flight": r"班(?!级)|flights?|sailings?|trains?|列",
        "group": r"个?旅游?团|tour groups?",
    },
)
_PERIODS = frozenset("day night week month quarter year term hour".split())
_KINDS = [{name: re.compile(rf"[ -]?(?:{form})(?![a-z])") for name, form in kind.items()} for kind in _UNITS]


def quantity_findings(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    """Yield days of the week that the evidence does not name, and numbers with another unit than they have there."""
    yield from _days(sentence.folded, " \n".join(piece.folded for piece in evidence))
    yield from _periods(sentence, evidence)
    for value in sentence.values:
        if value.number is None:
            continue
        mine = _unit(sentence.folded, value.end)
        if mine is None:
            continue
        theirs = {
            _unit(part.folded, other.end)
            for piece in evidence
            for part in piece.reading.sentences
            for other in part.values
            if other.number is not None and other.number.value == value.number.value
        }
        rivals = {unit for unit in theirs if unit is not None and unit[0] == mine[0]}
        if rivals and mine not in theirs and None not in theirs:
            yield Finding(Fault.NUMBER, f"{sentence.folded[value.start : value.end]}: {mine[1]}")


def _periods(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    """Yield how often something is where the evidence says it otherwise: monthly for 每周."""
    mine = {unit.key: unit.word for fact in sentence.facts for unit in fact.units if unit.kind == "period"}
    parts = [part for piece in evidence for part in (*piece.reading.sentences, *piece.around.sentences)]
    theirs = {unit.key for part in parts for fact in part.facts for unit in fact.units if unit.kind == "period"}
    for key, word in mine.items():
        if key in _PERIODS and theirs & _PERIODS and key not in theirs:
            yield Finding(Fault.NUMBER, word)


def _unit(folded: str, end: int) -> tuple[int, str] | None:
    """Return the kind of unit that follows a number, and which one."""
    found = (
        (kind, name) for kind, forms in enumerate(_KINDS) for name, form in forms.items() if form.match(folded, end)
    )
    return next(found, None)


def _days(said: str, known: str) -> Iterator[Finding]:
    mine, theirs = named_days(said), named_days(known)
    first = _DAY.search(said)
    if first and theirs and not mine <= theirs and not is_shut_out(said, known):
        yield Finding(Fault.DATE, first.group())


def is_shut_out(said: str, known: str) -> bool:
    """Tell whether a text says that nothing is open on a day which is not among most of the week, when it is."""
    mine, theirs = named_days(said), named_days(known)
    return bool(mine and _SHUT.search(said)) and len(theirs) >= _MOST and not mine & theirs


def named_days(folded: str) -> frozenset[int]:
    """Return the days of the week that a folded text names, each of a range among them."""
    found: set[int] = set()
    last: tuple[int, int] | None = None
    for match in _DAY.finditer(folded):
        day = _DAYS_EN.index(match["en"]) if match["en"] else "一二三四五六日".index(match["zh"].replace("天", "日"))
        if last is not None and _TO.fullmatch(folded, last[1], match.start()):
            found |= {(last[0] + step) % _WEEK for step in range((day - last[0]) % _WEEK)}
        found.add(day)
        last = day, match.end()
    if _WEEKEND.search(folded):
        found |= {5, 6}
    return frozenset(found)
