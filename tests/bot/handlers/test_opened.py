"""The buttons below an answer, and who may press them."""

from collections.abc import Callable

import pytest

from tests.bot.handlers.test_papers import media
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

MakePerson = Callable[..., User]

CAMP = "How many students came to the youth camp of 2018 from Lyon?"
WHEN = {"en": "When did Guangzhou and Fukuoka become sister cities?", "zh-hans": "广州和福冈什么时候结为友好城市?"}
BACK = {"en": "Back to the answer", "zh-hans": "返回"}
GONE = {"en": "no longer available", "zh-hans": "不"}


@pytest.mark.parametrize("language", WHEN)
def test_a_source_opens_in_place_of_the_answer_and_closes_again(make_person: MakePerson, language: str) -> None:
    person = make_person(language)
    person.says(WHEN[language])
    (answer,) = person.chat.wait_for()
    before = answer.text
    person.presses(answer, "Friendship Cities")
    assert "Fukuoka Japan 1979.05.02" in "".join(answer.covered("bold"))
    assert answer.text != before
    person.presses(answer, BACK[language])
    assert answer.text == before
    assert person.chat.answers == [answer]


def test_a_source_is_shown_with_the_text_around_it_and_its_marks_escaped(person: User) -> None:
    person.says(CAMP)
    (answer,) = person.chat.wait_for()
    assert "120 students" in answer.text
    person.presses(answer, "youth camp")
    assert "<Pearl & River>" in answer.text


def test_the_file_of_a_paper_comes_at_a_press_and_a_table_to_staff_only(person: User, staff: User) -> None:
    person.says(CAMP)
    (answer,) = person.chat.wait_for()
    person.presses(answer, "youth camp")
    person.presses(answer, "The file itself")
    (sent,) = person.chat.wait_for(after=answer)
    assert media(sent).name.endswith(".md")
    assert b"120 students" in media(sent).content
    for somebody, offered in ((person, False), (staff, True)):
        somebody.says(WHEN["en"])
        answer = somebody.chat.wait_for()[-1] if somebody is staff else somebody.chat.wait_for(after=sent)[0]
        opening = answer.button("Friendship Cities").data
        somebody.presses(answer, "Friendship Cities")
        assert ("The file itself" in [button.text for row in answer.buttons for button in row]) is offered
        pressed = somebody.forges(answer, f"O:{opening.removeprefix('s:')}")
        assert ("no longer" in (pressed.text or "")) is not offered


@pytest.mark.parametrize(
    ("language", "own", "other"), [("en", "2 May 1979", "1979年5月2日"), ("zh-hans", "1979年5月2日", "2 May 1979")]
)
def test_the_other_language_takes_the_place_of_the_answer_and_gives_it_back(
    make_person: MakePerson, language: str, own: str, other: str
) -> None:
    person = make_person(language)
    person.says(WHEN[language])
    (answer,) = person.chat.wait_for()
    buttons = ["中文", "In English"] if language == "en" else ["In English", "中文"]
    person.presses(answer, buttons[0])
    person.chat.wait_for_edit(answer)
    assert other in answer.text
    assert own not in answer.text
    person.presses(answer, buttons[1])
    person.chat.wait_for_edit(answer, after=1)
    assert own in answer.text
    assert person.chat.answers == [answer]


def test_the_other_language_of_a_follow_up_keeps_what_it_follows_up_on(person: User) -> None:
    person.says(WHEN["en"])
    person.chat.wait_for()
    person.says("And Lyon?")
    (answer,) = person.chat.wait_for()
    person.presses(answer, "中文")
    person.chat.wait_for_edit(answer)
    assert "1988年1月19日" in answer.text


@pytest.mark.parametrize(
    ("question", "choice", "expected"),
    [
        ("whichcity When did Guangzhou and Frankfurt become sister cities?", "Lyon", "19 January 1988"),
        ("什么时候结好的?", "里昂", "1988年1月19日"),
    ],
)
def test_a_choice_answers_the_question_that_offered_it(
    make_person: MakePerson, question: str, choice: str, expected: str
) -> None:
    person = make_person()
    person.says(question)
    (asked,) = person.chat.wait_for()
    person.presses(asked, choice)
    heading, answer = person.chat.wait_for(2, after=asked)
    assert heading.text == choice
    assert expected in answer.text


@pytest.mark.parametrize(("language", "thanks"), [("en", "Thank you"), ("zh-hans", "谢谢")])
def test_feedback_is_thanked_for_and_changed_by_pressing_again(
    make_person: MakePerson, language: str, thanks: str
) -> None:
    person = make_person(language)
    person.says(WHEN[language])
    (answer,) = person.chat.wait_for()
    assert thanks in person.presses(answer, "👍").text
    assert thanks in person.presses(answer, "👎").text


@pytest.mark.parametrize("language", GONE)
def test_a_forged_button_opens_nothing(make_person: MakePerson, language: str) -> None:
    person = make_person(language)
    person.says(WHEN[language])
    (answer,) = person.chat.wait_for()
    source = answer.button("Friendship Cities").data
    _, answer_id, _ = source.split(":")
    forged = [
        f"s:{answer_id}:99", f"s:{answer_id}:0", f"s:{answer_id}:-1", f"s:{answer_id}", f"k:{answer_id}:1",
        "s:AAAAAAAAAAA:1",
        "l:AAAAAAAAAAA", "b:AAAAAAAAAAA", "u:AAAAAAAAAAA", "k:AAAAAAAAAAA:1", "q:99", "q:0", "y:5001", "n:5001", "L:xx",
        "f:1", "role:staff", "s", ":", "c:nowhere", "x" * 64, "s:' OR 1=1 --:1",
    ]  # fmt: skip
    before = answer.text
    for data in forged:
        shown = person.forges(answer, data)
        assert GONE[language] in shown.text, data
    assert answer.text == before
    assert person.chat.answers == [answer]


def test_the_answer_of_a_private_chat_opens_for_nobody_else(make_person: MakePerson) -> None:
    asker, thief = make_person(), make_person()
    asker.says(WHEN["en"])
    (answer,) = asker.chat.wait_for()
    thief.says("hello")
    (own,) = thief.chat.wait_for()
    before = own.text
    for button in (answer.button("Friendship Cities"), answer.button("中文"), answer.button("👍")):
        assert "no longer" in thief.forges(own, button.data).text
    assert own.text == before


def test_a_staff_answer_closes_when_the_role_ends(server: TelegramServer, make_person: MakePerson, admin: User) -> None:
    person = make_person()
    person.says("/staff request")
    person.chat.wait_for()

    def requests() -> list[Message]:
        return [message for message in admin.chat.answers if str(person.id) in message.text and message.buttons]

    admin.chat.wait(requests)
    admin.presses(requests()[-1], "Approve")
    person.chat.wait_for(2)
    person.says("Where does the delegation from Frankfurt stay?")
    (answer,) = person.chat.wait_for()
    assert "Heron Lodge" in answer.text
    admin.says(f"/staff remove {person.id}")
    admin.chat.wait_for()
    before = answer.text
    source = next(button.data for row in answer.buttons for button in row if button.data.startswith("s:"))
    for data in (source, source.replace("s:", "l:").rsplit(":", 1)[0], source.replace("s:", "b:").rsplit(":", 1)[0]):
        assert "no longer" in person.forges(answer, data).text
    assert answer.text == before
    server.settle()
    person.says("And the members?")
    assert "Heron" not in person.chat.wait_for()[0].text
