"""How far each message got that goes out because of an update; `bot.delivery` says what follows from it."""

import dataclasses
import datetime as dt
import enum
from collections.abc import Callable

from sqlalchemy import bindparam, select

from bot.storage.database import Database, Subject
from bot.storage.tables import DeliveryRow

_KNOWN = select(DeliveryRow.part, DeliveryRow.state, DeliveryRow.message_id).where(
    DeliveryRow.update_id == bindparam("update"), DeliveryRow.chat_id == bindparam("chat")
)
_CHANGES = ("state", "message_id", "changed_at")


class State(enum.StrEnum):
    """How far a message got."""

    UNSENT = "unsent"  # known not to be sent
    SENDING = "sending"  # a request is out; if its process is gone, nobody knows
    IN_DOUBT = "in_doubt"  # may be sent: from here on only a stub is
    STUB = "stub"  # a stub is sent, to be edited into the message
    BEGUN = "begun"  # the beginning of it is sent, to be edited into the whole
    SENT = "sent"
    CLOSED = "closed"  # the chat takes no messages


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """One message of what an update is answered with in a chat; ``number`` counts from 0.

    Where nothing was asked, as with a reminder, ``update_id`` is a number of its own below zero.
    """

    update_id: int
    chat_id: int
    number: int

    def __str__(self) -> str:
        return f"message {self.number} of update {self.update_id}"


class Deliveries(Subject):
    """The messages and their states; every method raises StorageError."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        super().__init__(database, now)
        new = database.insert(DeliveryRow)
        self._keep = new.on_conflict_do_update(
            index_elements=[DeliveryRow.update_id, DeliveryRow.chat_id, DeliveryRow.part],
            set_={name: new.excluded[name] for name in _CHANGES},
        )

    async def known(self, update_id: int, chat_id: int) -> dict[int, tuple[State, int | None]]:
        """Return the state and message id of each message on record, by its number."""
        rows = await self._rows(_KNOWN, {"update": update_id, "chat": chat_id})
        return {row.part: (State(row.state), row.message_id) for row in rows}

    async def record(self, part: Part, state: State, message_id: int | None = None) -> None:
        """Keep how far a message got."""
        values = {
            "update_id": part.update_id,
            "chat_id": part.chat_id,
            "part": part.number,
            "state": state.value,
            "message_id": message_id,
            "changed_at": self._now(),
        }
        await self._change(self._keep, values)
