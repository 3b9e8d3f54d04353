"""Parse a web page, within bounds: what stands in a file of that name, or in one that is called a workbook."""

import re

import lxml.html
from lxml import etree

from knowledge.encoding import decode
from knowledge.errors import DocumentError
from knowledge.text.raised import raised

MAX_HTML_CHARACTERS = 3_000_000
# Deeper nesting is no page that anyone wrote, and parsers recurse into it.
MAX_NESTING = 200
MAX_ELEMENTS = 60_000
# The parser compares each attribute with all before it.
MAX_WORDS_OF_A_TAG = 20_000
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]+)", re.IGNORECASE)
_CHARSETS = {
    b"gb2312": "gb18030",
    b"gbk": "gb18030",
    b"gb18030": "gb18030",
    b"big5": "big5hkscs",
    b"big5-hkscs": "big5hkscs",
}
_HIDDEN = re.compile(r"(?:^|;)\s{0,9}(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.IGNORECASE)
_STRUCK = frozenset({"del", "s", "strike"})
_GONE = "gone"
_LINE_THROUGH = re.compile(r"(?:^|;)\s{0,9}text-decoration(?:-line)?\s{0,9}:[^;]{0,80}line-through", re.IGNORECASE)


def parse(data: bytes, relative: str) -> etree._Element:
    """Return the tree of a page; raise DocumentError when it is too long or no page that anyone wrote."""
    text = _decode(data, relative)
    if len(text) > MAX_HTML_CHARACTERS:
        raise DocumentError(
            relative,
            f"the page has more than {MAX_HTML_CHARACTERS:,} characters",
            "Save only its text, as .txt or .md.",
        )
    # Without the declaration of an encoding: the page is decoded already. An entity bomb does not expand in HTML.
    if any(len(tag.partition(">")[0].split()) > MAX_WORDS_OF_A_TAG for tag in text.split("<")):
        raise DocumentError(
            relative, "one of its elements has too many attributes", "Save only its text, as .txt or .md."
        )
    tree = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise DocumentError(
            relative,
            f"the page has more than {MAX_ELEMENTS:,} elements",
            "Save its tables as .csv or .xlsx, and its text as .txt or .md.",
        )
    if _depth(tree) > MAX_NESTING:
        raise DocumentError(
            relative, f"its elements are nested more than {MAX_NESTING} deep", "Save only its text, as .txt or .md."
        )
    for element in tree.iter("sup"):
        before = element.getprevious()
        parent = element.getparent()
        above = (parent.text if parent is not None else "") if before is None else before.tail
        element.text = raised(above or "", element.text or "")
    return tree


def text_of(element: etree._Element) -> str:
    """Return the text of an element on one line."""
    return " ".join("".join(str(part) for part in element.itertext()).split())


def is_hidden(element: etree._Element) -> bool:
    """Tell whether a page says that an element is not shown."""
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def leave_out_struck(tree: etree._Element) -> int:
    """Take what is struck out from a page; return how many texts that were."""
    struck: list[etree._Element] = []
    within: set[etree._Element] = set()
    for element in tree.iter(etree.Element):
        if element.getparent() in within:
            within.add(element)
        elif element.tag in _STRUCK or _LINE_THROUGH.search(element.get("style") or ""):
            within.add(element)
            struck.append(element)
    said = sum(bool(text_of(element)) for element in struck)
    for element in struck:
        element.tag = _GONE
    etree.strip_elements(tree, _GONE, with_tail=False)
    return said


def _decode(data: bytes, relative: str) -> str:
    """Decode by the page's own declaration where it names a Chinese encoding and holds, else by its bytes."""
    match = _CHARSET.search(data[:4096])
    declared = _CHARSETS.get(match.group(1).lower()) if match else None
    if declared:
        try:
            return data.decode(declared)
        except UnicodeDecodeError:
            pass
    return decode(data, relative)


def _depth(tree: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
