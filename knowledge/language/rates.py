"""How often something is, or how much each gets: every two years, 每周, per person."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_EACH = re.compile(
    r"每(?P<zn>[一两二三四五六七八九十半]|\d+)?个?(?P<zu>学年|年|季度|月|周(?!(?:[一二三四五六]|[日末])(?![班次个场名趟节天届期]))|星期(?![一二三四五六日天])|天|日|小时|学期|分钟|期|届|户|人|班|件|名|校|队)|(?<![上前同近这第头后哪那某有])一(?P<za>天|年|周|月|季|小时|户|期)(?=[^之个段]|\d|[一二两三四五六七八九十]|有)|"
    r"\b(?:(?<![.,;] )(?<!^)an?(?= \w+s?(?:[.,;:)]|$| (?:in|on|from|and|but|for|to|at|by|since|until|with|or|during|between)\b))|per|each|every)(?: (?P<en>two|three|four|five|six|other|second|third|\d+))? (?P<eu>day|week|month|quarter|year|term|hour|minute|season|semester)s?\b|"
    r"\b(?P<ea>daily|weekly|monthly|quarterly|yearly|annual|annually|hourly|biennial|biennially|triennial)\b|(?<!\d)(?P<zn2>[两二三四五六十]|\d{1,2})(?P<zb>年)(?=[^,;。\d]{0,3}一[届次]|一度|一届)"
)
_PERIODS = {
    "学年": "year", "年": "year", "季度": "quarter", "季": "quarter", "月": "month", "周": "week", "星期": "week", "天": "day", "日": "day",
    "小时": "hour", "学期": "term", "分钟": "minute", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "yearly": "year", "annual": "year", "annually": "year", "hourly": "hour", "biennial": "year", "biennially": "year", "triennial": "year", "semester": "term",
}  # fmt: skip
_MANY = {"": "", "一": "", "1": "", "两": "2", "二": "2", "two": "2", "other": "2", "second": "2", "三": "3", "three": "3", "third": "3", "四": "4", "four": "4", "五": "5", "five": "5", "半": "half", "六": "6", "six": "6"}  # fmt: skip
_LATIN = {"biennial": "2", "biennially": "2", "triennial": "3"}
_TIMES = frozenset(_PERIODS.values())


class Rate(NamedTuple):
    """Once in ``many`` of a unit, or for each of it, at ``text[start:end]``; ``many`` is empty for one."""

    start: int
    end: int
    many: str
    of: str

    @property
    def is_of_time(self) -> bool:
        """Tell whether it says how often something is."""
        return self.of in _TIMES


def find_rates(folded: str) -> Iterator[Rate]:
    """Yield the rates of a folded text from left to right."""
    for match in _EACH.finditer(folded):
        parts = match.groupdict()
        unit = parts["zu"] or parts["za"] or parts["zb"] or parts["eu"] or parts["ea"] or ""
        often = parts["zn"] or parts["zn2"] or parts["en"] or _LATIN.get(unit, "")
        yield Rate(match.start(), match.end(), _MANY.get(often, often), _PERIODS.get(unit, unit))
