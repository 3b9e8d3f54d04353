"""The order of names as a reader would look them up: Chinese by pinyin, the rest by letters."""

from __future__ import annotations

import pypinyin

from knowledge.text.folding import fold


def sounded(name: str) -> str:
    """Return what to sort a name by."""
    return " ".join(pypinyin.lazy_pinyin(fold(name), style=pypinyin.Style.TONE3))
