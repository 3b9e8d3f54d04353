"""Buttons pressed and inline queries asked: each waits for one answer, for a while."""

import dataclasses
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from tests.telegram_server.messages import Account
from tests.telegram_server.refusals import bad_request

PATIENCE = 120.0  # seconds that a test waits for what must come; a busy machine takes its time
LOOK_SECONDS = 0.5


def wait_until(changed: threading.Condition, condition: Callable[[], object], timeout: float) -> bool:
    """Wait until a condition holds, looked at whenever something changes and now and then besides; tell whether."""
    end = time.monotonic() + timeout
    while not condition():
        left = end - time.monotonic()
        if left <= 0:
            return False
        changed.wait(min(left, LOOK_SECONDS))
    return True


@dataclasses.dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What the bot showed to someone who pressed a button."""

    text: str = ""
    show_alert: bool = False
    url: str = ""
    cache_time: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the bot offered for an inline query; ``cached`` if it was not asked at all."""

    results: tuple[dict[str, Any], ...]
    next_offset: str = ""
    button: dict[str, Any] | None = None
    cache_time: int = 300
    is_personal: bool = False
    cached: bool = False

    @property
    def titles(self) -> list[str]:
        """Return the title of each result."""
        return [str(result.get("title", "")) for result in self.results]


_Answer = TypeVar("_Answer", CallbackAnswer, InlineAnswer)


@dataclasses.dataclass(slots=True, eq=False)
class Query(Generic[_Answer]):
    """A question of the client's that spins until the bot answers it."""

    id: str
    person: Account
    asked_at: float
    answer: _Answer | None = None
    update_id: int | None = None
    done: threading.Event = dataclasses.field(default_factory=threading.Event)

    def wait(self, timeout: float = PATIENCE) -> _Answer:
        """Return the answer; AssertionError if there is none in time."""
        if not self.done.wait(timeout) or self.answer is None:
            raise AssertionError(f"query {self.id} of user {self.person.id} was not answered in {timeout} s")
        return self.answer


class Queries(Generic[_Answer]):
    """The queries of one kind; ``lifetime`` is in seconds."""

    def __init__(self, lifetime: float) -> None:
        self.lifetime = lifetime
        self.asked: dict[str, Query[_Answer]] = {}

    def open(self, person: Account, now: float) -> Query[_Answer]:
        """Begin a query."""
        query: Query[_Answer] = Query(str(4_000_000_000_000_001 + len(self.asked)), person, now)
        self.asked[query.id] = query
        return query

    def check(self, query_id: str, now: float) -> Query[_Answer]:
        """Return a query that may still be answered; raise Refused for any other."""
        query = self.asked.get(query_id)
        if query is None or query.answer is not None or now - query.asked_at > self.lifetime:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return query

    @staticmethod
    def close(query: Query[_Answer], answer: _Answer) -> None:
        """Hand the answer to whoever waits."""
        query.answer = answer
        query.done.set()
