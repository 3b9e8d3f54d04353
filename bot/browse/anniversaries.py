"""Anniversaries: the next twelve months, this year or the next, all or the round ones, by home city."""

import datetime as dt

from telegram import InlineKeyboardButton

from bot.i18n import Say
from bot.presses import AnniversaryScreen
from bot.render.cards import Blocks, cited_pages
from bot.render.message import OutMessage, button, page_row, picture_button, rows
from knowledge.charts.kinds import Chart
from knowledge.directory import Coming, ComingLine, Guide
from knowledge.evidence import Picture
from knowledge.language.meanings import months_after

LINES = 8
LINES_FOR_STAFF = 10
# Of other years nobody made a button here.
_YEARS_BACK, _YEARS_AHEAD = 1, 50
_SEVERAL = 2


def anniversary_message(press: AnniversaryScreen, guide: Guide, say: Say, *, lines: int) -> OutMessage | None:
    """Return a page of anniversaries; None where there is no such page, year or home city."""
    homes = guide.homes()
    year = guide.today.year
    if press.year is not None and not year - _YEARS_BACK <= press.year <= year + _YEARS_AHEAD:
        return None
    if press.home and press.home not in {home.key for home in homes}:
        return None
    start, end = guide.today, months_after(guide.today, 12)
    if press.year is not None:
        start, end = dt.date(press.year, 1, 1), dt.date(press.year + 1, 1, 1)
    every = guide.directory.book.milestone if press.round_only else 1
    coming = guide.anniversaries(start, end, every=every, home=press.home)
    when = say("Anniversaries in {year}", year=press.year) if press.year else say("Anniversaries in the next 12 months")
    home = guide.directory.place_of(press.home)
    title = f"{when} · {guide.name_of(home)}" if home else when
    found = (*coming.dated, *coming.day_unknown)
    beside = (title, _count(coming, press, len(found), say), say("The day is not known"), *coming.notes)
    pages = cited_pages(found, lambda line: line.statement, lines, say, beside=beside)
    if press.page > len(pages):
        return None
    blocks = Blocks(say)
    blocks.title(title)
    blocks.line(_count(coming, press, len(pages), say))
    _add(blocks, pages[press.page - 1], coming, say, with_stars=not press.round_only)
    picture = Picture(Chart.CALENDAR, home.id if home else "", press.year or year)
    return blocks.message(_keyboard(press, guide, len(pages), picture, say))


def own_home(guide: Guide) -> str:
    """Return the key of the office's own city where there are others beside it; a button shows those of all."""
    homes, own = {home.key for home in guide.homes()}, guide.directory.home
    return own.id if own is not None and own.id in homes and len(homes) > 1 else ""


def _count(coming: Coming, press: AnniversaryScreen, pages: int, say: Say) -> str:
    found = (*coming.dated, *coming.day_unknown)
    if not found:
        return say("No anniversary is on record for this time.")
    if press.round_only:
        text = say.counted("{n} round anniversary", "{n} round anniversaries", len(found))
    else:
        text = say.counted("{n} anniversary", "{n} anniversaries", len(found))
        if number := sum(line.is_round for line in found):
            text = say("{all}, {n} of them round (★)", all=text, n=number)
    return say("{what} · page {page} of {pages}", what=text, page=press.page, pages=pages) if pages > 1 else text


def _add(blocks: Blocks, lines: list[ComingLine], coming: Coming, say: Say, *, with_stars: bool) -> None:
    unknown = set(coming.day_unknown)
    headed = False
    for place, line in enumerate(lines):
        if line in unknown and not headed:
            blocks.title(say("The day is not known"))
            headed = True
        text = f"★ {line.statement.text}" if line.is_round and with_stars else line.statement.text
        (blocks.paragraph if place == 0 and not headed else blocks.line)(text, *line.statement.citations)
    for note in coming.notes:
        blocks.note(note)


def _keyboard(
    press: AnniversaryScreen, guide: Guide, pages: int, picture: Picture, say: Say
) -> list[list[InlineKeyboardButton]]:
    def to(label: str, year: int | None, home: str, *, round_only: bool) -> InlineKeyboardButton:
        there = AnniversaryScreen(year, round_only, home)
        is_here = (year, round_only, home) == (press.year, press.round_only, press.home)
        return button(f"• {label}" if is_here else label, there)

    keyboard = [page_row(press, press.page, pages)]
    this_year = guide.today.year
    spans = [(say("12 months"), None), (str(this_year), this_year), (str(this_year + 1), this_year + 1)]
    keyboard.append([to(label, year, press.home, round_only=press.round_only) for label, year in spans])
    choices = [(say("Every year"), False), (say("Round years"), True)]
    keyboard.append([to(label, press.year, press.home, round_only=choice) for label, choice in choices])
    homes = guide.homes()
    keyboard.append([picture_button(picture, say)])
    if len(homes) >= _SEVERAL:
        cities = [(say("All home cities"), ""), *((home.label, home.key) for home in homes)]
        keyboard += rows([to(label, press.year, key, round_only=press.round_only) for label, key in cities])
    return keyboard
