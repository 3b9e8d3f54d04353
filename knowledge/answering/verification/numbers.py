"""Numbers, dates, units and days: each stands in the evidence, of the same places, and counts the same thing."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.matter import relations, ties_carried
from knowledge.answering.verification.reading import Known, Sentence, implied_by, is_named
from knowledge.answering.verification.values import Value, carried
from knowledge.answering.verification.words import counted_terms, likeness, words_of
from knowledge.language.bounds import Bound
from knowledge.language.numbers import Number, NumberKind
from knowledge.names import Gazetteer, Place, PlaceKind
from knowledge.text.language import HAN

_FIRST = re.compile(
    r"首|第一|最早|最多|开始|起步|创[立办设]|成立|开创|\bfirst\b|\bsince\b|\bbegan\b|\bstart|\bearliest\b|\binaugural\b|"
    r"\bfound(?:ed|ing)\b|\bmost\b"
)
# Both of what is known.
TWO = re.compile(
    r"两(?:[市国地校城岸省院类种方]|[个座家所]?(?:城市|班|馆|港|学校|大学|医院|图书馆|博物馆|公司|国家))|"
    r"(?:the )?two (?:cit|sides|part|countr|kinds|museum|port|school|universit|compan|hospital|class|librar|orchestra|club)|"
    r"two(?= (?:[a-z]+ed|are|were|have|had|became|met|will|do|did|can)\b)|[这該该此]?[两兩二](?:者|地)"
)
_AS_OF = re.compile(r"(?:截[至止](?:到|至)?|\bas (?:of|at))\s*(?:the )?$")
_YEAR_BEFORE = re.compile(r"上一?年|前一年|去年|\b(?:previous|last) year\b|\byear (?:before|earlier)\b")
# By how much what is counted must be liker to another number's words than to its own to be taken for it.
_CLEARLY = 0.2
_LIKE = 0.45
# So many words next to a number tell what it counts.
_NEAREST = 4


class ValueChecker:
    """Check the numbers and dates of statements."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def findings(self, sentence: Sentence, evidence: Sequence[Known], *, bound: bool) -> Iterator[Finding]:
        """Yield what no cited piece states of the same thing; a date that is ``bound`` by its clause needs no more."""
        for value in sentence.values:
            if _states_nothing(value, sentence, evidence):
                continue
            fault = Fault.DATE if value.date else Fault.NUMBER
            written = sentence.folded[value.start : value.end]
            same = [
                (other, part, piece)
                for piece in evidence
                for part in piece.reading.sentences
                for other in part.values
                if carried(value, other)
            ]
            placed = [(other, part) for other, part, piece in same if self._of_the_same(value, other, piece)]
            if not same:
                if not is_reckoned(value, sentence, evidence):
                    yield Finding(fault, written)
            elif not placed:
                yield Finding(fault, f"{written}: said of another place")
            elif not (bound and value.date) and not any(
                _counts_the_same(value, sentence, other, part) for other, part in placed
            ):
                yield Finding(fault, f"{written}: said of another thing")

    def _of_the_same(self, said: Value, known: Value, piece: Known) -> bool:
        """Tell whether a value is said of the places that the evidence says it of."""
        mine, theirs = self._places(said), self._places(known)
        counted = said.number is not None and said.number.kind is NumberKind.COUNT
        # What is counted in a country is not what is counted in its continent.
        shared = {key: place for key, place in mine.items() if key in theirs and place.country != "CN"}
        basis, other_basis = (shared, shared) if counted else (theirs, mine)
        extra = [place for key, place in mine.items() if key not in theirs and not implied_by(place, basis)]
        missing = [place for key, place in theirs.items() if key not in mine and not implied_by(place, other_basis)]
        if any(_is_of_its_sort(one, other) for one in extra for other in missing):
            return False
        if counted and any(map(_is_region, extra)) and any(map(_is_region, missing)):
            return False
        named = piece.places
        return all(
            place.id in named or implied_by(place, named) or is_named(place, piece.words, self._gazetteer)
            for place in extra
        )

    def _places(self, value: Value) -> Mapping[str, Place]:
        found = {key: self._gazetteer.get(key) for key in value.places}
        return {key: place for key, place in found.items() if place is not None and key != "country:cn"}


def _is_of_its_sort(one: Place, other: Place) -> bool:
    """Tell whether a place stands where another of its sort would; not all names of organisations are recognised."""
    if one.kind is PlaceKind.ORGANISATION:
        return False
    return one.kind is other.kind and (one.country == "CN") is (other.country == "CN")


def _is_region(place: Place) -> bool:
    return place.kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.PROVINCE)


def _states_nothing(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether a value claims nothing of its own: "one", "both", the first of what began, the year before."""
    number = value.number
    if number is None:
        if _YEAR_BEFORE.search(sentence.folded, value.start, value.end):
            return any(_YEAR_BEFORE.search(piece.folded) for piece in evidence)
        return _is_as_of_the_paper(value, sentence, evidence)
    if not number.certain:
        return True
    if number.kind is NumberKind.ORDINAL and number.value == 1:
        return any(_FIRST.search(piece.folded) for piece in evidence) and not any(
            other.number and other.number.kind is NumberKind.ORDINAL
            for piece in evidence
            for part in piece.reading.sentences
            for other in part.values
        )
    return number.value == number.top and TWO.match(sentence.folded, value.start) is not None


def _is_as_of_the_paper(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether a date only says as of when things are so: that of a paper cited which dates nothing itself."""
    if value.date is None or not _AS_OF.search(sentence.folded[: value.start]):
        return False
    said = value.date.found
    return any(
        piece.published is not None
        and said.first <= piece.published.first_day
        and piece.published.last_day <= said.last
        and not any(other.date for part in piece.reading.sentences for other in part.values)
        for piece in evidence
    )


def _counts_the_same(said: Value, sentence: Sentence, known: Value, part: Sentence) -> bool:
    """Tell whether what is counted or dated is what the evidence counts or dates, not what a rival there does."""
    mine, own = _beside(said, sentence), _beside(known, part)
    ties, known_ties = relations(mine), relations(own)
    if ties and known_ties and not ties_carried(ties, known_ties, sentence.folded):
        return False
    if said.number is not None and said.number.value != said.number.top:
        return True
    rivals = [
        other
        for other in part.values
        if _is_comparable(said, other) and not carried(said, other) and other.places == known.places
    ]
    terms = counted_terms(mine)[:_NEAREST]
    if not rivals or not terms or all(len(term.word) == 1 for term in counted_terms(own)):
        return True
    fit = likeness(terms, words_of(own))
    best = max(likeness(terms, words_of(_beside(rival, part))) for rival in rivals)
    return best < _LIKE or best <= fit + _CLEARLY


def _is_comparable(one: Value, other: Value) -> bool:
    if one.number is None or other.number is None:
        return one.number is other.number
    return one.number.kind is other.number.kind and other.number.certain


def _beside(value: Value, sentence: Sentence) -> str:
    """Return the words that go with a value: in its clause up to the next one, or where none follow, before it."""
    start, end = value.clause
    chars = list(sentence.folded)
    for left, right in sentence.spans:
        chars[left:right] = " " * (right - left)
    text = "".join(chars)
    others = [
        other for other in sentence.values if other.clause == value.clause and bool(other.number) == bool(value.number)
    ]
    after = text[value.end : min((other.start for other in others if other.start > value.start), default=end)]
    before = text[max((other.end for other in others if other.end <= value.start), default=start) : value.start]
    if value.number is None:
        return f"{before} {after}"
    terms = counted_terms(after)
    if any(len(term.word) > 1 for term in terms) or not HAN.search(text):
        return after
    return f"{before} {after}"


_TOTAL = re.compile(
    r"合计|[一总合]?共|总[数计]|加起来|两者|\b(?:in (?:all|total)|altogether|together|total|combined|sum)\b"
)
_REST = re.compile(
    r"其余|其他|其它|余下|剩|还有|还差|相差|多(?=[了出\d一二两三四五六七八九十百])|少(?=[了\d一二两三四五六七八九十百])|[净]?增|减|涨|降|晚了|早了|便宜|贵|境内|"
    r"国内|"
    r"\b(?:rest|remaining|others?|left|more|fewer|less|difference|increase|decrease|up by|"
    r"down by|rose|rise|grew|fell|dropped|short of|longer|shorter|later|earlier)\b"
)
_EACH = re.compile(r"(?:各[^\d,;。]{0,4}|每\w{1,3}|\beach(?: \w+){0,2}|\bapiece|\bboth(?: \w+){0,2})\s*$")
_HALF = re.compile(r"一半|半数|减半|对半|各半|半价|\bhalf\b|\bhalved\b|\bhalves\b")
_MOST_SHARES, _IN_HALF, _LEAD, _LOOK = 12, 50, 4, 24


def is_reckoned(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether a number is the sum, difference, half or multiple of what is known, and is said to be."""
    number = value.number
    if number is None or number.value != number.top or number.bound not in {Bound.EXACT, Bound.ABOUT}:
        return False
    if number.kind is NumberKind.SHARE and number.value == _IN_HALF:
        return any(_HALF.search(piece.folded) for piece in evidence)
    adds, leaves = bool(_TOTAL.search(sentence.folded)), bool(_REST.search(sentence.folded))
    said = {other.number.value for other in sentence.values if other.number and other is not value}
    for piece in evidence:
        halved = _HALF.search(piece.folded) is not None
        for part in piece.reading.sentences:
            known = [other.number for other in part.values if other.number and other.number.value == other.number.top]
            if any(
                _joins(number, one, two, adds=adds or told, leaves=leaves or told)
                for one, two in itertools.combinations(known, 2)
                for told in [{one.value, two.value} <= said]
            ):
                return True
            if halved and any(one.value == 2 * number.value for one in known):
                return True
            if adds and any(_times(number, one) for one in _each(part)):
                return True
    return (leaves or adds) and _between_sentences(number, sentence, evidence, adds=adds)


def _joins(number: Number, one: Number, two: Number, *, adds: bool, leaves: bool) -> bool:
    """Tell whether a number is the sum of two where it adds, or their difference where it says what is left."""
    if not _alike(one, two) or number.kind is not one.kind:
        return False
    return (adds and one.value + two.value == number.value) or (leaves and abs(one.value - two.value) == number.value)


def _alike(one: Number, two: Number) -> bool:
    return one.kind is two.kind and not (one.unit and two.unit and one.unit != two.unit)


def _each(part: Sentence) -> Iterator[Number]:
    """Yield the numbers of which there are several: 作品各60幅."""
    for value in part.values:
        if value.number is not None and _EACH.search(part.folded[max(0, value.start - _LOOK) : value.start]):
            yield value.number


def _told_alike(one: Value, first: Sentence, two: Value, second: Sentence, sentence: Sentence) -> bool:
    """Tell whether the same words, which the statement has too, lead to both numbers: 派出学生86人, 派出学生40人."""
    before, other = first.folded[: one.start][-_LEAD:], second.folded[: two.start][-_LEAD:]
    return before == other and all(char in sentence.folded for char in before)


def _times(number: Number, one: Number) -> bool:
    return one.value > 0 and number.value % one.value == 0 and 1 < number.value / one.value <= _MOST_SHARES


def _between_sentences(number: Number, sentence: Sentence, evidence: Sequence[Known], *, adds: bool) -> bool:
    """Tell whether a number is the sum or the difference of two of different sentences with the same unit."""
    parts = [part for piece in evidence for part in piece.reading.sentences]
    for first, second in itertools.combinations(parts, 2):
        for one, two in itertools.product(first.values, second.values):
            if one.number is None or two.number is None or one.number.kind is NumberKind.ORDINAL:
                continue
            same = one.number.unit == two.number.unit and (one.number.unit or one.number.noun == two.number.noun)
            if adds and not _told_alike(one, first, two, second, sentence):
                continue
            reckoned = one.number.value + two.number.value if adds else abs(one.number.value - two.number.value)
            if same and _alike(one.number, two.number) and reckoned == number.value:
                return True
    return False


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
