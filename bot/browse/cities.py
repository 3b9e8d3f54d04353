"""Continents, countries and their cities, as lists of buttons."""

from collections.abc import Callable, Sequence

from telegram import InlineKeyboardButton

from bot.browse.card import card_screen, events_screen, list_name, programmes_screen
from bot.codec import Press
from bot.i18n import Say
from bot.presses import AnniversaryScreen, CityScreen, View
from bot.render.cards import in_pages
from bot.render.markup import bold, esc, join
from bot.render.message import OutMessage, button, notice, page_row, picture_button, rows
from knowledge.answering.records.phrasing import joined
from knowledge.charts.kinds import Chart
from knowledge.directory import Entry, Guide
from knowledge.evidence import Picture
from knowledge.names import Place

_CHOICES = 8

FIRST_SCREEN = CityScreen(View.CONTINENTS)


def screen_of(press: CityScreen, guide: Guide, say: Say) -> OutMessage | None:
    """Return a screen, or None where this audience has nothing of that name or no such page."""
    if press.view is View.CONTINENTS:
        return _continents(guide, say)
    if press.view in (View.CARD, View.EVENTS, View.PROGRAMMES):
        place = guide.directory.place_of(press.key)
        make = {View.CARD: card_screen, View.EVENTS: events_screen, View.PROGRAMMES: programmes_screen}[press.view]
        return make(press, place, guide, say) if place else None
    return _list(press, guide, say)


def city_button(entry: Entry, back: CityScreen | None = None) -> InlineKeyboardButton:
    """Return the button that opens a city's card."""
    return button(entry.label, CityScreen(View.CARD, entry.key, back=back))


def city_or_choice(name: str, guide: Guide, say: Say, press: Callable[[str], Press]) -> Place | OutMessage:
    """Return the city that a name plainly means, else a choice of those it may mean; ``press`` is made of a key."""
    found = guide.directory.find(name, _CHOICES)
    if not found:
        return notice(esc(say("No partner city of that name is on record. /cities lists them all.")))
    if found[0].likeness.is_sure and (len(found) == 1 or found[1].likeness > found[0].likeness):
        return found[0].place
    buttons = [button(guide.name_of(each.place), press(guide.directory.key_of(each.place))) for each in found]
    return notice(esc(say("Which city do you mean?")), buttons=rows(buttons))


def _continents(guide: Guide, say: Say) -> OutMessage:
    homes = guide.homes()
    total = len(guide.directory.partners)
    text = say.counted(
        "{n} partner city of {homes} is on record. Choose a continent, or write /city and a name.",
        "{n} partner cities of {homes} are on record. Choose a continent, or write /city and a name.",
        total,
        homes=joined((home.label for home in homes), guide.language),
    )
    if not total:
        text = say("No partner city is on record.")
    keyboard = rows([_counted(entry, View.CONTINENT) for entry in guide.continents()])
    for home in homes:
        label = say("Partners of {city} · {n}", city=home.label, n=home.cities)
        keyboard.append([button(label, CityScreen(View.HOME, home.key))])
    if total:
        charts = [Chart.MAP, Chart.SHARES, *([Chart.HOMES] if len(homes) > 1 else [])]
        keyboard += rows([picture_button(Picture(chart), say) for chart in charts])
    return notice(bold(esc(say("Partner cities"))), esc(text), buttons=keyboard)


def _list(press: CityScreen, guide: Guide, say: Say) -> OutMessage | None:
    """Return a page of the countries of a continent, or of the cities of a continent, a country or a home city."""
    is_of_continent = press.view is View.CONTINENT
    entries = guide.countries(press.key) if is_of_continent else _cities(press, guide)
    pages = in_pages(entries)
    if not entries or press.page > len(pages):
        return None
    shown = [
        _country(entry, press, guide) if is_of_continent else city_button(entry, press)
        for entry in pages[press.page - 1]
    ]
    keyboard = [*rows(shown), page_row(press, press.page, len(pages)), *_ways_on(press, guide, say)]
    number = sum(entry.cities for entry in entries)
    text = say.counted("{n} city", "{n} cities", number)
    if is_of_continent:
        lands = say.counted("{n} country", "{n} countries", len(entries))
        text = say("{cities} in {countries}", cities=text, countries=lands)
    if len(pages) > 1:
        text = say("{what} · page {page} of {pages}", what=text, page=press.page, pages=len(pages))
    heading = join("\n", [bold(esc(list_name(press, guide, say))), esc(text)])
    return notice(heading, buttons=keyboard)


def _cities(press: CityScreen, guide: Guide) -> Sequence[Entry]:
    if press.view is View.COUNTRY:
        return guide.cities(country=press.key)
    if press.view is View.HOME:
        return guide.cities(home=press.key)
    return guide.cities(continent=press.key)


def _counted(entry: Entry, view: View) -> InlineKeyboardButton:
    return button(f"{entry.label} · {entry.cities}", CityScreen(view, entry.key))


def _country(entry: Entry, press: CityScreen, guide: Guide) -> InlineKeyboardButton:
    """Return the button of a country; one with a single city leads to that at once."""
    if entry.cities > 1:
        return _counted(entry, View.COUNTRY)
    (city,) = guide.cities(country=entry.key)
    return button(f"{entry.label} · {city.label}", CityScreen(View.CARD, city.key, back=press))


def _ways_on(press: CityScreen, guide: Guide, say: Say) -> list[list[InlineKeyboardButton]]:
    ways = []
    if press.view is View.CONTINENT:
        label = say("All cities: {continent}", continent=guide.continent_name(press.key))
        ways.append([button(label, CityScreen(View.ALL_OF_CONTINENT, press.key))])
    if press.view is View.HOME:
        place = guide.directory.place_of(press.key)
        if place is not None:
            label = say("About {city}", city=guide.name_of(place))
            about = button(label, CityScreen(View.CARD, press.key, back=press))
            ways.append([about, button(say("Anniversaries"), AnniversaryScreen(home=press.key))])
            ways.append([picture_button(Picture(chart, place.id), say) for chart in (Chart.MAP, Chart.YEARS)])
    ways.append([button(f"‹ {label}", back) for label, back in _ways_back(press, guide, say)])
    return ways


def _ways_back(press: CityScreen, guide: Guide, say: Say) -> list[tuple[str, CityScreen]]:
    back = [(say("All continents"), FIRST_SCREEN)]
    keys = [press.key] if press.view is View.ALL_OF_CONTINENT else []
    if press.view is View.COUNTRY:
        partners = guide.directory.partners_in(country=press.key)
        keys = list(dict.fromkeys(key for partner in partners for key in partner.continents))
    return [(guide.continent_name(key), CityScreen(View.CONTINENT, key)) for key in keys] + back
