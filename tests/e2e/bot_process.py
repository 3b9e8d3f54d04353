"""The real bot, `python -m bot`, as a process that talks to the server on loopback."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tests.telegram_server.server import TelegramServer

ROOT = Path(__file__).parents[2]
ADMIN = 1001
STAFF = 1002
SECONDS_TO_START = 240  # a busy machine takes its time to load the model
SECONDS_TO_STOP = 40


class BotProcess:
    """A bot with settings of its own, given in the words of the environment: ``LOG_LEVEL="DEBUG"``.

    As a context manager it starts, and at the end stops and must have ended well.
    """

    def __init__(self, server: TelegramServer, data: Path, **settings: str) -> None:
        self.server = server
        self.environment = os.environ | {
            "ADMIN_USER_IDS": str(ADMIN),
            "DATABASE_URL": "",
            "DATA_DIR": str(data),
            "HOME_CITY": "广州",
            "LOG_FORMAT": "text",
            "LOG_LEVEL": "INFO",
            "METRICS_LISTEN": "",
            "OMP_NUM_THREADS": "1",
            "STAFF_CHAT_ID": "",
            "STAFF_USER_IDS": str(STAFF),
            "TELEGRAM_API_BASE_URL": server.base_url,
            "TELEGRAM_API_FILE_URL": server.file_url,
            "TELEGRAM_BOT_TOKEN": server.token,
            "WEBHOOK_URL": "",
            **settings,
        }
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it outlives every start
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """Return the process that was started last."""
        assert self._process is not None, "the bot was never started"
        return self._process

    @property
    def stderr(self) -> str:
        """Return what the bot has logged, over all its starts."""
        return os.pread(self._log.fileno(), os.fstat(self._log.fileno()).st_size, 0).decode(errors="replace")

    def start(self, *, wait: bool = True) -> None:
        """Start the process; wait until it asks for updates or sets its webhook."""
        before = len(self.server.calls)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot"],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )
        deadline = time.monotonic() + SECONDS_TO_START
        while wait and not self._serves(before):
            assert self.process.poll() is None, f"the bot ended with {self.process.returncode}:\n{self.stderr}"
            assert time.monotonic() < deadline, f"the bot does not serve:\n{self.stderr}"
            time.sleep(0.05)

    def _serves(self, before: int) -> bool:
        if self.environment["WEBHOOK_URL"]:
            return any(call.method == "setWebhook" and call.done_at for call in self.server.calls[before:])
        return any(call.method == "getUpdates" for call in self.server.calls[before:])

    def stop(self) -> None:
        """Ask the bot to stop, and insist that it ends well."""
        self.process.send_signal(signal.SIGTERM)
        code = self.wait(SECONDS_TO_STOP)
        assert code == 0, f"the bot ended with {code}:\n{self.stderr[-4000:]}"

    def kill(self) -> None:
        """Kill the bot as a power cut would."""
        self.process.kill()
        self.process.wait()

    def wait(self, timeout: float) -> int:
        """Wait for the bot to end by itself and return its exit code."""
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the bot did not end in {timeout:.0f} s:\n{self.stderr[-4000:]}") from None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self.process.poll() is None and kind is None:
                self.stop()
        finally:
            if self.process.poll() is None:
                self.kill()
            if kind is not None:
                sys.stderr.write(self.stderr[-6000:])
