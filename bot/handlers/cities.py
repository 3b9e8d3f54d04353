"""/city NAME, and links to a city."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, Update

from bot.browse.card import card_screen
from bot.browse.cities import FIRST_SCREEN, city_button, screen_of
from bot.context import Context
from bot.handlers.browsing import look
from bot.handlers.reply import reply
from bot.i18n import Say
from bot.presses import CityScreen, View
from bot.render.buttons import button, rows
from bot.render.markup import esc
from bot.render.message import OutMessage, Rows, notice
from bot.render.splitting import shorten
from knowledge.directory import Entry, Found, Guide, Likeness, continent_key
from knowledge.names import PlaceKind

CITY_LINK = "city_"

_CHOICES = 8
_NAME_UNITS = 60


async def show_city(_: Update, context: Context) -> None:
    """Show the city of a name: its card, or a choice where several are meant, or what is nearest."""
    name = " ".join(context.args or [])
    await reply(context, await look(context, lambda guide: _named(name, guide, context.say)))


async def show_linked_city(_: Update, context: Context) -> None:
    """Show the city that a link of ours leads to; one that this visitor may not see is none."""
    key = "".join(context.args or []).removeprefix(CITY_LINK)
    press = CityScreen(View.CARD, key)
    screen = await look(
        context, lambda guide: screen_of(press, guide, context.say) or _missing("", (), guide, context.say)
    )
    await reply(context, screen)


def _named(name: str, guide: Guide, say: Say) -> OutMessage:
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
    return card_screen(press, item.place, guide, say, remark=remark)


def _choice(name: str, found: Sequence[Found], guide: Guide, say: Say) -> OutMessage:
    if not found or found[0].likeness in (Likeness.SAME_COUNTRY, Likeness.ALIKE):
        return _missing(name, found, guide, say)
    if found[0].likeness is Likeness.LIES_IN and (screen := _area(name, guide, say)):
        return screen
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
