import pytest

from knowledge.text.invisible import visible


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("里\u200b昂", "里昂"),
        ("Zü\u00adrich", "Zürich"),
        ("\ufeff捷克", "捷克"),
        ("\u200e1988年\u200f1月", "1988年1月"),
        ("\u202a+41 44\u202c", "+41 44"),
        ("San\u00a0José", "San\u00a0José"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("Kunming", "Kunming"),
    ],
)
def test_what_nobody_sees_is_taken_out_and_what_shapes_letters_stays(written: str, seen: str) -> None:
    assert visible(written) == seen
