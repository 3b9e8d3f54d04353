"""Run asynchronous iteration in a loop of its own, so that whoever waits can stop at any time."""

from __future__ import annotations

import asyncio
import queue
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

Item = TypeVar("Item")


class _End:
    """The iteration ended, with the error that ended it or none."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


class Background:
    """One event loop in a daemon thread, started when first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    def iterate(self, source: Callable[[], AsyncIterator[Item]], patience: Callable[[], float]) -> Iterator[Item]:
        """Yield what an asynchronous iterator yields.

        ``patience`` says how many seconds the next item may take. Raises TimeoutError after that, and what the
        source raises. However it ends, the source is cancelled, which closes its connection.
        """
        items: queue.Queue[Item | _End] = queue.Queue()

        async def pump() -> None:
            try:
                async for item in source():
                    items.put(item)
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
                items.put(_End(error))
            else:
                items.put(_End())

        running = asyncio.run_coroutine_threadsafe(pump(), self._started())
        try:
            while True:
                try:
                    item = items.get(timeout=max(patience(), 0.0))
                except queue.Empty:
                    raise TimeoutError from None
                if isinstance(item, _End):
                    if item.error is not None:
                        raise item.error
                    return
                yield item
        finally:
            running.cancel()

    def _started(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="language-model", daemon=True).start()
            return self._loop
