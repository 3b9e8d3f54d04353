"""Find when a web page was published, by whom, and what it is called: by what says so, never by a cell of a table."""

import copy
import json
import re
from collections.abc import Iterable, Iterator

from lxml import etree
from trafilatura.metadata import extract_metadata

from ingest.readers.dates import find_date, read_date
from ingest.readers.metadata import is_imprint
from ingest.readers.web.page import is_data, leaves
from knowledge.calendar import PartialDate
from knowledge.pages import text_of

# The first elements of a page, in which its publication line stands.
_LINES = 120
_DATE_METAS = (
    "pubdate publishdate publish_date publish-date article:published_time og:published_time og:article:published_time "
    "publication_date publication-date citation_publication_date citation_date dc.date.issued dcterms.issued dc.date "
    "dcterms.date dcterms.created firstpublishedtime releasedate datepublished".split()
)
_TITLE_METAS = ("articletitle",)
_PUBLISHER_METAS = ("contentsource", "source", "sitename", "dc.publisher", "article:publisher")
_LABELLED = re.compile(
    r"(?P<updated>更新|修改|updated|modified)?"
    r"(?:(?:发[布表稿文]|刊发|成文|印发|信息|录入)?(?:时间|日期)\s{0,3}[:：]|(?:published|posted)(?: on)?\s{0,3}[:：]?"
    r"|date\s{0,3}[:：])(?=\s{0,3}(?P<after>.{0,30}))",
    re.IGNORECASE,
)
# The head of a government paper is often a table whose cells are labels and what they label.
_LABEL_CELL = re.compile(r"(?:发布|成文|发文|印发|公开)\s{0,3}(?:时间|日期)\s{0,3}[:：]?\s{0,3}(?P<date>.{0,20})$")
_LISTS = frozenset({"ul", "ol", "dl"})


def named(tree: etree._Element, names: Iterable[str]) -> str:
    """Return what the page's metas say under the first of some names."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        metas.setdefault(name, (meta.get("content") or "").strip())
    return next((metas[name] for name in names if metas.get(name)), "")


def article_title(tree: etree._Element) -> str:
    """Return the title that a government page names as that of its article, or nothing."""
    return named(tree, _TITLE_METAS)


def page_publisher(tree: etree._Element) -> str:
    """Return the publisher that the page's metas name, or nothing."""
    return named(tree, _PUBLISHER_METAS)


def page_date(tree: etree._Element) -> PartialDate | None:
    """Return the date that a page gives for itself.

    Metas that say so come first, then JSON-LD, a line that is labelled, a time element, a bare publication line; where
    all are silent, what htmldate finds outside tables and lists and the page itself writes.
    """
    for text in (named(tree, _DATE_METAS), _linked_data(tree)):
        date = _written(text)
        if date is not None:
            return date
    lines = list(imprint_lines(tree))
    labelled = [label for line in lines for label in _LABELLED.finditer(line)]
    for label in labelled:
        found = find_date(label["after"])
        if found and label["updated"] is None:
            return found.date
    for cell in tree.iter("td", "th"):
        match = _LABEL_CELL.match(text_of(cell))
        following = cell.getnext()
        if match and (date := read_date(match["date"] or (text_of(following) if following is not None else ""))):
            return date
    for element in tree.iter("time"):
        if not _in_data(element):
            date = _written(element.get("datetime") or text_of(element))
            if date is not None:
                return date
    return next((found.date for line in lines if (found := find_date(line))), None) or _guessed(tree)


def imprint_lines(tree: etree._Element) -> Iterator[str]:
    """Yield the lines among the page's first that say who published it, or when; none out of a table of data."""
    body = tree.find("body")
    for seen, element in enumerate(leaves(body) if body is not None else ()):
        if seen >= _LINES:
            return
        if not _in_data(element):
            text = text_of(element)
            if is_imprint(text):
                yield text


def _in_data(element: etree._Element) -> bool:
    """Tell whether an element stands in a list or in a table of data (a table of one row or column only lays out)."""
    return any(holder.tag in _LISTS or is_data(holder) for holder in element.iterancestors())


def _linked_data(tree: etree._Element) -> str:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        found = _published(data)
        if found:
            return found
    return ""


def _published(data: object) -> str:
    if isinstance(data, dict):
        own = data.get("datePublished") or data.get("pubDate")
        return own if isinstance(own, str) else _published(data.get("@graph"))
    if isinstance(data, list):
        return next((found for each in data[:50] if (found := _published(each))), "")
    return ""


def _written(text: str) -> PartialDate | None:
    return read_date(text) if text else None


def _guessed(tree: etree._Element) -> PartialDate | None:
    """Return what htmldate finds outside tables and lists, where the page writes that date out."""
    bare = copy.deepcopy(tree)
    for element in [each for each in bare.iter(*_LISTS, "table") if each.tag in _LISTS or is_data(each)]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    date = read_date(extract_metadata(bare, extensive=False).date)
    if date is None or date.month is None or date.day is None:
        return date
    # It makes 1 January of a bare year: no finer date than what is written.
    written = re.compile(rf"{date.year}\D{{0,3}}0?{date.month}\D{{0,3}}0?{date.day}(?!\d)")
    texts = (text_of(bare), *(value for each in bare.iter() for value in each.attrib.values()))
    return date if any(written.search(text) for text in texts) else None
