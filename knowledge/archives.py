"""Look at an Office archive before a parser does: whole, without a password, and unpacking to a sane size."""

import zipfile
from typing import IO

from knowledge.errors import DocumentError

MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_UNPACKED_PART_BYTES = 150 * 1024 * 1024
MAX_PACKING_RATIO = 200
# Below this size a high ratio does no harm (a sheet of equal numbers packs very well).
RATIO_MATTERS_BYTES = 20 * 1024 * 1024
MAX_ZIP_ENTRIES = 5_000
_HEAD = 4096


def check_archive(stream: IO[bytes], relative: str) -> None:
    """Raise DocumentError unless an Office archive is whole, without a password, and unpacks to a sane size."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _inspect(archive, relative)
    except (DocumentError, MemoryError):
        raise
    except Exception as failure:  # zipfile raises many kinds of error on damaged archives
        raise DocumentError(
            relative, f"the file is damaged ({failure})", "Open it in Word, Excel or LibreOffice and save it again."
        ) from failure


def _inspect(archive: zipfile.ZipFile, relative: str) -> None:
    entries = archive.infolist()
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    largest = max((entry.file_size for entry in entries), default=0)
    bomb = unpacked > MAX_UNPACKED_BYTES or largest > MAX_UNPACKED_PART_BYTES or len(entries) > MAX_ZIP_ENTRIES
    bomb |= unpacked > RATIO_MATTERS_BYTES and unpacked > MAX_PACKING_RATIO * packed
    if bomb:
        raise DocumentError(
            relative,
            f"the file unpacks from {packed:,} to {unpacked:,} bytes in {len(entries)} parts, as no document does",
            "Do not open it; ask whoever sent it for a clean copy.",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentError(
            relative,
            "the file is an Office file protected by a password",
            "Open it, remove the password and save it again.",
        )
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            _refuse_entities(archive, entry, relative)


def _refuse_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, relative: str) -> None:
    with archive.open(entry) as part:
        head = part.read(_HEAD)
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise DocumentError(
            relative,
            f"its part {entry.filename} declares XML entities, which no Office program writes",
            "Do not open it; ask whoever sent it for a clean copy.",
        )
