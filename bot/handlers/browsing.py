"""Screens of what is known: what each shows whoever looks, here and now, and the commands that begin with them."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from telegram import InlineKeyboardButton, Update
from telegram.ext import filters

from bot.browse.anniversaries import LINES, LINES_FOR_STAFF, anniversary_message, own_home
from bot.browse.card import card_screen, programme_message
from bot.browse.cities import FIRST_SCREEN, city_button, screen_of
from bot.browse.sources import source_message
from bot.codec import Press
from bot.context import Context
from bot.handlers.ask import ask_pressed
from bot.handlers.entries import batch_screen, list_screen
from bot.handlers.intentions import intention_card, intention_list
from bot.i18n import Say
from bot.presses import (
    AnniversaryScreen,
    CityScreen,
    IntentionCard,
    IntentionList,
    ProgrammeScreen,
    ShowBatch,
    ShowEntries,
    SourceScreen,
    View,
)
from bot.render.markup import esc, shorten
from bot.render.message import OutMessage, Rows, button, notice, rows
from knowledge.directory import Entry, Found, Guide, Likeness, continent_key
from knowledge.evidence import Audience
from knowledge.names import PlaceKind
from knowledge.text.folding import fold

CITY_LINK = "city_"

_YEAR = re.compile(r"[12][0-9]{3}", re.ASCII)
_DAYS = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)
_CHOICES = 8
_NAME_UNITS = 60

# A forwarded command is somebody else's words. An edited one is not carried out twice.
COMMANDS = filters.UpdateType.MESSAGE & ~filters.FORWARDED & (filters.ChatType.PRIVATE | filters.ChatType.GROUPS)

_SCREENS: dict[type[Press], Callable[[Any, Guide, Context], OutMessage | None]] = {
    CityScreen: lambda press, guide, context: screen_of(press, guide, context.say),
    ProgrammeScreen: lambda press, guide, context: programme_message(press, guide, context.say),
    AnniversaryScreen: lambda press, guide, context: anniversary_message(
        press, guide, context.say, lines=LINES_FOR_STAFF if context.audience is Audience.STAFF else LINES
    ),
    SourceScreen: lambda press, guide, context: source_message(
        press, guide.directory, context.say, context.office.settings.zone
    ),
    IntentionList: lambda press, guide, context: intention_list(press, guide, context.say),
    IntentionCard: lambda press, guide, context: intention_card(press, guide, context.say),
}


async def screen(context: Context, press: Press) -> OutMessage | None:
    """Return the screen that a button leads to, or None if there is nothing of that name for this visitor."""
    match press:
        case ShowEntries():
            return await list_screen(context, press)
        case ShowBatch():
            return await batch_screen(context, press)
        case _:
            return await context.look(lambda guide: _SCREENS[type(press)](press, guide, context))


async def show(context: Context, press: Press) -> None:
    """Turn to the screen that a button leads to."""
    await context.turn_to(await screen(context, press))


async def begin(press: Press, _: Update, context: Context) -> None:
    """Show the first of some screens below all there is."""
    first = await screen(context, press)
    assert first is not None  # noqa: S101 - the first page of these is always there
    await context.reply(first)


async def browse_anniversaries(_: Update, context: Context) -> None:
    """Show the anniversaries of the next twelve months, or of what is named: a year, a home city, days, a place."""
    what = " ".join(context.args or [])
    named = await _named(context, what)
    seen = await screen(context, named) if named else None
    if seen is not None:
        await context.reply(seen)
    elif _DAYS.fullmatch(what):
        await ask_pressed(context, context.say("Which anniversaries are there in the next {n} days?", n=int(what)))
    else:
        await ask_pressed(context, context.say("Which anniversaries are there: {what}?", what=what))


async def _named(context: Context, what: str) -> AnniversaryScreen | None:
    """Return the screen of what is named, or None where none shows that."""
    folded = fold(what)
    homes = await context.look(lambda guide: {fold(home.label): home.key for home in guide.homes()})
    if folded in homes:
        return AnniversaryScreen(home=homes[folded])
    if what and not _YEAR.fullmatch(what):
        return None
    return AnniversaryScreen(int(what) if what else None, home=await context.look(own_home))


async def show_city(_: Update, context: Context) -> None:
    """Show the city of a name: its card, or a choice where several are meant, or what is nearest."""
    name = " ".join(context.args or [])
    await context.reply(await context.look(lambda guide: _city_named(name, guide, context.say)))


async def show_linked_city(_: Update, context: Context) -> None:
    """Show the city that a link of ours leads to; one that this visitor may not see is none."""
    key = "".join(context.args or []).removeprefix(CITY_LINK)
    press = CityScreen(View.CARD, key)
    seen = await context.look(
        lambda guide: screen_of(press, guide, context.say) or _missing("", (), guide, context.say)
    )
    await context.reply(seen)


def _city_named(name: str, guide: Guide, say: Say) -> OutMessage:
    if not name:
        text = say("Write the name of a city after the command, for example: /city Lyon")
        return notice(esc(text), buttons=[_browse(say)])
    found = guide.directory.find(name, _CHOICES)
    sure = [item for item in found if item.likeness.is_sure]
    if len(sure) != 1:
        return _choice(name, sure or found, guide, say)
    (item,) = sure
    remark = ""
    if item.likeness is Likeness.MISSPELT:
        remark = say("Taking “{written}” to mean {city}.", written=_short(name), city=guide.name_of(item.place))
    press = CityScreen(View.CARD, guide.directory.key_of(item.place))
    return card_screen(press, item.place, guide, say, remark=remark) or _choice(name, sure, guide, say)


def _choice(name: str, found: Sequence[Found], guide: Guide, say: Say) -> OutMessage:
    if not found or found[0].likeness in (Likeness.SAME_COUNTRY, Likeness.ALIKE):
        return _missing(name, found, guide, say)
    if found[0].likeness is Likeness.LIES_IN and (area := _area(name, guide, say)):
        return area
    return notice(esc(say("Which city do you mean?")), buttons=_buttons(found, guide, say))


def _area(name: str, guide: Guide, say: Say) -> OutMessage | None:
    """Return the list of the country or continent that was written instead of a city."""
    place = guide.directory.gazetteer.lookup(name)
    if place is None:
        return None
    press = CityScreen(View.COUNTRY, place.country.lower())
    if place.kind is PlaceKind.CONTINENT:
        press = CityScreen(View.CONTINENT, continent_key(place.en))
    return screen_of(press, guide, say)


def _missing(name: str, found: Sequence[Found], guide: Guide, say: Say) -> OutMessage:
    """Say kindly that there is no such partner, and offer what is nearest."""
    texts = [
        say("I have no records of “{name}”.", name=_short(name)) if name else say("I have no records of this city.")
    ]
    if found and found[0].likeness is Likeness.SAME_COUNTRY:
        texts.append(say("Partner cities in the same country:"))
    elif found:
        texts.append(say("The nearest names that I know:"))
    return notice(*map(esc, texts), buttons=_buttons(found, guide, say))


def _buttons(found: Sequence[Found], guide: Guide, say: Say) -> Rows:
    entries = (Entry(guide.directory.key_of(item.place), guide.name_of(item.place), 1) for item in found)
    return [*rows([city_button(entry) for entry in entries]), _browse(say)]


def _browse(say: Say) -> list[InlineKeyboardButton]:
    return [button(say("Browse all cities"), FIRST_SCREEN)]


def _short(name: str) -> str:
    return shorten(name, _NAME_UNITS)
