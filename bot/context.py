"""One update as the handlers see it: who is there, what they may see, their language, and how they are answered."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Self, TypeAlias, TypeVar

from telegram import Chat, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest
from telegram.ext import Application, CallbackContext, ExtBot

from bot.assistant_pool import Desk
from bot.container import Office
from bot.i18n import Locale, Say, locale_of_client, say_in
from bot.people import Person, Reader, Role
from bot.render.markup import esc
from bot.render.message import OutFile, OutMessage, notice
from knowledge.directory import Guide
from knowledge.evidence import Audience

LOG = logging.getLogger(__name__)

_Seen = TypeVar("_Seen")

OFFICE = "office"

# The rate limiter's arguments are an int: how often a call that Telegram put off is tried again.
Bot: TypeAlias = ExtBot[int]
TelegramApplication: TypeAlias = "Application[Bot, Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]"


class NoLonger(Exception):
    """Raised by what a button does where it leads nowhere (any more), whatever the reason."""


class Context(CallbackContext[Bot, dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of one update; ``person``, ``role`` and ``say`` are there when a handler runs."""

    incoming: Update
    person: Person
    role: Role
    locale: Locale
    say: Say

    @classmethod
    def from_update(cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]) -> Self:
        """Keep the update, so that ``refresh_data`` can tell who sent it."""
        context = super().from_update(update, application)
        if isinstance(update, Update):
            context.incoming = update
        return context

    async def refresh_data(self) -> None:
        """Look the visitor up; python-telegram-bot calls it before the first handler."""
        user = self.incoming.effective_user
        if user is None:  # a post in a channel, or of an anonymous admin
            self.person, self.role = Person(0), Role.PUBLIC
        else:
            self.person = await self.office.storage.people.get(user.id)
            self.role = await self.office.access.role_of(self.person)
        self.speak(Locale(self.person.locale) if self.person.locale is not None else None)

    def speak(self, chosen: Locale | None) -> None:
        """Speak the language that the visitor chose, else their client's."""
        user = self.incoming.effective_user
        self.locale = chosen or locale_of_client(user.language_code if user else None)
        self.say = say_in(self.locale)

    @property
    def office(self) -> Office:
        """Return what serves the visitor."""
        office = self.bot_data[OFFICE]
        assert isinstance(office, Office)  # noqa: S101 - bot.serve put it there
        return office

    @property
    def chat(self) -> Chat | None:
        """Return the chat, or None for an inline query."""
        return self.incoming.effective_chat

    @property
    def is_private(self) -> bool:
        """Tell whether this is a chat of one person with the bot."""
        return self.chat is not None and self.chat.type == ChatType.PRIVATE

    @property
    def chat_id(self) -> int:
        """Return the id of the chat."""
        assert self.chat is not None  # noqa: S101 - only inline queries have none, and they are answered otherwise
        return self.chat.id

    @property
    def thread_id(self) -> int | None:
        """Return the forum topic. A chain of replies in an ordinary group has a thread id, but no topic."""
        message = self.incoming.effective_message
        if isinstance(message, Message) and message.is_topic_message:
            return message.message_thread_id
        return None

    @property
    def message(self) -> Message:
        """Return the message that was sent, or edited."""
        message = self.incoming.message or self.incoming.edited_message
        assert message is not None  # noqa: S101 - the handlers of messages are called for nothing else
        return message

    @property
    def reader(self) -> Reader:
        """Return who reads what is said back here, and the audience that all of this is made for."""
        return Reader(self.chat_id, self.person.user_id, self.audience)

    @property
    def audience(self) -> Audience:
        """Return whose papers may be shown here.

        What is shown in a group is seen by the whole group: it is the public's, unless the group is the staff chat.
        """
        if self.chat is not None and (self.is_private or self.office.access.is_staff_chat(self.chat.id)):
            return self.role.audience
        return Audience.PUBLIC

    async def at_desk(self, see: Callable[[Desk, Guide], _Seen]) -> _Seen:
        """Return what is seen, in a thread, at the desk of the audience here and now, in the visitor's language."""
        async with self.office.assistants.desk(self.audience) as desk:
            guide = desk.directory.guide(self.locale.language, self.locale.script, self.office.today())
            return await asyncio.to_thread(see, desk, guide)

    async def look(self, see: Callable[[Guide], _Seen]) -> _Seen:
        """Return what is seen with the guide alone."""
        return await self.at_desk(lambda _, guide: see(guide))

    async def reply(self, *messages: OutMessage) -> tuple[int, ...]:
        """Send messages where the update came from and return their ids.

        In a group the first one replies to what it answers. Once an update: a second call would be taken for a repeat.
        """
        incoming = self.incoming.effective_message
        return await self.office.delivery.send(
            self.incoming.update_id,
            self.reader,
            messages,
            thread_id=self.thread_id,
            reply_to=None if self.is_private or incoming is None else incoming.message_id,
        )

    async def tell(self, *paragraphs: str) -> None:
        """Reply with one message of plain paragraphs."""
        await self.reply(notice(*map(esc, paragraphs)))

    async def reply_file(self, file: OutFile) -> None:
        """Send a file where the update came from. Once an update, beside the messages of `reply`."""
        await self.office.delivery.send_file(self.incoming.update_id, self.reader, file, thread_id=self.thread_id)

    async def toast(self, text: str = "", *, alert: bool = False) -> None:
        """Show a word over the pressed button, or only end its waiting; a press too old for that is let be."""
        query = self.incoming.callback_query
        if query is None:
            return
        try:
            await query.answer(text or None, show_alert=alert)
        except BadRequest as error:
            LOG.info("a press could not be answered: %s", error)

    async def turn_to(self, screen: OutMessage | None, said: str = "") -> None:
        """Put a screen in the place of the one whose button was pressed; None is a button that leads nowhere."""
        query = self.incoming.callback_query
        if screen is None or query is None or query.message is None:
            raise NoLonger
        await self.office.delivery.edit(self.reader, query.message.message_id, screen)
        await self.toast(said)
