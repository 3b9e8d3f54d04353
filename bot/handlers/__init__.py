"""What happens on each update, by what the user does. Of the handlers that take an update, the first one gets it."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler, InlineQueryHandler, TypeHandler

from bot import presses
from bot.codec import Press, decode
from bot.context import Context, NoLonger, TelegramApplication
from bot.handlers import (
    ask,
    browsing,
    commands,
    dialogue,
    entries,
    files,
    groups,
    importing,
    inline,
    intentions,
    limits,
    opened,
    papers,
    privacy,
    reminders,
    staff,
    start,
)
from bot.handlers.faults import report
from knowledge.evidence import Audience

Do = Callable[[Context, Any], Awaitable[None]]


def add_handlers(application: TelegramApplication) -> None:
    """Register every handler and the report of errors."""
    application.add_handler(TypeHandler(Update, limits.hold), limits.FIRST)
    application.add_handlers(importing.first_handlers(), importing.FIRST)
    application.add_handlers(dialogue.first_handlers(), dialogue.FIRST)
    application.add_handlers(
        [
            *commands.handlers(start.COMMANDS),
            *importing.handlers(),
            InlineQueryHandler(inline.offer),
            CallbackQueryHandler(pressed),
            *ask.handlers(),
            *groups.handlers(),
        ]
    )
    application.add_error_handler(report)


async def answer_step(context: Context, press: presses.DialoguePress) -> None:
    """Do what a button in a dialogue says."""
    if not await importing.press(context, press):
        await dialogue.press(context, press)


_FOR_ALL: dict[type[Press], Do] = {
    presses.OpenSource: opened.open_source,
    presses.ShowAnswer: opened.show_answer,
    presses.OtherLanguage: opened.say_in_other_language,
    presses.AskChoice: opened.choose,
    presses.AskExample: start.ask_example,
    presses.GiveFeedback: opened.give_feedback,
    presses.SetLanguage: start.set_language,
    presses.Forget: privacy.forget,
    presses.DecideStaff: staff.decide,
    presses.PicturePress: files.send_picture,
    presses.CityScreen: browsing.show,
    presses.ProgrammeScreen: browsing.show,
    presses.AnniversaryScreen: browsing.show,
    presses.SourceScreen: browsing.show,
    presses.ReminderPress: reminders.press_reminder,
}
_FOR_STAFF: dict[type[Press], Do] = {
    presses.BriefPress: papers.press_paper,
    presses.LetterPress: papers.press_paper,
    presses.QuietPress: papers.press_paper,
    presses.ExportPress: papers.press_paper,
    presses.IntentionList: browsing.show,
    presses.IntentionCard: browsing.show,
    presses.SetStatus: intentions.change,
    presses.SetProject: intentions.change,
    presses.DialoguePress: answer_step,
    presses.ShowEntries: browsing.show,
    presses.ShowBatch: browsing.show,
    presses.UndoBatch: entries.undo_batch,
    presses.ExportTables: entries.export_tables,
}


async def pressed(update: Update, context: Context) -> None:
    """Do what a button says. What it names is data: each handler looks up whether this visitor may, here and now.

    An inline result, put into some chat by somebody, has none of these buttons. Whatever was never made here leads
    nowhere.
    """
    query = update.callback_query
    press = decode(query.data) if query is not None and query.message is not None else None
    offered: dict[type, Do] = {**_FOR_ALL, **(_FOR_STAFF if context.audience is Audience.STAFF else {})}
    try:
        await offered.get(type(press), _leads_nowhere)(context, press)
    except NoLonger:  # for what reason must not be told
        await context.toast(context.say("This is no longer available."))


async def _leads_nowhere(_: Context, __: object) -> None:
    raise NoLonger
