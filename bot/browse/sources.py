"""The sources: what the bot knows, and how recent it is."""

import zoneinfo

from bot.i18n import Say
from bot.presses import SourceScreen
from bot.render.cards import Blocks, in_pages
from bot.render.markup import Html, bold, esc, join, link, shorten
from bot.render.message import OutMessage, page_row
from knowledge.answering.records.phrasing import day_words
from knowledge.calendar import format_date
from knowledge.directory import Directory, Holdings, SourceEntry
from knowledge.evidence import Language

SOURCES_A_PAGE = 6
_TITLE_UNITS = 200


def source_message(press: SourceScreen, directory: Directory, say: Say, zone: zoneinfo.ZoneInfo) -> OutMessage | None:
    """Return a page of the sources, the newest first; None where there is no such page."""
    holdings = directory.holdings
    pages = in_pages(holdings.sources, SOURCES_A_PAGE)
    if press.page > len(pages):
        return None
    blocks = Blocks(say)
    blocks.title(say("What I know"))
    for line in _summary(holdings, say, zone):
        blocks.line(line)
    if len(pages) > 1:
        blocks.note(say("Newest first · page {page} of {pages}", page=press.page, pages=len(pages)))
    for entry in pages[press.page - 1]:
        blocks.html(_told(entry, say))
    return blocks.message([page_row(press, press.page, len(pages))])


def _summary(holdings: Holdings, say: Say, zone: zoneinfo.ZoneInfo) -> list[str]:
    language = say.locale.language
    if not holdings.sources:
        return [say("Nothing has been read in yet.")]
    sources = say.counted("{n} source", "{n} sources", len(holdings.sources))
    lines = [say("{sources}: {amount}.", sources=sources, amount=_amount(holdings.passages, holdings.records, say))]
    if holdings.newest:
        lines.append(say("The newest is of {date}.", date=format_date(holdings.newest, language)))
    if holdings.built_at:
        day = holdings.built_at.astimezone(zone).date()
        date = day_words(day, language)
        lines.append(say("Read in on {date}.", date=date))
    return lines


def _told(entry: SourceEntry, say: Say) -> Html:
    language = say.locale.language
    title = bold(link(esc(shorten(say.written(entry.title(language)), _TITLE_UNITS)), entry.url))
    names = {Language.ZH: say("Chinese"), Language.EN: say("English")}
    details = [
        shorten(say.written(entry.publisher(language)), _TITLE_UNITS),
        format_date(entry.latest, language) if entry.latest else say("no date"),
        _amount(entry.passages, entry.records, say),
        "/".join(names[name] for name in entry.languages),
    ]
    return join("\n", [title, esc(" · ".join(filter(None, details)))])


def _amount(passages: int, records: int, say: Say) -> str:
    amounts = []
    if passages:
        amounts.append(say.counted("{n} passage", "{n} passages", passages))
    if records:
        amounts.append(say.counted("{n} record", "{n} records", records))
    return " · ".join(amounts)
