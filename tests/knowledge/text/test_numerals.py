"""Numbers as they are written in Chinese numerals and as English ordinals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.numerals import chinese_value
from knowledge.text.numerals import LEGAL, LEGAL_TRADITIONAL, chinese_numeral, digit_by_digit, ordinal


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "〇"),
        (10, "十"),
        (12, "十二"),
        (103, "一百零三"),
        (110, "一百一十"),
        (10_001, "一万零一"),
        (10_010, "一万零一十"),
        (100_001, "十万零一"),
        (101_000, "十万一千"),
        (101_000_000, "一亿零一百万"),
        (10**12, "一兆"),
    ],
)
def test_a_number_is_written_as_it_is_said(number: int, written: str) -> None:
    assert chinese_numeral(number) == written


@given(st.integers(1, 10**8 - 1))
def test_what_is_written_is_read_as_the_same_number(number: int) -> None:
    assert chinese_value(chinese_numeral(number)) == number


def test_contracts_write_numerals_that_cannot_be_changed() -> None:
    assert [chinese_numeral(12, *LEGAL), chinese_numeral(20_500, *LEGAL_TRADITIONAL)] == ["壹拾贰", "貳萬零伍佰"]


def test_figures_are_written_one_by_one() -> None:
    assert digit_by_digit("2026") == "二〇二六"


def test_english_ordinals_end_as_they_are_said() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 22, 111, 113)] == (
        "1st 2nd 3rd 4th 11th 12th 13th 22nd 111th 113th".split()
    )
