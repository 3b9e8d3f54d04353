"""Which kinds of tie between cities a text names."""

import re

from knowledge.text.language import HAN
from knowledge.understanding.query import Relation

_EXCHANGE = re.compile(
    r"友好(?:合作)?交流(?:合作)?(?:关系)?(?:的?城市|友城|城区)|友好合作(?:交流)?城市|交流城市|国际友好交流|"
    r"\bfriendly[- ](?:exchange|cooperation|co-operation|partner)(?: and \w+)?(?: \w+)? (?:cit(?:y|ies)|districts?|pairs?|relation\w*)|"
    r"\b(?:cooperation|exchange)[- ](?:partner )?(?:cit(?:y|ies)|districts?|pairs?)|\bpairs? of friendly exchange"
)
_SISTER = re.compile(
    r"友城|友好城市|友好城区|姐妹城|姊妹城|姐妹市|姊妹市|"
    r"\bsister[- ](?:cit(?:y|ies)|towns?|districts?|pairs?|relation\w*|ties?)|\btwin(?:ned)?[- ](?:cit(?:y|ies)|towns?)|\btwinned with"
)
_FRIENDSHIP = re.compile(r"\bfriend(?:ship|ly)[- ](?:cit(?:y|ies)|districts?|pairs?)|\bcit(?:y|ies) of friendship")


def relations(folded: str) -> frozenset[Relation]:
    """Return the kinds of tie that a folded text names; an English "friendship city" may be either kind."""
    found = set()
    rest = _EXCHANGE.sub(" ", folded)
    if rest != folded:
        found.add(Relation.EXCHANGE)
    if _SISTER.search(rest):
        found.add(Relation.SISTER)
    if _FRIENDSHIP.search(rest):
        found.add(Relation.FRIENDSHIP)
    return frozenset(found)


def carried(said: frozenset[Relation], known: frozenset[Relation], text: str) -> bool:
    """Tell whether every kind of tie said (in ``text``) is known; 友城 may also stand for the English ambiguous one."""
    allowed = set(known)
    if known:
        allowed.add(Relation.FRIENDSHIP)
    if Relation.FRIENDSHIP in known and HAN.search(text):
        allowed.add(Relation.SISTER)
    return said <= allowed
