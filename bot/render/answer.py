"""A typed answer as Telegram messages: pages of statements with markers, and the sources that carry them."""

import dataclasses
from collections.abc import Sequence

from rich.cells import cell_len
from telegram import InlineKeyboardButton

from bot.i18n import Say
from bot.presses import AskChoice, GiveFeedback, OpenSource, OtherLanguage, ShowAnswer
from bot.render.markup import Block, esc, fits_screen, italic
from bot.render.message import (
    KEYBOARD_BUTTONS,
    ROW_BUTTONS,
    OutMessage,
    Rows,
    button,
    messages_of,
    page_row,
    picture_button,
    rows,
)
from bot.render.source import source_blocks, with_sources, without_table
from knowledge.evidence import Answer, Citation, Language, Mode, Statement

# What a phone shows of a list.
_ROWS = 10
# Statements of a line or two each are a list; longer ones are paragraphs. A Chinese character is two columns wide.
_LINE_COLUMNS = 160
# With more sources, their titles would push the answer off the screen.
_TITLED_SOURCES = 3
# A language is offered in its own words, to be found by who reads no other.
_OFFERS = {Language.EN: "In English", Language.ZH: "中文"}


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """A page of an answer: what it says, and the numbered citations that carry it."""

    blocks: tuple[Block, ...]
    cited: tuple[tuple[int, Citation], ...]


def answer_messages(answer: Answer, answer_id: str, say: Say, page: int = 1, *, contact: str = "") -> list[OutMessage]:
    """Return a page of an answer, its buttons below it; ``contact`` is where to turn to, where that is to be said.

    A page beyond the last is the last. One that a single statement overfills is more than one message.
    """
    pages = answer_pages(answer, say)
    page = min(page, len(pages))
    shown = pages[page - 1]
    if contact:
        told = Block(italic(esc(say("Where to turn to: {contact}", contact=contact))))
        shown = dataclasses.replace(shown, blocks=(*shown.blocks, told))
    return messages_of(with_sources(shown.blocks, shown.cited, say), _buttons(answer, answer_id, say, page, pages))


def page_of(answer: Answer, n: int, say: Say) -> int:
    """Return the page of an answer that cites source ``n``."""
    pages = answer_pages(answer, say)
    return next((place for place, page in enumerate(pages, start=1) if n in {each for each, _ in page.cited}), 1)


def beginning_message(answer: Answer) -> OutMessage:
    """Return what there is so far of an answer that grows: its statements, and nothing that would have to move."""
    return messages_of(_listed([answer.marked(statement) for statement in answer.statements]))[0]


def answer_pages(answer: Answer, say: Say) -> list[Page]:
    """Return an answer in pages of at most ten statements, fewer where they are long; there is always one.

    What the answer says of itself stands on the first.
    """
    numbers = {citation: n for n, citation in enumerate(answer.citations, start=1)}
    told = [(say.written(answer.marked(each)), each) for each in answer.statements]
    told += [(f"· {say.written(answer.marked(each))}", each) for each in answer.nearest]
    head: tuple[Block, ...] = (Block(esc(answer.lead)),) if answer.lead else ()
    notes = tuple(Block(italic(esc(note))) for note in answer.notes)
    head, notes = (head + notes, ()) if answer.nearest else (head, notes)  # that this is the nearest stands above it
    notes += tuple(_listed([f"– {choice}" for choice in answer.listed_choices]))
    pages: list[Page] = []
    while told or not pages:
        above, below = ((), ()) if pages else (head, notes)
        size = 1
        while size < min(len(told), _ROWS):
            longer = _page(told[: size + 1], above, below, numbers)
            if not fits_screen([*longer.blocks, *source_blocks(longer.cited, say, quoted=False)]):
                break
            size += 1
        pages.append(_page(told[:size], above, below, numbers))
        told = told[size:]
    return pages


def _page(
    told: Sequence[tuple[str, Statement]],
    above: tuple[Block, ...],
    below: tuple[Block, ...],
    numbers: dict[Citation, int],
) -> Page:
    cited = dict.fromkeys(citation for _, statement in told for citation in statement.citations)
    return Page(
        (*above, *_listed([text for text, _ in told]), *below),
        tuple((numbers[citation], citation) for citation in cited),
    )


def _buttons(answer: Answer, answer_id: str, say: Say, page: int, pages: Sequence[Page]) -> Rows:
    choices = [button(choice, AskChoice(answer_id, n)) for n, choice in enumerate(answer.choices, start=1)]
    keyboard = rows(choices) + _source_rows(pages[page - 1].cited, answer_id, say)
    if len(pages) > 1:
        turning = page_row(ShowAnswer(answer_id), page, len(pages))
        keyboard.append([*turning, button(say("As a file"), ShowAnswer(answer_id, as_file=True))])
    if answer.picture is not None:
        keyboard.append([picture_button(answer.picture, say)])
    if answer.mode is not Mode.SMALLTALK:
        keyboard.append(
            [
                button(_OFFERS[answer.language.other], OtherLanguage(answer_id)),
                button("👍", GiveFeedback(answer_id, good=True)),
                button("👎", GiveFeedback(answer_id, good=False)),
            ]
        )
    return keyboard


def _listed(texts: Sequence[str]) -> list[Block]:
    """Return texts as blocks: lines of a list if all are short, else paragraphs."""
    short = all(len(text) <= _LINE_COLUMNS and cell_len(text) <= _LINE_COLUMNS for text in texts)
    return [Block(esc(text), tight=short and number > 0) for number, text in enumerate(texts)]


def _source_rows(cited: Sequence[tuple[int, Citation]], answer_id: str, say: Say) -> list[list[InlineKeyboardButton]]:
    openings = [(citation, OpenSource(answer_id, n)) for n, citation in cited]
    if len(openings) <= _TITLED_SOURCES:
        titles = [citation.source.title for citation, _ in openings]
        return [[button(f"[{press.n}] {_name(each, titles, say)}", press)] for each, press in openings]
    shown = openings[: KEYBOARD_BUTTONS // 2]
    return rows([button(str(press.n), press) for _, press in shown], ROW_BUTTONS)


def _name(citation: Citation, titles: Sequence[str], say: Say) -> str:
    """Return a source's title, or where it is cited where another one of ``titles`` is the same."""
    title = citation.source.title
    if title and titles.count(title) == 1:
        return say.written(title)
    return without_table(say.written(citation.locator))
