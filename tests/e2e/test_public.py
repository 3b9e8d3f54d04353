"""What a member of the public can do in a private chat and inline, in both languages, with the real bot."""

import dataclasses
from collections.abc import Callable, Iterator

import pytest

from bot.i18n import Locale, say_in
from tests.e2e.bot_process import BotProcess
from tests.e2e.corpus import SECRETS
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

MakePerson = Callable[..., User]


@dataclasses.dataclass(frozen=True)
class Tongue:
    """What a visitor of one language says, and what they are told."""

    locale: Locale
    client: str
    fukuoka: str
    fukuoka_date: str
    other_button: str
    other_date: str
    follow_up: str
    lyon_date: str
    lyon: str
    camp: str
    unanswered: str
    many: str
    typed: str


TONGUES = (
    Tongue(
        locale=Locale.EN,
        client="en",
        fukuoka="When did Guangzhou and Fukuoka become sister cities?",
        fukuoka_date="2 May 1979",
        other_button="中文",
        other_date="1979年5月2日",
        follow_up="And Lyon?",
        lyon_date="19 January 1988",
        lyon="When did Guangzhou and Lyon become sister cities?",
        camp="How many students did the youth camp of 2018 bring from Lyon?",
        unanswered="What is the telephone number of the mayor of Fukuoka?",
        many="Which sister cities does Guangzhou have? Please list all of them.",
        typed="Fukuoka",
    ),
    Tongue(
        locale=Locale.ZH_HANS,
        client="zh-hans",
        fukuoka="广州和福冈什么时候结为友好城市?",
        fukuoka_date="1979年5月2日",
        other_button="In English",
        other_date="2 May 1979",
        follow_up="那里昂呢?",
        lyon_date="1988年1月19日",
        lyon="广州和里昂什么时候结为友好城市?",
        camp="2018年的青年营接待了多少名来自里昂的学生?",
        unanswered="福冈市长的电话号码是多少?",
        many="广州有哪些友好城市?请全部列出。",
        typed="福冈",
    ),
)


@pytest.fixture(scope="module", autouse=True)
def _serving(bot: BotProcess, server: TelegramServer) -> Iterator[None]:
    """Serve all the tests of this file; not one call may have been refused, and no secret told."""
    yield
    server.settle()
    assert bot.process.poll() is None
    assert [(call.method, call.description) for call in server.refused] == []
    for chat in server.world.chats.values():
        told = "\n".join(message.text for message in chat.messages if message.from_bot)
        assert not [word for word in SECRETS if word in told]


@pytest.fixture(params=TONGUES, ids=lambda tongue: tongue.client)
def tongue(request: pytest.FixtureRequest) -> Tongue:
    tongue: Tongue = request.param
    return tongue


@pytest.fixture
def person(make_person: MakePerson, tongue: Tongue) -> User:
    return make_person(language_code=tongue.client)


def ask(person: User, text: str, n: int = 1) -> Message:
    """Say something and return the last of the ``n`` messages that it is answered with."""
    person.says(text)
    return person.chat.wait_for(n)[-1]


def turn(person: User, message: Message, button: str) -> None:
    """Press a button and wait until the message has changed."""
    before = message.edits
    person.presses(message, button)
    person.chat.wait_for_edit(message, after=before)


def test_a_question_gets_a_sign_of_work_and_an_answer_with_markers_sources_and_buttons(
    person: User, tongue: Tongue
) -> None:
    answer = ask(person, tongue.fukuoka)
    assert person.chat.actions[0] == "typing"
    assert tongue.fukuoka_date in answer.text
    assert "[1]" in answer.text
    assert "Fukuoka Japan 1979.05.02" in answer.covered("expandable_blockquote")[0]
    assert {"👍", "👎", tongue.other_button} < set(answer.labels)
    closed = answer.text
    turn(person, answer, "[1]")
    assert "Fukuoka Japan 1979.05.02" in "".join(answer.covered("bold"))
    turn(person, answer, say_in(tongue.locale)("Back to the answer"))
    assert answer.text == closed
    turn(person, answer, tongue.other_button)
    assert tongue.other_date in answer.text
    assert person.presses(answer, "👍").text
    assert person.presses(answer, "👎").text
    assert person.chat.answers == [answer]


def test_a_paper_is_opened_with_its_neighbours_in_its_language_and_its_marks_escaped(
    person: User, tongue: Tongue
) -> None:
    answer = ask(person, tongue.camp)
    assert "120" in answer.text
    turn(person, answer, "[1]")
    beside = "<Pearl & River>" in answer.text  # of the bilingual paper only the English side has more
    assert beside is (tongue.locale is Locale.EN)


def test_a_follow_up_is_understood_and_new_forgets_what_it_leans_on(person: User, tongue: Tongue) -> None:
    ask(person, tongue.fukuoka)
    follow_up = ask(person, tongue.follow_up)
    assert tongue.lyon_date in follow_up.text
    anniversary = "anniversary" if tongue.locale is Locale.EN else "周年"
    assert anniversary not in follow_up.text
    ask(person, "/new")
    assert anniversary in ask(person, tongue.follow_up).text  # all about the city, as nothing in particular is asked


def test_an_edited_question_updates_its_answer(person: User, tongue: Tongue) -> None:
    question = person.says(tongue.fukuoka)
    (answer,) = person.chat.wait_for()
    person.edits(question, tongue.lyon)
    person.chat.wait_for_edit(answer)
    assert tongue.lyon_date in answer.text


def test_a_long_answer_is_whole(server: TelegramServer, person: User, tongue: Tongue) -> None:
    ask(person, tongue.many)
    server.settle()
    told = "\n".join(message.text for message in person.chat.answers)
    cited = max(n for n in range(60) if f"[{n}]" in told) if "[1]" in told else 0
    assert cited > 5
    assert all(told.count(f"[{n}]") >= 2 for n in range(1, cited + 1))  # in the text and at the source
    assert "👍" in person.chat.last.labels


def test_what_the_sources_do_not_say_is_not_made_up(person: User, tongue: Tongue) -> None:
    answer = ask(person, tongue.unanswered)
    assert ("My sources" if tongue.locale is Locale.EN else "资料") in answer.text


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "document"])
def test_what_is_no_text_gets_a_kind_reply(person: User, tongue: Tongue, kind: str) -> None:
    person.sends(kind)
    (reply,) = person.chat.wait_for()
    assert ("For example" if tongue.locale is Locale.EN else "例如") in reply.text


def test_start_offers_three_questions_and_each_is_answered(person: User) -> None:
    welcome = ask(person, "/start")
    assert len(welcome.labels) == 3
    person.presses(welcome, "q:1")
    _, answer = person.chat.wait_for(2, after=welcome)
    assert "[1]" in answer.text
    for n in (2, 3):
        person.presses(welcome, f"q:{n}")
    person.chat.wait(lambda: len(person.chat.answers) == 7)


def test_the_commands_that_explain_are_answered(person: User, tongue: Tongue) -> None:
    say = say_in(tongue.locale)
    assert "/anniversaries" in ask(person, "/help").text
    assert "Apache-2.0" in ask(person, "/about").text
    assert "30" in ask(person, "/privacy").text
    assert say("What I know") in ask(person, "/sources").text


def test_cities_are_browsed_down_to_a_card_and_found_by_name(person: User, tongue: Tongue) -> None:
    screen = ask(person, "/cities")
    turn(person, screen, "亚洲" if tongue.locale is not Locale.EN else "Asia")
    city = next(label for label in screen.labels if tongue.typed in label)
    turn(person, screen, city)
    assert tongue.fukuoka_date in screen.text
    assert tongue.fukuoka_date in ask(person, f"/city {tongue.typed}").text
    assert tongue.fukuoka_date in ask(person, "/start city_fukuoka-jp").text


def test_programmes_and_anniversaries_are_browsed(person: User) -> None:
    programmes = ask(person, "/programmes")
    turn(person, programmes, next(label for label in programmes.labels if label))
    assert "[1]" in programmes.text
    anniversaries = ask(person, "/anniversaries")
    assert "[1]" in anniversaries.text
    turn(
        person,
        anniversaries,
        anniversaries.labels[0] if "✓" not in anniversaries.labels[0] else anniversaries.labels[1],
    )


def test_the_language_is_chosen_and_acts_at_once(server: TelegramServer, person: User) -> None:
    offer = ask(person, "/language")
    person.presses(offer, "L:zh_Hant")
    server.settle()
    assert "語言" in offer.text
    assert person.sees_commands()["help"] == say_in(Locale.ZH_HANT)("How to use me")
    assert "對話" in ask(person, "/new").text


def test_forget_says_what_was_deleted_and_its_buttons_end(person: User, tongue: Tongue) -> None:
    say = say_in(tongue.locale)
    answer = ask(person, tongue.fukuoka)
    asked = ask(person, "/forget")
    turn(person, asked, say("Yes, delete it"))
    assert say.counted("{n} question with its answer", "{n} questions with their answers", 1) in asked.text
    assert person.presses(answer, "👍").text == say("This is no longer available.")


def test_a_question_too_long_is_told_so(person: User, tongue: Tongue) -> None:
    assert "1000" in ask(person, tongue.fukuoka * 80).text


def test_who_asks_too_fast_is_told_so_once_and_nobody_else_waits(make_person: MakePerson) -> None:
    tongue = TONGUES[1]
    person, other = make_person(language_code=tongue.client), make_person(language_code=tongue.client)
    for _ in range(23):
        person.says("?")
    assert tongue.fukuoka_date in ask(other, tongue.fukuoka).text
    say = say_in(tongue.locale)
    notice = say(
        "That was a lot at once: I take {n} messages a minute from one person. Please go on in a minute.", n=20
    )
    person.chat.wait(lambda: [message.text for message in person.chat.answers].count(notice) == 1, 60)


def test_a_name_typed_inline_offers_the_city(person: User, tongue: Tongue) -> None:
    answer = person.inline(tongue.typed)
    assert len(answer.results) <= 50
    card = answer.results[0]
    assert tongue.fukuoka_date in card["input_message_content"]["message_text"]
    person.chooses(answer, card["id"])
    assert "Heron" not in str(person.inline("Heron Lodge").results)


def test_the_menu_speaks_the_language_of_the_client(person: User, tongue: Tongue) -> None:
    assert person.sees_commands()["cities"] == say_in(tongue.locale)("Browse the sister cities")
    assert "whoami" not in person.sees_commands()


def test_an_update_that_comes_again_is_answered_once(server: TelegramServer, person: User, tongue: Tongue) -> None:
    question = person.says(tongue.fukuoka)
    person.chat.wait_for()
    server.redeliver(question)
    server.settle()
    assert len(person.chat.answers) == 1
