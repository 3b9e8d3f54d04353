"""Find the numbers that a text states, in digits or words, in Chinese and English, with what bounds and counts them."""

from __future__ import annotations

import bisect
import dataclasses
import enum
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from knowledge.text.bounds import MEASURES, MONEY_BEFORE, Bound, bound_of
from knowledge.text.numerals import MAGNITUDES, ORDINALS, SMALL, TENS, chinese_value, english_value
from knowledge.text.words import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class NumberKind(enum.StrEnum):
    """What sort of number; ``YEARS`` are anniversaries and spans of years, not the years of a calendar."""

    COUNT = "count"
    ORDINAL = "ordinal"
    YEARS = "years"
    SHARE = "share"
    MONEY = "money"
    TIME = "time"


@dataclasses.dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number at ``text[start:end]``, from ``low`` to ``high`` (the same but for ranges and 数十, hundreds).

    ``certain`` is false where the numeral may be part of a word (三城, one, 一带一路). ``vague`` marks 数十, dozens.
    ``spelled`` says that it stands in words, not digits; ``bare`` that nothing follows which it could count.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    kind: NumberKind
    bound: Bound = Bound.EXACT
    currency: str = ""
    certain: bool = True
    vague: bool = False
    spelled: bool = False
    bare: bool = False


_CURRENCIES = {
    "$": "usd", "us$": "usd", "usd": "usd", "美元": "usd", "美金": "usd", "dollar": "usd", "us dollar": "usd",
    "¥": "cny", "rmb": "cny", "cny": "cny", "元": "cny", "人民币": "cny", "yuan": "cny", "renminbi": "cny",
    "€": "eur", "eur": "eur", "欧元": "eur", "euro": "eur", "£": "gbp", "gbp": "gbp", "英镑": "gbp", "pound": "gbp",
    "hk$": "hkd", "hkd": "hkd", "港元": "hkd", "港币": "hkd", "jpy": "jpy", "日元": "jpy", "yen": "jpy",
}  # fmt: skip

_ZH = "〇零一二三四五六七八九十百千万亿两"
# A numeral and a measure word that together count nothing.
_WORDS = frozenset("十分 万分 百家 万家 千家 百年 三方 四方 八方 万方 百分 二次 千里 万里 百里 万年 千年".split())
_COUNTS = re.compile(rf"[{_ZH}{MEASURES}]+")
_WORD_UNIT = "|".join([*SMALL, *TENS, "hundred", "thousand", "million", "billion", "trillion"])
_ORDINAL_WORDS = "|".join(sorted(ORDINALS, key=len, reverse=True))

_TIME = re.compile(r"(?<![\d.])(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d.])")
_ARABIC = re.compile(
    r"(?<![a-z\d.])(?<!\d,)(?<![a-z]-)(?P<n>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:(?P<ord>st|nd|rd|th)\b|(?P<more>[多余])?(?P<zh>[十百千]?[万亿]{1,2}|[十百千])(?P<more2>[多余几])?"
    r"|[ -]?(?P<mag>hundred|thousand|million|billion|trillion|dozen|bn|mn|[mk](?![a-z]))s?\b)?(?![a-z\d]*[a-z](?<!th)(?<!st)(?<!nd)(?<!rd)\d)"
)
_CHINESE = re.compile(rf"(?P<many>[数几好上成])?(?P<n>[{_ZH}]+(?:点[{_ZH}]+)?)(?P<more>[多余几来])?(?P<zh>[万亿]*)")
_PERCENT_ZH = re.compile(rf"百分之(?P<n>[{_ZH}]+(?:点[{_ZH}]+)?|\d+(?:\.\d+)?)")
_ENGLISH = re.compile(
    rf"\b(?:(?:a|several|many) )?(?P<w>(?:{_WORD_UNIT})(?:(?:[ -]| and )(?:{_WORD_UNIT}))*)(?:[ -](?P<o>{_ORDINAL_WORDS}))?\b|"
    rf"\b(?P<o2>{_ORDINAL_WORDS})\b"
)
_VAGUE = re.compile(r"\b(?:several |many |some )?(dozens?|scores|tens|hundreds|thousands|millions)\b(?: of)?")
_HOW_OFTEN = {"once": 1, "twice": 2, "thrice": 3, "single": 1, "both": 2, "pair": 2,
    "biennial": 2, "biennially": 2, "triennial": 3}  # fmt: skip
_TIMES = re.compile(r"\b(?:once|twice|thrice|single|both|pair|biennial(?:ly)?|triennial)\b")
_VAGUE_SIZE = {
    "dozen": 12,
    "dozens": 10,
    "scores": 10,
    "tens": 10,
    "hundreds": 100,
    "thousands": 1000,
    "millions": 10**6,
}
_RANGE = re.compile(r"\s*(?:至|到|-|–|—|~|〜|\bto\b|\bor\b|或|、)\s*")
_BETWEEN = re.compile(r"\bbetween\s*$")

_YEARS_AFTER = re.compile(
    r"\s*(?:多|余)?(?:周年|个年头|载(?![入]))|\s*(?:多|余|个)?年(?!代|度|级|报|会|[初底末中])|[ -]?(?:years?\b|-year)|"
    r"[ -](?:(?:[a-z]+|sister-city) ){0,2}anniversar|(?:st|nd|rd|th)?[ -]birthday"
)
_SHARE_AFTER = re.compile(r"\s?(?:%|per ?cent\b|percent|个百分点|percentage points?)")
_TENTHS_AFTER = re.compile(r"成(?![立为功员果交就都年本绩熟长])")
_MONEY_AFTER = re.compile(
    r"\s?(美元|美金|欧元|英镑|港元|港币|日元|元|人民币|us dollar|dollar|yuan|renminbi|euro|pound|yen|usd|rmb|cny|eur|gbp|hkd|jpy)"
)
_LABEL = re.compile(
    r"(?:\b(?:no\.?|number|nr\.?|task|tasks|item|article|chapter|phase|clause|document no\.?|measure|goal|section|page|step|"
    r"round|edition|session|point)|[#№第])\s?$"
)
_LABELLED_AFTER = re.compile(r"号(?!码|召)")
_NOT_ORDINAL = re.compile(
    r"\s(?:half|form|quarter|of all|hand|time\b|secretary|class|language|thing|party)|s\b|-(?:hand|class)"
)
# The number of a clause at the start of its line: 20. Raise the level of public services.
_CLAUSE_NUMBER = re.compile(r"\s*[(\uff08]?\d{1,2}(?:[.、)\uff09])(?!\d)")
_ENDS = re.compile(r"\s*(?:[.,;:)。、]|$)")
_NAMES_NUMBER = re.compile(r"[a-z]")


def find_numbers(text: str, *, skip: Sequence[tuple[int, int]] = ()) -> list[FoundNumber]:
    """Return the numbers of a folded text from left to right, without overlaps; ``skip`` are spans to leave out (dates).

    Digits that belong to a name (COP15, G20, C40) are no numbers.
    """
    taken = sorted(skip)
    found: list[FoundNumber] = []
    for number in _candidates(text):
        if not _overlaps(taken, number.start, number.end):
            found.append(number)
            bisect.insort(taken, (number.start, number.end))
    found.sort(key=lambda number: number.start)
    return _as_ranges(text, found)


def _overlaps(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < right and left < end for left, right in taken)


def _candidates(text: str) -> Iterator[FoundNumber]:
    for match in _TIME.finditer(text):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        value = Decimal(hours * 3600 + minutes * 60 + seconds)
        yield FoundNumber(match.start(), match.end(), value, value, NumberKind.TIME)
    for match in _PERCENT_ZH.finditer(text):
        written = match["n"]
        share = Decimal(written) if written[0].isdigit() else chinese_value(written)
        if share is not None:
            yield FoundNumber(
                match.start(), match.end(), share, share, NumberKind.SHARE, bound_of(text, match.start(), match.end())
            )
    yield from _arabic(text)
    yield from _english(text)
    yield from _chinese(text)


def _arabic(text: str) -> Iterator[FoundNumber]:
    for match in _ARABIC.finditer(text):
        end = match.end()
        value = Decimal(match["n"].replace(",", ""))
        if match["zh"]:
            multiple = chinese_value(match["zh"]) or Decimal(1)
            value *= multiple
        elif match["mag"]:
            value *= MAGNITUDES[match["mag"]]
        elif not match["ord"] and _NAMES_NUMBER.match(text[end : end + 1]):
            continue  # 5g, 3d
        yield _read(
            text, match.start(), end, value, ordinal=bool(match["ord"]), more=bool(match["more"] or match["more2"])
        )


def _english(text: str) -> Iterator[FoundNumber]:
    for match in _ENGLISH.finditer(text):
        words = match["w"] or ""
        last = match["o"] or match["o2"]
        if last and _NOT_ORDINAL.match(text, match.end()):
            if not words:
                continue
            last = None
        value = english_value(words) + (ORDINALS[last] if last else 0)
        certain = words != "one"
        start = match.start("w") if words else match.start()
        yield _read(text, start, match.end(), Decimal(value), ordinal=bool(last), spelled=True, certain=certain)
    for match in _TIMES.finditer(text):
        times = Decimal(_HOW_OFTEN[match.group()])
        kind = NumberKind.YEARS if match.group().endswith(("ennial", "ennially")) else NumberKind.COUNT
        yield FoundNumber(match.start(), match.end(), times, times, kind, certain=False, spelled=True)
    for match in _VAGUE.finditer(text):
        size = Decimal(_VAGUE_SIZE[match[1]])
        if match[1] == "dozen":
            yield _read(
                text, match.start(), match.end(), size, spelled=True, certain=text[: match.start()].endswith("a ")
            )
        else:
            yield FoundNumber(
                match.start(), match.end(), size, size * 10 - 1, NumberKind.COUNT, vague=True, spelled=True
            )


def _chinese(text: str) -> Iterator[FoundNumber]:
    for match in _CHINESE.finditer(text):
        start, end = match.start("n"), match.end()
        written, many = match["n"], match["many"]
        value = chinese_value(written)
        if value is None:
            continue
        if match["zh"]:
            value *= chinese_value(match["zh"]) or 1
        if many in {"数", "几", "好", "成"} and written[0] in "十百千万亿":
            yield FoundNumber(match.start(), end, value, value * 10 - 1, NumberKind.COUNT, vague=True, spelled=True)
            continue
        if text[start - 1 : start] == "第" and start:
            yield _read(text, start - 1, end, value, ordinal=True, spelled=True)
            continue
        if value == 0:
            continue
        number = _read(
            text, start, end, value, more=bool(match["more"]), spelled=True, certain=_is_numeral(text, start, end)
        )
        yield dataclasses.replace(number, bound=Bound.OVER) if many == "上" else number
    for match in re.finditer(r"首(?=[届次个座对任家批场位例期条])", text):
        yield FoundNumber(match.start(), match.end(), Decimal(1), Decimal(1), NumberKind.ORDINAL, spelled=True)


def _is_numeral(text: str, start: int, end: int) -> bool:
    """Tell whether a Chinese numeral counts something and is no part of a word (一带一路, 统一, 四川, 十分)."""
    written = text[start:end].rstrip("多余几来")
    if (
        written in {"一", "千万", "万万", "亿万"}
        or text[end : end + 1] in {"体", "化"}
        or text[end : end + 2] in {"位一", "分之"}
    ):
        return False
    words = lexicon()
    for left in range(max(0, start - 3), start + 1):
        for right in range(end, min(len(text), end + 3) + 1):
            inside = text[left:right]
            if (
                (left < start or right > end)
                and inside in words
                and (inside in _WORDS or not _COUNTS.fullmatch(inside))
            ):
                return False
    if len(written) > 1:
        return True
    follows = text[end : end + 1]
    return bool(follows) and (follows in MEASURES or text[end - 1] in "多余几来")


def _read(
    text: str,
    start: int,
    end: int,
    value: Decimal,
    *,
    ordinal: bool = False,
    more: bool = False,
    spelled: bool = False,
    certain: bool = True,
) -> FoundNumber:
    """Decide the kind and the bound of a number from what stands around it."""
    before, kind, currency = text[max(0, start - 14) : start], NumberKind.COUNT, ""
    if _YEARS_AFTER.match(text, end):
        kind = NumberKind.YEARS
    elif ordinal or _LABEL.search(before) or _LABELLED_AFTER.match(text, end) or _CLAUSE_NUMBER.match(text[: end + 2]):
        kind = NumberKind.ORDINAL
    elif share := _SHARE_AFTER.match(text, end):
        kind, end = NumberKind.SHARE, share.end()
    elif tenths := _TENTHS_AFTER.match(text, end):
        kind, end, value = NumberKind.SHARE, tenths.end(), value * 10
    else:
        after, prefix = _MONEY_AFTER.match(text, end), MONEY_BEFORE.search(before)
        if prefix or after:
            kind = NumberKind.MONEY
            currency = _CURRENCIES[prefix.group(1) if prefix else after.group(1) if after else ""]
    bound = Bound.OVER if more else bound_of(text, start, end)
    bare = _ENDS.match(text, end) is not None
    return FoundNumber(start, end, value, value, kind, bound, currency, certain=certain, spelled=spelled, bare=bare)


def _as_ranges(text: str, found: list[FoundNumber]) -> list[FoundNumber]:
    """Join two numbers of one kind that a range sign or word connects (3至5个, three to five)."""
    joined: list[FoundNumber] = []
    for number in found:
        last = joined[-1] if joined else None
        if last is not None and last.low < number.high and not last.vague and not number.vague:
            gap = text[last.end : number.start]
            sign = _RANGE.fullmatch(gap) and "、" not in gap
            between = _BETWEEN.search(text[max(0, last.start - 10) : last.start]) and gap == " and "
            low = last.low
            if sign and text[number.start : number.end][-1:] in "万亿" and low < 100:  # noqa: PLR2004 - 3至5万 is 30,000 to 50,000
                low *= number.low / _leading(text, number)
            if (sign or between) and low <= number.high and last.kind in {NumberKind.COUNT, number.kind}:
                joined[-1] = dataclasses.replace(
                    number, start=last.start, low=low, certain=last.certain or number.certain
                )
                continue
        joined.append(number)
    return joined


def _leading(text: str, number: FoundNumber) -> Decimal:
    digits = re.match(r"[\d.]+", text[number.start : number.end])
    return Decimal(digits.group()) if digits else number.low
