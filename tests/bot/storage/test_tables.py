import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from bot.storage.tables import UtcTime, Words

DIALECT = sqlite.dialect()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_words_are_kept_as_they_are(words: str) -> None:
    assert Words().process_bind_param(words, DIALECT) == words


@given(st.text(st.characters()))
def test_every_database_takes_any_words(words: str) -> None:
    kept = Words().process_bind_param(words, DIALECT)
    assert kept is not None
    assert "\0" not in kept
    assert kept.encode().decode() == kept


@given(st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1), timezones=st.timezones()))  # noqa: DTZ001 - as it wants them
def test_a_time_is_kept_in_utc_and_stays_the_same_moment(moment: dt.datetime) -> None:
    bound = UtcTime().process_bind_param(moment, DIALECT)
    assert bound is not None
    without_zone = bound.replace(tzinfo=None)  # all that SQLite keeps
    returned = UtcTime().process_result_value(without_zone, DIALECT)
    assert returned is not None
    assert returned.timestamp() == moment.timestamp()
    assert returned.tzinfo is dt.UTC


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        UtcTime().process_bind_param(dt.datetime(2026, 5, 1), DIALECT)  # noqa: DTZ001 - the point of it
