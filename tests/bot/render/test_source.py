from __future__ import annotations

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import Locale, say_in
from bot.presses import ShowAnswer
from bot.render.markup import SCREEN_UNITS
from bot.render.source import source_message
from knowledge.evidence import Citation, Language, Passage
from tests.bot.conftest import PAPER, PASSAGES
from tests.bot.render.shown import pressable, shown, texts

EN = say_in(Locale.EN)
ANSWER_ID = "abcdefghijk"
QUOTE = "It signed in 1979."
CITED = Citation(PAPER, "line 2", QUOTE, Language.EN, "p2")


def longer(number: int, text: str) -> Passage:
    return dataclasses.replace(PASSAGES[number], text=text)


def test_a_source_is_opened_between_its_neighbours_with_the_quote_in_bold() -> None:
    message = source_message(CITED, PASSAGES, ShowAnswer(ANSWER_ID), 1, EN, last=1)
    assert message.plain == (
        "[1] A paper\nCity Office · published 24 July 2018 · line 2\n\n"
        "before it\nGuangzhou has 37 sister cities.\n\n"
        "The first sister city is Fukuoka. It signed in 1979.\n\n"
        "after it\nLyon followed."
    )
    assert shown(message).covered("bold") == ["A paper", QUOTE]
    assert shown(message).covered("expandable_blockquote") == [
        "before it\nGuangzhou has 37 sister cities.",
        "after it\nLyon followed.",
    ]


def test_from_a_source_one_goes_back_or_to_the_next() -> None:
    def ways(n: int, last: int) -> list[list[tuple[str, str]]]:
        buttons = pressable(source_message(CITED, PASSAGES, ShowAnswer(ANSWER_ID), n, EN, last=last))
        return [[(one.text, one.data) for one in row] for row in buttons]

    back = [("Back to the answer", "b:abcdefghijk")]
    assert ways(1, 1) == [back]
    assert ways(1, 2) == [[("[2] ›", "s:abcdefghijk:2")], back]
    assert ways(2, 3) == [[("‹ [1]", "s:abcdefghijk:1"), ("[3] ›", "s:abcdefghijk:3")], back]


def test_a_source_that_left_the_index_still_shows_what_was_quoted() -> None:
    message = source_message(CITED, (None, None, None), ShowAnswer(ANSWER_ID), 1, EN, last=1)
    assert message.plain.endswith("this is what was quoted:\n\nIt signed in 1979.")


def test_a_passage_that_reads_differently_now_is_shown_under_the_quote() -> None:
    around = (None, longer(1, "It signed later."), None)
    message = source_message(CITED, around, ShowAnswer(ANSWER_ID), 1, EN, last=1)
    assert message.plain.endswith("It signed in 1979.\n\nIt signed later.")


def test_long_neighbours_make_room_for_the_passage() -> None:
    around = (longer(0, "before " * 2000 + "nearest."), PASSAGES[1], longer(2, "Nearest " + "after " * 2000))
    message = source_message(CITED, around, ShowAnswer(ANSWER_ID), 1, EN, last=1)
    text = shown(message).text
    assert PASSAGES[1].text in text
    assert "nearest.\n" in text
    assert "after it\nNearest" in text
    assert text.count("…") == 2
    assert 1200 < len(text) <= SCREEN_UNITS


def test_a_passage_longer_than_a_message_is_shown_around_its_quote() -> None:
    around = (PASSAGES[0], longer(1, "a " * 5000 + QUOTE + " b" * 5000), PASSAGES[2])
    text = shown(source_message(CITED, around, ShowAnswer(ANSWER_ID), 1, EN, last=1)).text
    assert f"a a {QUOTE} b b" in text
    assert text.count("…") == 2
    assert 1200 < len(text) <= SCREEN_UNITS
    short_before = (None, longer(1, "a " + QUOTE + " b" * 5000), None)
    text = shown(source_message(CITED, short_before, ShowAnswer(ANSWER_ID), 1, EN, last=1)).text
    assert f"\n\na {QUOTE} b b" in text
    assert 1200 < len(text) <= SCREEN_UNITS


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.one_of(texts(9000), st.integers(0, 6000).map("x".__mul__)), min_size=4, max_size=4),
    st.integers(0, 50),
    st.booleans(),
)
def test_any_source_is_one_message_that_telegram_takes(pieces: list[str], title: int, whole: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    before, passage, after, quote = pieces
    source = dataclasses.replace(PAPER, title="A title 😀" * title, publisher=before)
    cited = dataclasses.replace(CITED, source=source, quote=quote, locator=after)
    around = (longer(0, before), longer(1, passage + (quote if whole else "") + passage), longer(2, after))
    shown(source_message(cited, around, ShowAnswer(ANSWER_ID), 1, EN, last=2))
    shown(source_message(cited, (None, None, None), ShowAnswer(ANSWER_ID), 1, EN, last=2))
