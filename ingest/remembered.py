"""What the keeper answered about tables of ties: kept in a hidden file beside them, for the next of the same header."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = ".tables.json"


def remembered_at(folder: Path, root: Path) -> dict[str, dict[str, str]]:
    """Return the answers that hold in a folder, by the shape of a header: its own, then those of the folders above."""
    found: dict[str, dict[str, str]] = {}
    for path in _files(folder, root):
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(kept, dict):
            found = {shape: answers for shape, answers in kept.items() if isinstance(answers, dict)} | found
    return found


def remember(folder: Path, shape: str, answers: Mapping[str, str]) -> Path:
    """Keep the answers for a shape of header and return the file that holds them; may raise OSError."""
    path = folder / NAME
    kept = remembered_at(folder, folder)
    kept[shape] = dict(answers)
    partial = path.with_name(f"{NAME}.partial")
    partial.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
    partial.replace(path)
    return path


def _files(folder: Path, root: Path) -> list[Path]:
    # resolve() would follow links out of the corpus.
    below, top = Path(os.path.abspath(folder)), Path(os.path.abspath(root))  # noqa: PTH100 - see above
    folders = [below, *(parent for parent in below.parents if parent == top or parent.is_relative_to(top))]
    return [path for each in folders if (path := each / NAME).is_file()]
