"""How much work one person may ask for in a minute, whatever they do: it is asked before any other handler.

Costs are in thirds of a question: a message is one question, a press or an inline query a third of one, a press that
asks a question or makes a file a whole one, and what a language model works on two.
"""

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop

from bot.context import Bot, Context
from bot.handlers.groups import ADDRESSED, entities_of

QUESTIONS_A_MINUTE = 20

PRESS, QUESTION, MODEL = 1, 3, 6

# Before the dialogues and what is asked about a table, which are before all others.
FIRST = -3


async def hold(update: Update, context: Context) -> None:
    """Let no other handler work for somebody who has asked for too much in the last minute; say so once in a burst."""
    cost = _cost(update)
    if not cost or not context.person.user_id:
        return
    spending = context.office.storage.spending
    await spending.charge(update.update_id, cost)
    before, spent = await spending.lately(context.person.user_id, update.update_id)
    most = QUESTION * QUESTIONS_A_MINUTE
    if spent <= most:
        return
    if update.inline_query is not None:
        await update.inline_query.answer([], cache_time=0, is_personal=True)
    elif update.callback_query is not None:
        await context.toast(context.say("That was a lot at once. Please wait a minute."), alert=True)
    elif before <= most:
        text = context.say(
            "That was a lot at once: I take {n} messages a minute from one person. Please go on in a minute.",
            n=QUESTIONS_A_MINUTE,
        )
        await context.tell(text)
    raise ApplicationHandlerStop


async def charge(context: Context, cost: int) -> None:
    """Let this update cost at least so much."""
    await context.office.storage.spending.charge(context.incoming.update_id, cost)


async def charge_answer(context: Context) -> None:
    """Let this update cost what an answer does here: more where a language model words it."""
    await charge(context, MODEL if context.office.settings.llm_model else QUESTION)


def _cost(update: Update) -> int:
    if update.callback_query is not None or update.inline_query is not None:
        return PRESS
    message = update.message or update.edited_message
    return QUESTION if message is not None and _is_for_us(message) else 0


def _is_for_us(message: Message) -> bool:
    """Tell whether a message asks for something: what is said to others in a group does not."""
    if message.chat.type == ChatType.PRIVATE or ADDRESSED.filter(message):
        return True
    bot: Bot = message.get_bot()  # type: ignore[assignment]  # the application's bot is an ExtBot
    names = [text.partition("@")[2] for text in entities_of(message, [MessageEntity.BOT_COMMAND]).values()]
    return any(name.lower() in ("", bot.username.lower()) for name in names)
