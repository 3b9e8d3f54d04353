"""Split a document into passages along its own structure, and say where each one stands."""

import collections
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from ingest.document import Document
from ingest.split.passages import Draft, draft_passages
from knowledge.evidence import Passage, Source
from knowledge.names import Mention, PlaceKind

# It changes when the same file would give other passages.
SPLITTER_VERSION = 8
# What is read to tell which city a document is about, and when a city counts.
_ABOUT_CHARACTERS = 100_000
_MIN_MENTIONS = 3
_MAX_ABOUT = 2
_SECOND_SHARE = 0.5


_OFFICIAL = re.compile(
    r"友好|友城|姐妹城|外事|外办|国际|对外|政府|人大|市长|结好|sister|friendship|twin|international|foreign affairs",
    re.IGNORECASE,
)


class PlaceFinder(Protocol):
    """What splitting needs of a gazetteer."""

    def find(self, text: str) -> Sequence[Mention]:
        """Return the places named in a text."""


def split(document: Document, gazetteer: PlaceFinder) -> list[Passage]:
    """Return the passages of a cleaned document in reading order; the same document gives the same passages and ids."""
    about = chief_places(document, gazetteer)
    return [_passage(document, ordinal, draft, about) for ordinal, draft in enumerate(draft_passages(document))]


def chief_places(document: Document, gazetteer: PlaceFinder) -> tuple[str, ...]:
    """Return the ids of the city whose paper it is, by publisher and title, and of those it names most."""
    own = list(dict.fromkeys([*_own(document.publisher, gazetteer), *_own(document.title, gazetteer)]))
    text = "\n".join([document.title, *(block.text for block in document.blocks)])[:_ABOUT_CHARACTERS]
    counts = collections.Counter(
        mention.place.id for mention in gazetteer.find(text) if mention.place.kind is PlaceKind.CITY
    )
    ranked = counts.most_common(_MAX_ABOUT)
    enough = [(place, count) for place, count in ranked if count >= _MIN_MENTIONS]
    most = [place for place, count in enough if count >= _SECOND_SHARE * enough[0][1]]
    return tuple(dict.fromkeys([*own[:1], *most]))[:_MAX_ABOUT]


def _own(text: str, gazetteer: PlaceFinder) -> list[str]:
    """Return the city whose paper a title or publisher names: "X市国际友城一览表", "X市外办", "Sister cities of X"."""
    cities = {mention.place.id for mention in gazetteer.find(text) if mention.place.kind is PlaceKind.CITY}
    return list(cities) if len(cities) == 1 and is_of_office(text) else []


def is_of_office(title: str) -> bool:
    """Tell whether a title is of what an office for foreign affairs writes of its own city."""
    return _OFFICIAL.search(title) is not None


def _passage(document: Document, ordinal: int, draft: Draft, about: tuple[str, ...]) -> Passage:
    own = draft.language is document.language
    source = Source(
        path=document.path,
        title=document.title if own else document.other_title or document.title,
        publisher=document.publisher if own else document.other_publisher or document.publisher,
        published=document.published,
        url=document.url,
    )
    pair = _digest([document.path, draft.pair]) if draft.pair is not None else ""
    identity = [
        *(document.path, ordinal, draft.text, draft.search_text, draft.heading, draft.locator, source.title),
        *(source.publisher, source.url, str(document.published or ""), draft.language, document.audience),
        *(pair, *about, SPLITTER_VERSION),
    ]
    return Passage(
        id=_digest(identity),
        text=draft.text,
        source=source,
        locator=draft.locator,
        language=draft.language,
        audience=document.audience,
        ordinal=ordinal,
        heading=draft.heading,
        pair=pair,
        about=about,
        search_text=draft.search_text,
    )


def _digest(parts: Iterable[object]) -> str:
    return hashlib.sha256(json.dumps(list(parts), ensure_ascii=False).encode()).hexdigest()[:32]
