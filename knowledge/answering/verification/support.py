"""The sentences of the evidence that a statement most likely comes from."""

import re
from collections.abc import Sequence

from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.equal import carried
from knowledge.answering.verification.known import Known
from knowledge.answering.verification.words import is_present, presence, statement_terms, words_of

_CLOSE = 0.8
_CLAUSE = re.compile(r"[^,;:。]+[,;:。]*")


def supports_of(sentence: Sentence, evidence: Sequence[Known]) -> list[Sentence]:
    """Return the sentences of the evidence that share most words, places and values with a statement."""
    terms = statement_terms(sentence.folded, sentence.spans)
    places = {mention.place.id for mention in sentence.mentions}
    scored: list[tuple[float, Sentence]] = []
    for piece in evidence:
        for part in piece.reading.sentences:
            words = words_of(part.folded)
            score = sum(presence(term, words) for term in terms)
            score += len(places & {mention.place.id for mention in part.mentions})
            score += sum(any(carried(value, other) for other in part.values) for value in sentence.values)
            scored.append((score, part))
    best = max((score for score, _ in scored), default=0.0)
    return [part for score, part in scored if best and score >= _CLOSE * best]


def shared_beginning(sentence: Sentence, part: Sentence) -> str:
    """Return a sentence of the evidence up to the last clause that shares a word with the statement.

    What governs that clause stands in it or before it: "Guangzhou plans a database and …".
    """
    terms = statement_terms(sentence.folded, sentence.spans)
    end = 0
    for clause in _CLAUSE.finditer(part.folded):
        words = words_of(clause.group())
        if any(is_present(term, words) for term in terms):
            end = clause.end()
    return part.folded[:end] or part.folded
