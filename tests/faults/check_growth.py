"""Every input for every place where people's text comes in, up to 48,000 characters; run by `make test-faults`."""

from pathlib import Path

import pytest

from tests.test_growth import FILES, INPUTS, READINGS, grown, ingesting

SIZES = (3_000, 12_000, 48_000)


@pytest.mark.parametrize("name", READINGS)
def test_reading_a_text_takes_time_in_proportion_to_its_length(name: str) -> None:
    assert grown(READINGS[name], range(INPUTS), SIZES) == []


@pytest.mark.parametrize("name", FILES)
def test_reading_a_file_takes_time_in_proportion_to_its_length(name: str, tmp_path: Path) -> None:
    assert grown(ingesting(name, tmp_path), range(INPUTS), SIZES) == []
