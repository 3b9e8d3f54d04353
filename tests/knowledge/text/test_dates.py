import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar import PartialDate, Precision, format_date
from knowledge.evidence import Language
from knowledge.text.dates import find_dates

REFERENCE = PartialDate(2018, 7, 24)


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates(dt.date(1500, 1, 1), dt.date(2199, 12, 31)))
    return draw(
        st.sampled_from(
            [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
        )
    )


@given(
    partial_dates(), st.sampled_from(Language), st.sampled_from(["{}", "于{}签署", "Signed on {}, it is said.", "({})"])
)
def test_a_date_is_read_back_as_it_is_written(date: PartialDate, language: Language, frame: str) -> None:
    text = frame.format(format_date(date, language))
    (found,) = find_dates(text)
    assert found.date == date
    assert (found.first, found.last, found.relative) == (date.first_day, date.last_day, False)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1979-05-02", "1979-05-02"),
        ("1979.5.2", "1979-05-02"),
        ("1979/5/2", "1979-05-02"),
        ("1979年5月2日", "1979-05-02"),
        ("二〇一九年五月二日", "2019-05-02"),
        ("二〇一八年十二月三十一号", "2018-12-31"),
        ("May 2, 2019", "2019-05-02"),
        ("2nd of May 2019", "2019-05-02"),
        ("Sept 2018", "2018-09"),
        ("1999年5月", "1999-05"),
        ("since 2013.", "2013"),
        ("明年5月2日", "2019-05-02"),
        ("On May 2 next year", "2019-05-02"),
        ("去年", "2017"),
        ("this year", "2018"),
        ("5月", "2018-05"),
        ("In January the leaders came", "2018-01"),
        ("last month", "2018-06"),
        ("下个月", "2018-08"),
        ("yesterday", "2018-07-23"),
    ],
)
def test_a_date_is_found_to_its_own_precision(text: str, expected: str) -> None:
    (found,) = find_dates(text, reference=REFERENCE)
    assert str(found.date) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("8月底", (2018, 8, 21), (2018, 8, 31)),
        ("the end of February 2020", (2020, 2, 21), (2020, 2, 29)),
        ("第四季度", (2018, 10, 1), (2018, 12, 31)),
        ("Q4 2019", (2019, 10, 1), (2019, 12, 31)),
        ("in the fourth quarter", (2018, 10, 1), (2018, 12, 31)),
        ("2018年上半年", (2018, 1, 1), (2018, 6, 30)),
        ("下半年", (2018, 7, 1), (2018, 12, 31)),
        ("the second half of the year", (2018, 7, 1), (2018, 12, 31)),
        ("2020年底", (2020, 10, 1), (2020, 12, 31)),
        ("20世纪90年代", (1990, 1, 1), (1999, 12, 31)),
        ("the 1980s", (1980, 1, 1), (1989, 12, 31)),
    ],
)
def test_a_span_that_is_no_date_has_its_first_and_last_day(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    (found,) = find_dates(text, reference=REFERENCE)
    assert found.date is None
    assert (found.first, found.last) == (dt.date(*first), dt.date(*last))


@pytest.mark.parametrize("text", ["明年5月2日", "5月", "next year", "第四季度", "today", "2 May", "90年代"])
def test_a_relative_date_without_a_reference_is_left_out(text: str) -> None:
    assert find_dates(text) == []


def test_a_reference_of_which_only_the_year_is_known_gives_no_month() -> None:
    assert find_dates("last month, today", reference=PartialDate(2018)) == []
    assert [str(found.date) for found in find_dates("明年5月", reference=PartialDate(2018))] == ["2019-05"]


@pytest.mark.parametrize(
    "text",
    [
        "2019年2月30日",
        "31 November 2019",
        "第30年,经过40年来的发展,结好40周年",
        "2000 people came, 1500人, 700多个",
        "You may go and march on.",
        "电话010-62675637,400-052-0066",
        "6.5亿吨,1.1万,2,500",
        "10:36:48",
    ],
)
def test_what_is_no_date_is_not_found(text: str) -> None:
    assert find_dates(text, reference=REFERENCE) == []


def test_dates_come_from_left_to_right_without_overlaps() -> None:
    text = "三年行动计划(2018-2020年),2018-07-24 10:36:48;1979年5月2日至2019年5月"
    found = find_dates(text)
    assert [str(item.date) for item in found] == ["2018", "2020", "2018-07-24", "1979-05-02", "2019-05"]
    assert all(text[item.start : item.end] == item.text for item in found)


def test_precision_is_the_unit_that_is_named() -> None:
    found = find_dates("1979年5月2日、1982年2月、1986年、第四季度、20世纪90年代", reference=REFERENCE)
    assert [item.precision for item in found] == [
        Precision.DAY,
        Precision.MONTH,
        Precision.YEAR,
        Precision.MONTH,
        Precision.YEAR,
    ]


@given(st.text(alphabet="0123456789年月日号-/. 一二十初底Mayof下上半第季度", max_size=30))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    for found in find_dates(text, reference=REFERENCE):
        assert found.first <= found.last
        assert found.text == text[found.start : found.end]
