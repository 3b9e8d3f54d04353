"""Divide an over-long text between sentences, into parts of about equal size."""

import bisect
import math
import re
from collections.abc import Iterator, Sequence

from langchain_text_splitters import TextSplitter

from ingest.document import weight
from knowledge.text.sentences import sentence_spans

# A paragraph or clause up to this size stays whole: 500 Chinese characters, 1,400 Latin ones.
WHOLE = 500
# A "sentence" longer than this is none (a table without line ends, a file without punctuation) and is cut.
MAX_SENTENCE = 2 * WHOLE
_TOLERANCE = 1.15
_WINDOW = 10_000
# How far from the middle, in characters, a better place to divide may lie.
_ENUMERATION_COST = 25
_SENTENCE_COST = 60
_ENUMERATION = re.compile(
    r"(?:[一二三四五六七八九十]是|[一二三四五六七八九十]要|第[一二三四五六]|其[一二三四五]|First|Second|Third|Fourth|Fifth|Finally)"
)
_STOPS = ("。", "！", "？", "；", ". ", "! ", "? ", "\n", "，", ",", "、", " ")


class SentenceSplitter(TextSplitter):
    """A text splitter that divides only between sentences, without overlap, as evenly as they allow.

    Ends of paragraphs are preferred, then the members of an enumeration (一是, 二是; First, Second).
    """

    def __init__(self) -> None:
        super().__init__(chunk_size=WHOLE, chunk_overlap=0, length_function=lambda text: math.ceil(weight(text)))

    def split_text(self, text: str) -> list[str]:
        """Return the parts of a text, verbatim."""
        total = weight(text)
        if total <= self._chunk_size:
            return [text] if text.strip() else []
        spans = list(_spans(text))
        weights = [weight(text[start:end]) for start, end in spans]
        count = math.ceil(total / self._chunk_size)
        while count < len(spans):
            cuts = _cuts(text, spans, weights, count)
            parts = [text[spans[a][0] : spans[b - 1][1]] for a, b in zip([0, *cuts], [*cuts, len(spans)], strict=True)]
            if all(weight(part) <= self._chunk_size * _TOLERANCE for part in parts):
                return parts
            # A sentence is longer than the size, or they fall badly: more parts.
            count = max(count + 1, count * 11 // 10)
        return [text[start:end] for start, end in spans]


def _cuts(text: str, spans: Sequence[tuple[int, int]], weights: Sequence[float], count: int) -> list[int]:
    """Return the numbers of the sentences that begin parts 2 to ``count``."""
    cumulated = [0.0]
    for each in weights:
        cumulated.append(cumulated[-1] + each)
    cuts: list[int] = []
    for k in range(1, count):
        ideal = cumulated[-1] * k / count
        first = cuts[-1] + 1 if cuts else 1
        last = len(spans) - (count - k)
        # No better place lies farther off than the dearest cost.
        low = min(max(bisect.bisect_left(cumulated, ideal - _SENTENCE_COST) - 1, first), last)
        high = min(max(bisect.bisect_right(cumulated, ideal + _SENTENCE_COST), low), last)
        costs = {n: abs(cumulated[n] - ideal) + _cost(text, spans, n) for n in range(low, high + 1)}
        cuts.append(min(costs, key=costs.__getitem__))
    return cuts


def _cost(text: str, spans: Sequence[tuple[int, int]], n: int) -> float:
    if "\n" in text[spans[n - 1][1] : spans[n][0]]:
        return 0
    return _ENUMERATION_COST if _ENUMERATION.match(text, spans[n][0]) else _SENTENCE_COST


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences; look at no more than a window at a time, so that one endless line takes no endless time."""
    start = 0
    while start < len(text):
        end = _last_stop(text, start, _WINDOW)
        for first, last in sentence_spans(text[start:end]):
            yield from _bounded(text, start + first, start + last)
        start = end


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while weight(text[start:end]) > MAX_SENTENCE:
        cut = min(_last_stop(text, start, WHOLE), end)
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


def _last_stop(text: str, start: int, size: int) -> int:
    """Return where the last sentence, else clause, else word, that fits in ``size`` characters from ``start`` ends."""
    if start + size >= len(text):
        return len(text)
    for stop in _STOPS:
        found = text.rfind(stop, start + size // 2, start + size)
        if found != -1:
            return found + len(stop)
    return start + size
