"""What people read of the bundled corpus: no id of a row, no name of a file, no ISO date or half-width sign in Chinese.

Several hundred answers, cards, lists, pictures' captions, papers, calendars and the interface's own sentences are read.
"""

import datetime as dt
import io
import re
import zoneinfo
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from docx2python import docx2python

from bot.browse.anniversaries import anniversary_message
from bot.browse.card import card_screen, events_screen, programmes_screen
from bot.browse.sources import source_message
from bot.i18n import Locale, catalogue_path, say_in
from bot.presses import AnniversaryScreen, CityScreen, SourceScreen, View
from bot.render.answer import answer_messages, answer_pages
from bot.render.message import dated_name
from knowledge.briefs import LetterError, brief, letter
from knowledge.charts.draw import caption
from knowledge.charts.kinds import Chart
from knowledge.exports import Lists, anniversary_calendar, document, letter_paper
from knowledge.names import Place
from tests.directories import bundled_desk, guide_in

TODAY = dt.date(2026, 11, 29)
# What is quoted stands as its source has it; an address is an address.
_ADDRESS = re.compile(r"https?://\S+")
_VERBATIM = re.compile(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”|「[^」]*」|https?://\S+")
_ISO = re.compile(r"(?<![\d/])\d{4}-\d{2}(?:-\d{2})?(?!\d)")
_HALF = re.compile(r"[\u4e00-\u9fff][,;:]|[,;:][\u4e00-\u9fff]")
_FILE = re.compile(r"[\w-]+\.(?:csv|md|xlsx?|docx?|pdf|txt|html?)\b|#[a-z]")
_ID = re.compile(r"\b(?:gz|hz|km|guangzhou|hangzhou|kunming)-[a-z0-9]+(?:-[a-z0-9]+)*\b")
_QUESTIONS = {
    Locale.ZH_HANS: ("{home}和{partner}什么时候结好？", "{partner}有什么项目？", "{home}与{partner}最近有什么往来？"),
    Locale.ZH_HANT: ("{home}與{partner}何時結為友好城市？", "{partner}今年結好多少週年？"),
    Locale.EN: ("When did {home} and {partner} become sister cities?", "What happened with {partner}?"),
}
_OF_HOMES = {
    Locale.ZH_HANS: (
        "{home}有哪些友城？",
        "{home}有多少个友城？",
        "{home}明年有哪些结好周年？",
        "{home}有哪些交流项目？",
    ),
    Locale.ZH_HANT: ("{home}在亞洲有哪些友城？", "{home}最早的友城是哪個？", "{home}得過什麼獎？"),
    Locale.EN: ("Which sister cities does {home} have in Europe?", "Which anniversaries has {home} next year?"),
}


def faults(text: str, locale: Locale) -> list[str]:
    """Return what no editor would pass."""
    found = [*_ID.findall(_ADDRESS.sub("", text)), *_FILE.findall(_VERBATIM.sub("", text))]
    if locale is not Locale.EN:
        own = _VERBATIM.sub("", text)
        found += [*_ISO.findall(own), *_HALF.findall(own)]
    return found


@pytest.mark.parametrize(
    ("text", "locale", "fault"),
    [
        ("记录 gz-elite-study-abroad", Locale.ZH_HANS, "gz-elite-study-abroad"),
        ("see agreements.csv", Locale.EN, "agreements.csv"),
        ("结好于2012-05-02", Locale.ZH_HANS, "2012-05-02"),
        ("结好:2012年", Locale.ZH_HANS, "好:"),
        ("發佈會, 第4段", Locale.ZH_HANT, "會,"),
    ],
)
def test_a_fault_is_seen(text: str, locale: Locale, fault: str) -> None:
    assert fault in faults(text, locale)
    assert faults("广州—里昂 “7 Lyon France 1988.01.19”，见“1981年11月5日,昆明市”", locale) == []


def partners(locale: Locale) -> list[tuple[Place, str]]:
    guide = guide_in(locale, today=TODAY)
    return [(partner.place, guide.name_of(partner.place)) for partner in guide.directory.partners_in()]


def questions(locale: Locale) -> Iterator[str]:
    guide = guide_in(locale, today=TODAY)
    for partner in guide.directory.partners_in():
        home = next(home for home in guide.directory.homes if home.zh == partner.agreements[0].home_zh)
        names = {"home": guide.name_of(home), "partner": guide.name_of(partner.place)}
        yield from (each.format(**names) for each in _QUESTIONS[locale][:1])
    for place, name in partners(locale)[::12]:
        del place
        yield from (
            each.format(home=guide.name_of(guide.directory.homes[0]), partner=name) for each in _QUESTIONS[locale][1:]
        )
    for home in guide.directory.homes:
        yield from (each.format(home=guide.name_of(home)) for each in _OF_HOMES[locale])


@pytest.mark.parametrize("locale", Locale)
def test_answers_hold_no_fault(locale: Locale) -> None:
    say, asked = say_in(locale), list(dict.fromkeys(questions(locale)))
    assert len(asked) >= 100
    found = {}
    for question in asked:
        answer = bundled_desk().assistant.answer(question, today=TODAY)
        for page in range(1, len(answer_pages(answer, say)) + 1):
            for message in answer_messages(answer, "abcdefghijk", say, page):
                labels = [
                    one.text for row in (message.buttons.inline_keyboard if message.buttons else ()) for one in row
                ]
                wrong = faults("\n".join([message.plain, *labels]), locale)
                if wrong:
                    found[question] = wrong
    assert found == {}


@pytest.mark.parametrize("locale", Locale)
def test_cards_lists_and_captions_hold_no_fault(locale: Locale) -> None:
    guide, say = guide_in(locale, today=TODAY), say_in(locale)
    told = []
    for place, _ in partners(locale):
        press = CityScreen(View.CARD, guide.directory.key_of(place))
        told += [card_screen(press, place, guide, say), events_screen(press, place, guide, say)]
        told.append(programmes_screen(press, place, guide, say))
    for page in range(1, 6):
        told.append(anniversary_message(AnniversaryScreen(2027, page=page), guide, say, lines=10))
        told.append(source_message(SourceScreen(page), guide.directory, say, zoneinfo.ZoneInfo("Asia/Shanghai")))
    texts = [message.plain for message in told if message is not None]
    for home in (None, *guide.directory.homes):
        asked = {"today": TODAY, "language": guide.language, "script": guide.script, "home": home}
        texts += [caption(chart, guide.directory.book, **asked) for chart in Chart]  # type: ignore[arg-type]  # as asked
    assert len(texts) > 150
    assert {text: wrong for text in texts if (wrong := faults(text, locale))} == {}


@pytest.mark.parametrize("locale", Locale)
def test_files_hold_no_fault(locale: Locale) -> None:
    guide, say = guide_in(locale, today=TODAY), say_in(locale)
    book, texts = guide.directory.book, []
    lists = Lists(book, language=guide.language, script=guide.script, today=TODAY)
    year = (dt.date(2027, 1, 1), dt.date(2028, 1, 1))
    for listing in (lists.agreements(), lists.anniversaries(*year), lists.events(), lists.programmes()):
        texts += [listing.title, listing.subtitle, *listing.notes, *(column.heading for column in listing.columns)]
        texts += [cell for row in listing.rows for cell in row[:-1] if isinstance(cell, str)]  # but for the quote
        texts.append(dated_name(listing.title, TODAY, "", say))
    now = dt.datetime.combine(TODAY, dt.time(), dt.UTC)
    calendar = anniversary_calendar(book, book.served, guide.language, now, guide.script).decode().replace("\r\n ", "")
    texts += re.findall(r"^(?:SUMMARY|DESCRIPTION)[^:]*:(.*)$", calendar.replace("\\,", "，"), re.MULTILINE)
    for place, _ in partners(locale)[::9]:
        paper = brief(guide, bundled_desk().index, place)
        texts.append(read(document(paper.title, paper.sections, guide.language, guide.script, day=TODAY)))
        try:
            draft = letter(guide, place)
        except LetterError:
            continue
        basis = draft.basis(say("The facts in it, each with its source"))
        texts.append(read(letter_paper(draft.title, draft.paragraphs, basis, guide.language, guide.script, day=TODAY)))
    assert {text: wrong for text in texts if (wrong := faults(text, locale))} == {}


def read(data: bytes) -> str:
    """Return the text of a Word document."""
    return str(docx2python(io.BytesIO(data)).text)


@pytest.mark.parametrize("locale", [Locale.ZH_HANS, Locale.ZH_HANT])
def test_sentences_of_the_interface_hold_no_fault(locale: Locale) -> None:
    with catalogue_path(locale).open("rb") as file:
        catalogue = read_po(file, locale=locale)
    sides = [message.string if isinstance(message.string, tuple) else (message.string,) for message in catalogue]
    texts = [str(text) for side in sides[1:] for text in side]  # the first is the head of the file
    assert len(texts) > 300
    # Commands and settings are written as they are typed.
    told = {text: [each for each in faults(re.sub(r"\{\w+\}|/\w+", "", text), locale) if each] for text in texts}
    assert {text: wrong for text, wrong in told.items() if wrong} == {}
