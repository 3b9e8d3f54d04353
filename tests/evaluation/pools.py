"""Retrieval alone: pools of passages and queries, measured as hit@1 and hit@5 of `knowledge search`."""

from __future__ import annotations

import collections
import tempfile
from pathlib import Path

from pydantic import BaseModel

from tests.evaluation.generate import ingest, search

DEPTH = 5


class PoolPassage(BaseModel):
    """One passage of a pool; it becomes a file of its own, named by its id."""

    id: str
    text: str
    title: str = ""


class PoolQuery(BaseModel):
    """One query and the ids of the passages that answer it; ``kind`` names the row it counts in."""

    id: str
    query: str
    gold: tuple[str, ...]
    kind: str = ""


class Pool(BaseModel):
    """One line of a pools file: what is put into one index, and what is asked of it."""

    name: str
    passages: tuple[PoolPassage, ...]
    queries: tuple[PoolQuery, ...]


class PoolFigure(BaseModel):
    """Hits of one kind of query in one pool."""

    pool: str
    kind: str
    count: int
    hit_at_1: float
    hit_at_5: float


def measure(pool: Pool) -> list[PoolFigure]:
    """Ingest a pool on its own and search it; return the figures of each kind of query."""
    with tempfile.TemporaryDirectory(prefix="pool-") as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for passage in pool.passages:
            (corpus / f"{passage.id}.txt").write_text(passage.text, encoding="utf-8")
        environment = ingest(corpus, Path(folder) / "data")
        found = search([(query.id, query.query) for query in pool.queries], environment, DEPTH)
    ranks: dict[str, list[int]] = collections.defaultdict(list)
    for query in pool.queries:
        sources = [Path(hit["source"]).stem for hit in found[query.id]]
        ranks[query.kind].append(
            next((n for n, source in enumerate(sources, start=1) if source in query.gold), DEPTH + 1)
        )
    return [
        PoolFigure(
            pool=pool.name,
            kind=kind,
            count=len(found_at),
            hit_at_1=sum(rank == 1 for rank in found_at) / len(found_at),
            hit_at_5=sum(rank <= DEPTH for rank in found_at) / len(found_at),
        )
        for kind, found_at in ranks.items()
    ]
