"""Which kind of answer a question wants: a date, a count, a person, a list …."""

from typing import NamedTuple

from knowledge.language.lexicon import find, speaks_of
from knowledge.understanding.query import AnswerKind

# The first in the text is the chief kind; at one place the earlier line here wins, so the more exact come first.
_ASKED: tuple[tuple[str, AnswerKind], ...] = (
    ("asks.contact", AnswerKind.CONTACT),
    ("asks.deadline", AnswerKind.DEADLINE),
    ("asks.procedure", AnswerKind.PROCEDURE),
    ("asks.condition", AnswerKind.CONDITION),
    ("asks.reason", AnswerKind.REASON),
    ("asks.money", AnswerKind.MONEY),
    ("asks.share", AnswerKind.SHARE),
    ("asks.frequency", AnswerKind.FREQUENCY),
    ("asks.duration", AnswerKind.DURATION),
    ("asks.ordinal", AnswerKind.ORDINAL),
    ("asks.count", AnswerKind.COUNT),
    ("asks.date", AnswerKind.DATE),
    ("asks.person", AnswerKind.PERSON),
    ("asks.place", AnswerKind.PLACE),
    ("asks.list", AnswerKind.LIST),
    ("asks.name", AnswerKind.NAME),
    ("asks.definition", AnswerKind.DEFINITION),
    ("asks.yes_no", AnswerKind.YES_NO),
)
# "What is …" and "is it …" say little; they are chief only when nothing else tells.
_WEAK = frozenset({AnswerKind.DEFINITION, AnswerKind.YES_NO})
# The point of a question wherever it stands: "who is the contact person", "when does the application close".
_POINTED = frozenset({AnswerKind.CONTACT, AnswerKind.DEADLINE, AnswerKind.PROCEDURE})


class Wanted(NamedTuple):
    """What a question wants: kinds of answer (chief first) and how strictly."""

    kinds: tuple[AnswerKind, ...]
    exact_day: bool
    complete: bool
    now: bool
    compares: bool


def wanted(folded: str) -> Wanted:
    """Read the kinds of answer off a folded question, its spoken forms written out; ``OPEN`` when nothing tells."""
    found: list[tuple[bool, int, int, AnswerKind]] = []
    for order, (concept, kind) in enumerate(_ASKED):
        if span := find(folded, concept):
            found.append((kind in _WEAK, 0 if kind in _POINTED else span.start, order, kind))
    compares = speaks_of(folded, "compares", "older", "younger", "difference")
    kinds = tuple(dict.fromkeys(kind for *_, kind in sorted(found) if not (compares and kind is AnswerKind.PERSON)))
    if compares and not {AnswerKind.COUNT, AnswerKind.DATE} & set(kinds) and speaks_of(folded, "compares.numbers"):
        kinds = (AnswerKind.COUNT, *kinds)
    return Wanted(
        kinds=kinds or (AnswerKind.OPEN,),
        exact_day=AnswerKind.DATE in kinds and speaks_of(folded, "asks.exact_day"),
        complete=speaks_of(folded, "complete"),
        now=speaks_of(folded, "now"),
        compares=compares,
    )
