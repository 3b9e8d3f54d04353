"""Number paragraphs as Word does: 一、 (一) 1. 第三条, counted over the whole document."""

import dataclasses
import re
from collections.abc import Callable, Mapping

from lxml import etree

from ingest.readers.word.package import child, local, value
from knowledge.text.numerals import LEGAL, LEGAL_TRADITIONAL, chinese_numeral, digit_by_digit, ordinal

_LEVELS = 9
_MOST = 32_767  # Word counts no further
_CIRCLED = 20  # ① to ⑳
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_PLACE = re.compile(r"%([1-9])")
_NEEDS_NO_SPACE = re.compile(r"[、，。）】」』》：]$")


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        text += letters * (number // size)
        number %= size
    return text


def _letters(number: int) -> str:
    # After z Word goes on with aa, bb.
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def _sign(first: str, last: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= last else str(number)


def _digitwise(number: int) -> str:
    return digit_by_digit(str(number))


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: digit_by_digit(str(number), "０１２３４５６７８９"),
    "decimalFullWidth2": lambda number: digit_by_digit(str(number), "０１２３４５６７８９"),
    "decimalEnclosedCircle": _sign("①", _CIRCLED),
    "decimalEnclosedCircleChinese": _sign("①", _CIRCLED),
    "decimalEnclosedParen": _sign("⑴", _CIRCLED),
    "decimalEnclosedFullstop": _sign("⒈", _CIRCLED),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "ordinal": ordinal,
    "chineseCounting": chinese_numeral,
    "chineseCountingThousand": chinese_numeral,
    "taiwaneseCounting": chinese_numeral,
    "taiwaneseCountingThousand": chinese_numeral,
    "japaneseCounting": chinese_numeral,
    "koreanCounting": chinese_numeral,
    "ideographDigital": _digitwise,
    "taiwaneseDigital": _digitwise,
    "japaneseDigitalTenThousand": _digitwise,
    "koreanDigital2": _digitwise,
    "chineseLegalSimplified": lambda number: chinese_numeral(number, *LEGAL),
    "ideographLegalTraditional": lambda number: chinese_numeral(number, *LEGAL_TRADITIONAL),
    "japaneseLegal": lambda number: chinese_numeral(number, *LEGAL_TRADITIONAL),
    "ideographTraditional": lambda number: _STEMS[number - 1] if 0 < number <= len(_STEMS) else str(number),
    "ideographZodiac": lambda number: _BRANCHES[number - 1] if 0 < number <= len(_BRANCHES) else str(number),
    "ideographEnclosedCircle": _sign("㊀", 10),
}
# Word counts no further; in letters a larger number would be longer than its paper.
_LAST_NUMBER = 32_767
_UNNUMBERED = frozenset({"bullet", "none"})


@dataclasses.dataclass(frozen=True, slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    restarts: bool = True
    legal: bool = False
    style: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Label:
    """What stands before a numbered paragraph ("第三条 ", "(一)"), empty for a bullet; ``level`` from 0."""

    text: str
    level: int


class Numbering:
    """The numbers of a document's paragraphs, given out in reading order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        links: dict[str, str] = {}
        styled: dict[str, str] = {}
        for each in root if root is not None else ():
            if local(each) == "abstractNum":
                name = value(each, "abstractNumId")
                self._abstract[name] = {_index(level): _level(level) for level in _levels(each)}
                styled[value(child(each, "styleLink"))] = name
                links[name] = value(child(each, "numStyleLink"))
            elif local(each) == "num":
                self._add(each)
        for name, style in links.items():
            if style and style in styled:
                self._abstract[name] = self._abstract[styled[style]]

    def _add(self, num: etree._Element) -> None:
        name = value(num, "numId")
        overrides: dict[int, _Level] = {}
        for each in num:
            if local(each) == "lvlOverride":
                level = _index(each)
                own, start = child(each, "lvl"), child(each, "startOverride")
                if own is not None:
                    overrides[level] = _level(own)
                if start is not None:
                    self._starts.setdefault(name, {})[level] = _number(start, 1)
        self._lists[name] = value(child(num, "abstractNumId")), overrides

    def level_of(self, name: str, style: str) -> int:
        """Return the level of a list that is that of a paragraph style."""
        abstract, overrides = self._lists.get(name, ("", {}))
        levels = self._abstract.get(abstract, {}) | overrides
        return next((number for number, level in levels.items() if level.style and level.style == style), 0)

    def label(self, name: str, level: int) -> Label | None:
        """Return the label of the next paragraph of a list, and count it; None where the list is not known."""
        if name not in self._lists or not 0 <= level < _LEVELS:
            return None
        abstract, overrides = self._lists[name]
        levels = self._abstract.get(abstract, {}) | overrides
        own = levels.get(level)
        if own is None:
            return None
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        for above, start in self._starts.pop(name, {}).items():
            counts[above] = start - 1
        current = counts[level]
        counts[level] = own.start if current is None else current + 1
        for deeper in range(level + 1, _LEVELS):
            if levels.get(deeper, own).restarts:
                counts[deeper] = None
        if own.format in _UNNUMBERED:
            return Label("", level)

        def written(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            each = levels.get(place, _Level())
            count = counts[place]
            number = each.start if count is None else count
            plain = own.legal or each.format not in _FORMATS or number > _LAST_NUMBER
            return str(number) if plain else _FORMATS[each.format](number)

        text = _PLACE.sub(written, own.text).strip()
        return Label(text if not text or _NEEDS_NO_SPACE.search(text) else f"{text} ", level)


def _levels(abstract: etree._Element) -> list[etree._Element]:
    return [each for each in abstract if local(each) == "lvl"]


def _level(element: etree._Element) -> _Level:
    return _Level(
        format=value(child(element, "numFmt"), default="decimal"),
        text=value(child(element, "lvlText")),
        start=_number(child(element, "start"), 1),
        restarts=value(child(element, "lvlRestart"), default="1") != "0",
        legal=child(element, "isLgl") is not None,
        style=value(child(element, "pStyle")),
    )


def _number(element: etree._Element | None, default: int) -> int:
    text = value(element, default=str(default))
    return min(int(text), _MOST) if text.isdecimal() else default


def _index(element: etree._Element) -> int:
    text = value(element, "ilvl", "0")
    return int(text) if text.isdecimal() else 0
