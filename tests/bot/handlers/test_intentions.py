"""/intentions: for staff alone; each change is an entry of its own, answered with at once and taken back by its own."""

from collections.abc import Callable, Iterator

import pytest

from tests.bot.handlers.keeping import NO_LONGER, pressed, said, unhurried
from tests.telegram_server.chats import Chat
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

__all__ = ["unhurried"]


def log_intention(person: User, text: str) -> Message:
    """Put an intention with Fukuoka on record that is overdue, and return the message that says so."""
    said(person, "/log")
    pressed(person, said(person, text), "Intention")
    said(person, "Fukuoka")
    said(person, "Culture office")
    said(person, "2020-02")
    said(person, "2021-06-30")
    pressed(person, person.chat.last, "agreed")
    pressed(person, person.chat.last, "Leave it in one language")
    return pressed(person, said(person, "Memorandum of 2020"), "Keep it")


def test_an_intention_is_followed_up_with_buttons_and_each_change_can_be_taken_back(
    server: TelegramServer, staff: User, staff_numbers: Iterator[int]
) -> None:
    logged = log_intention(staff, "A shared Marmoset museum is meant.")
    listed = said(staff, "/intentions Fukuoka")
    assert "⚠ overdue · A shared Marmoset museum is meant (agreed; owner: Culture office; due 30 June 2021). [1]" in (
        listed.text
    )
    assert "Marmoset" in said(staff, "/brief Fukuoka").text
    card = pressed(staff, listed, "1")
    assert "Owner: Culture office" in card.text
    assert "Signed: February 2020" in card.text
    assert "Take it back" not in card.labels
    card = pressed(staff, card, "→ running")
    assert "Status: running" in card.text
    assert "→ agreed" in card.labels
    assert "(running; owner: Culture office; due 30 June 2021)" in said(staff, "/intentions running Fukuoka").text
    assert "Intention · A shared Marmoset museum" in said(staff, "/entries").text
    colleague = server.user(next(staff_numbers), language_code="zh-hans")
    assert "⚠ 逾期" in said(colleague, "/intentions 福冈 进行中").text
    assert "已不可用" in colleague.forges(colleague.chat.last, card.button("Take it back").data).text
    undone = pressed(staff, card, "Take it back")
    assert "Taken back on" in undone.text
    assert "(agreed; owner" in said(staff, "/intentions Fukuoka all").text
    done = pressed(staff, pressed(staff, staff.chat.last, "1"), "→ done")
    assert "overdue" not in done.text
    assert "None of the 1 on record." in said(staff, "/intentions Fukuoka").text
    for message in (done, logged):
        pressed(staff, message, "Take it back")
    assert "No intention is on record." in said(staff, "/intentions Fukuoka all").text


def test_a_status_that_it_has_already_keeps_no_entry(staff: User) -> None:
    logged = log_intention(staff, "A Tapir trail is meant.")
    card = pressed(staff, said(staff, "/intentions Fukuoka"), "1")
    assert "→ agreed" not in card.labels
    same = card.button("→ running").data.replace(":running:", ":agreed:")
    assert staff.forges(card, same).text == "It is so already."
    assert said(staff, "/entries").text.count("Tapir trail") == 1
    pressed(staff, logged, "Take it back")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("/intentions Xyzzyville", "No partner city of that name"),
        ("/intentions Frankfurt", "No intention is on record."),
        ("/intentions Frankfurt dropped", "Intentions: dropped · Frankfurt"),
    ],
)
def test_what_is_not_on_record_is_said(staff: User, command: str, told: str) -> None:
    assert told in said(staff, command).text


def test_the_public_gets_none_of_it(person: User) -> None:
    shown = said(person, "/intentions")
    assert "for the staff" in shown.text
    for data in ("i:l:all::1", "i:s:0123456789:done:all::1", "i:c:0123456789:all::1"):
        assert person.forges(shown, data).text == NO_LONGER


def test_intentions_are_shown_in_the_staff_chat_and_in_no_other_group(
    server: TelegramServer, staff: User, staff_chat: Chat, make_person: Callable[..., User]
) -> None:
    staff.joins(staff_chat)
    staff.says("/intentions", staff_chat)
    assert "Intentions: open" in staff_chat.wait_for()[0].text
    group = server.group(-1_000_000_007_011, "Friends", [staff, make_person()], bot_status="administrator")
    group.wait(lambda: group.answers)
    staff.says("/intentions", group)
    assert "private chat" in group.wait_for()[0].text


def test_a_forged_button_of_intentions_leads_nowhere(staff: User) -> None:
    shown = said(staff, "/intentions Frankfurt")
    for data in ("i:", "i:l:none::1", "i:l:all::99", "i:s:0123456789:done:all::1", "i:b:0123456789:none:all::1"):
        assert staff.forges(shown, data).text == NO_LONGER
