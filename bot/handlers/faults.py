"""What went wrong in a handler: logged with an id, and told to the visitor in a sentence with that id."""

from __future__ import annotations

import logging
import secrets
import traceback
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import Forbidden, TelegramError

from bot.handlers.reply import reply_with, toast
from bot.i18n import locale_of_client, say_in
from bot.people import Person, Role
from knowledge.errors import CityExchangeError, KnowledgeIndexError, ModelError

if TYPE_CHECKING:
    from bot.i18n import Say
    from bot.visit import Visit

LOG = logging.getLogger(__name__)

# Only these are known to say what happened without quoting what somebody wrote.
_SPEAKING = (CityExchangeError, TelegramError, OSError)


async def report(update: object, visit: Visit) -> None:
    """Log an error and tell the visitor; what `bot.workers` puts off for later does not come here."""
    error = visit.error
    assert error is not None  # noqa: S101 - that is why this is called
    if isinstance(error, Forbidden):
        LOG.info("nobody to answer: %s", error)  # the bot was blocked or thrown out
        return
    fault = secrets.token_hex(3)
    LOG.error("fault %s: %s", fault, _described(error))
    if not isinstance(update, Update) or not hasattr(visit, "incoming"):
        return
    _introduce(visit, update)
    try:
        await _tell(visit, f"{_sentence(visit.say, error)} {visit.say('(Error {fault})', fault=fault)}")
    except (TelegramError, CityExchangeError) as another:
        LOG.warning("fault %s could not be told: %s", fault, _described(another))


async def _tell(visit: Visit, text: str) -> None:
    if visit.incoming.callback_query is not None:
        await toast(visit, text, alert=True)
    elif visit.incoming.effective_message is not None and (visit.is_private or visit.incoming.message is not None):
        await reply_with(visit, text)


def _introduce(visit: Visit, update: Update) -> None:
    """Speak the language of the client: an error's visit knows nobody, and the database may be what is broken."""
    user = update.effective_user
    visit.person, visit.role = Person(user.id if user else 0), Role.PUBLIC
    visit.locale = locale_of_client(user.language_code if user else None)
    visit.say = say_in(visit.locale)


def _sentence(say: Say, error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return say("That took too long, and I had to stop. Please ask again, perhaps more briefly.")
    if isinstance(error, KnowledgeIndexError | ModelError):
        return say("I cannot look anything up just now; the operator has been told. Please try again later.")
    return say("Something went wrong on my side; it has been noted. Please try again later.")


def _described(error: BaseException) -> str:
    """Return the errors that led to one another, the first one first, each with the places in the code it passed."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        message = f": {seen}" if isinstance(seen, _SPEAKING) else ""
        frames = "".join(traceback.format_tb(seen.__traceback__)).rstrip()
        lines.insert(0, f"{type(seen).__name__}{message}\n{frames}".rstrip())
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)
