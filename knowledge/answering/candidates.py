"""The sentences that might answer, each with what governs it and what stands around it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from knowledge.answering.papers import Standing, Unit, sentences_of, weight
from knowledge.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.answering.papers import Papers
    from knowledge.evidence import Passage
    from knowledge.index import Hit, Rankings

__all__ = ["PASSAGES_READ", "Candidate", "candidates", "sentences_of", "weight"]

# Passages read on each side (the question's language, the other) and sentences read of one passage.
PASSAGES_READ = 20
_SENTENCES_READ = 40


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence of a passage.

    ``context`` is all around it, ``before`` the sentence before it, ``paper`` the whole paper, folded. ``unit`` is the
    sentence with what governs it; without one it stands alone. ``found_by_meaning`` and ``found_by_words`` are what the
    search found the passage by.
    """

    sentence: str
    passage: Passage
    context: str
    before: str = ""
    unit: Unit | None = None
    found_by_meaning: float = 0.0
    found_by_words: float = 0.0
    paper: str = ""

    @property
    def told(self) -> str:
        """Return the sentence as it is read and shown: a row with its columns named."""
        return self.unit.told if self.unit else self.sentence

    @property
    def question(self) -> str:
        """Return the question of the paper that the sentence answers, if any."""
        return self.unit.question if self.unit else ""

    @property
    def governs(self) -> str:
        """Return what plainly governs the sentence: title, headings, the question that it answers."""
        headings = self.unit.headings if self.unit else (self.passage.source.title, self.passage.heading)
        return "\n".join(part for part in (*headings, self.question) if part)

    @property
    def read_with(self) -> tuple[str, ...]:
        """Return the sentence with its nearest heading and the question that it answers: what it means together."""
        nearest = self.unit.headings[-1:] if self.unit else ()
        return (self.told, *nearest, *((self.question,) if self.question else ()))

    @property
    def above(self) -> tuple[str, ...]:
        """Return its headings and the question that it answers, or the sentence where it has none."""
        headings = self.unit.headings if self.unit else (self.passage.source.title,)
        return tuple(part for part in (*headings, self.question) if part) or (self.told,)

    @property
    def follows(self) -> tuple[str, ...]:
        """Return the sentence with the statement before it, which it may go on about."""
        return (self.told, self.before) if self.before else (self.told,)

    @property
    def standing(self) -> Standing:
        """Return whether it states something."""
        return self.unit.standing if self.unit else Standing.STATEMENT


def candidates(rankings: Rankings, papers: Papers, *, passages: int = PASSAGES_READ) -> list[Candidate]:
    """Return the sentences of the best passages of both sides, each wording once.

    What answers a question that was found is read with it, and so is what says who published a paper and when.
    """
    found: dict[str, Candidate] = {}
    sources: dict[str, Hit] = {}
    for side in (rankings.same, rankings.other):
        for hit in side[:passages]:
            sources.setdefault(hit.passage.source.path, hit)
            for passage in (hit.passage, *papers.answers(hit.passage)):
                for candidate in _sentences(passage, papers, hit):
                    found.setdefault(_key(candidate), candidate)
    for path, hit in sources.items():
        imprint = papers.imprint(path)
        if imprint is not None:
            for candidate in _sentences(imprint, papers, hit):
                found.setdefault(_key(candidate), candidate)
    return list(found.values())


def _key(candidate: Candidate) -> str:
    """Tell wordings apart, and the same wording where it answers another question."""
    return fold(f"{candidate.question}\n{candidate.sentence}")


def _sentences(passage: Passage, papers: Papers, hit: Hit) -> Iterator[Candidate]:
    found = (hit.dense, hit.score - hit.dense)
    context = f"{passage.source.title}\n{passage.heading}\n{papers.earlier(passage)}\n{passage.text}"
    paper = papers.text(passage.source.path)
    for unit in papers.units(passage)[:_SENTENCES_READ]:
        yield Candidate(unit.sentence, passage, context, unit.before, unit, *found, paper)
