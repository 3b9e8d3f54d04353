"""Find the questions that a paper answers: 问/答, Q/A, lines that ask and are followed by what answers them."""

import itertools
import re
from collections.abc import Sequence

from ingest.document import Block, BlockKind, weight
from ingest.split.speech import Speech

_QUESTION = re.compile(r"^(?:问|提问|问题|Question|Q)\s?[\d一二三四五六七八九十]{0,3}\s?[:：.、)）]", re.IGNORECASE)
_ANSWER = re.compile(r"^(?:答|回答|答复|解答|Answer|A)\s?[\d一二三四五六七八九十]{0,3}\s?[:：.、)）]", re.IGNORECASE)
_ASKS = re.compile(r"[?？][”’」』）)\"']*$")
_MAX_WEIGHT = 100
_MIN_UNMARKED = 2
_TEXTUAL = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM})


def find_questions(blocks: Sequence[Block], speeches: Sequence[Speech]) -> set[int]:
    """Return the positions of blocks that ask what the next one answers; it stands above its answer like a heading."""
    spoken = any(speech.speaker for speech in speeches)
    marked = {n for n, block in enumerate(blocks) if block.kind in _TEXTUAL and _QUESTION.match(block.text)}
    if marked and any(_ANSWER.match(block.text) for block in blocks):
        return {n for n in marked if n + 1 < len(blocks)}
    asking = {
        n
        for n, (block, after) in enumerate(itertools.pairwise(blocks))
        if _asks(block) and not _asks(after) and after.kind in _TEXTUAL
    }
    if spoken:
        # A turn that asks, and the reply of somebody else.
        return {n for n in asking if speeches[n].speaker and speeches[n].speaker != speeches[n + 1].speaker}
    return asking if len(asking) >= _MIN_UNMARKED else set()


def _asks(block: Block) -> bool:
    return block.kind in _TEXTUAL and weight(block.text) <= _MAX_WEIGHT and _ASKS.search(block.text) is not None
