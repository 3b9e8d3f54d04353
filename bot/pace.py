"""A pace of calls that stays within Telegram's limits, and waits for a chat alone when Telegram asks to wait in it."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextvars import ContextVar
from typing import Any, TypeAlias

from aiolimiter import AsyncLimiter
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

Reply: TypeAlias = dict[str, Any]

LOG = logging.getLogger(__name__)

# Asked right before each call, after every wait for its turn; what it raises ends the call.
LAST_LOOK: ContextVar[Callable[[], Awaitable[None]] | None] = ContextVar("LAST_LOOK", default=None)

# A little under what Telegram allows (30 messages a second, 20 a minute in a group, about one a second in a chat with
# bursts): going over costs a wait of a second and more.
_MESSAGES_A_SECOND, _BURST = 29.0, 20.0
_MESSAGES_A_MINUTE_IN_GROUP = 19.0
_BURST_IN_CHAT, _SECONDS_IN_CHAT = 3.0, 3.0
_RETRIES = 3
_CHATS_REMEMBERED = 512
_MARGIN_SECONDS = 0.1
# They have a chat and yet are no messages.
_NOT_COUNTED = frozenset({"sendChatAction", "setMessageReaction", "getChat", "getChatMember", "setMyCommands"})


class Pace(BaseRateLimiter[int]):
    """Telegram's limits: overall, in each group, and in each private chat; what is no message does not count.

    A ``retry_after`` holds up the chat that it was said of, and nothing else: Telegram counts each chat by itself.
    """

    def __init__(self) -> None:
        self._overall = AsyncLimiter(_BURST, _BURST / _MESSAGES_A_SECOND)
        self._chats: dict[int, AsyncLimiter] = {}
        self._closed_until: dict[int, float] = {}  # by the event loop's clock
        self.waiting = 0  # calls that are held up because Telegram asked to wait

    async def initialize(self) -> None:
        """Do nothing: there is nothing to begin with."""

    async def shutdown(self) -> None:
        """Do nothing: whoever waits is cancelled by who called."""

    async def process_request(  # noqa: PLR0917 - as the library has it
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | Reply | list[Reply]]],
        args: Any,  # noqa: ANN401 - as the library has it
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> bool | Reply | list[Reply]:
        """Make a call when its turn has come, and again when Telegram asks to wait; RetryAfter at the last refusal."""
        chat_id = data.get("chat_id")
        chat = chat_id if isinstance(chat_id, int) and endpoint not in _NOT_COUNTED else None
        for _ in range(rate_limit_args or _RETRIES):
            await self._turn(chat)
            await _look()
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                await self._wait(chat, error)
        await self._turn(chat)
        await _look()
        return await callback(*args, **kwargs)

    async def _turn(self, chat: int | None) -> None:
        if chat is None:
            return
        await self._until_open(chat)
        await self._limiter(chat).acquire()
        await self._overall.acquire()

    async def _wait(self, chat: int | None, error: RetryAfter) -> None:
        seconds = error._retry_after.total_seconds() + _MARGIN_SECONDS  # noqa: SLF001 - the public property is about to change its type
        LOG.info("Telegram asks to wait for %g s", seconds)
        if chat is None:  # a call that is no message is held up alone
            with self._held_up():
                await asyncio.sleep(seconds)
            return
        until = asyncio.get_running_loop().time() + seconds
        self._closed_until[chat] = max(until, self._closed_until.get(chat, 0.0))

    async def _until_open(self, chat: int) -> None:
        now = asyncio.get_running_loop().time
        while (seconds := self._closed_until.get(chat, 0.0) - now()) > 0:
            with self._held_up():
                await asyncio.sleep(seconds)
        self._closed_until.pop(chat, None)

    @contextlib.contextmanager
    def _held_up(self) -> Iterator[None]:
        self.waiting += 1
        try:
            yield
        finally:
            self.waiting -= 1

    def _limiter(self, chat: int) -> AsyncLimiter:
        if chat not in self._chats:
            if len(self._chats) >= _CHATS_REMEMBERED:
                # Those whose limit has nothing to remember.
                self._chats = {key: one for key, one in self._chats.items() if not one.has_capacity(one.max_rate)}
            in_group = (_MESSAGES_A_MINUTE_IN_GROUP, 60.0)
            rate, seconds = in_group if chat < 0 else (_BURST_IN_CHAT, _SECONDS_IN_CHAT)
            self._chats[chat] = AsyncLimiter(rate, seconds)
        return self._chats[chat]


async def _look() -> None:
    look = LAST_LOOK.get()
    if look is not None:
        await look()
