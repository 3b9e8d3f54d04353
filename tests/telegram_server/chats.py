"""A chat: who is in it, what was said, and what a bot gets to hear of it."""

import dataclasses
import threading
import time
from collections.abc import Callable
from typing import Any

from tests.telegram_server.messages import Account, Message
from tests.telegram_server.queries import PATIENCE, wait_until
from tests.telegram_server.refusals import bad_request, forbidden

FIRST_SUPERGROUP = -1_000_000_000_000
PRESENT = {"creator", "administrator", "member"}


@dataclasses.dataclass(slots=True, eq=False)
class Chat:
    """A private chat, group or supergroup.

    ``messages`` holds everybody's, in order. ``waiting`` is notified under the world's lock at each change.
    """

    id: int
    kind: str
    title: str
    bot: Account
    waiting: threading.Condition
    person: Account | None = None  # whose private chat it is
    is_forum: bool = False
    reads_everything: bool = False  # the bot's privacy mode is off
    members: dict[int, str] = dataclasses.field(default_factory=dict)  # status by user id
    topics: dict[int, Message] = dataclasses.field(default_factory=dict)
    messages: list[Message] = dataclasses.field(default_factory=list)
    actions: list[str] = dataclasses.field(default_factory=list)  # "typing" and the like
    drafts: list[str] = dataclasses.field(default_factory=list)
    started: bool = False
    blocked: bool = False
    moved_to: int | None = None  # the supergroup that this group has become

    @property
    def answers(self) -> list[Message]:
        """Return what the bot has said here and not deleted."""
        return [message for message in self.messages if message.from_bot and not message.deleted]

    @property
    def last(self) -> Message:
        """Return the last thing that the bot said here."""
        return self.answers[-1]

    def wait_for(self, n: int = 1, timeout: float = PATIENCE, *, after: Message | None = None) -> list[Message]:
        """Wait until the bot has said ``n`` things after a message (by default, what a person last said here)."""
        if after is None:
            after = next((message for message in reversed(self.messages) if _said(message)), None)
        start = self.messages.index(after) + 1 if after is not None else 0

        def said() -> list[Message]:
            return [message for message in self.messages[start:] if message.from_bot and not message.deleted]

        self.wait(lambda: len(said()) >= n, timeout, what=f"{n} messages of the bot in chat {self.id}")
        return said()

    def wait_for_edit(self, message: Message, timeout: float = PATIENCE, *, after: int = 0) -> Message:
        """Wait until a message has been edited more than ``after`` times (compare ``message.edits``)."""
        self.wait(lambda: message.edits > after, timeout, what=f"an edit of message {message.message_id}")
        return message

    def wait(self, condition: Callable[[], object], timeout: float = PATIENCE, *, what: str = "") -> None:
        """Wait until a condition holds that depends on this chat alone; AssertionError if it does not in time."""
        start = time.monotonic()
        with self.waiting:
            if not wait_until(self.waiting, condition, timeout):
                heard = [message.text[:200] for message in self.messages[-4:]]
                took = time.monotonic() - start
                raise AssertionError(f"waited {took:.0f} s in vain for {what or 'a chat'}; last said: {heard}")

    def check_bot_may_write(self) -> None:
        """Raise Refused if the bot may not write here."""
        if self.person is not None:
            if self.blocked:
                raise forbidden("bot was blocked by the user")
            if not self.started:
                raise forbidden("bot can't initiate conversation with a user")
        elif self.members.get(self.bot.id) == "kicked":
            raise forbidden(f"bot was kicked from the {self.kind} chat")
        elif self.members.get(self.bot.id) not in PRESENT:
            raise forbidden(f"bot is not a member of the {self.kind} chat")

    def check_thread(self, thread_id: int | None) -> None:
        """Raise Refused for a thread that is not here."""
        if thread_id is not None and thread_id not in self.topics:
            raise bad_request("message thread not found")

    def find(self, message_id: int) -> Message | None:
        """Return a message that is still here."""
        for message in reversed(self.messages):
            if message.message_id == message_id:
                return None if message.deleted else message
        return None

    def bot_hears(self, message: Message) -> bool:
        """Tell whether the bot gets a message: in a group, by the rules of privacy mode."""
        if self.person is not None:
            return not self.blocked
        status = self.members.get(self.bot.id)
        if status not in PRESENT:
            return False
        if status == "administrator" or self.reads_everything or message.service or message.via_bot == self.bot:
            return True
        me = f"@{self.bot.username}".lower()
        commands = [command.lower() for command in message.covered("bot_command")]
        mentions = [name.lower() for name in message.covered("mention")]
        about_me = any(entity.user_id == self.bot.id for entity in message.formatted.entities)
        replied = message.reply_to is not None and message.reply_to.from_bot and not message.reply_to.service
        return replied or about_me or me in mentions or any("@" not in name or name.endswith(me) for name in commands)

    def json(self) -> dict[str, Any]:
        """Return the chat as Telegram writes it."""
        body: dict[str, Any] = {"id": self.id, "type": self.kind}
        if self.person is not None:
            body["first_name"] = self.person.name
            if self.person.username:
                body["username"] = self.person.username
        else:
            body["title"] = self.title
        return body | {"is_forum": True} if self.is_forum else body


def _said(message: Message) -> bool:
    return not message.from_bot and not message.service
