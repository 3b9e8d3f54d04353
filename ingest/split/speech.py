"""Find who speaks when (by times, or names before a colon), and the questions that a paper answers."""

import collections
import dataclasses
import itertools
import re
from collections.abc import Sequence

from ingest.document import Block, BlockKind, weight
from knowledge.evidence import Language
from knowledge.text.language import HAN

_MAX_SPEAKER_WEIGHT = 60
_MIN_TIMES = 2
_MIN_TURNS = 4
_MIN_NAMES = 2
_MIN_SHARE = 0.3
_TURN = re.compile(r"^(?P<name>[^\s:：。，,；;！？!?、][^:：。，,；;！？!?]{0,24})[:：]\s*(?P<rest>.*)", re.DOTALL)
_NO_NAME = re.compile(
    r"^(?:时间|地点|来源|日期|电话|网址|地址|备注|注|主题|内容|附件|单位|出席|参加|与会|列席|缺席|主持|记录|整理"
    r"|问|答|提问|回答|问题|答案|Q\d*|A\d*|Question|Answer"
    r"|Date|Source|Venue|URL|Note|Time|Place|Tel|Address|Present|Attendees|Chair|https?)$",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"^(?:出席|参加|与会|列席|主持|参会|Present|Attendees|Chair)", re.IGNORECASE)
_PERSON = re.compile(
    r"^[\u4e00-\u9fff]{2,4}$|(?:市长|主任|局长|处长|代表|先生|女士|主席|秘书长|主持人|记者)$|^(?:Mr|Ms|Mrs|Dr)\b"
)
_SPOKEN = re.compile(r"^\s*$|[。！？!?.…；;][”’」』）)\"']*\s*$")
_CLOCK = re.compile(r"(\d{1,2}:\d{2})(?::\d{2})?$")
_ROLE = re.compile(r"[(（](?:主持人|Host|Moderator|记者|Reporter)[)）]", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Speech:
    """Who speaks, and the time written beside it ("11:03"); ``opens`` on the first block of a turn."""

    speaker: str = ""
    time: str = ""
    opens: bool = False


def find_speech(blocks: Sequence[Block], languages: Sequence[Language]) -> tuple[list[Speech], set[int]]:
    """Return the speech of every block, and the positions of lines that only name a speaker."""
    times = [n for n, block in enumerate(blocks) if block.kind is BlockKind.TIMESTAMP]
    if len(times) >= _MIN_TIMES:
        return _timed(blocks, languages, times)
    return _dialogue(blocks)


def _timed(
    blocks: Sequence[Block], languages: Sequence[Language], times: Sequence[int]
) -> tuple[list[Speech], set[int]]:
    """Read a transcript: where it ends in a time, each time stands after its block, else before it."""
    after = times[-1] == len(blocks) - 1
    edges = [-1, *times] if after else [*times, len(blocks)]
    segments = [(start, end, end if after else start) for start, end in itertools.pairwise(edges)]
    known = _known_names(blocks)
    speeches = [Speech() for _ in blocks]
    lines: set[int] = set()
    for start, end, stamp in segments:
        clock = _CLOCK.search(blocks[stamp].text)
        time = clock.group(1) if clock else ""
        names: dict[Language, str] = {}
        for n in range(start + 1, end):
            if len(names) == len(Language) or languages[n] in names or not _is_speaker_line(blocks[n]):
                break
            names[languages[n]] = _name(blocks[n].text, known)
            lines.add(n)
        first = next(iter(names.values()), "")
        for n in range(min(start + 1, stamp), max(end, stamp + 1)):
            speeches[n] = Speech(names.get(languages[n], first), time, opens=n == start + 1)
    return speeches, lines


def _dialogue(blocks: Sequence[Block]) -> tuple[list[Speech], set[int]]:
    turns: dict[int, re.Match[str]] = {}
    for n, block in enumerate(blocks):
        match = _TURN.match(block.text) if block.kind is BlockKind.PARAGRAPH else None
        if match and not _NO_NAME.match(match["name"].strip()) and not match["rest"].startswith("//"):
            turns[n] = match
    counts = collections.Counter(match["name"].strip() for match in turns.values())
    present = " ".join(block.text for block in blocks if _PRESENT.match(block.text))
    repeated = {name for name, count in counts.items() if count > 1}
    names = repeated | {name for name in counts if repeated and (_PERSON.search(name) or name in present)}
    turns = {n: match for n, match in turns.items() if match["name"].strip() in names}
    # What people say has a stop at its end; a form has none.
    if 2 * sum(_SPOKEN.search(match["rest"]) is not None for match in turns.values()) < len(turns):
        return [Speech() for _ in blocks], set()
    paragraphs = sum(block.kind is BlockKind.PARAGRAPH for block in blocks)
    if len(names) < _MIN_NAMES or len(turns) < max(_MIN_TURNS, _MIN_SHARE * paragraphs):
        return [Speech() for _ in blocks], set()
    speeches: list[Speech] = []
    speaker = ""
    for n in range(len(blocks)):
        if n in turns:
            speaker = turns[n]["name"].strip()
        speeches.append(Speech(speaker, opens=n in turns))
    return speeches, {n for n, match in turns.items() if not match["rest"].strip()}


def _is_speaker_line(block: Block) -> bool:
    return block.text.endswith((":", "：")) and weight(block.text) <= _MAX_SPEAKER_WEIGHT


def _known_names(blocks: Sequence[Block]) -> set[str]:
    """Return the Chinese names that stand apart at the end of a speaker line."""
    names = (re.search(r"\s([\u4e00-\u9fff]{2,4})[:：]$", block.text) for block in blocks)
    return {match.group(1) for match in names if match}


def _name(line: str, known: set[str]) -> str:
    text = _ROLE.sub("", line).strip(" :：()（）-")
    if HAN.search(text):
        for name in known:
            if text.endswith(name):
                return name
        return text
    name = text.split(",")[0].strip()
    return " ".join(word.capitalize() if word.isupper() and len(word) > 1 else word for word in name.split())


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
