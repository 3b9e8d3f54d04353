"""The wiring of docker-compose.yml with real processes: Chroma, PostgreSQL, two bots behind one address, ingest."""

import asyncio
import contextlib
import itertools
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

import httpx
import yaml  # type: ignore[import-untyped]  # its types come in a package of their own
from aiohttp import ClientError, ClientSession, web

from tests.e2e.bot_process import ROOT, BotProcess
from tests.postgres import postgres_server
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

PATIENCE = 300.0  # seconds; a busy machine takes its time to load the model
EN, ZH = ("Since when are Guangzhou and Lyon sister cities?", "1988"), ("里昂是哪一年结好的?", "1988")
NEW_PAPER = """\
---
title: The kite regatta
publisher: City Office
date: 2019-04-02
language: en
---

# The kite regatta

The kite regatta of 2019 was won by the crew of Bristol with 47 points.
"""
NEW = ("Who won the kite regatta of 2019?", "Bristol")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.1)


@contextlib.contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """Run Chroma as its image does, and wait by the health check of docker-compose.yml."""
    port = free_port()
    chroma = Path(sys.executable).with_name("chroma")
    command = [str(chroma), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    kind, *check = compose["services"]["chroma"]["healthcheck"]["test"]
    assert kind == "CMD"
    check = [part.replace("$$", "$").replace("/8000", f"/{port}") for part in check]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert subprocess.run(check, capture_output=True, check=False).returncode, "healthy before it listens"
        until(lambda: subprocess.run(check, capture_output=True, check=False).returncode == 0, "Chroma")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


class OneAddress:
    """A proxy that hands requests to several ports in turn, to the next one when one does not listen."""

    def __init__(self, ports: Sequence[int]) -> None:
        self.port = free_port()
        self._ports = ports
        self._turn = itertools.count()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=lambda: self._loop.run_until_complete(self._serve()), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def _serve(self) -> None:
        async with ClientSession() as client:

            async def pass_on(request: web.Request) -> web.Response:
                body, first = await request.read(), next(self._turn)
                for n in range(len(self._ports)):
                    port = self._ports[(first + n) % len(self._ports)]
                    try:
                        async with client.post(
                            f"http://127.0.0.1:{port}{request.path}", data=body, headers=request.headers
                        ) as answer:
                            return web.Response(status=answer.status, body=await answer.read())
                    except ClientError:
                        continue
                return web.Response(status=502)

            app = web.Application()
            app.router.add_post("/{path:.*}", pass_on)
            runner = web.AppRunner(app, access_log=None)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", self.port).start()
            self._ready.set()
            await self._stop.wait()
            await runner.cleanup()


class Replica:
    """One of the bots, and what it tells over HTTP."""

    def __init__(self, server: TelegramServer, data: Path, number: int, **settings: str) -> None:
        self.webhook_port = free_port()
        self._watched = f"127.0.0.1:{free_port()}"
        self.process = BotProcess(
            server,
            data / str(number),
            LOG_FORMAT="json",
            METRICS_LISTEN=self._watched,
            WEBHOOK_LISTEN=f"127.0.0.1:{self.webhook_port}",
            **settings,
        )

    def is_ready(self) -> bool:
        ended = self.process.process.poll()
        assert ended is None, f"it ended with {ended}:\n{self.process.stderr}"
        try:
            return httpx.get(f"http://{self._watched}/readyz", trust_env=False, timeout=PATIENCE).status_code == 200
        except httpx.TransportError:
            return False

    def number(self, name: str) -> float:
        text = httpx.get(f"http://{self._watched}/metrics", trust_env=False, timeout=PATIENCE).text
        found = re.search(rf"(?m)^city_exchange_{re.escape(name)} (\S+)$", text)
        return float(found[1]) if found else 0.0


def start_ingest(corpus: Path, data: Path, chroma: str) -> subprocess.Popen[str]:
    environment = os.environ | {
        "CHROMA_URL": chroma,
        "CORPUS_DIRS": str(corpus),
        "DATA_DIR": str(data),
        "OMP_NUM_THREADS": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "ingest"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ended_well(ingest: subprocess.Popen[str]) -> bool:
    told, _ = ingest.communicate(timeout=PATIENCE)
    assert ingest.returncode == 0, told
    return True


def test_two_bots_behind_one_address_share_the_work_while_an_ingest_publishes(corpus: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for path in corpus.glob("*.*"):
        (papers / path.name).write_bytes(path.read_bytes())
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(TelegramServer())
        chroma = stack.enter_context(chroma_server(tmp_path))
        postgres = stack.enter_context(postgres_server())
        assert ended_well(start_ingest(papers, tmp_path / "ingest", chroma))
        ports: list[int] = []
        proxy = stack.enter_context(OneAddress(ports))
        wanted = {
            "CHROMA_URL": chroma,
            "DATABASE_URL": postgres.create("wiring"),
            "WEBHOOK_URL": f"http://127.0.0.1:{proxy.port}",
        }
        replicas = [Replica(server, tmp_path, number, **wanted) for number in range(2)]
        ports += [replica.webhook_port for replica in replicas]
        for replica in replicas:
            replica.process.start(wait=False)
            stack.push(replica.process.__exit__)
        until(lambda: all(replica.is_ready() for replica in replicas), "both bots")

        asked: list[tuple[User, str]] = []

        def ask(question: tuple[str, str], language: str = "en") -> User:
            person = server.user(5001 + len(asked), language_code=language)
            person.says(question[0])
            asked.append((person, question[1]))
            return person

        for _ in range(4):
            ask(EN)
            ask(ZH, "zh-hans")
        (papers / "regatta.md").write_text(NEW_PAPER, encoding="utf-8")
        begun = time.monotonic()
        ingest = start_ingest(papers, tmp_path / "ingest", chroma)
        while ingest.poll() is None:
            ask(EN).chat.wait_for()
        assert ended_well(ingest)
        until(
            lambda: all(replica.number("index_age_seconds") < time.monotonic() - begun for replica in replicas),
            "the new index in both bots",
        )
        for _ in range(4):
            ask(NEW)
        for person, expected in asked:
            assert expected in person.chat.wait_for()[0].text
        server.settle()
        assert [len(person.chat.answers) for person, _ in asked] == [1] * len(asked)
        assert all(replica.number('updates_total{outcome="done"}') > 0 for replica in replicas)
        assert sum(replica.number('updates_total{outcome="done"}') for replica in replicas) == len(asked)
        assert [replica.number("possible_repeats_total") for replica in replicas] == [0, 0]
        assert [(call.method, call.description) for call in server.refused] == []
        for replica in replicas:
            replica.process.stop()
        logs = "".join(replica.process.stderr for replica in replicas)
    assert "secret" not in logs.replace("[secret]", "")
    assert server.token not in logs
