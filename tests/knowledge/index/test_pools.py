"""The goals of search, on passages and questions written for this: `tests/evaluation/pools.jsonl`."""

import collections
from pathlib import Path

import pytest

from knowledge.embedding import Embedder, load_embedder
from knowledge.evidence import Audience, Passage, Source
from knowledge.index import FileEntry, KnowledgeIndex, Manifest, embedded_text, open_index, open_writer
from knowledge.settings import Settings
from knowledge.text.language import detect_language
from tests.evaluation.pools import Pool

POOLS = Path(__file__).parents[2] / "evaluation" / "pools.jsonl"
AT_1_IN_ONE_LANGUAGE, AT_5_ACROSS_LANGUAGES = 0.95, 0.93


def _index(pool: Pool, folder: Path, embedder: Embedder) -> KnowledgeIndex:
    passages = [
        Passage(one.id, one.text, Source(f"{one.id}.txt", one.title), "para. 1", detect_language(one.text))
        for one in pool.passages
    ]
    settings = Settings(data_dir=folder)
    with open_writer(settings, embedder.fingerprint) as writer:
        texts, languages = [embedded_text(one) for one in passages], [one.language for one in passages]
        writer.add(passages, embedder.encode_passages(texts, languages))
        entry = FileEntry("pool", "/pool", "digest", passages=tuple(one.id for one in passages))
        writer.publish(Manifest(embedder.fingerprint, "1", "1", (entry,)))
    return open_index(settings, embedder, Audience.PUBLIC)


def test_the_answer_is_first_in_one_language_and_among_five_across_languages(tmp_path: Path) -> None:
    embedder = load_embedder(Settings())
    first: dict[str, list[bool]] = collections.defaultdict(list)
    among_five: dict[str, list[bool]] = collections.defaultdict(list)
    for number, line in enumerate(POOLS.read_text(encoding="utf-8").splitlines()):
        pool = Pool.model_validate_json(line)
        with _index(pool, tmp_path / str(number), embedder) as index:
            for query in pool.queries:
                found = [hit.passage.id for hit in index.search(query.query, k=5)]
                kind = f"{pool.name.split(',')[0]} {query.kind}"
                first[kind].append(found[0] in query.gold)
                among_five[kind].append(bool(set(found) & set(query.gold)))
    for kind in ("only zh zh->zh", "only en en->en"):
        assert _share(first[kind]) >= AT_1_IN_ONE_LANGUAGE, kind
    for kind in ("mixed en->zh", "mixed zh->en", "mixed en->en", "mixed zh->zh"):
        assert _share(among_five[kind]) >= AT_5_ACROSS_LANGUAGES, kind


def _share(outcomes: list[bool]) -> float:
    return sum(outcomes) / len(outcomes) if outcomes else pytest.fail("no questions")
