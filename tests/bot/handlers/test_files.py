"""Pictures beside answers and lists: for everybody, of what they may see, in their language."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from tests.bot.handlers.keeping import NO_LONGER, said, unhurried
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

__all__ = ["unhurried"]


def picture_after(person: User, message: Message, label: str) -> Message:
    """Press a button and return the picture that comes."""
    person.presses(message, label)
    (sent,) = person.chat.wait_for(after=message)
    assert sent.media is not None
    assert sent.media.kind == "photo"
    assert Image.open(io.BytesIO(sent.media.content)).size in {(1280, 1280), (1280, 1856)}
    return sent


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("Which sister cities does Guangzhou have?", "📊 Map"),
        ("Which anniversaries does Guangzhou have in 2027?", "📊 Anniversary calendar"),
        ("On which continents are Guangzhou's sister cities?", "📊 Continents and kinds"),
    ],
)
def test_an_answer_offers_the_picture_that_shows_it(person: User, question: str, label: str) -> None:
    answer = said(person, question)
    assert [each for each in answer.labels if each.startswith("📊")] == [label]
    picture_after(person, answer, label)


def test_an_answer_that_no_picture_shows_offers_none(person: User) -> None:
    answer = said(person, "When did Guangzhou and Fukuoka become sister cities?")
    assert "1979" in answer.text
    assert not [label for label in answer.labels if label.startswith("📊")]


def test_lists_offer_pictures_in_the_language_of_the_reader(make_person: Callable[..., User]) -> None:
    reader = make_person("zh-hans")
    picture_after(reader, said(reader, "/cities"), "📊 地图")
    picture_after(reader, said(reader, "/anniversaries 2027"), "📊 周年日历")


def test_a_picture_is_sent_into_the_group_that_asked(
    server: TelegramServer, person: User, make_person: Callable[..., User]
) -> None:
    group = server.group(-1_000_000_007_021, "Maps", [person, make_person()], bot_status="administrator")
    group.wait(lambda: group.answers)
    person.says("/cities", group)
    shown = group.wait_for()[-1]
    person.presses(shown, "📊 Map")
    (sent,) = group.wait_for(after=shown)
    assert sent.media is not None


@pytest.mark.parametrize("data", ["g:", "g:nothing::", "g:map:nowhere-xx:", "g:calendar::99", "g:map:::1"])
def test_a_forged_button_of_a_picture_does_nothing(person: User, data: str) -> None:
    shown = said(person, "/start")
    assert person.forges(shown, data).text == NO_LONGER
    assert person.chat.last is shown
