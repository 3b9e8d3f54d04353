"""Whether a number counts, and a date dates, the same thing in a statement as in its evidence."""

from collections.abc import Sequence

from knowledge.answering.verification import relations
from knowledge.answering.verification.bindings import Value
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.equal import carried
from knowledge.answering.verification.known import Known
from knowledge.answering.verification.words import counted_terms, likeness, words_of
from knowledge.language.numbers import NumberKind
from knowledge.text.language import HAN

# By how much what is counted must be liker to another number's words than to its own to be taken for it.
_CLEARLY = 0.2
_LIKE = 0.45
# So many words next to a number tell what it counts.
_NEAREST = 4
_NEXT_TO = 2


def counts_the_same(said: Value, sentence: Sentence, known: Value, part: Sentence) -> bool:
    """Tell whether what is counted or dated is what the evidence counts or dates, not what a rival there does."""
    mine, own = _beside(said, sentence), _beside(known, part)
    ties, known_ties = relations.relations(mine), relations.relations(own)
    if ties and known_ties and not relations.carried(ties, known_ties, sentence.folded):
        return False
    if said.number is not None and said.number.value != said.number.top:
        return True
    rivals = [
        other
        for other in part.values
        if _is_comparable(said, other) and not carried(said, other) and other.places == known.places
    ]
    terms = counted_terms(mine)[:_NEAREST]
    if not rivals or not terms or all(len(term.word) == 1 for term in counted_terms(own)):
        return True
    fit = likeness(terms, words_of(own))
    best = max(likeness(terms, words_of(_beside(rival, part))) for rival in rivals)
    return best < _LIKE or best <= fit + _CLEARLY


def counts_such(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether the evidence numbers such things itself: the first must then be one of those, no mere beginning."""
    terms = counted_terms(_beside(value, sentence))[:2]
    named = _named_next(value, sentence)
    for piece in evidence:
        for part in piece.reading.sentences:
            for other in part.values:
                if other.number is None or other.number.kind is not NumberKind.ORDINAL:
                    continue
                if other.number.value == 1 or likeness(terms, words_of(_beside(other, part))) >= _LIKE:
                    return True
                if named and named == _named_next(other, part):
                    return True
    return False


def _named_next(value: Value, sentence: Sentence) -> str:
    """Return the id of what is named right after a number: the third Guangzhou Award, 第三届广州奖."""
    return next((mention.place.id for mention in sentence.mentions if 0 <= mention.start - value.end <= _NEXT_TO), "")


def _is_comparable(one: Value, other: Value) -> bool:
    if one.number is None or other.number is None:
        return one.number is other.number
    return one.number.kind is other.number.kind and other.number.certain


def _beside(value: Value, sentence: Sentence) -> str:
    """Return the words that go with a value: in its clause up to the next one, or where none follow, before it."""
    start, end = sentence.clauses[value.clause]
    chars = list(sentence.folded)
    for left, right in sentence.spans:
        chars[left:right] = " " * (right - left)
    text = "".join(chars)
    others = [
        other for other in sentence.values if other.clause == value.clause and bool(other.number) == bool(value.number)
    ]
    after = text[value.end : min((other.start for other in others if other.start > value.start), default=end)]
    before = text[max((other.end for other in others if other.end <= value.start), default=start) : value.start]
    if value.number is None:
        return f"{before} {after}"
    terms = counted_terms(after)
    if any(len(term.word) > 1 for term in terms) or not HAN.search(text):
        return after
    return f"{before} {after}"
