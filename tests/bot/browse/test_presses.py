"""Buttons of the screens: what they say is read back, and nothing else is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.browse.presses import (
    AnniversaryScreen,
    CityScreen,
    ProgrammeScreen,
    SourceScreen,
    View,
    anniversary_screen,
    city_screen,
    programme_screen,
    source_screen,
)
from bot.render.buttons import DATA_BYTES, parse
from knowledge.records import Group

KEYS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", max_size=24)
PAGES = st.integers(1, 999)
LISTS = st.builds(CityScreen, st.sampled_from(View), KEYS, PAGES)
CITIES = st.builds(CityScreen, st.sampled_from(View), KEYS, PAGES, st.none() | LISTS)
YEARS = st.none() | st.integers(1000, 2999)


@given(CITIES)
def test_a_screen_of_cities_is_read_back(press: CityScreen) -> None:
    assert city_screen(press.data) == press
    assert len(press.data.encode()) <= DATA_BYTES


@given(st.builds(AnniversaryScreen, YEARS, st.booleans(), KEYS, PAGES))
def test_a_screen_of_anniversaries_is_read_back(press: AnniversaryScreen) -> None:
    assert anniversary_screen(press.data) == press
    assert len(press.data.encode()) <= DATA_BYTES


@pytest.mark.parametrize(
    "press", [ProgrammeScreen(), ProgrammeScreen(everything=True, page=7), *(ProgrammeScreen(group) for group in Group)]
)
def test_a_screen_of_programmes_is_read_back(press: ProgrammeScreen) -> None:
    assert programme_screen(press.data) == press


def test_a_page_of_sources_is_read_back() -> None:
    assert source_screen(SourceScreen(12).data) == SourceScreen(12)


@given(CITIES)
def test_no_other_handler_takes_these_buttons_for_its_own(press: CityScreen) -> None:
    assert parse(press.data) is None


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        "c:",
        "c:z:lyon-fr:1",
        "c:c:lyon-fr:0",
        "c:c:lyon-fr:1000",
        "c:c:lyon-fr:1 ",
        "c:c:lyon-fr:1\n",
        "c:c:lyon-fr:١",
        "c:c:../../etc:1",
        "c:c:Lyon:1",
        "c:c:lyon-fr:1:z:x:1",
        "c:c:lyon-fr:1:n:fr:1:n:fr:1",
        f"c:c:{'x' * 25}:1",
        "p:everybody:1",
        "p:students",
        "a:next:some::1",
        "a:27:all::1",
        "a:2027:all::1:",
        "o:0",
        "o:",
        "o:1:1",
    ],
)
def test_a_forged_button_leads_nowhere(data: str | None) -> None:
    for read in (city_screen, programme_screen, anniversary_screen, source_screen):
        assert read(data) is None
