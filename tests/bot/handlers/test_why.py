"""/why: staff are told how the answer in front of them was made."""

from collections.abc import Callable

import pytest

from bot.i18n import Locale, say_in
from tests.telegram_server.chats import Chat
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

CAMP = "How many students did the youth camp of 2018 bring from Lyon?"
FUKUOKA = "When did Guangzhou and Fukuoka become sister cities?"


def ask(person: User, text: str, chat: Chat | None = None) -> None:
    person.says(text, chat)
    (chat or person.chat).wait_for()


def test_the_latest_answer_is_explained_by_what_was_weighed(staff: User) -> None:
    ask(staff, FUKUOKA)
    ask(staff, CAMP)
    staff.says("/why")
    (told,) = staff.chat.wait_for()
    assert "How this answer was made" in told.text
    assert f"Question as understood: {CAMP}" in told.text
    (weighed,) = told.covered("expandable_blockquote")
    assert weighed.startswith("1. ")
    assert "The youth camp of 2018 brought 120 students from Lyon to Guangzhou." in weighed
    assert "camp.md" in weighed
    assert "No language model was used." in told.text


def test_an_answer_that_is_replied_to_is_explained_and_so_is_the_answer_to_a_question_replied_to(staff: User) -> None:
    question = staff.says(FUKUOKA)
    (answer,) = staff.chat.wait_for()
    ask(staff, CAMP)
    for message in (answer, question):
        staff.says("/why", reply_to=message)
        (told,) = staff.chat.wait_for()
        assert f"Question as understood: {FUKUOKA}" in told.text
        assert "Answered from the records." in told.text
        assert "The papers were not searched." in told.text


def test_it_is_told_in_the_language_of_who_asks(staff: User) -> None:
    say = say_in(Locale.ZH_HANS)
    staff.says("/language")
    (offer,) = staff.chat.wait_for()
    staff.presses(offer, "简体中文")
    ask(staff, "2018年青年营接待了多少来自里昂的学生?")
    staff.says("/why")
    (told,) = staff.chat.wait_for()
    assert say("How this answer was made") in told.text
    assert say("No language model was used.") in told.text


def test_in_the_staff_chat_any_of_the_staff_may_ask_why(staff: User, admin: User, staff_chat: Chat) -> None:
    for person in (staff, admin):
        person.joins(staff_chat)
    staff.says(f"@city_exchange_bot {CAMP}", staff_chat)
    (answer,) = staff_chat.wait_for()
    admin.says("/why", reply_to=answer)
    (told,) = staff_chat.wait_for()
    assert f"Question as understood: {CAMP}" in told.text


def test_where_nothing_was_answered_there_is_nothing_to_explain(staff: User) -> None:
    staff.says("/why")
    (told,) = staff.chat.wait_for()
    assert told.text == "I find no answer to explain. Reply to an answer with /why, or ask first."
    staff.says("/help")
    (listed,) = staff.chat.wait_for()
    assert "/why – " in listed.text
    staff.says("/why", reply_to=listed)
    assert staff.chat.wait_for()[0].text == told.text


def test_the_public_is_told_kindly_that_it_is_for_staff(person: User) -> None:
    ask(person, CAMP)
    person.says("/why")
    (told,) = person.chat.wait_for()
    assert told.text == "That is for the staff of the office. /staff tells how to become one."
    person.says("/help")
    assert "/why" not in person.chat.wait_for()[0].text


def test_an_answer_given_to_the_public_is_not_explained_to_who_has_become_staff_since(
    person: User, admin: User
) -> None:
    ask(person, CAMP)
    person.says("/staff request")
    person.chat.wait_for()
    admin.chat.wait(lambda: str(person.id) in admin.chat.last.text and admin.chat.last.buttons)
    admin.presses(admin.chat.last, "Approve")
    person.chat.wait(lambda: "you are staff now" in person.chat.last.text)
    person.says("/why")
    assert person.chat.wait_for()[0].text == "How that answer was made is not kept: that is done for staff only."


def test_in_a_group_the_way_to_the_private_chat_is_shown(
    server: TelegramServer, staff: User, make_person: Callable[..., User]
) -> None:
    group = server.group(-1_000_000_000_781, "Friends", [staff, make_person()])
    group.wait_for()  # it introduces itself
    staff.says("/why", group)
    (told,) = group.wait_for()
    assert told.labels == ["Open the private chat"]


def test_staff_are_told_that_it_is_stored(staff: User) -> None:
    staff.says("/privacy")
    assert "how an answer was made (/why): as long as the answer" in staff.chat.wait_for()[0].text


def test_what_is_forgotten_is_explained_no_more(staff: User) -> None:
    ask(staff, CAMP)
    answer = staff.chat.last
    staff.says("/forget")
    (offer,) = staff.chat.wait_for()
    staff.presses(offer, offer.labels[0])
    staff.says("/why", reply_to=answer)
    told = staff.chat.wait_for()[-1]
    assert told.text == "I find no answer to explain. Reply to an answer with /why, or ask first."


@pytest.mark.parametrize("role", ["staff", "admin"])
def test_it_is_in_the_menu_of_the_staff(request: pytest.FixtureRequest, role: str) -> None:
    person: User = request.getfixturevalue(role)
    ask(person, "/start")
    person.chat.wait(lambda: "why" in person.sees_commands())
