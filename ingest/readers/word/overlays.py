r"""Read the fields by which Word lays characters over one another: 合并字符, 带圈字符, and older files' readings.

``EQ \o\ac(○,3)`` is a 3 in a circle, ``EQ \o(\s\up 6(外办),\s\do 2(商务局))`` two names in the height of one line, and
``EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(lù ān),六安)`` a word with its reading above it. Such a field has no
result: what it shows stands in its code.
"""

import re

_OVERLAY = re.compile(r"\s*EQ\s[^(]{0,200}\\o", re.IGNORECASE)
_HAS_READING = re.compile(r"\\\*\s*jc\d", re.IGNORECASE)
_LOOKS = re.compile(r'\\\*\s*(?:"[^"]*"|\w+)')
_SWITCH = re.compile(r"\\[a-z]{1,2}(?:\s*-?\d+)?", re.IGNORECASE)
_LONGEST = 1_000
_ENCLOSING = frozenset("○〇□△◇")


def shown_by(code: str) -> str:
    """Return the characters that a field shows by its code: a word without its reading; nothing for other fields."""
    overlay = _LOOKS.sub("", code[: _LONGEST + 1])
    if len(code) > _LONGEST or not _OVERLAY.match(overlay):
        return ""
    pieces, depth = [""], 0
    for char in _SWITCH.sub("", overlay):
        if char in "()":
            depth += 1 if char == "(" else -1
        elif char in ",;" and depth == 1:
            pieces.append("")
        elif depth:
            pieces[-1] += char
    shown = [piece.strip() for piece in pieces]
    if _HAS_READING.search(code):
        return shown[-1]
    return "".join(piece for piece in shown if piece not in _ENCLOSING)
