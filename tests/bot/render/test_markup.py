from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot
from bot.render.markup import Html, bold, clean, code, esc, italic, join, link, plain, quote
from tests.bot.render.shown import HOSTILE, parts, texts
from tests.telegram_server.html_text import parse_html


@given(st.one_of(texts(), st.sampled_from(HOSTILE)))
def test_text_is_shown_as_it_is_and_marks_nothing_up(text: str) -> None:
    shown = parse_html(esc(text))
    assert shown.text == clean(text).strip()
    assert shown.entities == ()


@given(parts())
def test_whatever_is_put_together_telegram_takes(part: Html) -> None:
    assert parse_html(part).text == plain(part).strip()


@given(st.text())
def test_what_cannot_be_sent_is_dropped_and_nothing_else(text: str) -> None:
    kept = clean(text)
    kept.encode()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", kept)
    assert [char for char in kept if char.isalnum()] == [char for char in text if char.isalnum()]


def test_a_paper_cannot_turn_the_writing_around_behind_it() -> None:
    assert esc("\u202eevil\u202c\u2066x") == "evilx"
    assert esc("שלום\u200f!") == "שלום\u200f!"


def test_lines_end_in_one_way() -> None:
    assert esc("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd\te"


def test_styles_lie_within_each_other() -> None:
    part = quote(bold(join(" ", [esc("a<"), italic(esc("b"))])))
    assert part == "<blockquote expandable><b>a&lt; <i>b</i></b></blockquote>"
    assert code("</code>") == "<code>&lt;/code&gt;</code>"


def test_nothing_is_not_marked_up() -> None:
    nothing = esc("")
    assert bold(nothing) == italic(nothing) == quote(nothing) == code("") == link(nothing, "https://example.org") == ""
    assert join(" · ", [nothing, esc("a"), nothing, esc("b")]) == "a · b"


@pytest.mark.parametrize(
    "url",
    ["https://example.org", "http://example.org/a?b=c&d=e#f", "https://例子.中国/友城", "https://a.example/\"'<>"],
)
def test_a_web_page_is_linked(url: str) -> None:
    (entity,) = parse_html(link(esc("a <page>"), url)).entities
    assert entity.type == "text_link"
    assert (entity.url or "").removesuffix("/") == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "tg://user?id=1",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "https://",
        "https://localhost/secret",
        "https://[bad",
        "https://a.example/\n<b>",
        " https://a.example",
        "https://a.example/\x00",
    ],
)
def test_anything_else_is_not_linked(url: str) -> None:
    assert link(esc("label"), url) == "label"


def test_only_the_escaping_functions_make_html() -> None:
    sources = Path(bot.__file__).parent.rglob("*.py")
    makers = {path.name for path in sources if re.search(r"\bHtml\((?!\"\"\))", path.read_text(encoding="utf-8"))}
    assert makers == {"markup.py"}
