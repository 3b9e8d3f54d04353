"""What the rules make of a question: how they read it, the answer they give, and what they weighed for it."""

import dataclasses

from knowledge.answering.selection import Reading
from knowledge.evidence import Answer
from knowledge.understanding.query import Query


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """The answer to one text with the queries it was read as and the sentences that were weighed, best first.

    ``asks`` is unset for what asks nothing of the sources: small talk, another job, an order.
    """

    queries: tuple[Query, ...]
    answer: Answer
    readings: tuple[Reading, ...] = ()
    asks: bool = True
