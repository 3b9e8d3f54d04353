"""What a source says of a tie today, in the words of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.evidence import Language
from knowledge.records import AgreementStatus, source_title

if TYPE_CHECKING:
    from knowledge.records import Agreement

# What a record says of itself is in both languages, whoever enters it.
_NOTES = {
    AgreementStatus.INACTIVE_REPORTED: (
        "据《{title}》，近年几乎没有往来",
        "reported as having almost no exchange (“{title}”)",
    ),
    AgreementStatus.LISTED: ("据《{title}》，仍有往来", "reported as active (“{title}”)"),
}
_EARLIER = "{note}；《{title}》未这样说", "{note}; “{title}” does not say so"


def tie_note(said: Agreement, earlier: Agreement | None = None) -> str:
    """Return what a source says of a tie today, in both languages, and that the earlier source does not."""
    sides: list[str] = []
    for language, note, beside in zip(Language, _NOTES[said.status], _EARLIER, strict=True):
        own = note.format(title=source_title(said, language))
        sides.append(beside.format(note=own, title=source_title(earlier, language)) if earlier else own)
    return " / ".join(sides)
