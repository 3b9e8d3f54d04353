"""Clauses in which the asker tells of themselves and asks for nothing ("I am going there next month")."""

from __future__ import annotations

import re

from knowledge.language.lexicon import concepts_under, speaks_of
from knowledge.text.folding import fold

_CLAUSE = re.compile(r"[^,，.。;；!！?？]+[,，.。;；!！?？]*\s*")


def without_asides(text: str) -> str:
    """Return a text without such clauses, where another clause is left."""
    clauses = _CLAUSE.findall(text)
    kept = [clause for clause in clauses if not _is_aside(fold(clause))]
    return "".join(kept).strip() if kept and len(kept) < len(clauses) else text


def _is_aside(folded: str) -> bool:
    """Tell whether a clause is an errand of the asker; who they are may tell which programmes are for them."""
    if not speaks_of(folded, "of_the_asker") or speaks_of(folded, "asks.something"):
        return False
    return not speaks_of(folded, *concepts_under("audience"), "command.letter", "command.brief", "command.remind")
