"""The composition root: the one place where settings become an assistant."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from bot.desks import Desk
from knowledge.assistant import Assistant
from knowledge.embedding import load_embedder
from knowledge.index import open_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.evidence import Audience
    from knowledge.settings import Settings


@contextlib.contextmanager
def open_desk(settings: Settings, audience: Audience) -> Iterator[Desk]:
    """Build everything that serves one audience, and let go of the index at the end.

    A public desk is made from the public collections alone, so nothing that it holds leads to a staff paper.
    Raises IndexMissing when nothing has been ingested, ModelError when the embedding model cannot be loaded.
    """
    embedder = load_embedder(settings)
    with open_index(settings, embedder, audience) as index:
        yield Desk(Assistant(index=index, embedder=embedder, settings=settings), index)
