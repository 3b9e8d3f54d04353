"""Editions and ordinals in Chinese and English, so that the third award is never taken for the first."""

from __future__ import annotations

import re

_CHINESE_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_ENGLISH = {
    word: value
    for value, word in enumerate(
        (
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth",
        ),
        start=1,
    )
}  # fmt: skip
_EDITION = re.compile(
    r"第([一二三四五六七八九十百\d]{1,4})(?=[届次场个座对期位]|周年|任)|(首)(?=[届次场个座对任])|"
    r"\b(\d{1,3})(?:st|nd|rd|th)\b|\b("
    + "|".join(_ENGLISH)
    + r")\b(?! (?:half|quarter|day|time|of all|place|secretary|class|hand))"
)

# A numbered clause is the first, the twentieth … of its list.
_CLAUSE_NUMBER = re.compile(r"^(\d{1,2})[.、] ?(?=[^\d])")


def chinese_number(text: str) -> int | None:
    """Return the value of a Chinese or Arabic numeral below a hundred, or None."""
    if text.isdigit():
        return int(text)
    if "百" in text or any(char not in _CHINESE_DIGITS for char in text):
        return None
    tens, ten, ones = text.partition("十")
    if not ten:
        return _CHINESE_DIGITS[text] if len(text) == 1 else None
    return (_CHINESE_DIGITS[tens] if tens else 1) * 10 + (_CHINESE_DIGITS[ones] if ones else 0)


def editions(folded: str) -> frozenset[int]:
    """Return the ordinals that a folded text names (first, 第三届, 4th)."""
    found = set()
    for chinese, initial, digits, word in _EDITION.findall(folded):
        value = chinese_number(chinese) if chinese else 1 if initial else int(digits) if digits else _ENGLISH[word]
        if value is not None:
            found.add(value)
    found.update(int(number) for number in _CLAUSE_NUMBER.findall(folded))
    return frozenset(found)
