"""``python -m knowledge.answering.training``: make ``answers.npz`` from passages with questions that they answer.

The upper half of the embedding model is taught, by low-rank changes of its matrices, to give the words of a question
and of the sentence that answers it like vectors, and others to those of the sentences beside it, which seem to answer
(late interaction: Khattab and Zaharia 2020). After each round it prints, of the passages left out (one in twelve), for
how many questions an answer comes first, and how many of them would be declined if their answers were not there, where
one in eight of those that are there is declined.
"""

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from knowledge.embedding.adapter import ANSWERS, Adapter, load_adapter
from knowledge.embedding.prepare import prepared_folder
from knowledge.embedding.prepared_model import PASSAGE_PROMPT, QUERY_PROMPT, TOKENIZER_FILE
from knowledge.embedding.teaching import TaughtEncoder, in_half_precision
from knowledge.embedding.tokenizer import Tokenizer
from knowledge.settings import Settings

PASSAGES = Path(__file__).with_name("passages.jsonl")
_ROUNDS, _BATCH = 3, 12
_RATE, _HEAD_RATE = 8e-4, 0.1
_TOKENS_DROPPED = 0.03
_LONGEST = 90
_LEFT_OUT = 12
# Of the sentences beside the answer, so many of those most like the question are learnt from, and any one more.
_NEAREST = 2
# What it counts that an answer comes before the sentences of other passages, and that answers are told from the others
# by one measure for all questions, where it counts 1 that it comes before those of its own.
_ELSEWHERE, _ALIKE = 0.3, 1.5
_REFUSED = 0.12
_AT_ONCE = 48
_FIRST = torch.tensor(0)

_Ids = tuple[int, ...]


class Example(NamedTuple):
    """The ids of a question, of the sentences that answer it, and of the others of their passage."""

    question: _Ids
    answers: tuple[_Ids, ...]
    others: tuple[_Ids, ...]


def digest() -> str:
    """Return what identifies the passages and their questions."""
    return hashlib.sha256(PASSAGES.read_bytes()).hexdigest()[:16]


def main() -> None:
    """Train, say after each round how good it is on passages left out, and write the adapter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    parser.add_argument("--measure", type=Path, help="learn nothing; say what the adapter is worth on these passages")
    options = parser.parse_args()
    rounds: int = options.rounds
    if options.measure:
        _measure(options.measure)
        return
    torch.manual_seed(0)
    chance = random.Random(0)  # noqa: S311 - no secret
    passages = [json.loads(line) for line in PASSAGES.read_text(encoding="utf-8").splitlines()]
    chance.shuffle(passages)
    texts = _Texts()
    left_out, learnt = (
        [example for passage in part for example in texts.examples(passage)]
        for part in (passages[: len(passages) // _LEFT_OUT], passages[len(passages) // _LEFT_OUT :])
    )
    trainer = _Trainer(texts.prompt, rounds * (len(learnt) // _BATCH + 1), chance)
    trainer.prepare([*left_out, *learnt])
    for number in range(rounds):
        trainer.learn(learnt)
        first, declined = trainer.right(left_out)
        told = f"first {first:.3f}, declined {declined:.3f}"
        sys.stdout.write(f"round {number + 1}: of {len(left_out)} left out {told}\n")
        sys.stdout.flush()
        trainer.encoder.write(ANSWERS, passages=np.array(digest()))
    sys.stdout.write(f"{ANSWERS.name}: {ANSWERS.stat().st_size} bytes\n")


def _measure(path: Path) -> None:
    texts = _Texts()
    passages = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    examples = [example for passage in passages for example in texts.examples(passage)]
    trainer = _Trainer(texts.prompt, 1, random.Random(0), load_adapter(ANSWERS))  # noqa: S311 - no secret
    trainer.prepare(examples)
    first, declined = trainer.right(examples)
    sys.stdout.write(f"of {len(examples)} first {first:.3f}, declined {declined:.3f}\n")


class _Texts:
    """Turns texts into ids."""

    def __init__(self) -> None:
        self._tokenizer = Tokenizer(prepared_folder(Settings()) / TOKENIZER_FILE)
        self.prompt = len(self._tokenizer.encode(QUERY_PROMPT)) - 1

    def examples(self, passage: dict[str, Any]) -> Iterator[Example]:
        """Yield the questions of a passage."""
        sentences = [self._ids(PASSAGE_PROMPT, text) for text in passage["sentences"]]
        for question in passage["questions"]:
            answers = tuple(sentences[number] for number in question["answers"])
            others = tuple(ids for ids in dict.fromkeys(sentences) if ids not in answers)
            yield Example(self._ids(QUERY_PROMPT, question["text"]), answers, others)

    def _ids(self, prompt: str, text: str) -> _Ids:
        return tuple(self._tokenizer.encode(f"{prompt}{text}")[:_LONGEST])


class _Trainer:
    def __init__(self, prompt: int, steps: int, chance: random.Random, changed: Adapter | None = None) -> None:
        self.encoder = TaughtEncoder(changed)
        self.prompt = prompt
        # What the mean best match of a question's words, and the likeness of the means, are worth.
        self.worth = nn.Parameter(torch.tensor([20.0, 10.0]))
        self.least = nn.Parameter(torch.tensor(26.0))
        self.optimiser = torch.optim.AdamW(
            [{"params": self.encoder.changes}, {"params": [self.worth, self.least]}], lr=_RATE, weight_decay=0.01
        )
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser, [_RATE, _HEAD_RATE], total_steps=steps, pct_start=0.1
        )
        self.chance = chance

    def prepare(self, examples: Sequence[Example]) -> None:
        """Compute what does not change of examples."""
        self.encoder.prepare(text for one in examples for text in (one.question, *one.answers, *one.others))

    def learn(self, examples: Sequence[Example]) -> None:
        nearest = self._nearest(examples)
        self.encoder.train()
        for batch in self._batches(examples):
            own = [(self.chance.choice(one.answers), *self._beside(nearest[one])) for one in batch]
            sentences = list(dict.fromkeys(ids for each in own for ids in each))
            place = {ids: number for number, ids in enumerate(sentences)}
            with in_half_precision():
                scores = self._scores([one.question for one in batch], sentences)
            loss = torch.zeros(())
            for row, one, each in zip(scores, batch, own, strict=True):
                passage = {*one.answers, *one.others}
                near = row[[place[ids] for ids in each]]
                far = row[[place[each[0]], *(place[ids] for ids in sentences if ids not in passage)]]
                is_answer = (torch.arange(len(each)) == 0).float()
                loss = loss + functional.cross_entropy(near, _FIRST)
                loss = loss + _ALIKE * functional.binary_cross_entropy_with_logits(near, is_answer)
                loss = loss + _ELSEWHERE * functional.cross_entropy(far, _FIRST)
            self.optimiser.zero_grad()
            (loss / len(batch)).backward()  # type: ignore[no-untyped-call] # the library leaves it untyped
            nn.utils.clip_grad_norm_(self.encoder.changes, 1.0)
            self.optimiser.step()
            self.schedule.step()

    def right(self, examples: Sequence[Example]) -> tuple[float, float]:
        """Return for how many an answer comes first, and how many would be declined if none were there."""
        best = np.array([(max(answers), max(others)) for answers, others in self._all_scores(examples)])
        least = np.quantile(best[:, 0], _REFUSED)
        return float((best[:, 0] > best[:, 1]).mean()), float((best[:, 1] < least).mean())

    def _nearest(self, examples: Sequence[Example]) -> dict[Example, list[_Ids]]:
        """Return the other sentences of each example, those most like the question first."""
        found = {}
        for one, (_, others) in zip(examples, self._all_scores(examples), strict=True):
            found[one] = [one.others[number] for number in np.argsort(-np.array(others))]
        return found

    def _beside(self, nearest: list[_Ids]) -> list[_Ids]:
        rest = nearest[_NEAREST:]
        return nearest[:_NEAREST] + ([self.chance.choice(rest)] if rest else [])

    def _all_scores(self, examples: Sequence[Example]) -> Iterator[tuple[list[float], list[float]]]:
        """Yield the scores of what answers each question, and of the others of its passage."""
        self.encoder.eval()
        for start in range(0, len(examples), _BATCH * 2):
            batch = examples[start : start + _BATCH * 2]
            sentences = list(dict.fromkeys(ids for one in batch for ids in one.answers + one.others))
            place = {ids: number for number, ids in enumerate(sentences)}
            with torch.no_grad(), in_half_precision():
                scores = self._scores([one.question for one in batch], sentences)
            for row, one in zip(scores, batch, strict=True):
                yield [float(row[place[ids]]) for ids in one.answers], [float(row[place[ids]]) for ids in one.others]

    def _batches(self, examples: Sequence[Example]) -> Iterator[list[Example]]:
        """Yield batches of about one length, in any order."""
        mixed = self.chance.sample(list(examples), len(examples))
        batches = []
        for start in range(0, len(mixed), _BATCH * 12):
            alike = sorted(mixed[start : start + _BATCH * 12], key=lambda one: sum(map(len, one.others)))
            batches += [alike[at : at + _BATCH] for at in range(0, len(alike), _BATCH)]
        self.chance.shuffle(batches)
        yield from batches

    def _scores(self, questions: Sequence[_Ids], sentences: Sequence[_Ids]) -> torch.Tensor:
        """Return how much each sentence answers each question, (questions, sentences)."""
        asked, asked_seen, asked_mean = self._words(questions)
        told, told_seen, told_mean = self._words(sentences)
        likeness = torch.einsum("qtw,suw->qstu", asked, told).masked_fill(~told_seen[None, :, None, :], -1.0).amax(3)
        matched = (likeness * asked_seen[:, None, :]).sum(2) / asked_seen.sum(1)[:, None]
        scores: torch.Tensor = self.worth[0] * matched + self.worth[1] * (asked_mean @ told_mean.T) - self.least
        return scores.float()

    def _words(self, texts: Sequence[_Ids]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return the unit vectors of the words of texts, which of them there are, and the unit means, as answers do."""
        rows: dict[int, torch.Tensor] = {}
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        for start in range(0, len(order), _AT_ONCE):
            batch = order[start : start + _AT_ONCE]
            vectors, _ = self.encoder([texts[number] for number in batch], _TOKENS_DROPPED)
            for number, row in zip(batch, vectors, strict=True):
                rows[number] = row[self.prompt : len(texts[number]) - 1]
        each = [rows[number] for number in range(len(texts))]
        unit = nn.utils.rnn.pad_sequence([functional.normalize(row, dim=1) for row in each], batch_first=True)
        there = nn.utils.rnn.pad_sequence([torch.ones(len(row), dtype=torch.bool) for row in each], batch_first=True)
        return unit, there, torch.stack([functional.normalize(row.mean(0), dim=0) for row in each])


if __name__ == "__main__":
    main()
