import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from tests.telegram_server.conftest import Caller
from tests.telegram_server.server import TelegramServer


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


def test_updates_come_again_until_an_offset_confirms_them(server: TelegramServer, call: Caller) -> None:
    li = server.user(5)
    for text in ("a", "b", "c"):
        li.says(text)
    first = call("getUpdates", limit=2)
    assert texts(first) == ["a", "b"]
    assert texts(call("getUpdates")) == ["a", "b", "c"]
    assert texts(call("getUpdates", offset=first[-1]["update_id"] + 1)) == ["c"]
    assert texts(call("getUpdates")) == ["c"]
    assert texts(call("getUpdates", offset=-1)) == ["c"]


def test_a_poll_waits_for_an_update_and_no_longer(server: TelegramServer, call: Caller) -> None:
    timer = threading.Timer(0.3, lambda: server.user(5).says("late"))
    timer.start()
    start = time.monotonic()
    assert texts(call("getUpdates", timeout=30)) == ["late"]
    assert 0.2 < time.monotonic() - start < 25
    timer.join()


def test_a_poll_without_updates_ends_when_its_time_is_up(call: Caller) -> None:
    start = time.monotonic()
    assert call("getUpdates", timeout=1) == []
    assert 0.9 < time.monotonic() - start < 25


def test_of_two_polls_at_once_the_older_is_told_of_a_conflict(server: TelegramServer, call: Caller) -> None:
    with ThreadPoolExecutor(1) as pool:
        older = pool.submit(call.refused, "getUpdates", timeout=5)
        server.wait(lambda: server.calls_of("getUpdates"))
        assert call("getUpdates", timeout=1) == []
        assert older.result().startswith("409 Conflict: terminated by other getUpdates request")
    assert len(server.refused) == 1


def test_polling_and_a_webhook_exclude_each_other(call: Caller) -> None:
    call("setWebhook", url="http://127.0.0.1:1/hook")
    assert call.refused("getUpdates").startswith("409 Conflict: can't use getUpdates method while webhook is active")
    call("deleteWebhook")
    assert call("getUpdates") == []


def test_only_the_kinds_that_were_asked_for_are_queued(server: TelegramServer, call: Caller) -> None:
    li = server.user(5)
    message = li.says("a")
    call("getUpdates", allowed_updates=["message"])
    li.edits(message, "b")
    li.says("c")
    assert [min(update) for update in call("getUpdates")] == ["message", "message"]
    call("getUpdates", allowed_updates=[])
    li.edits(message, "d")
    assert "edited_message" in call("getUpdates")[-1]


def test_an_update_can_be_delivered_twice(server: TelegramServer, call: Caller) -> None:
    message = server.user(5).says("a")
    assert len(call.updates()) == 1
    server.redeliver(message)
    assert [update["update_id"] for update in call.updates()] == [message.update_id]
    assert call("getUpdates") == []


class Receiver(BaseHTTPRequestHandler):
    received: ClassVar[list[dict[str, Any]]]
    secrets: ClassVar[set[str | None]]
    failures: ClassVar[list[int]]  # statuses still to be answered
    under_way: ClassVar[list[int]]

    def do_POST(self) -> None:
        kind = type(self)
        kind.under_way[0] += 1
        kind.under_way[1] = max(kind.under_way)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kind.secrets.add(self.headers["X-Telegram-Bot-Api-Secret-Token"])
        time.sleep(0.05)
        status = kind.failures.pop() if kind.failures else 200
        if status == 200:
            kind.received.append(body)
        kind.under_way[0] -= 1
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's name
        pass


@pytest.fixture
def receiver() -> Iterator[tuple[str, type[Receiver]]]:
    fresh: dict[str, Any] = {"received": [], "secrets": set(), "failures": [], "under_way": [0, 0]}
    kind = type("FreshReceiver", (Receiver,), fresh)
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_address[1]}/hook", kind
        listening.shutdown()
        thread.join()


def test_a_webhook_gets_every_update_with_the_secret_in_order_within_a_chat(
    server: TelegramServer, call: Caller, receiver: tuple[str, type[Receiver]]
) -> None:
    url, got = receiver
    call("setWebhook", url=url, secret_token="s3cret", max_connections=3)  # noqa: S106 - opens nothing
    for n in range(4):
        for person in range(1, 7):
            server.user(person).says(f"{n}")
    server.wait(lambda: not server.world.updates.pending)
    assert len(got.received) == 24
    for person in range(1, 7):
        said = [update["message"]["text"] for update in got.received if update["message"]["chat"]["id"] == person]
        assert said == ["0", "1", "2", "3"]
    assert got.secrets == {"s3cret"}
    assert 1 < got.under_way[1] <= 3


def test_a_webhook_that_fails_is_tried_again_and_the_failure_reported(
    server: TelegramServer, call: Caller, receiver: tuple[str, type[Receiver]]
) -> None:
    url, got = receiver
    got.failures[:] = [500, 502]
    call("setWebhook", url=url)
    server.user(5).says("a")
    server.user(5).says("b")
    server.wait(lambda: not server.world.updates.pending)
    assert texts(got.received) == ["a", "b"]
    assert "500" in call("getWebhookInfo")["last_error_message"]


def test_a_webhook_update_can_be_delivered_twice(
    server: TelegramServer, call: Caller, receiver: tuple[str, type[Receiver]]
) -> None:
    url, got = receiver
    call("setWebhook", url=url)
    message = server.user(5).says("a")
    server.wait(lambda: not server.world.updates.pending)
    server.redeliver(message)
    server.wait(lambda: len(got.received) == 2)
    assert got.received[0] == got.received[1]
