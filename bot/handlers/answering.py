"""A question in a chat -> its answer, kept before it is shown: a repeated update shows the same one in its messages."""

import asyncio
import contextlib
import dataclasses
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.context import Context
from bot.delivery import Delivery
from bot.handlers.groups import replied_to
from bot.handlers.limits import charge_answer
from bot.i18n import Locale, say_in
from bot.people import Reader
from bot.render.answer import answer_messages, beginning_message
from bot.render.message import OutMessage
from bot.storage import StoredAnswer
from bot.where_to_turn import contact_below
from knowledge.answering.explanation import Explanation
from knowledge.assistant import Turn
from knowledge.evidence import Audience, Language
from knowledge.text.language import detect_script

LOG = logging.getLogger(__name__)

# Telegram allows about one message or edit a second in a chat.
PAUSE_SECONDS = 1.0
# Telegram shows a sign of work for five seconds.
SIGN_SECONDS = 4.0


@dataclasses.dataclass(frozen=True, slots=True)
class Asking:
    """What is asked, and the message that asks it, if it is not on a button.

    ``again`` is the earlier answer to the same message, when its text was edited or its answer is wanted in the other
    ``language``; without a language, the answer is in the question's own. ``after`` is the answer that offered this
    question as a choice.
    """

    question: str
    message_id: int | None
    language: Language | None = None
    again: StoredAnswer | None = None
    after: StoredAnswer | None = None


class Beginning:
    """The beginning of an answer on the screen: sent once, then edited, until `Delivery.send` completes it.

    It is the message that comes first of those that `Delivery.send` is given after ``above``. Nothing depends on it:
    whatever goes wrong ends it, and the rest is for `Delivery.send`.
    """

    def __init__(
        self,
        delivery: Delivery,
        update_id: int,
        reader: Reader,
        *,
        above: Sequence[OutMessage] = (),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Show nothing yet; ``sleep`` waits for so many seconds."""
        self._delivery = delivery
        self._update_id = update_id
        self._reader = reader
        self._above = above
        self._sleep = sleep
        self._message_id: int | None = None
        self._shown = ""
        self._over = False

    async def show(self, message: OutMessage) -> None:
        """Show what there is, and wait until more may be shown in the chat. Raises StorageError, AudienceChanged."""
        if self._over or message.html == self._shown:
            return
        try:
            if self._message_id is None:
                await self._delivery.send(self._update_id, self._reader, self._above)
                self._message_id = await self._delivery.begin(self._update_id, self._reader, len(self._above), message)
                self._over = self._message_id is None
            else:
                self._over = not await self._delivery.edit(self._reader, self._message_id, message, insist=False)
        except TelegramError as error:
            LOG.info("an answer is not shown while it grows: %s", error)
            self._over = True
        if not self._over:
            self._shown = message.html
            await self._sleep(PAUSE_SECONDS)


async def answered(context: Context, asking: Asking, beginning: Beginning | None = None) -> StoredAnswer:
    """Return the answer, made now or by an earlier try of the same update; its ``beginning`` is shown meanwhile."""
    storage, update_id = context.office.storage, context.incoming.update_id
    kept = await storage.answers.of_update(update_id)
    if kept is not None and may_see(context, kept):
        return kept
    await charge_answer(context)
    new, explanation = await _made(context, asking, beginning)
    made = await storage.answers.keep(new)
    if explanation is not None and made is new:
        await storage.explanations.keep(made.id, explanation)
    if asking.language is not None:  # the same turn of the conversation in other words
        return made
    await storage.talk.remember(
        made.chat_id, made.thread_id, made.user_id, update_id, made.question, made.answer.text, made.audience
    )
    if made.answer.abstained:
        await storage.unanswered.note(update_id, made.question, made.answer.language, made.audience, made.user_id)
    return made


def may_see(context: Context, stored: StoredAnswer) -> bool:
    """Tell whether the visitor may be shown an answer here and now, with the role that they have today."""
    if context.chat is None or context.chat.id != stored.chat_id:
        return False
    if context.is_private and context.person.user_id != stored.user_id:
        return False
    return stored.audience is Audience.PUBLIC or context.audience is Audience.STAFF


async def answer_replied_to(context: Context) -> StoredAnswer | None:
    """Return the answer whose message, or question, the visitor replies to; None where they may not see it."""
    replied = replied_to(context.message)
    if replied is None:
        return None
    answers, chat_id = context.office.storage.answers, context.chat_id
    stored = await answers.of_message(chat_id, replied.message_id)
    stored = stored or await answers.of_question(chat_id, replied.message_id)
    return stored if stored is not None and may_see(context, stored) else None


def messages_for(context: Context, stored: StoredAnswer, page: int = 1) -> list[OutMessage]:
    """Return a page of an answer, with everything around it in the language and script of the answer."""
    say = say_in(Locale(stored.locale))
    contact = contact_below(stored.answer, stored.audience, context.office.settings.contact, say)
    return answer_messages(stored.answer, stored.id, say, page, contact=contact)


@contextlib.asynccontextmanager
async def sign_of_work(context: Context) -> AsyncIterator[None]:
    """Show that an answer is being worked at until the block ends; that it cannot be shown is no reason to stop."""

    async def show() -> None:
        while True:
            with contextlib.suppress(TelegramError):
                await context.bot.send_chat_action(
                    context.chat_id, ChatAction.TYPING, message_thread_id=context.thread_id
                )
            await asyncio.sleep(SIGN_SECONDS)

    showing = asyncio.create_task(show())
    try:
        yield
    finally:
        showing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await showing


async def _made(
    context: Context, asking: Asking, beginning: Beginning | None
) -> tuple[StoredAnswer, Explanation | None]:
    """Make an answer, and say how it was made where staff may ask why."""
    office, audience, thread_id = context.office, context.audience, context.thread_id
    history = await office.storage.talk.recent(context.chat_id, thread_id, context.person.user_id, audience=audience)
    if asking.again is not None:
        history = _before(history, asking.again.question)
    if asking.after is not None:  # in a group it may have been another person's
        offered = [Turn("user", asking.after.question), Turn("assistant", asking.after.answer.text)]
        history = [*_before(history, asking.after.question), *offered]
    user = str(context.person.user_id)
    async for explanation in office.assistants.stream(
        audience, asking.question, history, office.today(), language=asking.language, user=user
    ):
        if beginning is not None and not explanation.complete:
            await beginning.show(beginning_message(explanation.answer))
    answer = explanation.answer
    script = detect_script(asking.question, *(turn.content for turn in history if turn.role == "user"))
    stored = StoredAnswer(
        id=secrets.token_urlsafe(8),
        update_id=context.incoming.update_id,
        user_id=context.person.user_id,
        chat_id=context.chat_id,
        thread_id=thread_id,
        question_message_id=asking.message_id,
        question=asking.question,
        answer=answer,
        audience=audience,
        locale=Locale.of(answer.language, script),
        message_ids=asking.again.message_ids if asking.again else (),
        asked_at=office.now(),
    )
    return stored, explanation if audience is Audience.STAFF else None


def _before(history: list[Turn], question: str) -> list[Turn]:
    """Return the turns before a question was asked, so that it does not follow up on itself."""
    for position in range(len(history) - 1, -1, -1):
        if history[position].role == "user" and history[position].content == question:
            return history[:position]
    return history


def beginning_of_new(context: Context, *, above: Sequence[OutMessage] = ()) -> Beginning | None:
    """Return what shows an answer while it grows, until `show_new` completes it; in groups that would be restless."""
    if not context.is_private:
        return None
    return Beginning(context.office.delivery, context.incoming.update_id, context.reader, above=above)


async def show_new(
    context: Context, stored: StoredAnswer, messages: Sequence[OutMessage], *, above: Sequence[OutMessage] = ()
) -> None:
    """Send an answer below all there is, and remember which messages show it; ``above`` it stand those that do not."""
    sent = await context.reply(*above, *messages)
    await context.office.storage.answers.set_messages(stored.id, sent[len(above) :])


async def show_in_place(context: Context, stored: StoredAnswer, messages: Sequence[OutMessage]) -> None:
    """Put an answer where ``stored.message_ids`` show the earlier one; what is left over of that is deleted."""
    places = stored.message_ids[: len(messages)]
    for place, message in zip(places, messages, strict=False):
        if not await context.office.delivery.edit(context.reader, place, message):
            # Somebody deleted it: whatever is left of the earlier answer makes way for a whole new one.
            await _delete(context, stored.message_ids)
            return await show_new(context, stored, messages)
    await _delete(context, stored.message_ids[len(messages) :])
    added = await context.reply(*messages[len(places) :]) if len(messages) > len(places) else ()
    await context.office.storage.answers.set_messages(stored.id, (*places, *added))
    return None


async def _delete(context: Context, message_ids: Sequence[int]) -> None:
    """Delete messages as far as Telegram lets us: not those older than two days."""
    for message_id in message_ids:
        try:
            await context.bot.delete_message(context.chat_id, message_id)
        except TelegramError as error:
            LOG.info("an earlier answer stays: %s", error)
