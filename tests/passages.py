"""Passages for tests."""

from knowledge.evidence import Audience, Passage, Source
from knowledge.text.language import detect_language


def passage(text: str, *, audience: Audience = Audience.PUBLIC, path: str = "paper.txt", **fields: object) -> Passage:
    """A passage whose id is its text."""
    defaults: dict[str, object] = {"language": detect_language(text), "locator": "para. 1"}
    return Passage(
        id=f"{audience}:{path}:{text}",
        text=text,
        source=fields.pop("source", None) or Source(path, "A paper"),  # type: ignore[arg-type] # the same
        audience=audience,
        **(defaults | fields),  # type: ignore[arg-type] # fields of Passage, by name
    )
