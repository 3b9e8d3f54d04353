"""Finding one's way: the welcome, help, about, language, privacy, and the menus."""

from collections.abc import Callable
from importlib.metadata import version

import pytest

from bot.i18n import Locale, say_in
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

MakePerson = Callable[..., User]

HELLO = {"en": "Hello!", "zh-hans": "您好", "zh-hant": "您好"}


@pytest.mark.parametrize("language", HELLO)
def test_start_says_who_it_is_for_and_offers_three_questions_that_it_answers(
    make_person: MakePerson, language: str
) -> None:
    person = make_person(language)
    person.says("/start")
    (welcome,) = person.chat.wait_for()
    assert welcome.text.startswith(HELLO[language])
    assert len(welcome.labels) == 3
    for n in (1, 2, 3):
        person.presses(welcome, f"q:{n}")
        question, answer = person.chat.wait_for(2 * n, after=welcome)[-2:]
        assert question.text == welcome.labels[n - 1]
        assert "Error" not in answer.text
    dates = {"en": "2 May 1979", "zh-hans": "1979年5月2日", "zh-hant": "1979年5月2日"}  # of the oldest
    assert dates[language] in person.chat.answers[2].text


def test_a_link_to_a_city_opens_its_card(person: User) -> None:
    person.says("/start city_lyon")
    (card,) = person.chat.wait_for()
    assert "Lyon" in card.text or "no records" in card.text


def test_a_word_after_start_that_is_no_link_of_ours_is_no_reason_not_to_welcome(person: User) -> None:
    person.says("/start staff_all_papers")
    assert "Hello" in person.chat.wait_for()[0].text


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_help_lists_every_command_of_the_menu(make_person: MakePerson, language: str) -> None:
    person = make_person(language)
    person.says("/help")
    (help_,) = person.chat.wait_for()
    offered = make_person(language[:2]).sees_commands()
    assert set(offered) <= {line.split()[0].lstrip("/") for line in help_.text.splitlines() if line.startswith("/")}
    assert "whoami" not in help_.text


@pytest.mark.parametrize(("language", "words"), [("en", ("Version", "25 November")), ("zh-hans", ("版本", "年"))])
def test_about_tells_version_index_counts_and_licence(
    make_person: MakePerson, language: str, words: tuple[str, str]
) -> None:
    person = make_person(language)
    person.says("/about")
    (about,) = person.chat.wait_for()
    assert version("city-exchange-bot") in about.text
    assert "Apache-2.0" in about.text
    assert "000001-" in about.text
    assert words[0] in about.text


def test_about_counts_what_the_visitor_may_see(person: User, staff: User) -> None:
    person.says("/about")
    staff.says("/about")
    shown = [one.chat.wait_for()[0].text for one in (person, staff)]
    assert shown[0] != shown[1]


def test_the_language_is_set_at_once_for_notices_and_menu_and_follows_the_client_again(
    server: TelegramServer, make_person: MakePerson
) -> None:
    person = make_person("en")
    person.says("/language")
    (offer,) = person.chat.wait_for()
    assert "✓ As my Telegram app" in offer.labels
    for press, label, word in (
        ("L:zh_Hant", "✓ 繁體中文", "語言"),
        ("L:zh_Hans", "✓ 简体中文", "语言"),
        ("L:en", "✓ English", "language"),
    ):
        person.presses(offer, press)
        assert label in offer.labels
        assert word in offer.text
        server.settle()
        says = say_in(Locale(press[2:]))
        assert person.sees_commands()["help"] == says("How to use me")
    person.presses(offer, "L:zh_Hans")
    person.says("/new")
    assert "对话" in person.chat.wait_for()[0].text
    person.presses(offer, "L:")
    server.settle()
    assert person.sees_commands()["help"] == "How to use me"
    person.says("/new")
    assert "conversation" in person.chat.wait_for()[0].text


@pytest.mark.parametrize(("language", "words"), [("en", ("30 days", "/forget")), ("zh-hans", ("30", "/forget"))])
def test_privacy_tells_what_is_stored_and_for_how_long(
    make_person: MakePerson, language: str, words: tuple[str, str]
) -> None:
    person = make_person(language)
    person.says("/privacy")
    (privacy,) = person.chat.wait_for()
    assert not [word for word in ("language model", "语言模型", "/why") if word in privacy.text]
    assert all(word in privacy.text for word in words)


@pytest.mark.parametrize(
    ("language", "yes", "told", "nothing"),
    [
        ("en", "Yes, delete it", ("2 questions", "1 opinion", "1 unanswered", "language"), "nothing"),
        ("zh-hans", "删除", ("2", "1", "语言"), "没有"),
    ],
)
def test_forget_asks_then_deletes_then_says_what_that_was(
    make_person: MakePerson, language: str, yes: str, told: tuple[str, ...], nothing: str
) -> None:
    person = make_person(language)
    person.says("When did Guangzhou and Fukuoka become sister cities?")
    (answer,) = person.chat.wait_for()
    person.presses(answer, "👍")
    person.says("What is the telephone number of the mayor of Lyon?")
    person.chat.wait_for()
    person.says("/language")
    person.presses(person.chat.wait_for()[0], "L:en" if language == "en" else "L:zh_Hans")
    person.says("/forget")
    (asked,) = person.chat.wait_for()
    person.presses(asked, yes)
    assert all(word in asked.text for word in told)
    assert "no longer" in person.presses(answer, "👍").text or "不" in person.presses(answer, "👍").text
    person.says("/forget")
    (again,) = person.chat.wait_for()
    person.presses(again, yes)
    assert nothing in again.text


def test_the_menus_are_set_for_everyone_for_groups_and_for_roles(
    server: TelegramServer, make_person: MakePerson, admin: User
) -> None:
    visitor, chinese = make_person("en"), make_person("zh-hans")
    assert "staff" not in visitor.sees_commands()
    assert chinese.sees_commands()["cities"] == say_in(Locale.ZH_HANS)("Browse the sister cities")
    group = server.group(-1_000_000_001_101, "Friends", [visitor])
    assert "forget" not in visitor.sees_commands(group)
    assert "cities" in visitor.sees_commands(group)
    admin.says("/start")
    admin.chat.wait_for()
    server.settle()
    assert {"staff", "whoami"} < set(admin.sees_commands())


def test_the_profile_says_what_the_bot_is_for_in_both_languages(server: TelegramServer) -> None:
    described = {
        (call.method, call.parameters.get("language_code", "")): call.parameters for call in server.calls
        if call.method in {"setMyDescription", "setMyShortDescription"}
    }  # fmt: skip
    assert {code for _, code in described} == {"", "zh"}
    assert len(described) == 4
