"""A strict Bot API server on loopback, in a thread of its own, with the world that a test drives it by."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Collection
from http import HTTPStatus
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.telegram_server.bot_api import Call
from tests.telegram_server.chats import Chat
from tests.telegram_server.faults import Faults
from tests.telegram_server.flood import Flood, FloodLimits
from tests.telegram_server.groups import add_topic, change_member, upgrade
from tests.telegram_server.http_front import HttpFront
from tests.telegram_server.messages import Account, Message
from tests.telegram_server.people import User
from tests.telegram_server.profile import Profile
from tests.telegram_server.queries import PATIENCE, CallbackAnswer, InlineAnswer, Query, wait_until
from tests.telegram_server.webhooks import Deliveries
from tests.telegram_server.world import World

TOKEN = "7000000001:loopback-only"  # noqa: S105 - opens nothing but this server


class TelegramServer:
    """The server: ``with TelegramServer() as server``. Every method may be called from any thread."""

    def __init__(
        self,
        token: str = TOKEN,
        *,
        bot_username: str = "city_exchange_bot",
        flood: FloodLimits = FloodLimits(),  # noqa: B008 - frozen
        reads_everything: bool = False,
        plain_http: bool = True,
        clock: Callable[[], float] = time.time,
        port: int = 0,
    ) -> None:
        bot = Account(int(token.split(":", maxsplit=1)[0]), "City Exchange", bot_username, is_bot=True)
        self.world = World(bot, clock=clock, reads_everything=reads_everything, plain_http=plain_http)
        self.port = port
        self._front = HttpFront(self.world, Flood(flood), token)
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._stopping: asyncio.Event = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="telegram-server", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._started.wait(10):
            raise RuntimeError("the server did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(10)

    # What a bot is told.

    @property
    def base_url(self) -> str:
        """Return the value of TELEGRAM_API_BASE_URL."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def file_url(self) -> str:
        """Return the value of TELEGRAM_API_FILE_URL."""
        return f"http://127.0.0.1:{self.port}/file/bot"

    @property
    def token(self) -> str:
        """Return the value of TELEGRAM_BOT_TOKEN."""
        return self._front.token

    def revoke(self) -> None:
        """Revoke the token: every call gets 401 from now on."""
        self._front.revoked = True

    # Who is there.

    @property
    def bot(self) -> Account:
        """Return the bot's account."""
        return self.world.bot

    @property
    def profile(self) -> Profile:
        """Return what the bot has set of its commands, descriptions and menu buttons."""
        return self.world.profile

    def user(self, user_id: int, *, name: str = "", username: str = "", language_code: str = "en") -> User:
        """Make a person, who has not yet written to the bot."""
        account = Account(user_id, name or f"Visitor {user_id}", username, language_code)
        with self.world.lock:
            self.world.people[user_id] = account
        return User(self.world, account)

    def private(self, user: User) -> Chat:
        """Return the chat of a person with the bot."""
        return user.chat

    def group(
        self,
        chat_id: int,
        title: str,
        members: Collection[User] = (),
        *,
        forum: bool = False,
        bot_status: str = "member",
    ) -> Chat:
        """Make a group with the bot in it; a number below -1000000000000 makes a supergroup, as a forum must be."""
        with self.world.lock:
            chat = self.world.new_group(chat_id, title, forum=forum)
            chat.members = {user.id: "member" for user in members}
            founder = next((user.account for user in members), self.bot)
            change_member(self.world, chat, self.bot, bot_status, by=founder)
            return chat

    def topic(self, chat: Chat, name: str, by: User | None = None) -> int:
        """Open a topic in a forum and return its thread."""
        with self.world.lock:
            return add_topic(self.world, chat, name, by=by.account if by else self.bot)

    def upgrades(self, group: Chat, number: int, by: User) -> Chat:
        """Turn a group into a supergroup, and return that."""
        with self.world.lock:
            return upgrade(self.world, group, number, by=by.account)

    def removes_bot(self, chat: Chat, by: User) -> None:
        """Throw the bot out of a group."""
        with self.world.lock:
            change_member(self.world, chat, self.bot, "kicked", by=by.account)

    # What happened, and what is to go wrong.

    @property
    def faults(self) -> Faults:
        """Return the faults on purpose, to plan them."""
        return self._front.faults

    @property
    def calls(self) -> list[Call]:
        """Return every call of the bot's, those under way included."""
        return self._front.calls

    @property
    def refused(self) -> list[Call]:
        """Return the calls that were wrong: 4xx that no fault, flood limit or revoked token explains."""
        planned = {HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS}
        return [call for call in self.calls if 400 <= call.code < 500 and call.code not in planned and not call.fault]

    @property
    def flooded(self) -> list[Call]:
        """Return the calls that a flood limit refused."""
        return [call for call in self.calls if call.code == HTTPStatus.TOO_MANY_REQUESTS and not call.fault]

    def calls_of(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [call for call in self.calls if call.method == method]

    def wait(self, condition: Callable[[], object], timeout: float = PATIENCE, *, what: str = "a condition") -> None:
        """Wait until a condition holds; AssertionError if it does not in time."""
        with self.world.changed:
            if not wait_until(self.world.changed, condition, timeout):
                raise AssertionError(f"waited {timeout:.0f} s in vain for {what}; refused: {_shown(self.refused)}")

    def settle(self, quiet: float = 0.5, timeout: float = PATIENCE) -> None:
        """Wait until the bot has fetched every update and then called nothing for so many seconds."""
        deadline = time.monotonic() + timeout
        last, since = -1, time.monotonic()
        while time.monotonic() < deadline:
            with self.world.lock:
                busy = self.world.updates.pending or self.world.updates.again
                done = sum(call.method != "getUpdates" for call in self.calls)
            if busy or done != last:
                last, since = done, time.monotonic()
            elif time.monotonic() - since >= quiet:
                return
            time.sleep(0.02)
        raise AssertionError(f"the bot was not done in {timeout:.0f} s")

    def redeliver(self, told: Message | Query[CallbackAnswer] | Query[InlineAnswer]) -> None:
        """Send the update of a message, a pressed button or an inline query once more."""
        with self.world.lock:
            assert told.update_id is not None, "the bot was never told of it"
            self.world.updates.redeliver(told.update_id)

    def forget_inline_cache(self) -> None:
        """Ask the bot again for inline queries that it has answered."""
        with self.world.lock:
            self.world.inline_cache.clear()

    # The HTTP.

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        runner = self._front.runner()
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        await site.start()
        self.port = runner.addresses[0][1]
        self.world.updates.attach(self._loop)
        deliveries = asyncio.create_task(Deliveries(self.world).run())
        self._started.set()
        await self._stopping.wait()
        deliveries.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await deliveries
        await runner.cleanup()


def _shown(calls: Collection[Call]) -> list[str]:
    return [f"{call.method}: {call.description}" for call in calls]
