"""What a number counts: the unit after it, the noun, whether it is money, a label, or no number but part of a word."""

import functools
import re

from knowledge.language.bounds import MONEY_BEFORE
from knowledge.language.figures import either, words
from knowledge.language.numerals import HAN
from knowledge.text.tokens import ENGLISH_STOPWORDS
from knowledge.text.words import lexicon

RANGE = re.compile(r"(?:周?岁)?\s*(?:至|到|-|–|—|~|\bto\b|\bor\b|或)\s*")
BETWEEN = re.compile(r"\bbetween\s*$")
NOTHING = re.compile(r"\s*(?:[.,;:)。、]|$)")
# The first half, secretary, language: an ordinal that tells no place in a row.
NO_ORDINAL = re.compile(
    r"\s(?:half|form|quarter|of all|hand|time\b|secretary|class|language|thing|party)|s\b|-(?:hand|class)"
)
_LABEL = re.compile(
    r"(?:\b(?:no\.?|number|nr\.?|task|tasks|item|article|chapter|phase|clause|document no\.?|measure|goal|section|page|step|"
    r"round|edition|session|point)|[#№第])\s?$"
)
_LABELLED = re.compile(r"号(?!码|召)")
# The number of a clause at the start of its line: 20. Raise the level of public services.
_CLAUSE = re.compile(r"\s*[(]?\d{1,2}(?:[.、)])(?!\d)")
# What turns 30 has so many years: "the tie turns 30 in 2027".
_TURNS = re.compile(r"\bturn(?:s|ed|ing)? $")
_NOTHING_COUNTED = re.compile(
    r"\s*(?:[.,;:!?)]|$)|\s+(?:in|on|at|by|this|next|last|soon|before|after|during|today|too|and)\b"
)
# A numeral and a measure word that together count nothing.
_WORDS = frozenset("十分 万分 百家 万家 千家 百年 三方 四方 八方 万方 百分 二次 千里 万里 百里 万年 千年".split())
_LONGEST = 14
_NOUN_ZH = re.compile(
    r"(?!左右|上下|以[上下内])[^\W\da-z_一二三四五六七八九十的了在是和与及之为被由于等有已将至到以从向对]{2,8}"
)
_NOUN_EN = re.compile(r"[ -]((?:[a-z][a-z'-]*(?: |\b)){1,4})")


@functools.cache
def _after() -> dict[str, re.Pattern[str]]:
    years = r"\s*(?:多|余)?(?:周年|个年头|载(?![入]))|\s*(?:多|余|个)?年(?!代|度|级|报|会|[初底末中])"
    units = "|".join(form for form, unit in (words("unit", "en") | words("units", "en")).items() if unit != "year")
    return {
        "years": re.compile(
            rf"{years}|[ -]?(?:years?\b|-year)|[ -](?:(?:[a-z]+|sister-city) ){{0,2}}anniversar(?:y|ies)|(?:st|nd|rd|th)?[ -]birthday"
        ),
        "duration": re.compile(
            rf"\s?[多余几]?(?:个半?月|个?半?小时|个?分钟|天|周(?![年岁])|个?星期|个?礼拜|个?季度|个?学期|个?学年)|[ -](?:{units})\b"
        ),
        "share": re.compile(r"\s?(?:%|per ?cent\b|percent|个百分点|percentage points?)"),
        "tenths": re.compile(r"成(?![立为功员果交就都年本绩熟长])(?P<rest>[一二三四五六七八九半](?![个十百千万]))?"),
        "money": re.compile(
            rf"\s?({either('currency', language='zh')}|{either('currency', language='en')})s?(?![a-z])"
        ),
        "unit": re.compile(rf"\s?[多余几来]?(?!年[级代])({either('measure', language='zh')})"),
    }


def stands_before(text: str, end: int, what: str) -> int:
    """Return where the words for years, a duration, a share or tenths end that follow a number; 0 if none do."""
    match = _after()[what].match(text, end)
    return match.end() if match else 0


def is_an_age(text: str, start: int, end: int) -> bool:
    """Tell whether a number says how old something turns."""
    return bool(_TURNS.search(text[max(0, start - _LONGEST) : start]) and _NOTHING_COUNTED.match(text, end))


def rest_of_tenths(text: str, end: int) -> int:
    """Return the hundredths that follow the tenths after a number: 5 of 三成五, 七成半."""
    match = _after()["tenths"].match(text, end)
    return (
        (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 5)["〇一二三四五六七八九半".index(match["rest"])]
        if match and match["rest"]
        else 0
    )


def unit_after(text: str, end: int) -> tuple[str, int]:
    """Return the measure word that follows a number, and where it ends."""
    match = _after()["unit"].match(text, end)
    return (match.group(1), match.end()) if match else ("", end)


def currency_after(text: str, end: int) -> str:
    """Return the code of the currency that follows a number, or nothing."""
    match = _after()["money"].match(text, end)
    return words("currency").get(match.group(1), "") if match else ""


def currency_before(before: str) -> str:
    """Return the code of the currency whose sign ends the text before a number, or nothing."""
    match = MONEY_BEFORE.search(before)
    return words("currency").get(match.group(1), "") if match else ""


def is_label(text: str, start: int, end: int) -> bool:
    """Tell whether a number names one of a row: task 12, No. 4, 5号, the number of a clause."""
    labelled = _LABEL.search(text[max(0, start - _LONGEST) : start]) or _LABELLED.match(text, end)
    return bool(labelled) or (start < _LONGEST and bool(_CLAUSE.match(text[: end + 2])))


def noun_after(text: str, end: int) -> str:
    """Return the words that follow a number and its unit, up to one that joins or a stop: what it counts, if plain."""
    if match := _NOUN_ZH.match(text, end):
        return match.group()
    if match := _NOUN_EN.match(text, end):
        kept: list[str] = []
        for word in match.group(1).split():
            if word in ENGLISH_STOPWORDS:
                break
            kept.append(word)
        return " ".join(kept)
    return ""


def is_numeral(text: str, start: int, end: int) -> bool:
    """Tell whether a Chinese numeral counts something and is no part of a word (一带一路, 统一, 四川, 十分)."""
    written = text[start:end].rstrip("多余几来")
    if (
        written in {"一", "千万"}
        or written[0] in "万亿"
        or text[end : end + 1] in {"体", "化"}
        or text[end : end + 2] in {"位一", "分之"}
    ):
        return False
    known = lexicon()
    for left in range(max(0, start - 3), start + 1):
        for right in range(end, min(len(text), end + 3) + 1):
            inside = text[left:right]
            if (
                (left < start or right > end)
                and inside in known
                and (inside in _WORDS or not _counts().fullmatch(inside))
            ):
                return False
    if len(written) > 1:
        return True
    return bool(_after()["unit"].match(text, end)) or text[end - 1] in "多余几来"


@functools.cache
def _counts() -> re.Pattern[str]:
    return re.compile(rf"(?:[{HAN}多余几成]|{either('measure', language='zh')})+")
