"""Strong words and kinds of tie that the evidence must have, and whether it is of the same matter at all."""

import csv
import functools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.reading import Known, Sentence
from knowledge.answering.verification.words import presence, statement_terms
from knowledge.evidence import Language
from knowledge.names import Place, PlaceKind
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


def ties_carried(said: frozenset[Relation], known: frozenset[Relation], text: str) -> bool:
    """Tell whether every kind of tie said (in ``text``) is known; 友城 may also stand for the English ambiguous one."""
    allowed = set(known)
    if known:
        allowed.add(Relation.FRIENDSHIP)
    if Relation.FRIENDSHIP in known and HAN.search(text):
        allowed.add(Relation.SISTER)
    return said <= allowed


_STRICT = Path(__file__).with_name("strict.csv")
# The share of its words that must be there: less across languages, where a dictionary finds fewer.
ENOUGH_SAME, ENOUGH_ACROSS = 0.5, 0.3
_FEW_WORDS = 2


@functools.cache
def _strict() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    with _STRICT.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple((row["concept"], re.compile(row["said"]), re.compile(row["known"])) for row in rows)


def strong_findings(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    """Yield strong words that the evidence does not have, and kinds of tie that it does not name of these partners."""
    for concept, said, known in _strict():
        match = said.search(sentence.folded)
        if match and not any(known.search(piece.folded) for piece in evidence):
            yield Finding(Fault.QUALIFIER, f"{concept}: {match.group()}")
    yield from _ties(sentence, evidence)


def matter_findings(sentence: Sentence, evidence: Sequence[Known], language: Language) -> Iterator[Finding]:
    """Yield a statement of another matter."""
    share, count = shared_words(sentence, evidence)
    concrete = bool(sentence.mentions or sentence.values)
    same = any(piece.evidence.language is language for piece in evidence)
    if count and share < (ENOUGH_SAME if same else ENOUGH_ACROSS) and (count >= _FEW_WORDS or not concrete):
        yield Finding(Fault.UNRELATED, f"{share:.2f} of {count} words")
    elif count < _FEW_WORDS and not concrete:
        yield Finding(Fault.UNRELATED, "states nothing")


def shared_words(sentence: Sentence, evidence: Sequence[Known]) -> tuple[float, int]:
    """Return how far the words of a statement stand in its evidence, and how many words that are."""
    terms = statement_terms(sentence.folded, sentence.spans)
    if not terms:
        return 1.0, 0
    found = sum(max(presence(term, piece.words) for piece in evidence) for term in terms)
    return found / len(terms), len(terms)


def _ties(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    said = relations(sentence.folded)
    if not said:
        return
    partners = {mention.place.id for mention in sentence.mentions if _is_partner(mention.place)}
    near: set[Relation] = set()
    for piece in evidence:
        for part in piece.reading.sentences:
            if not partners or partners & {mention.place.id for mention in part.mentions}:
                near |= relations(part.folded)
    if not near:
        near = {relation for piece in evidence for relation in relations(piece.folded)}
    if not ties_carried(said, frozenset(near), sentence.folded):
        yield Finding(Fault.RELATION, ", ".join(sorted(said - near)))


def _is_partner(place: Place) -> bool:
    return place.kind in (PlaceKind.CITY, PlaceKind.DISTRICT) and place.country != "CN"
