"""Find a document's title, publisher and date in its own first lines, by the patterns such lines follow."""

import collections
import dataclasses
import difflib
import itertools
import re
from collections.abc import Sequence
from pathlib import PurePath

from ingest.clean import is_wrapping, letters, trim_controls
from ingest.document import Block, BlockKind, Document, weight
from ingest.readers.dates import find_date
from knowledge.calendar import PartialDate
from knowledge.evidence import Audience
from knowledge.language.dates import read_date as read_whole_date
from knowledge.language.times import find_points
from knowledge.text.invisible import visible
from knowledge.text.language import HAN, detect_language

# The lines in which a headline and a publication line are looked for.
HEAD_LINES = 12
_MAX_IMPRINT_WEIGHT = 80
_MAX_TITLE_WEIGHT = 60
_MIN_TITLE_WEIGHT = 1
_MAX_ORGANISATION_WEIGHT = 40
_MIN_ROWS = 3

TIMESTAMP = re.compile(r"^(?:[-*•]\s*)?((?:19|20)\d{2}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}(?::\d{2})?)$")
_SOURCE = re.compile(
    r"(?:信息来源|稿件来源|文章来源|来源|发布机构|发布单位|Source|Published by|Publisher)\s*[:：]\s*"
    r"(?P<name>.+?)\s*(?=(?:发表|发布|更新)?(?:时间|日期)|作者|编辑|浏览|字[体号]|\||\d{4}[-年/]|Date|Posted|$)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^[【\[(（]?(?:信息来源|稿件来源|文章来源|来源|(?:发表|发布|更新|成文|印发)?(?:时间|日期)|发布机构|发布单位|作者|记者|文号|关键词|原标题|"
    r"Source|Published(?: by| on)?|Publisher|Posted(?: by| on)?|Updated|Date|Author|By)\s*[:：]",
    re.IGNORECASE,
)
_ISSUE = re.compile(r"^(?P<name>[^\d\s,，。:：]{2,20})\s*[,，]?\s*(?P<year>(?:19|20)\d{2})年?\s*第?\s*\d{1,3}\s*期$")
# The head of an official paper: who issues it, and its number.
_LETTERHEAD = re.compile(r"^(?P<name>[^\d\s,，。:：]{1,39}[府办局委会部厅院社处组心团])\s?文\s?件$")
_NUMBER = re.compile(r"^[\u4e00-\u9fff]{1,12}\s?[〔\[（(【]\s?(?:19|20)\d{2}\s?[〕\]）)】]\s?第?\s?\d{1,5}\s?号$")
_KEYED = re.compile(r"^(?P<key>[^\s:：]{1,12})\s?[:：]\s?\S")
# A label that says when something is held, in a paper that is not about what was said there.
_HELD = re.compile(r"^(?:时间|日期|time|date)\s?[:：]", re.IGNORECASE)
_VENUE = re.compile(r"^(?:地点|会场|场地|venue|place)\s?[:：]", re.IGNORECASE)
_MINUTES = re.compile(r"纪要|记录|紀要|紀錄|简报|minutes", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\n]{9,}")
_OCCASION = re.compile(r"^[(（].{0,8}\d{4}年\d{1,2}月\d{1,2}日.*[)）]$")
_ORGANISATION = re.compile(
    r"人民政府$|[办局委会部府厅院社报刊网司处组心室]$|(?:Office|Committee|Bureau|Government|Council|Association|Department)$"
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_BARE_NAME = re.compile(r"^[\u4e00-\u9fff]{2,3}$|^[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}$")
_CLAUSE = re.compile(r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、．])")
_NO_TITLE = re.compile(
    r"^(?:Microsoft (?:Word|PowerPoint|Excel)\b.*|untitled.*|(?:新建.*)?文档\s*\d*|Document\s*\d*|Word Document"
    r"|\(?anonymous\)?|无标题)$"
    r"|\.(?:docx?|pdf|indd|xlsx?|pptx?|wps|rtf|txt|html?)$",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?:今天|这里|这|今日)(?:举行的|召开的)?是?(?P<name>[^,，。;；!！]{2,30}?(?:发布会|记者会|通气会|吹风会|座谈会|访谈))"
)
_REPORT = re.compile(r"现将(?P<name>[^,，。]{2,12}?)报告如下")


def describe(
    path: str,
    blocks: Sequence[Block],
    *,
    audience: Audience,
    title: str = "",
    publisher: str = "",
    published: PartialDate | None = None,
    url: str = "",
) -> Document:
    """Return the document of a file's blocks; what the caller does not know is looked for in the first lines.

    The headline becomes a TITLE block, publication lines IMPRINT blocks, times TIMESTAMP blocks. A document without a
    headline is named after its occasion (a report, a transcript), else after its file.
    """
    marked = _mark_timestamps([_seen(block) for block in blocks])
    title = visible(title)
    marked, headline = _mark_title(marked, title)
    marked = _mark_signature(_mark_imprint(marked))
    imprint = [trim_controls(block.text) for block in marked if block.kind is BlockKind.IMPRINT]
    found_date = _date(imprint, marked)
    found_publisher = find_publisher(imprint)
    published = published or found_date
    text = "\n".join(block.text for block in blocks)
    return Document(
        path=path,
        title=title or headline or _built_title(marked, imprint, published) or PurePath(path).stem,
        publisher=publisher or found_publisher,
        published=published,
        url=url,
        language=detect_language(text[:20_000]),
        blocks=tuple(marked),
        audience=audience,
    )


def _seen(block: Block) -> Block:
    """Return a block as it is seen."""
    # Longer blanks only lay a line out, and no pattern should run along them.
    text = _BLANKS.sub(" ", visible(block.text))
    columns, cells = tuple(map(visible, block.columns)), tuple(map(visible, block.cells))
    return dataclasses.replace(block, text=text, columns=columns, cells=cells)


def usable_title(title: str) -> str:
    """Return a title from a file's metadata, or nothing where a program put a file name or a placeholder there."""
    title = " ".join(title.split())
    return "" if _NO_TITLE.search(title) else title


def _mark_timestamps(blocks: Sequence[Block]) -> list[Block]:
    marked = []
    for block in blocks:
        match = TIMESTAMP.match(block.text) if block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} else None
        marked.append(dataclasses.replace(block, kind=BlockKind.TIMESTAMP, text=match.group(1)) if match else block)
    return marked


def _head(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of the lines before the text begins."""
    positions: list[int] = []
    for n, block in enumerate(blocks[: HEAD_LINES + 8]):
        if is_wrapping(block) and not is_imprint(block.text):
            continue
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TITLE, BlockKind.IMPRINT}:
            break
        text = trim_controls(block.text)
        if weight(text) > _MAX_IMPRINT_WEIGHT or (re.search(r"[。；]$|[a-z]\.$", text) and not _LABEL.match(text)):
            break
        positions.append(n)
    return positions[:HEAD_LINES]


def _mark_title(blocks: list[Block], title: str) -> tuple[list[Block], str]:
    if any(block.kind is BlockKind.TITLE for block in blocks):
        return blocks, next(block.text for block in blocks if block.kind is BlockKind.TITLE)
    found = _title_position(blocks, title)
    if found is None:
        return blocks, ""
    blocks[found] = dataclasses.replace(blocks[found], kind=BlockKind.TITLE)
    return blocks, blocks[found].text


def _title_position(blocks: Sequence[Block], title: str) -> int | None:
    """Return where the known title stands, or the first headline (a line that may be a name only for want of one)."""
    previous, name = "", None
    rows = _rows(blocks)
    for n in _head(blocks):
        text = blocks[n].text
        if n in rows:
            break
        if title:
            if letters(text) == letters(title):
                return n
        elif _BARE_NAME.match(text):
            name = n if name is None and not previous else name
        elif not is_imprint(text) and not _is_issuer(text, previous):
            if n + 1 < len(blocks) and _is_headline(text):
                return n
            # The text, a clause or a salutation begins here: there is no headline.
            break
        previous = text
    return name


def _is_headline(text: str) -> bool:
    ends_open = re.search(r"[。；;，,:：]$", text)
    return _MIN_TITLE_WEIGHT <= weight(text) <= _MAX_TITLE_WEIGHT and not ends_open and not _CLAUSE.match(text)


def _is_issuer(text: str, previous: str) -> bool:
    """Tell whether a line names who reports on the occasion that the line before states."""
    return bool(_OCCASION.match(previous) and _ORGANISATION.search(text))


def _rows(blocks: Sequence[Block]) -> set[int]:
    """Return the positions of head lines that are rows of a list: several with a date, or with the same key."""
    lines = {n: blocks[n].text for n in _head(blocks) if not _LABEL.match(blocks[n].text)}
    dates = {n: found.date for n, text in lines.items() if (found := find_date(text))}
    rows = set(dates) if len(set(dates.values())) > 1 else set()
    # Of other rows only the month or the year may be known.
    ends = {n for n, text in lines.items() if any(time.date and time.end == len(text) for time in find_points(text))}
    rows |= ends if len(ends) >= _MIN_ROWS else set()
    keys = {n: match["key"] for n, block in enumerate(blocks[:200]) if (match := _KEYED.match(block.text))}
    repeated = {key for key, count in collections.Counter(keys.values()).items() if count > 1}
    return rows | {n for n, key in keys.items() if key in repeated and not _LABEL.match(blocks[n].text)}


def is_imprint(text: str) -> bool:
    """Tell whether a line says who published a text, or when."""
    text = trim_controls(text)
    if weight(text) > _MAX_IMPRINT_WEIGHT or re.search(r"[。！？!?]$", text) or _CLAUSE.match(text):
        return False
    if any(pattern.match(text) for pattern in (_LABEL, _ISSUE, _OCCASION, _LETTERHEAD, _NUMBER)):
        return True
    found = find_date(text)
    if found is None or re.search(r"[。；;！？!?]", text):
        return False
    rest = _CLOCK.sub("", text[: found.start] + text[found.end :]).strip()
    if rest.endswith((":", "：")):
        return False  # a date of something else: "结好日期："
    return (found.start == 0 or found.end == len(text) or not rest) and weight(rest) <= _MAX_ORGANISATION_WEIGHT / 2


def _mark_imprint(blocks: list[Block]) -> list[Block]:
    seen: list[str] = []
    rows = _rows(blocks)
    head = [trim_controls(blocks[n].text) for n in _head(blocks)]
    is_event = any(map(_VENUE.match, head)) and not any(map(_MINUTES.search, head))
    for n in _head(blocks):
        block, text = blocks[n], trim_controls(blocks[n].text)
        if block.kind is not BlockKind.PARAGRAPH or n in rows or (is_event and _HELD.match(text)):
            continue
        byline = bool(_BARE_NAME.match(text)) and any(text in line for line in seen)
        signs = n > 0 and _signs(text) and any(_whole_date(after.text) for after in blocks[n + 1 : n + 2])
        if is_imprint(text) or byline or signs or _is_issuer(text, seen[-1] if seen else ""):
            seen.append(text)
            blocks[n] = dataclasses.replace(block, kind=BlockKind.IMPRINT)
    return blocks


def _mark_signature(blocks: list[Block]) -> list[Block]:
    """Mark who signed an official paper and when: the first line that is an organisation before one that is a date."""
    for n, (block, after) in enumerate(itertools.pairwise(blocks)):
        kinds = {block.kind, after.kind}
        if kinds != {BlockKind.PARAGRAPH} or not _signs(block.text) or _whole_date(after.text) is None:
            continue
        blocks[n : n + 2] = [dataclasses.replace(each, kind=BlockKind.IMPRINT) for each in (block, after)]
        break
    return blocks


def _signs(text: str) -> bool:
    return weight(text) <= _MAX_ORGANISATION_WEIGHT and _ORGANISATION.search(text) is not None


def _whole_date(text: str) -> PartialDate | None:
    """Return the day that a line is, and nothing but it; None for any other line."""
    if weight(text) > _MAX_ORGANISATION_WEIGHT / 2:
        return None
    try:
        date = read_whole_date(text)
    except ValueError:
        return None
    return date if date.day is not None else None


def _date(imprint: Sequence[str], blocks: Sequence[Block]) -> PartialDate | None:
    times = [block.text for block in blocks if block.kind is BlockKind.TIMESTAMP][:1]
    for line in (*imprint, *times):
        found = find_date(line)
        date = found.date if found is not None else _whole_date(line)
        if date is not None:
            return date
    issues = [match for match in map(_ISSUE.match, imprint) if match]
    return PartialDate(int(issues[0]["year"])) if issues else None


def find_publisher(imprint: Sequence[str]) -> str:
    """Return the publisher that publication lines name, or nothing."""
    for line in imprint:
        match = _SOURCE.search(line)
        if match:
            return match["name"].strip()
    for line in imprint:
        match = _ISSUE.match(line) or _LETTERHEAD.match(line)
        if match:
            return match["name"]
    for line in imprint:
        if _LABEL.match(line) or _OCCASION.match(line) or _NUMBER.match(line):
            continue
        found = find_date(line)
        rest = line if found is None else _CLOCK.sub("", line[: found.start] + line[found.end :]).strip(" |·-—,")
        if rest and not _BARE_NAME.match(rest):
            return rest
    return ""


def _built_title(blocks: Sequence[Block], imprint: Sequence[str], published: PartialDate | None) -> str:
    """Name a document without a headline after its occasion: a report to a meeting, a transcript."""
    text = "\n".join(block.text for block in blocks)[:5000]
    when = f"({published.isoformat()})" if published else ""
    if any(block.kind is BlockKind.TIMESTAMP for block in blocks):
        event = _EVENT.search(text)
        if HAN.search(text) is None:
            return f"Transcript {when}".rstrip()
        return f"{event['name'] if event else ''}实录{when}"
    if any(_OCCASION.match(line) for line in imprint):
        report = _REPORT.search(text)
        subject = _common_subject([block.text for block in blocks if block.text.startswith(("一、", "二、", "三、"))])
        about = f":{subject}" if subject else ""
        return f"{find_publisher(imprint)}{report['name'] if report else ''}报告{about}{when}"
    return ""


def _common_subject(headings: Sequence[str]) -> str:
    """Return the longest words that the first headings share (at least four characters)."""
    shared = headings[0] if len(headings) > 1 else ""
    for heading in headings[1:]:
        match = difflib.SequenceMatcher(None, shared, heading, autojunk=False).find_longest_match()
        shared = shared[match.a : match.a + match.size]
    return shared if len(shared) >= len("国际友城") else ""
