"""What is browsed rather than asked: a title, lines that cite, and the sources under them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.codec import Press
from bot.i18n import Say
from bot.render.markup import MESSAGE_UNITS, Block, Html, bold, esc, fits_screen, italic, plain, split, units
from bot.render.message import OutMessage, Rows, messages_of, page_row
from bot.render.source import source_blocks, with_sources
from knowledge.evidence import Citation, Statement


class Blocks:
    """Gathers a card or a page of a list; everything it is given is plain text, but for ``html``."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._blocks: list[Block] = []
        self._cited: list[tuple[Citation, ...]] = []  # by each block
        self._numbers: dict[Citation, int] = {}
        self._titles: list[Block] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Return what is cited so far, each once; position i is marker ``[i + 1]``."""
        return tuple(self._numbers)

    def title(self, text: str) -> None:
        """Add a title in bold, with a blank line before it."""
        self._titles.append(Block(bold(esc(text))))
        self._add(self._titles[-1])

    def paragraph(self, text: str, *citations: Citation) -> None:
        """Add a paragraph, with the markers of what it cites."""
        self._add(Block(esc(self._marked(text, citations))), *citations)

    def line(self, text: str, *citations: Citation) -> None:
        """Add a line right under what is above it, with the markers of what it cites."""
        self._add(Block(esc(self._marked(text, citations)), tight=True), *citations)

    def note(self, text: str) -> None:
        """Add a paragraph in italics: the interface's own remark."""
        self._add(Block(italic(esc(text))))

    def html(self, part: Html, *, tight: bool = False) -> None:
        """Add a block that is marked up already."""
        self._add(Block(part, tight=tight))

    def page(self, number: int, press: Press, ways: Rows, *, head: int = 1) -> OutMessage | None:
        """Return a page of what a phone shows, its sources below it; None where there is no such page.

        ``press`` shows any other page. The first ``head`` blocks stand on each.
        """
        pages = self._pages(head)
        if not 1 <= number <= len(pages):
            return None
        blocks, cited = pages[number - 1]
        return messages_of(with_sources(blocks, cited, self._say), [page_row(press, number, len(pages)), *ways])[0]

    def _pages(self, head: int) -> list[tuple[list[Block], list[tuple[int, Citation]]]]:
        pages: list[tuple[list[Block], list[tuple[int, Citation]]]] = []
        blocks = self._blocks[:head]
        cited: list[tuple[int, Citation]] = []
        for block, citations in list(zip(self._blocks, self._cited, strict=True))[head:]:
            more = dict.fromkeys([*cited, *((self._numbers[citation], citation) for citation in citations)])
            longer = [*blocks, block, *source_blocks(list(more), self._say, quoted=False)]
            if len(blocks) > head and not fits_screen(longer):
                above = [blocks.pop()] if blocks[-1] in self._titles and len(blocks) > head + 1 else []
                pages.append((blocks, cited))
                blocks = [*self._blocks[:head], *above]
                more = dict.fromkeys((self._numbers[citation], citation) for citation in citations)
            blocks, cited = [*blocks, block], list(more)
        return [*pages, (blocks, cited)]

    def beginning(self, *, head: int = 1) -> OutMessage:
        """Return the first page alone; a last line says where there is more."""
        (blocks, cited), *others = self._pages(head)
        if others:
            blocks = [*blocks, Block(italic(esc(self._say("There is more than fits here."))))]
        return messages_of(with_sources(blocks, cited, self._say))[0]

    def fits_screen(self) -> bool:
        """Tell whether a phone shows everything with its sources, if without their words."""
        return fits_screen([*self._blocks, *source_blocks(self._cited_so_far(), self._say, quoted=False)])

    def messages(self, buttons: Rows = ()) -> list[OutMessage]:
        """Return everything, in as many messages as it needs; the buttons are under the last."""
        return messages_of([*self._blocks, *source_blocks(self._cited_so_far(), self._say)], buttons)

    def message(self, buttons: Rows = ()) -> OutMessage:
        """Return one message, to be edited in place.

        What does not fit is left out, the quotes of the sources first; a last line says that there was more.
        """
        blocks = with_sources(self._blocks, self._cited_so_far(), self._say)
        messages = messages_of(blocks, buttons)
        if len(messages) == 1:
            return messages[0]
        more = italic(esc(self._say("There is more than fits here.")))
        kept = split(blocks, MESSAGE_UNITS - units(plain(more)) - 2)[0]
        (message,) = messages_of([Block(kept), Block(more)], buttons)
        return message

    def _add(self, block: Block, *citations: Citation) -> None:
        self._blocks.append(block)
        self._cited.append(citations)

    def _cited_so_far(self) -> list[tuple[int, Citation]]:
        return [(n, citation) for citation, n in self._numbers.items()]

    def _marked(self, text: str, citations: tuple[Citation, ...]) -> str:
        numbers = [self._numbers.setdefault(citation, len(self._numbers) + 1) for citation in citations]
        return text + "".join(f" [{n}]" for n in numbers)


# A keyboard that a phone shows without scrolling.
BUTTONS_A_PAGE = 8
_Item = TypeVar("_Item")


def in_pages(items: Sequence[_Item], size: int = BUTTONS_A_PAGE) -> list[Sequence[_Item]]:
    """Return items in pages of at most ``size``; there is always one page."""
    return [items[start : start + size] for start in range(0, len(items), size)] or [items]


def cited_pages(
    items: Sequence[_Item], statement_of: Callable[[_Item], Statement], most: int, say: Say, *, beside: Sequence[str]
) -> list[list[_Item]]:
    """Return items in pages of at most ``most``, fewer where a phone shows no more of them with their sources.

    ``beside`` is what else stands on each page. There is at least one page.
    """
    pages: list[list[_Item]] = [[]]
    for item in items:
        longer = Blocks(say)
        for text in beside:
            longer.paragraph(text)
        for statement in map(statement_of, (*pages[-1], item)):
            longer.paragraph(statement.text, *statement.citations)
        if pages[-1] and (len(pages[-1]) == most or not longer.fits_screen()):
            pages.append([])
        pages[-1].append(item)
    return pages
