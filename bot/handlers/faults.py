"""What went wrong in a handler: logged with an id, and told to the visitor in a sentence with that id."""

import logging
import secrets
import traceback

from telegram import Update
from telegram.error import Forbidden, TelegramError

from bot.context import Context
from bot.i18n import Say
from bot.people import Person, Role
from knowledge.errors import CityExchangeError, KnowledgeIndexError, ModelError

LOG = logging.getLogger(__name__)

# Only these are known to say what happened without quoting what somebody wrote.
_SPEAKING = (CityExchangeError, TelegramError, OSError)


async def report(update: object, context: Context) -> None:
    """Log an error and tell the visitor; what `bot.workers` puts off for later does not come here."""
    error = context.error
    assert error is not None  # noqa: S101 - that is why this is called
    if isinstance(error, Forbidden):
        LOG.info("nobody to answer: %s", error)  # the bot was blocked or thrown out
        return
    fault = secrets.token_hex(3)
    LOG.error("fault %s: %s", fault, _described(error))
    if not isinstance(update, Update) or not hasattr(context, "incoming"):
        return
    # Speak the language of the client: an error's context knows nobody, and the database may be what is broken.
    context.person, context.role = Person(update.effective_user.id if update.effective_user else 0), Role.PUBLIC
    context.speak(None)
    try:
        await _tell(context, f"{_sentence(context.say, error)} {context.say('(Error {fault})', fault=fault)}")
    except (TelegramError, CityExchangeError) as another:
        LOG.warning("fault %s could not be told: %s", fault, _described(another))


async def _tell(context: Context, text: str) -> None:
    if context.incoming.callback_query is not None:
        await context.toast(text, alert=True)
    elif context.incoming.effective_message is not None and (
        context.is_private or context.incoming.message is not None
    ):
        await context.tell(text)


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
