"""Take out of a text the characters that nobody sees, and that part a name or a date for whoever compares it.

Web pages break long words with them (Zü&shy;rich), editors leave them behind in the cells of tables, and whoever
copies such a text takes them along.
"""

import re

# What may break a word, marks of direction, the mark at the beginning of a file. Joiners stay: they shape letters.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def visible(text: str) -> str:
    """Return a text without the characters that nobody sees."""
    return text if text.isascii() else _INVISIBLE.sub("", text)
