"""An empty record table for a keeper to fill in, as a workbook that explains its columns."""

import io

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from knowledge.evidence import Language
from knowledge.records.chinese import chinese_name
from knowledge.records.model import RecordKind
from knowledge.records.schema import RECORD_SCHEMAS

_TEXT_FORMAT = "@"
_ROWS_TO_FORMAT = 500
_AUTHOR = "City Exchange Bot"
_WIDEST = 40


def template_workbook(kind: RecordKind, language: Language = Language.EN) -> bytes:
    """Return the empty table of a kind, its header in a language; both are read alike.

    The columns are explained in comments and on a second sheet; the cells are text, so that a spreadsheet does not
    turn 1979-05 into a day.
    """
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = kind.value
    notes = workbook.create_sheet("columns")
    notes.append(["column", "or in Chinese", "must be filled", "what goes in it"])
    for number, column in enumerate(RECORD_SCHEMAS[kind], start=1):
        name = chinese_name(column.name) if language is Language.ZH else column.name
        cell = sheet.cell(1, number, name)
        cell.font = Font(bold=column.required)
        cell.comment = Comment(column.description, _AUTHOR)
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = min(_WIDEST, len(column.name) + 6)
        for row in range(2, _ROWS_TO_FORMAT + 2):
            sheet.cell(row, number).number_format = _TEXT_FORMAT
        notes.append([column.name, chinese_name(column.name), "yes" if column.required else "", column.description])
    sheet.freeze_panes = "A2"
    for letter, width in (("A", 20), ("B", 20), ("C", 16), ("D", 90)):
        notes.column_dimensions[letter].width = width
    for cell in notes["D"]:
        cell.alignment = Alignment(wrap_text=True)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()
