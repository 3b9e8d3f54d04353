"""Groups, with the real bot: it answers when addressed, in its thread, and keeps the staff's matters out."""

import itertools
from collections.abc import Callable, Iterator

import pytest

from bot.i18n import Locale, say_in
from tests.e2e.bot_process import BotProcess
from tests.e2e.corpus import SECRETS
from tests.telegram_server.chats import Chat
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

MakePerson = Callable[..., User]

BOT = "@city_exchange_bot"
WHEN = {
    "en": ("When did Guangzhou and Fukuoka become sister cities?", "2 May 1979", "And Lyon?", "19 January 1988"),
    "zh-hans": ("广州和福冈什么时候结为友好城市?", "1979年5月2日", "那里昂呢?", "1988年1月19日"),
}
STAFFS = {"en": "Where will the delegation from Frankfurt stay?", "zh-hans": "法兰克福代表团住在哪里?"}


@pytest.fixture(scope="module", autouse=True)
def _serving(bot: BotProcess, server: TelegramServer) -> Iterator[None]:
    """Serve all the tests of this file; not one call may have been refused, and no group told a secret."""
    yield
    server.settle()
    assert bot.process.poll() is None
    assert [(call.method, call.description) for call in server.refused] == []
    for chat in server.world.chats.values():
        if chat.person is None:
            assert not [word for word in SECRETS if word in "\n".join(message.text for message in chat.messages)]


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    return itertools.count(-1_000_000_005_001, -1)


@pytest.fixture(params=WHEN)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def person(make_person: MakePerson, language: str) -> User:
    return make_person(language_code=language)


@pytest.fixture
def group(server: TelegramServer, person: User, numbers: Iterator[int]) -> Chat:
    """Return a group whose every message the bot hears, and in which it has introduced itself."""
    chat = server.group(next(numbers), "Friends", [person], bot_status="administrator")
    chat.wait(lambda: chat.answers)
    return chat


def test_the_bot_introduces_itself_and_answers_commands_mentions_and_replies_and_nothing_else(
    server: TelegramServer, person: User, group: Chat, language: str
) -> None:
    question, date, follow_up, lyon_date = WHEN[language]
    assert BOT in group.last.text
    person.says(question, group)
    person.says(f"@another_bot {question}", group)
    person.says("/help@another_bot", group)
    person.sends("photo", group)
    server.settle()
    assert len(group.answers) == 1
    mention = person.says(f"{BOT} {question}", group)
    (answer,) = group.wait_for()
    assert date in answer.text
    assert answer.reply_to is mention
    person.says(follow_up, reply_to=answer)
    assert lyon_date in group.wait_for()[0].text
    person.says("/city Lyon", group)
    assert lyon_date in group.wait_for()[0].text
    person.says("/help", group)
    assert "/cities" in group.wait_for()[0].text


def test_an_answer_stays_in_the_topic_of_its_question(
    server: TelegramServer, person: User, numbers: Iterator[int], language: str
) -> None:
    question, date, _, _ = WHEN[language]
    forum = server.group(next(numbers), "Forum", [person], forum=True)
    forum.wait(lambda: forum.answers)
    topic = server.topic(forum, "Fukuoka")
    person.says(f"{BOT} {question}", forum, thread=topic)
    (answer,) = forum.wait_for()
    assert answer.thread_id == topic
    assert date in answer.text
    person.says("/cities", forum, thread=topic)
    assert forum.wait_for()[0].thread_id == topic


def test_the_buttons_of_an_answer_work_for_the_whole_group(
    make_person: MakePerson, person: User, group: Chat, language: str
) -> None:
    question, _, _, _ = WHEN[language]
    other = make_person(language_code=language)
    other.joins(group)
    person.says(f"{BOT} {question}", group)
    (answer,) = group.wait_for()
    other.presses(answer, "[1]")
    group.wait_for_edit(answer)
    assert "Fukuoka Japan 1979.05.02" in "".join(answer.covered("bold"))


def test_staff_matters_stay_out_of_a_group(staff: User, group: Chat, language: str) -> None:
    staff.joins(group)
    staff.says(f"{BOT} {STAFFS[language]}", group)
    group.wait_for()
    staff.says(STAFFS[language])
    (private,) = staff.chat.wait_for()
    assert [word for word in SECRETS if word in private.text]
    source = private.button("[1]").data
    assert staff.forges(group.last, source).text == say_in(Locale.EN)("This is no longer available.")
    for command in ("staff", "whoami", "forget"):
        staff.says(f"/{command}", group)
        (told,) = group.wait_for()
        assert told.buttons[0][0].url == f"https://t.me/city_exchange_bot?start={command}"
