"""The screens: what is on them, and where their buttons lead."""

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from unittest.mock import patch

import pytest

from bot.browse.anniversaries import LINES, LINES_FOR_STAFF, anniversary_message, own_home
from bot.browse.card import programme_message
from bot.browse.cities import FIRST_SCREEN, screen_of
from bot.browse.sources import source_message
from bot.codec import decode
from bot.i18n import Locale, say_in
from bot.presses import AnniversaryScreen, CityScreen, PicturePress, ProgrammeScreen, SourceScreen, View
from bot.render.markup import SCREEN_UNITS, units
from bot.render.message import OutMessage
from knowledge.directory import Guide
from knowledge.evidence import Audience
from knowledge.records import Group
from tests.bot.render.shown import pressable, shown
from tests.directories import STAFF_WORDS, bundled_desk, guide_in, small_desks

ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")
FIRST_SCREENS = (FIRST_SCREEN.data, ProgrammeScreen().data, AnniversaryScreen().data, SourceScreen().data)


def screen(data: str, guide: Guide, locale: Locale, lines: int = LINES) -> OutMessage | None:
    """Return the screen that a button leads to."""
    say = say_in(locale)
    match decode(data):
        case CityScreen() as press:
            return screen_of(press, guide, say)
        case ProgrammeScreen() as press:
            return programme_message(press, guide, say)
        case AnniversaryScreen() as press:
            return anniversary_message(press, guide, say, lines=lines)
        case SourceScreen() as press:
            return source_message(press, guide.directory, say, ZONE)
    return None


def every_screen(guide: Guide, locale: Locale, lines: int = LINES) -> Iterator[tuple[str, OutMessage]]:
    """Press every button that can be reached from the commands, each once."""
    waiting, seen = list(FIRST_SCREENS), set(FIRST_SCREENS)
    while waiting:
        data = waiting.pop()
        message = screen(data, guide, locale, lines)
        assert message is not None, f"{data} leads nowhere"
        yield data, message
        there = {button.data for row in pressable(message) for button in row if button.data}
        pictures = {data for data in there if data.startswith("g:")}
        assert all(isinstance(decode(data), PicturePress) for data in pictures)
        there -= pictures
        # A card looks the same from wherever it is reached; once by each kind of list is enough.
        fresh = {data for data in there - seen if data.count(":") <= 4 or ":n:" in data or ":h:" in data}
        seen |= there
        waiting += sorted(fresh)


@pytest.mark.parametrize("locale", Locale)
def test_every_button_leads_to_a_screen_that_telegram_shows(locale: Locale) -> None:
    guide = guide_in(locale)
    cards = set()
    for data, message in every_screen(guide, locale):
        shown(message)
        assert units(message.plain) <= SCREEN_UNITS, data
        assert "There is more than fits here." not in message.plain, data
        press = decode(data)
        if isinstance(press, CityScreen) and press.view is View.CARD:
            cards.add(press.key)
    reachable = {partner.key for partner in guide.directory.partners} | {home.key for home in guide.homes()}
    assert cards == reachable


def test_no_button_of_the_public_leads_to_what_is_the_staffs() -> None:
    assistants = small_desks()
    for locale in Locale:
        public, staff = (guide_in(locale, assistants[audience]) for audience in (Audience.PUBLIC, Audience.STAFF))
        seen = {data: message.html + str(message.buttons) for data, message in every_screen(public, locale)}
        assert not [word for word in STAFF_WORDS if word in "".join(seen.values())]
        of_staff = [data for data, _ in every_screen(staff, locale)]
        # A button made for staff shows the public what the public has, or nothing.
        for data in set(of_staff) - set(seen):
            message = screen(data, public, locale)
            assert message is None or not [word for word in STAFF_WORDS if word in message.html + str(message.buttons)]


def test_a_card_goes_back_to_the_list_that_it_was_chosen_from() -> None:
    guide, say = guide_in(Locale.EN), say_in(Locale.EN)
    page = CityScreen(View.HOME, "guangzhou-cn", 2)
    chosen = next(button for row in pressable(_of(page, guide)) for button in row if button.data.startswith("c:c:"))
    message = screen(chosen.data, guide, Locale.EN)
    assert message is not None
    assert page.data in {button.data for row in pressable(message) for button in row}
    assert say("Partners of {city}", city="Guangzhou") in str(message.buttons)


def test_a_country_with_one_city_leads_to_it_at_once() -> None:
    guide = guide_in(Locale.EN)
    message = _of(CityScreen(View.CONTINENT, "south-america"), guide)
    labels = {button.text: button.data for row in pressable(message) for button in row}
    (peru,) = guide.cities(country="pe")
    assert labels[f"Peru · {peru.label}"].startswith(f"c:c:{peru.key}:1:w:south-america:1")
    assert labels["Brazil · 4"] == "c:n:br:1"


@pytest.mark.parametrize(
    "data",
    [
        "c:c:atlantis-gr:1",
        "c:w:atlantis:1",
        "c:n:xx:1",
        "c:h:lyon-fr:1",
        "c:w:europe:99",
        "c:e:sydney-au:1",
        "c:e:guangzhou-cn:99",
        "p:students:99",
        "p::2",
        "a:next:all::99",
        "a:next:all:atlantis:1",
        "a:1900:all::1",
        "a:2999:all::1",
        "o:99",
    ],
)
def test_what_is_not_there_has_no_screen(data: str) -> None:
    if data == "p::2":  # the choice of groups has one page, whatever is asked for
        assert screen(data, guide_in(Locale.EN), Locale.EN) == screen("p::1", guide_in(Locale.EN), Locale.EN)
    else:
        assert screen(data, guide_in(Locale.EN), Locale.EN) is None


def test_round_anniversaries_are_starred_and_can_be_had_alone() -> None:
    guide = guide_in(Locale.EN)
    everything = "".join(_of(AnniversaryScreen(2026, home="guangzhou-cn", page=page), guide).plain for page in (5, 6))
    assert "★ 4 December 2026: Birmingham" in everything
    assert "\n8 December 2026: Los Angeles" in everything
    alone = _of(AnniversaryScreen(2026, round_only=True, home="guangzhou-cn"), guide)
    assert "4 December 2026: Birmingham" in alone.plain
    assert "★" not in alone.plain
    assert "Los Angeles" not in alone.plain


def test_those_whose_day_is_not_known_stand_apart() -> None:
    message = _of(AnniversaryScreen(2026, home="kunming-cn"), guide_in(Locale.EN))
    dated, _, unknown = message.plain.partition("The day is not known\n")
    assert "Chiang Mai" in dated
    assert "★ 2026: Denver (United States), 40th anniversary (since 1986), day not known" in unknown


def test_a_time_without_anniversaries_says_so() -> None:
    guide = guide_in(Locale.EN, small_desks()[Audience.PUBLIC], today=dt.date(2001, 1, 1))
    message = _of(AnniversaryScreen(2001), guide)
    assert "No anniversary is on record for this time." in message.plain


@pytest.mark.parametrize(("home", "key"), [("广州", "guangzhou-cn"), ("Kunming", "kunming-cn"), ("泉州", ""), ("", "")])
def test_anniversaries_begin_with_those_of_the_offices_own_city(home: str, key: str) -> None:
    directory = bundled_desk().directory
    own = directory.gazetteer.lookup(home) if home else None
    guide = guide_in(Locale.EN)
    with patch.object(guide.directory, "home", own):
        assert own_home(guide) == key


def test_staff_see_longer_lists_where_a_phone_shows_them() -> None:
    guide = guide_in(Locale.ZH_HANS)
    few, many = (
        anniversary_message(AnniversaryScreen(home="hangzhou-cn"), guide, say_in(Locale.ZH_HANS), lines=lines)
        for lines in (LINES, LINES_FOR_STAFF)
    )
    assert few is not None
    assert many is not None
    assert few.plain.count("周年（") == LINES
    assert LINES < many.plain.count("周年（") <= LINES_FOR_STAFF <= 10


def test_programmes_are_chosen_by_whom_they_are_for() -> None:
    guide = guide_in(Locale.EN)
    choice = _of(ProgrammeScreen(), guide)
    labels = [button.text for row in pressable(choice) for button in row]
    assert labels[0] == f"Students · {len(guide.programmes(group=Group.STUDENTS))}"
    sport = _of(ProgrammeScreen(Group.SPORT), guide)
    assert sport.plain.startswith("Programmes: Sport (1/2)\n\n")
    assert "[1]" in sport.plain
    assert shown(sport).text


def test_a_title_with_markup_in_it_is_shown_as_it_is() -> None:
    message = _of(ProgrammeScreen(Group.YOUTH), guide_in(Locale.EN, small_desks()[Audience.PUBLIC]))
    assert "Choir <b>exchange</b>" in shown(message).text


def test_sources_tell_how_recent_they_are() -> None:
    guide = guide_in(Locale.EN)
    message = _of(SourceScreen(), guide)
    holdings = guide.directory.holdings
    assert f"{len(holdings.sources)} sources" in message.plain
    assert "The newest is of 31 July 2025." in message.plain
    assert message.plain.count(" records") + message.plain.count(" record\n") >= 6


def _of(press: CityScreen | ProgrammeScreen | AnniversaryScreen | SourceScreen, guide: Guide) -> OutMessage:
    message = screen(press.data, guide, Locale.EN)
    assert message is not None
    return message
