"""Split text into sentences without losing or changing a character."""

import re

# A Chinese sentence ends at its stop and the closing quotes after it; an English one at a stop before a space and
# the start of another sentence.
_END = re.compile(
    r"[。！？!?；;]+[”’」』）)\"']*"
    r"|(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\bNo)(?<!\bSt)(?<!\bet al)(?<!\bi\.e)(?<!\be\.g)(?<!\bMrs)(?<!\bDr)"
    r"\.[”’\"')]*(?=\s+[“\"'(]?[A-Z0-9\u4e00-\u9fff])"
    r"|\n+"
)
# The number of a clause ends nothing: "20. Raise the level of public services".
_NUMBERING = re.compile(r"\s*\d{1,3}[.;]")
_OPEN, _CLOSE = "“「『《（(", "”」』》）)"


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, without the white space around it.

    A stop inside brackets or quotation marks does not end a sentence unless the marks are never closed on that line.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        piece = text[start:end]
        if _NUMBERING.fullmatch(piece):
            continue
        if "\n" not in match.group() and _is_inside(
            piece, text[end : text.find("\n", end) if "\n" in text[end:] else len(text)]
        ):
            continue
        _append(spans, text, start, end)
        start = end
    _append(spans, text, start, len(text))
    return spans


def split_sentences(text: str) -> list[str]:
    """Return the sentences themselves, verbatim."""
    return [text[start:end] for start, end in sentence_spans(text)]


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start < end:
        spans.append((start, end))


def _is_inside(piece: str, rest: str) -> bool:
    for opening, closing in zip(_OPEN, _CLOSE, strict=True):
        if piece.count(opening) > piece.count(closing) and closing in rest:
            return True
    return False
