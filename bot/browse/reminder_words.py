"""What a reminder is called, and what it does, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reminders.reminder import State, What
from knowledge.answering.records.phrasing import joined

if TYPE_CHECKING:
    import zoneinfo
    from collections.abc import Sequence

    from bot.i18n import Say
    from bot.reminders.reminder import Reminder
    from knowledge.directory import Guide


def title_words(what: What, say: Say) -> str:
    """Return what reminders of something are called."""
    return {
        What.ANNIVERSARIES: say("Anniversaries"),
        What.INTENTIONS: say("Intentions coming due"),
        What.DIGEST: say("Monthly digest"),
        What.PROGRAMME_NEWS: say("News of exchange programmes"),
    }[what]


def state_words(reminder: Reminder, say: Say) -> str:
    """Say why a reminder is not at work; nothing of one that is."""
    return {
        State.DRAFT: say("Not set yet."),
        State.PAUSED: say("Paused."),
        State.CLOSED: say("Paused: I could not write here."),
        State.NOT_STAFF: say("Paused: it was not for staff any more."),
    }.get(reminder.state, "")


def _which(reminder: Reminder, say: Say) -> str:
    return say("round years only") if reminder.round_only else say("every year")


def _where(reminder: Reminder, guide: Guide, say: Say) -> list[str]:
    home = guide.directory.place_of(reminder.home) if reminder.home else None
    continent = guide.continent_name(reminder.continent) if reminder.continent else say("all continents")
    return [guide.name_of(home) if home else say("all home cities"), continent]


def _leads(leads: Sequence[int], guide: Guide, say: Say) -> str:
    days = [str(lead) for lead in leads if lead]
    if not days:
        return say("on the day")
    before = say("{days} days before", days=joined(days, guide.language))
    return say("{before}, and on the day", before=before) if 0 in leads else before


def summary_words(reminder: Reminder, guide: Guide, say: Say) -> list[str]:
    """Return in a few words each what a reminder is about, and when."""
    if reminder.what is What.PROGRAMME_NEWS:
        return [f"{reminder.at:%H:%M}"]
    words = _where(reminder, guide, say)
    if reminder.what is not What.INTENTIONS:
        words.insert(0, _which(reminder, say))
    if reminder.what is not What.DIGEST:
        words.append(_leads(reminder.lead_days, guide, say))
    return [*words, f"{reminder.at:%H:%M}"]


def described(reminder: Reminder, guide: Guide, say: Say, zone: zoneinfo.ZoneInfo) -> list[str]:
    """Return the lines that say what a reminder does; its times are of a zone."""
    at = say("at {time} ({zone})", time=f"{reminder.at:%H:%M}", zone=zone.key)
    if reminder.what is What.PROGRAMME_NEWS:
        told = say("When a public programme is new or has changed, I tell you on that day or the next, {at}.", at=at)
        return [told]
    where = " · ".join(_where(reminder, guide, say))
    if reminder.what is What.DIGEST:
        told = say(
            "On the first of each month, {at}: what is coming in 90 days, what is to be followed up, and what is new.",
            at=at,
        )
        return [told, f"· {_which(reminder, say)}", f"· {where}"]
    which = say("open intentions with a due date") if reminder.what is What.INTENTIONS else _which(reminder, say)
    return [
        f"· {which}",
        f"· {where}",
        f"· {_leads(reminder.lead_days, guide, say)}",
        f"· {at}",
    ]
