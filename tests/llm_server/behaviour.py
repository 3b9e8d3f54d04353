"""What a server may do with a request."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Say:
    """Reply with a text, some characters at a time, ``pause`` seconds apart; ``tokens`` are those sent and received."""

    text: str
    size: int = 7
    pause: float = 0.0
    usage: bool = True
    tokens: tuple[int, int] | None = None


@dataclasses.dataclass(frozen=True)
class Status:
    """Refuse with an HTTP status."""

    code: int
    message: str = "no"


@dataclasses.dataclass(frozen=True)
class Silence:
    """Take the request, say ``text`` as `Say` does, and then nothing until the client leaves."""

    text: str = ""
    size: int = 1_000
    pause: float = 0.0


@dataclasses.dataclass(frozen=True)
class Cut:
    """Say a text and drop the connection in the middle of an event."""

    text: str = ""


@dataclasses.dataclass(frozen=True)
class Endless:
    """Say a text over and over until the client leaves."""

    text: str


@dataclasses.dataclass(frozen=True)
class Broken:
    """Send a body that is not what the protocol says."""

    raw: str


Behaviour = Say | Status | Silence | Cut | Endless | Broken
