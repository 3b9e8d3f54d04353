import datetime as dt

import pytest

from knowledge.text.folding import fold
from knowledge.understanding.period import times_asked
from knowledge.understanding.query import Period
from knowledge.understanding.understand import understand
from tests.ingesting import gazetteer

TODAY = dt.date(2026, 11, 24)


def period_of(text: str) -> Period | None:
    (query, *_) = understand(text, today=TODAY, gazetteer=gazetteer())
    return query.period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("二〇一二年结好的友城", "2012-01-01", "2013-01-01"),
        ("廣州明年有哪些逢十週年", "2027-01-01", "2028-01-01"),
        ("广州十年前和哪些城市结好", "2016-01-01", "2017-01-01"),
        ("2027年底有什么周年", "2027-10-01", "2028-01-01"),
        ("5月5日有什么友城周年", "2026-05-05", "2026-05-06"),
        ("2018年结好的,2018年", "2018-01-01", "2019-01-01"),
    ],
)
def test_the_one_range_of_a_question_is_its_period(text: str, start: str, end: str) -> None:
    found = period_of(text)
    assert found is not None
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize("text", ["福冈50周年是哪一天", "哪一年结好的", "光州", "广州(2018)和昆明(2020)各有多少"])
def test_no_range_and_several_are_no_period(text: str) -> None:
    assert period_of(text) is None


@pytest.mark.parametrize(
    ("month", "day", "touched"), [(5, 5, True), (5, 6, False), (6, 5, False), (5, None, None), (None, None, None)]
)
def test_a_day_without_a_year_is_of_any_year(month: int | None, day: int | None, *, touched: bool | None) -> None:
    period = period_of("5月5日结好的友城")
    assert period is not None
    assert period.recurring
    assert period.touches_day(month, day) is touched


def test_a_time_that_is_not_understood_is_kept_to_be_told() -> None:
    (query, *_) = understand("春节前后有什么周年", today=TODAY, gazetteer=gazetteer())
    assert query.unread
    assert query.period is None


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        ("四十周年是哪一天", 40),
        ("里昂的40週年", 40),
        ("the fortieth anniversary with Lyon", 40),
        ("the 40th", 40),
        ("on the 2nd of May", None),
        ("the first sister city", None),
        ("结好40年", None),
        ("明年有哪些逢十周年", None),
        ("every 5th anniversary", None),
    ],
)
def test_the_anniversary_that_a_question_names_is_its_ordinal(text: str, ordinal: int | None) -> None:
    assert times_asked(fold(text), text, TODAY).ordinal == ordinal


def test_the_years_that_a_question_names_are_read_in_every_form() -> None:
    text = "二〇一八年、民国108年和2020年5月"
    assert times_asked(fold(text), text, TODAY).years == (2018, 2019, 2020)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2027年逢十的有谁，5月到7月的", "2027-05-01", "2027-08-01"),
        ("今年逢十的有谁，5月到7月", "2026-05-01", "2026-08-01"),
        ("anniversaries of 2027, from May to July", "2027-05-01", "2027-08-01"),
    ],
)
def test_months_beside_a_year_are_of_it(text: str, start: str, end: str) -> None:
    period = period_of(text)
    assert period is not None
    assert (str(period.start), str(period.end)) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "2010年以来结好的友城，5月有周年的有哪些",
        "明年有周年的里面，2000年以后结好的有哪些",
        "2012年结好的友城里，5月到7月有周年的有哪些",
        "by the end of 2027, anniversaries since 2020",
    ],
)
def test_two_times_of_which_one_is_of_the_tie_are_no_one_period(text: str) -> None:
    assert period_of(text) is None
