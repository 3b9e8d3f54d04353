"""Write a new generation of the index: start from the current one, add, delete, publish."""

from __future__ import annotations

import abc
import contextlib
import dataclasses
import itertools
import secrets
import shutil
from typing import TYPE_CHECKING

import filelock

from knowledge.errors import IndexBusy, IndexWriteError
from knowledge.evidence import Audience
from knowledge.index import generations, ledger
from knowledge.index.generations import CHROMA, LEXICAL, MANIFEST
from knowledge.index.manifest import Manifest
from knowledge.index.shelf import Shelf
from knowledge.index.stored import embedded_text
from knowledge.index.vectors import FAILURES, Vectors, close, open_embedded, open_server

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from chromadb.api import ClientAPI
    from numpy.typing import NDArray

    from knowledge.evidence import Language, Passage
    from knowledge.settings import Settings

_LOCK = "ingest.lock"


class IndexWriter(abc.ABC):
    """Passages on their way into the index; readers see none of it before ``publish``, and then all of it."""

    def __init__(self, manifest: Manifest, vectors: Vectors) -> None:
        self.manifest = manifest
        self._vectors = vectors

    def vectors_of(self, ids: Iterable[str]) -> dict[tuple[Language, str], NDArray[np.float32]]:
        """Return, by language and embedded text, the vectors that the same model gave to these passages before."""
        return {
            (passage.language, embedded_text(passage)): vector for passage, vector in self._vectors.with_vectors(ids)
        }

    def add(self, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
        """Store passages with their vectors, (n, d); one with a known id is replaced."""
        if passages:
            self._vectors.add(passages, vectors)

    @abc.abstractmethod
    def delete(self, ids: Iterable[str]) -> None:
        """Remove passages; an id that is not there is nothing to do."""

    @abc.abstractmethod
    def publish(self, manifest: Manifest) -> str:
        """Make what was written current, described by its manifest, and return the generation's name."""


class _EmbeddedWriter(IndexWriter):
    def __init__(self, directory: Path, client: ClientAPI, manifest: Manifest, fingerprint: str) -> None:
        super().__init__(manifest, Vectors(client, fingerprint))
        self._client = client
        self._directory = directory

    def delete(self, ids: Iterable[str]) -> None:
        self._vectors.delete(ids)

    def publish(self, manifest: Manifest) -> str:
        public = list(self._vectors.passages([Audience.PUBLIC]))
        staff = list(self._vectors.passages([Audience.STAFF]))
        close(self._client)
        Shelf.build(public).save(self._directory / LEXICAL / Audience.PUBLIC)
        if staff:
            Shelf.build(itertools.chain(public, staff)).save(self._directory / LEXICAL / Audience.STAFF)
        name = self._directory.name
        manifest = dataclasses.replace(manifest, generation=name)
        (self._directory / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        generations.publish(self._directory)
        return name


class _ServerWriter(IndexWriter):
    """On a server the new is added first and the old deleted last, so that a reader always finds what it knows of."""

    def __init__(self, client: ClientAPI, manifest: Manifest, fingerprint: str) -> None:
        super().__init__(manifest, Vectors(client, fingerprint))
        self._client = client

    def delete(self, ids: Iterable[str]) -> None:
        """Do nothing yet: ``publish`` deletes what its manifest does not list."""

    def publish(self, manifest: Manifest) -> str:
        name = secrets.token_hex(6)
        ledger.write(self._client, dataclasses.replace(manifest, generation=name))
        self._vectors.delete(self._vectors.ids() - manifest.passages)
        self._vectors.drop_other_models()
        return name


@contextlib.contextmanager
def open_writer(settings: Settings, fingerprint: str) -> Iterator[IndexWriter]:
    """Begin a new generation for one embedding model; leaving the context without ``publish`` leaves nothing behind.

    Raises IndexBusy when another ingest is at work, and IndexWriteError, after which the old index still serves, when
    the disk is full or may not be written.
    """
    index_dir = settings.index_dir
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(index_dir / _LOCK).acquire(blocking=False):
            manifest = read_manifest(settings)
            if settings.chroma_url:
                yield _ServerWriter(open_server(settings.chroma_url), manifest, fingerprint)
            else:
                generations.tidy(index_dir)
                with _new_generation(index_dir, manifest, fingerprint) as writer:
                    yield writer
                generations.tidy(index_dir)
    except filelock.Timeout as error:
        raise IndexBusy(f"another ingest is writing {index_dir}; wait until it has ended and try again") from error
    except (OSError, *FAILURES) as error:
        raise IndexWriteError(
            f"the index could not be written to {settings.chroma_url or index_dir}: {error}. "
            "The last good index still serves. Free disk space or make DATA_DIR writable, then ingest again"
        ) from error


def read_manifest(settings: Settings) -> Manifest:
    """Return the manifest of the index that serves, an empty one when nothing has been ingested."""
    if settings.chroma_url:
        return ledger.read(open_server(settings.chroma_url))
    name = generations.current_name(settings.index_dir)
    if name is None:
        return Manifest()
    try:
        path = generations.directory_of(settings.index_dir, name) / MANIFEST
        return Manifest.from_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Manifest()


@contextlib.contextmanager
def _new_generation(index_dir: Path, manifest: Manifest, fingerprint: str) -> Iterator[IndexWriter]:
    directory = generations.start(index_dir, copy=manifest.fingerprint == fingerprint)
    client = None
    try:
        client = open_embedded(directory / CHROMA)
        yield _EmbeddedWriter(directory, client, manifest, fingerprint)
    finally:
        if client is not None:
            close(client)
        if generations.current_name(index_dir) != directory.name:
            shutil.rmtree(directory, ignore_errors=True)
