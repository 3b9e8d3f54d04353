"""Read a model's answer as statements with their markers, whatever Markdown it is wrapped in."""

import re
from collections.abc import Iterator

from knowledge.answering.verification.claim import Draft
from knowledge.text.language import HAN
from knowledge.text.sentences import sentence_spans

# More numbers than this in one range are no citation.
_LONGEST_RANGE = 20
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_N = r"\^?[0-9０-９]{1,3}"
_WORD = r"(?:sources?|evidence|refs?|references?|citations?|cite|来源|來源|证据|證據|资料|資料|引用|出处|出處|文献)?\s*[:：#]?\s*"
_JOIN = r"\s*(?:[,，、;；/&]|and|和|及|[-–—~～至])\s*"
# [1], [1, 2], [1-3], 【1】, ［1］, 〔1〕, [^1], [来源1], 【1†source】; a link's address after it is dropped.
MARKER = re.compile(
    rf"\s*[\[［【〔]\s*{_WORD}{_N}(?:{_JOIN}{_WORD}{_N})*\s*(?:†[^\]】］〕]*)?[\]］】〕](?:\([^()\s]*\))?",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"([0-9０-９]{1,3})(?:\s*([-–—~～至])\s*(?:[^\d０-９\s]*)([0-9０-９]{1,3}))?")

# What a model thinks or calls before it answers: <think>…</think>, ◁think▷…◁/think▷, [THINK]…[/THINK], <|begin_of_thought|>….
_SAID_ASIDE = r"(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflection|analysis|scratchpad|tool_?calls?|function_?calls?)"
_OPENS = rf"(?:<\|?|◁|\[)\s*(?:begin_of_)?{_SAID_ASIDE}\s*(?:\|?>|▷|\])"
_CLOSES = rf"(?:<\|?|◁|\[)\s*(?:/|end_of_){_SAID_ASIDE}\s*(?:\|?>|▷|\])"
_THOUGHT = re.compile(rf"{_OPENS}.*?(?:{_CLOSES}|\Z)", re.DOTALL | re.IGNORECASE)
_LEFT_OPEN = re.compile(_CLOSES, re.IGNORECASE)
_FENCE = re.compile(r"^\s*(?:```|~~~).*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_QUOTE = re.compile(r"^\s*(?:>\s*)+")
_BULLET = re.compile(
    r"^\s*(?:[-*+•·‣▪◦–—]\s+|[-•·]\s*(?=[\u3400-\u9fff])|\(?\d{1,2}[.)、）]\s*(?!\d)|[（(]\d{1,2}[)）]\s*)"
)
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|~~|`+)(?=\S)(.+?)(?<=\S)\1")
_UNDERLINED = re.compile(r"(?<![\w_])_(?=\S)([^_]+?)(?<=\S)_(?![\w_])")
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")
_SPACE_BEFORE_STOP = re.compile(r"\s+(?=[。，、；：！？,.;:!?)）](?:\s|$|[\u3400-\u9fff]))")
_STOP = re.compile(r"[。！？!?.…]+[”’」』）)\"']*$")


def drafts(text: str) -> list[Draft]:
    """Return the statements of an answer in order.

    A marker belongs to the sentence in which or right after whose stop it stands; at the start of a line it belongs
    to what follows. Points without markers under a line that ends in a colon are read as one statement with it. A
    sentence without a marker cites nothing.
    """
    found: list[Draft] = []
    for line in _joined(list(_lines(text))):
        found += _line_drafts(line)
    return found


def without_thoughts(text: str) -> str:
    """Return a reply without what a model thinks or calls before it answers."""
    return _LEFT_OPEN.sub("\n", _THOUGHT.sub("", text))


def _lines(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the lines without their Markdown, each with whether it is a point of a list."""
    plain = _FENCE.sub("", without_thoughts(text)).replace("\r", "\n")
    lines = plain.split("\n")
    for index, raw in enumerate(lines):
        if not raw.strip() or _RULE.match(raw) or _TABLE_RULE.match(raw):
            continue
        if "|" in raw and index + 1 < len(lines) and _TABLE_RULE.match(lines[index + 1]) and "|" in lines[index + 1]:
            continue  # the head of a table names columns, it states nothing
        line = _QUOTE.sub("", raw)
        if _HEADING.match(line) and not MARKER.search(line):
            continue  # a heading without a marker states nothing
        line = _HEADING.sub("", line)
        point = _BULLET.match(line)
        line = line[point.end() :] if point else line
        if line.strip().startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            line = ("，" if HAN.search(line) else ", ").join(cell for cell in cells if cell)
        line = _LINK.sub(lambda match: match.group() if MARKER.fullmatch(match.group()) else match.group(1), line)
        line = _UNDERLINED.sub(r"\1", _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", line)))
        line = _SPACES.sub(" ", line).strip()
        if line:
            yield bool(point), line


def _joined(lines: list[tuple[bool, str]]) -> list[str]:
    """Put the points of a list that have no markers of their own behind the cited line that opens the list."""
    found: list[str] = []
    opened = False
    for is_point, line in lines:
        if opened and is_point and not MARKER.search(line):
            separator = "" if found[-1].endswith((":", "：")) else "；" if HAN.search(found[-1]) else ";"
            found[-1] = f"{found[-1]}{separator} {line.rstrip('。.;；,，')}"
            continue
        bare = MARKER.sub("", line).rstrip()
        opened = bare.endswith((":", "：")) and bool(MARKER.search(line))
        if opened:  # the marker may stand before the colon or behind it
            line = "".join(marker.group() for marker in MARKER.finditer(line)).strip() + " " + bare  # noqa: PLW2901 - the line as it is kept
        found.append(line)
    return found


def _line_drafts(line: str) -> list[Draft]:
    leading = MARKER.match(line)
    found: list[tuple[str, list[int]]] = []
    pending: list[int] = []
    for piece in _sentences(line):
        markers = list(MARKER.finditer(piece))
        numbers = [number for marker in markers for number in _numbers(marker.group())]
        bare = _clean(MARKER.sub("", piece))
        if not any(char.isalnum() for char in bare):
            if leading and (not found or not bare):
                pending += numbers
            elif found:
                found[-1][1].extend(numbers)
            continue
        found.append((bare, pending + numbers))
        pending = []
    return [Draft(text, tuple(dict.fromkeys(numbers))) for text, numbers in found]


def _sentences(line: str) -> Iterator[str]:
    """Yield sentences and, by themselves, the markers that stand between two; semicolons do not part statements."""
    # A marker must not hide the stop before it from the splitter, nor be torn apart by it.
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match.group())
        return f" \ue000{len(held) - 1}\ue001"

    hidden = MARKER.sub(hold, line)
    start = 0
    pieces: list[str] = []
    spans = sentence_spans(re.sub(r"\ue000\d+\ue001", lambda match: "A" + "a" * (len(match.group()) - 1), hidden))
    for _, end in spans:
        if hidden[start:end].rstrip().endswith((";", "；")) and end < len(hidden):
            continue
        pieces.append(hidden[start:end])
        start = end
    if hidden[start:].strip():
        pieces.append(hidden[start:])
    for piece in pieces:
        lead = re.match(r"(?:\s*\ue000\d+\ue001)+", piece)
        parts = [lead.group(), piece[lead.end() :]] if lead else [piece]
        for part in parts:
            if part.strip():
                yield re.sub(r"\ue000(\d+)\ue001", lambda match: held[int(match[1])], part)


def _numbers(marker: str) -> Iterator[int]:
    inside = marker[: marker.find("†")] if "†" in marker else marker
    inside = re.sub(r"\]\(.*", "]", inside)
    for first, dash, last in _NUMBERS.findall(inside):
        low = int(first.translate(_WIDE))
        high = int(last.translate(_WIDE)) if dash and last else low
        if low <= high < low + _LONGEST_RANGE:
            yield from range(low, high + 1)
        else:
            yield from (low, high)


def _clean(text: str) -> str:
    text = _SPACE_BEFORE_STOP.sub("", _SPACES.sub(" ", text)).strip()
    return text.lstrip("，、；：,;: ").strip()
