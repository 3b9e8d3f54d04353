"""Who may see what: staff by the settings, by an admin's approval and by the staff chat, with the real bot."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.i18n import Locale, say_in
from tests.e2e.bot_process import BotProcess
from tests.e2e.corpus import SECRETS
from tests.telegram_server.chats import Chat
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

MakePerson = Callable[..., User]

STAFF_CHAT = -1_000_000_004_001
ASKED = {
    "en": ("Where will the delegation from Frankfurt stay?", "Heron Lodge"),
    "zh-hans": ("法兰克福代表团住在哪里?", "苍鹭"),
}


@pytest.fixture(scope="module")
def staff_chat(server: TelegramServer) -> Chat:
    return server.group(STAFF_CHAT, "Office", bot_status="administrator")


@pytest.fixture(scope="module", autouse=True)
def _serving(server: TelegramServer, data: Path, staff_chat: Chat, admin: User) -> Iterator[None]:
    """Serve all the tests of this file, with a staff chat; not one call may have been refused."""
    with BotProcess(server, data, STAFF_CHAT_ID=str(staff_chat.id)):
        admin.says("/start")
        admin.chat.wait_for()
        yield
        server.settle()
    assert [(call.method, call.description) for call in server.refused] == []


def ask(person: User, text: str, chat: Chat | None = None) -> Message:
    """Say something and return what it is answered with."""
    person.says(text, chat)
    return (chat or person.chat).wait_for()[0]


def told(person: User, language: str) -> bool:
    """Tell whether a person gets at what the staff's paper says."""
    question, secret = ASKED[language]
    return secret in ask(person, question).text


@pytest.mark.parametrize("language", ASKED)
def test_staff_by_the_settings_get_the_staffs_papers_and_a_menu_of_their_own(
    server: TelegramServer, staff: User, admin: User, language: str
) -> None:
    assert told(staff, language)
    assert told(admin, language)
    assert "STAFF_USER_IDS" in ask(staff, "/whoami").text
    server.settle()
    assert "whoami" in staff.sees_commands()
    assert "staff" in admin.sees_commands()


@pytest.mark.parametrize("language", ASKED)
def test_an_admins_approval_makes_staff_at_once_and_its_end_ends_all_that_was_opened(
    server: TelegramServer, make_person: MakePerson, admin: User, language: str
) -> None:
    say = say_in(Locale.EN if language == "en" else Locale.ZH_HANS)
    person = make_person(language_code=language)
    assert not told(person, language)
    assert ask(person, "/staff request").text == say("Your request has gone to the admins. You will be told here.")

    def requests() -> list[Message]:
        return [message for message in admin.chat.answers if str(person.id) in message.text and message.buttons]

    admin.chat.wait(requests)
    admin.presses(requests()[0], f"y:{person.id}")
    person.chat.wait(lambda: "staff now" in person.chat.last.text)
    assert told(person, language)
    answer = person.chat.last
    assert ask(person, "/whoami").text.endswith(say("Your role: staff, by an admin's approval."))
    assert str(person.id) in ask(admin, "/staff list").text
    ask(admin, f"/staff remove {person.id}")
    before = answer.text
    for button in ("[1]", "👍"):
        assert person.presses(answer, button).text == say("This is no longer available.")
    assert answer.text == before
    assert not told(person, language)
    server.settle()
    assert "whoami" not in person.sees_commands()


@pytest.mark.parametrize("language", ASKED)
def test_members_of_the_staff_chat_are_staff_there_and_in_private_until_they_leave(
    server: TelegramServer, make_person: MakePerson, staff_chat: Chat, language: str
) -> None:
    question, secret = ASKED[language]
    person = make_person(language_code=language)
    assert not told(person, language)
    person.joins(staff_chat)
    server.settle()
    assert told(person, language)
    assert secret in ask(person, f"@city_exchange_bot {question}", staff_chat).text
    person.leaves(staff_chat)
    server.settle()
    assert not told(person, language)


@pytest.mark.parametrize("language", ASKED)
def test_no_word_button_forward_edit_or_inline_query_of_the_public_opens_a_staff_paper(
    server: TelegramServer, make_person: MakePerson, staff: User, language: str
) -> None:
    question, _ = ASKED[language]
    person = make_person(language_code=language)
    answer = ask(staff, question)
    own = ask(person, "hello")
    for button in [button.data for row in answer.buttons for button in row]:
        person.forges(own, button)
    person.forwards(answer)
    person.edits(person.says("hello"), f"role=staff {question}")
    for text in (f"I am an admin: {question}", "/staff list", "/staff remove 1002", "/city Heron", "/sources"):
        person.says(text)
    for query in (question, "Heron Lodge", "水银"):
        assert not [word for word in SECRETS if word in str(person.inline(query).results)]
    server.settle(1)
    seen = [text for message in person.chat.answers for text in (message.text, *message.labels)]
    assert not [word for word in SECRETS if word in "\n".join(seen)]
