"""The sentences that might answer, each with what stands around it."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from knowledge.text.folding import fold
from knowledge.text.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from knowledge.evidence import Passage
    from knowledge.index import Rankings

# Passages read on each side (the question's language, the other) and sentences read of one passage.
PASSAGES_READ = 20
_SENTENCES_READ = 40
# A sentence with semicolons up to this long (in Chinese characters) is read as one.
_JOINED = 130
_NUMBERED = re.compile(r"\(?[一二三四五六七八九十\d]+[).、]")
_WORDS = re.compile(r"[A-Za-z\u3400-\u9fff]")


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence of a passage.

    ``rank`` counts from 0 on its language's side, ``context`` is all around it, ``before`` the sentence before it.
    """

    sentence: str
    passage: Passage
    rank: int
    context: str
    before: str = ""


def candidates(
    rankings: Rankings, imprints: Mapping[str, Passage], *, passages: int = PASSAGES_READ
) -> list[Candidate]:
    """Return the sentences of the best passages of both sides, each wording once.

    ``imprints`` are the passages that say who published a paper and when, by path; those of the papers found are
    read too.
    """
    found: dict[str, Candidate] = {}
    papers: dict[str, None] = {}
    for side in (rankings.same, rankings.other):
        for rank, hit in enumerate(side[:passages]):
            papers[hit.passage.source.path] = None
            for candidate in _sentences(hit.passage, rank):
                found.setdefault(fold(candidate.sentence), candidate)
    for path in papers:
        if path in imprints:
            for candidate in _sentences(imprints[path], passages):
                found.setdefault(fold(candidate.sentence), candidate)
    return list(found.values())


def sentences_of(passage: Passage) -> list[str]:
    """Return the sentences that are read of a passage; their vectors are made when it is ingested."""
    headings = {part for part in fold(passage.heading).split(" › ") if not _NUMBERED.match(part)}
    units = [passage.text[start:end] for start, end in _units(passage.text)[:_SENTENCES_READ]]
    # A bare heading or time says nothing by itself; a numbered heading names a point.
    return [unit for unit in units if fold(unit) not in headings and _WORDS.search(unit)]


def _sentences(passage: Passage, rank: int) -> Iterator[Candidate]:
    context = f"{passage.source.title}\n{passage.heading}\n{passage.text}"
    before = ""
    for sentence in sentences_of(passage):
        yield Candidate(sentence, passage, rank, context, before)
        before = sentence


def weight(text: str) -> float:
    """Return a text's length in Chinese characters; a Latin one counts for a third."""
    wide = sum(char >= "\u2e80" for char in text)
    return wide + (len(text) - wide) / 3


def _units(text: str) -> list[tuple[int, int]]:
    """Return the spans of sentences.

    A bare time or number stays with what it follows, a colon with what it opens, and the parts of a short sentence
    with semicolons together.
    """
    units: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        opens = bool(units) and text[units[-1][0] : units[-1][1]].endswith((":", "："))
        bare = not _WORDS.search(text[start:end])
        joined = bool(units) and text[units[-1][1] - 1] in ";\uff1b" and weight(text[units[-1][0] : end]) <= _JOINED
        if units and (opens or bare or joined) and "\n\n" not in text[units[-1][1] : start]:
            units[-1] = (units[-1][0], end)
        else:
            units.append((start, end))
    return units
