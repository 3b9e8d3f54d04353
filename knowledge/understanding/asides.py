"""Clauses in which the asker tells of themselves and asks for nothing ("I am going there next month")."""

from __future__ import annotations

import re

from knowledge.language.lexicon import concepts_under, pattern, speaks_of
from knowledge.text.folding import fold

_NEXT = 3  # clauses after one that may ask something of what it names
_CLAUSE = re.compile(r"[^,，.。;；!！?？]+[,，.。;；!！?？]*\s*")


def without_asides(text: str) -> str:
    """Return a text without such clauses, where another clause is left."""
    clauses = _CLAUSE.findall(text)
    after = [fold("".join(clauses[at + 1 : at + 1 + _NEXT])) for at in range(len(clauses))]
    kept = [clause for clause, rest in zip(clauses, after, strict=True) if not _is_aside(fold(clause), rest)]
    left = "".join(kept).strip()
    return left if left and len(kept) < len(clauses) and not _only_asks_back(fold(left)) else text


def _only_asks_back(folded: str) -> bool:
    """Tell whether words only ask whether what was said is so ("true?"): then it is no aside."""
    return speaks_of(folded, "claim.tail") and not any(map(str.isalnum, pattern("claim.tail").sub("", folded)))


def _is_aside(folded: str, after: str) -> bool:
    """Tell whether a clause is an errand of the asker, or only names what the clause after it asks of.

    Who they are may tell which programmes are for them, but nothing of ties.
    """
    asked_of = speaks_of(after, "of_each") and speaks_of(after, "asks.something")
    if not (asked_of or speaks_of(folded, "of_the_asker")) or speaks_of(folded, "asks.something"):
        return False
    of_programmes = speaks_of(folded, *concepts_under("audience")) and not speaks_of(after, "tie", "topic.sister")
    return not (of_programmes or speaks_of(folded, "command.letter", "command.brief", "command.remind"))
