"""Leave out of a web page what is not its text: scripts, menus, what is hidden, what stands around it."""

import itertools
import re
from collections.abc import Iterator

import lxml.html
import trafilatura
from lxml import etree

from knowledge.pages import is_hidden, text_of

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
) | set(HEADINGS)
# What may hold an article and more beside it.
_CONTAINERS = frozenset("article body center div form main section table tbody td tr".split())
_NEVER = frozenset(
    "audio button canvas dialog embed head iframe input link map meta nav noscript object script select style svg "
    "template textarea title video rt rp".split()
)
_ASIDE = frozenset({"aside", "footer"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar"})
_AROUND = re.compile(
    r"(?:^|[-_ ])(?:nav(?:bar|igation)?|(?:top|main|side|left|right|sub)?menu|bread-?crumbs?|crumbs?|side-?bar|share|"
    r"sharing|pagination|pager|copyright|footer|cookie|skip-?link|login|search-?(?:box|form)?|wzdh|dqwz|daohang)"
    r"(?:$|[-_ \d])",
    re.IGNORECASE,
)
_MIN_LINKS = 3
_LINK_SHARE = 0.7
# The share of the article's text that a part of the page holds when the article is in it.
_WHOLE = 0.97
_MOST = 0.5
_MIN_LETTERS = 6
_SPANS = re.compile(r'\b(?:col|row)span="[^"]{0,20}"')


def article(tree: etree._Element) -> etree._Element | None:
    """Return the part of a page that holds its article, what stands around it removed from the tree; None: no text.

    Which sentences make up the article, trafilatura says; the part that holds them is taken whole, so that tables,
    lists and repetitions stay as they are written.
    """
    body = tree.find("body")
    if body is None:
        return None
    # It writes every row as wide as the widest span says, which may be said to be a million columns.
    markup = _SPANS.sub("", lxml.html.tostring(tree, encoding="unicode"))
    extracted = trafilatura.extract(markup, include_comments=False, include_tables=True, favor_recall=True)
    told = letters(extracted or "")
    _prune(body, told)
    weights = _weights(body, told)
    part = body
    while True:
        holders = (each for each in part if each.tag in _CONTAINERS and not is_data(each))
        inner = max(holders, key=lambda each: weights.get(each, 0), default=None)
        if inner is None or not weights.get(part) or weights.get(inner, 0) < _WHOLE * weights[part]:
            return part
        part = inner


def is_data(element: etree._Element) -> bool:
    """Tell whether an element is a table of data: one with a single row or column, or tables in it, only lays out."""
    if element.tag != "table" or element.find(".//table") is not None:
        return False
    # Asked again and again of a table that may be long, so it is read no further than it must be.
    is_wide = False
    for number, row in enumerate(element.iter("tr")):
        is_wide = is_wide or len(list(itertools.islice((c for c in row if c.tag in {"td", "th"}), 2))) > 1
        if number and is_wide:
            return True
    return False


def letters(text: str) -> str:
    """Return only the letters and digits of a text, to compare texts by."""
    return "".join(char for char in text if char.isalnum())


def _prune(body: etree._Element, told: str) -> None:
    """Remove what is never text, what is hidden, and menus."""
    title_seen = body.find(".//h1") is None
    doomed: list[etree._Element] = []
    dead: set[etree._Element] = set()
    for element in body.iter():
        if element.getparent() in dead:
            dead.add(element)
        elif not isinstance(element.tag, str) or element.tag in _NEVER or _is_around(element, told):
            dead.add(element)
            doomed.append(element)
        elif element.tag == "h1":
            title_seen = True
        elif element.tag in {"ul", "ol", "div", "p", "table"} and not title_seen and _is_menu(element):
            dead.add(element)
            doomed.append(element)
    for element in doomed:
        _remove(element)


def _is_around(element: etree._Element, told: str) -> bool:
    if is_hidden(element):
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"[:400]
    suspect = element.tag in _ASIDE or (element.get("role") or "") in _ROLES or _AROUND.search(named)
    # A name proves little: what holds most of the article stays.
    return bool(suspect) and len(letters(text_of(element))) < _MOST * len(told)


def _is_menu(element: etree._Element) -> bool:
    """Tell whether an element is made of links."""
    links = list(element.iter("a"))
    if len(links) < _MIN_LINKS:
        return False
    whole = len(letters(text_of(element)))
    return sum(len(letters(text_of(link))) for link in links) >= _LINK_SHARE * whole


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _weights(body: etree._Element, told: str) -> dict[etree._Element, int]:
    """Return how many letters of the article each element holds."""
    weights: dict[etree._Element, int] = {}
    for element in leaves(body):
        own = letters(text_of(element))
        if len(own) >= _MIN_LETTERS and own in told and element.tag not in HEADINGS:
            for holder in (element, *element.iterancestors()):
                weights[holder] = weights.get(holder, 0) + len(own)
    return weights


def leaves(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the blocks that hold no other block."""
    for element in root.iter(*BLOCKS):
        if not any(inner.tag in BLOCKS for inner in element.iterdescendants() if isinstance(inner.tag, str)):
            yield element
