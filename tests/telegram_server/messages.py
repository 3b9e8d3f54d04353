"""A message as it stands in a chat, and as Telegram writes it in JSON."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.telegram_server.chats import Chat
    from tests.telegram_server.entities import Formatted


@dataclasses.dataclass(frozen=True, slots=True)
class Account:
    """Someone who can send a message: a person or the bot."""

    id: int
    name: str
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    def json(self) -> dict[str, Any]:
        """Return the account as Telegram writes it."""
        body: dict[str, Any] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.name}
        if self.username:
            body["username"] = self.username
        if self.language_code:
            body["language_code"] = self.language_code
        return body


@dataclasses.dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; ``data`` is empty for one that does not call back."""

    text: str
    data: str = ""
    url: str = ""
    inline_query: str | None = None  # what it types after the bot's name
    copies: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Media:
    """What a message shows besides text; ``body`` is its JSON under the field ``kind``."""

    kind: str
    body: Any
    content: bytes = b""
    name: str = ""


@dataclasses.dataclass(slots=True, eq=False)
class Message:
    """A message; it changes when it is edited or deleted. ``at`` is in seconds since 1970."""

    chat: Chat
    message_id: int
    sender: Account
    at: float
    formatted: Formatted
    markup: dict[str, Any] | None = None
    buttons: tuple[tuple[Button, ...], ...] = ()
    reply_to: Message | None = None
    thread_id: int | None = None
    media: Media | None = None
    forwarded: Message | None = None
    via_bot: Account | None = None
    service: dict[str, Any] = dataclasses.field(default_factory=dict)
    inline_message_id: str = ""
    source: str = ""  # the text as the bot sent it, before its tags were read
    edit_date: int | None = None
    edits: int = 0  # of its text or its buttons
    versions: list[Formatted] = dataclasses.field(default_factory=list)  # what it said before each edit
    reactions: list[str] = dataclasses.field(default_factory=list)  # of the bot
    deleted: bool = False
    update_id: int | None = None  # of the update that told the bot of it

    @property
    def date(self) -> int:
        """Return the time as the bot is told it, in whole seconds."""
        return int(self.at)

    @property
    def text(self) -> str:
        """Return the text, or the caption."""
        return self.formatted.text

    @property
    def from_bot(self) -> bool:
        """Tell whether the bot sent it."""
        return self.sender.is_bot

    @property
    def labels(self) -> list[str]:
        """Return the text of every button, in reading order."""
        return [button.text for row in self.buttons for button in row]

    def covered(self, kind: str) -> list[str]:
        """Return the words under each entity of a type: ``covered("expandable_blockquote")``."""
        return self.formatted.covered(kind)

    def button(self, wanted: str) -> Button:
        """Return the button with this data, this text, or, if there is one such, this piece of text."""
        every = [button for row in self.buttons for button in row]
        exact = [button for button in every if wanted == button.data] or [b for b in every if wanted == b.text]
        found = exact or [button for button in every if wanted in button.text]
        if not exact and len(found) != 1:
            raise AssertionError(f"no one button is {wanted!r}; there are {[(b.text, b.data) for b in every]}")
        return found[0]

    def json(self, *, nested: bool = False) -> dict[str, Any]:
        """Return the message as Telegram writes it; a nested one does not carry what it replies to."""
        body: dict[str, Any] = {
            "message_id": self.message_id,
            "from": self.sender.json(),
            "chat": self.chat.json(),
            "date": self.date,
            **self.service,
            **self._text(),
        }
        if self.edit_date is not None:
            body["edit_date"] = self.edit_date
        if self.thread_id is not None:
            body["message_thread_id"] = self.thread_id
            if self.chat.is_forum:
                body["is_topic_message"] = True
        if self.reply_to is not None and not nested and not self.reply_to.deleted:
            body["reply_to_message"] = self.reply_to.json(nested=True)
        if self.via_bot is not None:
            body["via_bot"] = self.via_bot.json()
        if self.forwarded is not None:
            origin = {"type": "user", "sender_user": self.forwarded.sender.json(), "date": self.forwarded.date}
            body["forward_origin"] = origin
        if self.markup is not None:
            body["reply_markup"] = self.markup
        return body

    def _text(self) -> dict[str, Any]:
        field, entities = ("text", "entities") if self.media is None else ("caption", "caption_entities")
        body: dict[str, Any] = {self.media.kind: self.media.body} if self.media else {}
        if self.text:
            body[field] = self.text
        if self.formatted.entities:
            body[entities] = [entity.json() for entity in self.formatted.entities]
        return body
