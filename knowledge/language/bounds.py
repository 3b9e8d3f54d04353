"""Whether a number is meant exactly or as a limit: over 120, 20多个, nearly 90, 至少三十."""

import enum
import functools
import re

from knowledge.language.figures import either, words


class Bound(enum.StrEnum):
    """How a number is meant: exactly, or as a limit."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    AT_LEAST = "at least"
    NEARLY = "nearly"
    UNDER = "under"
    AT_MOST = "at most"


_SIGN = 3  # a longer form is a word, which stands behind its number
MONEY_BEFORE = re.compile(
    rf"(?<![a-z])({'|'.join(re.escape(form) for form in words('currency', 'en') if len(form) <= _SIGN)})\s?$"
)
# What may stand between the limit and its number.
_FILLED = re.compile(r"(?:\ba|(?:要|须|需|应)?(?:有|达到|达|共))\s*$")
_LOOK = 24
_BEFORE = {
    Bound.AT_LEAST: (r"at least|no (?:fewer|less) than|a minimum of", r"至少|最少|不少于|不低于|起码|(?<![未不圆])满"),
    Bound.AT_MOST: (
        r"at most|up to|as many as|within|no more than|not more than|(?:not|never) exceed(?:ing)?|a maximum of|limited to",
        r"不得?超过|至多|最多|多达|高达|限额?|(?:限|最多|至多)[^\d\W一二三四五六七八九十百千万两]{1,4}",
    ),
    Bound.NEARLY: (r"nearly|almost|close to|just under|just short of", r"接近|将近|近"),
    Bound.UNDER: (r"(?:less|fewer|younger|shorter|lower|smaller) than|under|below", r"不到|不足|[不未]满|未(?:达到?)?|没到|少于|低于"),
    Bound.OVER: (
        r"\bover|(?:more|older|longer|higher|larger|greater) than|above|exceed(?:s|ed|ing)?|upwards? of|in excess of",
        r"超过|超出|超|逾|多于|大于|突破|不止",
    ),
    Bound.ABOUT: (r"\babout|\baround|approximately|\bsome|roughly|circa|an? (?:estimated|average of)", r"约为|大约|大概|约|左右"),
}  # fmt: skip
_AFTER = {
    Bound.OVER: (
        r"\s?(?:\+|plus\b|or more|and more|or above|and above|or older|or over|and over)",
        r"{measure}以上|[多余]",
    ),
    Bound.AT_MOST: (r"\s?or (?:fewer|less)", r"{measure}(?:以下|[以之]?内(?!\w{0,2}[地设]))"),
    Bound.ABOUT: (r"\s?(?:or so|or thereabouts)", r"{measure}(?:左右|上下)"),
}


@functools.cache
def _patterns() -> tuple[list[tuple[re.Pattern[str], Bound]], list[tuple[re.Pattern[str], Bound]]]:
    measure = f"(?:{either('measure', language='zh')}){{0,2}}"
    before = [(re.compile(rf"(?:{form})\s*$"), bound) for bound, forms in _BEFORE.items() for form in forms]
    after = [
        (re.compile(form.replace("{measure}", measure)), bound) for bound, forms in _AFTER.items() for form in forms
    ]
    return before, after  # fmt: skip


def bound_of(text: str, start: int, end: int) -> Bound:
    """Return how the number at ``text[start:end]`` of a plain text is meant."""
    said_before, said_after = _patterns()
    before = MONEY_BEFORE.sub("", text[max(0, start - _LOOK) : start])
    before = _FILLED.sub("", before)
    for pattern, bound in said_before:
        if pattern.search(before):
            return bound
    for pattern, bound in said_after:
        if pattern.match(text, end):
            return bound
    return Bound.EXACT
