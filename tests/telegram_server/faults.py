"""Faults on purpose: floods, errors, timeouts and dropped connections, by a seeded plan or by a script."""

import collections
import dataclasses
import enum
import random
import threading
from collections.abc import Collection


class FaultKind(enum.StrEnum):
    """What goes wrong."""

    FLOOD = "flood"  # 429 with retry_after
    ERROR = "error"  # 500
    GATEWAY = "gateway"  # 502 with a page of HTML
    TIMEOUT = "timeout"  # no answer for a long time, then a closed connection
    DROP = "drop"  # a connection closed at once


AMBIGUOUS = {FaultKind.TIMEOUT, FaultKind.DROP}


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``seconds``: how long a timeout is held, or the retry_after of a flood."""

    kind: FaultKind
    takes_effect: bool = False  # what was called for is done all the same
    seconds: float = 30


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """Faults for a share of the calls of some methods (of all, if none is named)."""

    share: float
    kinds: tuple[FaultKind, ...]
    methods: frozenset[str]
    takes_effect: float  # the share of timeouts and drops that come after the call took effect
    hold: float  # seconds
    retry_after: int  # seconds


class Faults:
    """Draws the faults; any thread may plan them."""

    def __init__(self) -> None:
        self.drawn: collections.Counter[FaultKind] = collections.Counter()
        self._plan: Plan | None = None
        self._chance = random.Random(0)  # noqa: S311 - faults need not be secret
        self._scripted: dict[str, collections.deque[Fault]] = {}
        self._lock = threading.Lock()

    def plan(
        self,
        *,
        share: float,
        seed: int,
        kinds: Collection[FaultKind] = tuple(FaultKind),
        methods: Collection[str] = (),
        takes_effect: float = 0.5,
        hold: float = 30,
        retry_after: int = 1,
    ) -> None:
        """Let a share of the calls go wrong from now on; the seed decides which."""
        with self._lock:
            self._chance = random.Random(seed)  # noqa: S311 - faults need not be secret
            self._plan = Plan(share, tuple(kinds), frozenset(methods), takes_effect, hold, retry_after)

    def next(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of one method go wrong; these come before those of the plan."""
        with self._lock:
            self._scripted.setdefault(method, collections.deque()).extend([fault] * times)

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        with self._lock:
            self._plan = None
            self._scripted.clear()

    def draw(self, method: str) -> Fault | None:
        """Return the fault of the next call of a method, if it is to have one."""
        with self._lock:
            fault = self._draw(method)
            if fault is not None:
                self.drawn[fault.kind] += 1
            return fault

    def _draw(self, method: str) -> Fault | None:
        if scripted := self._scripted.get(method):
            return scripted.popleft()
        plan = self._plan
        if plan is None or (plan.methods and method not in plan.methods) or self._chance.random() >= plan.share:
            return None
        kind = self._chance.choice(plan.kinds)
        effect = kind in AMBIGUOUS and self._chance.random() < plan.takes_effect
        return Fault(kind, effect, plan.retry_after if kind is FaultKind.FLOOD else plan.hold)
