"""The two language sides of a bilingual passage, sentence by sentence."""

from knowledge.evidence import Passage
from knowledge.text.sentences import split_sentences


def said_in(passage: Passage, sentence: str, side: Passage | None) -> str | None:
    """Return what a sentence of a passage is on its other language side; None where the two do not run alongside."""
    if side is None or side.language is passage.language:
        return None
    own, other = (
        [each.strip() for each in split_sentences(text) if each.strip()] for text in (passage.text, side.text)
    )
    if len(own) != len(other) or own.count(sentence.strip()) != 1:
        return None
    return other[own.index(sentence.strip())]
