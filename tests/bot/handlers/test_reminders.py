"""Setting, changing, pausing and deleting reminders with buttons, and who may not."""

from collections.abc import Callable

import pytest

from tests.telegram_server.chats import Chat
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

GONE = "This is no longer available."


def ask(person: User, text: str, chat: Chat | None = None) -> Message:
    person.says(text, chat)
    return (chat or person.chat).wait_for()[0]


def press(person: User, message: Message, button: str) -> Message:
    """Press a button that changes its message."""
    edits = message.edits
    person.presses(message, button)
    return message.chat.wait_for_edit(message, after=edits)


def number(message: Message) -> str:
    """Return the number of the reminder that a message shows."""
    return next(button.data.split(":")[2] for row in message.buttons for button in row if button.data.startswith("r:"))


def test_a_reminder_is_set_with_one_press_and_listed(staff: User) -> None:
    offered = ask(staff, "/remind")
    assert "round years only" in offered.text
    assert "90, 30 and 7 days before, and on the day" in offered.text
    assert "at 09:00 (Asia/Shanghai)" in offered.text
    assert "The next one: " in offered.text
    assert ask(staff, "/reminders").text == "Reminders\nNone is set."
    press(staff, offered, "Set it like this")
    assert "Not set yet." not in offered.text
    listed = ask(staff, "/reminders")
    assert "1. Anniversaries · round years only · all home cities · all continents" in listed.text
    assert "09:00" in listed.text


def test_everything_about_a_reminder_is_changed_with_buttons(staff: User) -> None:
    shown = ask(staff, "/remind 7:45")
    assert "at 07:45" in shown.text
    for button, said in (
        ("Every year", "every year"),
        ("Continent", "With partners where?"),
        ("Europe", "all home cities · Europe"),
        ("How long before", "How many days before?"),
        ("30 · 7 · 0", "· 30 and 7 days before, and on the day"),
        ("Time of day", "At what time?"),
        ("16:00", "at 16:00"),
        ("Intentions coming due", "· open intentions with a due date"),
        ("monthly digest", "On the first of each month, at 16:00"),
        ("one by one", "every year"),
        ("Set it like this", "The next one"),
        ("Pause", "Paused."),
        ("Resume", "The next one"),
        ("Delete", "Deleted"),
        ("Undo", "The next one"),
        ("All reminders", "1. Anniversaries · every year · all home cities · Europe"),
        ("New reminder", "Not set yet."),
    ):
        assert said in press(staff, shown, button).text, button


@pytest.mark.parametrize(("written", "at"), [("8：30", "08:30"), ("3pm", "15:00"), ("下午3点", "15:00")])
def test_the_time_of_a_reminder_is_read_as_people_write_it(staff: User, written: str, at: str) -> None:
    assert f"at {at} " in ask(staff, f"/remind {written}").text


def test_a_time_that_cannot_be_read_sets_nothing(staff: User) -> None:
    told = ask(staff, "/remind tomorrow")
    assert told.text == "I cannot read that time of day. Write it as /remind 8:30"
    assert not told.buttons


def test_a_button_pressed_twice_and_a_forged_value_do_no_harm(staff: User) -> None:
    shown = ask(staff, "/remind")
    confirm = shown.button("Set it like this").data
    press(staff, shown, "Set it like this")
    before = shown.text
    staff.forges(shown, confirm)
    assert shown.text == before
    which = number(shown)
    for data in (
        f"r:E:{which}:1-2-3",
        f"r:T:{which}:9999",
        f"r:K:{which}:atlantis",
        f"r:H:{which}:atlantis",
        f"r:u:{which}:on",
        f"r:w:{which}:digest",
        f"r:w:{which}:programme_news",
        "r:o:999999:",
        f"r:z:{which}:",
        "r:c:0:atlantis",
    ):
        assert staff.forges(shown, data).text == GONE, data
    assert shown.text == before


def test_nobody_changes_the_reminder_of_somebody_else(
    staff: User, person: User, make_person: Callable[..., User]
) -> None:
    shown = ask(staff, "/remind")
    press(staff, shown, "Set it like this")
    theirs = ask(person, "/start")
    for verb in ("o", "p", "d", "x", "m"):
        assert person.forges(theirs, f"r:{verb}:{number(shown)}:").text == GONE
    assert "Paused" not in ask(staff, "/reminders").text
    stranger = make_person("zh-hans")
    told = ask(stranger, "/remind").text
    assert "周年提醒供本单位工作人员使用。" in told
    assert "/subscribe" in told
    asked = ask(stranger, "/about")
    edits = asked.edits
    stranger.forges(asked, "r:n:0:")
    stranger.chat.wait_for_edit(asked, after=edits)
    assert "周年提醒供本单位工作人员使用。" in asked.text
    assert not asked.buttons


def test_everybody_subscribes_to_the_news_of_programmes_and_unsubscribes(person: User) -> None:
    shown = ask(person, "/subscribe")
    assert "When a public programme is new or has changed" in shown.text
    assert ask(person, "/subscribe").text == shown.text
    listed = ask(person, "/reminders")
    assert listed.text == "Reminders\n1. News of exchange programmes · 09:00"
    assert "New reminder" not in str(listed.buttons)
    press(person, listed, "1. News")
    assert "Deleted" in press(person, listed, "Unsubscribe").text
    assert ask(person, "/reminders").text == "Reminders\nNone is set."


def test_the_staff_chat_has_reminders_that_admins_set(staff: User, admin: User, staff_chat: Chat, person: User) -> None:
    for one in (staff, admin, person):
        one.joins(staff_chat)
    assert "Only admins" in ask(staff, "/remind", staff_chat).text
    shown = ask(admin, "/remind", staff_chat)
    press(admin, shown, "Set it like this")
    assert staff.presses(shown, "Pause").text == GONE
    assert "the admins' to set" in ask(staff, "/reminders", staff_chat).text
    assert "1. Anniversaries" in ask(admin, "/reminders", staff_chat).text
    assert "Deleted" in press(admin, shown, "Delete").text


def test_in_another_group_the_way_to_the_private_chat_is_shown(server: TelegramServer, staff: User) -> None:
    group = server.group(-1_000_000_008_001, "Friends", [staff])
    group.wait(lambda: group.answers)
    for command in ("remind", "reminders", "subscribe"):
        told = ask(staff, f"/{command}", group)
        assert told.buttons[0][0].url == f"https://t.me/city_exchange_bot?start={command}"
    staff.says("/start subscribe")
    assert "When a public programme" in staff.chat.wait_for()[0].text


def test_who_is_forgotten_has_no_reminders(staff: User) -> None:
    press(staff, ask(staff, "/remind"), "Set it like this")
    ask(staff, "/subscribe")
    asked = ask(staff, "/forget")
    assert "2 reminders and subscriptions" in press(staff, asked, "Yes, delete it").text
    assert ask(staff, "/reminders").text == "Reminders\nNone is set."


@pytest.mark.parametrize("command", ["/remind", "/subscribe", "/reminders"])
def test_the_menus_offer_what_the_role_may_do(server: TelegramServer, staff: User, person: User, command: str) -> None:
    ask(staff, "/start")
    server.settle()
    assert command[1:] in staff.sees_commands()
    assert (command[1:] in person.sees_commands()) == (command != "/remind")
