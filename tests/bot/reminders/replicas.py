"""Replicas of the bot that do nothing but remind, on a clock of the test's, and that can be killed anywhere.

A replica has the real storage, delivery, access and directory, and talks to the strict server on loopback. Each step of
it (a transaction, a request) counts; when its time has come, that step and every later one fails, so that nothing of it
acts any more, just as if its process were gone.
"""

import contextlib
import datetime as dt
import math
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.access import Access
from bot.assistant_pool import Desk
from bot.connection import Contact
from bot.container import Office
from bot.delivery import Delivery
from bot.metrics import Metrics
from bot.reminders.reminding import Reminding
from bot.storage import Storage
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries, Part, State
from bot.storage.holders import BEAT_SECONDS, LEASE_SECONDS
from knowledge.evidence import Audience
from knowledge.settings import Settings
from tests.databases import Clock
from tests.telegram_server.server import TelegramServer

Record: TypeAlias = "tuple[Life, Part, State]"


class Killed(Exception):
    """The process is gone."""


class Life:
    """The steps that are left to a replica."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.is_over = False

    def step(self) -> None:
        if self.left is not None:
            self.is_over = self.is_over or self.left <= 0
            self.left -= 1
        if self.is_over:
            raise Killed


class MortalDatabase(Database):
    """A database that a killed process does not reach."""

    def __init__(self, address: str, life: Life) -> None:
        super().__init__(address)
        self._life = life

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        self._life.step()
        async with super().transaction() as session:
            yield session
        self._life.step()


class MortalRequest(BaseRequest):
    """Requests through a client that all replicas share: making one takes longer than a day of theirs."""

    def __init__(self, client: HTTPXRequest, life: Life) -> None:
        self._client = client
        self._life = life

    @property
    def read_timeout(self) -> float | None:
        return self._client.read_timeout

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 - passed on as they are
        self._life.step()
        answered = await self._client.do_request(*args, **kwargs)
        self._life.step()
        return answered


class ToldDeliveries(Deliveries):
    """Records of deliveries that a test reads afterwards: who recorded what."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime], life: Life, records: list[Record]) -> None:
        super().__init__(database, now)
        self._life = life
        self._records = records

    async def record(self, part: Part, state: State, message_id: int | None = None) -> None:
        await super().record(part, state, message_id)
        self._records.append((self._life, part, state))


class StillDesks:
    """The desks of one index."""

    def __init__(self, assistants: Mapping[Audience, Desk]) -> None:
        self.assistants = dict(assistants)

    @contextlib.asynccontextmanager
    async def desk(self, audience: Audience) -> AsyncIterator[Desk]:
        yield self.assistants[audience]


class Replica:
    """A process that reminds."""

    def __init__(  # noqa: PLR0917 - what a process is started with
        self,
        address: str,
        settings: Settings,
        assistants: StillDesks,
        server: TelegramServer,
        client: HTTPXRequest,
        now: Clock,
        records: list[Record],
    ) -> None:
        self.life = Life()
        self.watched = 0.0
        self._latest = 0.0
        self._now = now
        self.storage = Storage(MortalDatabase(address, self.life), now=now, steady=self._steady)
        self.storage.deliveries = ToldDeliveries(self.storage.database, now, self.life, records)
        request = MortalRequest(client, self.life)
        bot = Bot(server.token, server.base_url, request=request, get_updates_request=request)
        contact = Contact(clock=lambda: 0.0)
        contact.heard(200)
        self.metrics = Metrics()
        access = Access(settings, self.storage, bot)
        self.office = Office(
            settings=settings,
            storage=self.storage,
            access=access,
            assistants=assistants,  # type: ignore[arg-type]  # all of the desks that reminders use
            delivery=Delivery(self.storage, bot, self.metrics, access, sleep=_at_once),
            metrics=self.metrics,
            now=now,
        )
        self.reminding = Reminding(self.office, contact)

    async def works(self, at: dt.datetime | None = None) -> bool:
        """Do what is to be done now, or when that is now; return whether the replica is still alive."""
        self._now.time = at or self._now.time
        try:
            await self.reminding.work()
        except Killed:
            assert self.life.is_over
        return not self.life.is_over

    async def close(self) -> None:
        await self.storage.close()

    def _steady(self) -> float:
        self._latest = max(self._latest, self._now().timestamp())  # the clock of the wall may be set back
        return self._latest + self.watched


async def watch(*replicas: Replica) -> None:
    """Let so much time pass that replicas know who else has died."""
    for _ in range(math.ceil(LEASE_SECONDS / BEAT_SECONDS) + 1):
        for replica in replicas:
            replica.watched += BEAT_SECONDS
            await replica.storage.holder.beat()


async def _at_once(_: float) -> None:
    """Wait for nothing."""
