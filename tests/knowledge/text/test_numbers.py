from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.text.bounds import Bound
from knowledge.text.dates import find_dates
from knowledge.text.folding import fold
from knowledge.text.numbers import FoundNumber, NumberKind, find_numbers
from knowledge.text.numerals import chinese_value

DIGITS, PLACES = "零一二三四五六七八九", ("", "十", "百", "千")


def read(text: str) -> list[FoundNumber]:
    folded = fold(text)
    return find_numbers(folded, skip=[(date.start, date.end) for date in find_dates(folded)])


def written_in_chinese(value: int) -> str:
    """Write a number below ten thousand as it is said: 一百二十, 三千零五."""
    text, empty = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            text += ("零" if empty and text else "") + DIGITS[digit] + PLACES[place]
        empty = not digit
    return text


@pytest.mark.parametrize(
    ("text", "value", "kind", "bound"),
    [
        ("三十七个友城", 37, NumberKind.COUNT, Bound.EXACT),
        ("thirty-seven cities", 37, NumberKind.COUNT, Bound.EXACT),
        ("1.2万人次", 12_000, NumberKind.COUNT, Bound.EXACT),
        ("12,000 people", 12_000, NumberKind.COUNT, Bound.EXACT),
        ("六亿五千万吨", 650_000_000, NumberKind.COUNT, Bound.EXACT),
        ("650 million tonnes", 650_000_000, NumberKind.COUNT, Bound.EXACT),
        ("one hundred and twenty routes", 120, NumberKind.COUNT, Bound.EXACT),
        ("20多个国家", 20, NumberKind.COUNT, Bound.OVER),
        ("超过120条", 120, NumberKind.COUNT, Bound.OVER),
        ("more than 120 routes", 120, NumberKind.COUNT, Bound.OVER),
        ("近千万宾客", 10_000_000, NumberKind.COUNT, Bound.UNDER),
        ("nearly ten million visitors", 10_000_000, NumberKind.COUNT, Bound.UNDER),
        ("至少三十家", 30, NumberKind.COUNT, Bound.AT_LEAST),
        ("约200个", 200, NumberKind.COUNT, Bound.ABOUT),
        ("up to 50 places", 50, NumberKind.COUNT, Bound.AT_MOST),
        ("四十周年", 40, NumberKind.YEARS, Bound.EXACT),
        ("the 40th anniversary", 40, NumberKind.YEARS, Bound.EXACT),
        ("第三届", 3, NumberKind.ORDINAL, Bound.EXACT),
        ("the third award", 3, NumberKind.ORDINAL, Bound.EXACT),
        ("首届论坛", 1, NumberKind.ORDINAL, Bound.EXACT),
        ("task 12 of the plan", 12, NumberKind.ORDINAL, Bound.EXACT),
        ("百分之二十三", 23, NumberKind.SHARE, Bound.EXACT),
        ("23 per cent", 23, NumberKind.SHARE, Bound.EXACT),
        ("五成", 50, NumberKind.SHARE, Bound.EXACT),
        ("70亿美元", 7_000_000_000, NumberKind.MONEY, Bound.EXACT),
        ("USD 7 billion", 7_000_000_000, NumberKind.MONEY, Bound.EXACT),
    ],
)
def test_a_number_is_read_with_its_kind_and_bound(text: str, value: int, kind: NumberKind, bound: Bound) -> None:
    (number,) = read(text)
    assert number.low == number.high == value
    assert (number.kind, number.bound) == (kind, bound)


@pytest.mark.parametrize("text", ["3至5个", "three to five new ones", "between 3 and 5 cities", "3-5 a year"])
def test_a_range_is_one_number(text: str) -> None:
    (number,) = read(text)
    assert number.low == 3
    assert number.high == 5


@pytest.mark.parametrize("text", ["“一带一路”沿线", "统一安排", "十分重要", "三亚", "四位一体", "one of the cities"])
def test_a_numeral_in_a_word_is_not_certain(text: str) -> None:
    assert not any(number.certain for number in read(text))


@pytest.mark.parametrize("text", ["COP15 and G20", "C40", "2019年5月2日", "on 2 May 2019", "the second half of 2018"])
def test_names_and_dates_are_no_numbers(text: str) -> None:
    assert read(text) == []


def test_dozens_are_vague_in_both_languages() -> None:
    (dozens,), (tens) = read("dozens of cities"), read("几十个城市")
    assert dozens.vague
    assert [number.vague for number in tens] == [True]


@given(st.integers(1, 9_999))
def test_a_chinese_numeral_has_the_value_it_was_written_from(value: int) -> None:
    assert chinese_value(written_in_chinese(value)) == value
    assert chinese_value(written_in_chinese(value) + "万") == value * 10_000
    assert chinese_value("".join(DIGITS[int(digit)] for digit in str(value))) in {value, Decimal(value)}


@example("2-1亿")
@given(st.text("一二三十百千万亿两点0123456789.,%第届个年 aotnhudre-", max_size=30))
def test_numbers_never_overlap_and_are_where_they_say(text: str) -> None:
    found = find_numbers(text)
    assert all(0 <= number.start < number.end <= len(text) for number in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(number.low <= number.high for number in found)
