"""Keeping the record, with the real bot, in Chinese and English: told, answered, taken back, kept over a new ingest."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.bot_process import ADMIN, STAFF, BotProcess
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

COLLEAGUE = 1003
WORDS = {
    "en": {
        "contact": "Contact",
        "today": "Today",
        "one": "Leave it in one language",
        "keep": "Keep it",
        "undo": "Take it back",
        "date": "The date",
        "everybody": "Show it to everybody",
        "accept": "Accept it",
        "said": "The harbour office of Lyon asked for a heron sculpture.",
        "entered": "Entered by staff on ",
        "by_admin": "Entered by an admin on ",
        "contacts": "What contact was there with Lyon this year?",
        "asked": "When did Guangzhou and Lyon become sister cities?",
        "earlier": "19 January 1988",
        "now": "29 January 1988",
    },
    "zh-hans": {
        "contact": "联系",
        "today": "今天",
        "one": "只用一种语言",
        "keep": "保存",
        "undo": "撤销",
        "date": "日期",
        "everybody": "改为对所有人公开",
        "accept": "采纳",
        "said": "里昂港务局来电索要一座白鹭雕塑。",
        "entered": "工作人员",
        "by_admin": "管理员",
        "contacts": "今年与里昂有什么联系？",
        "asked": "广州和里昂什么时候结为友好城市？",
        "earlier": "1988年1月19日",
        "now": "1988年1月29日",
    },
}


@pytest.fixture(scope="module", autouse=True)
def bot(server: TelegramServer, data: Path) -> Iterator[BotProcess]:
    """Serve all the tests of this file; not one call may have been refused."""
    with BotProcess(server, data, STAFF_USER_IDS=f"{STAFF},{COLLEAGUE}") as process:
        yield process
        server.settle()
        assert [(call.method, call.description) for call in server.refused] == []


def said(person: User, text: str) -> Message:
    person.says(text)
    return person.chat.wait_for()[0]


def pressed(person: User, message: Message, button: str) -> Message:
    before = message.edits
    person.presses(message, button)
    return person.chat.wait_for_edit(message, after=before)


def log_contact(staff: User, words: dict[str, str], city: str) -> Message:
    said(staff, "/log")
    pressed(staff, said(staff, words["said"]), words["contact"])
    pressed(staff, pressed(staff, said(staff, city), words["today"]), words["one"])
    return pressed(staff, said(staff, "Note of the call"), words["keep"])


def person_in(server: TelegramServer, number: int, language: str) -> User:
    return server.user(number, language_code=language)


@pytest.mark.parametrize("language", WORDS)
def test_a_contact_is_told_answered_with_its_source_hidden_from_the_public_and_taken_back(
    server: TelegramServer, make_person: Callable[..., User], language: str
) -> None:
    words, staff, person = WORDS[language], person_in(server, STAFF, language), make_person(language_code=language)
    kept = log_contact(staff, words, "里昂" if language == "en" else "Lyon")
    answer = said(staff, words["contacts"]).text
    assert words["said"].rstrip(".。") in answer
    assert words["entered"] in answer
    for text in (words["contacts"], words["said"], "/city Lyon", "/sources", "/entries"):
        told = said(person, text).text
        assert "sculpture" not in told.replace(words["said"], "")
        assert "雕塑" not in told.replace(words["said"], "")
    pressed(staff, kept, words["undo"])
    assert words["said"].rstrip(".。") not in said(staff, words["contacts"]).text


@pytest.mark.parametrize("language", WORDS)
def test_a_correction_is_answered_at_once_with_the_earlier_claim_beside_it(
    server: TelegramServer, make_person: Callable[..., User], language: str
) -> None:
    words, admin, person = WORDS[language], person_in(server, ADMIN, language), make_person(language_code=language)
    pressed(admin, said(admin, "/correct Lyon"), words["date"])
    for text in ("1988-01-29", "The signed original"):
        said(admin, text)
    confirm = pressed(admin, said(admin, "le 29 janvier 1988"), words["everybody"])
    kept = pressed(admin, confirm, words["accept"])
    answer = said(person, words["asked"]).text
    assert answer.index(words["now"]) < answer.index(words["earlier"])
    assert words["by_admin"] in answer
    assert "le 29 janvier 1988" in answer
    pressed(admin, kept, words["undo"])
    assert words["now"] not in said(person, words["asked"]).text
