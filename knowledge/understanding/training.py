"""``python -m knowledge.understanding.training``: make ``meanings.npz`` from the labelled phrasings.

The upper half of the embedding model is taught what messages mean by low-rank changes of its matrices, with a linear
classifier over the mean of a message's tokens. It prints after each round how many of the messages left out (one in
twelve) it gets right; what is written has learnt from all but these.
"""

import argparse
import datetime as dt
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from knowledge.directory import Directory
from knowledge.embedding import load_embedder, load_meaning_reader
from knowledge.embedding.adapter import MEANINGS
from knowledge.embedding.meaning_reader import input_ids
from knowledge.embedding.prepare import prepared_folder
from knowledge.embedding.prepared_model import TOKENIZER_FILE
from knowledge.embedding.teaching import DROPPED, TaughtEncoder, in_half_precision
from knowledge.embedding.tokenizer import Tokenizer
from knowledge.evidence import Audience
from knowledge.index import open_index
from knowledge.settings import Settings
from knowledge.text.language import detect_language
from knowledge.understanding.phrasings import comparable, digest, messages, phrasings, with_plain_words
from knowledge.understanding.restating import Masker

# What was tried besides: a linear classifier over the vectors of whole texts gets .72 of what this gets .85.
_ROUNDS, _BATCH = 5, 32
_RATE, _HEAD_RATE = 8e-4, 4e-3
_TOKENS_DROPPED, _BEFORE_DROPPED = 0.06, 0.15
_LEFT_OUT = 12
_DAY = dt.date(2026, 11, 30)


class Example(NamedTuple):
    """The ids of a message and of what was said before it, how many are its own, and what it means."""

    ids: list[int]
    own: int
    meaning: str


def main() -> None:
    """Train, say after each round how good it is on messages left out, and write the adapter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    parser.add_argument("--measure", type=Path, help="learn nothing; say how many of these messages are read rightly")
    options = parser.parse_args()
    rounds: int = options.rounds
    if options.measure:
        _measure(options.measure)
        return
    torch.manual_seed(0)
    chance = random.Random(0)  # noqa: S311 - no secret
    said, short = _examples()
    chance.shuffle(said)
    left_out, learnt = said[: len(said) // _LEFT_OUT], said[len(said) // _LEFT_OUT :]
    meanings = sorted({example.meaning for example in (*said, *short)})
    a_round = len(learnt) + len(short) * 2 // 3
    trainer = _Trainer(meanings, rounds * (a_round // _BATCH + 2), chance)
    for number in range(rounds):
        trainer.learn([*learnt, *chance.sample(short, len(short) * 2 // 3)])
        right, sure = trainer.right(left_out)
        sys.stdout.write(f"round {number + 1}: right {right.mean():.3f} of {len(left_out)} left out; ")
        told = (f"{right[sure > least].mean():.3f} of {(sure > least).mean():.2f}" for least in (0.5, 0.8))
        sys.stdout.write("surer than .5 and .8: " + ", ".join(told) + "\n")
        sys.stdout.flush()
    trainer.write()
    sys.stdout.write(f"{MEANINGS.name}: {MEANINGS.stat().st_size} bytes\n")


def _measure(path: Path) -> None:
    """Say how many messages of a file are read rightly by the reader that is there."""
    plain, reader = _plain_words(), load_meaning_reader(Settings())
    right = [
        reader.meanings[reader.likely(plain(one.text), plain(one.before[-1]) if one.before else None).argmax()]
        == one.meaning
        for one in messages(path)
    ]
    sys.stdout.write(f"right {np.mean(right):.3f} of {len(right)}\n")


def _plain_words() -> Callable[[str], str]:
    """Return what puts plain words in the place of what a text names."""
    settings = Settings()
    with open_index(settings, load_embedder(settings), Audience.STAFF) as index:
        directory = Directory(index, settings)
        masker = Masker(directory.gazetteer, frozenset(place.id for place in directory.book.homes))
    return lambda text: comparable(masker.masked(text, detect_language(text), _DAY).text)


def _examples() -> tuple[list[Example], list[Example]]:
    """Return the messages as people wrote them, and the short phrasings."""
    tokenizer = Tokenizer(prepared_folder(Settings()) / TOKENIZER_FILE)
    plain = _plain_words()
    said = [
        Example(*input_ids(tokenizer, plain(one.text), plain(one.before[-1]) if one.before else None), one.meaning)
        for one in messages()
    ]
    short = []
    for meaning, text, language in phrasings():
        ids, own = input_ids(tokenizer, comparable(with_plain_words(text, language)), None)
        short.append(Example(ids[:own], own, meaning))  # what was said before is not known of these
    return said, short


class _Trainer:
    def __init__(self, meanings: Sequence[str], steps: int, chance: random.Random) -> None:
        self.meanings = list(meanings)
        self.encoder = TaughtEncoder()
        self.head = nn.Linear(self.encoder.shape.hidden, len(meanings))
        nn.init.zeros_(self.head.weight)
        self.optimiser = torch.optim.AdamW(
            [{"params": self.encoder.changes}, {"params": list(self.head.parameters())}], lr=_RATE, weight_decay=0.01
        )
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser, [_RATE, _HEAD_RATE], total_steps=steps, pct_start=0.05
        )
        self.chance = chance

    def learn(self, examples: Sequence[Example]) -> None:
        self.encoder.train()
        for batch in self._batches(examples):
            with in_half_precision():
                scores = self._scores(batch)
            wanted = torch.tensor([self.meanings.index(example.meaning) for example in batch])
            loss = functional.cross_entropy(scores.float(), wanted, label_smoothing=0.05)
            self.optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call] # the library leaves it untyped
            nn.utils.clip_grad_norm_(self.encoder.changes, 1.0)
            self.optimiser.step()
            self.schedule.step()

    def right(self, examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
        """Return of each example whether it is read rightly, and how surely."""
        self.encoder.eval()
        right, sure = [], []
        for batch in self._batches(examples):
            with torch.no_grad(), in_half_precision():
                likely = self._scores(batch).float().softmax(-1)
            right += [
                self.meanings[int(row.argmax())] == example.meaning for row, example in zip(likely, batch, strict=True)
            ]
            sure += likely.max(-1).values.tolist()
        return np.array(right), np.array(sure)

    def _batches(self, examples: Sequence[Example]) -> Iterator[list[Example]]:
        """Yield batches of about one length, in any order; learning leaves out what was said before at times."""
        self.encoder.prepare(ids for example in examples for ids in (example.ids, example.ids[: example.own]))
        mixed = self.chance.sample(list(examples), len(examples))
        if self.encoder.training:
            mixed = [
                one._replace(ids=one.ids[: one.own]) if self.chance.random() < _BEFORE_DROPPED else one for one in mixed
            ]
        batches = []
        for start in range(0, len(mixed), _BATCH * 20):
            alike = sorted(mixed[start : start + _BATCH * 20], key=lambda example: len(example.ids))
            batches += [alike[at : at + _BATCH] for at in range(0, len(alike), _BATCH)]
        self.chance.shuffle(batches)
        yield from batches

    def _scores(self, batch: Sequence[Example]) -> torch.Tensor:
        above, seen = self.encoder([example.ids for example in batch], _TOKENS_DROPPED)
        own = torch.arange(seen.shape[1]) < torch.tensor([[example.own] for example in batch])
        weights = (seen & own).float()
        mean = (above * weights[..., None]).sum(1) / weights.sum(1, keepdim=True)
        scores: torch.Tensor = self.head(functional.dropout(mean, DROPPED, self.encoder.training))
        return scores

    def write(self) -> None:
        """Write the changes and the classifier, in half precision."""
        self.encoder.write(
            MEANINGS,
            phrasings=np.array(digest()),
            meanings=np.array(self.meanings, dtype=np.str_),
            head=self.head.weight.detach().numpy().astype(np.float16),
            bias=self.head.bias.detach().numpy().astype(np.float16),
        )


if __name__ == "__main__":
    main()
