"""/brief, /letter, /dormant, /chart and /export, for staff, and the buttons under what they bring."""

import re
from collections.abc import Callable
from typing import TypeVar

from telegram import Update

from bot.assistant_pool import Desk
from bot.browse import papers
from bot.browse.cities import city_or_choice
from bot.context import Context
from bot.feeds import feed_address
from bot.handlers.answering import answer_replied_to, sign_of_work
from bot.handlers.browsing import at_desk, turn_to
from bot.handlers.files import drawn, exported, exported_answer
from bot.handlers.groups import for_staff
from bot.handlers.limits import QUESTION, charge, charge_answer
from bot.handlers.reply import NoLonger, reply, reply_file, reply_with, toast
from bot.presses import BriefPress, ExportPress, LetterPress, PicturePress, QuietPress
from bot.render.markup import esc
from bot.render.message import OutFile, OutMessage, file_name, notice
from knowledge.briefs import Letter, LetterError, brief, dormant, letter
from knowledge.briefs.dormant import DEFAULT_YEARS
from knowledge.calendar import next_anniversary
from knowledge.charts.kinds import Chart
from knowledge.directory import Guide
from knowledge.errors import ConfigurationError
from knowledge.evidence import Audience
from knowledge.exports import document, letter_paper
from knowledge.names import Place

T = TypeVar("T")
Pressed = BriefPress | LetterPress | QuietPress | ExportPress

_MOST_YEARS = 100
_YEARS = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


async def show_brief(_: Update, context: Context) -> None:
    """Show the brief on the city of a name, or a choice of cities."""
    if await for_staff(context, "brief"):
        await reply(
            context,
            *await _of_city(
                context, " ".join(context.args or []), lambda desk, guide, place: _brief(context, desk, guide, place)
            ),
        )


async def show_letter(_: Update, context: Context) -> None:
    """Show a draft letter: /letter CITY, or /letter CITY YEARS."""
    if not await for_staff(context, "letter"):
        return
    await charge_answer(context)
    words = list(context.args or [])
    years = int(words.pop()) if len(words) > 1 and _YEARS.fullmatch(words[-1]) else None
    async with sign_of_work(context):
        drafts = await _of_city(
            context, " ".join(words), lambda desk, guide, place: _letter(context, desk, guide, place, years)
        )
    await reply(context, *drafts)


async def show_quiet(_: Update, context: Context) -> None:
    """Show the partners without a contact for some years: /dormant, or /dormant YEARS."""
    if not await for_staff(context, "dormant"):
        return
    word = next(iter(context.args or []), str(DEFAULT_YEARS))
    if not _YEARS.fullmatch(word) or int(word) > _MOST_YEARS:
        await reply_with(
            context, context.say("Give me a number of years from 1 to {n}, as in /dormant 5.", n=_MOST_YEARS)
        )
        return
    years = int(word)
    await reply(context, *await at_desk(context, lambda _desk, guide: _quiet(context, guide, years)))


async def offer_charts(_: Update, context: Context) -> None:
    """Offer the pictures, or draw the one that is named: /chart map."""
    if not await for_staff(context, "chart"):
        return
    word = next(iter(context.args or []), "").lower()
    if word in set(Chart):
        picture = await drawn(context, PicturePress(Chart(word)))
        if picture is None:
            await reply_with(context, context.say("No agreement is on record, so there is nothing to draw."))
        else:
            await reply_file(context, picture)
        return
    await reply(context, await at_desk(context, lambda _desk, guide: papers.chart_choice(guide, context.say)))


async def offer_exports(_: Update, context: Context) -> None:
    """Offer the lists to export; in reply to an answer, send that answer as a list."""
    if not await for_staff(context, "export"):
        return
    stored = await answer_replied_to(context)
    if stored is None:
        await reply(context, papers.export_choice(context.say))
    elif stored.answer.citations:
        await reply_file(context, exported_answer(stored, context.office.settings.zone, context.say))
    else:
        await reply_with(context, context.say("That answer states nothing, so there is nothing to export."))


async def press_paper(context: Context, pressed: Pressed) -> None:
    """Do what a button of a desk paper says."""
    if isinstance(pressed, ExportPress) and not pressed.file_format:
        await turn_to(context, papers.format_choice(pressed.what, context.say, _feeds(context, pressed)))
        return
    await (charge_answer(context) if isinstance(pressed, LetterPress) else charge(context, QUESTION))
    async with sign_of_work(context):
        made = await _made(context, pressed)
    if not made:
        raise NoLonger
    if isinstance(made, list) and not isinstance(pressed, ExportPress) and pressed.page:
        await turn_to(context, made[0])
        return
    await toast(context)
    if isinstance(made, OutFile):
        await reply_file(context, made)
    else:
        await reply(context, *made)


def _feeds(context: Context, pressed: ExportPress) -> dict[Audience, str]:
    """Return where the calendars of a list can be subscribed to; nothing where others read along."""
    if not context.is_private or "ics" not in pressed.what.formats:
        return {}
    addresses = {
        audience: feed_address(context.office.settings, audience, context.locale, context.person.user_id)
        for audience in Audience
    }
    return {audience: address for audience, address in addresses.items() if address}


async def _made(context: Context, pressed: Pressed) -> OutFile | list[OutMessage] | None:
    match pressed:
        case ExportPress():
            return await at_desk(
                context, lambda _desk, guide: exported(pressed, guide, context.office.now(), context.say)
            )
        case BriefPress() | LetterPress():
            return await at_desk(context, lambda desk, guide: _paper(context, desk, guide, pressed))
        case QuietPress():
            return await at_desk(context, lambda _, guide: _quiet(context, guide, pressed.years, pressed.page))


def _paper(
    context: Context, desk: Desk, guide: Guide, pressed: BriefPress | LetterPress
) -> OutFile | list[OutMessage] | None:
    place = desk.directory.place_of(pressed.key)
    if place is None:
        return None
    if isinstance(pressed, BriefPress):
        if not pressed.as_file:
            return _brief(context, desk, guide, place, pressed.page or 1)
        paper = brief(guide, desk.index, place)
        data = document(paper.title, paper.sections, guide.language, guide.script, day=guide.today)
        return OutFile(f"{file_name(paper.title)}.docx", data, paper.as_of)
    if not pressed.as_file:
        return _letter(context, desk, guide, place, pressed.years, pressed.page or 1)
    try:
        draft = _drafted(context, desk, guide, place, pressed.years)
    except LetterError:
        return None
    basis = draft.basis(context.say("The facts in it, each with its source"))
    data = letter_paper(
        draft.title, draft.paragraphs, basis, guide.language, guide.script, day=guide.today, banner=draft.banner
    )
    return OutFile(f"{file_name(draft.title)}.docx", data, draft.banner)


def _brief(context: Context, desk: Desk, guide: Guide, place: Place, page: int = 1) -> list[OutMessage]:
    partner = desk.directory.partner_of(place.id)
    dates = [row.date for row in partner.agreements if row.date is not None] if partner else []
    years = next_anniversary(dates[0], guide.today, every=guide.directory.book.milestone).years if dates else None
    key = desk.directory.key_of(place)
    shown = papers.brief_message(brief(guide, desk.index, place), key, years, context.say, page)
    return [shown] if shown else []


def _drafted(context: Context, desk: Desk, guide: Guide, place: Place, years: int | None) -> Letter:
    """Return a draft letter, worded by a language model where there is one. Raises LetterError."""
    draft = letter(guide, place, years, templates=context.office.settings.letter_templates)
    caller = desk.assistant.caller
    if caller is None:
        return draft
    from knowledge.answering.generative.letters import letter_writer  # noqa: PLC0415 - LangChain, only with a model

    return letter_writer(caller).worded(draft, guide, user=str(context.person.user_id))


def _letter(  # noqa: PLR0917 - what is drafted, and which page of it
    context: Context, desk: Desk, guide: Guide, place: Place, years: int | None, page: int = 1
) -> list[OutMessage]:
    try:
        draft = _drafted(context, desk, guide, place, years)
    except LetterError:
        say = context.say
        return [
            notice(
                esc(
                    say(
                        "No dated agreement with {city} is on record, so there is nothing to draft.",
                        city=guide.name_of(place),
                    )
                )
            )
        ]
    except ConfigurationError as error:
        return [notice(esc(context.say("The office's own letter template cannot be used: {reason}", reason=error)))]
    shown = papers.letter_message(draft, guide.directory.key_of(place), context.say, page)
    return [shown] if shown else []


def _quiet(context: Context, guide: Guide, years: int, page: int = 1) -> list[OutMessage]:
    shown = papers.quiet_message(dormant(guide, years), years, context.say, page)
    return [shown] if shown else []


async def _of_city(
    context: Context, name: str, show: Callable[[Desk, Guide, Place], list[OutMessage]]
) -> list[OutMessage]:
    say = context.say
    if not name:
        return [notice(esc(say("Name a city after the command, as in /brief Lyon or /letter Fukuoka 50.")))]

    def work(desk: Desk, guide: Guide) -> list[OutMessage]:
        place = city_or_choice(name, guide, say, BriefPress)
        return [place] if isinstance(place, OutMessage) else show(desk, guide, place)

    return await at_desk(context, work)
