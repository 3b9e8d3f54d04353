"""Write a letter as a Word document to be put on letterhead; what it rests on follows on a second page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from knowledge.evidence import Language
from knowledge.exports.document import add_sources, clean, numbered
from knowledge.exports.sheet import describe, numbered_run, on_new_page, set_up
from knowledge.exports.words import words_in
from knowledge.text.language import Script

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from docx.document import Document

    from knowledge.exports.document import Section

# Room for an office's letterhead above the salutation.
_LETTERHEAD = Cm(3.5)
_SIZE, _SPACING = Pt(12), 1.5
_INDENT = 2 * _SIZE  # of two characters, as Chinese letters have it


def letter_paper(
    title: str,
    paragraphs: Sequence[str],
    facts: Section,
    language: Language,
    script: Script = Script.HANS,
    *,
    day: dt.date | None = None,
    banner: str = "",
) -> bytes:
    """Write a letter, salutation first and signature last; on a new page the ``banner`` and the ``facts`` follow."""
    words = words_in(language, script)
    paper = docx.Document()
    set_up(paper, language, script)
    describe(paper, clean(title), language, script, day)
    paper.core_properties.content_status = "Draft"
    _letter(paper, paragraphs, language)
    heading = paper.add_heading(clean(facts.heading), level=2)
    on_new_page(heading)
    if banner:
        paper.add_paragraph(clean(banner)).runs[0].bold = True
    numbers = numbered([facts.statements])
    for statement in facts.statements:
        paragraph = paper.add_paragraph(clean(statement.text), style="List Bullet")
        numbered_run(paragraph, [numbers[citation] for citation in statement.citations])
    for remark in facts.remarks:
        paper.add_paragraph(clean(remark))
    add_sources(paper, numbers, words, new_page=False)
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def _letter(paper: Document, paragraphs: Sequence[str], language: Language) -> None:
    salutation, *body, signature = paragraphs
    for n, text in enumerate((salutation, *body)):
        paragraph = paper.add_paragraph()
        paragraph.add_run(clean(text)).font.size = _SIZE
        paragraph.paragraph_format.line_spacing = _SPACING
        paragraph.paragraph_format.space_after = _SIZE if language is Language.EN else Pt(0)
        if n == 0:
            paragraph.paragraph_format.space_before = _LETTERHEAD
        elif language is Language.ZH:
            paragraph.paragraph_format.first_line_indent = _INDENT
    for n, line in enumerate(signature.split("\n")):
        paragraph = paper.add_paragraph()
        paragraph.add_run(clean(line)).font.size = _SIZE
        paragraph.paragraph_format.line_spacing = _SPACING
        if n == 0:
            paragraph.paragraph_format.space_before = 2 * _SIZE
        if language is Language.ZH:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
