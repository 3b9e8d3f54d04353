"""What the turns before a question leave to it: the last question, the partners of its answer, the one picked."""

import dataclasses

from knowledge.language.lexicon import speaks_of
from knowledge.language.numbers import find_numbers
from knowledge.names import Place
from knowledge.understanding.query import Query

PAIR = 2


@dataclasses.dataclass(frozen=True, slots=True)
class Before:
    """What the turns before leave.

    ``query`` is the last question as it stood, ``shown`` the partners that its answer told of, in order, ``recent``
    those that were asked about lately, the last one last.
    """

    query: Query
    shown: tuple[Place, ...] = ()
    recent: tuple[Place, ...] = ()

    @property
    def told(self) -> tuple[Place, ...]:
        """Return the partners that the turns before were about, the last one last."""
        return (*self.recent, *self.query.partners)

    @property
    def pair(self) -> tuple[Place, ...]:
        """Return the two partners that "which is older" and "the other one" speak of; empty where there are no two."""
        if len(self.query.partners) == PAIR:
            return self.query.partners
        if len(self.shown) == PAIR and not self.query.partners:
            return self.shown
        of_one = self.query.partners or len(self.shown) == 1
        return self.recent[-PAIR:] if len(self.recent) >= PAIR and of_one else ()


def picked_place(words: str, before: Before) -> Place | None:
    """Return the partner that the words pick (the second one, the other, the last); None where there is none."""
    shown = before.shown
    if speaks_of(words, "pick.other"):
        told = before.query.partners[-1:] if len(before.query.partners) == 1 else shown[:1]
        return next((place for place in before.pair if place not in told), None)
    if speaks_of(words, "pick.last"):
        return next(reversed(shown or before.pair), None)
    number = ordinal_of(words)
    return shown[number - 1] if number and number <= len(shown) else None


def ordinal_of(words: str) -> int | None:
    """Return which one of a list is picked; None where that cannot be told."""
    if speaks_of(words, "pick.former"):
        return 1
    return 2 if speaks_of(words, "pick.latter") else number_in(words)


def number_in(words: str) -> int | None:
    """Return the first number of a short text, in digits or words, an ordinal or not."""
    found = find_numbers(words, doubtful=True)
    return int(found[0].value) if found else None
