import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar import PartialDate
from knowledge.language.dates import read_date
from knowledge.language.figures import words
from knowledge.language.plain import plain
from tests.knowledge.language.corpus import TODAY, rows


@pytest.mark.parametrize(("text", "date"), [row for row in rows("dates.csv") if row[1]])
def test_a_cell_is_read_to_what_it_says_and_no_finer(text: str, date: str) -> None:
    assert str(read_date(text)) == date
    assert str(read_date(f"  {text} ")) == date


@pytest.mark.parametrize("text", [row[0] for row in rows("dates.csv") if not row[1]])
def test_a_cell_that_is_no_one_date_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"1979-05-02.*1979-05 or 1979"):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "date"), [("明年5月2日", "2027-05-02"), ("today", "2026-11-24"), ("May 5", "2026-05-05")]
)
def test_with_a_day_to_count_from_a_relative_date_is_one(text: str, date: str) -> None:
    assert str(read_date(text, today=TODAY)) == date


@given(st.dates(), st.integers(1, 3))
def test_an_iso_date_is_read_as_it_is(day: object, length: int) -> None:
    text = "-".join(str(day).split("-")[:length])
    if text >= "1500":
        assert read_date(text) == PartialDate.parse(text)


def test_a_plain_text_is_as_long_as_it_was() -> None:
    for text in ("２０１９年５月", "İstanbul ŁÓDŹ ß", "民國１１３年\n\tx", "①⑵㈠½", "a–b—c", "e\u0301"):
        assert len(plain(text)) == len(text)
    assert plain("民國１１３年") == "民国113年"


def test_every_word_of_the_table_is_written_as_texts_are_read() -> None:
    for what in ("month", "year", "day", "unit", "part", "holiday", "ordinal", "digit", "era"):
        assert all(plain(form) == form for form in words(what)), what
