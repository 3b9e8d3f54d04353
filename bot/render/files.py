"""What files that are sent are called and captioned."""

from __future__ import annotations

import re

# Telegram takes no longer caption; what is read beside a file is shorter anyway.
CAPTION_UNITS = 1024
_NAME_LETTERS = 60
# Letters and figures of any script, and what names are made of; all else may mean something to some file system.
_UNSAFE = re.compile(r"[^\w\u3400-\u9fff-]+")


def file_name(title: str) -> str:
    """Return a title as the name of a file, without an ending: 里昂简况-2026年11月29日."""
    return _UNSAFE.sub("-", title).strip("-")[:_NAME_LETTERS].rstrip("-") or "file"
