"""The life of the bot's process: start, serve by polling or webhook, stop without losing what was accepted."""

import asyncio
import contextlib
import datetime as dt
import gc
import logging
import os
import signal
import threading
import time
from collections.abc import AsyncIterator, Coroutine

from telegram.ext import ApplicationBuilder, ContextTypes, Updater
from tornado.httpserver import HTTPServer

from bot.access import Access
from bot.assistant_pool import AssistantPool
from bot.connection import (
    Connection,
    Contact,
    TokenRevoked,
    polling_ends,
    reached,
    start_updates,
    stop_updates,
    token_revoked,
)
from bot.container import Office, build_assistants
from bot.context import OFFICE, Context, TelegramApplication
from bot.delivery import Delivery
from bot.handlers import add_handlers
from bot.inbox import Inbox
from bot.jobs import jobs
from bot.metrics import Metrics
from bot.pace import Pace
from bot.people import Reader
from bot.storage import Storage, database_url
from bot.web import ROUTE, CalendarFeed, Check, Route, open_web
from bot.webhook import webhook_of
from bot.workers import SILENCE_SECONDS, Workers
from knowledge.errors import CityExchangeError, StorageError
from knowledge.evidence import Audience
from knowledge.settings import Settings

LOG = logging.getLogger(__name__)

EXIT_FAULT, EXIT_CANNOT_START, EXIT_TOKEN_REVOKED = 1, 2, 3

FINISH_SECONDS = 25.0
_THREADS_SECONDS = 3.0
_UPDATER_STOP_SECONDS = 12.0
_LAST_CLAIM_SECONDS = 3.0


def build_application(
    settings: Settings, contact: Contact, metrics: Metrics, pace: Pace | None = None
) -> TelegramApplication:
    """Build what speaks to Telegram; updates are put into it by `bot.workers`, not by itself."""
    return (
        ApplicationBuilder()
        .token(settings.telegram_bot_token.get_secret_value())
        .base_url(settings.telegram_api_base_url)
        .base_file_url(settings.telegram_api_file_url)
        .request(Connection(settings, contact, metrics))
        .get_updates_request(Connection(settings, contact, metrics))
        .rate_limiter(pace or Pace())
        .context_types(ContextTypes(context=Context))
        .job_queue(None)
        .updater(None)
        .build()
    )


def run(settings: Settings) -> int:
    """Serve until a signal asks to stop, and return the exit code; a second signal ends the process at once.

    0: stopped; 1: a fault; 2: it cannot start as it is set up; 3: the token was revoked while it served.
    """
    return asyncio.run(_exit_code(settings))


async def _exit_code(settings: Settings) -> int:
    code = EXIT_FAULT
    try:
        await _serve(settings)
        code = 0
    except TokenRevoked as error:
        LOG.critical("%s", error)
        code = EXIT_TOKEN_REVOKED
    except CityExchangeError as error:
        LOG.critical("%s", error)
        code = EXIT_CANNOT_START
    except Exception:
        LOG.critical("the bot ends because of a fault", exc_info=True)
    finally:
        # A thread that still answers or opens an index cannot be stopped, and the interpreter would wait for it.
        leaving = threading.Timer(_THREADS_SECONDS, os._exit, [code])
        leaving.daemon = True
        leaving.start()
    return code


async def _serve(settings: Settings) -> None:
    service = Service(settings)
    serving = asyncio.create_task(service.run())

    def on_signal(number: int) -> None:
        if service.stopping.is_set():
            # Claims end by themselves, and each message is recorded before and after it is sent.
            os._exit(128 + number)
        service.stopping.set()
        if not service.ready:
            serving.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # on Windows, where Ctrl-C cancels instead
            asyncio.get_running_loop().add_signal_handler(number, on_signal, number)
    try:
        await serving
    except asyncio.CancelledError:
        if not service.stopping.is_set():
            raise


class Service:
    """One process that serves, from its start to its stop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._metrics = Metrics()
        self._contact = Contact()
        self._access: Access | None = None
        self.stopping = asyncio.Event()
        self.ready = False

    async def run(self) -> None:
        """Start, serve until ``stopping`` is set or it cannot go on, and stop in good order."""
        settings, metrics = self._settings, self._metrics
        webhook = webhook_of(settings)
        begun = time.monotonic()
        metrics.uptime_seconds.set_function(lambda: time.monotonic() - begun)
        async with contextlib.AsyncExitStack() as closing:
            storage = await Storage.open(database_url(settings), now=_now)
            closing.push_async_callback(storage.close)
            closing.push_async_callback(_leave, storage)
            assistants = build_assistants(settings, metrics, now=_now, kept=storage.entries)
            closing.push_async_callback(assistants.close)
            if settings.metrics_listen:
                closing.callback(self._open_web(storage, assistants).stop)
            await assistants.open()
            # What is there now stays. Looking through all of it again, as the collector would when a new index is
            # opened, holds everything up for half a second and more.
            gc.freeze()
            pace = Pace()
            application = build_application(settings, self._contact, metrics, pace)
            await reached(application.initialize)
            closing.push_async_callback(application.shutdown)
            await storage.standing.claim(application.bot.id)
            inbox = Inbox(storage, metrics=metrics, now=_now)
            self._access = access = Access(settings, storage, application.bot)
            delivery = Delivery(storage, application.bot, metrics, access)
            office = Office(settings, storage, access, assistants, delivery, metrics, _now)
            application.bot_data[OFFICE] = office
            await access.find_staff_chat()
            workers = Workers(application, inbox, self._contact, metrics, stopping=self.stopping, pace=pace)
            add_handlers(application)
            await application.start()
            closing.push_async_callback(application.stop)
            updater = Updater(application.bot, inbox)
            await updater.initialize()
            await start_updates(updater, webhook)
            self.ready = True
            way = "webhook" if webhook else "polling"
            print(f"@{application.bot.username} is ready ({way}, index {assistants.generation}).", flush=True)  # noqa: T201 - the command's own output
            begun_jobs = jobs(office, inbox, application.bot, self._contact)
            async with _in_background(
                polling_ends(), token_revoked(application.bot, self._contact), *begun_jobs
            ) as tasks:
                working = asyncio.create_task(workers.run())
                try:
                    await _first_end(self.stopping.wait(), working, *tasks)
                finally:
                    # Claims are kept by the jobs until the last answer is out.
                    self.stopping.set()
                    await asyncio.wait({working}, timeout=_LAST_CLAIM_SECONDS)
                    working.cancel()
                    await asyncio.gather(stop_updates(updater, _UPDATER_STOP_SECONDS), workers.finish(FINISH_SECONDS))

    async def _may_read(self, reader: Reader) -> bool:
        """Tell whether a reader may read what is for their audience; before it is known who is staff, nobody is."""
        return reader.audience is Audience.PUBLIC or (self._access is not None and await self._access.may_read(reader))

    def _open_web(self, storage: Storage, assistants: AssistantPool) -> HTTPServer:
        settings, routes = self._settings, list[Route]()
        if settings.webhook_url:
            feed = {"settings": settings, "assistants": assistants, "now": _now, "may_read": self._may_read}
            routes.append((ROUTE, CalendarFeed, feed))
        checks = self._checks(storage, assistants)
        return open_web(settings.metrics_listen, self._metrics.registry, checks, *routes)

    def _checks(self, storage: Storage, assistants: AssistantPool) -> dict[str, Check]:
        """Return what /readyz looks at."""

        async def database() -> str:
            await storage.ping()
            return ""

        async def index() -> str:
            return "" if assistants.generation else "not open yet"

        async def telegram() -> str:
            silence = self._contact.silence
            return "" if silence < SILENCE_SECONDS else f"no answer for {silence:.0f} s"

        async def process() -> str:
            return "stopping" if self.stopping.is_set() else "" if self.ready else "starting"

        return {"database": database, "index": index, "telegram": telegram, "process": process}


@contextlib.asynccontextmanager
async def _in_background(*coroutines: Coroutine[None, None, object]) -> AsyncIterator[list[asyncio.Task[object]]]:
    """Run tasks as long as the block lasts."""
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _first_end(stop: Coroutine[None, None, bool], *tasks: asyncio.Task[object] | asyncio.Task[None]) -> None:
    """Wait for the wish to stop, or for the first of the tasks to end, none of which does while all is well."""
    async with _in_background(stop) as stopped:
        done, _ = await asyncio.wait({*stopped, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()


async def _leave(storage: Storage) -> None:
    """Let others take over what is unfinished at once; if that cannot be told, they wait for it to end by itself."""
    with contextlib.suppress(StorageError, TimeoutError):
        await asyncio.wait_for(storage.holder.leave(), _LAST_CLAIM_SECONDS)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
