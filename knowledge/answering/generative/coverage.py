"""Whether what was written still says what the rules had found to answer the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.answering.verification import Draft, Evidence, Fault, Finding
from knowledge.language.numbers import find_numbers
from knowledge.language.times import find_points
from knowledge.text.folding import fold
from knowledge.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.generative.numbered import Item
    from knowledge.answering.verification import Verifier
    from knowledge.evidence import Statement

# What may not be lost on the way; wording, language and length may change.
_MAY_DIFFER = frozenset({Fault.LANGUAGE, Fault.FOREIGN_TEXT, Fault.QUALIFIER})


def lost(item: Item, written: Sequence[Statement], verifier: Verifier) -> tuple[Finding, ...]:
    """Return what of a key is lost in the statements that cite it: the check of a statement, the other way round.

    Recall beside precision: every number, date, place and name of the key must stand in what was written from it.
    ``verifier`` should count relative dates from the key's own source.
    """
    key, source = item.key, item.evidence
    mine = [statement for statement in written if key and set(statement.citations) & set(key.citations)]
    if not mine:
        return (Finding(Fault.UNCITED, source.text),)
    texts = " ".join(statement.text for statement in mine)
    said = Evidence(1, texts, source.language, source.citation, source.context)
    return tuple(
        finding
        for sentence in split_sentences(item.matter)
        for finding in verifier.check(Draft(sentence, (1,)), [said], language=source.language)
        if finding.fault not in _MAY_DIFFER and not (finding.fault is Fault.UNRELATED and _has_figures(sentence))
    )


def _has_figures(sentence: str) -> bool:
    """Tell whether a sentence has numbers or dates: what is written from it is held to those, not to its words."""
    return bool(find_points(sentence) or find_numbers(fold(sentence), doubtful=True))
