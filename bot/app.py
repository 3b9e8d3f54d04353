"""The composition root: the one place where settings become an assistant."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from knowledge.assistant import Assistant

from knowledge.embedding import load_embedder
from knowledge.index import KnowledgeIndex, open_index

if TYPE_CHECKING:
    from knowledge.evidence import Audience
    from knowledge.settings import Settings


@dataclasses.dataclass(frozen=True, slots=True)
class Desk:
    """What one audience is served with: the assistant that answers, and the index its sources are opened in."""

    assistant: Assistant
    index: KnowledgeIndex


def open_desk(settings: Settings, audience: Audience) -> Desk:
    """Build everything that serves one audience.

    A public desk is made from the public collections alone, so nothing that it holds leads to a staff paper.
    Raises IndexMissing when nothing has been ingested, ModelError when the embedding model cannot be loaded.
    """
    embedder = load_embedder(settings)
    index = open_index(settings, embedder, audience)
    return Desk(Assistant(index=index, embedder=embedder, settings=settings), index)


def build_assistant(settings: Settings, audience: Audience) -> Assistant:
    """Build the assistant of one audience; see `open_desk`."""
    return open_desk(settings, audience).assistant
