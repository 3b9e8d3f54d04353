"""Whether what was written still says what the rules had found to answer the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.answering.verification import Draft, Evidence, Fault
from knowledge.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.generative.numbered import Item
    from knowledge.answering.verification import Verifier
    from knowledge.evidence import Statement

# What may not be lost on the way; wording, language and length may change.
_MAY_DIFFER = frozenset({Fault.LANGUAGE, Fault.FOREIGN_TEXT, Fault.QUALIFIER})


def covered(item: Item, written: Sequence[Statement], verifier: Verifier) -> bool:
    """Tell whether statements that cite a key say all that it says: the check of a statement, the other way round.

    Recall beside precision: every number, date, place and name of the key must stand in what was written from it.
    """
    key = item.key
    if key is None:
        return True
    mine = [statement for statement in written if set(statement.citations) & set(key.citations)]
    if not mine:
        return False
    texts = " ".join(statement.text for statement in mine)
    source = item.evidence
    said = Evidence(1, texts, source.language, source.citation, source.context)
    for sentence in split_sentences(key.text):
        findings = verifier.check(Draft(sentence, (1,)), [said], language=source.language)
        if any(finding.fault not in _MAY_DIFFER for finding in findings):
            return False
    return True
