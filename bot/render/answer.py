"""A typed answer as Telegram messages: statements with markers, then the sources that carry them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.browse.pictures import picture_button
from bot.render.buttons import (
    KEYBOARD_BUTTONS,
    ROW_BUTTONS,
    AskChoice,
    GiveFeedback,
    OpenSource,
    OtherLanguage,
    button,
    rows,
)
from bot.render.markup import esc, italic
from bot.render.message import messages_of
from bot.render.source import source_blocks
from bot.render.splitting import Block, units
from knowledge.evidence import Language, Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import InlineKeyboardButton

    from bot.i18n import Say
    from bot.render.message import OutMessage
    from knowledge.evidence import Answer, Citation

# Statements of about a line each are a list; longer ones are paragraphs.
_LINE_UNITS = 90
# With more sources, their titles would push the answer off the screen.
_TITLED_SOURCES = 3
_CHOICE_COLUMNS = 2
# A language is offered in its own words, to be found by who reads no other.
_OFFERS = {Language.EN: "In English", Language.ZH: "中文"}


def answer_messages(answer: Answer, answer_id: str, say: Say) -> list[OutMessage]:
    """Return an answer as messages, its buttons under the last; ``say`` is in the language of the interface."""
    return messages_of(answer_blocks(answer, say), answer_buttons(answer, answer_id, say))


def beginning_message(answer: Answer) -> OutMessage:
    """Return what there is so far of an answer that grows: its statements, and nothing that would have to move."""
    return messages_of(_listed([answer.marked(statement) for statement in answer.statements]))[0]


def answer_blocks(answer: Answer, say: Say) -> list[Block]:
    """Return an answer block by block, its sources last."""
    blocks = [Block(esc(answer.lead))] if answer.lead else []
    blocks += _listed([answer.marked(statement) for statement in answer.statements])
    blocks += [Block(italic(esc(note))) for note in answer.notes]
    blocks += _listed([f"· {answer.marked(statement)}" for statement in answer.nearest])
    blocks += _listed([f"– {choice}" for choice in answer.choices])
    return blocks + source_blocks(answer.citations, say)


def answer_buttons(answer: Answer, answer_id: str, say: Say) -> InlineKeyboardMarkup | None:
    """Return what an answer can be followed up with; small talk has nothing to open and nothing to judge."""
    choices = [button(choice, AskChoice(answer_id, n)) for n, choice in enumerate(answer.choices, start=1)]
    keyboard = rows(choices, _CHOICE_COLUMNS) + _source_rows(answer.citations, answer_id)
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
    return InlineKeyboardMarkup(keyboard) if keyboard else None


def _listed(texts: Sequence[str]) -> list[Block]:
    """Return texts as blocks: lines of a list if all are short, else paragraphs."""
    short = all(units(text) <= _LINE_UNITS for text in texts)
    return [Block(esc(text), tight=short and number > 0) for number, text in enumerate(texts)]


def _source_rows(citations: Sequence[Citation], answer_id: str) -> list[list[InlineKeyboardButton]]:
    openings = [(citation, OpenSource(answer_id, n)) for n, citation in enumerate(citations, start=1)]
    if len(openings) <= _TITLED_SOURCES:
        return [
            [button(f"[{press.n}] {citation.source.title or citation.source.path}", press)]
            for citation, press in openings
        ]
    shown = openings[: KEYBOARD_BUTTONS // 2]
    return rows([button(str(press.n), press) for _, press in shown], ROW_BUTTONS)
