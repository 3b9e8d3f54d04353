"""What happens on each update, by what the user does. Of the handlers that take an update, the first one gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import CommandHandler

from bot.handlers import (
    anniversaries,
    ask,
    browsing,
    cities,
    dialogue,
    entries,
    groups,
    importing,
    inline,
    intentions,
    language,
    limits,
    papers,
    presses,
    privacy,
    reminders,
    staff,
    start,
    why,
)
from bot.handlers.browsing import COMMANDS
from bot.handlers.faults import report

if TYPE_CHECKING:
    from bot.context import TelegramApplication


def add_handlers(application: TelegramApplication) -> None:
    """Register every handler and the report of errors."""
    application.add_handlers(limits.first_handlers(), limits.FIRST)
    application.add_handlers(importing.first_handlers(), importing.FIRST)
    application.add_handlers(dialogue.first_handlers(), dialogue.FIRST)
    application.add_handlers(
        [
            CommandHandler("start", start.start, COMMANDS),
            CommandHandler("help", start.help_, COMMANDS),
            CommandHandler("about", start.about, COMMANDS),
            CommandHandler("new", start.begin_anew, COMMANDS),
            CommandHandler("language", language.offer_languages, COMMANDS),
            CommandHandler("privacy", privacy.tell_privacy, COMMANDS),
            CommandHandler("forget", privacy.offer_to_forget, COMMANDS),
            CommandHandler("staff", staff.staff, COMMANDS),
            CommandHandler("whoami", staff.who_am_i, COMMANDS),
            *browsing.handlers(),
            *cities.handlers(),
            *anniversaries.handlers(),
            *papers.handlers(),
            *intentions.handlers(),
            *reminders.handlers(),
            *dialogue.handlers(),
            *entries.handlers(),
            *importing.handlers(),
            *why.handlers(),
            *inline.handlers(),
            *presses.handlers(),
            *ask.handlers(),
            *groups.handlers(),
        ]
    )
    application.add_error_handler(report)
