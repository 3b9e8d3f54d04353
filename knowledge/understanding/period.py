"""The times that a question names: the range of days that it is about, its years, and what is not understood."""

import dataclasses
import datetime as dt
import re

from knowledge.language.numbers import Number, NumberKind, find_numbers
from knowledge.language.times import TimeKind, find_points, find_times
from knowledge.language.unread import unread_times
from knowledge.understanding.query import Period

_ENDINGS = ("st", "nd", "rd", "th")
_PAIR = 2
_MONTH = dt.timedelta(days=31)
# The year is then that of a tie, the months those of its anniversaries; or the months are left out.
_SIGNED = re.compile(r"年(?:结|签|缔|新结|加入)|\b(?:signed|joined|since|except)\b|不要|不含|除")
_EVERY = ("逢", "整", "每", "every", "each")


@dataclasses.dataclass(frozen=True, slots=True)
class TimesAsked:
    """The times of a question.

    ``years`` are those that it names, in order; ``spans`` are where its times stand; ``ordinal`` is the anniversary or
    the place in a row that it names (四十周年, the 40th); ``unread`` are words for times that nobody can place (几年前,
    02/05/1979).
    """

    period: Period | None
    years: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    ordinal: int | None
    unread: tuple[str, ...]


def times_asked(folded: str, text: str, today: dt.date) -> TimesAsked:
    """Read the times of a question, folded and as it is written."""
    times = find_times(folded, today)
    years = [time.first.year for time in find_points(folded) if time.date is not None or time.kind is TimeKind.RANGE]
    unread = tuple(dict.fromkeys(time.text for time in unread_times(text, today)))
    spans = tuple((time.start, time.end) for time in times)
    numbers = find_numbers(folded, blocked=spans)
    ordinal = next((int(number.value) for number in numbers if _is_ordinal(folded, number)), None)
    return TimesAsked(_period(text, today), tuple(dict.fromkeys(years)), spans, ordinal, unread)


def _is_ordinal(folded: str, number: Number) -> bool:
    if folded[: number.start].rstrip().endswith(_EVERY):  # 逢五周年 is any of many
        return False
    if number.kind is NumberKind.YEARS:
        return number.unit == "周年" or "anniversar" in number.unit
    # "The first" is more often the oldest than a place in a row.
    return number.ordinal and not number.spelled and folded[number.start : number.end].endswith(_ENDINGS)


def _period(text: str, today: dt.date) -> Period | None:
    """Return the one range of days that a text names, half-open; None where it names none, or several."""
    found = {(time.first, time.after): time for time in reversed(find_times(text, today))}
    periods = [Period(time.first, time.after, time.text, time.recurring) for time in found.values()]
    if len(periods) == _PAIR:  # this year …, from May to July
        years, months = sorted(periods, key=lambda period: period.recurring)
        if months.recurring and _is_a_year(years) and months.end - months.start > _MONTH and not _SIGNED.search(text):
            return months.in_year(years.start.year)
    return periods[0] if len(periods) == 1 else None


def _is_a_year(period: Period) -> bool:
    last = period.end - dt.timedelta(days=1)
    return (period.start.month, period.start.day) == (1, 1) and last == dt.date(period.start.year, 12, 31)
