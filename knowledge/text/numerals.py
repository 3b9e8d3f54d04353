"""What numerals are worth, in Chinese characters and in English words."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_GREAT = (("亿", 10**8), ("万", 10**4))
SMALL = {
    word: value
    for value, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        ).split()
    )
}
TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
ORDINALS = {
    word: value
    for value, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth"
        ).split(),
        1,
    )
} | {word[:-1] + "ieth": value for word, value in TENS.items()} | {"hundredth": 100, "inaugural": 1}  # fmt: skip
MAGNITUDES = {
    "hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "m": 10**6, "mn": 10**6, "billion": 10**9,
    "bn": 10**9, "trillion": 10**12, "dozen": 12,
}  # fmt: skip


def chinese_value(text: str) -> Decimal | None:
    """Return the value of a Chinese numeral (一百二十, 三千万, 二〇一九, 六点五), or None for one that is malformed."""
    whole, point, fraction = text.partition("点")
    if point:
        value = chinese_value(whole)
        if value is None or not fraction or any(char not in _DIGITS for char in fraction):
            return None
        return value + Decimal("0." + "".join(str(_DIGITS[char]) for char in fraction))
    if text and all(char in _DIGITS for char in text):
        return Decimal("".join(str(_DIGITS[char]) for char in text))
    for great, size in _GREAT:
        if great in text:
            left, _, right = text.rpartition(great)
            above, below = chinese_value(left or "一"), chinese_value(right) if right else Decimal(0)
            return None if above is None or below is None else above * size + below
    section, digit = 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            return None
    return Decimal(section + digit) if text else None


def english_value(words: str) -> int:
    """Return the value of an English numeral without its ordinal ending: two hundred and five, three million."""
    total, section = 0, 0
    for word in re.findall(r"[a-z]+", words):
        if word in SMALL or word in TENS:
            section += SMALL.get(word, 0) + TENS.get(word, 0)
        elif word == "hundred":
            section = (section or 1) * 100
        elif word in MAGNITUDES:
            total += (section or 1) * MAGNITUDES[word]
            section = 0
    return total + section
