"""Write cited statements as a Word document: a title, sections, and on a page of their own the numbered sources.

The sheet that it is written on (paper, fonts, spacing) and what the file says of itself stand at the end.
"""

import dataclasses
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from knowledge.citing import by_source, in_quotation_marks, origin_of
from knowledge.evidence import Citation, Language, Statement
from knowledge.text.bilingual import Bilingual
from knowledge.text.language import Script

# A document must not hold control characters; Word calls a file that does broken.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f￾￿]")
_SMALL = Pt(9)


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """A heading (empty for none), its statements, and remarks of the product's own that claim nothing."""

    heading: str
    statements: tuple[Statement, ...] = ()
    remarks: tuple[str, ...] = ()


def document(
    title: str,
    sections: Sequence[Section],
    language: Language,
    script: Script = Script.HANS,
    *,
    day: dt.date | None = None,
    remark: str = "",
) -> bytes:
    """Write sections as .docx, with a ``remark`` under the title; ``day`` is that of the paper.

    Each statement carries the numbers of its sources, which follow on a new page, each once: what it is, whose and of
    which date, and below it where it is cited, with the words.
    """
    paper = _sheet(title, language, script, day)
    paper.add_heading(clean(title), level=1)
    if remark:
        paper.add_paragraph(clean(remark)).runs[0].font.size = _SMALL
    numbers = numbered(section.statements for section in sections)
    for section in sections:
        if section.heading:
            paper.add_heading(clean(section.heading), level=2)
        _add_statements(paper, section, numbers)
        for text in section.remarks:
            paper.add_paragraph(clean(text), style="List Bullet")
    _add_sources(paper, numbers, Bilingual("exports", language, script))
    return _written(paper)


def _sheet(title: str, language: Language, script: Script, day: dt.date | None) -> Document:
    paper = docx.Document()
    set_up(paper, language, script)
    describe(paper, clean(title), language, script, day)
    return paper


def _written(paper: Document) -> bytes:
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def _add_statements(paper: Document, section: Section, numbers: Mapping[Citation, int]) -> None:
    for statement in section.statements:
        paragraph = paper.add_paragraph(clean(statement.text), style="List Bullet")
        numbered_run(paragraph, [numbers[citation] for citation in statement.citations])


def _add_sources(paper: Document, numbers: dict[Citation, int], words: Bilingual, *, new_page: bool = True) -> None:
    """Add the numbered sources, each once, as a section or on a new page."""
    if not numbers:
        return
    heading = paper.add_heading(words("sources"), level=2)
    if new_page:
        on_new_page(heading)
    for cited in by_source(numbers):
        told = origin_of(cited.source, words.language, words.script)
        origin = paper.add_paragraph()
        origin.paragraph_format.keep_with_next = True
        origin.add_run(clean(told.title)).bold = True
        address = unquote(told.url)  # as a person reads it: 维基百科, not %E7%BB%B4
        origin.add_run(clean("".join(f" · {detail}" for detail in (*told.details, address) if detail)))
        for n, citation in cited.citations:
            origin = paper.add_paragraph(style="List Continue")
            quote = in_quotation_marks(words.written(citation.quote), words.script)
            origin.add_run(clean(f"[{n}] {words.written(citation.locator)} {quote}")).font.size = _SMALL


def numbered(groups: Iterable[Iterable[Statement]]) -> dict[Citation, int]:
    """Return the number of every citation, in order of first use."""
    numbers: dict[Citation, int] = {}
    for statements in groups:
        for statement in statements:
            for citation in statement.citations:
                numbers.setdefault(citation, len(numbers) + 1)
    return numbers


def clean(text: str) -> str:
    """Return text without what a document must not hold."""
    return _CONTROL.sub("", text)


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
    paper = _sheet(title, language, script, day)
    paper.core_properties.content_status = "Draft"
    _letter(paper, paragraphs, language)
    heading = paper.add_heading(clean(facts.heading), level=2)
    on_new_page(heading)
    if banner:
        paper.add_paragraph(clean(banner)).runs[0].bold = True
    numbers = numbered([facts.statements])
    _add_statements(paper, facts, numbers)
    for remark in facts.remarks:
        paper.add_paragraph(clean(remark))
    _add_sources(paper, numbers, Bilingual("exports", language, script), new_page=False)
    return _written(paper)


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


# Fonts that Word has on every system of these languages; a system without takes its own.
_EAST_ASIAN = {Script.HANS: "SimSun", Script.HANT: "PMingLiU"}
_LATIN = "Times New Roman"
_INK = RGBColor(0x22, 0x31, 0x3F)
_BODY, _TITLE, _HEADING = Pt(10.5), Pt(16), Pt(11.5)
_STYLES = ("Normal", "Heading 1", "Heading 2", "List Bullet", "List Continue")
_SIZES = {"Heading 1": _TITLE, "Heading 2": _HEADING}
_SPACE = {"Heading 1": (Pt(0), Pt(4)), "Heading 2": (Pt(7), Pt(2))}


def set_up(paper: Document, language: Language, script: Script) -> None:
    """Make the sheet A4, and its styles those of a plain printed paper."""
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2)
    for name in _STYLES:
        style = paper.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(key), None)
        fonts.set(qn("w:ascii"), _LATIN)
        fonts.set(qn("w:hAnsi"), _LATIN)
        fonts.set(qn("w:eastAsia"), _EAST_ASIAN[script])
        style.font.size = _SIZES.get(name, _BODY)
        if name in _SIZES:
            style.font.color.rgb = _INK
        before, after = _SPACE.get(name, (Pt(0), Pt(2)))
        style.paragraph_format.space_before, style.paragraph_format.space_after = before, after
        style.paragraph_format.line_spacing = 1.0
    _set_language(paper.styles["Normal"], language, script)


def describe(paper: Document, title: str, language: Language, script: Script, day: dt.date | None) -> None:
    """Set what the file says of itself: title, language and day, and nothing of the program that wrote it."""
    properties = paper.core_properties
    properties.title = title
    properties.language = language_tag(language, script)
    properties.author = properties.last_modified_by = ""
    properties.comments = ""
    if day is not None:
        properties.created = properties.modified = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def language_tag(language: Language, script: Script) -> str:
    """Return the language as files name it: zh-CN, zh-TW, en-GB."""
    if language is Language.EN:
        return "en-GB"
    return "zh-TW" if script is Script.HANT else "zh-CN"


def numbered_run(paragraph: Paragraph, numbers: Sequence[int]) -> None:
    """Add the numbers of sources above the line."""
    markers = "".join(f"[{number}]" for number in numbers)
    paragraph.add_run(markers).font.superscript = True


def on_new_page(paragraph: Paragraph) -> None:
    """Let a paragraph begin a page."""
    paragraph.paragraph_format.page_break_before = True


def _set_language(style: ParagraphStyle, language: Language, script: Script) -> None:
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    told = OxmlElement("w:lang")
    told.set(qn("w:val"), "en-GB")
    told.set(qn("w:eastAsia"), language_tag(Language.ZH, script) if language is Language.ZH else "zh-CN")
    properties.append(told)
