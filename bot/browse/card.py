"""Cards of cities, and pages of events and programmes, a city's or a group's; each line with its source."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.i18n import Say
from bot.presses import AnniversaryScreen, CityScreen, ProgrammeScreen, View
from bot.render.cards import Blocks, cited_pages
from bot.render.markup import bold, esc
from bot.render.message import OutMessage, button, notice, page_row, rows
from knowledge.answering.records.phrasing import capitalised
from knowledge.directory import CityCard, Guide
from knowledge.evidence import Statement
from knowledge.names import Place
from knowledge.records import Group

_STATEMENTS_A_PAGE = 6


def card_screen(press: CityScreen, place: Place, guide: Guide, say: Say, *, remark: str = "") -> OutMessage | None:
    """Return a page of a city's card with the ways on from it; ``remark`` says how it was understood."""
    card = guide.card(place)
    blocks = card_blocks(card, say, remark=remark)
    return blocks.page(press.page, press, _ways_on(press, card, guide, say), head=2 if remark else 1)


def card_blocks(card: CityCard, say: Say, *, remark: str = "") -> Blocks:
    """Return what a city's card says."""
    blocks = Blocks(say)
    if remark:
        blocks.note(remark)
    blocks.title(" · ".join(filter(None, (f"{card.name} ({card.other_name})", card.country))))
    for statement in card.agreements:
        blocks.line(statement.text, *statement.citations)
    if card.partner_count:
        blocks.line(
            say.counted("{n} partner city is on record.", "{n} partner cities are on record.", card.partner_count)
        )
    _section(blocks, say("Anniversaries"), card.anniversaries)
    _section(blocks, say("Figures"), card.figures)
    _section(blocks, _some(say("Events"), card.events, card.event_count, say), card.events)
    _section(blocks, _some(say("Programmes"), card.programmes, card.programme_count, say), card.programmes)
    for note in card.notes:
        blocks.note(note)
    return blocks


def events_screen(press: CityScreen, place: Place, guide: Guide, say: Say) -> OutMessage | None:
    """Return a page of the events of a city, the latest first; None where there is no such page."""
    name = guide.name_of(place)
    title = say("Events: {city}", city=name)
    return statements_page(press, title, guide.events(place), _to_card(press, name), say)


def programmes_screen(press: CityScreen, place: Place, guide: Guide, say: Say) -> OutMessage | None:
    """Return a page of the programmes of a city; None where there is no such page."""
    name = guide.name_of(place)
    title = say("Programmes: {city}", city=name)
    return statements_page(press, title, guide.programmes(place=place), _to_card(press, name), say)


def statements_page(
    press: CityScreen | ProgrammeScreen,
    title: str,
    statements: Sequence[Statement],
    back: InlineKeyboardButton,
    say: Say,
) -> OutMessage | None:
    """Return a page of a list of statements, with the way back; None where there is no such page."""
    named = say("{title} ({page}/{pages})", title=title, page=1, pages=len(statements))
    pages = cited_pages(statements, lambda statement: statement, _STATEMENTS_A_PAGE, say, beside=[named])
    if not statements or press.page > len(pages):
        return None
    if len(pages) > 1:
        title = say("{title} ({page}/{pages})", title=title, page=press.page, pages=len(pages))
    blocks = Blocks(say)
    blocks.title(title)
    for statement in pages[press.page - 1]:
        blocks.paragraph(statement.text, *statement.citations)
    return blocks.message([page_row(press, press.page, len(pages)), [back]])


def _to_card(press: CityScreen, name: str) -> InlineKeyboardButton:
    return button(f"‹ {name}", CityScreen(View.CARD, press.key, back=press.back))


def _section(blocks: Blocks, heading: str, statements: Sequence[Statement]) -> None:
    if statements:
        blocks.title(heading)
    for statement in statements:
        blocks.line(f"· {statement.text}", *statement.citations)


def _some(heading: str, shown: Sequence[Statement], total: int, say: Say) -> str:
    if total <= len(shown):
        return heading
    return say("{what} ({shown} of {n})", what=heading, shown=len(shown), n=total)


def _ways_on(press: CityScreen, card: CityCard, guide: Guide, say: Say) -> list[list[InlineKeyboardButton]]:
    ways = []
    if card.event_count > len(card.events):
        label = say("All events · {n}", n=card.event_count)
        ways.append(button(label, CityScreen(View.EVENTS, card.key, back=press.back)))
    if card.programme_count > len(card.programmes):
        label = say("All programmes · {n}", n=card.programme_count)
        ways.append(button(label, CityScreen(View.PROGRAMMES, card.key, back=press.back)))
    keyboard = [ways] if ways else []
    if card.partner_count:
        partners = button(say("Partners · {n}", n=card.partner_count), CityScreen(View.HOME, card.key))
        keyboard.append([partners, button(say("Anniversaries"), AnniversaryScreen(home=card.key))])
    back = (
        [(list_name(press.back, guide, say), press.back)]
        if press.back and press.back.view is not View.CONTINENTS
        else []
    )
    back.append((say("All continents"), CityScreen(View.CONTINENTS)))
    keyboard.append([button(f"‹ {label}", way) for label, way in back])
    return keyboard


def list_name(press: CityScreen, guide: Guide, say: Say) -> str:
    """Return the name of a list of cities."""
    if press.view is View.COUNTRY:
        return guide.country_name(press.key)
    if press.view in (View.CONTINENT, View.ALL_OF_CONTINENT):
        return guide.continent_name(press.key)
    place = guide.directory.place_of(press.key)
    return say("Partners of {city}", city=guide.name_of(place)) if place else say("Back")


def programme_message(press: ProgrammeScreen, guide: Guide, say: Say) -> OutMessage | None:
    """Return the choice of groups or a page of programmes; None where there is no such page."""
    if press.group is None and not press.everything:
        return _groups(guide, say)
    name = capitalised(say.value("for_whom", press.group)) if press.group else say("All")
    title = say("Programmes: {group}", group=name)
    back = button(f"‹ {say('For others')}", ProgrammeScreen())
    return statements_page(press, title, guide.programmes(group=press.group), back, say)


def _groups(guide: Guide, say: Say) -> OutMessage:
    total = len(guide.programmes())
    if not total:
        return notice(bold(esc(say("Exchange programmes"))), esc(say("No programme is on record.")))
    counts = ((group, len(guide.programmes(group=group))) for group in Group)
    named = ((capitalised(say.value("for_whom", group)), group, n) for group, n in counts if n)
    buttons = [button(f"{name} · {n}", ProgrammeScreen(group)) for name, group, n in named]
    keyboard = [*rows(buttons), [button(say("All · {n}", n=total), ProgrammeScreen(everything=True))]]
    text = say.counted(
        "{n} programme is on record. Whom should it be for?",
        "{n} programmes are on record. Whom should they be for?",
        total,
    )
    return notice(bold(esc(say("Exchange programmes"))), esc(text), buttons=keyboard)
