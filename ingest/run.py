"""Bring the index in line with the corpus: plan, embed what is new, publish."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Protocol

import numpy as np

from ingest.plan import Plan, make_plan
from ingest.scan import scan
from knowledge.index import embedded_text, open_writer, read_manifest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from knowledge.embedding import Embedder
    from knowledge.index import IndexWriter
    from knowledge.settings import Settings

# Passages are embedded and stored this many at a time, so that memory does not grow with the corpus.
_BATCH = 512


class Watcher(Protocol):
    """Someone who is told how far an ingest is."""

    def reading(self, name: str) -> None:
        """Tell that a file is being looked at."""

    def embedding(self, done: int, total: int) -> None:
        """Tell how many of the passages are embedded."""

    def publishing(self) -> None:
        """Tell that the new generation is being completed."""


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did: its plan, the generation that serves now (empty: none), how many passages were embedded."""

    plan: Plan
    generation: str
    embedded: int


def ingest(settings: Settings, paths: Sequence[Path], embedder: Embedder, watcher: Watcher) -> Report:
    """Bring the index in line with some folders and files.

    Nothing is written when nothing changed. Raises ConfigurationError for a path that does not exist, IndexBusy when
    another ingest is at work, IndexWriteError when the index cannot be written; then the old index still serves.
    """
    plan = dry_run(settings, paths, embedder, watcher)
    if plan.changes_nothing:
        return Report(plan, plan.before.generation, 0)
    with open_writer(settings, embedder.fingerprint) as writer:
        if writer.manifest != plan.before:  # another ingest ended in between
            plan = make_plan(scan(paths), writer.manifest, embedder.fingerprint, progress=watcher.reading)
        embedded = _store(plan, writer, embedder, watcher)
        watcher.publishing()
        generation = writer.publish(plan.after)
    return Report(plan, generation, embedded)


def dry_run(settings: Settings, paths: Sequence[Path], embedder: Embedder, watcher: Watcher) -> Plan:
    """Return what an ingest would do; nothing is written."""
    return make_plan(scan(paths), read_manifest(settings), embedder.fingerprint, progress=watcher.reading)


def _store(plan: Plan, writer: IndexWriter, embedder: Embedder, watcher: Watcher) -> int:
    """Write the new passages and delete the old; a text that was embedded before keeps its vector."""
    known = writer.vectors_of(plan.removed) if plan.passages else {}
    old = [passage for passage in plan.passages if (passage.language, embedded_text(passage)) in known]
    new = [passage for passage in plan.passages if (passage.language, embedded_text(passage)) not in known]
    if old:
        writer.add(old, np.stack([known[passage.language, embedded_text(passage)] for passage in old]))
    done = 0

    def count(passages: int) -> None:
        nonlocal done
        done += passages
        watcher.embedding(done, len(new))

    for start in range(0, len(new), _BATCH):
        batch = new[start : start + _BATCH]
        texts, languages = [embedded_text(passage) for passage in batch], [passage.language for passage in batch]
        writer.add(batch, embedder.encode_passages(texts, languages, progress=count))
    writer.delete(plan.removed)
    return len(new)
