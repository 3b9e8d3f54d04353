"""Look at a file before a parser does: its size, what it really is, whether it unpacks to something sane."""

import re
from pathlib import Path

from knowledge.archives import check_archive
from knowledge.errors import DocumentError

__all__ = ["check_archive", "check_characters", "read_bytes", "require", "sniff"]

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_CHARACTERS = 4_000_000
# A text has line ends and tabs; more other control characters than this, and it is something else.
MAX_CONTROL_SHARE = 0.002

_SNIFFED = 4096
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x89PNG", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"\x1f\x8b", "gzip archive"),
    (b"Rar!", "RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"{\\rtf", "rtf"),
)
_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

_NAMES = {
    "pdf": ("a PDF document", "Give it the ending .pdf."),
    "docx": ("a Word document", "Give it the ending .docx."),
    "xlsx": ("an Excel workbook", "Give it the ending .xlsx."),
    "html": ("a web page", "Give it the ending .html."),
    "pptx": ("a presentation", "Give it the ending .pptx."),
    "ofd": ("an OFD document", "Give it the ending .ofd."),
    "odt": ("an OpenDocument text", "Give it the ending .odt."),
    "text": ("plain text", "Give it the ending .txt (or .md, .csv)."),
    "rtf": ("a Rich Text document", "Open it in Word or LibreOffice and save it as .docx."),
    "doc": ("an old Word document (.doc)", "Open it in Word or LibreOffice and save it as .docx."),
    "xls": ("an old Excel workbook (.xls)", "Open it in Excel or LibreOffice and save it as .xlsx."),
    "ole": ("an old Office file", "Open it in LibreOffice and save it as .docx or .xlsx."),
    "locked": ("an Office file protected by a password", "Open it, remove the password and save it again."),
    "zip": ("a ZIP archive", "Unpack it and add the documents inside."),
    "binary": ("not text but binary data", "Check what the file is and convert it to a format that is read."),
}


def read_bytes(path: Path, relative: str) -> bytes:
    """Return a file's bytes; raise DocumentError when it is empty, too large or cannot be opened."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise DocumentError(
                relative,
                f"the file has {size / 1e6:.0f} MB, more than the {MAX_FILE_BYTES // 1024**2} MB that are read",
                "Split it into smaller files, or keep only the part that matters.",
            )
        data = path.read_bytes()
    except OSError as failure:
        raise DocumentError(
            relative, f"the file cannot be opened ({failure.strerror})", "Check that it exists and may be read."
        ) from failure
    if not data.strip(b"\x00\t\n\r\x0b\x0c \xef\xbb\xbf\xff\xfe"):
        raise DocumentError(relative, "the file is empty", "Add its text, or remove the file.")
    return data


def sniff(data: bytes) -> str:
    """Return what bytes are: pdf, docx, xlsx, zip, doc, xls, locked, ole, rtf, html, text, binary or a plain name."""
    head = data[:_SNIFFED]
    kind = next((name for magic, name in _MAGIC if head.startswith(magic)), "")
    if kind == "zip":
        return _zip_kind(data)
    if kind == "ole":
        return _ole_kind(data)
    if kind:
        return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if not head.startswith(_UTF16):
        sample = data[: 64 * _SNIFFED]
        if b"\x00" in data or len(_CONTROL.findall(sample)) > MAX_CONTROL_SHARE * len(sample):
            return "binary"
    return "html" if _HTML.match(head) else "text"


def require(data: bytes, wanted: str, relative: str) -> None:
    """Raise DocumentError, saying what the file really is, unless the bytes are of the wanted kind."""
    found = sniff(data)
    if found == wanted:
        return
    name, remedy = _NAMES.get(found, (f"a {found}", "Convert it to a format that is read."))
    if found == "text" and wanted in {"docx", "xlsx", "pdf"}:
        name, remedy = (
            f"not a {wanted.upper()} file but text, or damaged",
            "Export it again, or give it its true ending.",
        )
    raise DocumentError(relative, f"the file is {name}", remedy)


def check_characters(text: str, relative: str) -> str:
    """Return the text; raise DocumentError when it is too long to be one document or has nothing in it."""
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(
            relative,
            f"the text has {len(text):,} characters, more than the {MAX_CHARACTERS:,} that are read",
            "Split it into smaller files.",
        )
    if not any(char.isalnum() for char in text):
        raise DocumentError(relative, "the file holds no words", "Add its text, or remove the file.")
    return text


def _zip_kind(data: bytes) -> str:
    # The names of an archive's parts stand uncompressed in its directory at the end and before each part.
    if b"word/document" in data:
        return "docx"
    if b"xl/workbook" in data:
        return "xlsx"
    if b"ppt/presentation" in data:
        return "pptx"
    if b"OFD.xml" in data:
        return "ofd"
    return "odt" if b"application/vnd.oasis.opendocument.text" in data[:_SNIFFED] else "zip"


def _ole_kind(data: bytes) -> str:
    for name, kind in (
        ("EncryptedPackage", "locked"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
    ):
        if name.encode("utf-16-le") in data:
            return kind
    return "ole"
