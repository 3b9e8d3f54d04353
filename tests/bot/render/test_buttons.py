from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Locale
from bot.render.buttons import (
    AskChoice,
    AskExample,
    BackToAnswer,
    DecideStaff,
    Forget,
    GiveFeedback,
    OpenSource,
    OtherLanguage,
    Press,
    SetLanguage,
    button,
    page_row,
    parse,
    rows,
)

ANSWER_IDS = st.from_regex(r"[A-Za-z0-9_-]{11}", fullmatch=True)
NUMBERS = st.integers(1, 999)
PRESSES: st.SearchStrategy[Press] = st.one_of(
    st.builds(OpenSource, ANSWER_IDS, NUMBERS),
    st.builds(AskChoice, ANSWER_IDS, NUMBERS),
    st.builds(BackToAnswer, ANSWER_IDS),
    st.builds(OtherLanguage, ANSWER_IDS),
    st.builds(GiveFeedback, ANSWER_IDS, st.booleans()),
    st.builds(AskExample, NUMBERS),
    st.builds(DecideStaff, st.integers(1, 2**52), st.booleans()),
    st.just(Forget()),
    st.builds(SetLanguage, st.sampled_from([None, *Locale])),
)


@given(PRESSES)
def test_a_button_is_read_as_it_was_built_and_fits_into_telegram(press: Press) -> None:
    assert parse(press.data) == press
    assert len(press.data.encode()) <= 64


@given(st.one_of(st.text(), st.from_regex(r"[sblukdqynfL]:?[\w-]{0,12}:?[\w-]{0,12}")))
def test_a_forged_button_opens_nothing_that_was_not_built_here(data: str) -> None:
    press = parse(data)
    assert press is None or press.data == data


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        "s:abcdefghijk:0",
        "s:abcdefghijk:01",
        "s:abcdefghijk:-1",
        "s:abcdefghijk:１",
        "s:abcdefghijk:1000",
        "s:abcdefghijk:1:2",
        "s:abcdefghij:1",
        "s:abcdefghij\n:1",
        "s:../../../etc:1",
        "b:abcdefghijk ",
        "b:abcdefghijk\n",
        "y:-5",
        "y:0",
        "y:7;n:7",
        "f",
        "f:1",
        "L:fr",
        "L:EN",
        "S:abcdefghijk:1",
    ],
)
def test_near_misses_are_nothing(data: str | None) -> None:
    assert parse(data) is None


def test_a_label_is_one_line_that_a_phone_can_show() -> None:
    assert button("a\nb\x00\t c", Forget()).text == "a b c"
    long = button("广州建设国际交往中心三年行动计划" * 5, Forget()).text
    assert long.endswith("…")
    assert len(long) == 36


def test_buttons_stand_in_rows() -> None:
    buttons = [button(str(n), AskExample(n)) for n in range(1, 6)]
    assert [[one.text for one in row] for row in rows(buttons, 2)] == [["1", "2"], ["3", "4"], ["5"]]


@pytest.mark.parametrize(
    ("page", "pages", "labels"),
    [(1, 1, []), (1, 3, ["2 ›"]), (2, 3, ["‹ 1", "3 ›"]), (3, 3, ["‹ 2"])],
)
def test_pages_lead_to_the_pages_beside_them(page: int, pages: int, labels: list[str]) -> None:
    row = page_row(page, pages, lambda other: f"c:eu:{other}")
    assert [one.text for one in row] == labels
    assert [one.callback_data for one in row] == [f"c:eu:{label.strip('‹› ')}" for label in labels]
