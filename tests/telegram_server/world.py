"""Everything that the server knows: the bot, the chats, and what is on its way between them."""

import dataclasses
import itertools
import threading
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from tests.telegram_server.chats import FIRST_SUPERGROUP, Chat
from tests.telegram_server.entities import Formatted
from tests.telegram_server.messages import Account, Message
from tests.telegram_server.profile import Profile
from tests.telegram_server.queries import CallbackAnswer, InlineAnswer, Queries
from tests.telegram_server.refusals import Refused, bad_request
from tests.telegram_server.updates import Updates

SECONDS_TO_ANSWER = 30.0


@dataclasses.dataclass(slots=True)
class Webhook:
    """Where updates are delivered to, and how that went."""

    url: str = ""
    secret_token: str = ""
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str = ""


class World:
    """The state of the server. Whoever reads or changes it from a thread of their own holds ``lock``."""

    def __init__(self, bot: Account, *, clock: Callable[[], float], reads_everything: bool, plain_http: bool) -> None:
        self.bot = bot
        self.clock = clock
        self.reads_everything = reads_everything
        self.plain_http = plain_http  # a webhook need not be https
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.people: dict[int, Account] = {}
        self.chats: dict[int, Chat] = {}
        self.inline_messages: dict[str, Message] = {}
        self.inline_cache: dict[tuple[str, str, int], tuple[float, InlineAnswer]] = {}
        self.files: dict[str, bytes] = {}
        self.updates = Updates(self.lock)
        self.webhook = Webhook()
        self.presses: Queries[CallbackAnswer] = Queries(SECONDS_TO_ANSWER)
        self.inline: Queries[InlineAnswer] = Queries(SECONDS_TO_ANSWER)
        self.profile = Profile()
        self._ids = itertools.count(1)  # of messages in private chats and groups; a supergroup has its own

    def now(self) -> int:
        """Return the time of day as messages carry it."""
        return int(self.clock())

    def private_chat(self, person: Account) -> Chat:
        """Return the chat of a person with the bot."""
        if person.id not in self.chats:
            self.people[person.id] = person
            waiting = threading.Condition(self.lock)
            self.chats[person.id] = Chat(person.id, "private", person.name, self.bot, waiting, person=person)
        return self.chats[person.id]

    def new_group(self, chat_id: int, title: str, *, forum: bool) -> Chat:
        """Make a group, or a supergroup if the number says so."""
        kind = "supergroup" if chat_id < FIRST_SUPERGROUP else "group"
        if chat_id >= 0 or chat_id in self.chats or (forum and kind == "group"):
            raise ValueError(f"{chat_id} cannot be the number of this group")
        chat = Chat(chat_id, kind, title, self.bot, threading.Condition(self.lock), is_forum=forum)
        chat.reads_everything = self.reads_everything
        self.chats[chat_id] = chat
        return chat

    def chat(self, chat_id: int | str) -> Chat:
        """Return a chat of the bot's; raise Refused if it knows none."""
        if isinstance(chat_id, int) and chat_id in self.chats:
            chat = self.chats[chat_id]
            if chat.moved_to is not None:
                what = "Bad Request: group chat was upgraded to a supergroup chat"
                raise Refused(HTTPStatus.BAD_REQUEST, what, migrate_to_chat_id=chat.moved_to)
            return chat
        raise bad_request("chat not found")

    def add(self, chat: Chat, sender: Account, formatted: Formatted, **fields: Any) -> Message:  # noqa: ANN401 - the fields of Message
        """Put a message into a chat."""
        if "thread_id" not in fields and (replied := fields.get("reply_to")) is not None:
            fields["thread_id"] = replied.thread_id
            if chat.kind == "supergroup" and not chat.is_forum:  # a thread of replies is named by its first message
                fields["thread_id"] = replied.thread_id or replied.message_id
        thread_id = fields.get("thread_id")
        if chat.is_forum and fields.get("reply_to") is None and thread_id is not None:
            fields["reply_to"] = chat.topics.get(thread_id)
        number = len(chat.messages) + 1 if chat.kind == "supergroup" else next(self._ids)
        message = Message(chat, number, sender, self.clock(), formatted, **fields)
        chat.messages.append(message)
        self.tell(chat)
        return message

    def announce(self, message: Message, kind: str = "message") -> None:
        """Tell the bot of a message, if it is one that it hears of."""
        if message.chat.bot_hears(message):
            message.update_id = self.updates.post(kind, message.json(), message.chat.id)

    def tell(self, chat: Chat) -> None:
        """Wake the tests that wait for a change in a chat."""
        chat.waiting.notify_all()
        self.changed.notify_all()
