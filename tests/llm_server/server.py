"""An HTTP server that speaks OpenAI's chat completions and does with each request what its script says."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from tests.llm_server.behaviour import Behaviour, Broken, Cut, Endless, Say, Silence, Status
from tests.llm_server.request import Request

_PATIENCE = 120.0


class LlmServer:
    """Answers ``/v1/chat/completions`` as the script says, and remembers what it was asked."""

    def __init__(self, script: Callable[[Request], Behaviour]) -> None:
        self.script = script
        self.requests: list[Request] = []
        self.left = threading.Event()
        outer = self

        class Handler(_Handler):
            server_of = outer

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.stopping = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()


class _Handler(BaseHTTPRequestHandler):
    server_of: LlmServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        if not raw:
            return  # the client left before it had asked
        body = json.loads(raw)
        request = Request(body, self.headers.get("Authorization", ""))
        self.server_of.requests.append(request)
        if self.path != "/v1/chat/completions":
            self._refuse(Status(404, f"no such path: {self.path}"))
            return
        behaviour = self.server_of.script(request)
        try:
            self._do(behaviour, stream=bool(body.get("stream")))
        except (BrokenPipeError, ConnectionResetError):
            self.server_of.left.set()
            self.close_connection = True

    def _do(self, behaviour: Behaviour, *, stream: bool) -> None:
        match behaviour:
            case Status():
                self._refuse(behaviour)
            case Broken():
                self._head("text/event-stream" if stream else "application/json")
                self._write(behaviour.raw)
                self.close_connection = True
            case Say() if not stream:
                self._reply_at_once(behaviour)
            case _:
                self._head("text/event-stream")
                self._stream(behaviour)
                self.close_connection = True

    def _stream(self, behaviour: Behaviour) -> None:
        self._event(_chunk({"role": "assistant", "content": ""}))
        match behaviour:
            case Say():
                self._say(behaviour)
                self._event(_chunk({}, finish="stop"))
                if behaviour.usage:
                    self._event(_chunk(None, usage=_usage(behaviour)))
                self._write("data: [DONE]\n\n")
            case Silence():
                self._say(behaviour)
                self._wait_for_the_client_to_leave()
            case Cut():
                for piece in _pieces(behaviour.text, 7):
                    self._event(_chunk({"content": piece}))
                self._write('data: {"id": "x", "choices": [{"del')
                self.connection.shutdown(socket.SHUT_RDWR)
            case Endless():
                ends = time.monotonic() + _PATIENCE
                while time.monotonic() < ends and not self.server_of.stopping.is_set():
                    self._event(_chunk({"content": behaviour.text}))

    def _say(self, said: Say | Silence) -> None:
        for piece in _pieces(said.text, said.size):
            self._event(_chunk({"content": piece}))
            time.sleep(said.pause)

    def _wait_for_the_client_to_leave(self) -> None:
        ends = time.monotonic() + _PATIENCE
        self.connection.settimeout(0.1)
        while time.monotonic() < ends and not self.server_of.stopping.is_set():
            try:
                if not self.connection.recv(1):
                    self.server_of.left.set()
                    return
            except TimeoutError:
                continue

    def _reply_at_once(self, said: Say) -> None:
        message = {"role": "assistant", "content": said.text}
        body = {
            "id": "x", "object": "chat.completion", "created": 1, "model": "scripted",
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": _usage(said),
        }  # fmt: skip
        self._send(200, json.dumps(body))

    def _refuse(self, refusal: Status) -> None:
        self._send(refusal.code, json.dumps({"error": {"message": refusal.message, "type": "x", "code": "x"}}))

    def _send(self, code: int, text: str) -> None:
        data = text.encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _head(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        self.end_headers()

    def _event(self, chunk: dict[str, object]) -> None:
        self._write(f"data: {json.dumps(chunk)}\n\n")

    def _write(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()


def _pieces(text: str, size: int) -> Iterator[str]:
    for start in range(0, len(text), size):
        yield text[start : start + size]


def _chunk(
    delta: dict[str, str] | None, *, finish: str | None = None, usage: dict[str, int] | None = None
) -> dict[str, object]:
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    return {
        "id": "x", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": choices,
        "usage": usage,
    }  # fmt: skip


def _usage(said: Say) -> dict[str, int]:
    sent, received = said.tokens or (100, len(said.text))
    return {"prompt_tokens": sent, "completion_tokens": received, "total_tokens": sent + received}
