"""Open the index that serves, embedded or on a server."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import IndexMissing, KnowledgeIndexError
from knowledge.evidence import Audience
from knowledge.index import generations, served
from knowledge.index.generations import CHROMA
from knowledge.index.parts import open_parts
from knowledge.index.search import KnowledgeIndex
from knowledge.index.shelf import Shelf
from knowledge.index.vectors import Vectors, open_embedded, open_server, reported
from knowledge.index.writer import read_manifest

if TYPE_CHECKING:
    from knowledge.embedding import Embedder
    from knowledge.settings import Settings

# A generation read as current is removed only after two more have been published; three looks find one that stays.
_LOOKS = 3


def current_generation(settings: Settings) -> str | None:
    """Return the name of the generation that serves, or None; cheap enough to ask before every question."""
    if settings.chroma_url:
        from knowledge.index import ledger  # noqa: PLC0415 - imports Chroma, half a second

        with reported(settings.chroma_url):
            return ledger.generation(open_server(settings.chroma_url))
    return generations.current_name(settings.index_dir)


def open_index(settings: Settings, embedder: Embedder, audience: Audience) -> KnowledgeIndex:
    """Open what one audience may see, as of the generation that serves now.

    Raises IndexMissing when nothing has been ingested, and KnowledgeIndexError when the index was built with another
    embedding model.
    """
    if settings.chroma_url:
        with reported(settings.chroma_url):
            return _open_served(settings, embedder, audience)
    for _ in range(_LOOKS):
        name = generations.current_name(settings.index_dir)
        if name is None:
            break
        try:
            with reported(str(settings.index_dir)):
                return _open_generation(settings, name, embedder, audience)
        except FileNotFoundError:
            continue
    raise IndexMissing(f"there is no index in {settings.index_dir}; run `python -m ingest`")


def _open_generation(settings: Settings, name: str, embedder: Embedder, audience: Audience) -> KnowledgeIndex:
    directory = generations.directory_of(settings.index_dir, name)
    lease = generations.lease(directory)
    try:
        _same_model(read_manifest(settings).fingerprint, embedder)
        shelf = Shelf(open_parts(directory, embedder.fingerprint, _seen_by(audience)))
        chroma, borrowed = directory / CHROMA, None
        if not os.access(chroma, os.W_OK):
            # Chroma cannot open a database that it may not write, not even to read it.
            borrowed = tempfile.mkdtemp(prefix="city-exchange-index-")
            chroma = Path(borrowed) / CHROMA
            generations.copy_chroma(directory / CHROMA, chroma)
        vectors = Vectors(functools.partial(open_embedded, chroma), embedder.fingerprint)
    except BaseException:
        lease.close()
        raise

    def let_go() -> None:
        vectors.close()
        lease.close()
        if borrowed:
            shutil.rmtree(borrowed, ignore_errors=True)

    return KnowledgeIndex(name, audience, embedder=embedder, vectors=vectors, shelf=shelf, close=let_go)


def _open_served(settings: Settings, embedder: Embedder, audience: Audience) -> KnowledgeIndex:
    manifest = read_manifest(settings)
    if not manifest.generation:
        raise IndexMissing(f"there is no index on {settings.chroma_url}; run `python -m ingest`")
    _same_model(manifest.fingerprint, embedder)
    vectors = Vectors(open_server(settings.chroma_url), embedder.fingerprint)
    folder, is_own = served.folder_of(settings.index_dir, manifest, vectors)
    shelf = Shelf(open_parts(folder, embedder.fingerprint, _seen_by(audience)))

    def let_go() -> None:
        if is_own:
            shutil.rmtree(folder, ignore_errors=True)

    return KnowledgeIndex(manifest.generation, audience, embedder=embedder, vectors=vectors, shelf=shelf, close=let_go)


def _seen_by(audience: Audience) -> tuple[Audience, ...]:
    return (Audience.PUBLIC, Audience.STAFF) if audience is Audience.STAFF else (Audience.PUBLIC,)


def _same_model(fingerprint: str, embedder: Embedder) -> None:
    if fingerprint != embedder.fingerprint:
        raise KnowledgeIndexError(
            "the index was built with another embedding model; run `python -m ingest` to embed it again, "
            "or set EMBEDDING_MODEL back"
        )
