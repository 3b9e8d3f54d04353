"""Find what looks like a time and is not understood, so that an answer can say so and not drop it."""

import dataclasses
import datetime as dt
import enum
import functools
import re

from knowledge.calendar import PartialDate
from knowledge.language import times_en, times_zh
from knowledge.language.figures import either
from knowledge.language.numerals import HAN
from knowledge.language.plain import plain
from knowledge.language.spans import Spans
from knowledge.language.times import scanned


class Unread(enum.StrEnum):
    """Why a time is not understood.

    ``NO_SUCH_DAY``: 30 February. ``TWO_DAYS``: 02/05/1979 has two readings. ``VAGUE``: a few years ago. ``MOVES``: a
    holiday or month of another calendar. ``OF_NOTHING_SAID``: the same year, 廿三日, next semester.
    """

    NO_SUCH_DAY = "no such day"
    TWO_DAYS = "two days"
    VAGUE = "vague"
    MOVES = "moves"
    OF_NOTHING_SAID = "of nothing said"


@dataclasses.dataclass(frozen=True, slots=True)
class UnreadTime:
    """Words at ``text[start:end]`` that name a time nobody can place, and why."""

    start: int
    end: int
    text: str
    why: Unread


_SLASHED = re.compile(r"\d{1,2}([-./])\d{1,2}\1\d{4}")


def unread_times(text: str, today: dt.date, *, anchor: dt.date | None = None) -> tuple[UnreadTime, ...]:
    """Return the words for times that `find_times` leaves out, from left to right."""
    level, day = plain(text), anchor or today
    times, refused = scanned(text, PartialDate(day.year, day.month, day.day), reckon=True)
    candidates = [(match.span(), why) for pattern, why in _patterns() for match in pattern.finditer(level)]
    vague = Spans(span for span, why in candidates if why is Unread.VAGUE)
    for start, end in refused:
        if vague.take(start, end):
            two = _SLASHED.fullmatch(level[start:end])
            candidates.append(((start, end), Unread.TWO_DAYS if two else Unread.NO_SUCH_DAY))
    taken = Spans((time.start, time.end) for time in times)
    candidates.sort(key=lambda one: (one[0][0], -one[0][1]))
    return tuple(
        UnreadTime(start, end, text[start:end], why) for (start, end), why in candidates if taken.take(start, end)
    )


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], Unread], ...]:
    many = rf"(?:好?几|数[十百千]?|若干|多|[{HAN}\d]{{1,3}}[多几余])\s?个?"
    pair = f"(?:[{HAN}]{{2,3}})"
    units = r"(?:天|周(?!年)|星期|礼拜|月|季度|学期|年(?![代级])|世纪)"
    ago = r"(?:之?[前后]|以[前后]|以?来|之?内)"
    several = r"(?:a few|few|several|some|many|a couple of|a number of)"
    plural = r"(?:days|weeks|months|years|decades|centuries)"
    side = r"(?:this|next|last|coming|past)"
    return tuple(
        (re.compile(pattern), why)
        for pattern, why in (
            (rf"(?:过去|最近|近|未来|今后|这|前)?(?:{many}|{pair}个?){units}{ago}", Unread.VAGUE),
            (rf"(?:过去|最近|近|未来|今后|这|那|前)(?:几|些|这些|数|若干)个?{units}", Unread.VAGUE),
            (rf"(?:[{HAN}\d]{{1,3}}|半)个?{units}多{ago}", Unread.VAGUE),
            (rf"[{HAN}\d]{{1,2}}月份?的?第.个?(?:周|星期)", Unread.VAGUE),
            (r"\b(?:first|second|third|last) (?:week|weekend) of [a-z]+", Unread.VAGUE),
            (r"近年来?|近些年来?|多年来|不久前|不久后", Unread.VAGUE),
            (rf"\b{several} {plural} (?:ago|back|from now|hence|later)\b", Unread.VAGUE),
            (rf"\b(?:the )?(?:last|past|next|coming|recent) (?:few |several |couple of )?{plural}\b", Unread.VAGUE),
            (r"正月|腊月|[农阴旧]历(?:[正冬腊一二三四五六七八九十]{1,2}月)?(?:初?[一二三四五六七八九十廿]{1,3})?", Unread.MOVES),
            (times_zh.HOLIDAY, Unread.MOVES),
            (times_en.HOLIDAY, Unread.MOVES),
            (r"同年|次年|翌年|次月|次日|翌日|[本这上下]?周末|[上下本这]个?(?:学期|学年|财年)|[寒暑]假", Unread.OF_NOTHING_SAID),
            (rf"(?<![\d.{HAN}月第])(?:\d{{1,2}}|[{HAN}]{{2,3}})日(?![本元线报均游内间后前之以程常])", Unread.OF_NOTHING_SAID),
            (rf"[这上下今去明][春夏秋冬](?:季|天)|(?:{either('year', language='zh')})[春夏秋冬](?![季天])", Unread.OF_NOTHING_SAID),
            (
                rf"\b{side} (?:semester|term|school year|academic year|fiscal year|weekend|spring|summer|autumn|winter)\b|\b(?:that|the same) year\b",
                Unread.OF_NOTHING_SAID,
            ),
        )
    )  # fmt: skip
