from __future__ import annotations

import pytest

from bot.i18n import Locale, say_in
from bot.presses import CityScreen, Forget, View
from bot.render.cards import Blocks
from bot.render.markup import SCREEN_UNITS, esc, link, units
from bot.render.message import button
from knowledge.evidence import Citation, Language
from tests.bot.conftest import PAPER
from tests.bot.render.shown import pressable, shown

BUTTONS = [[button("x", Forget())]]


def cited(n: int, quote: str = "It signed.") -> Citation:
    return Citation(PAPER, f"line {n}", quote, Language.EN, f"p{n}")


@pytest.fixture
def blocks() -> Blocks:
    return Blocks(say_in(Locale.EN))


def test_a_card_cites_each_source_once(blocks: Blocks) -> None:
    blocks.title("Lyon <France>")
    blocks.line("Sister city since 1988", cited(1))
    blocks.line("Last visit in 2018", cited(2), cited(1))
    blocks.paragraph("On the Rhône.")
    blocks.note("As of 2019.")
    blocks.html(link(esc("Map"), "https://example.org"), tight=True)
    message = blocks.message(BUTTONS)
    assert message.html.startswith(
        "<b>Lyon &lt;France&gt;</b>\nSister city since 1988 [1]\nLast visit in 2018 [2] [1]\n\nOn the Rhône.\n\n"
        '<i>As of 2019.</i>\n<a href="https://example.org">Map</a>\n\n<b>Sources</b>\n'
        "<blockquote expandable><b>A paper</b>"
    )
    assert message.plain.count("“It signed.”") == 2
    assert message.plain.count("A paper") == 1
    assert [message] == blocks.messages(BUTTONS)
    assert pressable(message)[0][0].data == "f:"


def test_what_cites_nothing_lists_no_sources(blocks: Blocks) -> None:
    blocks.title("Cities")
    assert blocks.message().plain == "Cities"


def test_a_long_card_is_sent_in_full(blocks: Blocks) -> None:
    for n in range(300):
        blocks.line(f"City {n} signed.", cited(n))
    messages = blocks.messages(BUTTONS)
    together = "".join(shown(message).text for message in messages)
    assert all(f"City {n} signed. [{n + 1}]" in together for n in range(300))
    assert [bool(message.buttons) for message in messages] == [False] * (len(messages) - 1) + [True]


def test_a_long_card_is_turned_over_page_by_page_and_no_heading_stands_alone_at_the_end_of_one(blocks: Blocks) -> None:
    blocks.title("Lyon")
    for n in range(40):
        if n % 4 == 0:
            blocks.title(f"Heading {n}")
        blocks.line(f"{n}. " + "It signed. " * 9, cited(n))
    pages = [blocks.page(n, CityScreen(View.CARD, "lyon-fr", n), BUTTONS) for n in range(1, 40)]
    shown_pages = [page.plain for page in pages if page is not None]
    said, sources = shown_pages[0].split("Sources")
    assert blocks.beginning().plain == f"{said}There is more than fits here.\n\nSources{sources}"
    for text in shown_pages:
        assert units(text) <= SCREEN_UNITS
        assert text.startswith("Lyon\n")
        assert not text.split("\n\nSources")[0].splitlines()[-1].startswith("Heading")
    together = "".join(shown_pages)
    assert [together.count(f"\nHeading {n}\n") for n in range(0, 40, 4)] == [1] * 10


def test_the_table_of_rows_is_named_once_where_their_words_are_left_out(blocks: Blocks) -> None:
    for n, city in enumerate(("Lyon", "Bari", "Oulu"), start=1):
        where = f"table of agreements: Hangzhou – {city}" if n < 3 else "para. 3"
        blocks.line("It signed. " * 50, Citation(PAPER, where, "It signed.", Language.EN, city))
    told = "[1] table of agreements: Hangzhou – Lyon · [2] Hangzhou – Bari · [3] para. 3"
    assert told in blocks.message().plain


def test_a_card_that_is_edited_in_place_gives_up_its_quotes_first(blocks: Blocks) -> None:
    for n in range(3):
        blocks.line(f"City {n} signed.", cited(n, "long " * 500))
    message = blocks.message(BUTTONS)
    assert "City 2 signed. [3]" in shown(message).text
    assert "line 2" in message.plain
    assert "long" not in message.plain


def test_a_card_that_is_edited_in_place_says_what_it_leaves_out(blocks: Blocks) -> None:
    for n in range(500):
        blocks.line(f"City {n} signed.", cited(n))
    message = blocks.message(BUTTONS)
    assert "City 0 signed. [1]" in shown(message).text
    assert message.plain.endswith("\n\nThere is more than fits here.")
    assert pressable(message)
