"""Remember the latest results, so that a question asked again costs nothing."""

import collections
import threading
from collections.abc import Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")
_REMEMBERED = 500


class Remembered(Generic[Value]):
    """The latest values by key, for several threads. Whoever may see a value is part of its key."""

    def __init__(self, most: int = _REMEMBERED) -> None:
        self._most = most
        self._values: collections.OrderedDict[Hashable, Value] = collections.OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Value | None:
        """Return a value and keep it longer, or None."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Hashable, value: Value) -> None:
        """Keep a value; the one unused for longest goes."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
