"""Read the sheets of a file by what it is, whatever its name ends in; what cannot be read says why, with the remedy."""

from __future__ import annotations

import io
import zipfile

from knowledge.archives import check_archive
from knowledge.encoding import decode
from knowledge.errors import DocumentError
from knowledge.tables.delimited import Malformed, read_delimited
from knowledge.tables.sheet import TooLarge, Workbook

MAX_BYTES = 50 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def read_workbook(data: bytes, name: str) -> Workbook:
    """Return the sheets of a file's bytes; ``name`` is what it is called in a DocumentError."""
    if len(data) > MAX_BYTES:
        raise DocumentError(
            name, f"the file has {len(data) / 1e6:.0f} MB, more than is read", "Split it into smaller files."
        )
    try:
        return _read(data, name)
    except (DocumentError, MemoryError):
        raise
    except TooLarge as error:
        raise DocumentError(
            name, f"the table has {error}", "Split it into smaller files, or keep only the rows that matter."
        ) from error
    except Malformed as error:
        raise DocumentError(name, str(error), "Export it again from the spreadsheet.") from error
    except Exception as error:  # parsers raise many kinds of error on damaged files
        detail = " ".join(str(error).split())[:120]
        raise DocumentError(
            name,
            f"it is not a readable workbook ({type(error).__name__}: {detail})",
            "Open it in the program that made it and save it again as .xlsx.",
        ) from error


def _read(data: bytes, name: str) -> Workbook:
    # The libraries behind the formats are slow to load.
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise DocumentError(
                name, "the file is protected by a password", "Open it, remove the password and save it again."
            )
        from knowledge.tables.xls import read_xls  # noqa: PLC0415 - see above

        return read_xls(data)
    if data.startswith(b"PK"):
        check_archive(io.BytesIO(data), name)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = set(archive.namelist())
        if "xl/workbook.bin" in parts:
            raise DocumentError(name, "it is a binary workbook (.xlsb)", "Open it in Excel and save it as .xlsx.")
        if "content.xml" in parts:
            from knowledge.tables.ods import read_ods  # noqa: PLC0415 - see above

            return read_ods(data)
        from knowledge.tables.xlsx import read_xlsx  # noqa: PLC0415 - see above

        return read_xlsx(data)
    if b"\x00" in data and not data.startswith(_WIDE):
        raise DocumentError(name, "the file is not text but binary data", "Save it as .xlsx or as CSV UTF-8.")
    return read_delimited(decode(data, name))
