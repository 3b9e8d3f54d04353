import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.answer_text import answer_text, opened_source, printable
from bot.i18n import Locale, say_in
from knowledge.evidence import Answer, Citation, Language, Mode, Source, Statement
from tests.bot.conftest import PAPER, PASSAGES

SAY = say_in(Locale.EN)


def cited(quote: str, source: Source = PAPER) -> Citation:
    return Citation(source, "line 2", quote, Language.EN, "p2")


def test_an_answer_shows_its_statements_and_then_each_source_once(console: Console, screen: io.StringIO) -> None:
    first, second = cited("It signed in 1979."), cited("Lyon followed.")
    answer = Answer(
        Language.EN,
        Mode.EXTRACTIVE,
        lead="The sources are in Chinese.",
        statements=(Statement("Fukuoka signed in 1979.", (first,)), Statement("Then Lyon did.", (second, first))),
        notes=("As of 2018.",),
    )
    console.print(answer_text(answer, SAY))
    assert screen.getvalue().split("\n") == [
        "The sources are in Chinese.",
        "Fukuoka signed in 1979. [1]",
        "Then Lyon did. [2] [1]",
        "As of 2018.",
        "",
        "Sources",
        "A paper · City Office · published 24 July 2018",
        "[1] line 2",
        "    “It signed in 1979.”",
        "[2] line 2",
        "    “Lyon followed.”",
        "",
    ]


def test_an_abstention_shows_what_is_nearest_and_what_may_be_asked(console: Console, screen: io.StringIO) -> None:
    answer = Answer(
        Language.EN,
        Mode.EXTRACTIVE,
        lead="Not in my sources.",
        nearest=(Statement("Lyon is one.", (cited("Lyon followed."),)),),
        choices=("Which city?",),
        abstained=True,
    )
    console.print(answer_text(answer, SAY))
    assert screen.getvalue().startswith("Not in my sources.\n· Lyon is one. [1]\n– Which city?\n")


def test_where_to_turn_to_stands_between_what_is_said_and_its_sources(console: Console, screen: io.StringIO) -> None:
    answer = Answer(Language.EN, Mode.RECORDS, (Statement("A camp.", (cited("Lyon followed."),)),), notes=("Old.",))
    console.print(answer_text(answer, SAY, contact="Desk 3, [b]0532[/b]"))
    assert "Old.\n\nWhere to turn to: Desk 3, [b]0532[/b]\n\nSources" in screen.getvalue()


@pytest.mark.parametrize("width", [40, 300])
def test_a_quote_is_never_cut_off_and_is_indented_where_it_is_wrapped(width: int) -> None:
    quote = "word " * 30 + "end"
    answer = Answer(Language.EN, Mode.EXTRACTIVE, (Statement("It says so.", (cited(quote),)),))
    for soft_wrap in (True, False):
        screen = io.StringIO()
        Console(file=screen, width=width).print(answer_text(answer, SAY), soft_wrap=soft_wrap)
        quoted = screen.getvalue().split("line 2\n")[1].splitlines()
        assert " ".join(line.strip() for line in quoted) == f"“{quote}”"
        assert all(line.startswith("    ") for line in quoted)
        assert len(quoted) == 1 or not soft_wrap


def test_rich_markup_in_a_document_is_shown_as_it_is(console: Console, screen: io.StringIO) -> None:
    quote = "[bold]not bold[/bold] [link=https://example.org]x[/link] :smile:"
    console.print(answer_text(Answer(Language.EN, Mode.EXTRACTIVE, (Statement(quote, (cited(quote),)),)), SAY))
    assert screen.getvalue().count(quote) == 2


def test_an_opened_source_stands_between_its_neighbours_with_the_quote_highlighted() -> None:
    console = Console(record=True, width=100, force_terminal=True, color_system="standard")
    with console.capture() as capture:
        console.print(opened_source(cited("It signed in 1979."), PASSAGES, SAY))
    shown = capture.get()
    order = [shown.index(text) for text in ("A paper", "37 sister", "The first", "It signed", "Lyon followed")]
    assert order == sorted(order)
    assert "\x1b[1;33mIt signed in 1979.\x1b[0m" in shown


def test_a_source_that_left_the_index_still_shows_what_was_quoted(console: Console, screen: io.StringIO) -> None:
    console.print(opened_source(cited("It signed in 1979."), (None, None, None), SAY))
    assert "this is what was quoted" in screen.getvalue()
    assert "It signed in 1979." in screen.getvalue()


@given(st.text())
def test_no_control_character_of_a_document_reaches_the_terminal(text: str) -> None:
    shown = printable(text)
    assert not [char for char in shown if (ord(char) < 32 and char not in "\n\t") or 127 <= ord(char) < 160]


def test_a_document_cannot_set_the_title_of_the_terminal(console: Console, screen: io.StringIO) -> None:
    source = Source("paper.txt", "A \x1b]0;owned\x07paper")
    answer = Answer(Language.EN, Mode.EXTRACTIVE, (Statement("Yes.", (cited("\x1b[2Jgone", source),)),))
    console.print(answer_text(answer, SAY))
    assert "\x1b" not in screen.getvalue()
    assert "\x07" not in screen.getvalue()
