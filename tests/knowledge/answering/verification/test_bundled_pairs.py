"""A part of ``tests/evaluation/verification.py`` that is quick enough for every run."""

from collections.abc import Mapping

import pytest

from tests.evaluation.verification import Pair, Share, bundled_pairs, measure

EVERY = 12


@pytest.fixture(scope="module")
def measured() -> tuple[Mapping[str, Share], Mapping[str, Share]]:
    pairs: list[Pair] = bundled_pairs()[::EVERY]
    return measure(pairs)


def test_a_note_or_record_carries_itself(measured: tuple[Mapping[str, Share], Mapping[str, Share]]) -> None:
    assert measured[0]["same language"].share == 1.0


def test_one_language_carries_the_other(measured: tuple[Mapping[str, Share], Mapping[str, Share]]) -> None:
    across = measured[0]["across languages"]
    assert across.total > 80
    assert across.share >= 0.9


def test_a_changed_number_date_or_place_is_caught(measured: tuple[Mapping[str, Share], Mapping[str, Share]]) -> None:
    caught = measured[1]["all"]
    assert caught.total > 1_000
    assert caught.share >= 0.99
