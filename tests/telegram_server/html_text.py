"""HTML as Telegram takes it: a few tags, properly closed, and every other ``<``, ``>`` and ``&`` escaped.

Telegram itself lets a bare ``&`` or ``>`` pass and silently drops entities that may not be nested, though its
documentation forbids both; here both are refused, so that no message looks other than its author meant it.
"""

import dataclasses
import re
from urllib.parse import parse_qs, urlsplit

from tests.telegram_server.entities import Entity, Formatted, tidied, units
from tests.telegram_server.refusals import Refused, bad_request

TAGS = {
    "a": "text_link",
    "b": "bold",
    "blockquote": "blockquote",
    "code": "code",
    "del": "strikethrough",
    "em": "italic",
    "i": "italic",
    "ins": "underline",
    "pre": "pre",
    "s": "strikethrough",
    "span": "spoiler",
    "strike": "strikethrough",
    "strong": "bold",
    "tg-emoji": "custom_emoji",
    "tg-spoiler": "spoiler",
    "u": "underline",
}
_MONOSPACE = {"code", "pre"}
_QUOTES = {"blockquote", "expandable_blockquote"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)"
    r"(?P<attributes>(?:\s+[A-Za-z-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[\w.-]+))?)*)\s*>"
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[A-Za-z-]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[\w.-]+)))?"
)
_REFERENCE = re.compile(r"&(?:(?P<named>lt|gt|amp|quot)|#(?P<decimal>\d{1,7})|#[xX](?P<hex>[0-9A-Fa-f]{1,6}));")
_WORDS = re.compile(r"[^<>&]+")


@dataclasses.dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    entity: Entity  # its length is not known yet


class _Reader:
    def __init__(self, html: str) -> None:
        self.html = html
        self.at = 0
        self.text: list[str] = []
        self.length = 0  # of the text so far, in UTF-16 units
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> Formatted:
        while self.at < len(self.html):
            if words := _WORDS.match(self.html, self.at):
                self._add(words[0])
            elif self.html[self.at] == "<":
                self._tag()
                continue
            else:
                words = self._reference()
            self.at = words.end()
        if self.open:
            raise self._wrong(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"', where=False)
        return tidied("".join(self.text), self.entities)

    def _add(self, words: str) -> None:
        self.text.append(words)
        self.length += units(words)

    def _reference(self) -> re.Match[str]:
        match = _REFERENCE.match(self.html, self.at)
        if match is None:
            raise self._wrong(f'Character "{self.html[self.at]}" is not escaped')
        self._add(_character(match))
        return match

    def _tag(self) -> None:
        match = _TAG.match(self.html, self.at)
        if match is None:
            raise self._wrong("Unclosed start tag")
        name = match["name"].lower()
        if match["end"]:
            self._close(name)
        else:
            self._begin(name, self._attributes(match["attributes"]))
        self.at = match.end()

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name not in TAGS:
            raise self._wrong(f'Unsupported start tag "{name}"')
        entity = self._entity(name, attributes)
        above = [other.entity.type for other in self.open]
        if name == "code" and above and self.open[-1].tag == "pre":
            self.open.append(_Open(name, entity))
            return
        if (
            _MONOSPACE.intersection(above)
            or (entity.type in _MONOSPACE and set(above) - _QUOTES)
            or (entity.type in _QUOTES and _QUOTES.intersection(above))
            or (entity.type == "text_link" and "text_link" in above)
        ):
            raise self._wrong(f'Tag "{name}" can\'t be nested in "{self.open[-1].tag}"')
        self.open.append(_Open(name, entity))

    def _entity(self, name: str, attributes: dict[str, str]) -> Entity:
        entity = Entity(TAGS[name], self.length, 0)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._wrong('Tag "span" must have class "tg-spoiler"')
        if name == "tg-emoji":
            if "emoji-id" not in attributes:
                raise self._wrong('Tag "tg-emoji" must have attribute "emoji-id"')
            return dataclasses.replace(entity, custom_emoji_id=attributes["emoji-id"])
        if name == "blockquote" and "expandable" in attributes:
            return dataclasses.replace(entity, type="expandable_blockquote")
        if name == "code" and attributes.get("class", "").startswith("language-"):
            return dataclasses.replace(entity, language=attributes["class"].removeprefix("language-"))
        return dataclasses.replace(entity, url=attributes.get("href", "")) if name == "a" else entity

    def _close(self, name: str) -> None:
        if not self.open:
            raise self._wrong("Unexpected end tag")
        last = self.open.pop()
        if last.tag != name:
            raise self._wrong("Unmatched end tag", f', expected "</{last.tag}>", found "</{name}>"')
        entity = dataclasses.replace(last.entity, length=self.length - last.entity.offset)
        if self.open and self.open[-1].tag == "pre":
            above = self.open[-1]
            self.open[-1] = _Open("pre", dataclasses.replace(above.entity, language=entity.language))
        elif entity.type != "text_link":
            self.entities.append(entity)
        elif linked := _link(entity, "".join(self.text)):
            self.entities.append(linked)

    def _attributes(self, written: str) -> dict[str, str]:
        attributes = {}
        for match in _ATTRIBUTE.finditer(written):
            value = match["double"] or match["single"] or match["bare"] or ""
            rest = _REFERENCE.sub("", value)
            if "&" in rest:
                raise self._wrong('Character "&" is not escaped in an attribute')
            attributes[match["name"].lower()] = _REFERENCE.sub(_character, value)
        return attributes

    def _wrong(self, what: str, more: str = "", *, where: bool = True) -> Refused:
        offset = len(self.html[: self.at].encode())
        place = f" at byte offset {offset}" if where else ""
        return bad_request(f"can't parse entities: {what}{place}{more}")


def _character(match: re.Match[str]) -> str:
    if match["named"]:
        return _NAMED[match["named"]]
    number = int(match["decimal"]) if match["decimal"] else int(match["hex"], 16)
    surrogate = range(0xD800, 0xE000)
    return chr(number) if 0 < number <= 0x10FFFF and number not in surrogate else "\ufffd"


def _link(entity: Entity, text: str) -> Entity | None:
    # An address that Telegram cannot make sense of loses its link, and the words stay.
    url = entity.url or dataclasses.replace(entity).of(text)
    parts = urlsplit(url if "://" in url or ":" in url.split("/")[0] else f"http://{url}")
    if parts.scheme == "tg" and parts.netloc == "user":
        user = parse_qs(parts.query).get("id", [""])[0]
        return (
            dataclasses.replace(entity, type="text_mention", url=None, user_id=int(user)) if user.isdecimal() else None
        )
    if parts.scheme in {"mailto", "tel", "tg", "ton"}:
        return dataclasses.replace(entity, url=url)
    if parts.scheme not in {"http", "https", "ftp"} or "." not in parts.netloc.strip("."):
        return None
    return dataclasses.replace(entity, url=parts.geturl() if parts.path or parts.query else f"{parts.geturl()}/")


def parse_html(html: str) -> Formatted:
    """Return the text of a message and its entities; raise Refused as Telegram words it."""
    return _Reader(html).read()
