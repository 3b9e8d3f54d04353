"""What the buttons of a reminder make of it. Only what a screen offers can be chosen, whatever the data says."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from bot.browse.reminders import LEADS, TIMES, leads_value
from bot.handlers.browsing import look
from bot.presses import Verb
from bot.reminders.due import looked_at_new_time
from bot.reminders.reminder import State, What

if TYPE_CHECKING:
    from bot.presses import ReminderPress
    from bot.reminders.reminder import Reminder
    from bot.visit import Visit


_OFFERED = {What.ANNIVERSARIES, What.INTENTIONS, What.DIGEST}


async def changed(visit: Visit, reminder: Reminder, press: ReminderPress) -> Reminder | None:  # noqa: PLR0911 - one arm a button
    """Return a reminder as a button makes it; None where the button was never offered, or is no longer."""
    zone = visit.office.settings.zone
    match press.verb, press.value:
        case ((Verb.CONFIRM | Verb.RESUME), _):
            return reminder if reminder.state is State.ON else await from_now(visit, reminder)
        case Verb.PAUSE, _ if reminder.state is State.ON:
            return dataclasses.replace(reminder, state=State.PAUSED)
        case Verb.UNDO, value if reminder.state is State.DELETED and value in {State.ON, State.PAUSED}:
            return dataclasses.replace(reminder, state=State(value))
        case Verb.WHAT, value if reminder.state is State.DRAFT and value in _OFFERED:
            return dataclasses.replace(reminder, what=What(value))
        case Verb.ROUND, ("0" | "1") as value:
            return dataclasses.replace(reminder, round_only=value == "1")
        case Verb.SET_HOME, key if not key or key in {home.key for home in await look(visit, lambda it: it.homes())}:
            return dataclasses.replace(reminder, home=key)
        case Verb.SET_CONTINENT, key if not key or key in {
            entry.key for entry in await look(visit, lambda it: it.continents())
        }:
            return dataclasses.replace(reminder, continent=key)
        case Verb.SET_LEADS, value if value in map(leads_value, LEADS):
            return dataclasses.replace(reminder, lead_days=tuple(map(int, value.split("-"))))
        case Verb.SET_TIME, value if value in {f"{at:%H%M}" for at in TIMES}:
            at = dt.time(int(value[:2]), int(value[2:]))
            looked_at = looked_at_new_time(reminder.last_looked_at, reminder.at, at, zone)
            return dataclasses.replace(reminder, at=at, last_looked_at=looked_at)
        case _:
            return None


async def from_now(visit: Visit, reminder: Reminder) -> Reminder:
    """Return a reminder set to work: what it would have told before now, it does not."""
    newest = await visit.office.storage.editions.newest()
    return dataclasses.replace(reminder, state=State.ON, last_looked_at=visit.office.now(), edition=newest)
