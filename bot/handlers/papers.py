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
from knowledge.briefs import LetterError, brief, dormant, letter
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
# The anniversary behind the name of a city.
_OCCASION = re.compile(
    r"(?<=\S)\s+(?=\S)(?:(?P<years>[1-9][0-9]{0,3})(?:st|nd|rd|th)?)?\s*(?:周年|週年|年|anniversary|jubilee)?$",
    re.ASCII | re.IGNORECASE,
)


async def show_brief(_: Update, context: Context) -> None:
    """Show the brief on the city of a name, or a choice of cities."""
    await context.reply(await _of_city(context, context.args or [], BriefPress))


async def show_letter(_: Update, context: Context) -> None:
    """Show a draft letter: /letter CITY, or with the anniversary behind it: 50, 50周年, 50th anniversary."""
    await charge_answer(context)
    words = " ".join(context.args or [])
    occasion = _OCCASION.search(words)
    years = int(occasion["years"] or 0) if occasion else 0
    name = words[: occasion.start()] if occasion else words
    async with sign_of_work(context):
        draft = await _of_city(context, name.split(), lambda key: LetterPress(key, years))
    await context.reply(draft)


async def show_quiet(_: Update, context: Context) -> None:
    """Show the partners without a contact for some years: /dormant, or /dormant YEARS."""
    word = next(iter(context.args or []), str(DEFAULT_YEARS))
    if not _YEARS.fullmatch(word) or int(word) > _MOST_YEARS:
        await context.tell(context.say("Give me a number of years from 1 to {n}, as in /dormant 5.", n=_MOST_YEARS))
        return
    await context.reply(await _seen(context, lambda desk, guide: _made(context, desk, guide, QuietPress(int(word)))))


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
        case BriefPress(key):
            place = desk.directory.place_of(key)
            return _brief(context, desk, guide, place, pressed) if place else None
        case LetterPress(key):
            place = desk.directory.place_of(key)
            return _letter(context, desk, guide, place, pressed) if place else None


def _brief(
    context: Context, desk: Desk, guide: Guide, place: Place, pressed: BriefPress
) -> OutFile | OutMessage | None:
    paper = brief(guide, desk.index, place)
    if pressed.as_file:
        data = document(paper.title, paper.sections, guide.language, guide.script, day=guide.today, remark=paper.as_of)
        return OutFile(f"{file_name(paper.title)}.docx", data, paper.as_of)
    partner = desk.directory.partner_of(place.id)
    dates = [row.date for row in partner.agreements if row.date is not None] if partner else []
    years = next_anniversary(dates[0], guide.today, every=guide.directory.book.milestone).years if dates else None
    return papers.brief_message(paper, pressed.key, years, context.say, pressed.page or 1)


def _letter(
    context: Context, desk: Desk, guide: Guide, place: Place, pressed: LetterPress
) -> OutFile | OutMessage | None:
    """Return a draft letter, worded by a language model where there is one."""
    say = context.say
    try:
        draft = letter(guide, place, pressed.years or None, templates=context.office.settings.letter_templates)
    except LetterError:
        told = say(
            "No dated agreement with {city} is on record, so there is nothing to draft.", city=guide.name_of(place)
        )
        return None if pressed.as_file else notice(esc(told))
    except ConfigurationError as error:
        return notice(esc(say("The office's own letter template cannot be used: {reason}", reason=error)))
    if desk.assistant.caller is not None:
        from knowledge.answering.generative.letters import letter_writer  # noqa: PLC0415 - LangChain, only with a model

        draft = letter_writer(desk.assistant.caller).worded(draft, guide, user=str(context.person.user_id))
    if not pressed.as_file:
        return papers.letter_message(draft, pressed.key, say, pressed.page or 1)
    basis = draft.basis(say("The facts in it, each with its source"))
    data = letter_paper(
        draft.title, draft.paragraphs, basis, guide.language, guide.script, day=guide.today, banner=draft.banner
    )
    return OutFile(f"{file_name(draft.title)}.docx", data, draft.banner)


async def _seen(context: Context, see: Callable[[Desk, Guide], OutFile | OutMessage | None]) -> OutMessage:
    """Return the first page of a paper."""
    seen = await context.at_desk(see)
    assert isinstance(seen, OutMessage)  # noqa: S101 - it is always there
    return seen


async def _of_city(
    context: Context, words: Sequence[str], press: Callable[[str], BriefPress | LetterPress]
) -> OutMessage:
    """Return the first page of a paper on the city of a name, or what is to be said of the name."""
    name, say = " ".join(words), context.say
    if not name:
        return notice(esc(say("Name a city after the command, as in /brief Lyon or /letter Fukuoka 50.")))

    def work(desk: Desk, guide: Guide) -> OutFile | OutMessage | None:
        place = city_or_choice(name, guide, say, BriefPress)
        if isinstance(place, OutMessage):
            return place
        return _made(context, desk, guide, press(desk.directory.key_of(place)))

    return await _seen(context, work)
