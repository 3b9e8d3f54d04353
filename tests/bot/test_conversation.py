import datetime as dt
import io
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

import pytest
from rich.console import Console

from bot.assistant_pool import Desk
from bot.conversation import COMMANDS, REMEMBERED_TURNS, Conversation
from bot.i18n import Locale, say_in
from knowledge.assistant import Turn
from knowledge.evidence import Answer, Audience, Mode
from knowledge.text.language import detect_language
from tests.bot.conftest import SetAssistant, SetIndex

TODAY = dt.date(2026, 3, 1)
EN, ZH = say_in(Locale.EN), say_in(Locale.ZH_HANS)


class Declining(SetAssistant):
    """Has no answer to what asks for a camp."""

    def answer(self, question: str, **asked: Any) -> Answer:  # noqa: ANN401 - as its base takes it
        if "camp" in question or "夏令营" in question:
            return Answer(detect_language(question), Mode.EXTRACTIVE, abstained=True)
        return super().answer(question, **asked)


@pytest.fixture
def worker() -> Iterator[Executor]:
    with ThreadPoolExecutor(max_workers=1) as executor:
        yield executor


@pytest.fixture
def conversation(desk: Desk, worker: Executor, console: Console) -> Conversation:
    return Conversation(desk, worker, console, EN, lambda: TODAY)


def test_a_question_is_answered_with_its_sources(conversation: Conversation, screen: io.StringIO) -> None:
    assert conversation.take("When did Fukuoka sign?")
    assert "Fukuoka signed in 1979. [1]" in screen.getvalue()
    assert "“It signed in 1979.”" in screen.getvalue()


def test_a_later_question_carries_the_earlier_ones(conversation: Conversation, assistant: SetAssistant) -> None:
    conversation.take("When did Fukuoka sign?")
    conversation.take("And Lyon?")
    assert assistant.asked[1] == (
        "And Lyon?",
        TODAY,
        (
            Turn(role="user", content="When did Fukuoka sign?"),
            Turn(role="assistant", content="Fukuoka signed in 1979. [1]\nAs of 2018."),
        ),
    )


def test_a_long_conversation_is_remembered_by_its_end(conversation: Conversation, assistant: SetAssistant) -> None:
    for number in range(20):
        conversation.take(f"question {number}")
    history = assistant.asked[-1][2]
    assert len(history) == REMEMBERED_TURNS
    assert history[-2].content == "question 18"


def test_a_new_conversation_forgets_the_old_one(
    conversation: Conversation, assistant: SetAssistant, screen: io.StringIO
) -> None:
    conversation.take("When did Fukuoka sign?")
    conversation.take("/new")
    conversation.take("/source 1")
    conversation.take("And Lyon?")
    assert "The last answer has no sources. Ask a question first." in screen.getvalue()
    assert assistant.asked[-1][2] == ()


@pytest.mark.parametrize("command", ["/source 1", "/source [1]", "/SOURCE 1", "  /source   1 "])
def test_a_source_is_opened_with_the_text_around_it(
    conversation: Conversation, screen: io.StringIO, command: str
) -> None:
    conversation.take("When did Fukuoka sign?")
    conversation.take(command)
    shown = screen.getvalue()
    assert "Guangzhou has 37 sister cities." in shown
    assert "The first sister city is Fukuoka. It signed in 1979." in shown
    assert "Lyon followed." in shown


@pytest.mark.parametrize("number", ["0", "2", "-1", "one", "①", "9" * 30])
def test_a_source_that_is_not_there_is_not_opened(conversation: Conversation, screen: io.StringIO, number: str) -> None:
    conversation.take("When did Fukuoka sign?")
    conversation.take(f"/source {number}")
    assert f"There is no source {number}; the last answer has 1 to 1." in screen.getvalue()


def test_a_source_that_left_the_index_shows_its_quote(worker: Executor, console: Console, screen: io.StringIO) -> None:
    conversation = Conversation(Desk(SetAssistant(), SetIndex(())), worker, console, EN, lambda: TODAY)
    conversation.take("When did Fukuoka sign?")
    conversation.take("/source 1")
    assert "This passage has left the index since; this is what was quoted:" in screen.getvalue()


@pytest.mark.parametrize("audience", Audience)
def test_the_public_is_told_where_to_turn_to_where_nothing_answers(
    worker: Executor, console: Console, screen: io.StringIO, audience: Audience
) -> None:
    desk, contact = Desk(Declining(), SetIndex()), "三号窗口 / Desk 3"
    conversation = Conversation(desk, worker, console, EN, lambda: TODAY, audience=audience, contact=contact)
    for question in ("Is there a camp?", "有夏令营吗？", "When did Fukuoka sign?"):
        conversation.take(question)
    told = [line for line in screen.getvalue().splitlines() if "Desk 3" in line or "三号窗口" in line]
    assert told == (["Where to turn to: Desk 3", "联系方式：三号窗口"] if audience is Audience.PUBLIC else [])


def test_the_sources_are_listed_again(conversation: Conversation, screen: io.StringIO) -> None:
    conversation.take("When did Fukuoka sign?")
    once = screen.getvalue().count("“It signed in 1979.”")
    conversation.take("/sources")
    assert screen.getvalue().count("“It signed in 1979.”") == once + 1


def test_an_answer_without_sources_has_none_to_open(conversation: Conversation, screen: io.StringIO) -> None:
    conversation.take("hello")
    conversation.take("/sources")
    assert "The last answer has no sources. Ask a question first." in screen.getvalue()


def test_the_interface_follows_the_language_and_script_of_the_question(conversation: Conversation) -> None:
    conversation.take("福冈是哪年签的？")
    assert conversation.say is ZH
    conversation.take("廣州與福岡是哪一年結好的？")
    assert conversation.say("Sources") == "出處"
    conversation.take("And Lyon?")
    assert conversation.say is EN


def test_the_interface_follows_an_answer_in_another_language_than_its_question(conversation: Conversation) -> None:
    conversation.take("廣州與福岡是哪一年結好的？")
    conversation.take("In Chinese, please.")
    assert conversation.say("Sources") == "出處"


def test_a_language_that_was_set_stays(conversation: Conversation, screen: io.StringIO) -> None:
    conversation.take("/lang zh")
    conversation.take("And Lyon?")
    assert conversation.say is ZH
    conversation.take("/lang fr")
    assert conversation.say is ZH
    assert "/lang zh 或 /lang en" in screen.getvalue()


def test_help_names_every_command(conversation: Conversation, screen: io.StringIO) -> None:
    conversation.take("/help")
    assert all(command in screen.getvalue() for command in COMMANDS)


@pytest.mark.parametrize("command", ["/quit", "/exit", "/q"])
def test_a_conversation_can_be_left(conversation: Conversation, command: str) -> None:
    assert not conversation.take(command)


@pytest.mark.parametrize("line", ["", "   ", "/help", "/unknown", "/source", "/lang", "/"])
def test_nothing_else_ends_it_or_asks_the_assistant(
    conversation: Conversation, assistant: SetAssistant, line: str
) -> None:
    assert conversation.take(line)
    assert not assistant.asked


def test_an_unknown_command_is_named(conversation: Conversation, screen: io.StringIO) -> None:
    conversation.take("/sorce 1")
    assert "There is no command /sorce. /help lists the commands." in screen.getvalue()


def test_a_fault_in_one_answer_does_not_end_the_conversation(
    conversation: Conversation, assistant: SetAssistant, screen: io.StringIO
) -> None:
    assert conversation.take("boom")
    assert "boom" not in screen.getvalue()
    assert "could not be answered because of a fault" in " ".join(screen.getvalue().split())
    conversation.take("When did Fukuoka sign?")
    assert assistant.asked[-1][2] == ()


def test_an_interrupted_answer_leaves_no_trace(conversation: Conversation, assistant: SetAssistant) -> None:
    with pytest.raises(KeyboardInterrupt):
        conversation.take("interrupt")
    conversation.take("When did Fukuoka sign?")
    assert assistant.asked[-1][2] == ()
