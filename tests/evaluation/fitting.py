"""Learn what each measure of a sentence is worth, from questions whose gold quotes are known: `make fit`.

A folder holds ``questions.jsonl`` and ``corpus``. The worth of the measures is that at which the gold sentence comes
before the others (a softmax over the sentences read of each question). It is written to
``knowledge/answering/weights.json``; ``--check`` also learns on all folders but one, in turn, and prints what that one
gets.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.answering import selection
from knowledge.answering.extractive import PaperReader
from knowledge.directory import Directory
from knowledge.embedding import load_embedder
from knowledge.evidence import Audience
from knowledge.index import open_index
from knowledge.settings import Settings
from knowledge.understanding.query import Scope
from knowledge.understanding.understand import understand
from tests.evaluation.generate import ingest
from tests.evaluation.questions import load_questions
from tests.evaluation.scoring import overlaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from knowledge.answering.selection import Reading

WEIGHTS = Path(selection.__file__).with_name("weights.json")
NAMES = [*selection.WEIGHTS]
# Few questions: what a weight may cost keeps it from being learnt off one of them.
_RIDGE = 3.0
_STEPS, _RATE = 1_500, 0.05


@dataclasses.dataclass(frozen=True)
class Case:
    """A question with the sentences read for it: ``gold`` says which answer, ``near`` which stand in a gold passage."""

    readings: list[Reading]
    gold: NDArray[np.float64]
    near: NDArray[np.bool_]

    def table(self, names: Sequence[str]) -> NDArray[np.float64]:
        rows = [reading.measures | {f"lacks_{lack}": 1.0 for lack in reading.lacks} for reading in self.readings]
        return np.array([[row.get(name, 0.0) for name in names] for row in rows])


def cases(folder: Path) -> Iterator[Case]:
    """Read every question of a folder that has a gold quote."""
    with tempfile.TemporaryDirectory(prefix="fitting-") as data:
        ingest(folder / "corpus", Path(data))
        settings = Settings(data_dir=Path(data))
        embedder = load_embedder(settings)
        with open_index(settings, embedder, Audience.STAFF) as index:
            directory = Directory(index, settings)
            reader = PaperReader(index, embedder, directory.gazetteer, directory.superseded)
            for question in load_questions([folder / "questions.jsonl"]):
                if not question.must_cite or question.prior_turns:
                    continue
                query, *_ = understand(question.question, today=settings.today(), gazetteer=directory.gazetteer)
                readings = list(reader.reply(query).readings) if query.scope is Scope.QUESTION else []
                quotes = [gold.quote for gold in question.must_cite]
                told = np.array([any(overlaps(r.candidate.told, q) for q in quotes) for r in readings], dtype=bool)
                near = np.array([any(overlaps(r.candidate.passage.text, q) for q in quotes) for r in readings])
                if near.any():
                    yield Case(readings, np.asarray(told if told.any() else near, np.float64), near.astype(bool))


def learn(held: Sequence[Case]) -> dict[str, float]:
    """Learn at which weights the gold sentences come first (Adam).

    Measures are brought to one spread, so that the ridge weighs on all alike.
    """
    tables = [case.table(NAMES) for case in held]
    spread = np.maximum(np.concatenate(tables).std(axis=0), 0.02)
    weights, mean, square = (np.zeros(len(NAMES)) for _ in range(3))
    for step in range(1, _STEPS + 1):
        up = -_RIDGE * weights
        for table, case in zip(tables, held, strict=True):
            scores = table / spread @ weights
            chance = np.exp(scores - scores.max())
            right = chance * case.gold
            up += (right / right.sum() - chance / chance.sum()) @ (table / spread)
        mean, square = 0.9 * mean + 0.1 * up, 0.999 * square + 0.001 * up**2
        weights = weights + _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return dict(zip(NAMES, (float(value) for value in np.round(weights / spread, 2)), strict=True))


def first(held: Sequence[Case], weights: dict[str, float]) -> float:
    """Return how often a sentence of the gold passage comes first."""
    return float(np.mean([case.near[np.argmax(case.table(NAMES) @ np.array([*weights.values()]))] for case in held]))


def main() -> None:
    """Learn from the folders given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    held = {folder: list(cases(folder)) for folder in options.folders}
    for left_out in options.folders if options.check else ():
        weights = learn([case for folder, found in held.items() if folder != left_out for case in found])
        print(f"{left_out}, left out: gold passage first {first(held[left_out], weights):.3f}")  # noqa: T201
    every = [case for found in held.values() for case in found]
    weights = learn(every)
    print(f"all: gold passage first {first(every, weights):.3f}")  # noqa: T201
    WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
