"""Places in a text that are taken: what is found in them is not looked for again."""

import bisect
from collections.abc import Iterable


class Spans:
    """Spans of a text that do not overlap, in order."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if self._spans and start < self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            elif start < end:
                self._spans.append((start, end))

    def take(self, start: int, end: int) -> bool:
        """Take a span unless a part of it is taken; tell whether it was free."""
        at = bisect.bisect_left(self._spans, (end, 0))
        if at and self._spans[at - 1][1] > start:
            return False
        self._spans.insert(at, (start, end))
        return True
