"""The container of everything that serves: where settings become an assistant; `bot.serve` adds what is Telegram's."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
from typing import TYPE_CHECKING

from bot.assistant_pool import ANSWER_SECONDS, WORKERS, WORKERS_WITH_MODEL, AssistantPool, Desk
from knowledge.answering.generative import open_caller
from knowledge.assistant import Assistant
from knowledge.embedding import load_embedder
from knowledge.index import current_generation, open_index

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from bot.access import Access
    from bot.assistant_pool import Kept
    from bot.delivery import Delivery
    from bot.metrics import Metrics
    from bot.storage import Storage
    from knowledge.answering.generative.observer import Observer
    from knowledge.evidence import Audience
    from knowledge.settings import Settings


@dataclasses.dataclass(frozen=True, slots=True)
class Office:
    """Everything that serves a visitor. ``now`` returns the time as an aware datetime in UTC."""

    settings: Settings
    storage: Storage
    access: Access
    assistants: AssistantPool
    delivery: Delivery
    metrics: Metrics
    now: Callable[[], dt.datetime]

    def today(self) -> dt.date:
        """Return the current day at the office."""
        return self.now().astimezone(self.settings.zone).date()


@contextlib.contextmanager
def open_desk(settings: Settings, audience: Audience, observer: Observer | None = None) -> Iterator[Desk]:
    """Build everything that serves one audience, and let go of the index at the end.

    A public desk is made from the public collections alone, so nothing that it holds leads to a staff paper.
    Raises IndexMissing when nothing has been ingested, ModelError when the embedding model cannot be loaded,
    ConfigurationError when the language model cannot be opened.
    """
    embedder = load_embedder(settings)
    caller = open_caller(settings, observer)
    with open_index(settings, embedder, audience) as index:
        yield Desk(Assistant(index=index, embedder=embedder, settings=settings, caller=caller), index)


@contextlib.contextmanager
def _prepared_desk(settings: Settings, observer: Observer | None, audience: Audience) -> Iterator[Desk]:
    """Open a desk whose first visitor waits for nothing; the terminal rather starts at once."""
    with open_desk(settings, audience, observer) as desk:
        desk.directory.prepare()
        yield desk


def build_assistants(
    settings: Settings, metrics: Metrics, *, now: Callable[[], dt.datetime], kept: Kept | None = None
) -> AssistantPool:
    """Build the desks of both audiences, with what staff keep; they are still to be opened."""
    observer = None
    if settings.llm_model:
        from bot.metrics import ModelMetrics  # noqa: PLC0415 - the terminal keeps no figures

        prices = {"price_sent": settings.llm_price_sent, "price_received": settings.llm_price_received}
        observer = ModelMetrics(metrics, **prices)
    return AssistantPool(
        open_desk=functools.partial(_prepared_desk, settings, observer),
        current_generation=functools.partial(current_generation, settings),
        metrics=metrics,
        now=now,
        kept=kept,
        # What the language model may take comes on top: without it in time, there is still an answer.
        answer_seconds=ANSWER_SECONDS + settings.llm_timeout_seconds,
        workers=WORKERS_WITH_MODEL if settings.llm_model else WORKERS,
    )
