"""A corpus folder with an index beside it, for tests of ingestion."""

import functools
from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

from ingest.plan import Action, Plan
from ingest.run import Report, dry_run, ingest
from knowledge.embedding import Embedder
from knowledge.evidence import Audience
from knowledge.index import open_index
from knowledge.names import Gazetteer, build_gazetteer
from knowledge.records import Agreement
from knowledge.settings import Settings
from tests.hashing import HashingEmbedder

AGREEMENT = {
    "id": "guangzhou-lyon",
    "home_zh": "广州",
    "home_en": "Guangzhou",
    "partner_zh": "里昂",
    "partner_en": "Lyon",
    "country_zh": "法国",
    "country_en": "France",
    "iso_country": "FR",
    "continent": "Europe",
    "kind": "sister_city",
    "date": "1988-01-19",
    "status": "listed",
    "source_title": "Friendship Cities",
    "quote": "Lyon France 1988.01.19",
    "audience": "public",
}


class Silent:
    """A watcher that shows nothing."""

    def reading(self, name: str) -> None:
        """Take no notice."""

    def embedding(self, done: int, total: int) -> None:
        """Take no notice."""

    def publishing(self) -> None:
        """Take no notice."""


class Office:
    """A folder of papers, and the index that is kept of it."""

    def __init__(self, folder: Path) -> None:
        self.corpus = folder / "corpus"
        self.corpus.mkdir(parents=True, exist_ok=True)
        self.settings = Settings(data_dir=folder / "data")
        self.embedder: Embedder = HashingEmbedder()

    def write(self, name: str, text: str) -> Path:
        """Put a file into the corpus."""
        path = self.corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def table(self, name: str, *rows: dict[str, str]) -> Path:
        """Put a record table into the corpus."""
        lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
        return self.write(name, "\n".join(lines) + "\n")

    def ingest(self, *paths: Path) -> Report:
        """Bring the index in line with the corpus, or with some paths."""
        with patch("ingest.corpus.build_gazetteer", gazetteer):
            return ingest(self.settings, paths or [self.corpus], self.embedder, Silent())

    def plan(self, *paths: Path) -> Plan:
        """Say what an ingest would do."""
        with patch("ingest.corpus.build_gazetteer", gazetteer):
            return dry_run(self.settings, paths or [self.corpus], self.embedder, Silent())

    def texts(self, audience: Audience = Audience.PUBLIC) -> list[tuple[str, str]]:
        """Return the source and the text of every passage that an audience may see, in order."""
        with open_index(self.settings, self.embedder, audience) as index:
            return sorted((passage.source.path, passage.text) for passage in index.passages())

    def files(self) -> dict[str, tuple[int, int]]:
        """Return the size and the time of change of every file and folder beside the corpus."""
        return {
            str(path): (path.stat().st_size, path.stat().st_mtime_ns)
            for path in [self.settings.data_dir, *self.settings.data_dir.rglob("*")]
            if path.exists()
        }


def fates(plan: Plan) -> dict[str, Action]:
    """Return what happens to each file."""
    return {step.path: step.action for step in plan.steps}


def gazetteer(agreements: Iterable[Agreement] = ()) -> Gazetteer:
    """Build the real gazetteer; without agreements, once for all tests."""
    rows = list(agreements)
    return build_gazetteer(rows) if rows else _without_agreements()


@functools.cache
def _without_agreements() -> Gazetteer:
    return build_gazetteer()
