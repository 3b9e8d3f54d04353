"""Tell how far the reading of pages is, and where what was read by OCR is kept."""

import contextlib
import contextvars
import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path


@dataclasses.dataclass(frozen=True, slots=True)
class Desk:
    """Where pages are read: ``kept_in`` holds earlier readings (None: none), ``told`` hears "page, of how many"."""

    kept_in: Path | None = None
    told: Callable[[int, int], None] = lambda _page, _pages: None


_DESK = contextvars.ContextVar("desk", default=Desk())  # noqa: B039 - it is frozen


def desk() -> Desk:
    """Return the desk at which files are read now."""
    return _DESK.get()


@contextlib.contextmanager
def at(place: Desk) -> Iterator[None]:
    """Read files at a desk for the length of a with block."""
    token = _DESK.set(place)
    try:
        yield
    finally:
        _DESK.reset(token)
