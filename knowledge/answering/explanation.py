"""Why an answer is as it is: what was understood, found, said, checked and dropped. For staff, never for the public."""

import dataclasses
import enum
from collections.abc import Sequence

from knowledge.answering.selection import Reading
from knowledge.evidence import Answer

_RETRIEVED = 10


class Fate(enum.StrEnum):
    """What became of a statement that a language model wrote."""

    KEPT = "kept"
    REWRITTEN = "kept after rewriting"
    DROPPED = "dropped"


@dataclasses.dataclass(frozen=True, slots=True)
class Retrieved:
    """One sentence that was considered; ``rank`` is from 1, ``lacks`` what it lacks to answer."""

    rank: int
    score: float
    source: str
    locator: str
    sentence: str
    lacks: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Checked:
    """One statement as the model wrote it, the evidence that it cites, and what was wrong with it."""

    text: str
    cites: tuple[int, ...]
    findings: tuple[str, ...]
    fate: Fate


@dataclasses.dataclass(frozen=True, slots=True)
class ModelUse:
    """What the language model did: ``failure`` is empty where nothing went wrong; ``seconds`` are of all its calls.

    ``prompts`` is the version of what it was told.
    """

    model: str
    calls: int = 0
    sent: int = 0
    received: int = 0
    seconds: float = 0.0
    failure: str = ""
    prompts: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Explanation:
    """How one answer was made.

    ``standalone`` are the questions that were looked up, ``searched`` the same in the other language, ``evidence`` what
    the model was given by number (from 1), ``declined`` why it says that this does not answer, or not all. Without a
    model ``statements`` and ``use`` are empty. Until it is ``complete`` the answer may still grow.
    """

    answer: Answer
    standalone: tuple[str, ...]
    searched: tuple[str, ...] = ()
    retrieved: tuple[Retrieved, ...] = ()
    evidence: tuple[str, ...] = ()
    statements: tuple[Checked, ...] = ()
    declined: str = ""
    use: ModelUse | None = None
    complete: bool = True


def retrieved(readings: Sequence[Reading]) -> tuple[Retrieved, ...]:
    """Return the best sentences that were considered."""
    return tuple(
        Retrieved(
            rank=rank,
            score=round(reading.score, 2),
            source=reading.candidate.passage.source.path,
            locator=reading.candidate.passage.locator,
            sentence=reading.sentence,
            lacks=tuple(sorted(lack.value for lack in reading.lacks)),
        )
        for rank, reading in enumerate(readings[:_RETRIEVED], start=1)
    )
