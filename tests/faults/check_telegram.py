"""Faults: a tenth of the calls of Telegram goes wrong and the bot is killed three times amid 500 questions.

Run by `make test-faults`.
"""

import itertools
import random
from pathlib import Path

import pytest
from rich.console import Console

from tests.e2e.bot_process import BotProcess
from tests.e2e.conftest import corpus, data, index
from tests.e2e.questions import Question, conversation, read_cities
from tests.telegram_server.flood import FloodLimits
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

__all__ = ["corpus", "data", "index"]  # fixtures

PEOPLE, BURST, KILLS = 25, 5, 3
QUESTIONS_EACH = BURST * (KILLS + 1)
ANSWERED_BEFORE_A_KILL = 60
# Longer than the bot waits for an answer, so that it is the bot that gives up.
HELD_SECONDS = 11
SEED = 20
# Nothing is lost, whatever it takes; the machine may be busy.
PATIENCE_SECONDS = 600
STUB = "…"
SENT_ONCE_MORE = "may have been sent; it is sent once more"
# What Telegram says to an edit that is repeated because its first answer was lost.
UNCHANGED = "message is not modified"
LANGUAGES = {"en": "en", "zh": "zh-hans"}


def answers(user: User) -> list[str]:
    """Return what a person has been answered, without the stubs that were never made into an answer."""
    return [message.text for message in user.chat.answers if message.text != STUB]


def test_every_question_is_answered_once_and_in_order_through_faults_and_kills(
    corpus: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - who asks what need not be secret
    cities = read_cities(corpus / "agreements.csv")
    with TelegramServer(flood=FloodLimits.of_telegram()) as server:
        asked: dict[User, list[Question]] = {}
        for number, language in zip(range(PEOPLE), itertools.cycle(LANGUAGES), strict=False):
            user = server.user(6001 + number, language_code=LANGUAGES[language])
            asked[user] = conversation(cities, language, QUESTIONS_EACH, chance)
        process = BotProcess(server, data)
        server.faults.plan(share=0.1, seed=SEED, hold=HELD_SECONDS)
        try:
            for burst in range(KILLS + 1):
                before = sum(len(answers(user)) for user in asked)
                for position, user in itertools.product(range(burst * BURST, (burst + 1) * BURST), asked):
                    user.says(asked[user][position].text)
                process.start()
                if burst < KILLS:
                    wanted = before + ANSWERED_BEFORE_A_KILL
                    server.wait(lambda: sum(len(answers(user)) for user in asked) >= wanted, PATIENCE_SECONDS)  # noqa: B023 - waited for at once
                    process.kill()
            server.wait(
                lambda: all(any(asked[user][-1].is_answered_by(text) for text in answers(user)) for user in asked),
                PATIENCE_SECONDS,
                what="the last answers",
            )
            server.settle(3, PATIENCE_SECONDS)
            process.stop()
        finally:
            if process.process.poll() is None:
                process.kill()
        log = process.stderr
        repeats = 0
        for user, questions in asked.items():
            runs = [(text, len(list(run))) for text, run in itertools.groupby(answers(user))]
            assert len(runs) == len(questions), (questions, runs)
            for question, (text, times) in zip(questions, runs, strict=True):
                assert question.is_answered_by(text), (question, text)
                assert times <= 2, (question, text)
                repeats += times - 1
        stubs = sum(message.text == STUB for user in asked for message in user.chat.answers)
        counted = log.count(SENT_ONCE_MORE)
        with capsys.disabled():
            Console().print(
                f"\n{PEOPLE * QUESTIONS_EACH} questions, {KILLS} kills, faults {dict(server.faults.drawn)}: "
                f"{repeats} answers repeated and {stubs} stubs left, of {counted} that may have been sent before"
            )
        assert repeats + stubs <= counted
        assert server.token not in log
        refused = [(call.method, call.description) for call in server.refused]
        assert [call for call in refused if UNCHANGED not in call[1]] == []
