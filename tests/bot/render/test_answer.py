import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import Locale, say_in
from bot.render.answer import answer_messages, answer_pages, page_of
from bot.render.markup import SCREEN_UNITS, clean, units
from bot.render.message import OutMessage
from knowledge.calendar import PartialDate
from knowledge.evidence import Answer, Citation, Language, Mode, Source, Statement
from tests.bot.render.shown import pressable, shown, texts

EN, ZH = say_in(Locale.EN), say_in(Locale.ZH_HANS)
ANSWER_ID = "abcdefghijk"
PAPER = Source("paper.txt", "A <paper>", "City Office", PartialDate.parse("2018-07"), "https://example.org/a?b=c&d")


def cited(n: int, quote: str = "It signed in 1979.", source: Source = PAPER) -> Citation:
    return Citation(source, f"line {n}", quote, Language.EN, f"p{n}")


def answer_of(sources: int) -> Answer:
    return Answer(
        Language.EN,
        Mode.RECORDS,
        statements=tuple(Statement(f"City {n} signed.", (cited(n),)) for n in range(1, sources + 1)),
    )


def test_an_answer_is_one_well_set_message() -> None:
    row = Source("b.csv#guangzhou-lyon", "A list", "Lyon Office")
    second = Citation(row, "table of agreements: Guangzhou – Lyon", "Lyon & Co followed.", Language.EN, "p2")
    first = cited(1)
    answer = Answer(
        Language.EN,
        Mode.EXTRACTIVE,
        lead="The sources are in Chinese.",
        statements=(Statement("Fukuoka <signed> in 1979.", (first,)), Statement("Then Lyon did.", (second, first))),
        notes=("As of 2018.",),
    )
    (message,) = answer_messages(answer, ANSWER_ID, EN)
    assert message.html == (
        "The sources are in Chinese.\n\n"
        "Fukuoka &lt;signed&gt; in 1979. [1]\n"
        "Then Lyon did. [2] [1]\n\n"
        "<i>As of 2018.</i>\n\n"
        "<b>Sources</b>\n"
        '<blockquote expandable><b><a href="https://example.org/a?b=c&amp;d">A &lt;paper&gt;</a></b>'
        " · City Office · published July 2018\n"
        "[1] line 1 “It signed in 1979.”\n"
        "<b>A list</b> · Lyon Office\n"
        "[2] table of agreements: Guangzhou – Lyon “Lyon &amp; Co followed.”</blockquote>"
    )
    assert shown(message).covered("text_link") == ["A <paper>"]


def test_long_statements_are_paragraphs() -> None:
    answer = Answer(
        Language.EN, Mode.EXTRACTIVE, (Statement("Long. " * 30, (cited(1),)), Statement("Short.", (cited(1),)))
    )
    assert "Long.  [1]\n\nShort. [1]\n\nSources" in answer_messages(answer, ANSWER_ID, EN)[0].plain


def test_a_lone_source_is_opened_by_its_title() -> None:
    (message,) = answer_messages(answer_of(1), ANSWER_ID, EN)
    assert pressable(message)[0][0].text == "[1] A <paper>"


def test_rows_of_one_title_are_opened_by_their_names_and_not_by_their_table() -> None:
    source, other = (Source(f"{title}.md", title) for title in ("Plan: 2030", "Report: 2029"))
    rows = ((source, "table of programmes: Camp"), (source, "交流项目表：夏令营"), (other, "line 3"))
    citations = [Citation(paper, where, "It is.", Language.EN, where) for paper, where in rows]
    answer = Answer(Language.EN, Mode.RECORDS, tuple(Statement("It is.", (each,)) for each in citations))
    labels = [row[0].text for row in pressable(answer_messages(answer, ANSWER_ID, EN)[0])[:3]]
    assert labels == ["[1] Camp", "[2] 夏令营", "[3] Report: 2029"]


def test_sources_of_one_title_are_opened_by_where_in_it_they_stand() -> None:
    (message,) = answer_messages(answer_of(2), ANSWER_ID, EN)
    assert [[(one.text, one.data) for one in row] for row in pressable(message)] == [
        [("[1] line 1", "s:abcdefghijk:1")],  # of one paper: its title would tell them not apart
        [("[2] line 2", "s:abcdefghijk:2")],
        [("中文", "l:abcdefghijk"), ("👍", "u:abcdefghijk"), ("👎", "d:abcdefghijk")],
    ]


def test_a_long_answer_is_turned_over_page_by_page_and_can_be_had_whole() -> None:
    answer = answer_of(38)
    for page, (first, last) in enumerate(((1, 10), (11, 20), (21, 30), (31, 38)), start=1):
        (message,) = answer_messages(answer, ANSWER_ID, EN, page)
        assert message.plain.count("signed.") == last - first + 1
        *opening, turning, rating = pressable(message)
        assert [one.text for row in opening for one in row] == [str(n) for n in range(first, last + 1)]
        assert ("As a file", f"F:{ANSWER_ID}") in [(one.text, one.data) for one in turning]
        assert len(rating) == 3
    assert next(one.data for one in turning) == f"b:{ANSWER_ID}:3"
    assert answer_messages(answer, ANSWER_ID, EN, 9) == answer_messages(answer, ANSWER_ID, EN, 4)
    assert [page_of(answer, n, EN) for n in (1, 10, 11, 38)] == [1, 1, 2, 4]


def test_no_screen_is_longer_than_a_phone_shows() -> None:
    statements = tuple(Statement(f"City {n} " + "signed " * 40, (cited(n, "It signed. " * 9),)) for n in range(1, 60))
    answer = Answer(Language.EN, Mode.RECORDS, statements, lead="Fifty-nine.", notes=("One is disputed.",))
    pages = answer_pages(answer, EN)
    shown_lengths = [units(answer_messages(answer, ANSWER_ID, EN, n)[0].plain) for n in range(1, len(pages) + 1)]
    assert max(shown_lengths) <= SCREEN_UNITS
    assert sum(len(re.findall(r"City \d+ signed", message.plain)) for message in _all(answer)) == 59
    assert "Fifty-nine." in _all(answer)[0].plain
    assert "One is disputed." in _all(answer)[0].plain


def _all(answer: Answer) -> list[OutMessage]:
    """Return every message of every page."""
    pages = range(1, len(answer_pages(answer, EN)) + 1)
    return [message for page in pages for message in answer_messages(answer, ANSWER_ID, EN, page)]


def test_the_other_language_is_offered_in_its_own_words() -> None:
    zh = Answer(Language.ZH, Mode.RECORDS, (Statement("福冈。", (cited(1),)),))
    labels = [
        row[-1][0].text
        for row in (pressable(answer_messages(answer, ANSWER_ID, ZH)[0]) for answer in (zh, answer_of(1)))
    ]
    assert labels == ["In English", "中文"]


def test_the_frame_is_in_the_language_of_the_interface_and_the_answer_in_its_own() -> None:
    text = answer_messages(answer_of(1), ANSWER_ID, ZH)[0].plain
    assert "City 1 signed. [1]" in text
    assert "出处\n" in text
    assert "2018年7月" in text


def test_a_question_in_return_offers_its_choices_as_buttons() -> None:
    answer = Answer(Language.EN, Mode.RECORDS, lead="Which city?", choices=("Lyon", "Fukuoka", "Bari"))
    (message,) = answer_messages(answer, ANSWER_ID, EN)
    assert message.plain == "Which city?\n\n– Lyon\n– Fukuoka\n– Bari"
    assert [[(one.text, one.data) for one in row] for row in pressable(message)[:2]] == [
        [("Lyon", "k:abcdefghijk:1"), ("Fukuoka", "k:abcdefghijk:2")],
        [("Bari", "k:abcdefghijk:3")],
    ]


def test_small_talk_has_nothing_to_judge() -> None:
    answer = Answer(Language.EN, Mode.SMALLTALK, lead="Hello.")
    assert answer_messages(answer, ANSWER_ID, say_in(Locale.EN))[-1].buttons is None
    assert answer_messages(answer, ANSWER_ID, EN)[0].plain == "Hello."


def test_an_abstention_shows_what_is_nearest_with_its_source() -> None:
    answer = Answer(
        Language.EN,
        Mode.EXTRACTIVE,
        lead="Not in my sources.",
        notes=("The closest I have:",),
        nearest=(Statement("Lyon is one.", (cited(1),)),),
        abstained=True,
    )
    assert answer_messages(answer, ANSWER_ID, EN)[0].plain.startswith(
        "Not in my sources.\n\nThe closest I have:\n\n· Lyon is one. [1]\n\nSources\nA <paper>"
    )


SOURCES = st.builds(Source, texts(), texts(), texts(), st.none(), st.sampled_from(["", "https://a.example/<b>", "x:y"]))
CITATIONS = st.builds(Citation, SOURCES, texts(), texts(3000), st.sampled_from(Language), texts())
STATEMENTS = st.builds(Statement, texts(3000), st.lists(CITATIONS, min_size=1, max_size=3).map(tuple))


@settings(deadline=None, max_examples=25)
@given(st.lists(STATEMENTS, min_size=1, max_size=5), texts(), st.lists(texts(), max_size=3))
def test_no_text_of_a_document_breaks_a_message_or_loses_a_statement(
    statements: list[Statement], lead: str, notes: list[str]
) -> None:
    answer = Answer(Language.ZH, Mode.EXTRACTIVE, tuple(statements), lead, tuple(notes))
    pages = range(1, len(answer_pages(answer, ZH)) + 1)
    messages = [message for page in pages for message in answer_messages(answer, ANSWER_ID, ZH, page)]
    together = "".join(shown(message).text for message in messages)
    assert pressable(messages[-1])
    bare = "".join(together.split())
    for statement in statements:
        assert "".join(clean(statement.text).split()) in bare
    for n in range(1, len(answer.citations) + 1):
        assert together.count(f"[{n}]") >= 2


def test_where_to_turn_to_stands_below_what_is_said() -> None:
    (message,) = answer_messages(answer_of(1), ANSWER_ID, EN, contact="Desk 3, 0532-000")
    assert "City 1 signed. [1]\n\nWhere to turn to: Desk 3, 0532-000\n\nSources" in message.plain
