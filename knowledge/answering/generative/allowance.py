"""How many tokens the office and each user may still spend today."""

from __future__ import annotations

import collections
import threading
from typing import TYPE_CHECKING

from knowledge.answering.generative.failure import Failure

if TYPE_CHECKING:
    import datetime as dt


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
