"""Wherever people's text comes in, reading takes time in proportion to its length; run by `make test-faults`.

Seconds of the thread for a text are compared with those for a quarter of it: in proportion they are four times as many,
and sixteen times where every beginning is tried against every end. Every reading is given all inputs, up to 48,000
characters.
"""

import datetime as dt
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.answer_text import answer_text, printable
from bot.dialogues.reading import one_line, source_in
from bot.i18n import Locale, say_in
from bot.reminders.reminder import read_time
from bot.render.answer import answer_messages
from bot.render.markup import Block, esc, plain, shorten
from bot.render.markup import clean as cleaned
from bot.render.markup import split as split_messages
from ingest.clean import clean
from ingest.readers import read
from ingest.split import split
from knowledge.answering.generative.addressed import speaks_to_a_model
from knowledge.answering.reading import Reader
from knowledge.errors import DocumentError
from knowledge.evidence import Answer, Audience, Citation, Language, Mode, Source, Statement
from knowledge.language.dates import read_date
from knowledge.language.lexicon import find_all, rows
from knowledge.language.numbers import find_numbers
from knowledge.language.numerals import read_number
from knowledge.language.spoken import plain_words
from knowledge.language.times import find_points, find_times
from knowledge.language.unread import unread_times
from knowledge.names.regions import find_adjectives, find_regions, find_states
from knowledge.text.folding import fold, to_traditional
from knowledge.text.language import detect_language, detect_script
from knowledge.text.pinyin import syllables
from knowledge.text.sentences import sentence_spans
from knowledge.text.tokens import tokens
from knowledge.text.words import segment
from knowledge.understanding.asides import without_asides
from knowledge.understanding.terms import content_terms, quoted_names
from knowledge.understanding.understand import understand
from tests.ingest.office_files import letter, presentation, text_slide
from tests.ingest.word_files import par, table, word_bytes
from tests.ingesting import gazetteer

Reading = Callable[[str], object]

SIZES = (12_000, 48_000)  # both of several messages
MOST_GROWTH = 8  # half-way between four and sixteen
TRIES = 4
# Below this, a clock's ticks and a processor's caches are what is measured.
SECONDS_THAT_COUNT = 0.04
TODAY = dt.date(2019, 1, 15)
SEED = 20190115
EN = say_in(Locale.EN)

UNITS = (
    *(
        " ",
        "\t",
        "\n",
        "\u3000",
        " \n",
        "1",
        "9 ",
        "1,",
        "1.",
        "1-",
        "1/",
        "12:",
        "一",
        "九",
        "十",
        "百",
        "一千",
        "万",
        "亿",
        "〇",
    ),
    *(
        "两",
        "一百",
        "二十-",
        "第",
        "年",
        "月",
        "1月",
        "2019年",
        "2019年5月",
        "1979-05-02 ",
        "1979.5.",
        "民国",
        "昭和54年",
        "五十",
        "几",
        "多",
    ),
    *(
        "(",
        ")",
        "（",
        "）",
        "[",
        "]",
        "“",
        "”",
        '"',
        "'",
        "《",
        "》",
        "「",
        "<",
        ">",
        "&",
        "*",
        "_",
        "#",
        "|",
        "`",
        "~",
    ),
    *(
        "a",
        "A",
        "a ",
        "a few ",
        "a.",
        "a-",
        "the ",
        "of ",
        "and ",
        "one ",
        "hundred ",
        "years ",
        "in ",
        "St. ",
        "http://",
        "x@",
    ),
    *(
        "广",
        "州",
        "广州",
        "里昂",
        "和",
        "与",
        "、",
        "。",
        "?",
        "？",
        "!",
        ",",
        ";",
        ":",
        "：",
        "-",
        "—",
        "…",
        "的",
        "是",
    ),
    *(
        "友好城市",
        "什么",
        "哪些",
        "how many ",
        "which ",
        "不",
        "not ",
        "没有",
        "从",
        "到",
        "至",
        "之",
        "以前",
        "问：",
        "答：",
    ),
    *(
        "一、",
        "（一）",
        "1）",
        "第一条 ",
        "Q: ",
        "A: ",
        "来源：",
        "é",
        "\u0301",
        "\u200b",
        "\ufeff",
        "😀",
        "ＳＴ",
        "０",
        "\x07",
    ),
)
# A beginning, a filling and an end: what a pattern may look for from the one to the other.
FRAMES = (
    *(
        ("2019年", " ", "5月"),
        ("广州", " ", "里昂"),
        ("", "1", "年"),
        ("(", "a", ""),
        ("“", "广", ""),
        ("at ", " ", "pm"),
    ),
    *(
        ("from ", "1 ", "to"),
        ("第", "九", "条"),
        ("---\n", "a: ", "\n---\n"),
        ("来源", " ", "日报"),
        ("http://", "a", " "),
    ),
    *(("between ", "a ", ""), ("如果", "啊", ""), ("the ", "x ", "difference"), ("从", "1", ""), ("<p ", "a=", ">")),
)


def filled(number: int) -> Callable[[int], str]:
    """Return what makes a text of a length, by its number among the inputs."""
    if number < len(UNITS):
        unit = UNITS[number]
        return lambda size: (unit * (size // len(unit) + 1))[:size]
    number -= len(UNITS)
    if number < len(FRAMES):
        start, filling, end = FRAMES[number]
        return lambda size: start + (filling * size)[: size - len(start) - len(end)] + end
    chance = random.Random(SEED + number)  # noqa: S311 - the same texts every time, nothing secret
    few = chance.sample(UNITS, 4)
    words = [chance.choice(few) for _ in range(5_000)]
    return lambda size: "".join(words * (1 + size // 5_000))[:size]


INPUTS = len(UNITS) + len(FRAMES) + 20


def _answer(text: str) -> Answer:
    source = Source("a.txt", text[:200], "Office")
    statement = Statement(text, (Citation(source, "line 1", text, Language.EN, "p1"),))
    return Answer(Language.EN, Mode.EXTRACTIVE, lead=text, statements=(statement,), notes=(text,))


def _swallowed(reading: Reading) -> Reading:
    def read_or_refuse(text: str) -> object:
        try:
            return reading(text)
        except (ValueError, DocumentError):
            return None

    return read_or_refuse


def _lexicon(text: str) -> None:
    for concept in {row.concept for row in rows()}:
        find_all(text, concept)


READINGS: dict[str, Reading] = {
    "fold": fold,
    "to_traditional": to_traditional,
    "detect": lambda text: (detect_language(text), detect_script(text)),
    "spoken": plain_words,
    "tokens": tokens,
    "segment": segment,
    "syllables": syllables,
    "sentences": sentence_spans,
    "times": lambda text: find_times(text, TODAY),
    "points": find_points,
    "unread times": lambda text: unread_times(text, TODAY),
    "numbers": find_numbers,
    "date of a dialogue": _swallowed(lambda text: read_date(text, today=TODAY)),
    "number": read_number,
    "time of day": read_time,
    "lexicon": _lexicon,
    "places": lambda text: gazetteer().find(text),
    "a place": lambda text: gazetteer().lookup(text),
    "regions": lambda text: (find_regions(text), find_adjectives(text), find_states(text)),
    "asides": without_asides,
    "names in quotation marks": quoted_names,
    "terms": lambda text: content_terms(fold(text), ()),
    "question": lambda text: understand(text, today=TODAY, gazetteer=gazetteer()),
    "follow-up": lambda text: understand("那里昂呢", today=TODAY, gazetteer=gazetteer(), earlier=[text, text]),
    "orders to a model": speaks_to_a_model,
    "evidence": lambda text: [
        (read.times, read.numbers, read.years, read.editions, read.sounds)
        for read in [Reader(gazetteer()).prepare(text)]
    ],
    "source of a dialogue": source_in,
    "line of a dialogue": one_line,
    "markup": lambda text: plain(esc(cleaned(text))),
    "shortening": lambda text: (shorten(text, 300), shorten(text, 300, keep_end=True)),
    "messages": lambda text: split_messages([Block(esc(cleaned(text)))]),
    "an answer in messages": lambda text: answer_messages(_answer(text), "abcdefghijk", EN),
    "an answer in the terminal": lambda text: (printable(text), answer_text(_answer(text), EN)),
}

FILES: dict[str, Callable[[str], bytes]] = {
    "a.txt": lambda text: text.encode(errors="replace"),
    "a.md": lambda text: text.encode(errors="replace"),
    "a.csv": lambda text: f"城市,结好时间\n{text}".encode(errors="replace"),
    "a.html": lambda text: f"<html><body><h1>友城</h1><p>{text}</p></body></html>".encode(errors="replace"),
    "b.html": lambda text: (
        f"<html><body><p>{_xml(text)}</p><table><tr><td>{_xml(text)}</td></tr></table></body></html>".encode(
            errors="replace"
        )
    ),
    "a.docx": lambda text: word_bytes(par(_xml(text)), table(["城市", "年"], [_xml(text), "1988"])),
    "a.pptx": lambda text: presentation(text_slide(_xml(text))),
    "a.eml": letter,
}


def _xml(text: str) -> str:
    kept = "".join(char for char in text if char in "\t\n" or char >= " ")
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _seconds(reading: Reading, make: Callable[[int], str], size: int, tries: int = 1) -> float:
    """Return what the quickest of several readings took, each of another text: what is remembered does not count."""

    def once(size: int) -> float:
        text = make(size)
        begun = time.thread_time()
        reading(text)
        return time.thread_time() - begun

    return min(once(size + extra) for extra in range(tries))


def grown(reading: Reading) -> list[str]:
    """Return the inputs that take more than their share, each with what they took."""
    reading("广州和里昂 1988年")  # what is loaded once is not counted
    return [said for number in range(INPUTS) for said in _grown(reading, filled(number))]


def _grown(reading: Reading, make: Callable[[int], str]) -> Iterator[str]:
    short, long = SIZES
    before, seconds = (_seconds(reading, make, size) for size in SIZES)
    if seconds > max(SECONDS_THAT_COUNT, MOST_GROWTH * before):
        # Once more, for something else may have had the processor.
        before, seconds = (_seconds(reading, make, size, TRIES) for size in SIZES)
        if seconds > max(SECONDS_THAT_COUNT, MOST_GROWTH * before):
            yield f"{make(8)!r}…: {seconds:.2f} s for {long}, {before:.2f} s for {short}"


def ingesting(name: str, folder: Path) -> Reading:
    """Return what reads, cleans and splits a file of a format with a text in it."""
    path = folder / name

    def ingested(text: str) -> None:
        path.write_bytes(FILES[name](text))
        split(clean(read(path, relative=name, audience=Audience.PUBLIC)), gazetteer())

    return _swallowed(ingested)


@pytest.mark.parametrize("name", READINGS)
def test_reading_a_text_takes_time_in_proportion_to_its_length(name: str) -> None:
    assert grown(READINGS[name]) == []


@pytest.mark.parametrize("name", FILES)
def test_reading_a_file_takes_time_in_proportion_to_its_length(name: str, tmp_path: Path) -> None:
    assert grown(ingesting(name, tmp_path)) == []
