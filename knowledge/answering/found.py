"""What the rules make of a question: how they read it, the answer they give, and what they weighed for it."""

import dataclasses

from knowledge.answering.selection import Reading
from knowledge.evidence import Answer, Statement
from knowledge.understanding.query import Query


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """The answer to one text with the queries it was read as and the sentences that were weighed, best first.

    ``asks`` is unset for what asks nothing of the sources: small talk, another job, an order. ``beside`` answers what
    else may have been asked, as likely as what was answered.
    """

    queries: tuple[Query, ...]
    answer: Answer
    readings: tuple[Reading, ...] = ()
    asks: bool = True
    beside: tuple[Statement, ...] = ()

    @property
    def told(self) -> Answer:
        """Return the answer with what stands beside it."""
        if not self.beside:
            return self.answer
        return dataclasses.replace(self.answer, statements=(*self.answer.statements, *self.beside))
