"""A model's answer as statements with their markers, whatever Markdown it is wrapped in, and without what only leads in."""

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


_ANSWER = re.compile(
    r"(?:是的?|对的?|没错|有的?|没有|不是|不|不行|可以|当然|yes|no|not yet|correct|right|indeed)"
    r"(?:\s*[,，:：;；]+\s*|\s+[—–-]+\s+)",
    re.IGNORECASE,
)
_PAPER_ZH = (
    r"(?:来源|來源|材料|资料|資料|文件|公告|通知|通告|年鉴|年鑑|规定|規定|办法|辦法|章程|报道|報導|报告|報告|原文|文中|内容|內容|纪要|紀要|"
    r"简介|簡介|须知|須知|记录|記錄|说明|說明|消息|上述)"
)
_PAPER_EN = (
    r"(?:sources?|text|notice|documents?|article|report|page|minutes|newsletter|announcement|guidelines?|rules?|yearbook|"
    r"programme|program|papers?|materials?|records?|passage|evidence)"
)
_SOURCE = re.compile(
    rf"(?:根据|根據|依据|依據|依照?|按照?|据|據|从|從|在)?(?:公布|发布|發布|官方|相关|相關|有关|有關|这[份篇]|该|該)?的?{_PAPER_ZH}[上中里裡]?的?"
    r"(?:规定|規定|介绍|介紹|说法|說法|记载|記載|内容|內容|显示|顯示|写的是|寫的是|说|說|看|来看|來看|要求|推算|所述|所说|所說|写明|寫明)*[,，:：]\s*"
    rf"|(?:according to|as per|per|based on|from|as|as far as) (?:the |this |its |their )?(?:\w+ )?{_PAPER_EN}"
    r"(?: (?:has it|says?|states?|puts? it|notes?|reports?|shows?|tells?|go(?:es)?))?[,:]\s*"
    rf"|(?:from|going by) what (?:is|was) (?:published|stated|written|known)[,:]\s*"
    rf"|(?:the (?:\w+ )?{_PAPER_EN} (?:says?|states?|notes?|reports?|shows?|tells? us)"
    r"|it(?: is|'s|’s) (?:stated|said|noted|written|reported)) that\s+",
    re.IGNORECASE,
)

# 是2006年,广州与…: the answer before the sentence that says it.
_IT_IS = re.compile(r"^是(?=[\d一二三四五六七八九十年月日]+[,，])")


def without_leads(folded: str) -> str:
    """Return a statement from where it speaks of its matter; all of it where nothing would be left."""
    rest = _IT_IS.sub("", folded)
    for pattern in (_SOURCE, _ANSWER, _SOURCE):
        if (match := pattern.match(rest)) and len(rest) > match.end():
            rest = rest[match.end() :]
    return rest
