"""Write raised figures so that nobody reads them as part of the number before them: 42¹ people are not 421."""

import re

_FIGURES = re.compile(r"\s*\d{1,3}\s*")
_TEN = re.compile(r"(?<!\d)10$")
_UNIT = re.compile(r"(?<![A-Za-z])(?:[kdcm]?m|ft|in|yd)$")
_LOOKED_BACK = 4
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(before: str, text: str) -> str:
    """Return a raised text as it is to stand after ``before``: the mark of a note in brackets, 10^4, km².

    What holds other letters (21st) stays as it is.
    """
    if _FIGURES.fullmatch(text) is None:
        return text
    if _TEN.search(before[-_LOOKED_BACK:]):
        return f"^{text.strip()}"
    return text.translate(_SUPERSCRIPTS) if _UNIT.search(before[-_LOOKED_BACK:]) else f"[{text.strip()}]"
