"""The desks that serve: one for each audience, renewed with the index and what staff keep, answering in threads."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import functools
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

from knowledge.citing import is_row
from knowledge.errors import CityExchangeError
from knowledge.evidence import Audience

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from bot.metrics import Metrics
    from knowledge.answering.explanation import Explanation
    from knowledge.assistant import Assistant, Turn
    from knowledge.directory import Directory
    from knowledge.evidence import Citation, Language, Passage
    from knowledge.index import KnowledgeIndex
    from knowledge.records import Entry

LOG = logging.getLogger(__name__)

ANSWER_SECONDS = 60.0
LOOK_SECONDS = 3.0
# While new indexes cannot be opened: each try costs seconds of work, and the old one serves meanwhile.
_LONGEST_WAIT_SECONDS = 60.0
# What grows may be whole in a moment; then it is better shown at once.
_MOMENT_SECONDS = 0.2
WORKERS = 4
# With a language model an answer mostly waits, and nobody should wait for others to wait.
WORKERS_WITH_MODEL = 16
# Any words do: the first search loads the model and the vectors, and nobody should wait for that.
_FIRST_QUERY = "sister city 友城"


@dataclasses.dataclass(frozen=True, slots=True)
class Desk:
    """What one audience is served with: the assistant that answers, and the index its sources are opened in."""

    assistant: Assistant
    index: KnowledgeIndex

    @property
    def directory(self) -> Directory:
        """Return the records and sources to look through."""
        return self.assistant.directory

    def passage(self, passage_id: str) -> Passage | None:
        """Return a passage of the index, or of a row that staff keep."""
        return self.index.get(passage_id) or self.directory.kept_passage(passage_id)

    def around(self, citation: Citation) -> tuple[Passage | None, Passage | None, Passage | None]:
        """Return the passage before the cited one, that itself, and the one after; what there is none of is None."""
        passage = self.passage(citation.passage_id)
        # The rows beside one in its table have nothing to do with it.
        before, after = (None, None) if passage is None or is_row(citation.source) else self.index.neighbours(passage)
        return before, passage, after

    def with_entries(self, entries: Sequence[Entry]) -> Desk:
        """Return the desk with these rows kept by staff, in place of those that it has (some time for new names)."""
        assistant = self.assistant.with_entries(entries)
        if assistant.directory.gazetteer is not self.directory.gazetteer:
            assistant.directory.prepare()
        return Desk(assistant, self.index)


@dataclasses.dataclass(slots=True, eq=False)
class _Opened:
    """A desk with those who use it; once retired it closes behind the last of them.

    ``desk`` is put in the place of another when staff change what they keep: the index stays the same.
    """

    desk: Desk
    close: Callable[[], None]
    entries: tuple[Entry, ...] = ()
    users: int = 0
    retired: bool = False


class GrowingAnswer:
    """An answer that grows in a thread and is looked at in the loop; who looks seldom sees only the newest."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        self._newest: Explanation | None = None
        self._ended: asyncio.Future[None] | None = None

    def follow(self, answering: Callable[[], Iterator[Explanation]]) -> None:
        """Take up each state of the answer, in the thread that makes it."""
        for explanation in answering():
            self._loop.call_soon_threadsafe(self._grow, explanation)

    def end(self, ended: asyncio.Future[None]) -> None:
        """Take note that the thread is done, whether well or not."""
        self._ended = ended
        self._changed.set()

    async def look(self, until: float) -> Explanation:
        """Return the newest state that was not looked at yet.

        Raises what the thread raised, and TimeoutError when ``until`` (of `time.perf_counter`) nothing is new.
        """
        if not self._changed.is_set():
            await asyncio.wait_for(self._changed.wait(), until - time.perf_counter())
        if self._newest is not None and not self._newest.complete and self._ended is None:
            await asyncio.sleep(_MOMENT_SECONDS)
        self._changed.clear()
        if self._ended is not None:
            self._ended.result()
        assert self._newest is not None  # noqa: S101 - there is at least one when something has changed and nothing failed
        return self._newest

    def _grow(self, explanation: Explanation) -> None:
        self._newest = explanation
        self._changed.set()


class Kept(Protocol):
    """Where the rows that staff keep are, as `bot.storage.Storage.entries` has them."""

    async def revision(self) -> tuple[int, int]:
        """Return what is another after every change."""

    async def in_effect(self) -> list[Entry]:
        """Return all that was not taken back."""


def visible_to(entries: Sequence[Entry], audience: Audience) -> tuple[Entry, ...]:
    """Return the rows kept by staff that an audience may see: the public, those that are expressly for everybody."""
    return tuple(entry for entry in entries if audience is Audience.STAFF or entry.record.audience is Audience.PUBLIC)


class AssistantPool:
    """Both desks of the current index. An audience gets its own desk, which holds nothing of another's."""

    def __init__(
        self,
        *,
        open_desk: Callable[[Audience], AbstractContextManager[Desk]],
        current_generation: Callable[[], str | None],
        metrics: Metrics,
        now: Callable[[], dt.datetime],
        kept: Kept | None = None,
        answer_seconds: float = ANSWER_SECONDS,
        workers: int = WORKERS,
    ) -> None:
        self._kept = kept
        self._answer_seconds = answer_seconds
        self._revision: tuple[int, int] | None = None
        self._entries: list[Entry] = []
        self._changing = asyncio.Lock()
        self._open_desk = open_desk
        self._current_generation = current_generation
        self._metrics = metrics
        self._now = now
        self._opened: dict[Audience, _Opened] = {}
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix="answer")
        self.built_at: dt.datetime | None = None
        metrics.index_age_seconds.set_function(
            lambda: (now() - self.built_at).total_seconds() if self.built_at else 0.0
        )

    @property
    def generation(self) -> str | None:
        """Return the name of the index that serves, None before the desks are open."""
        return self._opened[Audience.PUBLIC].desk.index.generation if self._opened else None

    async def open(self) -> None:
        """Open both desks and load the model; IndexMissing or ModelError when that cannot be."""
        self._opened = await asyncio.to_thread(self._open_all)
        self.built_at = self._now()
        await self.take_up_entries()

    async def close(self) -> None:
        """Let go of both desks; answers still being made are not waited for."""
        opened, self._opened = self._opened, {}
        for one in opened.values():
            self._retire(one)
        self._workers.shutdown(wait=False)

    @contextlib.asynccontextmanager
    async def desk(self, audience: Audience) -> AsyncIterator[Desk]:
        """Keep the audience's current desk open while it is looked at."""
        opened = self._enter(audience)
        try:
            yield opened.desk
        finally:
            self._leave(opened)

    async def stream(
        self,
        audience: Audience,
        question: str,
        history: Sequence[Turn],
        today: dt.date,
        *,
        language: Language | None = None,
        user: str = "",
    ) -> AsyncGenerator[Explanation]:
        """Answer in a thread, in a given language or the question's own, and count it.

        Yields how the answer stands, whenever it has grown since the last look, and at last the complete one.
        ``user`` is whose allowance a language model spends. Raises TimeoutError after ``answer_seconds``.
        """
        self._metrics.asked(audience)
        begun = time.perf_counter()
        opened = self._enter(audience)
        answering = functools.partial(
            opened.desk.assistant.stream, question, today=today, history=tuple(history), language=language, user=user
        )
        growing = GrowingAnswer()
        future = asyncio.get_running_loop().run_in_executor(self._workers, growing.follow, answering)
        # A thread cannot be stopped: its desk stays open until it is done, also when nobody waits for it any more.
        future.add_done_callback(lambda _: self._leave(opened))
        future.add_done_callback(growing.end)
        try:
            while not (explanation := await growing.look(begun + self._answer_seconds)).complete:
                yield explanation
            await asyncio.wait([future])
        except Exception as error:
            self._metrics.answers_failed.labels("timeout" if isinstance(error, TimeoutError) else "error").inc()
            raise
        self._metrics.answered(explanation.answer, time.perf_counter() - begun)
        yield explanation

    async def watch(self) -> None:
        """Take up each new index as it is published, for ever; one that cannot be opened leaves the old serving."""
        wait = LOOK_SECONDS
        while True:
            await asyncio.sleep(wait)
            try:
                await self.look()
                wait = LOOK_SECONDS
            except Exception as error:
                # Whatever is wrong with the new index, the old one serves.
                known = isinstance(error, CityExchangeError)
                LOG.error("no new index is taken up, the old one serves: %s", error, exc_info=not known)  # noqa: TRY400 - a known error says all in its message
                wait = min(2 * wait, _LONGEST_WAIT_SECONDS)

    async def take_up_entries(self) -> None:
        """Serve what staff keep now, if that is something else than before. Raises StorageError."""
        if self._kept is None:
            return
        async with self._changing:
            # What is added between the two is read again at the next look.
            revision = await self._kept.revision()
            if revision == self._revision:
                return
            self._entries = await self._kept.in_effect()
            await asyncio.to_thread(_put_entries, self._opened, self._entries)
            self._revision = revision

    async def look(self) -> None:
        """Take up the current index if it is another than the one that serves."""
        current = await asyncio.to_thread(self._current_generation)
        if current is None or {one.desk.index.generation for one in self._opened.values()} == {current}:
            return
        async with self._changing:
            opened = await asyncio.to_thread(self._open_all)
            old, self._opened = self._opened, opened
        self.built_at = self._now()
        LOG.info("index %s serves", self.generation)
        for one in old.values():
            self._retire(one)

    def _open_all(self) -> dict[Audience, _Opened]:
        opened: dict[Audience, _Opened] = {}
        with contextlib.ExitStack() as closing:
            for audience in Audience:
                with contextlib.ExitStack() as held:
                    desk = held.enter_context(self._open_desk(audience))
                    desk.index.search(_FIRST_QUERY, k=1)
                    opened[audience] = _Opened(desk, held.pop_all().close)
                closing.callback(opened[audience].close)
            _put_entries(opened, self._entries)
            closing.pop_all()
        return opened

    def _enter(self, audience: Audience) -> _Opened:
        opened = self._opened[audience]
        opened.users += 1
        return opened

    def _leave(self, opened: _Opened) -> None:
        opened.users -= 1
        if opened.retired and not opened.users:
            opened.close()

    def _retire(self, opened: _Opened) -> None:
        opened.retired = True
        if not opened.users:
            opened.close()


def _put_entries(opened: dict[Audience, _Opened], entries: Sequence[Entry]) -> None:
    """Give each desk the rows that its audience may see."""
    for audience, one in opened.items():
        own = visible_to(entries, audience)
        if own != one.entries:
            one.desk, one.entries = one.desk.with_entries(own), own
