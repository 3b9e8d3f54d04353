"""What the handlers work with, built once by `bot.app`."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from bot.access import Access
    from bot.delivery import Delivery
    from bot.desks import Desks
    from bot.metrics import Metrics
    from bot.storage import Storage
    from knowledge.settings import Settings


@dataclasses.dataclass(frozen=True, slots=True)
class Office:
    """Everything that serves a visitor. ``now`` returns the time as an aware datetime in UTC."""

    settings: Settings
    storage: Storage
    access: Access
    desks: Desks
    delivery: Delivery
    metrics: Metrics
    now: Callable[[], dt.datetime]

    def today(self) -> dt.date:
        """Return the current day at the office."""
        return self.now().astimezone(self.settings.zone).date()
