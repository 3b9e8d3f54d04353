"""One update as the handlers see it: who is there, what they may see, in which language they are spoken to."""

from typing import Any, Self, TypeAlias

from telegram import Chat, Update, User
from telegram.constants import ChatType
from telegram.ext import Application, CallbackContext, ExtBot

from bot.container import Office
from bot.i18n import Locale, Say, locale_of_client, say_in
from bot.people import Person, Reader, Role
from knowledge.evidence import Audience

OFFICE = "office"

# The rate limiter's arguments are an int: how often a call that Telegram put off is tried again.
Bot: TypeAlias = ExtBot[int]
TelegramApplication: TypeAlias = "Application[Bot, Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]"


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
        self.locale = self.chosen_locale(user)
        self.say = say_in(self.locale)

    def chosen_locale(self, user: User | None) -> Locale:
        """Return the language that the visitor chose, else their client's."""
        if self.person.locale is not None:
            return Locale(self.person.locale)
        return locale_of_client(user.language_code if user else None)

    @property
    def office(self) -> Office:
        """Return what serves the visitor."""
        office = self.bot_data[OFFICE]
        assert isinstance(office, Office)  # noqa: S101 - bot.container put it there
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
    def reader(self) -> Reader:
        """Return who reads what is said back here, and the audience that all of this is made for."""
        assert self.chat is not None  # noqa: S101 - only inline queries have none, and they are answered otherwise
        return Reader(self.chat.id, self.person.user_id, self.audience)

    @property
    def audience(self) -> Audience:
        """Return whose papers may be shown here.

        What is shown in a group is seen by the whole group: it is the public's, unless the group is the staff chat.
        """
        if self.chat is not None and (self.is_private or self.office.access.is_staff_chat(self.chat.id)):
            return self.role.audience
        return Audience.PUBLIC
