"""What a numeral is worth, in digits, Chinese characters and English words."""

import functools
import re
from decimal import Decimal

from knowledge.language.figures import either, values, words
from knowledge.language.plain import plain

GREAT = 10_000
# What is longer is a number of an account or a slip of the finger, and counts nothing.
LONGEST = 40
# The characters of Chinese numerals.
HAN = "".join([*words("digit", "zh"), *words("ten", "zh"), *words("scale", "zh")])
# 两三个, 三五个: two digits that say about how many.
PAIR = re.compile("|".join("一两 一二 两三 二三 三四 三五 四五 五六 六七 七八 八九".split()))
DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_ZH_SCALE = r"[十百千]?[万亿]{1,2}|[十百千]"


@functools.cache
def english_numeral() -> str:
    """Return a pattern for a cardinal in English words: twenty-one, two hundred and five, three million."""
    # A letter is a magnitude after digits only: 5m.
    scale = "|".join(word for word in values("scale", "en") if len(word) > 2)  # noqa: PLR2004
    word = f"(?:{either('digit', 'ten', language='en')}|{scale})"
    return rf"(?:(?:an? )?(?:{scale})|{word})(?:(?:[ -]|(?:(?<=hundred)|(?<=thousand)|(?<=million)) and ){word}){{0,8}}"


@functools.cache
def _forms() -> tuple[re.Pattern[str], ...]:
    numeral = f"(?:{DIGITS}|[{HAN}]+(?:点[{HAN}]+)?)"
    ordinal, scale = either("ordinal", language="en"), either("scale", language="en")
    return (
        re.compile(rf"第?(?P<n>{DIGITS})(?:(?P<zh>{_ZH_SCALE})|[ -]?(?P<en>{scale})s?|st|nd|rd|th)?"),
        re.compile(rf"第?(?P<n>[{HAN}]+(?:点[{HAN}]+)?)"),
        re.compile(rf"(?:the )?(?P<n>{english_numeral()})?[ -]?(?P<o>{ordinal})?"),
        re.compile(rf"(?P<n>{numeral})成|百分之(?P<of>{numeral})|(?P<cent>{DIGITS})\s?(?:%|per ?cent)"),
        re.compile(rf"(?P<under>{numeral})分之(?P<over>{numeral})"),
        re.compile(
            rf"(?P<over>an?|{english_numeral()})[ -](?P<under>{either('share', language='en')})s?|(?P<half>half)"
        ),
    )


def read_number(text: str) -> int | float | None:
    """Return the value of a numeral that is cut out of its text, or None for what is none.

    Shares and fractions are in per cent: 八成 is 80, 三分之一 is 33.3….
    """
    text = plain(text).strip()
    return None if len(text) > 2 * LONGEST else _worth(text)


def _worth(text: str) -> int | float | None:
    digits, chinese, english, share, fraction, parts = _forms()
    if match := digits.fullmatch(text):
        return whole(scaled(match["n"], match["zh"], match["en"]))
    if match := chinese.fullmatch(text):
        return whole(chinese_value(match["n"]))
    if match := share.fullmatch(text):
        value = _decimal(match["n"] or match["of"] or match["cent"])
        return whole(value * 10 if match["n"] and value is not None else value)
    if match := fraction.fullmatch(text) or parts.fullmatch(text):
        return ratio(match)
    match = english.fullmatch(text)
    if match is None or not (match["n"] or match["o"]):
        return None
    return english_value(match["n"] or "") + values("ordinal", "en").get(match["o"] or "", 0)


def ratio(match: re.Match[str]) -> float | int | None:
    """Return in per cent what a match says with ``over`` and ``under`` (or ``half``)."""
    found = match.groupdict()
    if found.get("half") or found.get("half_zh"):
        return 50
    over, under = found["over"], found["under"]
    above = Decimal(1) if over in {"a", "an"} else _decimal(over)
    below = Decimal(values("share", "en").get(under.removesuffix("s"), 0)) or _decimal(under)
    return None if above is None or not below else whole(100 * above / below)


def whole(value: Decimal | None) -> int | float | None:
    """Return a number as an int where it is one."""
    return None if value is None else int(value) if value == value.to_integral_value() else float(value)


def scaled(digits: str, zh: str | None = None, en: str | None = None) -> Decimal:
    """Return the value of digits (with separators) and the magnitude after them: 3.36 and million, 3.36 and 万."""
    value = Decimal(digits.replace(",", ""))
    return value * (chinese_value(zh) or 1 if zh else values("scale", "en")[en] if en else 1)


def _decimal(text: str) -> Decimal | None:
    if text[:1].isdigit():
        return scaled(text)
    return chinese_value(text) if text[:1] in HAN else Decimal(english_value(text)) or None


def chinese_value(text: str) -> Decimal | None:
    """Return the value of a Chinese numeral (一百二, 三万五, 廿三, 二〇一九, 六点五), or None."""
    if len(text) > LONGEST:
        return None
    digits, tens, scales = (values(what, "zh") for what in ("digit", "ten", "scale"))
    before, point, fraction = text.partition("点")
    if point:
        value, tenths = chinese_value(before), "".join(str(digits.get(char, "")) for char in fraction)
        return None if value is None or len(tenths) != len(fraction or "-") else value + Decimal(f"0.{tenths}")
    if text and all(char in digits for char in text):
        return None if PAIR.fullmatch(text) else Decimal("".join(str(digits[char]) for char in text))
    # A last digit counts the unit below the one before it: 三万五 is 35,000, 三万零五 is 30,005.
    if text[-1:] in digits and text[-2:-1] in scales and digits[text[-1]]:
        value = chinese_value(text[:-1])
        return None if value is None else value + digits[text[-1]] * scales[text[-2]] // 10
    for great in ("亿", "万"):
        if great in text:
            left, _, right = text.rpartition(great)
            above, below = chinese_value(left or "一"), chinese_value(right) if right else Decimal(0)
            return None if above is None or below is None else above * scales[great] + below
    return _below_ten_thousand(text, digits, tens | scales)


def _below_ten_thousand(text: str, digits: dict[str, int], units: dict[str, int]) -> Decimal | None:
    total, digit, last = 0, None, GREAT
    for char in text:
        if char in digits:
            if digit:
                return None
            digit = digits[char]
        elif char in units and units[char] < last:
            if digit is not None and char in "廿卅卌":
                return None
            last = units[char]
            total += (digit or 1) * last
            digit = None
        else:
            return None
    return Decimal(total + (digit or 0)) if text else None


def english_value(text: str) -> int:
    """Return the value of an English numeral without its ordinal ending: two hundred and five, three million."""
    small, scales = values("digit", "en") | values("ten", "en"), values("scale", "en")
    total, section = 0, 0
    for word in re.findall(r"[a-z]+", text):
        if word in small:
            section += small[word]
        elif word == "hundred":
            section = (section or 1) * 100
        elif word in scales:
            total += (section or 1) * scales[word]
            section = 0
    return total + section
