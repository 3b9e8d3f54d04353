"""Groups: answers only when addressed, threads kept, and nothing of the staff's outside the staff chat."""

import itertools
from collections.abc import Callable, Iterator

import pytest

from tests.bot.handlers.conftest import SECRET
from tests.telegram_server.chats import Chat
from tests.telegram_server.entities import typed
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

MakePerson = Callable[..., User]

WHEN = "When did Guangzhou and Lyon become sister cities?"
ASKED = "What is the gate word of the Heron Lodge?"
NAME = "@city_exchange_bot"


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    return itertools.count(-1_000_000_002_001, -1)


@pytest.fixture
def group(server: TelegramServer, person: User, numbers: Iterator[int]) -> Chat:
    """Return a group in which the bot has introduced itself."""
    chat = server.group(next(numbers), "Friends", [person])
    chat.wait(lambda: chat.answers)
    return chat


@pytest.mark.parametrize(("language", "word"), [("en", "only when you mention"), ("zh-hans", NAME)])
def test_the_bot_introduces_itself_to_a_group_in_the_language_of_who_took_it_in(
    server: TelegramServer, make_person: MakePerson, numbers: Iterator[int], language: str, word: str
) -> None:
    chat = server.group(next(numbers), "Friends", [make_person(language)])
    chat.wait(lambda: chat.answers)
    assert word in chat.last.text


def test_being_thrown_out_or_blocked_needs_no_word(server: TelegramServer, person: User, group: Chat) -> None:
    server.removes_bot(group, person)
    person.says("hello")
    person.chat.wait_for()
    person.blocks_bot()
    person.unblocks_bot()
    server.settle()
    assert len(group.answers) == 1
    assert len(person.chat.answers) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"{NAME} {WHEN}",
        f"{WHEN} {NAME}",
        f"{NAME}, {WHEN}",
        f"{NAME.upper()} {WHEN}",
        f"{NAME}：广州和里昂什么时候结为友好城市?",
    ],
)
def test_a_mention_is_answered_without_the_mention_in_the_question(person: User, group: Chat, text: str) -> None:
    question = person.says(text, group)
    (answer,) = group.wait_for()
    assert "1988" in answer.text
    assert answer.reply_to is question


def test_a_reply_to_the_bot_is_answered(person: User, group: Chat) -> None:
    person.says(f"{NAME} {WHEN}", group)
    (answer,) = group.wait_for()
    person.says("And Fukuoka?", reply_to=answer)
    assert "1979" in group.wait_for()[0].text


def test_a_command_is_answered_and_one_for_another_bot_is_not(
    server: TelegramServer, person: User, group: Chat
) -> None:
    person.says("/help", group)
    assert "/cities" in group.wait_for()[0].text
    person.says(f"/about{NAME}", group)
    assert "Version" in group.wait_for()[0].text
    person.says("/help@another_bot", group)
    person.says("/weather", group)
    server.settle()
    assert len(group.answers) == 3


def test_what_is_not_for_the_bot_is_not_answered_even_if_it_hears_it(
    server: TelegramServer, make_person: MakePerson, numbers: Iterator[int]
) -> None:
    person, other = make_person(), make_person()
    chat = server.group(next(numbers), "Friends", [person, other], bot_status="administrator")
    chat.wait(lambda: chat.answers)
    said = person.says(WHEN, chat)
    other.says("1988, I think", reply_to=said)
    person.says("@another_bot " + WHEN, chat)
    person.sends("photo", chat)
    person.edits(said, WHEN + "!")
    server.settle()
    assert len(chat.answers) == 1


def test_a_mention_alone_is_asked_back(person: User, group: Chat) -> None:
    person.says(NAME, group)
    assert "after my name" in group.wait_for()[0].text


def test_an_edited_question_changes_its_answer_in_the_group_too(person: User, group: Chat) -> None:
    question = person.says(f"{NAME} {WHEN}", group)
    (answer,) = group.wait_for()
    person.edits(question, f"{NAME} When did Guangzhou and Fukuoka become sister cities?")
    group.wait_for_edit(answer)
    assert "1979" in answer.text


def test_an_answer_stays_in_the_topic_of_its_question(
    server: TelegramServer, person: User, numbers: Iterator[int]
) -> None:
    forum = server.group(next(numbers), "Forum", [person], forum=True)
    forum.wait(lambda: forum.answers)
    first, second = server.topic(forum, "Lyon"), server.topic(forum, "Fukuoka")
    person.says(f"{NAME} {WHEN}", forum, thread=first)
    (answer,) = forum.wait_for()
    assert answer.thread_id == first
    person.says(f"{NAME} And Fukuoka?", forum, thread=second)
    (other,) = forum.wait_for()
    assert other.thread_id == second
    assert "next anniversary" in other.text  # nothing was asked before in this topic
    person.presses(answer, "Friendship Cities")
    person.presses(answer, "Back to the answer")
    person.says("/new", forum, thread=first)
    (anew,) = forum.wait_for()
    assert anew.thread_id == first


def test_buttons_of_a_public_answer_work_for_everyone_in_the_group(
    make_person: MakePerson, person: User, group: Chat
) -> None:
    other = make_person()
    other.joins(group)
    person.says(f"{NAME} {WHEN}", group)
    (answer,) = group.wait_for()
    other.presses(answer, "Friendship Cities")
    assert "Lyon France" in answer.text
    other.presses(answer, "Back to the answer")
    assert "Thank you" in other.presses(answer, "👍").text


def test_staff_get_what_the_public_may_see_in_any_group_but_the_staff_chat(
    staff: User, group: Chat, staff_chat: Chat
) -> None:
    staff.joins(group)
    staff.says(f"{NAME} {ASKED}", group)
    assert SECRET not in group.wait_for()[0].text
    staff.joins(staff_chat)
    staff.says(f"{NAME} {ASKED}", staff_chat)
    (answer,) = staff_chat.wait_for()
    assert SECRET in answer.text


def test_the_private_answer_of_a_staff_opens_in_no_group(staff: User, group: Chat) -> None:
    staff.says(ASKED)
    (answer,) = staff.chat.wait_for()
    assert SECRET in answer.text
    staff.joins(group)
    staff.says(f"{NAME} {WHEN}", group)
    (own,) = group.wait_for()
    source = next(button.data for row in answer.buttons for button in row if button.data.startswith("s:"))
    for data in (source, "b" + source[1:13], "l" + source[1:13]):
        assert "no longer" in staff.forges(own, data).text
    assert SECRET not in own.text


@pytest.mark.parametrize("command", ["staff", "whoami", "forget", "staff list", "staff request"])
def test_what_is_nobody_elses_business_goes_on_in_private(
    staff: User, staff_chat: Chat, group: Chat, command: str
) -> None:
    for chat in (group, staff_chat):
        staff.joins(chat)
        staff.says(f"/{command}", chat)
        (told,) = chat.wait_for()
        ((button,),) = told.buttons
        assert button.url == f"https://t.me/city_exchange_bot?start={command.split(maxsplit=1)[0]}"
        assert str(staff.id) not in told.text
    staff.says(f"/start {command.split(maxsplit=1)[0]}")
    assert "Hello" not in staff.chat.wait_for()[0].text


def test_posts_in_a_channel_and_what_a_channel_passes_on_are_not_answered(
    server: TelegramServer, person: User, group: Chat
) -> None:
    with server.world.lock:
        body = {
            "message_id": 1,
            "date": 1,
            "chat": {"id": -1_000_000_003_001, "type": "channel", "title": "News"},
            "text": f"{NAME} {WHEN}",
        }
        server.world.updates.post("channel_post", body, -1_000_000_003_001)
        person._send(group, typed(f"{NAME} {WHEN}"), service={"is_automatic_forward": True})
    server.settle()
    assert len(group.answers) == 1


def test_one_of_our_own_cards_put_into_the_chat_is_no_question(server: TelegramServer, person: User) -> None:
    person.says("hello")
    person.chat.wait_for()
    offered = person.inline("Lyon")
    person.chooses(offered, offered.results[0]["id"], person.chat)
    server.settle()
    assert len([message for message in person.chat.answers if message.via_bot is None]) == 1


@pytest.mark.parametrize(
    "words", ["", "请回答一下", "麻烦看看这个问题，谢谢！", "請幫忙回答", "please answer this", "could you help?"]
)
def test_a_mention_that_only_points_to_a_colleagues_question_answers_that(
    make_person: MakePerson, server: TelegramServer, group: Chat, person: User, words: str
) -> None:
    colleague = make_person()
    colleague.joins(group)
    asked = colleague.says(WHEN, group)
    server.settle()
    before = len(group.answers)
    person.says(f"{NAME} {words}".strip(), reply_to=asked)
    group.wait(lambda: len(group.answers) > before)
    assert "1988" in group.last.text
    assert "write your question after my name" not in group.last.text


@pytest.mark.parametrize(
    "words", ["and when did Frankfurt?", "法兰克福呢", "How many students came to the youth camp?"]
)
def test_a_mention_that_asks_something_of_its_own_is_answered_by_that(
    make_person: MakePerson, group: Chat, person: User, words: str
) -> None:
    colleague = make_person()
    colleague.joins(group)
    asked = colleague.says(WHEN, group)
    before = len(group.answers)
    person.says(f"{NAME} {words}", reply_to=asked)
    group.wait(lambda: len(group.answers) > before)
    assert "19 January 1988" not in group.last.text


def test_a_bare_mention_that_replies_to_nothing_is_asked_what_it_wants(group: Chat, person: User) -> None:
    before = len(group.answers)
    person.says(NAME, group)
    group.wait(lambda: len(group.answers) > before)
    assert "Write your question after my name" in group.last.text


def test_an_edit_that_adds_the_mention_is_answered(server: TelegramServer, group: Chat, person: User) -> None:
    said = person.says(WHEN, group)
    server.settle()
    before = len(group.answers)
    person.edits(said, f"{NAME} {WHEN}")
    group.wait(lambda: len(group.answers) > before)
    assert "1988" in group.last.text
    person.edits(said, f"{NAME} {WHEN} please")
    server.settle()
    assert len(group.answers) == before + 1


def test_a_caption_that_mentions_the_bot_is_answered_and_any_other_is_not(
    server: TelegramServer, group: Chat, person: User
) -> None:
    before = len(group.answers)
    person.sends("photo", group, caption=WHEN)
    server.settle()
    assert len(group.answers) == before
    person.sends("photo", group, caption=f"{WHEN} {NAME}")
    group.wait(lambda: len(group.answers) > before)
    assert "1988" in group.last.text
