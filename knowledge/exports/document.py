"""Write cited statements as a Word document: a title, sections, and the numbered sources with their quotes."""

from __future__ import annotations

import dataclasses
import io
import re
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from knowledge.exports.words import words_in
from knowledge.text.language import Script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.evidence import Citation, Language, Statement

# A document must not hold control characters; Word calls a file that does broken.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f￾￿]")
_EAST_ASIAN_FONT = "SimSun"
_SMALL, _FAINT = Pt(9), RGBColor(0x59, 0x63, 0x6E)


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """A heading (empty for none), its statements, and remarks of the product's own that claim nothing."""

    heading: str
    statements: tuple[Statement, ...] = ()
    remarks: tuple[str, ...] = ()


def document(
    title: str, sections: Sequence[Section], language: Language, script: Script = Script.HANS, *, banner: str = ""
) -> bytes:
    """Write sections as .docx; ``banner`` stands above the title ("draft").

    Each statement carries the numbers of its sources, which follow with title, date, locator and verbatim quote.
    """
    words = words_in(language, script)
    paper = docx.Document()
    style = paper.styles["Normal"]
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _EAST_ASIAN_FONT)
    paper.core_properties.title = title
    paper.core_properties.author = "City Exchange Bot"
    if banner:
        paper.add_paragraph(_clean(banner)).runs[0].bold = True
    paper.add_heading(_clean(title), level=1)
    numbers = _numbered(sections)
    for section in sections:
        if section.heading:
            paper.add_heading(_clean(section.heading), level=2)
        for statement in section.statements:
            markers = "".join(f"[{numbers[citation]}]" for citation in statement.citations)
            paragraph = paper.add_paragraph(_clean(statement.text) + " ")
            paragraph.add_run(markers).font.superscript = True
        for remark in section.remarks:
            run = paper.add_paragraph().add_run(_clean(remark))
            run.italic, run.font.color.rgb = True, _FAINT
    if numbers:
        paper.add_heading(words("sources"), level=2)
    for citation, number in numbers.items():
        source = citation.source
        published = source.published.isoformat() if source.published else ""
        parts = (source.title or source.path, source.publisher, published, citation.locator, source.url)
        origin = paper.add_paragraph().add_run(_clean(f"[{number}] " + " · ".join(part for part in parts if part)))
        origin.font.size = _SMALL
        quote = paper.add_paragraph(style="Quote").add_run(_clean(f"“{citation.quote}”"))
        quote.font.size = _SMALL
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def _numbered(sections: Sequence[Section]) -> dict[Citation, int]:
    numbers: dict[Citation, int] = {}
    for section in sections:
        for statement in section.statements:
            for citation in statement.citations:
                numbers.setdefault(citation, len(numbers) + 1)
    return numbers


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)
