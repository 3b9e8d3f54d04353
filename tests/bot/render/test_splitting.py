from __future__ import annotations

import re
import time
import unicodedata

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.markup import (
    MESSAGE_ENTITIES,
    Block,
    Html,
    bold,
    clean,
    esc,
    italic,
    join,
    link,
    plain,
    quote,
    shorten,
    split,
    units,
)
from bot.render.message import OutMessage, messages_of, notice
from tests.bot.render.shown import HOSTILE, parts, shown, texts
from tests.telegram_server.html_text import parse_html


def visible(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char)[0] not in {"Z", "C"} and char != "\u2800")


def texts_of(messages: list[Html]) -> list[str]:
    return [parse_html(message).text for message in messages]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.builds(Block, parts(), st.booleans()), max_size=6), st.integers(20, 300))
def test_nothing_is_lost_and_every_message_is_within_the_limit(blocks: list[Block], limit: int) -> None:
    messages = split(blocks, limit)
    for message in messages:
        assert 1 <= units(parse_html(message).text) <= limit
    assert visible("".join(map(plain, messages))) == visible("".join(plain(block.html) for block in blocks))


@settings(deadline=None)
@given(parts(), st.integers(20, 120))
def test_what_is_cut_keeps_its_styles(part: Html, limit: int) -> None:
    def styled(html: Html) -> list[tuple[str, str]]:
        found = parse_html(html)
        kinds: dict[str, list[str]] = {}
        for entity in found.entities:
            kinds.setdefault(f"{entity.type} {entity.url}", []).append(visible(entity.of(found.text)))
        return [(kind, "".join(covered)) for kind, covered in sorted(kinds.items()) if "".join(covered)]

    pieces = split([Block(part)], limit)
    together: dict[str, str] = {}
    for piece in pieces:
        for kind, covered in styled(piece):
            together[kind] = together.get(kind, "") + covered
    # A style within itself covers the same words twice, in another order once it is cut.
    assert {kind: sorted(covered) for kind, covered in together.items()} == {
        kind: sorted(covered) for kind, covered in styled(part)
    }


@settings(deadline=None)
@given(texts(600), st.integers(20, 60))
def test_no_character_of_a_reader_is_cut_in_two(text: str, limit: int) -> None:
    text = clean(text)
    ends = {match.end() for match in regex.finditer(r"\X", text)}
    at = 0
    for piece in split([Block(esc(text))], limit):
        at = text.index(plain(piece), at) + len(plain(piece))
        longest = max(map(units, regex.findall(r"\X", text)))
        assert at in ends or longest > limit


def test_blocks_stay_whole_where_they_can() -> None:
    paragraphs = [f"{letter * 1500}." for letter in "abcdef"]
    messages = split(Block(esc(paragraph)) for paragraph in paragraphs)
    assert texts_of(messages) == ["\n\n".join(paragraphs[start : start + 2]) for start in (0, 2, 4)]


def test_a_tight_block_follows_without_a_blank_line() -> None:
    assert split([Block(esc("a")), Block(esc("b"), tight=True), Block(esc("c"))]) == ["a\nb\n\nc"]


def test_a_long_block_is_cut_after_a_sentence() -> None:
    sentence = "Guangzhou and Lyon have been sister cities since 1988, as Mr. Li said."
    messages = split([Block(esc(" ".join([sentence] * 200)))])
    assert len(messages) == 4
    assert all(text.startswith("Guangzhou") and text.endswith("said.") for text in texts_of(messages))


def test_a_long_chinese_block_is_cut_after_a_sentence_and_not_inside_its_quotation() -> None:
    sentence = "市长说：“里昂是老朋友。我们结好三十年了。”随后签署备忘录。"
    for text in texts_of(split([Block(esc(sentence * 300))])):
        assert text.endswith("备忘录。")


def test_a_long_sentence_is_cut_after_a_word() -> None:
    words = " ".join(["Guangzhou"] * 2000)
    for text in texts_of(split([Block(esc(words))])):
        assert set(text.split()) == {"Guangzhou"}


def test_a_line_of_100_kilobytes_is_sent_in_full_and_soon() -> None:
    text = "".join(f"{number:x}" for number in range(30_000))[:100_000]
    begin = time.perf_counter()
    messages = split([Block(bold(esc(text)))])
    assert time.perf_counter() - begin < 5
    assert "".join(texts_of(messages)) == text
    assert all(message.startswith("<b>") and message.endswith("</b>") for message in messages)


def test_the_longest_message_is_4096_utf_16_units_of_text_and_not_of_html() -> None:
    assert len(split([Block(esc("<" * 4096))])) == 1
    assert len(split([Block(esc("<" * 4097))])) == 2
    assert len(split([Block(esc("😀" * 2048))])) == 1
    assert len(split([Block(esc("😀" * 2049))])) == 2
    assert len(split([Block(esc("a" * 2047)), Block(esc("b" * 2047))])) == 1
    assert len(split([Block(esc("a" * 2047)), Block(esc("b" * 2048))])) == 2


def test_a_family_is_not_parted() -> None:
    family = "👩‍👩‍👧‍👦"
    for text in texts_of(split([Block(esc(family * 1000))])):
        assert len(text) % len(family) == 0


def test_a_letter_with_more_accents_than_a_message_holds_is_sent_all_the_same() -> None:
    text = "e" + "\u0301" * 9000
    assert "".join(plain(message) for message in split([Block(esc(text))])) == text


def test_tags_are_closed_at_a_cut_and_opened_again() -> None:
    label = "Guangzhou " * 300
    part = quote(link(bold(join(" ", [esc(label), italic(esc(label))])), "https://example.org/?a=b&c=d"))
    first, second = split([Block(part)])
    opening = '<blockquote expandable><a href="https://example.org/?a=b&amp;c=d"><b>'
    assert first.startswith(opening)
    assert second.startswith(opening + "<i>")
    assert second.endswith("</i></b></a></blockquote>")


def test_two_quotations_side_by_side_stay_two() -> None:
    part = join("", [quote(esc("a" * 3000)), quote(esc("b" * 3000))])
    entities = [parse_html(message).covered("expandable_blockquote") for message in split([Block(part)])]
    assert [[set(covered) for covered in some] for some in entities] == [[{"a"}, {"b"}], [{"b"}]]


@pytest.mark.parametrize("as_blocks", [True, False])
def test_no_message_has_more_entities_than_telegram_keeps(*, as_blocks: bool) -> None:
    words = [bold(esc(f"w{number}")) for number in range(350)]
    blocks = [Block(word) for word in words] if as_blocks else [Block(quote(join(" ", words)))]
    found = [parse_html(message) for message in split(blocks)]
    assert len(found) == 4
    assert all(formatted.dropped == 0 and len(formatted.entities) <= MESSAGE_ENTITIES for formatted in found)
    assert [word for formatted in found for word in formatted.covered("bold")] == [
        f"w{number}" for number in range(350)
    ]


@pytest.mark.parametrize("blank", ["", " ", "\n\n", "\u200b\u2060", "\x00", "\u3000\u00a0\u2800", "\ufeff"])
def test_a_block_that_shows_nothing_makes_no_message(blank: str) -> None:
    assert split([Block(bold(esc(blank))), Block(esc(blank * 9000))]) == []
    assert split([Block(esc("a")), Block(esc(blank)), Block(esc("b"))]) == ["a\n\nb"]


@given(texts(), st.integers(1, 40), st.booleans())
def test_a_shortened_text_is_within_its_limit_and_owns_up_to_it(text: str, limit: int, keep_end: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    text = clean(text)
    short = shorten(text, limit, keep_end=keep_end)
    assert units(short) <= limit
    if short != text:
        assert short.startswith("…") if keep_end else short.endswith("…")
        assert (short[1:] if keep_end else short[:-1]) in text


def test_the_plain_twin_of_a_message_says_the_same() -> None:
    blocks = [Block(bold(esc(text))) for text in HOSTILE]
    (message,) = messages_of(blocks)
    assert shown(message).text == message.plain.strip()
    assert not re.search(r"</?b>", message.plain.replace("</b></blockquote>", ""))


def test_a_notice_is_one_message() -> None:
    assert notice(esc("Hello & welcome."), bold(esc("Ask."))) == OutMessage(
        "Hello &amp; welcome.\n\n<b>Ask.</b>", "Hello & welcome.\n\nAsk."
    )
