"""Putting events, contacts and intentions on record, as staff do it in the chat."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from tests.bot.handlers.keeping import NO_LONGER, log_contact, pressed, said, unhurried
from tests.telegram_server.chats import Chat
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

__all__ = ["unhurried"]


def test_a_contact_is_kept_step_by_step_and_answered_at_once_until_it_is_taken_back(staff: User) -> None:
    asked = said(staff, "/log")
    assert "What happened, or what is intended?" in asked.text
    asked = said(staff, "The mayor <b>of Lyon</b> & his deputy asked about the Zebrafish regatta.")
    assert "What is it?" in asked.text
    assert asked.labels == ["Event", "Contact", "Intention", "‹ Back", "Cancel"]
    assert "Which city?" in pressed(staff, asked, "Contact").text
    asked = said(staff, "里昂")
    assert "City: Lyon" in asked.text
    assert "When?" in asked.text
    asked = said(staff, "2025-03")
    assert "Date: March 2025" in asked.text
    assert "The same in Chinese" in asked.text
    asked = said(staff, "里昂市长问起斑马鱼赛艇会。")
    confirm = said(staff, "Letter of 3 March 2025, https://example.org/letter?a=1")
    assert "\n· Contact\n· City: Lyon\n· Date: March 2025\n" in confirm.text
    assert "The mayor <b>of Lyon</b> & his deputy asked" in confirm.text
    assert "里昂市长问起斑马鱼赛艇会（来源：Letter of 3 March 2025" in confirm.text
    assert "For staff only." in confirm.text
    assert confirm.labels == ["Keep it", "‹ Back", "Cancel"]
    kept = pressed(staff, confirm, "Keep it")
    assert kept.text.startswith("Kept")
    answer = said(staff, "What happened with Lyon in March 2025?")
    assert "Zebrafish regatta" in answer.text
    assert "Entered by staff on " in answer.text
    assert "Letter of 3 March 2025" in answer.text
    opened = pressed(staff, answer, "[1]")
    assert "The mayor <b>of Lyon</b> & his deputy asked about the Zebrafish regatta." in "".join(opened.covered("bold"))
    assert "斑马鱼" in said(staff, "2025年3月里昂有什么活动？").text
    undone = pressed(staff, kept, "Take it back")
    assert "Taken back on" in undone.text
    assert "Zebrafish" not in said(staff, "What happened with Lyon in March 2025?").text


def test_an_intention_is_told_with_its_owner_dates_and_status(staff: User) -> None:
    pressed(staff, said(staff, "/log 双方有意合办港口论坛。"), "Intention")
    assert "Who follows it up?" in said(staff, "Frankfurt").text
    asked = pressed(staff, said(staff, "Port office"), "Not signed")
    asked = said(staff, "end of nothing")
    assert "I cannot read that date." in asked.text
    asked = said(staff, "June 2027")
    assert "Due: June 2027" in asked.text
    pressed(staff, asked, "proposed")
    confirm = pressed(staff, pressed(staff, staff.chat.last, "Leave it in one language"), "We know it ourselves")
    assert "\n· Intention\n· City: Frankfurt\n" in confirm.text
    assert "(Intention, proposed)" in confirm.text
    assert "due June 2027; owner: Port office" in confirm.text
    kept = pressed(staff, confirm, "Keep it")
    pressed(staff, kept, "Take it back")


@pytest.mark.parametrize(
    "typed",
    [
        ("intention", "not signed", "end of next year", "proposed", "none", "we know it ourselves", "yes"),
        ("意向", "未签署", "明年年底", "已提出", "只用一种语言", "本单位掌握的情况", "确认"),
        ("3", "none", "明年底", "1", "跳过", "无", "好的"),
    ],
)
def test_every_step_with_buttons_hears_what_is_typed_in_either_language(staff: User, typed: tuple[str, ...]) -> None:
    kind, unsigned, due, status, one, own, yes = typed
    said(staff, "/log")
    said(staff, "Both ports mean to exchange pilots.")
    assert "Which city?" in said(staff, kind).text
    said(staff, "Frankfurt")
    said(staff, "Not decided")
    assert "By when is it to be done?" in said(staff, unsigned).text
    year = dt.datetime.now(ZoneInfo("Asia/Shanghai")).year + 1
    assert f"Due: December {year}" in said(staff, due).text
    assert "The same in Chinese" in said(staff, status).text
    assert "What is the source?" in said(staff, one).text
    confirm = said(staff, own)
    assert "(Intention, " in confirm.text
    assert "Both ports mean to exchange pilots" in confirm.text
    kept = said(staff, yes)
    assert kept.text.startswith("Kept")
    pressed(staff, kept, "Take it back")


def test_back_and_cancel_may_be_typed_too(staff: User) -> None:
    said(staff, "/log The port called.")
    assert "Which city?" in said(staff, "contact").text
    assert "What is it?" in said(staff, "返回").text
    assert said(staff, "取消").text == "Cancelled. Nothing was kept."
    assert said(staff, "/cancel").text == "There is nothing to cancel."


def test_an_event_to_come_is_kept_as_planned(staff: User) -> None:
    pressed(staff, pressed(staff, said(staff, "/log A forum on trams."), "Event"), "Forum")
    year = dt.datetime.now(ZoneInfo("Asia/Shanghai")).year + 1
    said(staff, "Lyon")
    said(staff, f"{year}年5月")
    pressed(staff, staff.chat.last, "Leave it in one language")
    confirm = said(staff, "Programme of the forum")
    assert "(Planned)" in confirm.text
    pressed(staff, confirm, "Cancel")


def test_a_city_that_is_not_known_gives_choices_and_may_be_taken_as_written(staff: User) -> None:
    pressed(staff, said(staff, "/log A call."), "Contact")
    asked = said(staff, "Frnkfurt am Mein")
    assert "No partner city is called “Frnkfurt am Mein”." in asked.text
    assert "“Frnkfurt am Mein”, as I wrote it" in asked.labels
    asked = said(staff, "Atlantis <i>;</i>")
    taken = pressed(staff, asked, "as I wrote it")
    assert "City: Atlantis <i>,</i>" in taken.text
    assert staff.forges(taken, taken.buttons[0][0].data.replace("date:today", "city:nowhere")).text == NO_LONGER
    staff.says("/cancel")
    staff.chat.wait_for()


def test_every_step_can_be_cancelled_and_gone_back_from(staff: User) -> None:
    asked = pressed(staff, said(staff, "/log A visit."), "Event")
    assert {"‹ Back", "Cancel"} <= set(asked.labels)
    asked = pressed(staff, asked, "Visit")
    asked = pressed(staff, asked, "‹ Back")
    assert "What kind of event?" in asked.text
    assert pressed(staff, asked, "Cancel").text == "Cancelled. Nothing was kept."
    assert staff.forges(asked, asked.buttons[0][0].data if asked.buttons else "e:AAAAAAAAAAA:save:").text == NO_LONGER
    assert said(staff, "/cancel").text == "There is nothing to cancel."
    assert "Friendship Cities" in said(staff, "When did Guangzhou and Lyon become sister cities?").text


def test_a_button_of_an_earlier_step_or_dialogue_leads_nowhere(staff: User) -> None:
    first = said(staff, "/log A call.")
    contact = first.button("Contact").data
    pressed(staff, first, "Contact")
    assert staff.forges(first, contact).text == NO_LONGER
    second = said(staff, "/log A call.")
    assert staff.forges(second, contact).text == NO_LONGER
    assert staff.forges(second, contact.replace(":kind:contact", ":save:")).text == NO_LONGER
    pressed(staff, second, "Cancel")


def test_a_text_that_names_no_button_is_told_so_and_not_taken_for_a_question(staff: User) -> None:
    said(staff, "/log A call.")
    asked = said(staff, "When did Guangzhou and Lyon become sister cities?")
    assert "press one of the buttons, or write what stands on it" in asked.text
    assert "Which city?" in pressed(staff, asked, "Contact").text
    assert "Sister cities" in said(staff, "/cities").text or staff.chat.last.buttons
    assert "City: Lyon" in said(staff, "Lyon").text
    said(staff, "/cancel")
    assert "19 January 1988" in said(staff, "When did Guangzhou and Lyon become sister cities?").text


def test_an_edit_changes_nothing_and_is_told_so(server: TelegramServer, staff: User) -> None:
    pressed(staff, said(staff, "/log A call."), "Contact")
    city = staff.says("Lyon")
    staff.chat.wait_for()
    number = len(staff.chat.answers)
    staff.edits(city, "Fukuoka")
    staff.chat.wait(lambda: len(staff.chat.answers) > number)
    assert "press “Back”" in staff.chat.last.text
    assert "City: Lyon" in said(staff, "2024").text
    said(staff, "/cancel")
    server.settle()


def test_too_many_words_are_not_taken(staff: User) -> None:
    said(staff, "/log")
    asked = said(staff, "x" * 1001)
    assert "That is 1001 characters. Please say it in 1000." in asked.text
    said(staff, "/cancel")


@pytest.mark.parametrize("command", ["/log", "/correct Lyon", "/entries"])
def test_the_public_is_told_whom_it_is_for_and_shown_nothing(person: User, command: str) -> None:
    told = said(person, command)
    assert told.text == "That is for the staff of the office. /staff tells how to become one."
    assert not told.buttons


def test_in_the_staff_chat_the_dialogue_moves_to_the_private_one(staff: User, staff_chat: Chat) -> None:
    staff.joins(staff_chat)
    staff.says("/log", staff_chat)
    (told,) = staff_chat.wait_for()
    assert told.buttons[0][0].url.endswith("?start=log")
    assert "What happened, or what is intended?" in said(staff, "/start log").text
    said(staff, "/cancel")


def test_what_staff_keep_for_themselves_never_reaches_the_public(staff: User, person: User) -> None:
    kept = log_contact(staff, "The Zanzibarian delegation stays at the Otter Inn.", source="Otter file")
    assert "Otter" in said(staff, "What contact was there with Lyon today?").text + said(staff, "/city Lyon").text
    token = next(button.data for row in kept.buttons for button in row if "undo" in button.data).rpartition(":")[2]
    shown = said(person, "When did Guangzhou and Lyon become sister cities?")
    for data in (f"e:show:{token}:1", f"e:undo:{token}", "e:list:1", "e:csv", f"e:{token}:save:"):
        assert person.forges(shown, data).text == NO_LONGER
    asked = ("What happened with Lyon?", "Otter Inn", "/city Lyon", "Where does the Zanzibarian delegation stay?")
    told = [said(person, text).text for text in (*asked, "/sources", "/entries", "/log", "/dormant")]
    told += [repr(person.inline(query)) for query in ("Lyon", "Otter Inn")]
    assert not [text for text in told if "Otter" in text.replace("“Otter Inn”", "") or "Zanzibarian d" in text]
    pressed(staff, kept, "Take it back")
