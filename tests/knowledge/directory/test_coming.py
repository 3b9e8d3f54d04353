"""The anniversaries of a period."""

import datetime as dt
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import Locale
from knowledge.calendar import Precision
from tests.directories import guide_in

DAYS = st.dates(dt.date(1970, 1, 1), dt.date(2060, 12, 31))


@given(DAYS, st.integers(1, 800), st.integers(0, 800), st.sampled_from([1, 10]))
@settings(max_examples=40)
def test_no_dated_anniversary_is_lost_or_doubled_between_periods(
    start: dt.date, first: int, second: int, every: int
) -> None:
    guide = guide_in(Locale.EN)
    middle, end = start + dt.timedelta(days=first), start + dt.timedelta(days=first + second)
    whole = guide.anniversaries(start, end, every=every).dated
    parts = (
        *guide.anniversaries(start, middle, every=every).dated,
        *guide.anniversaries(middle, end, every=every).dated,
    )
    assert [line.statement for line in whole] == [line.statement for line in parts]
    days = [line.anniversary.date.first_day for line in whole]
    assert days == sorted(days)
    assert all(start <= day < end for day in days)
    assert all(line.anniversary.years % every == 0 for line in whole)


@given(DAYS)
@settings(max_examples=20)
def test_of_a_date_known_to_the_year_a_twelvemonth_has_one_anniversary(start: dt.date) -> None:
    guide = guide_in(Locale.EN, today=start)
    coming = guide.anniversaries(start, start + dt.timedelta(days=365))
    rows = [line.agreement for line in coming.day_unknown]
    assert len(rows) == len(set(rows))
    assert all(line.anniversary.date.precision is not Precision.DAY for line in coming.day_unknown)
    assert all(line.anniversary.date.precision is Precision.DAY for line in coming.dated)


def test_a_line_tells_the_day_the_partner_the_years_and_how_far_off_it_is() -> None:
    guide = guide_in(Locale.EN)
    coming = guide.anniversaries(dt.date(2026, 12, 1), dt.date(2027, 1, 1), home="guangzhou-cn")
    (line,) = (line for line in coming.dated if "Birmingham" in line.statement.text)
    assert line.statement.text == (
        "4 December 2026: Birmingham (United Kingdom), 20th anniversary (since 4 December 2006), in 10 days"
    )
    assert line.is_round
    assert line.statement.citations[0].quote == "18 Birmingham the United Kingdom 2006.12.04"


def test_a_disputed_date_is_told_with_the_other_claim() -> None:
    coming = guide_in(Locale.ZH_HANS).anniversaries(dt.date(2027, 1, 1), dt.date(2027, 2, 1))
    (line,) = (line for line in coming.dated if "里昂" in line.statement.text)
    assert re.search("另有来源写1998年，应是笔误", line.statement.text)
    assert len(line.statement.citations) == 2


def test_a_home_city_has_its_own_anniversaries() -> None:
    guide = guide_in(Locale.EN)
    year = dt.date(2027, 1, 1), dt.date(2028, 1, 1)
    parts = [guide.anniversaries(*year, home=home.key) for home in guide.homes()]
    assert sum(len(part.dated) for part in parts) == len(guide.anniversaries(*year).dated)
    assert guide.anniversaries(*year, home="atlantis").dated == ()


def test_the_soonest_are_partners_in_the_order_of_their_anniversaries() -> None:
    guide = guide_in(Locale.EN)
    assert [place.en for place in guide.soonest(3)] == ["Linköping", "Pest County", "São Paulo"]
    assert guide_in(Locale.EN, today=dt.date(2028, 2, 29)).soonest(1)
