"""Passages and their vectors in Chroma: one collection for each audience and language.

A metadata filter costs more than the search itself, and a public reader that never opens a staff collection cannot
show one of its passages; so audience and language choose the collection. The name ends with a digest of the embedding
model, so that vectors of two models never meet.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import itertools
import threading
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import numpy as np

from knowledge.errors import KnowledgeIndexError
from knowledge.evidence import Audience, Language, Passage
from knowledge.index.stored import Metadata, from_metadata, to_metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import GetResult
    from numpy.typing import NDArray

_Item = TypeVar("_Item")

_BATCH = 5_000  # Chroma takes 5,461 at once
# A wider beam than Chroma's default costs a millisecond and makes the approximate search as good as exact here.
_HNSW: CreateHNSWConfiguration = {"space": "cosine", "ef_construction": 200, "ef_search": 200}


def open_embedded(directory: Path) -> ClientAPI:
    """Open the Chroma database in a directory, made when it is missing; close it after use."""
    import chromadb  # noqa: PLC0415 - half a second, and the records need none of it
    from chromadb.config import Settings  # noqa: PLC0415

    return chromadb.PersistentClient(str(directory), settings=Settings(anonymized_telemetry=False))


def close(client: ClientAPI) -> None:
    """Let go of an embedded database's files; a second call does nothing."""
    client.close()  # type: ignore[attr-defined] # Client has it, its interface leaves it out


@functools.cache
def open_server(url: str) -> ClientAPI:
    """Connect to a Chroma server; raise KnowledgeIndexError that names CHROMA_URL when it does not answer."""
    import chromadb  # noqa: PLC0415 - as above
    from chromadb.config import Settings  # noqa: PLC0415

    address = urlsplit(url)
    secure = address.scheme == "https"
    try:
        return chromadb.HttpClient(
            host=address.hostname or "localhost",
            port=address.port or (443 if secure else 8000),
            ssl=secure,
            settings=Settings(anonymized_telemetry=False),
        )
    except Exception as error:  # whatever the HTTP client raises, the operator's remedy is the same
        raise KnowledgeIndexError(
            f"the Chroma server at {url} does not answer ({error}); start it, or correct CHROMA_URL"
        ) from error


def failures() -> tuple[type[Exception], ...]:
    """Return what an embedded database or a server raises when it fails."""
    import httpx  # noqa: PLC0415 - as above
    from chromadb.errors import ChromaError  # noqa: PLC0415

    return ChromaError, httpx.HTTPError


@contextlib.contextmanager
def reported(where: str) -> Iterator[None]:
    """Turn a failure of Chroma into KnowledgeIndexError with the remedy."""
    try:
        yield
    except failures() as error:
        raise KnowledgeIndexError(
            f"the index in {where} cannot be read ({error}); start the Chroma server, or delete index/ in "
            "DATA_DIR and run `python -m ingest`"
        ) from error


class Vectors:
    """The collections of one index, embedded or on a server, for one embedding model."""

    def __init__(self, client: ClientAPI | Callable[[], ClientAPI], fingerprint: str) -> None:
        """Take a client, or how to open one at the first look: what the records answer needs none."""
        self._given = client
        self._opening = threading.Lock()
        self.fingerprint = fingerprint
        self._suffix = hashlib.sha256(fingerprint.encode()).hexdigest()[:8]
        self._open: dict[str, Collection] = {}

    @functools.cached_property
    def _client(self) -> ClientAPI:
        with self._opening:
            if callable(self._given):
                self._given = self._given()
            return self._given

    def close(self) -> None:
        """Let go of an embedded database's files, if they were opened; a second call does nothing."""
        if not callable(self._given):
            close(self._given)

    def name(self, audience: Audience, language: Language) -> str:
        """Return the name of a collection."""
        return f"{audience}-{language}-{self._suffix}"

    def add(self, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
        """Store passages with their vectors, (n, d); a passage that is already there is replaced."""
        rows = range(len(passages))
        for (audience, language), group in _grouped(passages, rows):
            collection = self._client.get_or_create_collection(
                self.name(audience, language), configuration={"hnsw": _HNSW}, embedding_function=None
            )
            for batch in _batches(group):
                collection.upsert(
                    ids=[passages[row].id for row in batch],
                    embeddings=vectors[batch],
                    documents=[passages[row].text for row in batch],
                    metadatas=[to_metadata(passages[row]) for row in batch],
                )

    def delete(self, ids: Iterable[str]) -> None:
        """Remove passages; an id that is not there is nothing to do."""
        for batch in _batches(list(ids)):
            for collection in self._collections(Audience):
                collection.delete(ids=batch)

    def ids(self) -> set[str]:
        """Return the id of every stored passage."""
        return {
            passage_id for collection in self._collections(Audience) for passage_id in collection.get(include=[])["ids"]
        }

    def with_vectors(self, ids: Iterable[str]) -> Iterator[tuple[Passage, NDArray[np.float32]]]:
        """Return those of some passages that are there, with their vectors."""
        for batch in _batches(list(ids)):
            for collection in self._collections(Audience):
                got = collection.get(ids=batch, include=["documents", "metadatas", "embeddings"])
                stored = got["embeddings"]
                if stored is not None:
                    yield from zip(_passages(got), np.asarray(stored, dtype=np.float32), strict=True)

    def passages(self, ids: Iterable[str]) -> Iterator[Passage]:
        """Return those of some passages that are there."""
        for batch in _batches(list(ids)):
            for collection in self._collections(Audience):
                yield from _passages(collection.get(ids=batch, include=["documents", "metadatas"]))

    def nearest(
        self, vector: NDArray[np.float32], audience: Audience, language: Language, k: int
    ) -> list[tuple[str, float]]:
        """Return up to k passage ids with their cosine to a unit vector, best first."""
        collection = self._collection(self.name(audience, language))
        if collection is None:
            return []
        got = collection.query(query_embeddings=vector[np.newaxis], n_results=k, include=["distances"])
        distances = got["distances"]
        if distances is None:
            return []
        return [(passage_id, 1.0 - distance) for passage_id, distance in zip(got["ids"][0], distances[0], strict=True)]

    def drop_other_models(self) -> None:
        """Delete the collections that another embedding model filled."""
        for collection in self._client.list_collections():
            audience, _, rest = collection.name.partition("-")
            if audience in set(Audience) and not rest.endswith(self._suffix):
                self._client.delete_collection(collection.name)

    def _collections(self, audiences: Iterable[Audience]) -> Iterator[Collection]:
        for audience, language in itertools.product(audiences, Language):
            collection = self._collection(self.name(audience, language))
            if collection is not None:
                yield collection

    def _collection(self, name: str) -> Collection | None:
        if name not in self._open:
            from chromadb.errors import NotFoundError  # noqa: PLC0415 - as above

            try:
                self._open[name] = self._client.get_collection(name, embedding_function=None)
            except NotFoundError:
                return None
        return self._open[name]


def _passages(got: GetResult) -> Iterator[Passage]:
    for passage_id, text, fields in zip(got["ids"], got["documents"] or (), got["metadatas"] or (), strict=True):
        metadata: Metadata = {key: value for key, value in fields.items() if isinstance(value, str | int)}
        yield from_metadata(passage_id, text, metadata)


def _grouped(passages: Sequence[Passage], rows: Iterable[int]) -> Iterator[tuple[tuple[Audience, Language], list[int]]]:
    groups: dict[tuple[Audience, Language], list[int]] = {}
    for row in rows:
        groups.setdefault((passages[row].audience, passages[row].language), []).append(row)
    yield from groups.items()


def _batches(items: list[_Item]) -> Iterator[list[_Item]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
