"""Delivery of updates to the bot's webhook: many chats at once, in order within each, again until it says 200."""

import asyncio
from http import HTTPStatus

import aiohttp

from tests.telegram_server.updates import Update
from tests.telegram_server.world import World

SECONDS_BETWEEN_TRIES = 0.3
LONGEST_TRY = aiohttp.ClientTimeout(total=60)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header


class Deliveries:
    """Delivers as long as a webhook is set."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._busy: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with aiohttp.ClientSession(timeout=LONGEST_TRY) as session:
            while True:
                with self._world.lock:
                    for update in self._due():
                        self._busy.add(update.queue)
                        task = asyncio.create_task(self._deliver(session, update))
                        self._tasks.add(task)
                        task.add_done_callback(self._tasks.discard)
                await self._world.updates.arrival(1)

    def _due(self) -> list[Update]:
        webhook, updates = self._world.webhook, self._world.updates
        if not webhook.url:
            return []
        due: dict[int, Update] = {}
        waiting = [*updates.again, *updates.pending.values()]
        for update in waiting:
            if len(due) + len(self._busy) >= webhook.max_connections:
                break
            if update.queue not in self._busy:
                due.setdefault(update.queue, update)
        return list(due.values())

    async def _deliver(self, session: aiohttp.ClientSession, update: Update) -> None:
        world = self._world
        webhook = world.webhook
        headers = {SECRET_HEADER: webhook.secret_token} if webhook.secret_token else {}
        try:
            async with session.post(webhook.url, json=update.json(), headers=headers) as response:
                await response.read()
                wrong = (
                    "" if response.status == HTTPStatus.OK else f"Wrong response from the webhook: {response.status}"
                )
        except (aiohttp.ClientError, TimeoutError) as error:
            wrong = str(error) or type(error).__name__
        with world.lock:
            if not wrong:
                if update in world.updates.again:
                    world.updates.again.remove(update)
                else:
                    world.updates.pending.pop(update.id, None)
                world.changed.notify_all()
            else:
                webhook.last_error_date, webhook.last_error_message = world.now(), wrong
        if wrong:
            await asyncio.sleep(SECONDS_BETWEEN_TRIES)
        self._busy.discard(update.queue)
        world.updates.wake()
