"""Bring the index in line with the corpus: plan, embed what is new, publish."""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.plan import Plan, make_plan
from ingest.readers.ocr.pages import Desk, at
from ingest.scan import scan
from knowledge.answering.papers import sentences_of
from knowledge.embedding import Embedder
from knowledge.evidence import Passage
from knowledge.index import IndexWriter, Manifest, Sentence, embedded_text, open_writer, read_manifest
from knowledge.settings import Settings

# Passages are embedded and stored so many at a time, so that memory does not grow with the corpus.
_EMBEDDED = 64
_STORED = 5_000  # Chroma takes little more at once


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
            plan = _plan(settings, paths, writer.manifest, embedder, watcher)
        embedded = _store(plan, writer, embedder, watcher)
        watcher.publishing()
        generation = writer.publish(plan.after)
    return Report(plan, generation, embedded)


def dry_run(settings: Settings, paths: Sequence[Path], embedder: Embedder, watcher: Watcher) -> Plan:
    """Return what an ingest would do; nothing is written."""
    return _plan(settings, paths, read_manifest(settings, to_go_on=True), embedder, watcher)


def _plan(settings: Settings, paths: Sequence[Path], before: Manifest, embedder: Embedder, watcher: Watcher) -> Plan:
    """Make the plan; the watcher hears of every file, and of every page that is read by OCR."""
    name = ""

    def reading(file: str) -> None:
        nonlocal name
        name = file
        watcher.reading(file)

    def told(page: int, pages: int) -> None:
        watcher.reading(f"{name}: page {page} of {pages} by OCR")

    with at(Desk(settings.data_dir / "ocr", told)):
        return make_plan(scan(paths), before, embedder.fingerprint, progress=reading, home_city=settings.home_city)


def _store(plan: Plan, writer: IndexWriter, embedder: Embedder, watcher: Watcher) -> int:
    """Write the new passages and delete the old; a text that was embedded before keeps its vector."""
    known = writer.vectors_of(plan.removed) if plan.passages else {}
    old = [passage for passage in plan.passages if (passage.language, embedded_text(passage)) in known]
    new = [passage for passage in plan.passages if (passage.language, embedded_text(passage)) not in known]
    if old:
        writer.add(old, np.stack([known[passage.language, embedded_text(passage)] for passage in old]))
        if writer.takes_sentences:
            _keep_sentences(old, writer, embedder)
    done = 0

    def count(passages: int) -> None:
        nonlocal done
        done += passages
        watcher.embedding(done, len(new))

    for start in range(0, len(new), _STORED):
        batch = new[start : start + _STORED]
        parts = [batch[first : first + _EMBEDDED] for first in range(0, len(batch), _EMBEDDED)]
        writer.add(batch, np.concatenate([_embed(part, writer, embedder, count) for part in parts]))
    writer.delete(plan.removed)
    return len(new)


def _embed(
    passages: Sequence[Passage], writer: IndexWriter, embedder: Embedder, count: Callable[[int], None]
) -> NDArray[np.float32]:
    """Return the vectors of passages, (n, d), and keep those of the words of their sentences."""
    texts, languages = [embedded_text(passage) for passage in passages], [passage.language for passage in passages]
    vectors = embedder.encode_passages(texts, languages, progress=count)
    if writer.takes_sentences:
        _keep_sentences(passages, writer, embedder)
    return vectors


def _keep_sentences(passages: Iterable[Passage], writer: IndexWriter, embedder: Embedder) -> None:
    """Keep the vectors of the words of passages' sentences; those that are kept already are not made again."""
    sentences = [(passage, text) for passage in passages for text in sentences_of(passage)]
    kept = {text: writer.words_of(text) for _, text in sentences}
    new = [text for text, known in kept.items() if known is None]
    words = {text: known for text, known in kept.items() if known is not None}
    words |= zip(new, embedder.encode_words(new, query=False) if new else [], strict=True)
    writer.add_sentences(Sentence(passage.id, passage.audience, text, words[text]) for passage, text in sentences)
