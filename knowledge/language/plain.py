"""A text in one script, case and width, character for character, so that what is found has its place in the text."""

import functools
import unicodedata

from knowledge.text.folding import to_simplified

_ALIKE = str.maketrans({"○": "〇", "◯": "〇", "’": "'", "‘": "'", "〜": "-"})
_ALIKE |= str.maketrans(dict.fromkeys("–—−‐‑~", "-")) | str.maketrans(dict.fromkeys("\n\t\r", " "))


@functools.lru_cache(maxsize=512)
def plain(text: str) -> str:
    """Return the text in half width, lower case and Simplified characters; as long as it was, blanks and all."""
    text = text if text.isascii() else "".join(_narrow(char) for char in text)
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    lowered = lowered.translate(_ALIKE)
    simplified = lowered if lowered.isascii() else to_simplified(lowered)
    return simplified if len(simplified) == len(text) else lowered


def _narrow(char: str) -> str:
    wide = unicodedata.normalize("NFKC", char)
    return wide if len(wide) == 1 else char
