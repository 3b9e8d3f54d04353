"""Recorded replies, by what was asked: requests that nobody has answered yet are kept aside and refused."""

import hashlib
import json
import threading
from pathlib import Path

from knowledge.answering.generative.numbered import estimated_tokens
from tests.llm_server.behaviour import Behaviour, Say, Status
from tests.llm_server.request import Request

# "This request cannot be processed": the client takes it for no sign that the next one fails too.
_UNKNOWN = 422


class Cassette:
    """A folder: ``answers*.jsonl`` has what was replied (key, content), ``pending.jsonl`` what was asked in vain.

    A request is known by its messages alone, so that a prompt that changes is asked anew.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.pending = folder / "pending.jsonl"
        self._lock = threading.Lock()
        self._asked = {str(row["key"]) for row in rows(self.pending)}
        self._replies = {
            str(row["key"]): str(row["content"]) for path in sorted(folder.glob("answers*.jsonl")) for row in rows(path)
        }

    def __call__(self, request: Request) -> Behaviour:
        key = key_of(request.messages)
        if key in self._replies:
            text = self._replies[key]
            sent = sum(estimated_tokens(message["content"]) for message in request.messages)
            return Say(text, size=40, tokens=(sent, estimated_tokens(text)))
        with self._lock:
            if key not in self._asked:
                self._asked.add(key)
                row = {"key": key, "task": request.task.value, "messages": request.messages}
                with self.pending.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
        return Status(_UNKNOWN, "nobody has answered this yet")


def key_of(messages: list[dict[str, str]]) -> str:
    """Return what a request is known by."""
    said = json.dumps([[message["role"], message["content"]] for message in messages], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def rows(path: Path) -> list[dict[str, object]]:
    """Return the rows of a file of JSON lines, none where there is no file."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
