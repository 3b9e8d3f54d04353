"""What Telegram would show of what we render, by the rules of the strict server; refused HTML fails the test."""

from collections.abc import Sequence

from hypothesis import strategies as st

from bot.render.markup import Html, bold, code, esc, italic, join, link, quote
from bot.render.message import OutMessage
from tests.telegram_server.entities import Formatted, units
from tests.telegram_server.html_text import parse_html
from tests.telegram_server.keyboards import read_keyboard
from tests.telegram_server.messages import Button

HOSTILE = (
    "<script>alert(1)</script>",
    "&lt;b&gt; &amp;amp; &#60; &",
    "</b></blockquote><a href='https://evil.example'>x</a>",
    "\u202egnirts\u202c \u2066abc\u2069 \u200fשלום",
    "a\u200bb\u200d\ufeff",
    "👩‍👩‍👧‍👦🇫🇮🇨🇳👍🏽 𠮷野家",
    "e\u0301\u0301\u0301 क्षि 각",
    "\x00\x07\x1b[31m\x9f\ud800",
    "line\r\nline\rline\u2028line\x85",
    "里昂是广州的友城。结好于1988年，至今三十余年！",
)


def texts(longest: int = 200) -> st.SearchStrategy[str]:
    """Return any text, hostile pieces more often than chance would."""
    return st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20)), max_size=longest // 10).map("".join)


def parts() -> st.SearchStrategy[Html]:
    """Return marked-up text as the renderers make it: styles and links within each other, in a quotation or not."""
    styled = st.recursive(
        texts().map(esc),
        lambda inner: st.one_of(
            inner.map(bold), inner.map(italic), st.lists(inner, max_size=3).map(lambda some: join(" ", some))
        ),
        max_leaves=4,
    )
    urls = st.sampled_from(["https://example.org/a?b=c&d=\"<>'", "javascript:alert(1)", "https://[", ""])
    piece = st.one_of(styled, st.builds(link, styled, urls), texts().map(code))
    line = st.lists(piece, max_size=4).map(lambda some: join("\n", some))
    return st.one_of(line, line.map(quote))


def shown(message: OutMessage) -> Formatted:
    """Return the text and entities that Telegram makes of a message, after checking all that it would refuse."""
    formatted = parse_html(message.html)
    assert formatted.text == message.plain.strip()
    assert 1 <= units(formatted.text) <= 4096
    assert formatted.dropped == 0
    return formatted


def pressable(message: OutMessage) -> Sequence[Sequence[Button]]:
    """Return the buttons that Telegram shows under a message."""
    return read_keyboard(message.buttons.to_dict()) if message.buttons else ()
