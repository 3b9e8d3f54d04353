"""Briefs, letters, quiet partners, pictures and exports: for staff alone, in both languages."""

import io
from collections.abc import Callable

import pytest
from docx2python import docx2python
from icalendar import Calendar
from PIL import Image
from python_calamine import CalamineWorkbook

from tests.bot.handlers.conftest import SECRET
from tests.telegram_server.chats import Chat
from tests.telegram_server.messages import Media, Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

COMMANDS = ("/brief Fukuoka", "/letter Fukuoka 50", "/dormant", "/chart", "/chart map", "/export")
DATA = ("x:b:fukuoka-jp", "x:w:fukuoka-jp", "x:l:fukuoka-jp:50", "x:e:agreements:xlsx", "x:e:dormant")


@pytest.fixture
def chinese(server: TelegramServer, staff: User) -> User:
    return server.user(staff.id, language_code="zh-hans")


def media(message: Message) -> Media:
    assert message.media is not None
    return message.media


def file_after(person: User, message: Message, button: str) -> Message:
    """Press a button and wait for the file that comes."""
    person.presses(message, button)
    (sent,) = person.chat.wait_for(after=message)
    return sent


def test_a_brief_says_what_is_on_record_with_its_sources(staff: User) -> None:
    staff.says("/brief Fukuoka")
    shown = staff.chat.wait_for()[0]
    assert shown.text.startswith("Brief on Fukuoka (Japan)")
    assert "2 May 1979. [1]" in shown.text
    assert "Fukuoka Japan 1979.05.02" in shown.text
    sent = file_after(staff, shown, "As a Word document")
    assert media(sent).name == "Brief-on-Fukuoka-Japan.docx"
    text = docx2python(io.BytesIO(media(sent).content)).text
    assert "2 May 1979" in text
    assert "Fukuoka Japan 1979.05.02" in text


def test_a_brief_in_chinese_offers_the_letter_for_the_next_round_anniversary(chinese: User) -> None:
    chinese.says("/brief 福冈")
    shown = chinese.chat.wait_for()[0]
    assert shown.text.startswith("福冈（日本）简况")
    chinese.presses(shown, "起草贺函")
    letter = chinese.chat.wait_for(after=shown)[0]
    assert letter.text.startswith("草稿")
    assert "结好50周年" in letter.text
    assert "1979年5月2日" in letter.text
    sent = file_after(chinese, letter, "Word 文档")
    assert "草稿" in docx2python(io.BytesIO(media(sent).content)).text


@pytest.mark.parametrize("behind", ["48", "48周年", "48 週年", "48th anniversary"])
def test_a_letter_is_for_the_anniversary_that_is_named(staff: User, behind: str) -> None:
    staff.says(f"/letter Fukuoka {behind}")
    text = staff.chat.wait_for()[0].text
    assert "48th anniversary" in text
    assert "2 May 2027" in text
    assert "DRAFT" in text


def test_a_letter_for_an_anniversary_without_number_is_for_the_next_round_one(staff: User) -> None:
    staff.says("/letter Fukuoka 周年")
    assert "50th anniversary" in staff.chat.wait_for()[0].text


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("/brief", "Name a city after the command"),
        ("/brief Xyzzyville", "No partner city of that name"),
        ("/dormant soon", "from 1 to 100"),
        ("/dormant 0", "from 1 to 100"),
        ("/dormant 101", "from 1 to 100"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_can(staff: User, command: str, told: str) -> None:
    staff.says(command)
    assert told in staff.chat.wait_for()[0].text


def test_who_has_gone_quiet_is_told_apart_from_who_is_not_on_record(staff: User) -> None:
    staff.says("/dormant 5")
    text = staff.chat.wait_for()[0].text
    assert "No contact on record for 5 years" in text
    assert "“No record” does not mean “no contact”." in text
    assert "Fukuoka" in text


def test_a_picture_is_drawn(staff: User) -> None:
    staff.says("/chart")
    choice = staff.chat.wait_for()[0]
    sent = file_after(staff, choice, "Year by year")
    assert media(sent).kind == "photo"
    assert Image.open(io.BytesIO(media(sent).content)).size == (1280, 1280)


def test_every_list_comes_in_every_format_that_is_offered(staff: User) -> None:
    staff.says("/export")
    choice = staff.chat.wait_for()[0]
    names = [button.text for row in choice.buttons for button in row]
    assert len(names) == 7
    for name in names:
        staff.says("/export")
        choice = staff.chat.wait_for()[0]
        staff.presses(choice, name)
        choice = staff.chat.wait_for_edit(choice)
        for file_format in [button.text for row in choice.buttons for button in row]:
            last = staff.chat.last
            staff.presses(choice, file_format)
            sent = media(staff.chat.wait_for(after=last)[0])
            if sent.name.endswith(".xlsx"):
                assert CalamineWorkbook.from_filelike(io.BytesIO(sent.content)).sheet_names
            elif sent.name.endswith(".ics"):
                assert len(Calendar.from_ical(sent.content).walk("VEVENT")) == 3
            else:
                assert sent.content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_public_gets_none_of_it(person: User, command: str) -> None:
    person.says(command)
    (shown,) = person.chat.wait_for()
    assert "for the staff" in shown.text
    assert shown.media is None


@pytest.mark.parametrize("data", DATA)
def test_a_button_of_the_staffs_does_nothing_for_the_public(person: User, data: str) -> None:
    person.says("/start")
    shown = person.chat.wait_for()[0]
    assert "no longer" in person.forges(shown, data).text
    assert person.chat.last is shown


@pytest.mark.parametrize("data", ["x:", "x:b:", "x:b:nowhere-xx", "x:e:agreements:exe", "x:l:fukuoka-jp:0"])
def test_a_forged_button_does_nothing_for_staff_either(staff: User, data: str) -> None:
    staff.says("/start")
    shown = staff.chat.wait_for()[0]
    assert "no longer" in staff.forges(shown, data).text
    assert staff.chat.last is shown


def test_in_a_group_that_is_not_the_staffs_staff_are_sent_to_the_private_chat(
    server: TelegramServer, staff: User
) -> None:
    group = server.group(-1_000_000_000_777, "Town", members=[staff])
    group.wait(lambda: group.answers, what="the greeting")
    staff.says("/brief Fukuoka", chat=group)
    shown = group.wait_for()[-1]
    assert "private chat" in shown.text
    assert "1979" not in shown.text


def test_in_the_staff_chat_papers_are_shown(staff: User, staff_chat: Chat) -> None:
    staff.joins(staff_chat)
    staff.says("/brief Frankfurt", chat=staff_chat)
    shown = staff_chat.wait_for()[-1]
    assert "Frankfurt (Germany)" in shown.text


def test_a_public_brief_cannot_be_had_by_losing_the_role(admin: User, make_person: Callable[..., User]) -> None:
    person = make_person()
    person.says("/staff request")
    person.chat.wait_for()
    admin.chat.wait(lambda: any(str(person.id) in m.text and m.buttons for m in admin.chat.answers))
    request = next(m for m in reversed(admin.chat.answers) if str(person.id) in m.text and m.buttons)
    admin.presses(request, "Approve")
    person.chat.wait(lambda: "you are staff now" in person.chat.last.text)
    person.says("/brief Frankfurt")
    shown = person.chat.wait_for()[0]
    assert SECRET in shown.text or "Frankfurt" in shown.text
    admin.says(f"/staff remove {person.id}")
    admin.chat.wait_for()
    last = person.chat.last
    assert "no longer" in person.presses(shown, "As a Word document").text
    assert person.chat.last is last


@pytest.mark.parametrize(
    ("question", "heading", "said"),
    [
        ("When did Guangzhou and Fukuoka become sister cities?", "statement", "2 May 1979"),
        ("广州和福冈什么时候结为友好城市？", "答复内容", "1979年5月2日"),
    ],
)
def test_an_answer_that_is_replied_to_is_exported_with_its_sources(
    staff: User, question: str, heading: str, said: str
) -> None:
    (answer,) = staff.says(question).chat.wait_for()
    (sent,) = staff.says("/export", reply_to=answer).chat.wait_for()
    book = CalamineWorkbook.from_filelike(io.BytesIO(media(sent).content))
    header, first, *_ = book.get_sheet_by_index(0).to_python()
    assert header[0] == heading
    assert said in str(first[0])
    assert "Fukuoka Japan 1979.05.02" in str(first[-1])
    assert any(question in str(cell) for row in book.get_sheet_by_index(1).to_python() for cell in row)


def test_an_answer_without_statements_is_not_exported_and_a_public_user_exports_none(
    staff: User, make_person: Callable[..., User]
) -> None:
    (thanks,) = staff.says("Thank you!").chat.wait_for()
    (told,) = staff.says("/export", reply_to=thanks).chat.wait_for()
    assert "nothing to export" in told.text
    person = make_person()
    (answer,) = person.says("When did Guangzhou and Fukuoka become sister cities?").chat.wait_for()
    (refused,) = person.says("/export", reply_to=answer).chat.wait_for()
    assert refused.media is None
    assert "staff" in refused.text


@pytest.mark.parametrize(
    ("text", "command", "shown"),
    [
        ("Please draft a letter to Fukuoka for the 50th anniversary", "/letter Fukuoka 50", "Fukuoka"),
        ("I need a one pager on Fukuoka", "/brief Fukuoka", "2 May 1979"),
    ],
)
def test_text_that_asks_for_what_a_command_does_offers_it_on_a_button(
    staff: User, text: str, command: str, shown: str
) -> None:
    staff.says(text)
    (offered,) = staff.chat.wait_for()
    assert command in offered.text
    staff.presses(offered, command)
    done = staff.chat.wait_for(2)[-1]
    assert done is not offered
    assert shown in done.text


def test_text_that_asks_for_what_staff_have_tells_the_public_what_there_is(person: User) -> None:
    person.says("Please draft a letter to Fukuoka for the 50th anniversary")
    (told,) = person.chat.wait_for()
    assert "staff" in told.text
    assert "/anniversaries" in told.text
