from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.ordinals import chinese_number, editions
from knowledge.text.folding import fold, to_traditional

DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十") + (
        DIGITS[ones] if ones or not tens else ""
    )


def in_english(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


@given(st.integers(0, 99))
def test_a_number_below_a_hundred_is_read_in_characters_and_figures(number: int) -> None:
    assert chinese_number(in_chinese(number)) == chinese_number(str(number)) == number


@pytest.mark.parametrize("text", ["一百", "甲", "三三"])
def test_what_is_no_number_below_a_hundred_is_none(text: str) -> None:
    assert chinese_number(text) is None


@given(st.integers(1, 99))
def test_an_edition_is_the_same_in_both_languages_and_scripts(number: int) -> None:
    chinese = f"第{in_chinese(number)}届广州奖"
    for text in (chinese, to_traditional(chinese), f"第{number}届广州奖", f"the {in_english(number)} award"):
        assert editions(fold(text)) == {number}, text


@given(st.integers(1, 99), st.integers(1, 99))
def test_two_editions_are_the_same_only_if_their_numbers_are(one: int, other: int) -> None:
    first, second = (editions(f"第{in_chinese(number)}届") for number in (one, other))
    assert (first == second) is (one == other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("首届大会", {1}),
        ("the third and fourth awards", {3, 4}),
        ("第三届和第十二届", {3, 12}),
        ("the first half of the year", set()),
        ("in second place", set()),
        ("第三季度", set()),
        ("三届", set()),
        ("2018年第5号", set()),
        ("20. raise the level", {20}),
        ("", set()),
    ],
)
def test_only_what_numbers_an_edition_is_one(text: str, found: set[int]) -> None:
    assert editions(text) == found
