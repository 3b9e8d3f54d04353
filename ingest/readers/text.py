"""Read plain text: a block a line, or a block a paragraph where the lines are wrapped."""

import re
from collections.abc import Sequence
from pathlib import Path

from rich.cells import cell_len

from ingest.document import Block, BlockKind, Document
from ingest.readers.files import check_characters, read_bytes, require
from ingest.readers.metadata import describe
from knowledge.encoding import decode
from knowledge.evidence import Audience

# Columns of a line that an editor wrapped; a wide character takes two.
_WRAPPED_COLUMNS = range(48, 130)
_MIN_WRAPPED_LINES = 3
_MAX_ENDED_SHARE = 0.34
_BULLET = re.compile(r"^[-*•●▪◦·]\s+(?=\S)")
_STARTS_ITEM = re.compile(r"^(?:[-*•●▪◦·]\s|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、．])")
_ENDED = re.compile(r"[。！？!?.；;:：][”’」』）)\"']*$")


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a .txt file."""
    data = read_bytes(path, relative)
    require(data, "text", relative)
    text = check_characters(decode(data, relative), relative)
    return describe(relative, blocks_of(text), audience=audience)


def blocks_of(text: str, *, page: int | None = None) -> list[Block]:
    """Return the blocks of a plain text, each verbatim but for the white space around it."""
    blocks: list[Block] = []
    group: list[str] = []
    for line in (*text.split("\n"), ""):
        if line.strip():
            group.append(line.strip())
            continue
        blocks += _group_blocks(group, page, gap=bool(blocks))
        group = []
    return blocks


def is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether lines are one paragraph that an editor broke at a width."""
    if len(lines) < _MIN_WRAPPED_LINES or any(_STARTS_ITEM.match(line) for line in lines[1:]):
        return False
    full = lines[:-1]
    ended = sum(bool(_ENDED.search(line)) for line in full)
    return all(cell_len(line) in _WRAPPED_COLUMNS for line in full) and ended <= _MAX_ENDED_SHARE * len(full)


def _group_blocks(lines: Sequence[str], page: int | None, *, gap: bool) -> list[Block]:
    if is_wrapped(lines):
        return [Block("\n".join(lines), page=page, gap=gap)]
    blocks = []
    for n, line in enumerate(lines):
        text = _BULLET.sub("", line)
        kind = BlockKind.PARAGRAPH if text == line else BlockKind.LIST_ITEM
        blocks.append(Block(text, kind, page=page, gap=gap and n == 0))
    return blocks
