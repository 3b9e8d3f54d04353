"""What the question is about, where the records know the topic, and which kind of tie."""

from __future__ import annotations

from knowledge.language.lexicon import pattern, speaks_of
from knowledge.understanding.query import AnswerKind, Relation, Topic


def relation_of(folded: str) -> Relation | None:
    """Return the kind of tie that a folded text names."""
    if speaks_of(folded, "topic.friendship"):
        return Relation.EXCHANGE if speaks_of(folded, "topic.exchange") else Relation.FRIENDSHIP
    if speaks_of(folded, "topic.exchange"):
        return Relation.EXCHANGE
    return Relation.SISTER if speaks_of(folded, "topic.sister") else None


def names_both_kinds(folded: str) -> bool:
    """Tell whether a folded text names sister cities and friendly exchange cities."""
    return speaks_of(folded, "exchange") and speaks_of(pattern("exchange").sub("", folded), "sister")


def topic_of(folded: str, kinds: tuple[AnswerKind, ...], relation: Relation | None, *, places: int) -> Topic:  # noqa: PLR0911 - one a topic
    """Return what a folded question is about; the more particular topic wins."""
    if speaks_of(folded, "topic.anniversary"):
        return Topic.ANNIVERSARY
    if speaks_of(folded, "topic.profile") and places:
        return Topic.PROFILE
    # The name of a tie in the name of an event (a congress of sister cities) makes no question on ties.
    beside = pattern("topic.sister").sub("", folded)
    if relation is not None and not speaks_of(beside, "topic.event") and not speaks_of(beside, "topic.programme.named"):
        return Topic.AGREEMENT
    if speaks_of(folded, "topic.programme"):
        return Topic.PROGRAMME
    if speaks_of(folded, "topic.event"):
        return Topic.EVENT
    if relation is not None:
        return Topic.AGREEMENT
    if places and kinds == (AnswerKind.OPEN,):
        return Topic.PROFILE
    return Topic.OTHER
