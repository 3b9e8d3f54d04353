import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram_server.entities import Entity, units
from tests.telegram_server.html_text import parse_html
from tests.telegram_server.refusals import Refused

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
STYLES = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "tg-spoiler": "spoiler"}


def kinds(text: str) -> list[str]:
    return [entity.type for entity in parse_html(text).entities]


@given(TEXT)
def test_an_escaped_text_reads_as_itself(text: str) -> None:
    assert parse_html(html.escape(text)).text == text.strip()


@given(TEXT, TEXT, TEXT, st.sampled_from(sorted(STYLES)))
def test_an_entity_covers_what_stood_between_its_tags(before: str, inside: str, after: str, tag: str) -> None:
    parsed = parse_html(f"|{html.escape(before)}<{tag}>{html.escape(inside)}</{tag}>{html.escape(after)}|")
    assert parsed.text == f"|{before}{inside}{after}|"
    if inside:
        (entity,) = parsed.entities
        assert (entity.type, entity.of(parsed.text)) == (STYLES[tag], inside)
        assert entity.offset == units(f"|{before}")
    else:
        assert not parsed.entities


@given(st.recursive(TEXT.map(html.escape), lambda inner: st.tuples(st.sampled_from(sorted(STYLES)), inner, inner)))
def test_nested_tags_are_read_and_a_missing_end_is_not(tree: object) -> None:
    def written(node: object) -> str:
        if isinstance(node, tuple):
            tag, first, second = node
            return f"<{tag}>{written(first)}</{tag}>{written(second)}"
        return str(node)

    text = written(tree)
    parse_html(text)
    if "</" in text:
        last = text.rindex("</")
        with pytest.raises(Refused, match="Can't find end tag"):
            parse_html(text[:last] + text[text.index(">", last) + 1 :])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<strong>a</strong><em>b</em><ins>c</ins><strike>d</strike><del>e</del>", "bold italic underline"),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "spoiler spoiler"),
        ("<blockquote>a</blockquote>\n<blockquote expandable>b</blockquote>", "blockquote expandable_blockquote"),
        ('<a href="https://example.org/?a=1&amp;b=2">a</a><code>b</code><pre>c</pre>', "text_link code pre"),
        ("<B>a</B>", "bold"),
    ],
)
def test_the_tags_of_telegram_are_read(text: str, found: str) -> None:
    assert kinds(text)[: len(found.split())] == found.split()


def test_a_block_of_code_keeps_its_language() -> None:
    parsed = parse_html('<pre><code class="language-python">x &lt; 1</code></pre>')
    assert parsed.text == "x < 1"
    assert parsed.entities == (Entity("pre", 0, 5, language="python"),)


def test_links_keep_their_address_and_lose_it_when_there_is_none() -> None:
    assert (
        parse_html('<a href="https://example.org/?a=1&amp;b=2">a</a>').entities[0].url == "https://example.org/?a=1&b=2"
    )
    assert parse_html('<a href="tg://user?id=7">a</a>').entities == (Entity("text_mention", 0, 1, user_id=7),)
    assert parse_html('<a href="nonsense">a</a>').entities == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("AT&T", 'Character "&" is not escaped at byte offset 2'),
        ("&nbsp;", 'Character "&" is not escaped'),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("2 > 1", 'Character ">" is not escaped'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("里<b><i>a</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("<h1>a</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("<br>", 'Unsupported start tag "br"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler"'),
        ("<tg-emoji>a</tg-emoji>", 'Tag "tg-emoji" must have attribute "emoji-id"'),
        ("<blockquote>a<blockquote expandable>b</blockquote></blockquote>", "can't be nested"),
        ("<code><b>a</b></code>", "can't be nested"),
        ("<b><code>a</code></b>", "can't be nested"),
        ('<a href="http://a.b?c&d">a</a>', 'Character "&" is not escaped in an attribute'),
    ],
)
def test_html_that_telegram_does_not_take_is_refused(text: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_html(text)
    assert refused.value.description.startswith("Bad Request: can't parse entities: ")
    assert why in refused.value.description


def test_a_text_is_trimmed_with_its_entities() -> None:
    parsed = parse_html(" \n<b> 里昂 </b>\n ")
    assert parsed.text == "里昂"
    assert parsed.entities == (Entity("bold", 0, 2),)


def test_the_entities_past_the_hundredth_are_dropped() -> None:
    parsed = parse_html("<b>a</b> " * 120)
    assert (len(parsed.entities), parsed.dropped) == (100, 20)
