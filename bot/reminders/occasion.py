"""The hour at which a notice goes out."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import zoneinfo

    from bot.storage.notices import Notice

# What comes later than this, or on a later day, is marked.
_LATE = dt.timedelta(hours=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Occasion:
    """The hour at which a notice goes out, at the office."""

    now: dt.datetime
    zone: zoneinfo.ZoneInfo
    milestone: int

    def is_late(self, notice: Notice) -> bool:
        """Tell whether a notice goes out later than it was due."""
        days = [moment.astimezone(self.zone).date() for moment in (notice.due_at, self.now)]
        return self.now - notice.due_at > _LATE or days[0] != days[1]
