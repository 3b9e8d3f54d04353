"""A name found in a text, before context decides the doubtful ones."""

import dataclasses
import enum

from knowledge.names.table import Candidate


class Verdict(enum.Enum):
    """What the name and its looks say alone."""

    SURE = "sure"
    DOUBTFUL = "doubtful"
    NO = "no"


@dataclasses.dataclass(frozen=True, slots=True)
class Match:
    """A name at ``[start, end)`` of the folded text; ``core_end`` is where the name ends without 市 or "City"."""

    start: int
    end: int
    core_end: int
    candidates: tuple[Candidate, ...]
    verdict: Verdict

    @property
    def best(self) -> Candidate:
        """Return the likeliest reading."""
        return self.candidates[0]
