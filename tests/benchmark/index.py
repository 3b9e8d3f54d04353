"""Compare ingestion and search with a plain LangChain + Chroma + sentence-transformers pipeline, and see both grow.

`python -m tests.benchmark.index [SIZE ...]` (passages; default 500 and 5000: some ten minutes). The texts are
synthetic: one paragraph a passage, no two alike, half Chinese and half English. Both pipelines use the same weights
and run one after the other, each measurement in a process of its own. Above 5,000 passages random unit vectors stand
in for the passages' embeddings in both, for embedding takes the same time a passage at any size; questions are
embedded by the model throughout.
"""

import argparse
import json
import logging
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from ingest.run import ingest
from knowledge.embedding import Embedder, load_embedder
from knowledge.embedding.prepare import prepared_folder
from knowledge.evidence import Audience, Language
from knowledge.index import open_index
from knowledge.settings import Settings, load_settings
from tests.benchmark.library_model import open_with_library
from tests.benchmark.texts import CITIES, PLACES, SUBJECTS, TOPICS, write_corpus
from tests.ingesting import Silent

SIZES = (500, 5000)
REAL_VECTORS_UP_TO = 5000
QUESTIONS = 100
PIPELINES = ("this product", "plain pipeline")
MEASURES = {
    "passages": "passages in the index",
    "ingest": "ingest, s",
    "again": "ingest again, nothing changed, s",
    "open": "open for search, s",
    "p50": "search p50, ms",
    "p95": "search p95, ms",
    "memory": "resident memory of search, MB",
}


class _RandomVectors(Embedder):
    """The real embedder for questions, random directions for passages."""

    def __init__(self, real: Embedder) -> None:
        self.fingerprint, self.dimension = "random", real.dimension
        self.encode_queries = real.encode_queries  # type: ignore[method-assign] # questions are the model's

    def encode_passages(
        self, texts: Sequence[str], languages: Sequence[Language], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        assert len(texts) == len(languages)
        assert progress
        return _random(len(texts), self.dimension)

    def encode_words(self, texts: Sequence[str], *, query: bool) -> list[NDArray[np.float32]]:
        assert not query
        return [_random(1 + len(text) // 3, self.dimension) for text in texts]


class _PlainEmbeddings(Embeddings):
    """sentence-transformers behind LangChain, as in any tutorial."""

    def __init__(self, embedder: Embedder, *, real: bool) -> None:
        self._embedder, self._real = embedder, real
        self._model = open_with_library(prepared_folder(load_settings()), embedder.dimension)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if not self._real:
            return [list(map(float, row)) for row in _random(len(texts), self._embedder.dimension)]
        return [list(map(float, row)) for row in self._model.encode_document(texts, show_progress_bar=False)]

    def embed_query(self, text: str) -> list[float]:
        return list(map(float, self._model.encode_query(text, show_progress_bar=False)))


def main() -> None:
    """Measure every size and print the table; with --measure, one step of one pipeline, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES, metavar="SIZE")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        pipeline, step = options.measure
        logging.disable(logging.WARNING)
        sys.stdout.write(json.dumps(_STEPS[pipeline, step](options.folder, options.sizes[0])))
        return
    console = Console()
    table = Table("", *[f"{name}, {size:,}" for size in options.sizes for name in PIPELINES])
    columns = [_measured(name, size, console) for size in options.sizes for name in PIPELINES]
    for key, label in MEASURES.items():
        table.add_row(
            label, *[f"{column[key]:,.0f}" if column[key] >= 100 else f"{column[key]:.2f}" for column in columns]
        )
    console.print(table)
    if max(options.sizes) > REAL_VECTORS_UP_TO:
        console.print(
            f"Above {REAL_VECTORS_UP_TO:,} passages the passages have random vectors: ingest is without embedding."
        )


def _measured(pipeline: str, size: int, console: Console) -> dict[str, float]:
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        write_corpus(folder / "corpus", size)
        for step in ("ingest", "search"):
            console.print(f"{pipeline}, {size:,} passages: {step} …", style="dim")
            command = [sys.executable, "-m", "tests.benchmark.index", str(size), "--folder", name]
            command += ["--measure", pipeline, step]
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
            found |= json.loads(done.stdout)
    return found


def _questions() -> list[str]:
    chance = random.Random(1)  # noqa: S311 - as above
    chinese = [f"{chance.choice(PLACES)}的{chance.choice(SUBJECTS)}合作签署了什么备忘录" for _ in range(QUESTIONS // 2)]
    return chinese + [
        f"What was signed with {chance.choice(CITIES)} about {chance.choice(TOPICS)}, no. {number}?"
        for number in range(QUESTIONS // 2)
    ]


def _embedder(size: int) -> Embedder:
    real = load_embedder(load_settings())
    return real if size <= REAL_VECTORS_UP_TO else _RandomVectors(real)


def _random(count: int, dimension: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(count).normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _asked(search: Callable[[str], object], open_seconds: float) -> dict[str, float]:
    search("热身 warm up")
    times = [1000 * _timed(lambda question=question: search(question)) for question in _questions()]  # type: ignore[misc] # a default binds the loop's value
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "open": open_seconds,
        "p50": float(np.percentile(times, 50)),
        "p95": float(np.percentile(times, 95)),
        "memory": memory,
    }


def _product_ingest(folder: Path, size: int) -> dict[str, float]:
    settings, embedder = Settings(data_dir=folder / "data"), _embedder(size)
    bring = lambda: ingest(settings, [folder / "corpus"], embedder, Silent())  # noqa: E731 - said twice below
    first, again = _timed(bring), _timed(bring)
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        return {"ingest": first, "again": again, "passages": index.size()}


def _product_search(folder: Path, size: int) -> dict[str, float]:
    settings, embedder = Settings(data_dir=folder / "data"), _embedder(size)
    started = time.perf_counter()
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        return _asked(index.search, time.perf_counter() - started)


def _plain(folder: Path, size: int) -> Chroma:
    embeddings = _PlainEmbeddings(load_embedder(load_settings()), real=size <= REAL_VECTORS_UP_TO)
    return Chroma(persist_directory=str(folder / "plain"), embedding_function=embeddings)


def _plain_ingest(folder: Path, size: int) -> dict[str, float]:
    splitter = RecursiveCharacterTextSplitter(chunk_size=400, chunk_overlap=40)
    store = _plain(folder, size)

    def bring() -> None:
        documents = [
            Document(path.read_text(encoding="utf-8"), metadata={"source": path.name})
            for path in sorted((folder / "corpus").iterdir())
        ]
        chunks = splitter.split_documents(documents)
        for start in range(0, len(chunks), 5000):  # Chroma takes some five thousand at once
            batch = chunks[start : start + 5000]
            store.add_documents(batch, ids=[str(start + number) for number in range(len(batch))])

    first, again = _timed(bring), _timed(bring)
    return {"ingest": first, "again": again, "passages": len(store.get(include=[])["ids"])}


def _plain_search(folder: Path, size: int) -> dict[str, float]:
    started = time.perf_counter()
    store = _plain(folder, size)
    return _asked(lambda question: store.similarity_search(question, k=10), time.perf_counter() - started)


_STEPS: dict[tuple[str, str], Callable[[Path, int], dict[str, float]]] = {
    (PIPELINES[0], "ingest"): _product_ingest,
    (PIPELINES[0], "search"): _product_search,
    (PIPELINES[1], "ingest"): _plain_ingest,
    (PIPELINES[1], "search"): _plain_search,
}


if __name__ == "__main__":
    main()
