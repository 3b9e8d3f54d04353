"""Builders of small files of every format, and the real papers where they are at hand."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from ingest.document import Document
from ingest.readers import read
from knowledge.evidence import Audience

PAPERS = Path(__file__).parents[2].parent / "shared" / "source_documents"


def pdf_bytes(pages: Sequence[Sequence[str]], *, title: str = "", password: str = "") -> bytes:
    """Write a PDF whose pages show the given lines, Chinese or Latin, one below the other."""
    writer = PdfWriter()
    descendant = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/DW"): NumberObject(1000),
        }
    )
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/Encoding"): NameObject("/GBK-EUC-H"),
            NameObject("/DescendantFonts"): ArrayObject([descendant]),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        drawn = "".join(f"<{line.encode('gbk').hex()}> Tj 0 -16 Td\n" for line in lines)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 10 Tf 50 800 Td\n{drawn}ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
    if title:
        writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx_bytes(paragraphs: Sequence[tuple[str, str]], table: Sequence[Sequence[str]] = ()) -> bytes:
    """Write a Word document of (text, style) paragraphs and a table."""
    document = docx.Document()
    for text, style in paragraphs:
        document.add_paragraph(text, style=style or None)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for r, row in enumerate(table):
            for c, value in enumerate(row):
                grid.cell(r, c).text = value
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_bytes(sheets: dict[str, Sequence[Sequence[object]]]) -> bytes:
    """Write a workbook of named sheets of rows."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@pytest.fixture(name="make_pdf")
def _make_pdf() -> Callable[..., bytes]:
    return pdf_bytes


@pytest.fixture(name="make_docx")
def _make_docx() -> Callable[..., bytes]:
    return docx_bytes


@pytest.fixture(name="make_xlsx")
def _make_xlsx() -> Callable[..., bytes]:
    return xlsx_bytes


@pytest.fixture(name="read_bytes_as")
def _read_bytes_as(tmp_path: Path) -> Callable[[str, bytes], Document]:
    def read_as(name: str, data: bytes) -> Document:
        path = tmp_path / name
        path.write_bytes(data)
        return read(path, relative=name, audience=Audience.PUBLIC)

    return read_as


@pytest.fixture(name="paper")
def _paper() -> Callable[[str], Path]:
    def find(prefix: str) -> Path:
        found = sorted(PAPERS.glob(f"{prefix}*.txt"))
        if not found:
            pytest.skip("the five papers are not beside this repository")
        return found[0]

    return find
