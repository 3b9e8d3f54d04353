"""The two language sides of a bilingual passage, line by line and sentence by sentence."""

from collections.abc import Callable

from knowledge.evidence import Passage
from knowledge.text.sentences import split_sentences

# A line that the two languages divide otherwise is shown whole, unless it is longer than what is read at a glance.
_LONGEST = 500  # characters


def said_in(passage: Passage, sentence: str, side: Passage | None) -> str | None:
    """Return what a sentence of a passage is on its other language side; None where the two do not run alongside.

    Where one language makes one sentence of what are two in the other, it is the line that both stand in.
    """
    if side is None or side.language is passage.language:
        return None
    lines = _beside(passage.text, sentence, side.text, str.splitlines)
    if lines is None:
        pair = _beside(passage.text, sentence, side.text, split_sentences)
        return pair and pair[1]
    pair = _beside(lines[0], sentence, lines[1], split_sentences)
    whole = lines[1] if len(lines[1]) <= _LONGEST else None
    return pair[1] if pair else whole


def _beside(own: str, sentence: str, other: str, split: Callable[[str], list[str]]) -> tuple[str, str] | None:
    """Return the piece that has the sentence and the one beside it; None where there is no such pair."""
    pieces, beside = ([each.strip() for each in split(text) if each.strip()] for text in (own, other))
    sentence = sentence.strip()
    at = [number for number, piece in enumerate(pieces) if sentence == piece]
    at = at or [number for number, piece in enumerate(pieces) if sentence in piece]
    return (pieces[at[0]], beside[at[0]]) if len(pieces) == len(beside) and len(at) == 1 else None
