"""What can be put on record, and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.records import EventKind

if TYPE_CHECKING:
    from bot.i18n import Say

EVENT, CONTACT, INTENTION = "event", "contact", "intention"


def kind_label(say: Say, kind: str) -> str:
    """Return what an entry, or a kind of event, is called."""
    labels = {
        EVENT: say("Event"),
        CONTACT: say("Contact"),
        INTENTION: say("Intention"),
        EventKind.VISIT: say("Visit"),
        EventKind.FORUM: say("Forum"),
        EventKind.AWARD: say("Award"),
        EventKind.FESTIVAL: say("Festival"),
        EventKind.MEETING: say("Meeting"),
        EventKind.EXHIBITION: say("Exhibition"),
        EventKind.MILESTONE: say("Milestone"),
    }
    return labels[kind]
