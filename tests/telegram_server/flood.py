"""How fast a bot may write: Telegram's limits as buckets that drip."""

import dataclasses
import math
from typing import Self

from tests.telegram_server.refusals import too_many_requests

# Writing counts; typing, reacting and answering a button or a query do not.
COUNTED = {"sendMessage", "sendPhoto", "sendDocument", "editMessageText", "editMessageReplyMarkup"}


@dataclasses.dataclass(frozen=True, slots=True)
class Rate:
    """So many messages in so many seconds, of which ``burst`` may come at once."""

    messages: float
    seconds: float
    burst: int


@dataclasses.dataclass(frozen=True, slots=True)
class FloodLimits:
    """What is allowed: in each private chat, in each group, in all; None is no limit."""

    per_chat: Rate | None = None
    per_group: Rate | None = None
    overall: Rate | None = None

    @classmethod
    def of_telegram(cls) -> Self:
        """Return the limits that Telegram's documentation names."""
        return cls(per_chat=Rate(1, 1, 4), per_group=Rate(20, 60, 20), overall=Rate(30, 1, 30))


class Flood:
    """Counts the messages and refuses what is too much."""

    def __init__(self, limits: FloodLimits) -> None:
        self.limits = limits
        self._levels: dict[tuple[str, int], tuple[float, float]] = {}  # how full a bucket was, and when

    def check(self, method: str, chat_id: object, now: float) -> None:
        """Count a call at a time in seconds; raise Refused (429) if it comes too soon."""
        if method not in COUNTED or not isinstance(chat_id, int):
            return
        in_group = chat_id < 0
        buckets = {
            ("chat", chat_id): self.limits.per_group if in_group else self.limits.per_chat,
            ("all", 0): self.limits.overall,
        }
        levels = {key: (self._level(key, rate, now), rate) for key, rate in buckets.items() if rate is not None}
        waits = [(level + 1 - rate.burst) * rate.seconds / rate.messages for level, rate in levels.values()]
        if waits and max(waits) > 0:
            raise too_many_requests(math.ceil(max(waits)))
        for key, (level, _) in levels.items():
            self._levels[key] = level + 1, now

    def _level(self, key: tuple[str, int], rate: Rate, now: float) -> float:
        level, then = self._levels.get(key, (0.0, now))
        return max(0.0, level - (now - then) * rate.messages / rate.seconds)
