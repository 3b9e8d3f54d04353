"""Hold the facts of a statement against those of its evidence: each must be told in a clause and what governs it."""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification import sense
from knowledge.answering.verification.claim import NOWHERE, Fault, Finding
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.comparing import agrees, comparison
from knowledge.answering.verification.dated import Frame
from knowledge.answering.verification.equal import date_carried, number_carried
from knowledge.answering.verification.facts import Fact, Unit
from knowledge.answering.verification.known import Known
from knowledge.answering.verification.quantities import is_shut_out, named_days
from knowledge.answering.verification.topicality import is_verbatim
from knowledge.answering.verification.values import TWO as _TWO
from knowledge.calendar import PartialDate
from knowledge.language.bounds import Bound
from knowledge.language.numbers import NumberKind
from knowledge.text.language import HAN

_WORDS = ("noun", "verb", "rank")
_NAMES = ("place", "noun")
_TIMES = ("time", "season")
_TIME_UNITS = ("year", "quarter", "month", "week", "day", "hour", "minute", "term")
_MUST = re.compile(r"必须|务必|须(?!知)|应当|\bmust\b|\bhave to\b|\bhas to\b|\brequired\b|\bneeded\b|\bobliged to\b")
_MAY = re.compile(r"可以|可(?=[不选自])|\bmay\b|\bcan\b|\bneed not\b|\ballowed\b|\bpermitted\b|自愿|\bvoluntar")
_DONE = re.compile(r"已|\balready\b")
_PAST = re.compile(
    r"已|了(?!解)|过(?!程|去|境|渡)|完|\b(?:was|were|had|has|have|did|held|took|went|came|began|met|built|sent|gave|won|made|paid)\b|"
    r"\b[a-z]+ed\b"
)
# The heading or title of what is planned, and what tells of a plan without its words.
_PLAN = re.compile(r"计划|规划|目标|任务|\b(?:plans?|planned|targets?|tasks?|ahead|outlook)\b")
_STILL_PLAN = re.compile(r"[仍还只]是计划|仍为计划|\b(?:still|only) (?:a plan|planned)\b")
# What is planned is so not done.
_NOT_YET = re.compile(r"还没|尚未|还未|没有?|未(?!来)|\bnot yet\b|\bha(?:s|ve)(?:n't| not)\b")
_SHIFTED = re.compile(r"\b(?:before|after)\b|[之以此]?[前后](?!者|来|往)")
_BOUNDS = (
    re.compile(
        r"至少|最少|不少于|不低于|起码|以上|过半|满(?=\d)|(?<![不得])超过|逾|(?<!不)多于|\bover \d|\bmore than\b|\bor (?:more|older|over)\b|\bat least\b|\bno (?:fewer|less) than\b|\bminimum\b"
    ),
    re.compile(
        r"最多|至多|不得?超过|(?<=[\d年月日天时周一二三四五六七八九十])之?内|以内|未满|不满|不足|不高于|不多于|上限|以下|限|\bor (?:less|fewer|under)\b|\bat most\b|\b(?:no|not) more than\b|\bup to\b|\bwithin\b|\bunder \d|\bless than\b|\bfewer than\b|\bmaximum\b"
    ),
)
_ONGOING = re.compile(r"仍在|正在|尚在|还在|在建|\bunder (?:construction|way|repair)\b|\bstill being\b|\bin progress\b")
_FINISHED = re.compile(r"已|[建完办]成|完成|竣工|落成|\bfinished\b|\bcompleted\b|\balready\b|\bready\b")
_WITHIN = re.compile(r"\s*(?:以|之)?内")
_AFTER = re.compile(r"\s*(?:以|之)?后")
_FREE_OF = re.compile(r"\bfree\b|免(?!除了)")
_COST = re.compile(r"费|付|收|缴|交|钱|票|\bfree\b|\bcharg|\bpa(?:y|id)|\bcosts?\b|\bfees?\b|\bticket|\bprice")
_SHUT = re.compile(r"闭馆|停业|休馆|\bclosed (?!the\b|a\b|its\b)")
_ANY = re.compile(
    r".*[一另]处|\s*(?:and |but )?(?:all|they|both|some|most|many|these|those|none|each|it)\b|[^,;。]{0,4}[均都]"
)
_COMPARATIVE = re.compile(r"\w+er|more|less")
_COPULAR = re.compile(r"[是为有]|\b(?:is|are|was|were)\b")
# What is said to be something (X是Y的项目), not to do it or to have been done by somebody (是X送的).
_IS_SUCH = re.compile(r"[^,;是]{2,16}是[^,;是]*[^的,;。][,;。]?$")
_SOONER = re.compile(r"[更较](?P<how>[早晚迟])[一些点]*[,:;。]?$")
_FROM_TO = re.compile(r"\bfrom\b.*\bto\b|[由从].*(?:至|到|为)")
_RANK = re.compile(r"\b(?:vice|deputy|assistant|acting|former|honorary)[ -]?$|(?:副|代理|前任|名誉)$")
_OFFICES = re.compile(
    r"\b(?:mayor|president|governor|director|minister|chair\w*|secretary|consul)\b|市长|主席|主任|部长|会长|校长|院长|局长|处长|省长|县长|区长|秘书长"
)


@dataclasses.dataclass(frozen=True, slots=True)
class _Spot:
    """Where a fact of the evidence stands: the facts of its sentence up to it, and those of the sentences before."""

    chain: tuple[Fact, ...]
    whole: tuple[Fact, ...]
    earlier: tuple[Fact, ...]
    published: PartialDate | None
    in_plan: bool

    @property
    def fact(self) -> Fact:
        return self.chain[-1]


def unheld(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    """Yield each clause of a statement that no clause of the evidence tells, with what keeps the nearest from it."""
    spots = [spot for piece in evidence for spot in _spots(piece)]
    sentences = [part.facts for piece in evidence for part in piece.reading.sentences]
    around = " ".join(piece.around_folded for piece in evidence)
    yield from _ranks(sentence.folded, " ".join(piece.folded for piece in evidence))
    told, wrong = _way(sentence, sentences)
    if wrong:
        yield Finding(Fault.RELATION, wrong)
    said = False
    subject: tuple[Unit, ...] = ()
    facts = sentence.facts
    if _STILL_PLAN.search(sentence.folded):
        facts = tuple(dataclasses.replace(fact, planned=fact.planned or not _PAST.search(fact.text)) for fact in facts)
    for index, fact in enumerate(facts):
        chain = facts[: index + 1]
        timed = all(unit.kind in _TIMES for unit in fact.units)
        units = list(fact.units) if timed else _with_subject(fact, subject)
        subject = _subject(units) or subject
        compared = _compared(chain, units, sentences)
        if compared is not None:
            said, subject = True, ()
            if not compared:
                yield Finding(Fault.RELATION, f"compared otherwise: {fact.text.strip()}")
            continue
        units = [unit for unit in units if not _adds_nothing(unit, units, told=told) and not _dates_it(unit, spots)]
        yield from _strange(units, spots, around)
        wanted = _wanted(fact, units, spots)
        if wanted:
            said = True
            yield from _nearest(chain, wanted, spots, around)
    if not said and not is_verbatim(sentence, evidence):
        yield Finding(Fault.UNRELATED, "states nothing")


def turned(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    """Yield two places that have each other's role in every clause of the evidence, in whatever language, that names both."""
    facts = [fact for piece in evidence for part in piece.reading.sentences for fact in part.facts]
    for fact in sentence.facts:
        places = [unit for unit in fact.units if unit.kind == "place"] if fact.has_verb else []
        both = [there for there in facts if there.has_verb and sum(_covers(there, unit) for unit in places) > 1]
        found = [_exchanged(_given(places), _given_in(there), passive=False) for there in both]
        if found and all(" and " in one for one in found):
            yield Finding(Fault.ROLE, found[0])


def _given(units: Sequence[Unit]) -> list[Unit]:
    """Return units with what is done for somebody as done to them: trained nurses for Lyon, 为里昂培训护士."""
    return [dataclasses.replace(unit, role="to") if unit.role in {"for", "obj"} else unit for unit in units]


def _given_in(fact: Fact) -> Fact:
    return dataclasses.replace(fact, units=tuple(_given(fact.units)))


def _adds_nothing(unit: Unit, units: Sequence[Unit], *, told: bool) -> bool:
    """Tell whether a word goes with any matter, or only with the numbers of a rise or fall that are looked at."""
    if unit.kind not in _WORDS:
        return False
    counted = sense.is_among("anybody", unit.word) and any(_counts(other, unit) for other in units)
    return counted or sense.is_free(unit.word) or (told and _is_way(unit))


def _dates_it(unit: Unit, spots: Sequence[_Spot]) -> bool:
    """Tell whether a date only says as of when all of it is known, as the evidence says in brackets or around it."""
    date = unit.value.date if unit.kind == "time" and unit.value else None
    if date is None or date.frame is Frame.EVENT:
        return False
    return all(spot.fact.text.rstrip(" .。").endswith(")") for spot in spots if _covers(spot.fact, unit))


def _strange(units: Sequence[Unit], spots: Sequence[_Spot], around: str) -> Iterator[Finding]:
    """Yield what stands nowhere in the evidence and is no other word for what does."""
    for unit in units:
        if any(_covers(spot.fact, unit) for spot in spots) or not _must_be_there(unit, around, spots):
            continue
        if not _may_be_synonym(unit, units, spots):
            fault = Fault.NUMBER if unit.kind == "number" else Fault.UNRELATED
            yield Finding(fault, f"{NOWHERE}{unit.word}")


def _wanted(fact: Fact, units: Sequence[Unit], spots: Sequence[_Spot]) -> list[Unit]:
    """Return what the evidence must tell together; a verb that adds little where there is nothing else."""
    wanted = [unit for unit in units if any(_covers(spot.fact, unit) for spot in spots)]
    if all(unit.kind in _NAMES for unit in wanted):
        verbs = [unit for unit in fact.units if unit.kind == "verb" and not _is_way(unit) and unit not in wanted]
        wanted += [unit for unit in verbs if any(_covers(spot.fact, unit) for spot in spots)]
    return wanted


def _nearest(chain: Sequence[Fact], wanted: Sequence[Unit], spots: Sequence[_Spot], around: str) -> Iterator[Finding]:
    """Yield what keeps the clause of the evidence that comes nearest from telling a fact; nothing where one tells it."""
    faults: list[tuple[int, Finding]] = []
    for spot in spots:
        fault = _unlike(chain, wanted, spot, around)
        if fault is None:
            return
        faults.append(fault)
    yield max(faults, key=lambda one: one[0])[1]


def _spots(piece: Known) -> Iterator[_Spot]:
    earlier: tuple[Fact, ...] = ()
    in_plan = bool(_PLAN.search(piece.around_folded))
    for part in piece.reading.sentences:
        for index in range(len(part.facts)):
            yield _Spot(part.facts[: index + 1], part.facts, earlier, piece.published, in_plan)
        earlier += part.facts


def _must_be_there(unit: Unit, around: str, spots: Sequence[_Spot]) -> bool:  # noqa: PLR0911 - one return a kind
    """Tell whether a unit that stands nowhere in the evidence says something of its own."""
    if unit.kind == "period":
        return unit.key.removeprefix("half").lstrip("23456") in {*_TIME_UNITS, "once", "twice", "thrice"}
    if unit.kind == "season":
        return not named_days(unit.word)
    if unit.kind == "number":
        number = unit.value.number if unit.value else None
        if number is None:
            return False
        again = [
            other.value.number for spot in spots for other in spot.fact.units if other.kind == "number" and other.value
        ]
        return number.kind is NumberKind.ORDINAL or any(known and known.value == number.value for known in again)
    if unit.kind in {"rank", "clock"}:
        return True
    if unit.kind not in _WORDS or unit.word in around or sense.is_among("anybody", unit.word):
        return False
    return len(unit.word) > 1 or sense.role(unit.key) in {"rise", "fall"}


def _may_be_synonym(unit: Unit, units: Sequence[Unit], spots: Sequence[_Spot]) -> bool:
    """Tell whether a verb that is not known to say something else may say what the evidence does of all the rest.

    The table knows the verbs that turn a statement round; one that it has not is taken for another word for the same.
    """
    if unit.kind not in {"noun", "verb"}:
        return False
    others = [other for other in units if other is not unit and not sense.is_free(other.word)]
    if _is_light(unit, units):
        return True
    if sense.groups(unit.key) or sense.is_among("unlike", unit.word):
        return False
    if unit.kind == "noun" and len(unit.word) > 1 and any(_counts(other, unit) for other in units):
        return False
    return len(others) > 1 and any(all(_covers(spot.fact, other) for other in others) for spot in spots)


def _counts(number: Unit, unit: Unit) -> bool:
    return number.kind in {"number", "rank"} and 0 <= unit.start - number.end <= 1


def _is_light(unit: Unit, units: Sequence[Unit]) -> bool:
    """Tell whether a verb leaves what is done to the noun after it: provides support, 提供资助."""
    gives = sense.role(unit.key) in {"give", "get"}
    if unit.kind not in _WORDS or not (gives or sense.is_among("giving", unit.word)):
        return False
    after = [other for other in units if 0 <= other.start - unit.end <= 1]
    return any(other.kind in _WORDS and sense.may_act(other.key, other.word) for other in after)


def _is_way(unit: Unit) -> bool:
    return sense.role(unit.key) in {"rise", "fall"}


def _way(sentence: Sentence, sentences: Sequence[Sequence[Fact]]) -> tuple[bool, str]:
    """Return whether numbers show the rise or fall that a sentence tells, and the word for it that is wrong."""
    words = [unit for fact in sentence.facts for unit in fact.units if _is_way(unit)]
    numbers = [unit for fact in sentence.facts for unit in fact.units if unit.kind == "number"]
    if not words or not numbers:
        return False, ""
    there = [unit for facts in sentences for fact in facts for unit in fact.units]
    ways = {sense.role(unit.key) for unit in there if _is_way(unit)}
    if len(numbers) == 1 and not ways:
        counts = [unit for unit in there if unit.kind == "number"]
        at = next((index for index, unit in enumerate(counts) if _same(numbers[0], unit)), 0)
        pair = counts[at - 1 : at + 1] if at else []
    else:
        pair = numbers if len(numbers) == 2 and _FROM_TO.search(sentence.folded) else []  # noqa: PLR2004 - from one to the other
    values = [unit.value.number.value for unit in pair if unit.value and unit.value.number]
    if len(values) != 2:  # noqa: PLR2004
        return False, ""
    way = "rise" if values[0] < values[1] else "fall"
    ends = [unit for unit in there if unit.kind == "number" and _same(pair[1], unit)]
    if len(numbers) == 2 and any(unit.raw == "from" for unit in ends):  # noqa: PLR2004
        return True, words[0].word
    wrong = next((word.word for word in words if sense.role(word.key) != way or (ways and way not in ways)), "")
    return True, wrong


def _ranks(said: str, known: str) -> Iterator[Finding]:
    """Yield an office held in the evidence by a deputy only: the mayor for the vice mayor."""
    for match in _OFFICES.finditer(said):
        there = [one.start() for one in re.finditer(re.escape(match.group()), known)]
        if there and not _RANK.search(said[: match.start()]) and all(_RANK.search(known[:at]) for at in there):
            yield Finding(Fault.ROLE, match.group())


def _compared(chain: Sequence[Fact], units: Sequence[Unit], sentences: Sequence[Sequence[Fact]]) -> bool | None:
    """Return whether a comparison in a clause is borne out; None where there is none or nothing tells."""
    fact = chain[-1]
    if (alone := _SOONER.search(fact.text)) is not None:
        return _came(units, sentences, 1 if alone["how"] in "晚迟" else -1)
    found = comparison(fact)
    if found is None:
        return None
    direction, of_time, start, (begin, end) = found
    if any(_compares_so(there, fact, found) for facts in sentences for there in facts):
        return None
    units = [*(unit for before in chain[:-1] for unit in before.units), *units]
    left = [
        unit
        for unit in units
        if unit.end <= fact.start + start
        and unit.kind != "period"
        and not _is_amount(unit)
        and not _COMPARATIVE.fullmatch(unit.word)
    ]
    right = [
        unit for unit in fact.units if fact.start + begin <= unit.start < fact.start + end and unit.kind != "period"
    ]
    left, right = _named_only(left), _named_only(right)
    if right and _is_amount(right[0]) and not fact.text[begin : right[0].start - fact.start].strip():
        return None
    return agrees(
        direction,
        left,
        right,
        sentences,
        _same,
        of_time=of_time,
        ordered=" than" not in fact.text and "比" not in fact.text,
    )


def _came(units: Sequence[Unit], sentences: Sequence[Sequence[Fact]], way: int) -> bool | None:
    """Return whether what a clause calls earlier or later stands first of a comparison of times; None where none tells."""
    named = [unit for unit in units if unit.kind in _NAMES and unit.key not in "早晚迟"]
    for facts in sentences:
        for index, there in enumerate(facts):
            found = comparison(there)
            if found is None or not found[1] or not named:
                continue
            before = [unit for one in facts[:index] for unit in one.units]
            before += [unit for unit in there.units if unit.end <= there.start + found[2]]
            after = [unit for unit in there.units if unit.start >= there.start + found[3][0]]
            first, then = (any(_same(one, other) for one in named for other in part) for part in (before, after))
            if first is not then:
                return (found[0] == way) is first
    return None


def _compares_so(there: Fact, fact: Fact, found: tuple[int, bool, int, tuple[int, int]]) -> bool:
    """Tell whether a clause of the evidence itself compares in the same direction, by the same amount."""
    known = comparison(there)
    amounts = [unit for unit in fact.units if _is_amount(unit)]
    same = known is not None and known[:2] == found[:2]
    return same and bool(amounts) and all(any(_same(unit, other) for other in there.units) for unit in amounts)


def _named_only(units: Sequence[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.kind != "verb"] or list(units)


def _is_length(unit: Unit) -> bool:
    number = unit.value.number if unit.value else None
    return number is not None and number.kind in {NumberKind.DURATION, NumberKind.YEARS}


def _is_ordinal(unit: Unit) -> bool:
    return unit.kind == "number" and not _is_amount(unit)


def _is_amount(unit: Unit) -> bool:
    number = unit.value.number if unit.value else None
    return number is not None and number.kind is not NumberKind.ORDINAL


def _subject(units: Sequence[Unit]) -> tuple[Unit, ...]:
    return tuple(unit for unit in units if unit.kind in _NAMES and unit.raw == "subj")


def _with_subject(fact: Fact, subject: Sequence[Unit]) -> list[Unit]:
    """Return the units of a clause, with the subject of the one before where it has none of its own."""
    units = list(fact.units)
    if any(unit.kind in _NAMES and unit.raw in {"subj", "obj"} for unit in units):
        return units
    return [*subject, *units]


def _covers(fact: Fact, unit: Unit) -> bool:
    return any(_same(unit, other) for other in fact.units) or (
        unit.kind in _WORDS and len(unit.word) > 1 and not unit.word.isascii() and unit.word in fact.text
    )


def _same(said: Unit, known: Unit) -> bool:  # noqa: PLR0911 - one return a kind
    match said.kind:
        case "place":
            if known.kind == "place":
                return said.key == known.key or said.word in known.word or known.word in said.word
            return said.word == known.word or (
                len(known.word) == 1 and sense.stands_for(known.word, said.key.split("-")[0])
            )
        case "number":
            return known.kind == "number" and _same_number(said, known)
        case "time":
            return known.kind == "time" and _same_time(said, known)
        case "period" | "season" | "rank" | "clock":
            return said.kind == known.kind and said.key == known.key
    if known.kind not in _WORDS:
        return known.kind in {"place", "number", "season"} and said.word in known.word
    if sense.alike(said.key, known.key) or {sense.role(said.key), sense.role(known.key)} == {"give", "get"}:
        return True
    if said.word.isascii() or known.word.isascii():
        return False
    general = len(known.word) > len(said.word) > 1 and bool(
        sense.groups(known.word[-1]) & sense.groups(said.word)
    )  # 比赛, of 友谊赛
    return general or (len(known.word) > 1 and known.word in said.word)


def _same_number(said: Unit, known: Unit) -> bool:
    one, other = said.value, known.value
    assert one is not None and other is not None  # noqa: S101, PT018 - units of this kind have one
    if one.number is None or other.number is None or not number_carried(one.number, other.number):
        return False
    mine, theirs = said.key.removesuffix("s"), known.key.removesuffix("s")
    return (
        not mine
        or not theirs
        or mine == theirs
        or not all(sense.is_among("unit", one) for one in (mine, theirs))
        or sense.alike(mine, theirs)
    )


def _same_time(said: Unit, known: Unit) -> bool:
    one, other = said.value, known.value
    assert one is not None and other is not None  # noqa: S101, PT018 - units of this kind have one
    alike = one.date is not None and other.date is not None and date_carried(one.date, other.date)
    return alike and (said.raw == "before") is (known.raw == "before")


def _unlike(chain: Sequence[Fact], wanted: Sequence[Unit], spot: _Spot, around: str) -> tuple[int, Finding] | None:
    """Return what keeps a clause from telling a fact, with how near it comes; None where it tells it."""
    fact, there = chain[-1], spot.fact
    missing = [unit for unit in wanted if not _covers(there, unit) and not _is_light(unit, wanted)]
    near = sum(_covers(there, unit) for unit in fact.units)
    if not near or (missing and fact.has_verb and not _says_something(there)):
        return 0, Finding(Fault.UNRELATED, f"not said: {fact.text.strip()}")
    if astray := _astray(missing, wanted, spot, around):
        return near * 10, Finding(_kind(wanted), f"not said there of {astray.word}")
    finding = next(_otherwise(chain, wanted, spot), None)
    return (near * 10 + 5, finding) if finding else None


def _astray(missing: Sequence[Unit], wanted: Sequence[Unit], spot: _Spot, around: str) -> Unit | None:
    """Return what a clause leaves out and does not go on with either; what stands far before must stand together."""
    far: list[Unit] = []
    for unit in missing:
        told = _inherits(unit, wanted, spot, around)
        if not told and (unit.kind not in {"noun", "verb"} or _has_rival(unit, wanted, spot)):
            return unit
        if unit.word not in around and not any(_covers(before, unit) for before in spot.chain):
            far.append(unit)
    together = any(all(_covers(before, unit) for unit in far) for before in spot.earlier)
    return far[0] if far and not together else None


def _otherwise(chain: Sequence[Fact], wanted: Sequence[Unit], spot: _Spot) -> Iterator[Finding]:
    """Yield what a clause that has all of a fact says otherwise: denied, as a duty, planned, in other roles or numbers."""
    fact, there = chain[-1], spot.fact
    text = there.text.strip()
    if there.part_of and not fact.part_of and _replaced_any(there, wanted):
        yield Finding(Fault.UNRELATED, f"said of a part only: {text}")
    ongoing = _ONGOING.search(there.text)
    if ongoing and _FINISHED.search(fact.text) and not fact.denials:
        yield Finding(Fault.STATUS, f"not finished: {text}")
    pending = bool(_NOT_YET.search(fact.text)) and _is_planned(spot.chain) and not there.denials
    shut = is_shut_out(fact.text, there.text)
    if not ongoing and not pending and not shut and _parity(chain, there) != _parity(spot.chain, fact):
        yield Finding(Fault.NEGATION, text)
    for one, other in ((_MUST, _MAY), (_MAY, _MUST)):
        if one.search(fact.text) and not one.search(there.text) and other.search(there.text) and not fact.denials:
            yield Finding(Fault.STATUS, f"a duty or none: {text}")
    if not pending and (status := _planned_otherwise(chain, spot)):
        yield Finding(Fault.STATUS, status)
    if turned := _roles_otherwise(fact, there, wanted) or _joined_otherwise(fact, there):
        yield Finding(Fault.ROLE, turned)
    if _limited_otherwise(fact, there):
        yield Finding(Fault.NUMBER, f"a limit: {fact.text.strip()}")
    if counted := _counted_otherwise(fact, there):
        yield Finding(Fault.NUMBER, counted)


def _roles_otherwise(fact: Fact, there: Fact, wanted: Sequence[Unit]) -> str:
    """Return who has another role than in the evidence; where something is said to be something only two exchanged."""
    verbs_end = max((unit.end for unit in fact.units if unit.kind == "verb"), default=fact.start) - fact.start
    if _COPULAR.search(fact.text, verbs_end):
        return ""
    turned = _exchanged(wanted, there, passive=fact.passive and there.passive)
    return "" if _IS_SUCH.match(fact.text) and " and " not in turned else turned


def _limited_otherwise(fact: Fact, there: Fact) -> bool:
    """Tell whether a number is a limit here and none in the evidence, or comes within a time and not after it."""
    exact = any(unit.value.number.bound is Bound.EXACT for unit in fact.units if unit.value and unit.value.number)
    if exact and any(bound.search(fact.text) and not bound.search(there.text) for bound in _BOUNDS):
        return True
    for unit in fact.units:
        known = [other for other in there.units if unit.kind == other.kind == "number" and _same(unit, other)]
        for one, two in ((_WITHIN, _AFTER), (_AFTER, _WITHIN)) if known else ():
            if one.match(fact.text, unit.end - fact.start) and all(
                two.match(there.text, other.end - there.start) for other in known
            ):
                return True
    return False


def _kind(wanted: Sequence[Unit]) -> Fault:
    """Return what a clause that is not told there is a fault of: of its number, its date, or of the matter."""
    kinds = {unit.kind for unit in wanted}
    return Fault.NUMBER if "number" in kinds else Fault.DATE if "time" in kinds else Fault.UNRELATED


def _says_something(there: Fact) -> bool:
    placed = any(
        (unit.kind not in _NAMES and not _is_ordinal(unit)) or (unit.kind in _NAMES and unit.raw not in {"subj", "of"})
        for unit in there.units
    )
    return there.finite or bool(there.denials) or placed


def _parity(chain: Sequence[Fact], other: Fact) -> int:
    """Return whether a clause denies, in the words for what costs nothing only where the other speaks of cost too."""
    fact = chain[-1]
    free = len(_FREE_OF.findall(fact.text)) if not _COST.search(other.text) else 0
    return (_denials(fact, chain) - free) % 2


def _denials(fact: Fact, chain: Sequence[Fact]) -> int:
    """Return how often a clause denies, with the one that it goes on where it has no verb."""
    says = fact.has_verb or fact.passive or any(unit.kind in {"number", "time"} for unit in fact.units)
    denials = fact.denials + len(_SHUT.findall(fact.text))
    if says or denials or len(chain) < 2:  # noqa: PLR2004 - nothing stands before it
        return denials
    return _denials(chain[-2], chain[:-1])


def _planned_otherwise(chain: Sequence[Fact], spot: _Spot) -> str:
    """Return what is told as done and is planned in the evidence, or the other way about."""
    fact, there = chain[-1], spot.fact
    if not fact.has_verb and fact.text.lstrip().startswith(("from ", "to ")):
        return ""
    here, planned = _is_planned(chain), _is_planned(spot.chain)
    if planned and not here and not _is_to_come(fact, spot):
        return f"planned in the evidence: {there.text.strip()}"
    if here and not planned and not (spot.in_plan and not _PAST.search(there.text)):
        times = [unit.value.date for unit in (*fact.units, *there.units) if unit.value and unit.value.date]
        since = spot.published
        if not any(since is None or date.found.first > since.first_day for date in times):
            return f"not planned in the evidence: {there.text.strip()}"
    return ""


def _is_to_come(fact: Fact, spot: _Spot) -> bool:
    """Tell whether a clause gives a day after its paper, and nothing as done: 2027年3月开班."""
    dates = [unit.value.date.found.first for unit in fact.units if unit.value and unit.value.date]
    since = spot.published.last_day if spot.published else None
    return bool(since and dates and min(dates) > since and not _PAST.search(fact.text))


def _is_planned(chain: Sequence[Fact]) -> bool:
    """Tell whether the last of some clauses is planned: in itself, under a heading ("Target: …"), or going on from one."""
    if chain[0].planned and chain[0].text.rstrip().endswith(":"):
        return True
    for fact in reversed(chain):
        if fact.planned or _DONE.search(fact.text) or fact.has_verb or any(unit.kind in _TIMES for unit in fact.units):
            return fact.planned
    return False


def _has_rival(unit: Unit, wanted: Sequence[Unit], spot: _Spot) -> bool:
    """Tell whether a clause, or that before it, has another word of a unit's sort that the statement does not say."""
    if unit.kind == "verb" and not spot.fact.finite:
        return True
    return any(
        (other.kind == unit.kind or {other.kind, unit.kind} == set(_NAMES))
        and not sense.is_free(other.word)
        and not any(_same(one, other) for one in wanted)
        for there in spot.chain[-2:]
        for other in there.units
    )


def _inherits(unit: Unit, wanted: Sequence[Unit], spot: _Spot, around: str) -> bool:
    """Tell whether what a clause leaves out stands before it, and nothing stands in its place since."""
    if unit.kind == "verb" and spot.fact.finite:
        return any(other.kind == "noun" and _same(unit, other) for before in spot.chain[:-1] for other in before.units)
    if unit.kind == "number" and unit.raw != "of" and not (_is_length(unit) or _is_ordinal(unit)):
        return False
    if unit.kind in _TIMES:
        if bool(_SHIFTED.search(spot.fact.text)) is not (unit.raw == "before"):
            return False
        unit = dataclasses.replace(unit, raw="")
    since: list[Fact] = [spot.fact]
    for before in reversed(spot.chain[:-1]):
        if _covers(before, unit):
            return not _is_taken(unit, wanted, spot.fact) and not _is_replaced(unit, before, since, wanted)
        since.append(before)
    if unit.word in around and not (unit.kind in _NAMES and _holds_other(spot.fact, unit.role, wanted)):
        return True
    return _comes_from_afar(unit, wanted, spot, since)


def _comes_from_afar(unit: Unit, wanted: Sequence[Unit], spot: _Spot, since: Sequence[Fact]) -> bool:
    """Tell whether a sentence before has what a clause leaves out: a name, a time where it has none, a verb of fragments."""
    timed = any(one.kind in _TIMES for there in spot.chain for one in there.units)
    fragment = unit.kind == "verb" and not any(other.finite for other in spot.whole)
    if fragment:
        return any(_covers(before, unit) for before in spot.earlier)
    if _is_taken(unit, wanted, spot.fact) or not (unit.kind in _NAMES or (unit.kind in _TIMES and not timed)):
        return False
    before = next((one for one in reversed(spot.earlier) if _covers(one, unit)), None)
    return before is not None and not _is_replaced(unit, before, since, wanted)


def _is_taken(unit: Unit, wanted: Sequence[Unit], there: Fact) -> bool:
    """Tell whether a clause acts by somebody else, and tells no number or date by which it could be known."""
    if unit.kind not in _NAMES or unit.raw != "subj" or not there.finite:
        return False
    if any(one.kind in {"number", "time"} and _covers(there, one) for one in wanted):
        return False
    acting = [other for other in there.units if other.kind in _NAMES and other.raw == "subj"]
    return bool(acting) and not any(one.raw == "subj" and _same(one, other) for one in wanted for other in acting)


def _is_replaced(unit: Unit, before: Fact, since: Sequence[Fact], wanted: Sequence[Unit]) -> bool:
    """Tell whether something of a unit's sort that the statement does not say took its place after the clause that has it."""
    mine = [other for other in before.units if _same(unit, other)]
    turned = all(other.raw not in {"obj", "subj"} and other.role != unit.role for other in mine)
    if unit.kind in _NAMES and mine and turned and unit.raw == "subj" and not _is_counted(mine[0], before):
        # What goes on without a subject goes on with that of the clause, not with another name in it.
        acting = [other for other in before.units if other.kind in _NAMES and other.raw == "subj"]
        goes_on = not any(other.kind in _NAMES and other.raw == "subj" for there in since for other in there.units)
        verb = next((other.start for other in before.units if other.kind == "verb"), 0)
        other_acts = any(not any(_same(one, other) for one in wanted) for other in acting)
        if goes_on and other_acts and not _ANY.match(since[0].text) and not any(other.start < verb for other in mine):
            return True
    for there in since:
        for other in there.units:
            if unit.kind in _NAMES:
                roles = {unit.role, *(one.role for one in mine)} if there is since[0] else set()
                alike = other.kind in _NAMES and (
                    other.role in roles
                    or any(other.raw == one.raw and (there is since[0] or one.raw != "obj") for one in mine)
                )
            else:
                alike = other.kind == unit.kind or {other.kind, unit.kind} <= set(_TIMES)
            if (
                alike
                and not (other.kind == "noun" and sense.is_free(other.word))
                and not any(_same(one, other) for one in wanted)
            ):
                return True
    return False


def _holds_other(there: Fact, role: str, wanted: Sequence[Unit]) -> bool:
    """Tell whether a clause has a name in a role that the statement does not say."""
    return role in {"subj", "obj"} and any(
        other.kind in _NAMES
        and other.role == role
        and not sense.is_free(other.word)
        and not any(_same(one, other) for one in wanted)
        for other in there.units
    )


def _is_counted(unit: Unit, fact: Fact) -> bool:
    return any(other.kind == "number" and 0 <= unit.start - other.end <= 1 for other in fact.units)


def _replaced_any(there: Fact, wanted: Sequence[Unit]) -> bool:
    return any(
        other.kind in _NAMES and not sense.is_free(other.word) and not any(_same(one, other) for one in wanted)
        for other in there.units
    )


def _exchanged(wanted: Sequence[Unit], there: Fact, *, passive: bool) -> str:
    """Return two names that have each other's role in the evidence, or one that acts here and is acted on there."""
    paired = [
        (unit, other)
        for unit in wanted
        if unit.kind in _NAMES
        for other in there.units
        if other.kind in _NAMES and _same(unit, other)
    ]
    verbs = [other for other in there.units if other.kind == "verb"]
    same_verb = any(unit.kind == "verb" and verbs and _same(unit, verbs[0]) for unit in wanted)
    for one, there_one in paired:
        fits = [_fits(one, other, there, verbs, same_verb=same_verb) for unit, other in paired if unit is one]
        if not any(fits):
            return f"{one.word}: {one.role}"
        for two, there_two in paired:
            roles = one.role != two.role and (one.role, two.role) == (there_two.role, there_one.role)
            raws = passive and one.raw != two.raw and (one.raw, two.raw) == (there_two.raw, there_one.raw)
            if (
                one.start < two.start
                and not _same(one, two)
                and {one.role, two.role} != {"subj", "with"}
                and (roles or raws)
            ):
                return f"{one.word} and {two.word}"
    return ""


def _fits(said: Unit, known: Unit, there: Fact, verbs: Sequence[Unit], *, same_verb: bool) -> bool:
    """Tell whether a name may have its role here of the one that it has there."""
    roles, raws = {said.role, known.role}, {said.raw, known.raw}
    chinese = bool(HAN.search(there.text))
    if raws & {"between", "among"}:
        return True
    if raws == {"in", "by"} and chinese:
        return False
    another = "from" in roles or (chinese and there.has_verb and not same_verb and known.raw == "subj")
    if said.kind == "place" and "in" in roles and raws & {"from", "subj"} and another:
        return False
    gives = any(sense.role(verb.key) in {"give", "get"} for verb in verbs)
    if same_verb and (roles == {"subj", "to"} or (gives and roles == {"subj", "obj"})):
        return False
    return not (same_verb and said.kind == "place" and "subj" in roles and bool(roles & {"to", "obj"}))


def _joined_otherwise(fact: Fact, there: Fact) -> str:
    """Return a place that goes with another word here than in the evidence: the mayor of X, the X teachers, X外办."""
    mine, theirs = _joined(fact), _joined(there)
    for place, head in mine:
        others = [known for known, other in theirs if _same(head, other)]
        heads = [other for known, other in theirs if _same(place, known)]
        if (
            others
            and heads
            and not any(_same(place, known) for known in others)
            and not any(_same(head, other) for other in heads)
        ):
            return f"{place.word} {head.word}"
    return ""


def _joined(fact: Fact) -> list[tuple[Unit, Unit]]:
    found = []
    for index, unit in enumerate(fact.units):
        if unit.kind != "place":
            continue
        after = fact.units[index + 1] if index + 1 < len(fact.units) else None
        before = fact.units[index - 1] if index else None
        if unit.raw == "of" and before is not None and before.kind == "noun":
            found.append((unit, before))
        elif (
            after is not None
            and after.kind == "noun"
            and fact.text[unit.end - fact.start : after.start - fact.start].strip() in {"", "'s", "市", "的"}
        ):
            found.append((unit, after))
    return found


def _counted_otherwise(fact: Fact, there: Fact) -> str:
    """Return a number that counts something else in the evidence than here."""
    numbers = [other for other in there.units if other.kind == "number"]
    for unit in fact.units:
        if _TWO.match(fact.text, unit.start - fact.start):
            continue
        said = _counted(unit, fact) if unit.kind == "number" else []
        if any(_ends_with(other, noun, there) for other in numbers if _same(unit, other) for noun in said):
            continue
        again = [other for other in numbers if _same(unit, other)]
        after = [noun for other in again for noun in _counted(other, there)]
        known = after or [noun for other in again for noun in _owner(other, there)]
        if said and known and not sense.is_among("anybody", said[0].word) and not _overlap(said, known):
            if after:
                return f"{unit.word} {said[0].word}"
            rivals = [
                noun
                for other in numbers
                if other not in again
                for noun in _counted(other, there) or _owner(other, there)
            ]
            if _overlap(said, rivals) or any(_covers(there, noun) for noun in said):
                return f"{unit.word} {said[0].word}"
        owner = _owner(unit, fact) if unit.kind == "number" and not said else []
        owners = [noun for other in again for noun in _owner(other, there)]
        if owner and owners and not _overlap(owner, owners) and not any(_covers(there, noun) for noun in owner):
            return f"{unit.word} {owner[0].word}"
    return ""


def _ends_with(number: Unit, noun: Unit, there: Fact) -> bool:
    """Tell whether what a number counts is called by its last word only: 第四届…合作大会, the 大会."""
    at = there.text.find(noun.word, number.end - there.start)
    between = [unit for unit in there.units if number.end <= unit.start < there.start + at]
    return at >= 0 and all(unit.kind in _NAMES for unit in between)


def _overlap(one: Sequence[Unit], other: Sequence[Unit]) -> bool:
    return any(_same(unit, known) or _same(known, unit) for unit in one for known in other)


def _counted(number: Unit, fact: Fact) -> list[Unit]:
    """Return the nouns right after a number."""
    found: list[Unit] = []
    end = number.end
    for unit in fact.units:
        if unit.start < end:
            continue
        gap = fact.text[end - fact.start : unit.start - fact.start].strip(" -")
        if unit.kind not in _NAMES or gap not in ({"", "个", "of", "of the", "the", "of their"} if not found else {""}):
            break
        found.append(unit)
        end = unit.end
    return found


def _owner(number: Unit, fact: Fact) -> list[Unit]:
    """Return the Chinese nouns right before a number: 出口额3.6亿美元, 二等奖25名."""
    found: list[Unit] = []
    start = number.start
    for unit in reversed(fact.units):
        if unit.end > start:
            continue
        gap = fact.text[unit.end - fact.start : start - fact.start]
        if (
            unit.kind not in {*_NAMES, "rank"}
            or unit.word.isascii()
            or gap not in ({"", "为", "有", "共", "共有", "达", "达到", "各"} if not found else {""})
        ):
            break
        found.append(unit)
        start = unit.start
    return found if sum(len(unit.word) for unit in found) > 1 else []
