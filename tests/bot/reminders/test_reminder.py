"""Times of day, as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.reminder import read_time


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("8:30", 8, 30),
        ("８：３０", 8, 30),
        ("at 9", 9, 0),
        ("3 pm", 15, 0),
        ("3:15 p.m.", 15, 15),
        ("12 am", 0, 0),
        ("12pm", 12, 0),
        ("15点", 15, 0),
        ("下午3点", 15, 0),
        ("下午三点半", 15, 30),
        ("下午3:05", 15, 5),
        ("上午九點", 9, 0),
        ("早上七点一刻", 7, 15),
        ("晚上8点20分", 20, 20),
        ("晚上12点", 0, 0),
        ("中午12点", 12, 0),
        ("中午一点", 13, 0),
        ("二十点零五分", 20, 5),
        ("两点", 2, 0),
    ],
)
def test_a_time_is_read_as_it_is_meant(text: str, hour: int, minute: int) -> None:
    assert read_time(text) == dt.time(hour, minute)


@pytest.mark.parametrize(
    "text", ["", "abc", "25", "9:75", "13pm", "0 am", "下午", "点", "25点", "下午2026-05-02", "8:30 9:30"]
)
def test_what_is_no_time_is_not_taken_for_one(text: str) -> None:
    assert read_time(text) is None


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_every_time_is_read_as_the_clock_shows_it_and_as_it_is_said(at: dt.time) -> None:
    half = "am" if at.hour < 12 else "pm"
    for text in (
        f"{at:%H:%M}",
        f"{at.hour}:{at:%M}",
        f"{at.hour}点{at.minute}分",
        f"{at.hour % 12 or 12}:{at:%M} {half}",
    ):
        assert read_time(text) == at
