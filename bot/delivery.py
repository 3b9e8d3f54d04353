"""Sending: each message of an update's answer once, as far as Telegram's protocol can tell.

Telegram takes no key that would tell a repeated request from a new one. So each message is recorded before it is
sent and after. What that guarantees for a message of an update, also across restarts and processes:

- Known to be sent: never sent again.
- Known not to be sent (no connection, HTTP 429 or 5xx): sent again until it is, with growing pauses, for some
  minutes; then the error is raised, and the next try of the update goes on from there.
- Not known (the connection broke or timed out after the request was written, or the process ended meanwhile): sent
  a second time, counted as a possible repeat. The second time a STUB goes out and is edited into the message: if that
  is not known to have arrived either, it is a stub that may stand there twice. So the text itself is shown at least
  once and at most twice, and once if every outcome is known.
- Telegram refuses for good (blocked, thrown out, chat deleted): let be, without an error.

A message may be begun before all of it is there; then it is edited into the whole, also by another process.

What leaves passes `bot.way_out`, which raises AudienceChanged where the reader may read no more what was made for them.
"""

import asyncio
import dataclasses
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from telegram import Bot, Message
from telegram.constants import ParseMode
from telegram.error import RetryAfter, TelegramError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, wait_exponential

from bot.metrics import Metrics
from bot.people import Reader
from bot.render.message import OutFile, OutMessage
from bot.storage import Storage
from bot.storage.deliveries import Part, State
from bot.way_out import AudienceChanged, Gate, Outcome, Place, WayOut, outcome
from knowledge.errors import StorageError

LOG = logging.getLogger(__name__)

STUB = "…"

# The number of a file among the messages of an update: after all of them.
_FILE = 1000

# About three minutes, unless Telegram asks for longer pauses.
_ATTEMPTS = 12
_PAUSE_SECONDS = (0.5, 30.0)
# The database is asked more often, for whoever waits for the rest waits too.
_STORAGE_ATTEMPTS = 40
_STORAGE_PAUSE_SECONDS = (0.2, 5.0)

T = TypeVar("T")


class Delivery:
    """Sends and edits messages; ``sleep`` waits for so many seconds."""

    def __init__(
        self,
        storage: Storage,
        bot: Bot,
        metrics: Metrics,
        gate: Gate,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._records = storage.deliveries
        self._way_out = WayOut(bot, gate)
        self._metrics = metrics
        self._sleep = sleep

    async def send(
        self,
        update_id: int,
        reader: Reader,
        messages: Sequence[OutMessage],
        *,
        thread_id: int | None = None,
        reply_to: int | None = None,
    ) -> tuple[int, ...]:
        """Send what an update is answered with in a chat, and return the ids of the messages, in order.

        Call it once for an update and chat: another call is taken for a repeat, and sends only what the first did
        not. The first message replies to ``reply_to``. There are fewer ids than messages if the chat takes none (any
        more). Raises TelegramError when Telegram cannot be reached for minutes or refuses the message itself,
        StorageError when the database fails before anything is sent, AudienceChanged.
        """
        chat_id = reader.chat_id
        known = await self._records.known(update_id, chat_id)
        sent = []
        for number, message in enumerate(messages):
            part = Part(update_id, chat_id, number)
            state, message_id = known.get(number, (State.UNSENT, None))
            place = Place(reader, chat_id, thread_id, reply_to if number == 0 else None)
            if state not in (State.SENT, State.CLOSED):
                message_id = await self._deliver(part, place, message, state, message_id)
            if message_id is None:
                break
            sent.append(message_id)
        return tuple(sent)

    async def send_file(
        self, update_id: int, reader: Reader, file: OutFile, *, thread_id: int | None = None
    ) -> int | None:
        """Send the file that an update is answered with in a chat and return its message id, None if nobody takes it.

        Like `send`, but a file cannot be edited in: one that may have been sent is sent whole once more, and where
        that is not known to have arrived either, it is left at that.
        """
        part = Part(update_id, reader.chat_id, _FILE)
        state, message_id = (await self._records.known(update_id, reader.chat_id)).get(_FILE, (State.UNSENT, None))
        while state in (State.UNSENT, State.SENDING):
            last = state is State.SENDING
            if last:
                LOG.warning("%s may have been sent; it is sent once more", part)
                self._metrics.possible_repeats.inc()
            await self._record(part, State.IN_DOUBT if last else State.SENDING)
            try:
                message_id = await self._insist(
                    lambda: self._way_out.send_file(reader, file, thread_id), (Outcome.NOT_SENT,)
                )
                state = State.SENT
            except AudienceChanged:
                await self._record(part, State.UNSENT)
                raise
            except TelegramError as error:
                if outcome(error) is Outcome.UNKNOWN:
                    state = State.SENT if last else State.SENDING
                elif outcome(error) is Outcome.CLOSED:
                    state = State.CLOSED
                else:
                    await self._record(part, State.UNSENT)
                    raise
        await self._record(part, state, message_id)
        return message_id

    async def begin(self, update_id: int, reader: Reader, number: int, message: OutMessage) -> int | None:
        """Send the beginning of message ``number`` of an update, which `send` will edit into the whole.

        It is tried once. Returns the message id, None where nothing is known to be sent, or where an earlier try of
        the update has begun: what that showed may be more.
        """
        part = Part(update_id, reader.chat_id, number)
        state, _ = (await self._records.known(update_id, reader.chat_id)).get(number, (State.UNSENT, None))
        if state is not State.UNSENT:
            return None
        try:
            message_id = await self._attempt(part, Place(reader, reader.chat_id), message)
        except TelegramError as error:
            LOG.info("%s is not begun: %s", part, error)
            return None
        if message_id is not None:
            await self._record(part, State.BEGUN, message_id)
        return message_id

    async def edit(self, reader: Reader, message_id: int, message: OutMessage, *, insist: bool = True) -> bool:
        """Change a message that was sent; return False if it is gone.

        Raises as `send` does; TelegramError at the first failure if it is not to ``insist``.
        """
        return await self._edit(Place(reader, reader.chat_id), message_id, message, insist=insist)

    async def _edit(self, place: Place, message_id: int, message: OutMessage, *, insist: bool = True) -> bool:
        async def change(text: str, parse_mode: ParseMode | None) -> bool:
            await self._way_out.edit(place, message_id, text, parse_mode, message)
            return True

        try:
            # An edit can be repeated: it comes to the same.
            return await self._insist(
                lambda: self._html_or_plain(change, message, f"message {message_id}"),
                (Outcome.NOT_SENT, Outcome.UNKNOWN) if insist else (),
            )
        except TelegramError as error:
            if outcome(error) is Outcome.UNCHANGED:
                return True
            if outcome(error) in (Outcome.GONE, Outcome.CLOSED, Outcome.MOVED):
                return False
            raise

    async def _deliver(
        self, part: Part, place: Place, message: OutMessage, state: State, message_id: int | None
    ) -> int | None:
        try:
            if state is State.UNSENT:
                message_id = await self._send_whole(part, place, message)
                state = State.SENDING if message_id is None else State.SENT
            if state is State.SENDING:
                await self._record(part, State.IN_DOUBT)
                LOG.warning("%s may have been sent; it is sent once more", part)
                self._metrics.possible_repeats.inc()
            if message_id is None:
                stub = await self._send_stub(place)
                place = dataclasses.replace(place, chat_id=stub.chat_id, thread_id=None, reply_to=None)
                message_id = stub.message_id
                await self._record(part, State.STUB, message_id)
            if state is not State.SENT:
                there = await self._edit(place, message_id, message)
                if state is State.BEGUN and not there:
                    # Whoever deleted the beginning has not seen the rest.
                    message_id = await self._send_whole(part, place, message)
        except TelegramError as error:
            if outcome(error) is not Outcome.CLOSED:
                raise
            LOG.info("%s is not wanted: %s", part, error)
            await self._record(part, State.CLOSED)
            return None
        await self._record(part, State.SENT, message_id)
        return message_id

    async def _send_whole(self, part: Part, place: Place, message: OutMessage) -> int | None:
        """Send a message until it is sent, and return its id, or None if nobody knows whether it is."""
        return await self._insist(lambda: self._attempt(part, place, message), (Outcome.NOT_SENT,))

    async def _attempt(self, part: Part, place: Place, message: OutMessage) -> int | None:
        """Try once to send a message, and return its id, or None if nobody knows whether it is sent."""

        async def send(text: str, parse_mode: ParseMode | None) -> int:
            return (await self._way_out.send(place, text, parse_mode, message)).message_id

        await self._records.record(part, State.SENDING)
        try:
            return await self._html_or_plain(send, message, str(part))
        except AudienceChanged:
            await self._record(part, State.UNSENT)
            raise
        except TelegramError as error:
            if outcome(error) is Outcome.UNKNOWN:
                return None
            await self._record(part, State.UNSENT)
            raise

    async def _send_stub(self, place: Place) -> Message:
        return await self._insist(lambda: self._way_out.send(place, STUB), (Outcome.NOT_SENT, Outcome.UNKNOWN))

    async def _html_or_plain(
        self, send: Callable[[str, ParseMode | None], Awaitable[T]], message: OutMessage, name: str
    ) -> T:
        try:
            return await send(message.html, ParseMode.HTML)
        except TelegramError as error:
            if outcome(error) is not Outcome.HTML_REFUSED:
                raise
            # What Telegram says of it may quote it.
            LOG.error("the HTML of %s is refused, it goes out as plain text", name)  # noqa: TRY400 - see above
            self._metrics.telegram_errors.labels("html").inc()
            return await send(message.plain, None)

    async def _insist(self, call: Callable[[], Awaitable[T]], on: tuple[Outcome, ...]) -> T:
        async def once() -> T:  # tenacity awaits only what it can see to be a coroutine function
            return await call()

        return await self._retrying(lambda error: isinstance(error, TelegramError) and outcome(error) in on)(once)

    async def _record(self, part: Part, state: State, message_id: int | None = None) -> None:
        """Keep how far a message got; what Telegram did would be lost if the database were away for a moment."""
        keep = self._retrying(lambda error: isinstance(error, StorageError), _STORAGE_ATTEMPTS)
        await keep(self._records.record, part, state, message_id)

    def _retrying(self, on: Callable[[BaseException], bool], attempts: int = _ATTEMPTS) -> AsyncRetrying:
        return AsyncRetrying(
            retry=retry_if_exception(on),
            wait=_pause,
            stop=stop_after_attempt(attempts),
            sleep=self._sleep,
            reraise=True,
        )


def _pause(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, RetryAfter):
        return error._retry_after.total_seconds()  # noqa: SLF001 - the public property is about to change its type
    shortest, longest = _STORAGE_PAUSE_SECONDS if isinstance(error, StorageError) else _PAUSE_SECONDS
    return wait_exponential(shortest, longest)(state)
