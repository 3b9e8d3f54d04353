"""How a passage is stored: Chroma metadata and one JSON line, and the text of it that is embedded."""

import json
from typing import TypeAlias

from knowledge.calendar import PartialDate
from knowledge.evidence import Audience, Language, Passage, Source

Metadata: TypeAlias = dict[str, str | int]


def embedded_text(passage: Passage) -> str:
    """Return what is embedded for a passage: its headings, then its text."""
    text = passage.search_text or passage.text
    return f"{passage.heading}\n{text}" if passage.heading else text


def indexed_text(passage: Passage) -> str:
    """Return what the lexical index holds of a passage: the title of its source, its headings and its text."""
    return f"{passage.source.title}\n{embedded_text(passage)}"


def to_metadata(passage: Passage) -> Metadata:
    """Return every field but id and text, as the flat values that Chroma stores."""
    source = passage.source
    return {
        "source": source.path,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published.isoformat() if source.published else "",
        "url": source.url,
        "locator": passage.locator,
        "language": passage.language.value,
        "audience": passage.audience.value,
        "ordinal": passage.ordinal,
        "heading": passage.heading,
        "pair": passage.pair,
        "about": " ".join(passage.about),
        "record": passage.record,
        "search_text": passage.search_text,
    }


def from_metadata(passage_id: str, text: str, metadata: Metadata) -> Passage:
    """Return the passage that ``to_metadata`` described."""
    published = str(metadata["published"])
    source = Source(
        path=str(metadata["source"]),
        title=str(metadata["title"]),
        publisher=str(metadata["publisher"]),
        published=PartialDate.parse(published) if published else None,
        url=str(metadata["url"]),
    )
    return Passage(
        id=passage_id,
        text=text,
        source=source,
        locator=str(metadata["locator"]),
        language=Language(str(metadata["language"])),
        audience=Audience(str(metadata["audience"])),
        ordinal=int(metadata["ordinal"]),
        heading=str(metadata["heading"]),
        pair=str(metadata["pair"]),
        about=tuple(str(metadata["about"]).split()),
        record=str(metadata["record"]),
        search_text=str(metadata["search_text"]),
    )


def to_line(passage: Passage) -> bytes:
    """Return a passage as one line of JSON, without the line end."""
    fields = {"id": passage.id, "text": passage.text} | to_metadata(passage)
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def from_line(line: bytes) -> Passage:
    """Return the passage of a line that ``to_line`` wrote."""
    fields = json.loads(line)
    return from_metadata(fields["id"], fields["text"], fields)
