"""The sheet that a Word document is written on: paper, fonts, spacing, and what the file says of itself."""

import datetime as dt
from collections.abc import Sequence

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from knowledge.evidence import Language
from knowledge.text.language import Script

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
