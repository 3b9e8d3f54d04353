"""Open what one audience may see, and search in it: each language ranked apart, then merged."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import IndexMissing, KnowledgeIndexError
from knowledge.evidence import Audience, Language, Passage
from knowledge.index import generations, served
from knowledge.index.fusion import Hit, Rankings, fuse, merge
from knowledge.index.generations import CHROMA
from knowledge.index.lexical import gloss_terms
from knowledge.index.parts import open_parts
from knowledge.index.shelf import Shelf
from knowledge.index.vectors import Vectors, open_embedded, open_server, reported
from knowledge.index.writer import read_manifest
from knowledge.text.language import detect_language
from knowledge.text.tokens import tokens

if TYPE_CHECKING:
    from knowledge.embedding import Embedder
    from knowledge.settings import Settings

_DEPTH = 100  # how many of the nearest passages are looked at before fusion
_MERGE_DEPTH = 30


class KnowledgeIndex:
    """What one audience may see, as of one generation; read-only, and safe to use from several threads."""

    def __init__(
        self,
        generation: str,
        audience: Audience,
        *,
        embedder: Embedder,
        vectors: Vectors,
        shelf: Shelf,
        close: Callable[[], None],
    ) -> None:
        self.generation = generation
        self.audience = audience
        self._audiences = _seen_by(audience)
        self._embedder = embedder
        self._vectors = vectors
        self._shelf = shelf
        self._finalizer = weakref.finalize(self, close)

    def close(self) -> None:
        """Let go of the database and the generation; it also happens when the index is no longer referred to."""
        self._finalizer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def search(self, query: str, *, language: Language | None = None, k: int = 10) -> list[Hit]:
        """Return the k best passages of both languages, best first; the same thing said twice counts once."""
        language = language or detect_language(query)
        rankings = self.rank(query, language=language, k=max(k, _MERGE_DEPTH))
        return merge(rankings, language)[:k]

    def rank(self, query: str, *, language: Language | None = None, k: int = 30) -> Rankings:
        """Return the k best passages of the question's language and of the other, apart."""
        language = language or detect_language(query)
        vector = self._embedder.encode_queries([query], [language])[0]
        with reported(f"generation {self.generation}"):
            return Rankings(
                same=self._side(vector, language, self._words(query, language), k),
                other=self._side(vector, language.other, self._meanings(query, language), k),
            )

    def get(self, passage_id: str) -> Passage | None:
        """Return a passage by its id."""
        return self._shelf.get(passage_id)

    def neighbours(self, passage: Passage) -> tuple[Passage | None, Passage | None]:
        """Return the passages before and after one in the same file and language."""
        file = self._shelf.file(passage.source.path, passage.language)
        if passage not in file:
            return None, None
        place = file.index(passage)
        return file[place - 1] if place else None, file[place + 1] if place + 1 < len(file) else None

    def passages(self) -> Iterator[Passage]:
        """Read all passages: Chinese then English, each file's in reading order."""
        return self._shelf.all()

    def records(self) -> list[Passage]:
        """Return the passages that are record rows."""
        return self._shelf.records()

    def words_of(self, sentence: str) -> NDArray[np.float32] | None:
        """Return the vectors of the words of a sentence of a passage, (words, dimension).

        They are the embedder's ``encode_words``, made at ingest, to a cosine of .9999. None for a text that has none
        kept: one that is no sentence of a passage, or that there was no room for.
        """
        return self._shelf.words_of(sentence)

    def document_frequency(self, token: str) -> int:
        """Return in how many passages a token of ``knowledge.text.tokens`` occurs."""
        return sum(self._shelf.words(language).document_frequency(token) for language in Language)

    def size(self) -> int:
        """Return the number of passages."""
        return len(self._shelf)

    def _words(self, query: str, language: Language) -> NDArray[np.float32]:
        return self._shelf.words(language).scores(tokens(query))

    def _meanings(self, query: str, language: Language) -> NDArray[np.float32]:
        index = self._shelf.meanings(language.other)
        if language is Language.EN:
            return index.scores(tokens(query))
        return index.scores_of_any(gloss_terms(query))

    def _side(self, vector: NDArray[np.float32], language: Language, lexical: NDArray[np.float32], k: int) -> list[Hit]:
        depth = max(k, _DEPTH)
        dense: dict[int, float] = {}
        for audience in self._audiences:
            for passage_id, cosine in self._vectors.nearest(vector, audience, language, depth):
                row = self._shelf.row(passage_id, language)
                if row is not None:  # on a server, a passage newer than this generation
                    dense[row] = cosine
        fused = fuse(dense, lexical, k, self._shelf.order(language))
        return [
            Hit(self._shelf.passage(row, language), score, cosine, float(lexical[row]))
            for row, (score, cosine) in fused.items()
        ]


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
