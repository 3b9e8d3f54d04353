import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar import PartialDate, Precision, format_date
from knowledge.evidence import Language
from knowledge.language.meanings import Grain, months_after
from knowledge.language.times import Time, TimeKind, find_points, find_times
from knowledge.language.unread import unread_times
from knowledge.text.folding import to_traditional
from tests.knowledge.language.corpus import TODAY, rows

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))
DIGITS = "〇一二三四五六七八九"
FRAMES = st.sampled_from(["{}", "于{}签署", "Signed on {}, it is said.", "({})"])


def shown(time: Time) -> str:
    first = "" if time.first == dt.date.min else time.first.isoformat()
    after = "" if time.after == dt.date.max else time.after.isoformat()
    flags = [name for name in ("recurring", "relative") if getattr(time, name)]
    flags += ["range"] if time.kind is TimeKind.RANGE else []
    return " ".join([f"{first}..{after} {time.grain}", *flags])


def reading(text: str, today: dt.date = TODAY) -> str:
    return " | ".join(shown(time) for time in find_times(text, today))


def period(text: str, today: dt.date = TODAY) -> tuple[dt.date, dt.date]:
    (time,) = find_times(text, today)
    return time.first, time.after


def numeral(value: int) -> str:
    """Write a number below a hundred as it is said: 二十三."""
    tens, ones = divmod(value, 10)
    return ("" if not tens else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


@pytest.mark.parametrize(("language", "text", "times"), rows("times.csv"))
def test_every_example_of_a_time_is_read(language: str, text: str, times: str) -> None:
    assert reading(text) == times
    if language == "zh-Hans":
        assert reading(to_traditional(text)) == times
    if language == "en":
        assert reading(text.upper()) == times


@pytest.mark.parametrize(("text", "words", "why"), rows("unread.csv"))
def test_what_is_not_understood_is_told_and_nothing_else(text: str, words: str, why: str) -> None:
    found = unread_times(text, TODAY)
    assert [(time.text, str(time.why)) for time in found] == ([(words, why)] if words else [])
    assert all(text[time.start : time.end] == time.text for time in found)


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates(dt.date(1915, 1, 1), dt.date(2199, 12, 31)))
    parts = ((), (day.month,), (day.month, day.day))
    return PartialDate(day.year, *draw(st.sampled_from(parts)))


@given(partial_dates(), st.sampled_from(Language), FRAMES)
def test_a_date_is_read_back_as_it_is_written(date: PartialDate, language: Language, frame: str) -> None:
    text = frame.format(format_date(date, language))
    (found,) = find_points(text)
    assert found.date == date
    assert (found.first, found.last, found.relative) == (date.first_day, date.last_day, False)
    assert text[found.start : found.end] == found.text


@given(partial_dates(), FRAMES, st.booleans())
def test_a_date_in_characters_is_the_date_in_figures(date: PartialDate, frame: str, traditional: bool) -> None:  # noqa: FBT001
    text = "".join(DIGITS[int(digit)] for digit in str(date.year)) + "年"
    text += f"{numeral(date.month)}月" if date.month else ""
    text += f"{numeral(date.day)}日" if date.day else ""
    text = frame.format(text)
    (found,) = find_points(to_traditional(text) if traditional else text)
    assert found.date == date


@given(partial_dates(), st.sampled_from(["民国", "民國", "昭和"]))
def test_a_date_of_an_era_is_of_the_year_that_it_was(date: PartialDate, era: str) -> None:
    start = 1925 if era == "昭和" else 1911
    written = format_date(date, Language.ZH).replace(f"{date.year}年", f"{date.year - start}年")
    text = era + written if date.year > start else ""
    found = find_points(text)
    if era == "昭和" and date.year > 1989:
        assert found == ()
    elif text:
        assert [one.date for one in found] == [date]


@pytest.mark.parametrize(
    "text", ["明年5月2日", "5月", "next year", "第四季度", "today", "2 May", "上世纪", "月底", "下周一"]
)
def test_what_counts_from_a_day_is_left_out_where_there_is_none(text: str) -> None:
    assert find_points(text) == ()


def test_a_reference_of_which_only_the_year_is_known_gives_no_month() -> None:
    assert find_points("last month, today", reference=PartialDate(2018)) == ()
    assert [str(found.date) for found in find_points("明年5月", reference=PartialDate(2018))] == ["2019-05"]


def test_points_are_neither_joined_nor_widened() -> None:
    text = "三年行动计划(2018-2020年),2018-07-24 10:36:48;1979年5月2日至2019年5月以来"
    found = find_points(text)
    assert [str(item.date) for item in found] == ["2018", "2020", "2018-07-24", "1979-05-02", "2019-05"]


def test_precision_is_the_unit_that_is_named() -> None:
    found = find_points("1979年5月2日、1982年2月、1986年、第四季度、20世纪90年代", reference=PartialDate(2018, 7, 24))
    assert [item.grain for item in found] == [Grain.DAY, Grain.MONTH, Grain.YEAR, Grain.QUARTER, Grain.DECADE]
    assert [item.precision for item in found] == [
        Precision.DAY,
        Precision.MONTH,
        Precision.YEAR,
        Precision.MONTH,
        Precision.YEAR,
    ]


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("since March", dt.date(2026, 3, 1), dt.date.max),
        ("自三月以来", dt.date(2026, 3, 1), dt.date.max),
        ("since 20 December", dt.date(2025, 12, 20), dt.date.max),
        ("12月以来", dt.date(2025, 12, 1), dt.date.max),
        ("before June", dt.date.min, dt.date(2027, 6, 1)),
        ("到12月为止", dt.date.min, dt.date(2027, 1, 1)),
    ],
)
def test_a_limit_without_a_year_is_of_the_last_or_the_next(text: str, first: dt.date, after: dt.date) -> None:
    assert period(text, dt.date(2026, 11, 30)) == (first, after)
    assert not find_times(text, dt.date(2026, 11, 30))[0].recurring


def test_in_a_paper_it_is_of_any_year() -> None:
    assert find_times("since March", TODAY, anchor=TODAY)[0].recurring


def test_a_paper_counts_from_its_own_day() -> None:
    (time,) = find_times("将于明年5月举行", TODAY, anchor=dt.date(2018, 7, 24))
    assert str(time.date) == "2019-05"


@given(st.integers(1801, 2190))
def test_bounds_of_a_year_cover_everything_once(year: int) -> None:
    before, since = period(f"before {year}"), period(f"since {year}")
    until, after = period(f"截至{year}年底"), period(f"{year}年之后")
    assert (before[0], before[1], since[1]) == (dt.date.min, since[0], dt.date.max)
    assert (until[0], until[1], after[1]) == (dt.date.min, after[0], dt.date.max)


@given(st.integers(1801, 2190))
def test_quarters_and_halves_add_up_to_their_year(year: int) -> None:
    quarters = [period(f"{year}年第{number}季度") for number in "一二三四"]
    halves = [period(f"the {name} half of {year}") for name in ("first", "second")]
    for parts in (quarters, halves):
        assert parts[0][0] == dt.date(year, 1, 1)
        assert parts[-1][1] == dt.date(year + 1, 1, 1)
        assert all(left[1] == right[0] for left, right in itertools.pairwise(parts))


@given(DAYS)
def test_this_next_and_last_adjoin(today: dt.date) -> None:
    for unit in ("year", "month", "quarter", "week"):
        last, this, following = (period(f"{word} {unit}", today) for word in ("last", "this", "next"))
        assert this[0] <= today < this[1]
        assert (last[1], this[1]) == (this[0], following[0])


@given(DAYS, st.integers(1, 400))
def test_the_past_ends_with_today_and_the_future_begins_with_it(today: dt.date, count: int) -> None:
    future, past = period(f"未来{count}天", today), period(f"past {count} days", today)
    assert future == (today, today + dt.timedelta(days=count))
    assert past == (today + dt.timedelta(days=1 - count), today + dt.timedelta(days=1))


@given(DAYS, st.integers(-600, 600))
def test_months_after_keeps_the_day_where_the_month_has_it(day: dt.date, months: int) -> None:
    moved = months_after(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + dt.timedelta(days=1)).day == 1)


@given(st.text(alphabet="0123456789年月日号-/. 一二十初底Mayof下上半第季度前后天周个世纪代", max_size=30))
def test_no_text_breaks_the_reading_of_times(text: str) -> None:
    times = find_times(text, TODAY)
    for time in times:
        assert time.first < time.after
        assert time.text == text[time.start : time.end]
    assert all(one.end <= other.start for one, other in itertools.pairwise(times))
    unread_times(text, TODAY)
