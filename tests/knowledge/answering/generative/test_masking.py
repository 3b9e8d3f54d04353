"""Addresses and telephone numbers do not reach a model, and what only looks like one does."""

import pytest

from knowledge.answering.generative.masking import Masks


@pytest.mark.parametrize(
    "text",
    [
        "0631-5190 447",
        "03-5550-216",
        "(020) 8312 0000",
        "+86 20 8312 0000",
        "020-83120000",
        "13912345678",
        "0532-85911111",
    ],
)
def test_a_telephone_number_is_masked_whole_and_comes_back(text: str) -> None:
    masks = Masks()
    masked = masks.mask(f"电话 {text}，周一至周五")

    assert masked == "电话 PHONE_1，周一至周五"
    assert masks.restore(masked) == f"电话 {text}，周一至周五"


@pytest.mark.parametrize(
    "text", ["2018-2019", "1 250 000", "2026-11-29", "1979年5月2日", "2016 2017 2018", "02-05-1979"]
)
def test_years_dates_and_sums_are_no_telephone_numbers(text: str) -> None:
    assert Masks().mask(text) == text
