"""The real processes, over pipes and a pseudo-terminal, with the real model and a small corpus."""

import contextlib
import fcntl
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

ROOT = Path(__file__).parents[2]
PAPER = """\
# Guangzhou and its sister cities

Fukuoka is the first sister city of Guangzhou. The agreement with Fukuoka was signed on 2 May 1979.

The Guangzhou Award was founded in 2012 by Guangzhou, UCLG and Metropolis. It is given every two years.

The youth camp of 2018 brought 120 students from Lyon to Guangzhou.
"""
STAFF_PAPER = """\
# Visit of the Frankfurt delegation

The delegation from Frankfurt will visit Guangzhou in October 2018 with 14 members.
"""
AGREEMENTS = """\
id,home_zh,home_en,partner_zh,partner_en,aliases,country_zh,country_en,iso_country,continent,kind,date,date_note,status,\
status_note,place_signed,source_title,source_url,source_date,quote,audience
guangzhou-lyon,广州,Guangzhou,里昂,Lyon,,法国,France,FR,Europe,sister_city,1988-01-19,,listed,,,A list of agreements,,,\
16 Lyon France 1988.01.19,public
"""
WAIT = 120  # seconds; a busy machine takes its time to load the model
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78]")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("front-door")
    (folder / "corpus" / "staff").mkdir(parents=True)
    (folder / "corpus" / "paper.md").write_text(PAPER, encoding="utf-8")
    (folder / "corpus" / "agreements.csv").write_text(AGREEMENTS, encoding="utf-8")
    (folder / "corpus" / "staff" / "visit.md").write_text(STAFF_PAPER, encoding="utf-8")
    environment = os.environ | {
        "DATA_DIR": str(folder / "data"),
        "CORPUS_DIRS": str(folder / "corpus"),
        "XDG_STATE_HOME": str(folder / "state"),
        "HOME_CITY": "",
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "LC_ALL": "",
    }
    environment.pop("NO_COLOR", None)
    subprocess.run([sys.executable, "-m", "ingest"], cwd=ROOT, env=environment, capture_output=True, check=True)
    return environment


def run(environment: dict[str, str], *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, input=given, capture_output=True, encoding="utf-8", check=False
    )


def test_json_lines_are_answered_in_order_and_a_bad_one_shows_in_the_exit_code(environment: dict[str, str]) -> None:
    requests: list[dict[str, Any]] = [
        {"id": "b", "question": "When was the Guangzhou Award founded?"},
        {"id": "a", "question": "广州奖是哪一年创设的?"},
        {"id": "public", "question": "How many members has the delegation from Frankfurt?"},
        {"id": "staff", "question": "How many members has the delegation from Frankfurt?", "audience": "staff"},
        {"id": "bad", "question": ""},
        {"id": "c", "question": "hello", "today": "2020-01-01", "history": [{"role": "user", "content": "hi"}]},
    ]
    ran = run(environment, "ask", "--json", given="".join(json.dumps(request) + "\n" for request in requests))
    replies = [json.loads(line) for line in ran.stdout.splitlines()]
    by_id = {reply["id"]: reply for reply in replies}
    assert [reply["id"] for reply in replies] == ["b", "a", "public", "staff", "bad", "c"]
    assert ran.returncode == 1
    assert "line 5: question" in ran.stderr
    assert "error" in by_id["bad"]
    assert "2012" in by_id["b"]["answer"]
    assert by_id["b"]["language"] == "en"
    assert by_id["a"]["language"] == "zh"
    assert by_id["c"]["mode"] == "smalltalk"
    assert "14" not in by_id["public"]["answer"]
    assert not [cited for cited in by_id["public"]["citations"] if "staff" in cited["source"]]
    for reply in replies:
        for citation in reply.get("citations", []):
            sources = {"paper.md": PAPER, "agreements.csv": AGREEMENTS}
            assert citation["quote"] in sources.get(citation["source"].partition("#")[0], STAFF_PAPER)


def test_one_question_is_answered_for_reading(environment: dict[str, str]) -> None:
    ran = run(environment, "ask", "--today", "2019-01-01", "When did Guangzhou and Lyon become sister cities?")
    assert ran.returncode == 0, ran.stderr
    assert "1988" in ran.stdout
    assert "\nA list of agreements\n[1] table of agreements: Guangzhou – Lyon" in ran.stdout
    assert "“16 Lyon France 1988.01.19”" in ran.stdout
    assert "\x1b" not in ran.stdout


def test_over_a_pipe_each_line_is_a_question_or_a_command(environment: dict[str, str]) -> None:
    lines = "When did Guangzhou and Lyon become sister cities?\n/source 1\n/quit\nhello\n"
    ran = run(environment, "chat", given=lines)
    assert ran.returncode == 0, ran.stderr
    answer, _, rest = ran.stdout.partition("Sources")
    assert "1988" in answer
    assert "agreements.csv\n" in rest
    assert "#" not in rest
    assert "hello" not in ran.stdout.lower()
    assert "\x1b" not in ran.stdout


@pytest.mark.parametrize(
    "arguments",
    [("ask",), ("ask", "--today", "soon", "q"), ("ask", "--audience", "everyone", "q"), ("talk",), ("chat", "q")],
)
def test_bad_arguments_end_at_once(environment: dict[str, str], arguments: tuple[str, ...]) -> None:
    ran = run(environment, *arguments)
    assert ran.returncode == 2
    assert ran.stderr.startswith("usage: python -m bot")


def test_without_a_token_it_says_how_to_get_one_and_what_works(environment: dict[str, str]) -> None:
    ran = run(environment | {"TELEGRAM_BOT_TOKEN": ""})
    assert ran.returncode == 2
    assert ran.stderr.startswith("TELEGRAM_BOT_TOKEN is not set.")
    assert "python -m bot chat" in ran.stderr


@pytest.mark.parametrize("arguments", [("ask", "q"), ("chat",)])
def test_before_anything_is_ingested_it_says_what_to_run(
    environment: dict[str, str], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ran = run(environment | {"DATA_DIR": str(tmp_path)}, *arguments)
    assert ran.returncode == 2
    assert "python -m ingest" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_setting_that_cannot_work_is_named(environment: dict[str, str]) -> None:
    ran = run(environment | {"TIMEZONE": "Mars"}, "ask", "q")
    assert ran.returncode == 2
    assert "TIMEZONE" in ran.stderr


def _in_a_terminal_of_its_own(slave: int) -> None:
    """Make Ctrl-C in a terminal a signal to this process, also where the tests run in the background."""
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A process that believes it is in a terminal of 100 columns."""

    def __init__(self, environment: dict[str, str], *arguments: str) -> None:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=ROOT,
            env=environment | {"COLUMNS": "100", "LINES": "40"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=lambda: _in_a_terminal_of_its_own(slave),  # noqa: PLW1509 - no thread holds a lock here
        )
        os.close(slave)
        self.seen = ""
        self.read = 0  # characters of it, without escape sequences, that `until` has returned

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self.master)

    def send(self, text: str) -> None:
        os.write(self.master, text.encode())

    def until(self, text: str) -> str:
        """Return what is shown next, up to and with a text, without escape sequences; fail if it does not come."""
        deadline = time.monotonic() + WAIT
        while text not in (shown := ESCAPES.sub("", self.seen)[self.read :]):
            if time.monotonic() > deadline:
                pytest.fail(f"{text!r} was not shown; what was: {shown[-2000:]!r}")
            self.seen += self._read()
        length = shown.index(text) + len(text)
        self.read += length
        return shown[:length]

    def ends(self) -> int:
        """Return the exit code once the process ends."""
        deadline = time.monotonic() + WAIT
        while self.process.poll() is None and time.monotonic() < deadline:
            self.seen += self._read()
        return self.process.wait(timeout=1)

    def _read(self) -> str:
        ready, _, _ = select.select([self.master], [], [], 0.2)
        with contextlib.suppress(OSError):  # the other side has closed
            return os.read(self.master, 65536).decode(errors="replace") if ready else ""
        return ""


def test_in_a_terminal_one_talks_opens_sources_and_leaves(environment: dict[str, str]) -> None:
    with Terminal(environment, "chat") as terminal:
        terminal.until("/help lists the commands.")
        terminal.until("› ")
        terminal.send("When was the Guangzhou Award founded?\r")
        terminal.until("Looking it up…")
        terminal.send("\x03")  # while the model is still being loaded
        terminal.until("Stopped.")
        terminal.until("› ")
        terminal.send("When was the Guangzhou Award founded?\r")
        assert "2012" in terminal.until("/source 1 opens a source.")
        terminal.until("› ")
        terminal.send("/source 1\r")
        assert "It is given every two" in terminal.until("youth camp of 2018")
        terminal.until("› ")
        terminal.send("half a quest\x03")
        terminal.until("Press Ctrl-C again to leave.")
        terminal.until("› ")
        terminal.send("\x1b[A\x1b[A\r")  # twice up: the question asked first
        assert "2012" in terminal.until("/source 1 opens a source.")
        terminal.until("› ")
        terminal.send("\x03")
        terminal.until("Press Ctrl-C again to leave.")
        terminal.until("› ")
        terminal.send("\x03")
        assert terminal.ends() == 0
        assert "\x1b[1;36m[1]" in terminal.seen
    kept = Path(environment["XDG_STATE_HOME"], "city-exchange-bot", "chat_history")
    assert "When was the Guangzhou Award founded?" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0


def test_ctrl_d_leaves_and_the_locale_chooses_the_language(environment: dict[str, str]) -> None:
    with Terminal(environment | {"LANG": "zh_CN.UTF-8"}, "chat") as terminal:
        terminal.until("输入 /help 查看命令。")
        terminal.until("› ")
        terminal.send("\x04")
        terminal.until("再见。")
        assert terminal.ends() == 0
