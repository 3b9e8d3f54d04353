from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from knowledge.evidence import Passage
from knowledge.index import FileEntry, Manifest, embedded_text, open_writer
from knowledge.settings import Settings
from tests.hashing import HashingEmbedder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def publish(settings: Settings, embedder: HashingEmbedder) -> Callable[[Sequence[Passage]], str]:
    """Bring the index to hold exactly some passages."""

    def bring(passages: Sequence[Passage]) -> str:
        with open_writer(settings, embedder.fingerprint) as writer:
            ids = {passage.id for passage in passages}
            writer.delete(writer.manifest.passages - ids)
            new = [passage for passage in passages if passage.id not in writer.manifest.passages]
            if new:
                texts = [embedded_text(passage) for passage in new]
                writer.add(new, embedder.encode_passages(texts, [passage.language for passage in new]))
            entry = FileEntry("paper.txt", "/corpus", "digest", passages=tuple(sorted(ids)))
            return writer.publish(Manifest(embedder.fingerprint, "1", "1", (entry,)))

    return bring
