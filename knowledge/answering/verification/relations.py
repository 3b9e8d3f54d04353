"""Which kind of tie a text names; sister schools and the like are no ties of cities."""

from __future__ import annotations

import re

from knowledge.understanding.query import Relation
from knowledge.understanding.topics import relation_of

_OTHER_SISTERS = re.compile(
    r"\b(?:sister|friendship|friendly|twin)[- ](?:schools?|hospitals?|ports?|organi[sz]ations?|associations?|park|garden|award|"
    r"match|hall|visit)\b|友好(?:学校|医院|港口?|组织|协会|单位)|结好\d*(?:周?年)|友谊"
)
_BOTH_KINDS = re.compile(r"两类|两种|both kinds|either kind")


def relation_in(folded: str) -> Relation | None:
    """Return the kind of tie that a folded text names, or None."""
    return relation_of(_OTHER_SISTERS.sub(" ", folded))


def clashes(said: Relation, known: Relation) -> bool:
    """Tell whether one kind of tie may not be called the other; an English "friendship city" may be either kind."""
    return said is not known and Relation.FRIENDSHIP not in {said}
