"""How times are written in English: a rule is a pattern over a plain text and what reads its parts."""

import functools
import re

from knowledge.language import meanings, reckoned
from knowledge.language.figures import either, values
from knowledge.language.meanings import Rule
from knowledge.language.numerals import english_numeral

# Two months are verbs as well.
_VERBS = ("may", "march", "mar")
_M = either("month", language="en")
_NOUNS = "|".join(sorted((name for name in values("month", "en") if name not in _VERBS), key=len, reverse=True))
# "Pupils aged 10 to 13 may join": a verb goes before another.
_NO_VERB = r"(?!(?<=\bmay) (?!(?:of|and|or|to|until|till|through|at|in|on|by|for|from|with|this|next|last|each|every|the|was|is|were|are|as|when|it|a)\b)[a-z])"
_MONTH = rf"(?P<month>{_M})\b{_NO_VERB}\.?"
_SPELLED = rf"(?:(?:twenty|thirty)[ -])?(?:{either('ordinal', language='en')})"
_N = r"\d{1,2}(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_FOUR = r"(?<![\d.])(?<!\d,)(?:1[5-9]|20|21)\d\d(?!\d|,\d|\.\d)"
_ERA = rf"(?:{either('era', language='en')}) \d{{1,3}}"
_AWAY = either("year", "same year", language="en")
_YEAR = rf"(?P<year>{_FOUR}|{_ERA}|(?:the year )?(?:{_AWAY}))\b"
_OF = rf"(?:,? ?(?:of |in )?(?:the year )?{_YEAR})?"
_PART = rf"(?:the )?(?P<part>{either('part', language='en')})[ -](?:of )?(?:the year )?"
_TO = r" ?(?:-{1,2}|to|until|till|through) ?(?:the )?"
_UNITS = rf"(?P<unit>{either('unit', 'units', language='en')})\b"
_SIDE = r"(?P<side>this|current|next|coming|following|last|previous)"

# A holiday tells a time where the words around it do: at Easter, Christmas 2027, not a Christmas market.
_HOLIDAYS = either("holiday", language="en")
_AT = "".join(rf"(?<=\b{word} )|" for word in "on at by before after around during since until over".split())
HOLIDAY = (
    rf"(?:{_AT}(?=(?:{_HOLIDAYS}) (?:19|20)\d\d)|^(?=(?:{_HOLIDAYS})$))(?P<holiday>{_HOLIDAYS})\b"
    r"(?! (?:market|party|gala|concert|festival|fair|event|programme|program|camp|celebration))"
)


def _compiled(*pairs: tuple[str, meanings.Reader]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern, re.ASCII), read) for pattern, read in pairs)


@functools.cache
def dates() -> tuple[Rule, ...]:
    """Return the rules for times of the calendar; the longer reading of a place counts, then the earlier rule."""
    calendar, several, part = meanings.calendar_time, meanings.days_or_months, meanings.part_of_year
    return _compiled(
        # May 2, 2019; May 2nd next year; 2 May; the second of May 2019; May the fifth
        (rf"\b{_MONTH} (?:the )?(?P<day>{_N})(?!,\d)\b{_OF}", calendar),
        (rf"\b{_MONTH} the (?P<day>{_SPELLED})\b{_OF}", calendar),
        (rf"(?<![\d./-])(?<!\d,)(?P<day>{_N})(?: of)? {_MONTH}{_OF}", calendar),
        (rf"\b(?P<day>{_SPELLED}) of {_MONTH}{_OF}", calendar),
        # 2-4 May 2019, May 2-4, 2019, March to May 2019
        (rf"(?<![\d./-])(?<!\d,)(?P<day>{_N}){_TO}(?P<last>{_N}) {_MONTH}{_OF}", several),
        (rf"\b{_MONTH} (?P<day>{_N}){_TO}(?P<last>{_N})(?!\d|-\d)(?! (?:{_M})\b){_OF}", several),
        (rf"\b{_MONTH}{_TO}(?P<last>{_M})\b(?! \d{{1,2}}\b){_OF}", several),
        # May 2019, late May, in May; a month that is a verb as well needs a preposition
        (rf"\b(?:{_PART})?{_MONTH},? (?:of )?(?:the year )?{_YEAR}", calendar),
        (rf"\b{_PART}{_MONTH}", calendar),
        (rf"\b(?<!week of )(?<!weekend of )(?P<month>{_NOUNS})\b\.?(?! ?\d)", calendar),
        (rf"\b(?:(?<=in )|(?<=since )|(?<=until )|(?<=during )|(?<=before )|(?<=after )){_MONTH}(?! ?\d)", calendar),
        # 2019, early 2019, the end of next year
        (rf"\b(?:{_PART}){_YEAR}", calendar),
        (rf"\b(?P<year>{_ERA}|(?!the year\b(?! before| after))(?:{_AWAY}))\b", calendar),
        # Q1 2027, 2027 H1, the first quarter of next year, spring 2020
        (rf"\b(?P<whole>[qh])(?P<part>[1-4])\b{_OF}", part),
        (rf"\b(?P<year>{_FOUR})[ -]?(?P<whole>[qh])(?P<part>[1-4])\b", part),
        (rf"\b(?P<part>first|second|third|fourth|1st|2nd|3rd|4th) (?P<whole>quarter|half)\b{_OF}", part),
        (rf"\b(?P<part>last) (?P<whole>quarter|half) of (?:the year )?{_YEAR}", part),
        (rf"\b(?P<part>{either('season', language='en')})(?: of)? {_YEAR}", part),
        # the early 1980s, the '80s, the eighties
        (r"\b(?:the )?(?:(?P<part>early|mid|late)[ -])?(?P<decade>(?:1[5-9]|20)\d0)'?s\b", meanings.decade),
        (
            rf"(?:\bthe (?:(?P<part>early|mid|late)[ -])?'?|')(?P<decade>\d0(?='?s\b)|(?:{either('decade', language='en')})\b)(?:'?s\b)?",
            meanings.decade,
        ),
        (
            rf"\b(?:the )?(?:(?P<part>early|mid|late|beginning of|start of|end of)(?:[ -]| the ))?(?P<century>\d{{1,2}}(?:st|nd|rd|th)|{_SPELLED}|this|last|previous)[ -]century\b",
            meanings.century,
        ),
        # this month, the end of next month, the 5th of next month, next May
        (rf"\b{_SIDE} (?P<unit>week|month|quarter)\b(?! of\b)", reckoned.neighbour),
        (rf"\b{_PART}(?P<side>the|this|next|last) (?P<unit>month)\b", reckoned.neighbour),
        (rf"(?P<day>\b{_N}|\b{_SPELLED}) of (?P<side>this|next|last) (?P<unit>month)\b", reckoned.neighbour),
        (rf"\b{_SIDE} (?P<month>{_M})\b(?! ?\d)", reckoned.month_away),
        (rf"\b(?:{either('day', language='en')})\b", reckoned.day_away),
        (r"(?<![\d./-])(?<!\d,)(?P<first>20\d\d)[/-](?P<last>\d\d)(?![\d/.-])", meanings.season_year),
    )


@functools.cache
def reckonings() -> tuple[Rule, ...]:
    """Return the rules for what is counted from today, and for weekdays and holidays."""
    number = rf"(?P<number>\d{{1,3}}|half an?|a couple of|{english_numeral()}|an?)(?P<half>[ -]and a half)?"
    weekday = either("weekday", language="en")
    return _compiled(
        # ten years ago, two weeks from now, in 12 months
        (rf"\b{number}[ -]{_UNITS} (?P<way>ago|back|from now|hence)\b", reckoned.ago),
        (rf"\bin {number} {_UNITS}(?! (?:old|ago|of)\b)(?:'? time\b)?", reckoned.ago),
        # in the next 90 days, within six months, the last ten years, the past decade
        (rf"\b(?:next|coming|following|within(?: the next)?) {number}[ -]{_UNITS}", reckoned.stretch),
        (rf"\b(?P<past>last|past|previous) {number}[ -]{_UNITS}", reckoned.stretch),
        (r"\b(?P<past>past) (?P<unit>week|month|quarter|year)\b", reckoned.stretch),
        (r"\b(?:(?P<past>last|past|previous)|next|coming) (?P<unit>decade|century)\b", reckoned.stretch),
        (r"\bthis (?P<unit>decade)\b", reckoned.neighbour),
        (
            r"\b(?:rest|remainder|remaining [a-z]+) of (?P<side>the|this) (?P<unit>week|month|quarter|year)\b",
            reckoned.rest,
        ),
        (rf"\b(?:(?<=on )|{_SIDE} )(?P<weekday>{weekday})\b(?!,? (?:the )?(?:\d|{_M}))", reckoned.weekday),
        (rf"{HOLIDAY}{_OF}", reckoned.holiday),
    )


# A four-digit number counts the things in the plural after it (2000 visitors), unless a word before makes it a year.
COUNTED = (
    r" ?(?:%|\+|[a-z]+ people\b|people\b|more\b)| (?!(?:was|is|has|this|its|as|does|plus|across|towards)\b)[a-z]{2,}s\b"
)
SAID_OF_A_YEAR = (
    r"\b(?:in|since|from|until|till|by|before|after|during|of|year|early|late|to|and|the|between) $|\bpre[ -]?$"
)

# What stands before or after a time and turns it into all that is before or after it.
_HEAD = r" (?:in |on )?(?:the )?(?:year )?"
BOUNDS = {
    "before": (rf"\b(?:(?:(?<!not )before|prior to|(?<!no )(?<!not )earlier than){_HEAD}|pre[ -]?)", r"(?!)"),
    "after": (rf"\b(?:after|(?<!no )(?<!not )later than){_HEAD}", r"(?!)"),
    "since": (
        rf"\b(?:since|from|starting|beginning|not before|no earlier than|not earlier than){_HEAD}",
        r",? (?:onwards?|or (?:later|after)|and later|to date|to now|to the present|until now|till now)\b",
    ),
    "until": (
        rf"\b(?:until|till|up to|as of|as at|by|to|through|no later than|not later than){_HEAD}",
        r" or (?:earlier|before)\b",
    ),
}
TO = r",? ?(?:-{1,2}|to|until|till|through|up to|(?:up )?to and including) ?(?:the )?"
AND = r",? ?(?:and|,) (?:the )?"
BETWEEN = r"\b(?:between|from) (?:the )?"
BETWEEN_THEM = r"(?!)"
END = r"^(?:the )?(?:end|late)\b"
