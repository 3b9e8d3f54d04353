"""Asking: text, follow-ups, edits, limits, and what is no text."""

import re
from collections.abc import Callable

import pytest

from tests.telegram_server.entities import typed
from tests.telegram_server.people import User, _media
from tests.telegram_server.server import TelegramServer

MakePerson = Callable[..., User]

WHEN = {
    "en": ("When did Guangzhou and Fukuoka become sister cities?", "2 May 1979"),
    "zh-hans": ("广州和福冈什么时候结为友好城市?", "1979年5月2日"),
    "zh-hant": ("廣州和福岡什麼時候結為友好城市?", "1979年5月2日"),
}


@pytest.mark.parametrize("language", WHEN)
def test_a_question_is_answered_with_its_source_in_its_own_language(make_person: MakePerson, language: str) -> None:
    person = make_person("de")  # whose client speaks neither
    question, date = WHEN[language]
    person.says(question)
    (answer,) = person.chat.wait_for()
    assert date in answer.text
    assert "Fukuoka Japan 1979.05.02" in answer.covered("expandable_blockquote")[0]
    assert {"en": "Sources", "zh-hans": "出处", "zh-hant": "出處"}[language] in answer.text
    assert {"en": "中文", "zh-hans": "In English", "zh-hant": "In English"}[language] in answer.labels
    assert {"👍", "👎"} < set(answer.labels)


def test_a_sign_of_work_comes_at_once_and_stays_while_the_work_goes_on(person: User) -> None:
    person.says("slow When did Guangzhou and Lyon become sister cities?")
    person.chat.wait(lambda: person.chat.actions, 5)
    assert not person.chat.answers
    person.chat.wait_for()
    assert set(person.chat.actions) == {"typing"}


@pytest.mark.parametrize(
    ("first", "second", "date", "only_alone"),
    [
        ("When did Guangzhou and Fukuoka become sister cities?", "And Lyon?", "19 January 1988", "next anniversary"),
        ("广州和福冈什么时候结为友好城市?", "那里昂呢?", "1988年1月19日", "下一个周年"),
    ],
)
def test_a_follow_up_leans_on_the_question_before_until_a_new_conversation_begins(
    make_person: MakePerson, first: str, second: str, date: str, only_alone: str
) -> None:
    person = make_person()
    person.says(first)
    person.chat.wait_for()
    person.says(second)
    (answer,) = person.chat.wait_for()
    assert date in answer.text
    assert only_alone not in answer.text
    person.says("/new")
    person.chat.wait_for()
    person.says(second)
    assert (
        only_alone in person.chat.wait_for()[0].text
    )  # all that is known of the city, as nothing in particular is asked


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "When did Guangzhou and Fukuoka become sister cities?",
            "When did Guangzhou and Lyon become sister cities?",
            "1988",
        ),
        ("广州和福冈什么时候结为友好城市?", "广州和里昂什么时候结为友好城市?", "1988年"),
    ],
)
def test_an_edited_question_changes_its_answer_in_place(
    make_person: MakePerson, first: str, second: str, expected: str
) -> None:
    person = make_person()
    question = person.says(first)
    (answer,) = person.chat.wait_for()
    person.edits(question, second)
    person.chat.wait_for_edit(answer)
    assert expected in answer.text
    assert person.chat.answers == [answer]


def test_a_longer_answer_to_an_edited_question_goes_on_below_and_a_shorter_one_leaves_nothing_over(
    server: TelegramServer, person: User
) -> None:
    question = person.says("hello")
    (answer,) = person.chat.wait_for()
    person.edits(question, "long please")
    person.chat.wait(lambda: len(person.chat.answers) > 1)
    server.settle()
    parts = person.chat.answers
    assert parts[0] is answer
    assert all(f"{n} word" in "\n".join(part.text for part in parts) for n in range(20))
    person.edits(question, "When did Guangzhou and Lyon become sister cities?")
    person.chat.wait(lambda: len(person.chat.answers) == 1)
    assert "1988" in answer.text


def test_an_edit_that_changes_no_word_changes_nothing(server: TelegramServer, person: User) -> None:
    question = person.says("When did Guangzhou and Lyon become sister cities?")
    (answer,) = person.chat.wait_for()
    person.edits(question, question.text)
    server.settle()
    assert (answer.edits, person.chat.answers) == (0, [answer])


def test_an_edited_question_whose_answer_was_deleted_is_answered_below(person: User) -> None:
    question = person.says("When did Guangzhou and Lyon become sister cities?")
    (answer,) = person.chat.wait_for()
    person.deletes(answer)
    person.edits(question, "When did Guangzhou and Fukuoka become sister cities?")
    person.chat.wait(lambda: person.chat.answers)
    assert "1979" in person.chat.last.text


def test_a_command_edited_into_a_question_is_answered(person: User) -> None:
    command = person.says("/privacy")
    person.chat.wait_for()
    person.edits(command, "When did Guangzhou and Lyon become sister cities?")
    person.chat.wait(lambda: len(person.chat.answers) == 2)
    assert "1988" in person.chat.last.text


def test_a_forwarded_text_is_a_question_and_a_forwarded_command_is_not_carried_out(
    make_person: MakePerson, person: User
) -> None:
    other = make_person()
    said = other.says("When did Guangzhou and Lyon become sister cities?")
    person.forwards(said)
    assert "1988" in person.chat.wait_for()[0].text
    person.forwards(other.says("/forget"))
    assert "delete" not in person.chat.wait_for()[0].text.lower()


@pytest.mark.parametrize(
    ("language", "kinds", "words"),
    [
        ("en", ("photo", "sticker", "document", "video", "location", "contact"), "text only"),
        ("en", ("voice",), "cannot listen"),
        ("zh-hans", ("photo", "sticker", "document", "location"), "文字"),
        ("zh-hans", ("voice",), "语音"),
    ],
)
def test_what_is_no_text_gets_a_kind_reply_that_says_what_works(
    make_person: MakePerson, language: str, kinds: tuple[str, ...], words: str
) -> None:
    for kind in kinds:
        person = make_person(language)
        person.sends(kind)
        (reply,) = person.chat.wait_for()
        assert words in reply.text
        assert "For example" in reply.text or "例如" in reply.text


def test_a_question_under_a_picture_is_answered_like_a_text(server: TelegramServer, person: User) -> None:
    asked = person.sends("photo", caption="When did Guangzhou and Lyon become sister cities?")
    (answer,) = person.chat.wait_for()
    assert "1988" in answer.text
    person.edits(asked, "When did Guangzhou and Frankfurt become sister cities?")
    assert "11 April 1988" in person.chat.wait_for_edit(answer).text
    server.settle()
    assert len(person.chat.answers) == 1


def test_a_command_under_a_picture_is_none(person: User) -> None:
    person.sends("photo", caption="/cities")
    (reply,) = person.chat.wait_for()
    assert "text only" in reply.text


def test_an_album_gets_one_reply(server: TelegramServer, person: User) -> None:
    for _ in range(3):
        with server.world.lock:
            picture = _media(server.world, "photo", b"\0", "")
            person._send(None, typed(""), media=picture, service={"media_group_id": "13579246801357924"})
    person.chat.wait(lambda: person.chat.answers)
    server.settle()
    assert len(person.chat.answers) == 1


@pytest.mark.parametrize(("language", "word"), [("en", "1200 characters"), ("zh-hans", "1200")])
def test_a_question_too_long_is_told_so(make_person: MakePerson, language: str, word: str) -> None:
    person = make_person(language)
    person.says("何" * 1200)
    (reply,) = person.chat.wait_for()
    assert word in reply.text
    assert "1000" in reply.text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_who_presses_too_much_is_held_up_and_what_asks_a_question_counts_as_one(
    server: TelegramServer, make_person: MakePerson, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handlers.limits.QUESTIONS_A_MINUTE", 20)
    hasty = make_person(language)
    hasty.says("/start")
    (welcome,) = hasty.chat.wait_for()
    example = next(button.data for row in welcome.buttons for button in row if button.data)
    told = [hasty.forges(welcome, example).text for _ in range(24)]
    server.settle()
    held = [text for text in told if text]
    assert told[:19] == [""] * 19
    assert len(held) >= 4
    assert ("minute" if language == "en" else "分钟") in held[-1]
    assert len(hasty.chat.answers) <= 2 * 20 + 1
    browsing = make_person(language)
    browsing.says("/cities")
    (cities,) = browsing.chat.wait_for()
    turned = [browsing.forges(cities, f"c:a:{('europe', 'asia')[n % 2]}:1").text for n in range(62)]
    assert turned[:57] == [""] * 57
    assert turned[-1]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_who_asks_too_fast_is_told_so_once_and_nobody_else_is_held_up(
    server: TelegramServer, make_person: MakePerson, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handlers.limits.QUESTIONS_A_MINUTE", 20)
    hasty, calm = make_person(language), make_person(language)
    for _ in range(26):
        hasty.says("hello")
    calm.says("hello")
    calm.chat.wait_for()
    hasty.chat.wait(lambda: len(hasty.chat.answers) == 21)
    server.settle()
    notices = [message for message in hasty.chat.answers if "20" in message.text]
    assert len(hasty.chat.answers) == 21
    assert notices == [hasty.chat.last]
    assert ("minute" if language == "en" else "分钟") in notices[0].text


def test_an_update_that_comes_twice_is_answered_once(server: TelegramServer, person: User) -> None:
    question = person.says("When did Guangzhou and Lyon become sister cities?")
    person.chat.wait_for()
    server.redeliver(question)
    server.settle()
    assert len(person.chat.answers) == 1


@pytest.mark.parametrize(
    ("language", "question", "words"),
    [
        ("en", "boom quietly", "went wrong"),
        ("zh-hans", "boom quietly", "出"),
        ("en", "toolong", "too long"),
        ("zh-hans", "toolong", "过长"),
    ],
)
def test_a_fault_is_told_in_a_sentence_with_an_id_and_logged_with_that_id_without_the_message(
    make_person: MakePerson, caplog: pytest.LogCaptureFixture, language: str, question: str, words: str
) -> None:
    person = make_person(language)
    person.says(question)
    (reply,) = person.chat.wait_for()
    assert words in reply.text
    (fault,) = re.findall(r"[0-9a-f]{6}", reply.text)
    (record,) = [record for record in caplog.records if fault in record.getMessage()]
    assert "quietly" not in record.getMessage()
    assert "ZeroDivisionError" in record.getMessage() or "TimeoutError" in record.getMessage()
    assert "Error" not in reply.text.replace("(Error", "")


def test_a_command_that_does_not_exist_is_answered_with_the_way_to_those_that_do(person: User) -> None:
    person.says("/weather")
    assert "/help" in person.chat.wait_for()[0].text


def test_what_is_asked_is_data(person: User) -> None:
    person.says("<b>Lyon</b> & <a href='tg://user?id=1'>When did Guangzhou and Lyon become sister cities?</a>")
    (answer,) = person.chat.wait_for()
    assert "1988" in answer.text
