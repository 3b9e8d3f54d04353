"""Pressed buttons: each goes to the handler of its kind; whatever was never made here leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import CallbackQueryHandler

from bot.handlers.feedback import give_feedback
from bot.handlers.language import set_language
from bot.handlers.opened import choose, close_source, open_source, say_in_other_language, send_answer, send_original
from bot.handlers.privacy import forget
from bot.handlers.reply import no_longer
from bot.handlers.staff import decide
from bot.handlers.start import ask_example
from bot.render.buttons import (
    AskChoice,
    AskExample,
    BackToAnswer,
    DecideStaff,
    Forget,
    GiveFeedback,
    OpenSource,
    OtherLanguage,
    SendAnswer,
    SendOriginal,
    SetLanguage,
    parse,
)

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import BaseHandler

    from bot.visit import Visit


async def pressed(update: Update, visit: Visit) -> None:  # noqa: C901 - one arm a button
    """Do what a button says. What it names is data: each handler looks up whether this visitor may, here and now."""
    query = update.callback_query
    match parse(query.data) if query is not None and query.message is not None else None:
        case OpenSource() as press:
            await open_source(visit, press)
        case SendOriginal() as press:
            await send_original(visit, press)
        case BackToAnswer() as press:
            await close_source(visit, press)
        case SendAnswer() as press:
            await send_answer(visit, press)
        case OtherLanguage() as press:
            await say_in_other_language(visit, press)
        case AskChoice() as press:
            await choose(update, visit, press)
        case AskExample() as press:
            await ask_example(visit, press)
        case GiveFeedback() as press:
            await give_feedback(visit, press)
        case SetLanguage() as press:
            await set_language(visit, press)
        case Forget() as press:
            await forget(visit, press)
        case DecideStaff() as press:
            await decide(visit, press)
        case _:
            await no_longer(visit)


def handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return the handler of every button that no other handler has taken."""
    return [CallbackQueryHandler(pressed)]
