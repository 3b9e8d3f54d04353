"""/brief, /letter, /dormant, /chart and /export, for staff, and the buttons under what they bring."""

import re
from collections.abc import Callable, Sequence

from telegram import Update

from bot.assistant_pool import Desk
from bot.browse import papers
from bot.browse.cities import city_or_choice
from bot.context import Context, NoLonger
from bot.handlers.answering import answer_replied_to, sign_of_work
from bot.handlers.files import drawn, exported, exported_answer
from bot.handlers.limits import QUESTION, charge, charge_answer
from bot.presses import BriefPress, ExportPress, LetterPress, PicturePress, QuietPress
from bot.render.markup import esc
from bot.render.message import OutFile, OutMessage, file_name, notice
from bot.web import feed_address
from knowledge.briefs import Letter, LetterError, brief, dormant, letter
from knowledge.briefs.dormant import DEFAULT_YEARS
from knowledge.calendar import next_anniversary
from knowledge.charts.kinds import Chart
from knowledge.directory import Guide
from knowledge.errors import ConfigurationError
from knowledge.evidence import Audience
from knowledge.exports import document, letter_paper
from knowledge.names import Place

Pressed = BriefPress | LetterPress | QuietPress | ExportPress

_MOST_YEARS = 100
_YEARS = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


async def show_brief(_: Update, context: Context) -> None:
    """Show the brief on the city of a name, or a choice of cities."""
    words = list(context.args or [])
    shown = await _of_city(context, words, lambda desk, guide, place: _brief(context, desk, guide, place))
    await context.reply(shown)


async def show_letter(_: Update, context: Context) -> None:
    """Show a draft letter: /letter CITY, or /letter CITY YEARS."""
    await charge_answer(context)
    words = list(context.args or [])
    years = int(words.pop()) if len(words) > 1 and _YEARS.fullmatch(words[-1]) else None
    async with sign_of_work(context):
        draft = await _of_city(context, words, lambda desk, guide, place: _letter(context, desk, guide, place, years))
    await context.reply(draft)


async def show_quiet(_: Update, context: Context) -> None:
    """Show the partners without a contact for some years: /dormant, or /dormant YEARS."""
    word = next(iter(context.args or []), str(DEFAULT_YEARS))
    if not _YEARS.fullmatch(word) or int(word) > _MOST_YEARS:
        await context.tell(context.say("Give me a number of years from 1 to {n}, as in /dormant 5.", n=_MOST_YEARS))
        return
    years = int(word)
    seen = await _seen(context, lambda _, guide: papers.quiet_message(dormant(guide, years), years, context.say))
    await context.reply(seen)


async def offer_charts(_: Update, context: Context) -> None:
    """Offer the pictures, or draw the one that is named: /chart map."""
    word = next(iter(context.args or []), "").lower()
    if word in set(Chart):
        picture = await drawn(context, PicturePress(Chart(word)))
        if picture is None:
            await context.tell(context.say("No agreement is on record, so there is nothing to draw."))
        else:
            await context.reply_file(picture)
        return
    await context.reply(await _seen(context, lambda _, guide: papers.chart_choice(guide, context.say)))


async def offer_exports(_: Update, context: Context) -> None:
    """Offer the lists to export; in reply to an answer, send that answer as a list."""
    stored = await answer_replied_to(context)
    if stored is None:
        await context.reply(papers.export_choice(context.say))
    elif stored.answer.citations:
        await context.reply_file(exported_answer(stored, context.office.settings.zone, context.say))
    else:
        await context.tell(context.say("That answer states nothing, so there is nothing to export."))


async def press_paper(context: Context, pressed: Pressed) -> None:
    """Do what a button of a desk paper says."""
    if isinstance(pressed, ExportPress) and not pressed.file_format:
        await context.turn_to(papers.format_choice(pressed.what, context.say, _feeds(context, pressed)))
        return
    await (charge_answer(context) if isinstance(pressed, LetterPress) else charge(context, QUESTION))
    async with sign_of_work(context):
        made = await context.at_desk(lambda desk, guide: _made(context, desk, guide, pressed))
    if made is None:
        raise NoLonger
    if isinstance(made, OutMessage) and not isinstance(pressed, ExportPress) and pressed.page:
        await context.turn_to(made)
        return
    await context.toast()
    await (context.reply_file(made) if isinstance(made, OutFile) else context.reply(made))


def _feeds(context: Context, pressed: ExportPress) -> dict[Audience, str]:
    """Return where the calendars of a list can be subscribed to; nothing where others read along."""
    if not context.is_private or "ics" not in pressed.what.formats:
        return {}
    addresses = {
        audience: feed_address(context.office.settings, audience, context.locale, context.person.user_id)
        for audience in Audience
    }
    return {audience: address for audience, address in addresses.items() if address}


def _made(context: Context, desk: Desk, guide: Guide, pressed: Pressed) -> OutFile | OutMessage | None:
    match pressed:
        case ExportPress():
            return exported(pressed, guide, context.office.now(), context.say)
        case QuietPress(years, page):
            return papers.quiet_message(dormant(guide, years), years, context.say, page)
        case _:
            place = desk.directory.place_of(pressed.key)
            return _paper(context, desk, guide, place, pressed) if place else None


def _paper(
    context: Context, desk: Desk, guide: Guide, place: Place, pressed: BriefPress | LetterPress
) -> OutFile | OutMessage | None:
    if isinstance(pressed, LetterPress):
        if pressed.as_file:
            return _letter_file(context, desk, guide, place, pressed.years)
        return _letter(context, desk, guide, place, pressed.years, pressed.page or 1)
    if not pressed.as_file:
        return _brief(context, desk, guide, place, pressed.page or 1)
    paper = brief(guide, desk.index, place)
    data = document(paper.title, paper.sections, guide.language, guide.script, day=guide.today, remark=paper.as_of)
    return OutFile(f"{file_name(paper.title)}.docx", data, paper.as_of)


def _brief(context: Context, desk: Desk, guide: Guide, place: Place, page: int = 1) -> OutMessage | None:
    partner = desk.directory.partner_of(place.id)
    dates = [row.date for row in partner.agreements if row.date is not None] if partner else []
    years = next_anniversary(dates[0], guide.today, every=guide.directory.book.milestone).years if dates else None
    return papers.brief_message(brief(guide, desk.index, place), desk.directory.key_of(place), years, context.say, page)


def _drafted(context: Context, desk: Desk, guide: Guide, place: Place, years: int | None) -> Letter:
    """Return a draft letter, worded by a language model where there is one. Raises LetterError."""
    draft = letter(guide, place, years, templates=context.office.settings.letter_templates)
    caller = desk.assistant.caller
    if caller is None:
        return draft
    from knowledge.answering.generative.letters import letter_writer  # noqa: PLC0415 - LangChain, only with a model

    return letter_writer(caller).worded(draft, guide, user=str(context.person.user_id))


def _letter_file(context: Context, desk: Desk, guide: Guide, place: Place, years: int) -> OutFile | None:
    try:
        draft = _drafted(context, desk, guide, place, years)
    except LetterError:
        return None
    basis = draft.basis(context.say("The facts in it, each with its source"))
    data = letter_paper(
        draft.title, draft.paragraphs, basis, guide.language, guide.script, day=guide.today, banner=draft.banner
    )
    return OutFile(f"{file_name(draft.title)}.docx", data, draft.banner)


def _letter(  # noqa: PLR0917 - what is drafted, and which page of it
    context: Context, desk: Desk, guide: Guide, place: Place, years: int | None, page: int = 1
) -> OutMessage | None:
    say = context.say
    try:
        draft = _drafted(context, desk, guide, place, years)
    except LetterError:
        city = guide.name_of(place)
        return notice(esc(say("No dated agreement with {city} is on record, so there is nothing to draft.", city=city)))
    except ConfigurationError as error:
        return notice(esc(say("The office's own letter template cannot be used: {reason}", reason=error)))
    return papers.letter_message(draft, guide.directory.key_of(place), say, page)


async def _seen(context: Context, see: Callable[[Desk, Guide], OutMessage | None]) -> OutMessage:
    """Return the first page of a paper."""
    seen = await context.at_desk(see)
    assert seen is not None  # noqa: S101 - it is always there
    return seen


async def _of_city(
    context: Context, words: Sequence[str], see: Callable[[Desk, Guide, Place], OutMessage | None]
) -> OutMessage:
    """Return the first page of a paper on the city of a name, or what is to be said of the name."""
    name, say = " ".join(words), context.say
    if not name:
        return notice(esc(say("Name a city after the command, as in /brief Lyon or /letter Fukuoka 50.")))

    def work(desk: Desk, guide: Guide) -> OutMessage | None:
        place = city_or_choice(name, guide, say, BriefPress)
        return place if isinstance(place, OutMessage) else see(desk, guide, place)

    return await _seen(context, work)
