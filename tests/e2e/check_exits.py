"""How the process ends, and what it says to the operator then."""

import signal
import time
from pathlib import Path

from tests.e2e.bot_process import BotProcess
from tests.telegram_server.faults import Fault, FaultKind
from tests.telegram_server.server import TelegramServer

PATIENCE = 240.0  # seconds; a busy machine takes its time to load the model
QUESTION, ANSWER = "Since when are Guangzhou and Lyon sister cities?", "1988"


def until_logged(process: BotProcess, text: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while text not in process.stderr:
        assert process.process.poll() is None, process.stderr
        assert time.monotonic() < deadline, f"{text!r} was not logged"
        time.sleep(0.05)


def test_without_an_index_it_says_what_to_run_and_ends_with_2(server: TelegramServer, tmp_path: Path) -> None:
    process = BotProcess(server, tmp_path, LOG_LEVEL="WARNING")
    process.start(wait=False)
    assert process.wait(PATIENCE) == 2
    assert "python -m ingest" in process.stderr
    assert "Traceback" not in process.stderr
    assert len(process.stderr.splitlines()) == 1


def test_a_stop_during_the_start_is_obeyed_at_once(server: TelegramServer, data: Path) -> None:
    process = BotProcess(server, data)
    process.start(wait=False)
    until_logged(process, "Context impl")  # the database is open, the model is not
    process.process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert "Traceback" not in process.stderr


def test_a_second_signal_ends_it_at_once_and_a_revoked_token_with_3(data: Path) -> None:
    with TelegramServer() as server:
        process = BotProcess(server, data)
        process.start()
        person = server.user(5001)
        person.says("/start")
        person.chat.wait_for()
        server.faults.next("sendMessage", Fault(FaultKind.TIMEOUT, seconds=60))
        asked = person.says(QUESTION)
        server.wait(lambda: any(call.fault for call in server.calls_of("sendMessage")), what="an answer being sent")
        process.process.send_signal(signal.SIGTERM)
        time.sleep(1)
        assert process.process.poll() is None, "it should finish what it sends"
        process.process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 128 + signal.SIGTERM

        process.start()
        person.chat.wait(lambda: any(ANSWER in message.text for message in person.chat.answers), 90)
        assert [ANSWER in message.text for message in person.chat.wait_for(after=asked)] == [True]
        server.revoke()
        assert process.wait(60) == 3
        assert "TELEGRAM_BOT_TOKEN" in process.stderr
        assert server.token not in process.stderr
        assert server.token.partition(":")[2] not in process.stderr
