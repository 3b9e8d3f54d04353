"""``@bot 福冈`` in any chat: city cards and a direct answer, of the public's papers alone, whoever asks."""

import asyncio
import logging

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.helpers import create_deep_linked_url

from bot.assistant_pool import Desk
from bot.browse.card import card_blocks
from bot.context import Context
from bot.handlers.browsing import CITY_LINK
from bot.render.cards import Blocks
from bot.render.markup import shorten
from bot.render.message import OutMessage
from knowledge.directory import CityCard, Guide, Likeness
from knowledge.evidence import Answer, Audience, Mode
from knowledge.names import Place

LOG = logging.getLogger(__name__)

CACHE_SECONDS = 300
# Any word that /start does not know brings the welcome.
OUR_CHAT = "inline"

_MOST_CARDS = 10
_SUGGESTIONS = 5
# One letter asks for nothing yet, and each letter typed asks again.
_LEAST_TYPED = 2
_LONGEST = 200
_DESCRIPTION_UNITS = 120
_TITLE_UNITS = 60


async def offer(update: Update, context: Context) -> None:
    """Offer what a text typed after the bot's name may be meant for; nothing typed yet, the next anniversaries."""
    query = update.inline_query
    assert query is not None  # noqa: S101 - the handler is for these
    text = " ".join(query.query.split())[:_LONGEST]
    async with context.office.assistants.desk(Audience.PUBLIC) as desk:
        results = await asyncio.to_thread(_offers, desk, text, context)
    nothing = InlineQueryResultsButton(context.say("Nothing found. Ask in our chat"), start_parameter=OUR_CHAT)
    try:
        await query.answer(results, cache_time=CACHE_SECONDS, is_personal=True, button=None if results else nothing)
    except BadRequest as error:
        if "query is too old" not in str(error).lower():
            raise
        # Whoever has typed on is not waiting for this one any more.
        LOG.info("an inline query could not be answered: %s", error)


def _offers(desk: Desk, text: str, context: Context) -> list[InlineQueryResultArticle]:
    guide = desk.directory.guide(context.locale.language, context.locale.script, context.office.today())
    places, is_bare = _places(text, guide)
    results = [_card_offer(guide.card(place), context) for place in places]
    if len(text) >= _LEAST_TYPED and not is_bare:
        answer = desk.assistant.by_rules(text, today=context.office.today())
        if answer.mode is not Mode.SMALLTALK and answer.statements:
            results.insert(0, _answer_offer(text, answer, context))
    return results


def _places(text: str, guide: Guide) -> tuple[tuple[Place, ...], bool]:
    """Return the cities that a text may be meant for, and whether it is a name and nothing else."""
    if not text:
        return guide.soonest(_SUGGESTIONS), True
    found = [item for item in guide.directory.find(text, _MOST_CARDS) if item.likeness <= Likeness.LIES_IN]
    if found:
        return tuple(item.place for item in found), True
    return guide.directory.named_in(text)[:_MOST_CARDS], False


def _card_offer(card: CityCard, context: Context) -> InlineQueryResultArticle:
    url = create_deep_linked_url(context.bot.username, f"{CITY_LINK}{card.key}")
    button = InlineKeyboardButton(context.say("More on {city}", city=card.name), url=url)
    known = (*card.agreements, *card.figures, *card.events)
    return _article(
        card.key,
        " · ".join(filter(None, (f"{card.name} {card.other_name}", card.country))),
        known[0].text if known else "",
        card_blocks(card, context.say).beginning(),
        InlineKeyboardMarkup([[button]]),
    )


def _answer_offer(text: str, answer: Answer, context: Context) -> InlineQueryResultArticle:
    blocks = Blocks(context.say)
    blocks.title(text)
    if answer.lead:
        blocks.paragraph(answer.lead)
    for statement in answer.statements:
        blocks.paragraph(statement.text, *statement.citations)
    for note in answer.notes:
        blocks.note(note)
    url = create_deep_linked_url(context.bot.username, OUR_CHAT)
    button = InlineKeyboardButton(context.say("Ask more in our chat"), url=url)
    description = answer.statements[0].text
    return _article("answer", text, description, blocks.beginning(), InlineKeyboardMarkup([[button]]))


def _article(
    name: str, title: str, description: str, message: OutMessage, buttons: InlineKeyboardMarkup
) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        message.html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(
        name,
        shorten(title, _TITLE_UNITS),
        content,
        reply_markup=buttons,
        description=shorten(description, _DESCRIPTION_UNITS),
    )
