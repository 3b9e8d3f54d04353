"""Write a new generation of the index: start from the current one, add, delete, publish."""

from __future__ import annotations

import abc
import contextlib
import dataclasses
import secrets
import shutil
from typing import TYPE_CHECKING

import filelock

from knowledge.errors import IndexBusy, IndexWriteError
from knowledge.evidence import Audience
from knowledge.index import generations, served
from knowledge.index.generations import CHROMA, MANIFEST
from knowledge.index.manifest import Manifest
from knowledge.index.parts import open_parts, renew
from knowledge.index.sentences import MOST_BYTES, Sentences, SentenceWriter
from knowledge.index.stored import embedded_text
from knowledge.index.vectors import Vectors, close, failures, open_embedded, open_server
from knowledge.private import make_private_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from chromadb.api import ClientAPI
    from numpy.typing import NDArray

    from knowledge.evidence import Language, Passage
    from knowledge.index.sentences import Sentence
    from knowledge.settings import Settings

_LOCK = "ingest.lock"
_SENTENCES = "sentences"
# How many of the passages added are remembered; more are read back from Chroma.
_REMEMBERED = 50_000


class IndexWriter(abc.ABC):
    """Passages on their way into the index; readers see none of it before ``publish``, and then all of it.

    ``folder`` is that of the new generation's parts, ``before`` that of the one they start from.
    """

    def __init__(self, manifest: Manifest, vectors: Vectors, folder: Path, before: Path | None) -> None:
        self.manifest = manifest
        self._vectors = vectors
        self._folder = folder
        self._before = before
        self._added: dict[str, Passage] = {}
        known = open_parts(before, vectors.fingerprint, tuple(Audience)) if before else []
        self._kept = [part.sentences for part, _ in known if part.sentences is not None]
        self._sentences: dict[Audience, SentenceWriter] = {}

    def vectors_of(self, ids: Iterable[str]) -> dict[tuple[Language, str], NDArray[np.float32]]:
        """Return, by language and embedded text, the vectors that the same model gave to these passages before."""
        return {
            (passage.language, embedded_text(passage)): vector for passage, vector in self._vectors.with_vectors(ids)
        }

    def words_of(self, sentence: str) -> NDArray[np.float32] | None:
        """Return the vectors of a sentence's words, (words, dimension), where the same model gave them before."""
        return next((words for one in self._kept if (words := one.find(sentence)) is not None), None)

    def add(self, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
        """Store passages with their vectors, (n, d); one with a known id is replaced."""
        if passages:
            self._vectors.add(passages, vectors)
            self._added |= {passage.id: passage for passage in passages[: _REMEMBERED - len(self._added)]}

    @property
    def takes_sentences(self) -> bool:
        """Tell whether there is room for the sentences of more passages."""
        new = sum(writer.nbytes for writer in self._sentences.values())
        return new + sum(sentences.nbytes for sentences in self._kept) < MOST_BYTES

    def add_sentences(self, sentences: Iterable[Sentence]) -> None:
        """Keep the vectors of the words of sentences beside their passages."""
        for sentence in sentences:
            writer = self._sentences.get(sentence.audience)
            if writer is None:
                folder = self._folder / _SENTENCES / sentence.audience
                writer = self._sentences[sentence.audience] = SentenceWriter(folder)
            writer.add(sentence)

    @abc.abstractmethod
    def delete(self, ids: Iterable[str]) -> None:
        """Remove passages; an id that is not there is nothing to do."""

    @abc.abstractmethod
    def publish(self, manifest: Manifest) -> str:
        """Make what was written current, described by its manifest, and return the generation's name."""

    def close(self) -> None:
        """Let go of the files that are being written."""
        for writer in self._sentences.values():
            writer.close()

    def _write_parts(self, manifest: Manifest) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for writer in self._sentences.values():
            writer.finish()
        new = {audience: Sentences(self._folder / _SENTENCES / audience) for audience in self._sentences}
        renew(
            self._folder,
            self._before,
            manifest.passages,
            self._passages,
            fingerprint=self._vectors.fingerprint,
            sentences=new,
        )
        shutil.rmtree(self._folder / _SENTENCES, ignore_errors=True)

    def _passages(self, ids: set[str]) -> Iterator[Passage]:
        yield from (passage for passage_id, passage in self._added.items() if passage_id in ids)
        yield from self._vectors.passages(ids - self._added.keys())


class _EmbeddedWriter(IndexWriter):
    def __init__(
        self, directory: Path, before: Path | None, client: ClientAPI, manifest: Manifest, fingerprint: str
    ) -> None:
        super().__init__(manifest, Vectors(client, fingerprint), directory, before)
        self._client = client

    def delete(self, ids: Iterable[str]) -> None:
        self._vectors.delete(ids)

    def publish(self, manifest: Manifest) -> str:
        self._write_parts(manifest)
        close(self._client)
        name = self._folder.name
        manifest = dataclasses.replace(manifest, generation=name)
        (self._folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        generations.publish(self._folder)
        return name


class _ServerWriter(IndexWriter):
    """On a server the new is added first and the old deleted last, so that a reader always finds what it knows of."""

    def __init__(self, index_dir: Path, client: ClientAPI, manifest: Manifest, fingerprint: str) -> None:
        self._name = secrets.token_hex(6)
        folder = served.unfinished(index_dir, served.INGESTING, self._name)
        super().__init__(manifest, Vectors(client, fingerprint), folder, served.latest(index_dir))
        self._client = client
        self._index_dir = index_dir

    def delete(self, ids: Iterable[str]) -> None:
        """Do nothing yet: ``publish`` deletes what its manifest does not list."""

    def publish(self, manifest: Manifest) -> str:
        from knowledge.index import ledger  # noqa: PLC0415 - imports Chroma, half a second

        self._write_parts(manifest)
        served.finish(self._index_dir, served.INGESTING, self._name)
        ledger.write(self._client, dataclasses.replace(manifest, generation=self._name))
        self._vectors.delete(self._vectors.ids() - manifest.passages)
        self._vectors.drop_other_models()
        return self._name


@contextlib.contextmanager
def open_writer(settings: Settings, fingerprint: str) -> Iterator[IndexWriter]:
    """Begin a new generation for one embedding model; leaving the context without ``publish`` leaves nothing behind.

    Raises IndexBusy when another ingest is at work, and IndexWriteError, after which the old index still serves, when
    the disk is full or may not be written.
    """
    index_dir = settings.index_dir
    try:
        make_private_folder(index_dir)
        with filelock.FileLock(index_dir / _LOCK).acquire(blocking=False):
            manifest = read_manifest(settings, to_go_on=True)
            if settings.chroma_url:
                from knowledge.index import ledger  # noqa: PLC0415 - as above

                client = open_server(settings.chroma_url)
                try:
                    with contextlib.closing(_ServerWriter(index_dir, client, manifest, fingerprint)) as writer:
                        yield writer
                finally:
                    served.tidy(index_dir, served.INGESTING, keep=ledger.generation(client))
            else:
                generations.tidy(index_dir)
                with _new_generation(index_dir, manifest, fingerprint) as writer:
                    yield writer
                generations.tidy(index_dir)
    except filelock.Timeout as error:
        raise IndexBusy(f"another ingest is writing {index_dir}; wait until it has ended and try again") from error
    except (OSError, *failures()) as error:  # type: ignore[misc] # they are exceptions
        raise IndexWriteError(
            f"the index could not be written to {settings.chroma_url or index_dir}: {error}. "
            "The last good index still serves. Free disk space or make DATA_DIR writable, then ingest again"
        ) from error


def read_manifest(settings: Settings, *, to_go_on: bool = False) -> Manifest:
    """Return the manifest of the index that serves, an empty one when nothing has been ingested.

    To go on from it an ingest needs its Chroma database too, which a reader does not: without that it is empty.
    """
    if settings.chroma_url:
        from knowledge.index import ledger  # noqa: PLC0415 - as above

        return ledger.read(open_server(settings.chroma_url))
    name = generations.current_name(settings.index_dir)
    if name is None:
        return Manifest()
    directory = generations.directory_of(settings.index_dir, name)
    if to_go_on and not generations.has_database(directory):
        return Manifest()
    try:
        return Manifest.from_json((directory / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Manifest()


@contextlib.contextmanager
def _new_generation(index_dir: Path, manifest: Manifest, fingerprint: str) -> Iterator[IndexWriter]:
    same_model = manifest.fingerprint == fingerprint
    directory = generations.start(index_dir, copy=same_model)
    before = generations.directory_of(index_dir, manifest.generation) if same_model and manifest.generation else None
    client = None
    try:
        client = open_embedded(directory / CHROMA)
        with contextlib.closing(_EmbeddedWriter(directory, before, client, manifest, fingerprint)) as writer:
            yield writer
    finally:
        if client is not None:
            close(client)
        if generations.current_name(index_dir) != directory.name:
            shutil.rmtree(directory, ignore_errors=True)
