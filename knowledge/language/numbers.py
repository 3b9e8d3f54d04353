"""Find the numbers that a text states, in digits or words, in Chinese and English, with what bounds and counts them."""

import dataclasses
import enum
import functools
import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from knowledge.language import counted
from knowledge.language.bounds import Bound, bound_of
from knowledge.language.figures import either, values
from knowledge.language.numerals import (
    DIGITS,
    HAN,
    LONGEST,
    PAIR,
    chinese_value,
    english_numeral,
    english_value,
    ratio,
    scaled,
    whole,
)
from knowledge.language.plain import plain
from knowledge.language.spans import Spans


class NumberKind(enum.StrEnum):
    """What sort of number; ``YEARS`` are anniversaries and spans of years, not the years of a calendar."""

    COUNT = "count"
    ORDINAL = "ordinal"
    YEARS = "years"
    DURATION = "duration"
    SHARE = "share"
    MONEY = "money"
    TIME = "time"


@dataclasses.dataclass(frozen=True, slots=True)
class Number:
    """A number at ``text[start:end]``, from ``value`` to ``top`` as written (the same but for ranges, 两三, 数十).

    ``unit`` is the measure word after it (个, 人次, 届), the currency of money, % of a share (which is in per cent);
    ``noun`` the words that it plainly counts. ``certain`` is false where the numeral may be part of a word (三亚, one).
    ``vague`` marks 数十, dozens. ``spelled`` says that it stands in words; ``bare`` that nothing follows which it could
    count.
    """

    start: int
    end: int
    value: float
    top: float
    kind: NumberKind
    bound: Bound = Bound.EXACT
    unit: str = ""
    noun: str = ""
    certain: bool = True
    vague: bool = False
    spelled: bool = False
    bare: bool = False

    @property
    def ordinal(self) -> bool:
        """Return whether it tells which one and not how many."""
        return self.kind is NumberKind.ORDINAL

    def admits(self, value: float) -> bool:
        """Return whether a value is what is said: "over 30" says more than 30."""
        if self.bound is Bound.OVER:
            return value > self.value
        if self.bound is Bound.UNDER:
            return self.low <= value < self.top
        return self.low <= value <= self.high

    @property
    def currency(self) -> str:
        """Return the currency of money."""
        return self.unit if self.kind is NumberKind.MONEY else ""

    @property
    def low(self) -> float:
        """Return the least it may mean: nine tenths of what is about or nearly so many."""
        if self.bound in {Bound.UNDER, Bound.AT_MOST}:
            return 0
        return self.value * 9 / 10 if self.bound in {Bound.ABOUT, Bound.NEARLY} else self.value

    @property
    def high(self) -> float:
        """Return the most it may mean, infinity for "over 30" and "at least 30"."""
        if self.bound in {Bound.OVER, Bound.AT_LEAST}:
            return math.inf
        return self.top * 11 / 10 if self.bound is Bound.ABOUT else self.top


_WEEKDAY = re.compile(r"(?:周|星期|礼拜)$")


def find_numbers(text: str, *, blocked: Sequence[tuple[int, int]] = (), doubtful: bool = False) -> tuple[Number, ...]:
    """Return the numbers of a text from left to right, without overlaps.

    ``blocked`` are spans to leave out: names of places, times. Digits that belong to a name (COP15, G20, C40) are no
    numbers. With ``doubtful``, also those that are not ``certain``.
    """
    level, taken = plain(text), Spans(blocked)
    found = [number for number in _candidates(level) if taken.take(number.start, number.end)]
    found.sort(key=lambda number: number.start)
    return tuple(number for number in _as_ranges(level, found) if doubtful or number.certain)


@functools.cache
def _forms() -> dict[str, re.Pattern[str]]:
    english, scale = english_numeral(), either("scale", language="en")
    ordinal = either("ordinal", language="en")
    small = f"(?:{DIGITS}|[{HAN}]{{1,12}}(?:点[{HAN}]{{1,6}})?)"
    zh_scale = r"[十百千]?[万亿]{1,2}|[十百千]"
    return {
        "clock": re.compile(r"(?<![\d.:])(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d.:])"),
        "share": re.compile(rf"百分之(?P<n>{small})"),
        "fraction": re.compile(rf"(?<![\d{HAN}])(?P<under>{small})分之(?P<over>{small})"),
        "parts": re.compile(
            rf"\b(?P<over>an?|{english})[ -](?P<under>{either('share', language='en')})s?\b(?= of\b)|(?<!first )(?<!second )\b(?P<half>half)(?= (?:of|the|his|her|its|their|our|your|my)\b)|(?P<half_zh>一半|半数)"
        ),
        "arabic": re.compile(
            rf"(?<![a-z\d.])(?<!\d,)(?<![a-z]-)(?P<n>{DIGITS})(?:(?P<ord>st|nd|rd|th)\b|(?P<more>[多余])?(?P<zh>{zh_scale})"
            rf"(?P<more2>[多余几])?|[ -]?(?P<en>(?:{scale})(?![a-z]|s[a-z]))s?)?(?![a-z]*[a-z]\d)"
        ),
        "chinese": re.compile(
            rf"(?<![{HAN}])(?P<many>[数几上成]|(?<![结友])好)?(?P<n>[{HAN}]+(?:点[{HAN}]+)?)(?P<more>[多余几来])?(?P<zh>[万亿]{{0,2}})"
        ),
        "first": re.compile(r"首(?=[届次个座对任家批场位例期条])"),
        "english": re.compile(rf"\b(?P<w>{english})(?:[ -](?P<o>{ordinal}))?\b|\b(?P<o2>{ordinal})\b"),
        "often": re.compile(rf"\b(?:{either('often', language='en')})\b"),
        "vague": re.compile(rf"\b(?:several |many |some )?(?P<n>{either('vague', language='en')})\b(?: of)?"),
    }


def _candidates(text: str) -> Iterator[Number]:
    forms = _forms()
    for match in forms["clock"].finditer(text):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        value = hours * 3600 + minutes * 60 + seconds
        yield Number(match.start(), match.end(), value, value, NumberKind.TIME)
    for name in ("share", "fraction", "parts"):
        for match in forms[name].finditer(text):
            written = match.groupdict().get("n")
            if match.end() - match.start() > 2 * LONGEST:
                continue
            share = (
                ratio(match)
                if written is None
                else whole(scaled(written) if written[0].isdigit() else chinese_value(written))
            )
            if share is not None:
                bound = bound_of(text, match.start(), match.end())
                yield Number(match.start(), match.end(), share, share, NumberKind.SHARE, bound, "%", spelled=True)
    yield from _arabic(text)
    yield from _english(text)
    yield from _chinese(text)


def _arabic(text: str) -> Iterator[Number]:
    for match in _forms()["arabic"].finditer(text):
        if len(match["n"]) > LONGEST:
            continue
        if (
            not match["en"]
            and not match["ord"]
            and text[match.end() : match.end() + 1].isascii()
            and text[match.end() : match.end() + 1].isalpha()
        ):
            continue  # 5g, 3d
        value = whole(scaled(match["n"], match["zh"], match["en"]))
        more = bool(match["more"] or match["more2"])
        yield _read(text, match.start(), match.end(), value or 0, ordinal=bool(match["ord"]), more=more)


def _english(text: str) -> Iterator[Number]:
    for match in _forms()["english"].finditer(text):
        written, last = match["w"] or "", match["o"] or match["o2"]
        if last and counted.NO_ORDINAL.match(text, match.end()):
            if not written:
                continue
            last = None
        value = english_value(written) + (values("ordinal", "en")[last] if last else 0)
        yield _read(text, match.start(), match.end(), value, ordinal=bool(last), spelled=True, certain=written != "one")
    for match in _forms()["often"].finditer(text):
        times = values("often", "en")[match.group()]
        kind = NumberKind.YEARS if match.group().endswith(("ennial", "ennially")) else NumberKind.COUNT
        yield Number(match.start(), match.end(), times, times, kind, certain=False, spelled=True)
    for match in _forms()["vague"].finditer(text):
        size = values("vague", "en")[match["n"]]
        if match["n"] == "dozen":
            sure = text[: match.start()].endswith("a ")
            yield _read(text, match.start(), match.end(), size, spelled=True, certain=sure)
        else:
            yield _vague(text, match.start(), match.end(), size)


def _chinese(text: str) -> Iterator[Number]:
    for match in _forms()["chinese"].finditer(text):
        start, end = match.start("n"), match.end()
        written, many, scale = match["n"], match["many"], match["zh"]
        if _WEEKDAY.search(text, max(0, start - 2), start) and len(written) > 1 and written[0] in "一二三四五六":
            start, written = start + 1, written[1:]  # 周二一趟
        low, high = spoken(written)
        if low is None or high is None:
            continue
        if scale:
            low, high = (value * (chinese_value(scale) or 1) for value in (low, high))
        value, top = whole(low) or 0, whole(high) or 0
        if many in {"数", "几", "好", "成"} and written[0] in "十百千万亿":
            yield _vague(text, match.start(), end, value)
        elif start and text[start - 1] == "第":
            yield _read(text, start - 1, end, value, ordinal=True, spelled=True)
        elif value:
            sure = counted.is_numeral(text, start, end)
            number = _read(text, start, end, value, top=top, more=bool(match["more"]), spelled=True, certain=sure)
            yield dataclasses.replace(number, bound=Bound.OVER) if many == "上" else number
    for match in _forms()["first"].finditer(text):
        yield _read(text, match.start(), match.end(), 1, ordinal=True, spelled=True)


def _vague(text: str, start: int, end: int, size: float) -> Number:
    unit, after = counted.unit_after(text, end)
    noun, most = counted.noun_after(text, after), size * 10 - 1
    return Number(start, end, size, most, NumberKind.COUNT, unit=unit, noun=noun, vague=True, spelled=True)


def spoken(written: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the most that a Chinese numeral means: 两三 is 2 to 3, 十七八 is 17 to 18."""
    pair = PAIR.search(written)
    value = chinese_value(written)
    if value is not None or pair is None:
        return value, value
    one, other = (chinese_value(written[: pair.start()] + char + written[pair.end() :]) for char in pair.group())
    return one, other


def _read(
    text: str,
    start: int,
    end: int,
    value: float,
    *,
    top: float | None = None,
    ordinal: bool = False,
    more: bool = False,
    spelled: bool = False,
    certain: bool = True,
) -> Number:
    """Decide the kind and the bound of a number from what stands around it, and what it counts."""
    before = text[max(0, start - 14) : start]
    top = value if top is None else top
    kind, (unit, after) = NumberKind.COUNT, counted.unit_after(text, end)
    if years := counted.stands_before(text, end, "years"):
        kind, unit = NumberKind.YEARS, text[end:years].strip(" -多余")
    elif counted.is_an_age(text, start, end):
        kind = NumberKind.YEARS
    elif ordinal or counted.is_label(text, start, end):
        kind = NumberKind.ORDINAL
    elif long := counted.stands_before(text, end, "duration"):
        kind, unit = NumberKind.DURATION, text[end:long].strip(" -多余几")
    elif share := counted.stands_before(text, end, "share"):
        kind, end, unit = NumberKind.SHARE, share, "%"
    elif tenths := counted.stands_before(text, end, "tenths"):
        rest = counted.rest_of_tenths(text, end)
        kind, end, unit, value, top = NumberKind.SHARE, tenths, "%", value * 10 + rest, top * 10 + rest
    elif currency := counted.currency_after(text, end) or counted.currency_before(before):
        kind, unit = NumberKind.MONEY, currency
    bound = Bound.OVER if more else bound_of(text, start, end)
    # A limit and a share are said of numbers only: 近百家, 五成.
    certain = certain or kind is NumberKind.SHARE or (bound is not Bound.EXACT and value > 1)
    noun = counted.noun_after(text, after) if kind in {NumberKind.COUNT, NumberKind.ORDINAL} else ""
    bare = counted.NOTHING.match(text, end) is not None
    return Number(start, end, value, top, kind, bound, unit, noun, certain=certain, spelled=spelled, bare=bare)


def _as_ranges(text: str, found: list[Number]) -> list[Number]:
    """Join two numbers of one kind that a range sign or word connects (3至5个, three to five)."""
    joined: list[Number] = []
    for number in found:
        last = joined[-1] if joined else None
        if last is not None and last.value < number.top and not last.vague and not number.vague:
            gap = text[last.end : number.start]
            between = gap == " and " and counted.BETWEEN.search(text[max(0, last.start - 10) : last.start])
            low = last.value
            if text[number.start : number.end][-1:] in "万亿" and low < 100:  # noqa: PLR2004 - 3至5万 is 30,000 to 50,000
                low = whole(Decimal(str(low * number.value / _leading(text, number)))) or low
            if (
                (counted.RANGE.fullmatch(gap) or between)
                and low <= number.top
                and last.kind in {NumberKind.COUNT, number.kind}
            ):
                sure = last.certain or number.certain
                joined[-1] = dataclasses.replace(number, start=last.start, value=low, certain=sure, bound=last.bound)
                continue
        joined.append(number)
    return joined


def _leading(text: str, number: Number) -> float:
    digits = re.match(r"[\d.]+", text[number.start : number.end])
    return float(digits.group()) if digits else number.value
