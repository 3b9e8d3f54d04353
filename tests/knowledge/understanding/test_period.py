import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evidence import Language
from knowledge.understanding.period import find_period
from knowledge.understanding.points import months_after

TODAY = dt.date(2026, 11, 24)
ALWAYS, NEVER = dt.date.min, dt.date.max
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))


def period(text: str, language: Language, today: dt.date = TODAY) -> tuple[dt.date, dt.date]:
    found = find_period(text, language, today)
    assert found is not None, text
    return found.start, found.end


def days(start: str, end: str) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(start), dt.date.fromisoformat(end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("广州2012年新增了哪些友城", "2012-01-01", "2013-01-01"),
        ("二〇一二年结好的友城", "2012-01-01", "2013-01-01"),
        ("上世纪80年代结了哪些友城", "1980-01-01", "1990-01-01"),
        ("八十年代", "1980-01-01", "1990-01-01"),
        ("1980年代", "1980-01-01", "1990-01-01"),
        ("2005年到2010年之间", "2005-01-01", "2011-01-01"),
        ("从2005至2010年", "2005-01-01", "2011-01-01"),
        ("2018-2020三年行动计划", "2018-01-01", "2021-01-01"),
        ("2018年和2019年", "2018-01-01", "2020-01-01"),
        ("明年有哪些逢十周年", "2027-01-01", "2028-01-01"),
        ("前年", "2024-01-01", "2025-01-01"),
        ("2027年第一季度", "2027-01-01", "2027-04-01"),
        ("明年一季度", "2027-01-01", "2027-04-01"),
        ("明年上半年", "2027-01-01", "2027-07-01"),
        ("今年下半年", "2026-07-01", "2027-01-01"),
        ("未来90天", "2026-11-24", "2027-02-22"),
        ("本月剩下的日子有什么周年", "2026-11-24", "2026-12-01"),
        ("今年余下的时间", "2026-11-24", "2027-01-01"),
        ("本季度剩余的周年", "2026-11-24", "2027-01-01"),
        ("未来三个月", "2026-11-24", "2027-02-24"),
        ("今后五年", "2026-11-24", "2031-11-24"),
        ("近五年", "2021-11-25", "2026-11-25"),
        ("下个月", "2026-12-01", "2027-01-01"),
        ("本季度", "2026-10-01", "2027-01-01"),
        ("2019年5月2日", "2019-05-02", "2019-05-03"),
        ("广州5月有哪些友城周年", "2026-05-01", "2026-06-01"),
        ("廣州明年有哪些逢十週年", "2027-01-01", "2028-01-01"),
    ],
)
def test_a_chinese_range_is_understood(text: str, start: str, end: str) -> None:
    assert period(text, Language.ZH) == days(start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("which were added in 2012", "2012-01-01", "2013-01-01"),
        ("in the 1980s", "1980-01-01", "1990-01-01"),
        ("in the eighties", "1980-01-01", "1990-01-01"),
        ("in the '90s", "1990-01-01", "2000-01-01"),
        ("between 2005 and 2010", "2005-01-01", "2011-01-01"),
        ("from 2005 to 2010", "2005-01-01", "2011-01-01"),
        ("2018–2020", "2018-01-01", "2021-01-01"),
        ("Q1 2027", "2027-01-01", "2027-04-01"),
        ("the first quarter of next year", "2027-01-01", "2027-04-01"),
        ("the second half of 2028", "2028-07-01", "2029-01-01"),
        ("in the next 90 days", "2026-11-24", "2027-02-22"),
        ("in the rest of the month", "2026-11-24", "2026-12-01"),
        ("for the remainder of this year", "2026-11-24", "2027-01-01"),
        ("within six months", "2026-11-24", "2027-05-24"),
        ("over the last ten years", "2016-11-25", "2026-11-25"),
        ("this month", "2026-11-01", "2026-12-01"),
        ("in May 2019", "2019-05-01", "2019-06-01"),
        ("on May 2nd, 2019", "2019-05-02", "2019-05-03"),
        ("on 2 May next year", "2027-05-02", "2027-05-03"),
    ],
)
def test_an_english_range_is_understood(text: str, start: str, end: str) -> None:
    assert period(text, Language.EN) == days(start, end)


def test_before_ends_where_the_named_time_begins() -> None:
    assert period("2000年以前", Language.ZH) == (ALWAYS, dt.date(2000, 1, 1))
    assert period("before 2000", Language.EN) == (ALWAYS, dt.date(2000, 1, 1))


def test_until_ends_where_the_named_time_ends() -> None:
    assert period("截至2019年9月", Language.ZH) == (ALWAYS, dt.date(2019, 10, 1))
    assert period("as of 24 July 2018", Language.EN) == (ALWAYS, dt.date(2018, 7, 25))


def test_since_holds_the_named_time_and_after_does_not() -> None:
    assert period("2010年以来", Language.ZH) == (dt.date(2010, 1, 1), NEVER)
    assert period("since 2010", Language.EN) == (dt.date(2010, 1, 1), NEVER)
    assert period("2010年之后", Language.ZH) == (dt.date(2011, 1, 1), NEVER)
    assert period("after 2010", Language.EN) == (dt.date(2011, 1, 1), NEVER)


@pytest.mark.parametrize(
    "text",
    [
        "福冈50周年是哪一天",
        "哪一年结好的",
        "一年四季",
        "when is the 30th anniversary",
        "2000 people",
        "may I ask",
        "光州",
    ],
)
def test_a_text_that_names_no_range_has_none(text: str) -> None:
    assert find_period(text, Language.ZH if not text.isascii() else Language.EN, TODAY) is None


def test_several_ranges_are_not_one() -> None:
    assert find_period("广州(2018)和昆明(2020)各有多少", Language.ZH, TODAY) is None


@given(st.integers(1801, 2190))
def test_before_and_since_a_year_cover_everything_once(year: int) -> None:
    before, since = period(f"before {year}", Language.EN), period(f"since {year}", Language.EN)
    assert (before[0], before[1], since[1]) == (ALWAYS, since[0], NEVER)


@given(st.integers(1801, 2190))
def test_until_and_after_a_year_cover_everything_once(year: int) -> None:
    until, after = period(f"截至{year}年底", Language.ZH), period(f"{year}年之后", Language.ZH)
    assert (until[0], until[1], after[1]) == (ALWAYS, after[0], NEVER)


@given(st.integers(1801, 2190))
def test_quarters_and_halves_add_up_to_their_year(year: int) -> None:
    quarters = [period(f"{year}年第{number}季度", Language.ZH) for number in "一二三四"]
    halves = [period(f"the {name} half of {year}", Language.EN) for name in ("first", "second")]
    for parts in (quarters, halves):
        assert parts[0][0] == dt.date(year, 1, 1)
        assert parts[-1][1] == dt.date(year + 1, 1, 1)
        assert all(left[1] == right[0] for left, right in itertools.pairwise(parts))


@given(DAYS)
def test_this_next_and_last_adjoin(today: dt.date) -> None:
    for words in (("last year", "this year", "next year"), ("last month", "this month", "next month")):
        last, this, following = (period(word, Language.EN, today) for word in words)
        assert this[0] <= today < this[1]
        assert (last[1], this[1]) == (this[0], following[0])


@given(DAYS, st.integers(1, 400))
def test_the_past_ends_with_today_and_the_future_begins_with_it(today: dt.date, count: int) -> None:
    future, past = period(f"未来{count}天", Language.ZH, today), period(f"past {count} days", Language.EN, today)
    assert future == (today, today + dt.timedelta(days=count))
    assert past == (today + dt.timedelta(days=1 - count), today + dt.timedelta(days=1))


@given(DAYS, st.integers(-600, 600))
def test_months_after_keeps_the_day_where_the_month_has_it(day: dt.date, months: int) -> None:
    moved = months_after(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + dt.timedelta(days=1)).day == 1)
