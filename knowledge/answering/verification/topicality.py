"""Whether a statement is about what its evidence says at all: its words, the ties it names, its strong words."""

import csv
import functools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.known import Known
from knowledge.answering.verification.relations import carried, relations
from knowledge.answering.verification.words import presence, statement_terms
from knowledge.evidence import Language
from knowledge.names import Place, PlaceKind
from knowledge.understanding.query import Relation

_STRICT = Path(__file__).with_name("strict.csv")
# Words that frame a statement: they name its source or go with any.
_FRAME = re.compile(
    r"\b(?:according|report(?:s|ed|edly)?|papers?|sources?|documents?|records?|articles?|notes?|stat(?:es?|ed|ing)|"
    r"mention(?:s|ed)?|published|posted|transcripts?|include[sd]?|including|namely|following|well|total|overall|also)\b|"
    r"根据|据|报告|报道|资料|来源|文件|记录|记载|显示|指出|提到|列出|发布|公布|包括|其中|截至|总共|分别|共有"
)
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
    elif count < _FEW_WORDS and not concrete and not is_verbatim(sentence, evidence):
        yield Finding(Fault.UNRELATED, "states nothing")


def is_verbatim(sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether a sentence is a whole one of the evidence."""
    said = sentence.folded.strip(" .。")
    return any(said == part.folded.strip(" .。") for piece in evidence for part in piece.reading.sentences)


def shared_words(sentence: Sentence, evidence: Sequence[Known]) -> tuple[float, int]:
    """Return how far the words of a statement stand in its evidence, and how many words that are."""
    plain = _FRAME.sub(lambda match: " " * len(match.group()), sentence.folded)
    terms = statement_terms(plain, sentence.spans)
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
    if not carried(said, frozenset(near), sentence.folded):
        yield Finding(Fault.RELATION, ", ".join(sorted(said - near)))


def _is_partner(place: Place) -> bool:
    return place.kind in (PlaceKind.CITY, PlaceKind.DISTRICT) and place.country != "CN"
