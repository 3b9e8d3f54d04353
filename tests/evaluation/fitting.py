"""Learn what each measure of a sentence is worth, and when none answers: `make fit`.

A folder holds ``questions.jsonl`` and ``corpus``; a file of chats is held over the bundled corpus. One softmax over the
sentences read for a question, and over "none of them" at 0, is learnt: the sentence that holds the gold quote or the
keys is right, and "none" where the question must be declined. What a requirement rules out is not shown to it. The
worth of all sentences alike is then moved to where some of the answerable questions of the folders is refused when each
folder in turn is left out, and what that gets is printed. The weights are written to
``knowledge/answering/weights.json``, whose names are the measures that are learnt.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize

from knowledge.answering import selection
from knowledge.answering.extractive import PaperReader
from knowledge.directory import Directory
from knowledge.embedding import load_embedder
from knowledge.evidence import Audience
from knowledge.index import open_index
from knowledge.settings import BUNDLED_CORPUS, Settings
from knowledge.understanding.query import Scope
from knowledge.understanding.understand import understand
from tests.evaluation.chats import ChatExpect, load_chats
from tests.evaluation.generate import ingest
from tests.evaluation.questions import Expect, load_questions
from tests.evaluation.scoring import contains, missing_groups, overlaps

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from knowledge.answering.selection import Reading
    from tests.evaluation.questions import Gold

WEIGHTS = Path(selection.__file__).with_name("weights.json")
NAMES = [*selection.WEIGHTS]
_ANY = NAMES.index("any")
# Few questions: what a weight may cost keeps it from being learnt off one of them.
_RIDGE, _FREE, _STEPS = 20.0, 0.01, 200
# A question whose answer was not read says less of when to decline than one that has none; those are few.
_UNREAD, _DECLINED = 0.3, 2.0
# The records answer most of what is asked in chats, so these tell less of the papers.
_CHAT = 0.15
_SHOWN, _CLOSE = 3, 2.0
_BUNDLED = "bundled"
# So many of the questions that have an answer are refused, so that as many as can be of those without one are.
_REFUSED = 0.12


class Asked(NamedTuple):
    """A question with what is right; nothing is where it must be declined."""

    text: str
    earlier: tuple[str, ...]
    today: dt.date | None
    home: str
    keys: tuple[tuple[str, ...], ...]
    wrong: tuple[str, ...]
    quotes: tuple[Gold, ...]
    declined: bool


@dataclasses.dataclass(frozen=True)
class Case:
    """The measures of the sentences that nothing rules out, which of them are right, and which keys each has."""

    table: NDArray[np.float64]
    gold: NDArray[np.bool_]
    keys: NDArray[np.bool_]
    declined: bool
    of_chat: bool

    @property
    def weight(self) -> float:
        """Return how much it says."""
        one = _DECLINED if self.declined else 1.0 if self.gold.any() else _UNREAD
        return one * (_CHAT if self.of_chat else 1.0)

    def score(self, weights: NDArray[np.float64]) -> float:
        """Return the score of the best sentence."""
        return float((self.table @ weights).max(initial=-np.inf))

    def is_right(self, weights: NDArray[np.float64]) -> bool:
        """Tell whether the few best sentences have all that is asked for."""
        scores = self.table @ weights
        shown = [n for n in np.argsort(-scores)[:_SHOWN] if scores[n] >= scores.max() - _CLOSE]
        return bool(self.gold[shown].any() or (self.keys.size and self.keys[shown].any(axis=0).all()))


def questions(path: Path) -> Iterator[Asked]:
    """Read a folder's questions, or the turns of chats."""
    if path.is_dir():
        for question in load_questions([path / "questions.jsonl"]):
            if question.expect in {Expect.ANSWER, Expect.ANSWER_WITH_DATE, Expect.ABSTAIN}:
                earlier = tuple(turn.content for turn in question.prior_turns if turn.role == "user")
                yield Asked(
                    question.question,
                    earlier,
                    question.today,
                    "",
                    question.answer_key,
                    question.must_not_contain,
                    question.must_cite,
                    declined=question.expect is Expect.ABSTAIN,
                )
        return
    for chat in load_chats(path):
        for number, turn in enumerate(chat.turns):
            if turn.expect in {ChatExpect.ANSWER, ChatExpect.ABSTAIN}:
                earlier = tuple(before.question for before in chat.turns[:number])
                yield Asked(
                    turn.question,
                    earlier,
                    chat.today,
                    chat.home_city,
                    turn.answer_key,
                    turn.must_not_contain,
                    (),
                    declined=turn.expect is ChatExpect.ABSTAIN,
                )


def cases(path: Path) -> Iterator[Case]:
    """Read what the papers have for every question of a folder or a file of chats."""
    with tempfile.TemporaryDirectory(prefix="fitting-") as data:
        ingest(path / "corpus" if path.is_dir() else BUNDLED_CORPUS, Path(data))
        settings = Settings(data_dir=Path(data))
        embedder = load_embedder(settings)
        with open_index(settings, embedder, Audience.STAFF) as index:
            directory = Directory(index, settings)
            reader = PaperReader(index, embedder, directory.gazetteer, directory.superseded)
            for asked in questions(path):
                home = directory.gazetteer.lookup(asked.home)
                query, *_ = understand(
                    asked.text,
                    today=asked.today or settings.today(),
                    gazetteer=directory.gazetteer,
                    earlier=asked.earlier,
                    home_ids=frozenset([home.id] if home else []),
                )
                readings = reader.reply(query).readings if query.scope is Scope.QUESTION else ()
                case = _case(asked, [one for one in readings if not one.lacks], of_chat=not path.is_dir())
                # A turn that no paper answers is one for the records.
                if readings and (path.is_dir() or asked.declined or case.gold.any()):
                    yield case


def _case(asked: Asked, readings: Sequence[Reading], *, of_chat: bool) -> Case:
    told = [reading.candidate.unit.told for reading in readings]
    table = [[reading.measures.get(name, 0.0) for name in NAMES] for reading in readings]
    gold = [
        any(overlaps(text, gold.quote) for gold in asked.quotes)
        if asked.quotes
        else bool(asked.keys) and not missing_groups(asked.keys, text)
        for text in told
    ]
    wrong = [any(contains(text, wrong) for wrong in asked.wrong) for text in told]
    keys = [[not missing_groups([group], text) for group in asked.keys] for text in told]
    shape = (len(told), len(asked.keys))
    return Case(
        np.array(table, np.float64).reshape(len(told), len(NAMES)),
        np.array(gold, bool) & ~np.array(wrong, bool) & (not asked.declined),
        np.array(keys, bool).reshape(shape),
        asked.declined,
        of_chat,
    )


def learn(held: Sequence[Case]) -> NDArray[np.float64]:
    """Learn at which weights what is right comes first.

    Measures are brought to one spread, so that the ridge weighs on all alike.
    """
    held = [case for case in held if len(case.table)]
    table = np.concatenate([case.table for case in held])
    middle, spread = table.mean(axis=0), np.maximum(table.std(axis=0), 0.02)
    middle[_ANY], spread[_ANY] = 0.0, 1.0
    table = (table - middle) / spread
    ridge = np.full(len(NAMES), _RIDGE)
    ridge[_ANY] = _FREE
    of = np.repeat(np.arange(len(held)), [len(case.table) for case in held])
    gold = np.concatenate([case.gold for case in held])
    is_told = np.array([case.gold.any() for case in held])
    says = np.array([case.weight for case in held])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = table @ weights
        best = np.zeros(len(held))
        np.maximum.at(best, of, scores)
        chance = np.exp(scores - best[of])
        every = np.bincount(of, chance) + np.exp(-best)
        right = np.maximum(np.bincount(of, chance * gold), np.finfo(float).tiny)
        missed = np.log(every) + best - np.where(is_told, np.log(right) + best, 0.0)
        off = chance / every[of] - np.where(is_told[of], chance * gold / right[of], 0.0)
        return float(says @ missed + ridge @ weights**2 / 2), (off * says[of]) @ table + ridge * weights

    found = minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    weights = found / spread
    weights[_ANY] -= float(middle @ weights)
    return np.asarray(weights)


class Measured(NamedTuple):
    """Of one question: the score of its best sentence, whether what is shown is right, and whether it has no answer."""

    score: float
    right: bool
    declined: bool


def shares(measured: Sequence[Measured], least: float) -> tuple[float, float, float]:
    """Return how many are right, are rightly declined and are wrongly declined where ``least`` must be reached."""
    answerable = [one for one in measured if not one.declined]
    declined = [one.score < least for one in measured if one.declined]
    right = [one.right and one.score >= least for one in answerable]
    refused = [one.score < least for one in answerable]
    return float(np.mean(right)), float(np.mean(declined)), float(np.mean(refused))


def main() -> None:
    """Learn from the folders and chats given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+", help="folders, and files of chats (left out together)")
    parser.add_argument("--beside", type=Path, nargs="*", default=[], help="folders with the bundled papers")
    options = parser.parse_args()
    groups: dict[str, list[Case]] = {}
    for path in (*options.paths, *options.beside):
        bundled = path in options.beside or not path.is_dir()
        groups.setdefault(_BUNDLED if bundled else str(path), []).extend(cases(path))
    measured: dict[str, list[Measured]] = {}
    for left_out, held in groups.items():
        weights = learn([case for name, found in groups.items() if name != left_out for case in found])
        measured[left_out] = [Measured(case.score(weights), case.is_right(weights), case.declined) for case in held]
    every = [one for name, found in measured.items() for one in found if name != _BUNDLED]
    least = sorted(one.score for one in every if not one.declined)[
        int(_REFUSED * sum(not one.declined for one in every))
    ]
    for left_out, found in {**measured, "all folders": every}.items():
        right, declined, refused = shares(found, least)
        print(f"{left_out}, left out: right {right:.3f}, declined {declined:.3f}, refused {refused:.3f}")  # noqa: T201
    weights = learn([case for found in groups.values() for case in found])
    weights[_ANY] -= least
    worth = {name: round(float(value), 3) for name, value in zip(NAMES, weights, strict=True)}
    WEIGHTS.write_text(json.dumps(worth, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
