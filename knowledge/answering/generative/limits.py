"""When the model is not asked: while it fails, and once the tokens of a day are spent."""

import collections
import datetime as dt
import threading
from collections.abc import Callable

from knowledge.answering.generative.failure import Failure

_FAILURES = 4
_REST_SECONDS = 30.0


class Breaker:
    """A circuit breaker (Nygard, Release It!): open after some failures in a row, then one request tries again.

    A refused key opens it at once: nothing but the operator mends that.
    """

    def __init__(self, clock: Callable[[], float], *, failures: int = _FAILURES, rest: float = _REST_SECONDS) -> None:
        """Take a monotonic clock (seconds)."""
        self._clock = clock
        self._most = failures
        self._rest = rest
        self._failures = 0
        self._closed_from = 0.0
        self._lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Return whether the model rests, until a request succeeds."""
        with self._lock:
            return self._failures >= self._most

    def admits(self) -> bool:
        """Return whether a request may be made now; while open, one an interval may try."""
        with self._lock:
            if self._failures < self._most:
                return True
            now = self._clock()
            if now < self._closed_from:
                return False
            self._closed_from = now + self._rest
            return True

    def succeeded(self) -> None:
        """Take note that a request was answered."""
        with self._lock:
            self._failures = 0

    def failed(self, failure: Failure) -> None:
        """Take note that a request failed."""
        if not failure.of_the_service:
            return
        with self._lock:
            self._failures = self._most if failure is Failure.KEY_REFUSED else self._failures + 1
            if self._failures >= self._most:
                self._closed_from = self._clock() + self._rest


class Allowance:
    """Count tokens by day; 0 allows any number. Kept in memory: a restart begins anew."""

    def __init__(self, *, daily: int, per_user: int) -> None:
        """Take the limits of a day, for all and for one user."""
        self._daily = daily
        self._per_user = per_user
        self._day: dt.date | None = None
        self._total = 0
        self._spent: collections.Counter[str] = collections.Counter()
        self._lock = threading.Lock()

    def refusal(self, user: str, day: dt.date) -> Failure | None:
        """Return why no more may be spent today, or None."""
        with self._lock:
            self._turn_to(day)
            if self._daily and self._total >= self._daily:
                return Failure.DAY_SPENT
            if self._per_user and user and self._spent[user] >= self._per_user:
                return Failure.USER_SPENT
            return None

    def spend(self, user: str, day: dt.date, tokens: int) -> None:
        """Count tokens that were used."""
        with self._lock:
            self._turn_to(day)
            self._total += tokens
            self._spent[user] += tokens

    def _turn_to(self, day: dt.date) -> None:
        if day != self._day:
            self._day, self._total = day, 0
            self._spent.clear()
