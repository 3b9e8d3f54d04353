"""A real PostgreSQL for tests: started in a temporary folder on a Unix socket, and gone at the end."""

import contextlib
import functools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

USER = "bot"
PATIENCE = 60.0
PROGRAMS = ("initdb", "postgres", "pg_isready", "psql")
# A test's database may be lost with the machine.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=50")

# What is committed outlives a crash of the server, if not one of the machine.
DURABLE = ("fsync=off", "full_page_writes=off", "autovacuum=off", "max_connections=50")


class PostgresServer:
    """A server that can be stopped and started; ``folder`` holds its data and its socket."""

    def __init__(self, programs: Path, folder: Path, user: str | None, settings: Sequence[str]) -> None:
        self._programs = programs
        self._folder = folder
        self._user = user
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = [part for setting in self._settings for part in ("-c", setting)]
        command = [str(self._programs / "postgres"), "-D", str(self._folder / "data"), "-k", str(self._folder)]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "-c", "listen_addresses=", *settings],
                user=self._user,
                cwd=self._folder,
                stdout=log,
                stderr=log,
            )
        _wait_until_ready(self._programs, self._folder, self._process)

    def stop(self) -> None:
        """Stop the server at once, as a crash would: no connection hears of it beforehand."""
        assert self._process is not None
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(PATIENCE)

    def create(self, name: str) -> str:
        """Make an empty database and return its address."""
        self.sql(f'CREATE DATABASE "{name}"')
        return self.address(name)

    def address(self, name: str) -> str:
        return f"postgresql://{USER}:secret@/{name}?host={self._folder}"

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run a statement and return what psql prints."""
        psql = [str(self._programs / "psql"), "-h", str(self._folder), "-U", USER, "-d", database, "-qtAc", statement]
        printed: str = subprocess.run(psql, check=True, capture_output=True, text=True).stdout
        return printed


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, or None."""
    folders = []
    if pg_config := shutil.which("pg_config"):
        asked = subprocess.run([pg_config, "--bindir"], check=True, capture_output=True, text=True)
        folders.append(Path(asked.stdout.strip()))
    installed = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr/pgsql").glob("*/bin")]
    folders += sorted(installed, key=_version, reverse=True)
    if initdb := shutil.which("initdb"):
        folders.append(Path(initdb).resolve().parent)
    return next((folder for folder in folders if all((folder / name).exists() for name in PROGRAMS)), None)


def _version(folder: Path) -> int:
    return int("".join(filter(str.isdigit, folder.parent.name)) or 0)


@functools.cache
def _other_user() -> str | None:
    """Return whom to run as: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return None
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextlib.contextmanager
def postgres_server(settings: Sequence[str] = FAST) -> Iterator[PostgresServer]:
    """Start a server of its own; skip the test where PostgreSQL is not installed."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    user = _other_user()
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"
    try:
        initdb = [
            str(found / "initdb"),
            "-D",
            str(data),
            "-U",
            USER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        subprocess.run(initdb, user=user, check=True, capture_output=True, cwd=folder)
        server = PostgresServer(found, folder, user, settings)
        server.start()
        try:
            yield server
        finally:
            server.stop()  # without writing down what nobody will read
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_ready(found: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    is_ready = [str(found / "pg_isready"), "-q", "-h", str(folder), "-U", USER, "-d", "postgres"]
    while subprocess.run(is_ready, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
        time.sleep(0.05)
