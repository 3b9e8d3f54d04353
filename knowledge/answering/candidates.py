"""The sentences that might answer, each with what governs it and what stands around it."""

import dataclasses
from collections.abc import Iterator

from knowledge.answering.papers import Papers, Unit
from knowledge.evidence import Passage
from knowledge.index import Hit, Rankings
from knowledge.text.folding import fold

# Passages read on each side (the question's language, the other) and sentences read of one passage.
PASSAGES_READ = 20
_SENTENCES_READ = 40


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence of a passage: a ``unit`` with what governs it.

    ``context`` is all around it, ``paper`` the whole paper, folded. ``found_by_meaning`` and ``found_by_words`` are
    what the search found the passage by.
    """

    unit: Unit
    passage: Passage
    context: str
    found_by_meaning: float = 0.0
    found_by_words: float = 0.0
    paper: str = ""

    @property
    def governs(self) -> str:
        """Return what plainly governs the sentence: title, headings, the question that it answers."""
        return "\n".join(self._over)

    @property
    def _over(self) -> tuple[str, ...]:
        return tuple(part for part in (*self.unit.headings, self.unit.question) if part)

    @property
    def read_with(self) -> tuple[str, ...]:
        """Return the sentence with its nearest heading and the question that it answers: what it means together."""
        return (self.unit.told, *self.unit.headings[-1:], *filter(None, [self.unit.question]))

    @property
    def above(self) -> tuple[str, ...]:
        """Return its headings and the question that it answers, or the sentence where it has none."""
        return self._over or (self.unit.told,)

    @property
    def follows(self) -> tuple[str, ...]:
        """Return the sentence with the statement before it, which it may go on about."""
        return (self.unit.told, self.unit.before) if self.unit.before else (self.unit.told,)


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
    return fold(f"{candidate.unit.question}\n{candidate.unit.sentence}")


def _sentences(passage: Passage, papers: Papers, hit: Hit) -> Iterator[Candidate]:
    found = (hit.dense, hit.score - hit.dense)
    context = f"{passage.source.title}\n{passage.heading}\n{papers.earlier(passage)}\n{passage.text}"
    paper = papers.text(passage.source.path)
    for unit in papers.units(passage)[:_SENTENCES_READ]:
        yield Candidate(unit, passage, context, *found, paper)
