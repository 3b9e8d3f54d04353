"""Lists in pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Locale, say_in
from bot.render.cards import Blocks, cited_pages, in_pages
from bot.render.markup import SCREEN_UNITS, units
from knowledge.evidence import Citation, Language, Source, Statement

TEXTS = st.text("里昂 Lyon😀", min_size=1, max_size=700)
CITATIONS = st.builds(
    lambda title, quote, n: Citation(Source("t.csv#r", title), "row r", quote, Language.EN, str(n)),
    st.sampled_from(["Register", "Year book " * 20, "年报"]),
    TEXTS,
    st.integers(0, 99),
)
STATEMENTS = st.lists(
    st.builds(lambda text, cited: Statement(text, tuple(cited)), TEXTS, st.lists(CITATIONS, min_size=1, max_size=2)),
    max_size=30,
)


@given(st.lists(st.integers(), max_size=40), st.integers(1, 9))
def test_pages_of_buttons_hold_everything_in_order(items: list[int], size: int) -> None:
    pages = in_pages(items, size)
    assert [item for page in pages for item in page] == items
    assert all(1 <= len(page) <= size for page in pages) or not items


@given(STATEMENTS, st.integers(1, 15))
def test_pages_of_statements_hold_everything_and_fit_a_phone_with_their_sources(
    statements: list[Statement], most: int
) -> None:
    say = say_in(Locale.EN)
    pages = cited_pages(statements, lambda statement: statement, most, say, beside=["Events: Lyon (12/34)"])
    assert [statement for page in pages for statement in page] == statements
    for page in pages:
        assert len(page) <= most
        blocks = Blocks(say)
        blocks.title("Events: Lyon (12/34)")
        for statement in page:
            blocks.paragraph(statement.text, *statement.citations)
        if len(page) > 1:
            assert units(blocks.message().plain) <= SCREEN_UNITS
