"""What happens on each update, by what the user does. Of the handlers that take an update, the first one gets it."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, InlineQueryHandler, TypeHandler

from bot.context import TelegramApplication
from bot.handlers import ask, commands, dialogue, groups, importing, inline, limits, presses, start
from bot.handlers.faults import report


def add_handlers(application: TelegramApplication) -> None:
    """Register every handler and the report of errors."""
    application.add_handler(TypeHandler(Update, limits.hold), limits.FIRST)
    application.add_handlers(importing.first_handlers(), importing.FIRST)
    application.add_handlers(dialogue.first_handlers(), dialogue.FIRST)
    application.add_handlers(
        [
            *commands.handlers(
                {"start": start.start, "help": start.help_, "about": start.about, "new": start.begin_anew}
            ),
            *importing.handlers(),
            InlineQueryHandler(inline.offer),
            CallbackQueryHandler(presses.pressed),
            *ask.handlers(),
            *groups.handlers(),
        ]
    )
    application.add_error_handler(report)
