"""Whether a sentence carries the kind of thing that was asked for."""

from __future__ import annotations

import re

from knowledge.text.folding import fold
from knowledge.understanding.query import AnswerKind

_MONTH_EN = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_YEAR = r"(?<!\d)(?:1[89]\d\d|20\d\d)(?!\d)"
_DATE = re.compile(
    rf"{_YEAR}|\d{{1,2}}月|[今明去前后]年|第[一二三四]季度|[上下]半年|\b{_MONTH_EN}\b(?: \d{{1,2}})?|\b(?:next|last|this) year\b|\bquarter\b|\bhalf of\b|\d世纪|年代"
)
_DAY = re.compile(
    rf"\d{{1,2}}月\d{{1,2}}[日号]|(?<!\d)(?:1[89]|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}|\b{_MONTH_EN} \d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH_EN}\b"
)
_COUNT = re.compile(
    r"\d[\d,.]*|(?<!第)[两二三四五六七八九十百千万亿逾近数]+(?=[余多]?[个座位家条次届对项名国批场组人类种大支架座间份万亿城地市])|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|dozens?|both)\b"
)
# Numbers that count nothing: years and days, times, addresses, the number of a clause.
_NOT_COUNTS = re.compile(
    r"https?://\S+|(?<!\d)(?:1[89]|20)\d\d(?!\d|\s*[多余]?[个座位家条次项名人万])年?|\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}:\d\d(?::\d\d)?|"
    rf"\b{_MONTH_EN} \d{{1,2}}\b|\b\d{{1,2}} {_MONTH_EN}\b|^\s*\d{{1,2}}[.、]"
)
_ORDINAL = re.compile(
    r"第[一二三四五六七八九十百\d]+|首[届次个位]|排名|位列|名列|\b\d+(?:st|nd|rd|th)\b|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|rank(?:ed|s)?)\b|\d+ ?周年|周年"
)
_FREQUENCY = re.compile(
    r"每[一两二三四五六七八九十\d隔]*[年月季周届次]|[一两三四五\d]年一[届次]|\b(?:every|annual(?:ly)?|biennial(?:ly)?|yearly|monthly|each year|per year)\b|\d+ ?(?:分钟|小时|天|年|minutes?|hours?|days?|years?)"
)
_MONEY = re.compile(
    r"[\d万亿千百]+ ?(?:多|余)?(?:元|美元|欧元|人民币|港元|日元)|(?:[$€£¥]|\b(?:usd|rmb|cny|eur)) ?\d|\d[\d,.]* ?(?:million|billion)? ?(?:yuan|dollars?|usd|rmb|euros?|pounds?)\b"
)
_SHARE = re.compile(r"\d ?%|百分之|\bper ?cent\b|比例|占比")
_PERSON = re.compile(
    r"主席|主任|市长|书记|部长|副主任|记者|主持人|教授|代表(?!团)|院长|会长|秘书长|总统|总理|作者|先生|女士|同志|调研员|委员|"
    r"\b(?:president|mayor|director|chair(?:man|woman|person)?|secretary|minister|host|reporter|journalist|professor|investigator|mr|ms|mrs|dr|deputy|ambassador|leaders?|led by)\b"
)
_YEARS_ASKED = re.compile(r"多少年|几年|周年|anniversar|\bhow many years|\bhow old|\bhow long")
_ANNIVERSARIES = re.compile(r"\d+ ?周年|结好\d+年|\b\d+(?:st|nd|rd|th)\b")
# Offices that people are asked for by.
ROLES = re.compile(
    r"市长|主席|主任|书记|部长|校长|院长|会长|局长|处长|秘书长|总领事|大使|领事|负责人|联系人|记者|作者|"
    r"\b(?:mayor|president|director|chair(?:man|woman|person)?|secretary|minister|ambassador|consul|head|principal|dean|reporter|author)\b"
)
# What is asked for, and the form it has.
_CONTACTS = (
    (re.compile(r"网址|官网|网站|\bwebsite|\burl\b|\blink\b"), re.compile(r"https?://|www\.")),
    (re.compile(r"邮箱|电邮|邮件|e-?mail"), re.compile(r"[\w.]+@[\w.]+")),
    (re.compile(r"地址|\baddress"), re.compile(r"[路街道]\s*\d*号?|\d+ \w+ (?:road|street|avenue)")),
    (re.compile(""), re.compile(r"(?<![\w/])(?:\d{3,4}[- ]){1,2}\d{4,8}(?![\w/])|(?<![\w/])\d{8,11}(?![\w/])")),
)
_LISTED = re.compile(r"[、]|,.{1,60},|,.{1,60}\band\b|\band\b|[和与及]|一是|;")


def carries(kind: AnswerKind, sentence: str, question: str) -> bool:  # noqa: PLR0911 - one a kind
    """Return whether a sentence holds a thing of the kind (always, for kinds that have no form of their own).

    ``question`` is folded; it tells a telephone number from a web address.
    """
    text = fold(sentence)
    match kind:
        case AnswerKind.DATE:
            return bool(_DATE.search(text))
        case AnswerKind.COUNT:
            return bool(numerals(text, question))
        case AnswerKind.ORDINAL:
            return bool(_ORDINAL.search(text))
        case AnswerKind.FREQUENCY:
            return bool(_FREQUENCY.search(text))
        case AnswerKind.MONEY:
            return bool(_MONEY.search(text))
        case AnswerKind.SHARE:
            return bool(_SHARE.search(text))
        case AnswerKind.PERSON:
            return bool(_PERSON.search(text) or "·" in sentence)
        case AnswerKind.CONTACT:
            return _contact(sentence, question)
        case AnswerKind.LIST:
            return bool(_LISTED.search(sentence))
        case _:
            return True


def _contact(sentence: str, question: str) -> bool:
    form = next(form for asked, form in _CONTACTS if asked.search(question))
    return bool(form.search(sentence))


def names_a_day(sentence: str) -> bool:
    """Return whether a sentence gives a date to the day."""
    return bool(_DAY.search(fold(sentence)))


def numerals(sentence: str, question: str = "") -> list[tuple[int, int]]:
    """Return where the numbers that count something stand in a folded sentence, dates and times taken out.

    An anniversary counts years, and only where the (folded) question asks for years.
    """
    plain = _NOT_COUNTS.sub(" ", sentence)
    if not _YEARS_ASKED.search(question):
        plain = _ANNIVERSARIES.sub(" ", plain)
    return [match.span() for match in _COUNT.finditer(plain)]


def listed_items(sentence: str) -> int:
    """Return how many things a sentence lists, at least one."""
    return 1 + max(sentence.count("、"), sentence.count(", "), sentence.count("，"), sentence.count(","))
