"""A cell is read as it is shown, and a date never more precisely than that."""

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.calendar import Precision
from knowledge.records.dates import read_cell_date
from knowledge.tables.formats import BUILT_IN
from knowledge.tables.shown import shown_number

DAY = dt.date(1988, 4, 9)
EPOCH = dt.date(1899, 12, 30)
# A code and how precisely a reader of the sheet knows the date: nothing, where the year is not shown.
CODES = {
    'yyyy"年"m"月"d"日"': Precision.DAY,
    'yyyy"年"m"月"': Precision.MONTH,
    'yyyy"年"': Precision.YEAR,
    "yyyy": Precision.YEAR,
    "yyyy-mm": Precision.MONTH,
    "mmm-yy": Precision.MONTH,
    "mmmm yyyy": Precision.MONTH,
    "m/d/yyyy": Precision.DAY,
    "[$-409]d\\-mmm\\-yyyy;@": Precision.DAY,
    "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy": Precision.DAY,
    "yyyy dddd": Precision.YEAR,
    '[DBNum1][$-804]yyyy"年"m"月"d"日";@': Precision.DAY,
    '[DBNum1][$-804]yyyy"年"m"月";@': Precision.MONTH,
    '[DBNum1][$-804]yyyy"年";@': Precision.YEAR,
    '[$-404]e"年"m"月"d"日"': Precision.DAY,
    "[$-404]e/m": Precision.MONTH,
    '[$-404]gge"年"': Precision.YEAR,
    '[$-411]ggge"年"m"月"d"日"': Precision.DAY,
    "[$-411]ge.m.d": Precision.DAY,
    '[$-411]ggge"年"m"月"': Precision.MONTH,
    "d-mmm": None,
    'm"月"d"日"': None,
    "h:mm": None,
    "dddd": None,
}
BY_NUMBER = {14: Precision.DAY, 17: Precision.MONTH, 22: Precision.DAY, 31: Precision.DAY}
BY_NUMBER |= dict.fromkeys((27, 36, 50, 52, 57), Precision.MONTH)
CODES |= {BUILT_IN[number]: precision for number, precision in BY_NUMBER.items()}
CODES |= {BUILT_IN[number]: None for number in (16, 18, 20, 28, 29, 32, 33, 34, 45, 46, 51, 53, 54, 55, 56, 58)}


@settings(max_examples=400)
@given(st.dates(dt.date(1913, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(sorted(CODES)), st.booleans())
def test_no_date_is_finer_than_its_cell_shows(date: dt.date, code: str, since_1904: bool) -> None:  # noqa: FBT001 - drawn
    serial = (date - EPOCH).days - (1462 if since_1904 else 0)
    shown = shown_number(serial, code, since_1904=since_1904)
    precision = CODES[code]
    if precision is None:
        with pytest.raises(ValueError, match="date"):
            read_cell_date(shown)
        return
    read = read_cell_date(shown)
    assert read.precision is precision
    assert read.first_day <= date <= read.last_day


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (32242, BUILT_IN[31], "1988年4月9日"),
        (32242, BUILT_IN[27], "1988年4月"),
        (32242, '[DBNum1][$-804]yyyy"年"m"月"', "一九八八年四月"),
        (32242, '[$-1E000804]yyyy"年"m"月"', "一九八八年四月"),
        (36819, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇〇〇年十月二十日"),
        (32242, '[$-404]e"年"m"月"d"日"', "民國77年4月9日"),
        (32242, "[$-411]ge.m.d", "昭和63.4.9"),
        (32242.5, "yyyy/m/d h:mm", "1988-04-09 12:00"),
        (0.875, "0.0%", "87.5%"),
        (0.875, "0%", "88%"),
        (0.125, "0.00", "0.13"),
        (1250000, "#,##0", "1,250,000"),
        (1234567, "#,##0.0,", "1,234.6"),
        (12, '0"人"', "12人"),
        (3, 'General"个"', "3个"),
        (-3, "0;(0)", "(3)"),
        (-3.5, "0.0", "-3.5"),
        (5, "000", "005"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (38, "[DBNum1][$-804]General", "三十八"),
        (105, "[DBNum2][$-804]General", "壹佰零伍"),
        (1.5, "[h]:mm", "36:00"),
        (0.1 + 0.2, "General", "0.3"),
        (123456789012, "General", "123456789012"),
        (42, ";;;", ""),
        (-1, "yyyy-mm-dd", "-1"),
        (1, "yyyy-mm-dd", "1900-01-01"),
        (61, "yyyy-mm-dd", "1900-03-01"),
    ],
)
def test_a_number_is_read_as_it_is_shown(value: float, code: str, shown: str) -> None:
    assert shown_number(value, code) == shown


def test_a_percentage_beyond_all_numbers_is_shown() -> None:
    assert shown_number(1.7e306, "0%").endswith("%")


@given(st.floats(allow_nan=False, allow_infinity=False), st.text("yMdhseg0#.,;@%_*[]\"'\\ DBNum年月", max_size=30))
def test_any_format_shows_something_and_ends(value: float, code: str) -> None:
    assert isinstance(shown_number(value, code), str)


@given(st.integers(0, 10**8 - 1))
def test_shares_and_thousands_keep_their_digits(number: int) -> None:
    assert shown_number(number, "#,##0").replace(",", "") == str(number)
    assert re.fullmatch(r"\d+%", shown_number(number / 100, "0%"))
