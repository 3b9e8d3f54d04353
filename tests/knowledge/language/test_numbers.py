import itertools
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.language.bounds import Bound
from knowledge.language.numbers import Number, NumberKind, find_numbers
from knowledge.language.numerals import chinese_value, read_number
from knowledge.language.times import find_points
from knowledge.text.folding import to_traditional
from tests.knowledge.language.corpus import rows

DIGITS, PLACES = "零一二三四五六七八九", ("", "十", "百", "千")
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def figure(value: float) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def shown(number: Number) -> str:
    value = figure(number.value) + (f"-{figure(number.top)}" if number.top != number.value else "")
    bound = [] if number.bound is Bound.EXACT else [number.bound.value]
    unit, noun = [f"[{number.unit}]"] if number.unit else [], [f"({number.noun})"] if number.noun else []
    return " ".join([value, number.kind.value, *bound, *unit, *noun])


def reading(text: str) -> str:
    return " | ".join(shown(number) for number in find_numbers(text))


def written_in_chinese(value: int) -> str:
    """Write a number below ten thousand as it is said: 一百二十, 三千零五."""
    text, empty = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            text += ("零" if empty and text else "") + DIGITS[digit] + PLACES[place]
        empty = not digit
    return text


@pytest.mark.parametrize(("language", "text", "numbers"), rows("numbers.csv"))
def test_every_example_of_a_number_is_read(language: str, text: str, numbers: str) -> None:
    assert reading(text) == numbers
    if language == "zh-Hans":
        assert reading(to_traditional(text)) == numbers
    if language == "en":
        assert reading(text.upper()) == numbers


@pytest.mark.parametrize("text", ["“一带一路”沿线", "统一安排", "十分重要", "三亚", "四位一体", "one of the cities"])
def test_a_numeral_in_a_word_is_doubtful(text: str) -> None:
    assert find_numbers(text) == ()
    assert not any(number.certain for number in find_numbers(text, doubtful=True))


def test_what_is_blocked_is_no_number() -> None:
    text = "2019年5月2日,三台县有3个友城"
    blocked = [(time.start, time.end) for time in find_points(text)] + [(10, 13)]
    assert [number.value for number in find_numbers(text, blocked=blocked)] == [3]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("over 30", 30, float("inf")), ("近百家", 90, 100), ("两三个", 2, 3), ("不到50人", 0, 50), ("20", 20, 20)],
)
def test_a_bound_tells_the_least_and_the_most(text: str, low: float, high: float) -> None:
    (number,) = find_numbers(text)
    assert (number.low, number.high) == (low, high)


@given(st.integers(1, 9_999))
def test_a_chinese_numeral_has_the_value_it_was_written_from(value: int) -> None:
    written = written_in_chinese(value)
    for text in (
        written,
        to_traditional(written),
        written.replace("二", "两") if value > 9 and "二十" not in written else written,
    ):
        assert read_number(text) == value, text
    assert chinese_value(written + "万") == value * 10_000


@given(st.integers(1000, 9_999))
def test_a_numeral_of_digits_is_read_digit_by_digit(value: int) -> None:
    assert chinese_value("".join(DIGITS[int(digit)] for digit in str(value))) == Decimal(value)


@given(st.integers(1, 999))
def test_an_edition_is_the_same_in_both_languages_and_scripts(number: int) -> None:
    ending = "th" if number % 100 in {11, 12, 13} else ENDINGS.get(number % 10, "th")
    chinese = f"第{written_in_chinese(number)}届海川奖"
    if 10 <= number < 20:
        chinese = chinese.replace("一十", "十")
    for text in (chinese, to_traditional(chinese), f"第{number}届海川奖", f"the {number}{ending} award"):
        (found,) = find_numbers(text)
        assert (found.value, found.kind) == (number, NumberKind.ORDINAL), text


@given(st.integers(0, 10**9))
def test_digits_are_read_with_and_without_separators(value: int) -> None:
    wide = str(value).translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789"})
    assert read_number(str(value)) == read_number(f"{value:,}") == read_number(wide) == value


@example("2-1亿")
@given(st.text("一二三十百千万亿两点0123456789.,%第届个年 aotnhudre-", max_size=30))
def test_numbers_never_overlap_and_are_where_they_say(text: str) -> None:
    found = find_numbers(text, doubtful=True)
    assert all(0 <= number.start < number.end <= len(text) for number in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(number.value <= number.top for number in found)
