"""Word documents written element by element, for what no library writes: changes, fields, controls, notes, numbers."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_STRICT = {
    W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    R: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def run(text: str, looks: str = "") -> str:
    """Write a run."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def laid_over(*code: str) -> str:
    """Write a field that has no result, its code in so many runs."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    written = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in code)
    return mark.format("begin") + written + mark.format("end")


def par(*inner: str, looks: str = "") -> str:
    """Write a paragraph of runs, or of a plain text."""
    content = "".join(each if each.startswith("<") else run(each) for each in inner)
    return f"<w:p><w:pPr>{looks}</w:pPr>{content}</w:p>"


def listed(text: str, *, num: int = 1, level: int = 0) -> str:
    """Write a numbered paragraph."""
    return par(text, looks=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def table(*rows: list[str], first: str = "") -> str:
    """Write a table of texts, or of cells as elements."""
    lines = []
    for n, row in enumerate(rows):
        cells = "".join(each if each.startswith("<") else f"<w:tc>{par(each)}</w:tc>" for each in row)
        lines.append(f"<w:tr>{first if n == 0 else ''}{cells}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def cell(text: str, looks: str = "") -> str:
    """Write a cell of a table."""
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{par(text)}</w:tc>"


def numbering(*levels: tuple[str, str], more: str = "") -> str:
    """Write the numbering part with list 1 of levels of (format, text)."""
    written = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    return (
        f'<w:numbering {_NAMESPACES}><w:abstractNum w:abstractNumId="0">{written}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}</w:numbering>'
    )


def part(name: str, inner: str) -> str:
    """Write a part with a root element of a name."""
    return f"<w:{name} {_NAMESPACES}>{inner}</w:{name}>"


def word_bytes(*body: str, **parts: str | bytes) -> bytes:
    """Write a .docx of body elements and further parts, by the last word of their relationship (numbering=...)."""
    out = io.BytesIO()
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{R}/{kind.rstrip("0123456789")}" Target="{kind}.xml"/>' for kind in parts
    )
    main = f'<Relationship Id="a" Type="{R}/officeDocument" Target="word/document.xml"/>'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f"<Relationships>{main}</Relationships>",
        "word/document.xml": part("document", f"<w:body>{''.join(body)}</w:body>"),
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    files |= {f"word/{kind}.xml": content for kind, content in parts.items()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def strict(data: bytes) -> bytes:
    """Write a document in the strict form of the standard, whose names differ."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for transitional, changed in _STRICT.items():
                content = content.replace(transitional.encode(), changed.encode())
            new.writestr(name, content)
    return out.getvalue()
