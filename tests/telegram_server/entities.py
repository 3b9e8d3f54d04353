"""Text with entities: how Telegram measures it, tidies it, and finds commands and mentions in it."""

import dataclasses
import re
from typing import Any

MOST_ENTITIES = 100

_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[A-Za-z]{2,}\b)"
    r"|(?P<mention>(?<!\w)@[A-Za-z0-9_]{3,32}(?!\w))"
    r"|(?P<url>https?://[^\s<>]+)"
    r"|(?P<hashtag>(?<!\w)#\w+)"
)


def units(text: str) -> int:
    """Return the length of a text as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


@dataclasses.dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of a text with a meaning; ``offset`` and ``length`` are in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None
    language: str | None = None
    custom_emoji_id: str | None = None

    def of(self, text: str) -> str:
        """Return the words that the entity covers."""
        encoded = text.encode("utf-16-le")
        return encoded[2 * self.offset : 2 * (self.offset + self.length)].decode("utf-16-le", errors="replace")

    def json(self) -> dict[str, Any]:
        """Return the entity as Telegram writes it."""
        body: dict[str, Any] = {"type": self.type, "offset": self.offset, "length": self.length}
        more = {"url": self.url, "language": self.language, "custom_emoji_id": self.custom_emoji_id}
        body |= {name: value for name, value in more.items() if value is not None}
        if self.user_id is not None:
            body["user"] = {"id": self.user_id, "is_bot": False, "first_name": "Someone"}
        return body


@dataclasses.dataclass(frozen=True, slots=True)
class Formatted:
    """A text as it stands in a message. ``dropped`` counts the entities past the hundredth."""

    text: str
    entities: tuple[Entity, ...] = ()
    dropped: int = 0

    def covered(self, kind: str) -> list[str]:
        """Return the words under each entity of a type."""
        return [entity.of(self.text) for entity in self.entities if entity.type == kind]


def tidied(text: str, entities: list[Entity]) -> Formatted:
    """Trim a text and its entities, and keep the first hundred of these, as Telegram does."""
    cut = units(text) - units(text.lstrip())
    kept = text.strip()
    length = units(kept)
    inside = []
    for entity in entities:
        start = max(0, entity.offset - cut)
        end = min(length, entity.offset + entity.length - cut)
        if end > start:
            inside.append(dataclasses.replace(entity, offset=start, length=end - start))
    inside.sort(key=lambda entity: (entity.offset, -entity.length))
    return Formatted(kept, tuple(inside[:MOST_ENTITIES]), max(0, len(inside) - MOST_ENTITIES))


def typed(text: str) -> Formatted:
    """Return what a person typed, with the commands, mentions and links that Telegram finds in it."""
    found = [
        Entity(match.lastgroup, units(text[: match.start()]), units(match[0]))
        for match in _FOUND.finditer(text)
        if match.lastgroup
    ]
    return tidied(text, found)
