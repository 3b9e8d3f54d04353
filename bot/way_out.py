"""The one way out: every message, file and edit leaves here, for a reader who may read it at that moment.

Right before each call, and again when it has waited for its turn, it is asked whether the reader may still read what
was made for them, with the role that they have then. If not, nothing leaves, and AudienceChanged is raised.
"""

import contextlib
import dataclasses
import enum
from collections.abc import AsyncIterator
from typing import Protocol

import httpx
from telegram import Bot, InputFile, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.pace import LAST_LOOK
from bot.people import Reader
from bot.render.message import OutFile, OutMessage
from knowledge.errors import CityExchangeError

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: to a reader, by the chat's newest id."""

    reader: Reader
    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None


class AudienceChanged(CityExchangeError):
    """Seen by nobody: whom something was made for may read it no more; whatever it answered is answered anew."""


class Gate(Protocol):
    """Who tells what leaves, as `bot.access.Access` does."""

    async def may_read(self, reader: Reader) -> bool:
        """Tell whether a reader may read at this moment what was made for their audience."""


class WayOut:
    """Makes the calls of Telegram that show something to somebody; methods raise TelegramError, AudienceChanged."""

    def __init__(self, bot: Bot, gate: Gate) -> None:
        self._bot = bot
        self._gate = gate

    async def send(
        self, place: Place, text: str, parse_mode: ParseMode | None = None, message: OutMessage | None = None
    ) -> Message:
        """Send a text, into the new chat where a group has moved; ``message`` has the buttons."""
        # The question may be deleted by now, which is no reason to keep the answer back.
        reply = ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None
        try:
            async with self._allowed(place.reader):
                return await self._bot.send_message(
                    place.chat_id,
                    text,
                    parse_mode=parse_mode,
                    message_thread_id=place.thread_id,
                    reply_parameters=reply,
                    reply_markup=message.buttons if message else None,
                    link_preview_options=_NO_PREVIEW,
                )
        except ChatMigrated as moved:
            # Threads and message ids of the old group mean nothing in the new one.
            return await self.send(Place(place.reader, moved.new_chat_id), text, parse_mode, message)

    async def send_file(self, reader: Reader, file: OutFile, thread_id: int | None) -> int:
        """Send a file and return the message's id."""
        data = InputFile(file.data, filename=file.name)
        async with self._allowed(reader):
            send = self._bot.send_photo if file.is_picture else self._bot.send_document
            sent = await send(
                reader.chat_id, data, caption=file.caption, message_thread_id=thread_id, reply_markup=file.buttons
            )
        return sent.message_id

    async def edit(
        self, place: Place, message_id: int, text: str, parse_mode: ParseMode | None, message: OutMessage
    ) -> None:
        """Put a text in the place of that of a message."""
        async with self._allowed(place.reader):
            await self._bot.edit_message_text(
                text,
                place.chat_id,
                message_id,
                parse_mode=parse_mode,
                reply_markup=message.buttons,
                link_preview_options=_NO_PREVIEW,
            )

    @contextlib.asynccontextmanager
    async def _allowed(self, reader: Reader) -> AsyncIterator[None]:
        """Check a reader now, and again when a call within has waited for its turn."""
        await self._check(reader)
        token = LAST_LOOK.set(lambda: self._check(reader))
        try:
            yield
        finally:
            LAST_LOOK.reset(token)

    async def _check(self, reader: Reader) -> None:
        """Raise AudienceChanged unless a reader may read at this moment what was made for them."""
        if not await self._gate.may_read(reader):
            raise AudienceChanged("what was made for staff is not sent: whom it is for is staff no more")


class Outcome(enum.Enum):
    """What an error says about the message."""

    NOT_SENT = enum.auto()  # and may be sent later: Telegram was not reached, is busy or broken
    UNKNOWN = enum.auto()  # the request went out and no answer came back
    HTML_REFUSED = enum.auto()  # not sent; plain text would be
    CLOSED = enum.auto()  # not sent, and nothing can be sent there: blocked, thrown out, deleted
    MOVED = enum.auto()  # not sent; the group has another id now
    GONE = enum.auto()  # not edited: the message is deleted, or can no longer be changed
    UNCHANGED = enum.auto()  # not edited: the message says just that already
    WRONG = enum.auto()  # not sent, and never will be: the request itself is at fault, or the token


# The request was not written, or not to its end, so that Telegram cannot have acted on it.
_NEVER_ARRIVED = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.LocalProtocolError,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.WriteError,
)
# What Telegram says is the only thing that tells one bad request from another.
_SAYINGS: tuple[tuple[Outcome, tuple[str, ...]], ...] = (
    (Outcome.HTML_REFUSED, ("can't parse entities",)),
    (Outcome.UNCHANGED, ("message is not modified",)),
    (Outcome.GONE, ("message to edit not found", "message can't be edited", "message_id_invalid")),
    (
        Outcome.CLOSED,
        (
            "chat not found",
            "chat_restricted",
            "chat_write_forbidden",
            "have no rights to send",
            "message thread not found",
            "need administrator rights",
            "not enough rights",
            "peer_id_invalid",
            "topic_closed",
            "topic_deleted",
            "user is deactivated",
        ),
    ),
)


def outcome(error: TelegramError) -> Outcome:
    """Judge an error of ``sendMessage`` or ``editMessageText``."""
    if isinstance(error, RetryAfter):
        return Outcome.NOT_SENT
    if isinstance(error, Forbidden):
        return Outcome.CLOSED
    if isinstance(error, ChatMigrated):
        return Outcome.MOVED
    if isinstance(error, BadRequest):  # a NetworkError by descent only
        said = error.message.lower()
        return next((meant for meant, signs in _SAYINGS if any(sign in said for sign in signs)), Outcome.WRONG)
    if isinstance(error, NetworkError):
        return _network_outcome(error)
    # A success whose body is cut off is a TelegramError of no particular kind.
    return Outcome.UNKNOWN if type(error) is TelegramError else Outcome.WRONG


def _network_outcome(error: NetworkError) -> Outcome:
    cause = error.__cause__
    if isinstance(cause, _NEVER_ARRIVED):
        return Outcome.NOT_SENT
    # An HTTP status from 500 on has no cause, or that its body is no JSON.
    is_status = not isinstance(error, TimedOut) and (cause is None or isinstance(cause, TelegramError))
    return Outcome.NOT_SENT if is_status else Outcome.UNKNOWN
