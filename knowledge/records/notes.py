"""Cells that hold both languages, as “中文 / English”."""

from __future__ import annotations

from knowledge.evidence import Language
from knowledge.text.language import HAN

_BETWEEN = " / "


def note_in(note: str, language: Language) -> str:
    """Return the side of a “中文 / English” note in one language; a note in one language is returned whole."""
    parts = note.split(_BETWEEN)
    if len(parts) != 2:  # noqa: PLR2004 - the two languages
        return note
    chinese = [part for part in parts if HAN.search(part)]
    if len(chinese) != 1:
        return note
    other = next(part for part in parts if part is not chinese[0])
    return (chinese[0] if language is Language.ZH else other).strip()
