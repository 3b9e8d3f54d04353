"""The process itself: it starts, serves, and stops when asked to."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.bot_process import BotProcess
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

QUESTIONS = {
    "en": ("Since when are Guangzhou and Lyon sister cities?", "1988"),
    "zh-hans": ("里昂是哪一年结好的?", "1988"),
}


def test_the_bot_serves_in_both_languages_survives_a_kill_and_stops_when_asked(
    server: TelegramServer, data: Path, make_person: Callable[..., User]
) -> None:
    process = BotProcess(server, data)
    with process:
        people = {language: make_person(language_code=language) for language in QUESTIONS}
        for language, (question, answer) in QUESTIONS.items():
            people[language].says("/start")
            people[language].chat.wait_for()
            people[language].says(question)
            people[language].chat.wait_for()
            assert answer in people[language].chat.last.text
        server.settle()
        process.kill()
        question, answer = QUESTIONS["en"]
        asked = people["en"].says(question)  # it waits at Telegram
        process.start()
        answers = people["en"].chat.wait_for(after=asked)
        server.settle()
        assert [answer in message.text for message in answers] == [True]
        process.stop()
    assert server.token not in process.stderr
    assert QUESTIONS["zh-hans"][0] not in process.stderr
    assert [(call.method, call.description) for call in server.refused] == []
    assert server.world.updates.pending == {}


def test_waiting_for_a_bot_that_cannot_start_shows_why(server: TelegramServer, tmp_path: Path) -> None:
    process = BotProcess(server, tmp_path / "nothing", TELEGRAM_BOT_TOKEN="1:wrong")  # noqa: S106 - it opens nothing
    with pytest.raises(AssertionError, match="the bot ended with 2"):
        process.start()
    assert "wrong" not in process.stderr
