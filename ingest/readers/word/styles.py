"""What a Word document's styles say of a paragraph: title, heading, list, hidden."""

import dataclasses
import re

from lxml import etree

from ingest.readers.word.package import child, is_on, local, value

_TITLE = re.compile(r"(?:title|标题|標題)$", re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|标题|標題)\s*(\d)$", re.IGNORECASE)
_LIST = re.compile(r"(?:list|列表|清單)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*\d$", re.IGNORECASE)
_BODY_LEVEL = 9
_MAX_CHAIN = 20


@dataclasses.dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its name, heading level (0: no heading), list id and level as written (empty: none)."""

    name: str = ""
    heading: int = 0
    list_id: str = ""
    list_level: str = ""

    @property
    def is_title(self) -> bool:
        """Whether it is the style of the document's title."""
        return _TITLE.match(self.name) is not None

    @property
    def is_list(self) -> bool:
        """Whether its paragraphs are items of a list."""
        return _LIST.match(self.name) is not None

    @property
    def is_contents(self) -> bool:
        """Whether its paragraphs are lines of the table of contents."""
        return _CONTENTS.match(self.name) is not None


class Styles:
    """The styles of a document by their ids; each takes from the one that it is based on what it does not say."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {
            value(each, "styleId"): each for each in (root if root is not None else ()) if local(each) == "style"
        }
        self._made: dict[str, Style] = {}
        self.default = next(
            (
                name
                for name, each in self._elements.items()
                if value(each, "type") == "paragraph" and value(each, "default") in {"1", "true"}
            ),
            "",
        )
        self.hidden = frozenset(
            name for name, each in self._elements.items() if is_on(child(each, "rPr", "vanish"))
        ) - {""}

    def of(self, paragraph: etree._Element) -> Style:
        """Return the style of a paragraph, with what the paragraph itself says of list and level."""
        looks = child(paragraph, "pPr")
        name = value(child(looks, "pStyle")) or self.default
        style = self._made.get(name) or self._made.setdefault(name, self._resolved(name))
        numbered = child(looks, "numPr")
        level = _outline(looks)
        return dataclasses.replace(
            style,
            heading=style.heading if level is None else level,
            list_id=value(child(numbered, "numId")) or style.list_id,
            list_level=value(child(numbered, "ilvl")) or style.list_level,
        )

    def _resolved(self, name: str) -> Style:
        chain: list[etree._Element] = []
        while name in self._elements and len(chain) < _MAX_CHAIN:
            chain.append(self._elements[name])
            name = value(child(chain[-1], "basedOn"))
        style = Style()
        for each in reversed(chain):
            shown = value(child(each, "name"))
            named = _HEADING.match(shown)
            level = _outline(child(each, "pPr"))
            numbered = child(each, "pPr", "numPr")
            style = Style(
                name=shown,
                heading=int(named[1]) if named else style.heading if level is None else level,
                list_id=value(child(numbered, "numId")) or style.list_id,
                list_level=value(child(numbered, "ilvl")) or style.list_level,
            )
        return style


def _outline(looks: etree._Element | None) -> int | None:
    """Return the heading level that an outline level stands for (0: body text), or None where none is given."""
    text = value(child(looks, "outlineLvl"))
    if not text.isdecimal():
        return None
    return 0 if int(text) >= _BODY_LEVEL else int(text) + 1
