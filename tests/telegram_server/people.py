"""A person with a Telegram client, as a test drives one."""

import dataclasses
import mimetypes
import threading
from typing import Any

from tests.telegram_server.chats import PRESENT, Chat
from tests.telegram_server.entities import Formatted, typed
from tests.telegram_server.groups import change_member
from tests.telegram_server.keyboards import read_keyboard
from tests.telegram_server.messages import Account, Media, Message
from tests.telegram_server.queries import PATIENCE, CallbackAnswer, InlineAnswer, Query
from tests.telegram_server.sending import add_file, message_text, reworded
from tests.telegram_server.world import World

ELSEWHERE = 9_000_000_001  # a chat that the bot is not in


@dataclasses.dataclass(frozen=True, slots=True)
class User:
    """A person; every verb acts at once, as the person's client would."""

    world: World
    account: Account

    @property
    def id(self) -> int:
        """Return the user id."""
        return self.account.id

    @property
    def chat(self) -> Chat:
        """Return the private chat with the bot."""
        with self.world.lock:
            return self.world.private_chat(self.account)

    def says(
        self, text: str, chat: Chat | None = None, *, reply_to: Message | None = None, thread: int | None = None
    ) -> Message:
        """Send a text, in the private chat if no other is named; commands and mentions become entities."""
        return self._send(chat, typed(text), reply_to=reply_to, thread=thread)

    def sends(
        self,
        kind: str,
        chat: Chat | None = None,
        *,
        caption: str = "",
        content: bytes = b"\0" * 64,
        name: str = "letter.pdf",
    ) -> Message:
        """Send a photo, voice, sticker, document (of a name), video, animation, audio, location or contact."""
        with self.world.lock:
            return self._send(chat, typed(caption), media=_media(self.world, kind, content, name))

    def edits(self, message: Message, text: str) -> Message:
        """Edit what this person said."""
        assert message.sender.id == self.id, "people edit their own messages"
        with self.world.lock:
            reworded(message, typed(text), self.world.now())
            self.world.announce(message, "edited_message")
            self.world.tell(message.chat)
            return message

    def deletes(self, message: Message) -> None:
        """Delete a message; a bot is not told."""
        with self.world.lock:
            message.deleted = True
            self.world.tell(message.chat)

    def forwards(self, message: Message, chat: Chat | None = None) -> Message:
        """Forward a message; its buttons stay behind."""
        media = message.media
        return self._send(chat, message.formatted, forwarded=message, media=media)

    def presses(self, message: Message, button: str, timeout: float = PATIENCE) -> CallbackAnswer:
        """Press a button, told by its data, its text or a piece of it, and wait for what the bot shows."""
        return self.press(message, button).wait(timeout)

    def press(self, message: Message, button: str) -> Query[CallbackAnswer]:
        """Press a button and do not wait."""
        with self.world.lock:
            pressed = message.button(button)
        assert pressed.data, f"{pressed} does not call back"
        return self._press(message, pressed.data)

    def forges(self, message: Message, data: str, timeout: float = PATIENCE) -> CallbackAnswer:
        """Send callback data that no button need have, as a client of one's own making can."""
        return self._press(message, data).wait(timeout)

    def inline(self, query: str, offset: str = "", timeout: float = PATIENCE) -> InlineAnswer:
        """Type a query after the bot's name and wait for the results, which Telegram may have kept from before."""
        world = self.world
        with world.lock:
            for who in (0, self.id):
                until, kept = world.inline_cache.get((query, offset, who), (0.0, None))
                if kept is not None and world.clock() < until:
                    return dataclasses.replace(kept, cached=True)
            asked = world.inline.open(self.account, world.clock())
            body = {"id": asked.id, "from": self.account.json(), "query": query, "offset": offset}
            asked.update_id = world.updates.post("inline_query", body, self.id)
        answer = asked.wait(timeout)
        with world.lock:
            key = (query, offset, self.id if answer.is_personal else 0)
            world.inline_cache[key] = world.clock() + answer.cache_time, answer
        return answer

    def chooses(self, answer: InlineAnswer, result_id: str, chat: Chat | None = None) -> Message:
        """Send an inline result into a chat: without one, into some chat that the bot is not in."""
        result = next(result for result in answer.results if result["id"] == result_id)
        world = self.world
        with world.lock:
            where = chat or Chat(ELSEWHERE, "private", "Someone", world.bot, threading.Condition(world.lock))
            formatted = message_text(result["input_message_content"], "message_text")
            markup = result.get("reply_markup")
            message = self._add(where, formatted, via_bot=world.bot, markup=markup, buttons=read_keyboard(markup))
            if markup:
                message.inline_message_id = f"inline-{len(world.inline_messages) + 1}"
                world.inline_messages[message.inline_message_id] = message
            return message

    def blocks_bot(self) -> None:
        """Block the bot."""
        self._change_bot("kicked")

    def unblocks_bot(self) -> None:
        """Unblock the bot."""
        self._change_bot("member")

    def joins(self, chat: Chat, status: str = "member") -> None:
        """Join a group as a member, "administrator" or "creator"."""
        with self.world.lock:
            change_member(self.world, chat, self.account, status, by=self.account)

    def leaves(self, chat: Chat) -> None:
        """Leave a group."""
        with self.world.lock:
            change_member(self.world, chat, self.account, "left", by=self.account)

    def sees_commands(self, chat: Chat | None = None) -> dict[str, str]:
        """Return the menu of commands that the client shows: explanations by command."""
        with self.world.lock:
            where = chat or self.chat
            admin = where.members.get(self.id) in {"creator", "administrator"}
            return self.world.profile.shown(where.id, self.id, self.account.language_code[:2], admin=admin)

    def _change_bot(self, status: str) -> None:
        with self.world.lock:
            chat = self.chat
            chat.blocked = status == "kicked"
            change_member(self.world, chat, self.world.bot, status, by=self.account)

    def _send(
        self,
        chat: Chat | None,
        formatted: Formatted,
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        **fields: Any,  # noqa: ANN401 - the fields of Message
    ) -> Message:
        with self.world.lock:
            if reply_to is not None:
                chat = chat or reply_to.chat
                assert reply_to.chat is chat, "a reply stays in its chat"
                fields["reply_to"] = reply_to
            if thread is not None:
                fields["thread_id"] = thread
            return self._add(chat or self.chat, formatted, **fields)

    def _add(self, chat: Chat, formatted: Formatted, **fields: Any) -> Message:  # noqa: ANN401 - the fields of Message
        if chat.id in self.world.chats:
            self._check_present(chat)
        message = self.world.add(chat, self.account, formatted, **fields)
        if chat.id in self.world.chats:
            self.world.announce(message)
        return message

    def _check_present(self, chat: Chat) -> None:
        if chat.person is not None:
            assert chat.person.id == self.id, "a private chat is for its person alone"
            assert not chat.blocked, "who blocks the bot does not write to it"
            chat.started = True
        else:
            assert chat.members.get(self.id) in PRESENT, f"{self.account.name} is not in {chat.title}"

    def _press(self, message: Message, data: str) -> Query[CallbackAnswer]:
        world = self.world
        with world.lock:
            if message.chat.id in world.chats:
                self._check_present(message.chat)
            query = world.presses.open(self.account, world.clock())
            body = {"id": query.id, "from": self.account.json(), "chat_instance": str(message.chat.id), "data": data}
            if message.inline_message_id:
                body["inline_message_id"] = message.inline_message_id
            elif message.deleted:
                body["message"] = {"chat": message.chat.json(), "message_id": message.message_id, "date": 0}
            else:
                body["message"] = message.json()
            queue = message.chat.id if message.chat.id in world.chats else self.id
            query.update_id = world.updates.post("callback_query", body, queue)
            return query


def _media(world: World, kind: str, content: bytes, name: str) -> Media:
    if kind == "location":
        return Media(kind, {"latitude": 23.13, "longitude": 113.26})
    if kind == "contact":
        return Media(kind, {"phone_number": "+8620000000", "first_name": "Li"})
    body = add_file(world, content)
    size = {"width": 512, "height": 512}
    length = {"duration": 2}
    more: dict[str, dict[str, Any]] = {
        "photo": size,
        "voice": length | {"mime_type": "audio/ogg"},
        "sticker": size | {"type": "regular", "is_animated": False, "is_video": False, "emoji": "🙂"},
        "document": {"file_name": name, "mime_type": mimetypes.guess_type(name)[0] or "application/octet-stream"},
        "video": size | length,
        "animation": size | length,
        "audio": length,
    }
    described = body | more[kind]
    return Media(kind, [described] if kind == "photo" else described, content)
