"""Whether a number is meant exactly or as a limit: over 120, 20多个, nearly 90, 至少三十."""

from __future__ import annotations

import enum
import re


class Bound(enum.StrEnum):
    """How a number is meant: exactly, or as a limit."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    AT_LEAST = "at least"
    UNDER = "under"
    AT_MOST = "at most"


MEASURES = (
    "个座位家条次届对项名国批场组所种类支架间份天日月年周岁市县区人方处站轮期句段点倍分元吨米公里地校城省州洲层级大"
    "件本篇章部篇首枚只艘辆台班队团多余几成"
)
MONEY_BEFORE = re.compile(r"(us\$|hk\$|[$¥€£]|\b(?:usd|rmb|cny|eur|gbp|hkd|jpy))\s?$")
_BEFORE = (
    (re.compile(r"(?:at least|no (?:fewer|less) than|a minimum of|至少|最少|不少于|不低于|起码)\s*$"), Bound.AT_LEAST),
    (re.compile(r"(?:at most|up to|no more than|not more than|a maximum of|不超过|至多|最多|多达|高达)\s*$"), Bound.AT_MOST),
    (
        re.compile(
            r"(?:nearly|almost|close to|just under|just short of|less than|fewer than|under|below|接近|将近|近|不到|不足|"
            r"少于|低于)\s*(?:a )?$"
        ),
        Bound.UNDER,
    ),
    (
        re.compile(
            r"(?:\bover|more than|above|exceed(?:s|ed|ing)?|upwards? of|in excess of|greater than|超过|超出|超|逾|多于|大于|"
            r"突破|不止)\s*(?:a )?$"
        ),
        Bound.OVER,
    ),
    (
        re.compile(
            r"(?:\babout|\baround|approximately|\bsome|roughly|circa|an? (?:estimated|average of)|约为|大约|大概|约|左右)"
            r"\s*(?:a )?$"
        ),
        Bound.ABOUT,
    ),
)  # fmt: skip
_AFTER = (
    (re.compile(r"\s?(?:\+|plus\b|or more|and more|or above|and above)"), Bound.OVER),
    (re.compile(r"\s?(?:or (?:fewer|less))"), Bound.AT_MOST),
    (re.compile(r"\s?(?:or so|or thereabouts)"), Bound.ABOUT),
)
_AFTER_ZH = (
    (re.compile(rf"[{MEASURES}]{{0,2}}以上"), Bound.OVER),
    (re.compile(rf"[{MEASURES}]{{0,2}}(?:左右|上下)"), Bound.ABOUT),
    (re.compile(rf"[{MEASURES}]{{0,2}}(?:以下|以内)"), Bound.AT_MOST),
)


def bound_of(text: str, start: int, end: int) -> Bound:
    """Return how the number at ``text[start:end]`` of a folded text is meant."""
    before = MONEY_BEFORE.sub("", text[max(0, start - 24) : start])
    before = re.sub(r"(?:\ba|有|达到|达|共)\s*$", "", before)
    for pattern, bound in _BEFORE:
        if pattern.search(before):
            return bound
    for pattern, bound in _AFTER:
        if pattern.match(text, end):
            return bound
    if text[end : end + 1] in {"多", "余"}:
        return Bound.OVER
    for pattern, bound in _AFTER_ZH:
        if pattern.match(text, end):
            return bound
    return Bound.EXACT
