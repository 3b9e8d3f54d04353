"""What people's updates cost in work, and how much one person has spent lately, over all processes."""

import datetime as dt

from sqlalchemy import bindparam, case, func, select, update

from bot.storage.database import Subject
from bot.storage.tables import UpdateRow

MINUTE = dt.timedelta(minutes=1)

_SPENT = select(
    func.coalesce(func.sum(UpdateRow.cost), 0).label("all"),
    func.coalesce(func.sum(case((UpdateRow.update_id < bindparam("update"), UpdateRow.cost), else_=0)), 0).label(
        "before"
    ),
).where(
    UpdateRow.user_id == bindparam("user"),
    # A clock that was set back must not make somebody wait for it to come round again.
    UpdateRow.received_at.between(bindparam("since"), bindparam("now")),
    UpdateRow.update_id <= bindparam("update"),
)
_CHARGE = (
    update(UpdateRow)
    .where(UpdateRow.update_id == bindparam("id"), UpdateRow.cost < bindparam("least"))
    .values(cost=bindparam("least"))
)


class Spending(Subject):
    """What updates cost; every method raises StorageError."""

    async def charge(self, update_id: int, cost: int) -> None:
        """Let an update cost at least so much, however often it is worked through."""
        await self._change(_CHARGE, {"id": update_id, "least": cost})

    async def lately(self, user_id: int, update_id: int) -> tuple[int, int]:
        """Return what a person has spent in the last minute up to an update: without it, and with it.

        Updates count as they were stored. What was sent after this one, and waits still, does not speak against it.
        """
        now = self._now()
        values = {"user": user_id, "update": update_id, "since": now - MINUTE, "now": now}
        (spent,) = await self._rows(_SPENT, values)
        return int(spent.before), int(spent.all)
