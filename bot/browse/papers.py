"""Desk papers on the screen: briefs, letters, quiet partners, charts and exports."""

from collections.abc import Mapping

from bot.i18n import Say, phrase
from bot.presses import BriefPress, ExportList, ExportPress, LetterPress, PicturePress, QuietPress
from bot.render.cards import Blocks
from bot.render.markup import bold, code, esc, join
from bot.render.message import CHART_NAMES, OutMessage, button, notice, rows
from knowledge.briefs import Letter, Paper, Quiet
from knowledge.charts.kinds import Chart
from knowledge.directory import Guide
from knowledge.evidence import Audience

LIST_NAMES = {
    ExportList.AGREEMENTS: phrase("Agreements"),
    ExportList.THIS_YEAR: phrase("Anniversaries of this year"),
    ExportList.NEXT_YEAR: phrase("Anniversaries of next year"),
    ExportList.EVENTS: phrase("Events"),
    ExportList.PROGRAMMES: phrase("Programmes"),
    ExportList.DORMANT: phrase("Quiet partners"),
    ExportList.INTENTIONS: phrase("Intentions"),
}


def brief_message(paper: Paper, key: str, years: int | None, say: Say, page: int = 1) -> OutMessage | None:
    """Return a page of a brief; ``years`` is the anniversary that a letter is offered for, None for no letter."""
    blocks = Blocks(say)
    blocks.title(paper.title)
    for section in paper.sections:
        blocks.title(section.heading)
        for statement in section.statements:
            blocks.line(f"· {statement.text}", *statement.citations)
        for remark in section.remarks:
            blocks.line(f"· {remark}")
    blocks.note(paper.as_of)

    ways = [
        [button(say("As a Word document"), BriefPress(key, as_file=True))],
        [button(say("Draft a letter"), LetterPress(key, years))] if years is not None else [],
    ]
    return blocks.page(page, BriefPress(key), ways)


def letter_message(draft: Letter, key: str, say: Say, page: int = 1) -> OutMessage | None:
    """Return a page of a draft letter with the facts that it rests on."""
    blocks = Blocks(say)
    blocks.html(bold(esc(draft.banner)))
    blocks.title(draft.title)
    for paragraph in draft.paragraphs:
        blocks.paragraph(paragraph)
    blocks.title(say("The facts in it, each with its source"))
    for fact in draft.facts:
        blocks.line(f"· {fact.text}", *fact.citations)
    for remark in draft.remarks:
        blocks.note(remark)

    document = button(say("As a Word document"), LetterPress(key, draft.years, as_file=True))
    return blocks.page(page, LetterPress(key, draft.years), [[document]], head=2)


def quiet_message(quiet: Quiet, years: int, say: Say, page: int = 1) -> OutMessage | None:
    """Return a page of who has gone quiet, and apart from them who has no contact on record."""
    blocks = Blocks(say)
    blocks.title(say.counted("No contact on record for {n} year", "No contact on record for {n} years", years))
    for contact in quiet.dormant:
        told = say("{label}: {value}", label=contact.name, value=contact.statement.text)
        blocks.line(f"· {told}", *contact.statement.citations)
    if not quiet.dormant:
        blocks.line(say("Every partner with a dated contact was met since."))
    if quiet.reported:
        blocks.title(say("Called inactive by a source"))
        for statement in quiet.reported:
            blocks.line(f"· {statement.text}", *statement.citations)
    if quiet.unrecorded:
        blocks.title(
            say.counted(
                "{n} partner has no dated contact on record",
                "{n} partners have no dated contact on record",
                len(quiet.unrecorded),
            )
        )
        blocks.line(say("“No record” does not mean “no contact”."))
        blocks.line(", ".join(quiet.unrecorded) if quiet.unrecorded[0].isascii() else "、".join(quiet.unrecorded))

    return blocks.page(page, QuietPress(years), [[button(say("Export"), ExportPress(ExportList.DORMANT))]])


def chart_choice(guide: Guide, say: Say) -> OutMessage:
    """Return the choice of pictures: of all home cities together, and of each."""
    keyboard = rows([button(say.word(CHART_NAMES[chart]), PicturePress(chart)) for chart in Chart])
    homes = guide.homes()
    if len(homes) > 1:
        for home in homes:
            own = [
                button(f"{say.word(CHART_NAMES[chart])} · {home.label}", PicturePress(chart, home.key))
                for chart in Chart
                if chart is not Chart.HOMES
            ]
            keyboard += rows(own)
    return notice(bold(esc(say("Pictures"))), esc(say("Which picture shall I draw?")), buttons=keyboard)


def export_choice(say: Say) -> OutMessage:
    """Return the choice of lists to export."""
    buttons = [button(say.word(LIST_NAMES[what]), ExportPress(what)) for what in ExportList]
    return notice(
        bold(esc(say("Export"))),
        esc(say("Which list shall I write into a file?")),
        buttons=rows(buttons),
    )


def format_choice(what: ExportList, say: Say, feeds: Mapping[Audience, str] | None = None) -> OutMessage:
    """Return the choice of formats of a list; ``feeds`` are where each audience's calendar can be subscribed to."""
    names = {"xlsx": "Excel (.xlsx)", "csv": "CSV", "ics": say("Calendar (.ics)")}
    buttons = [button(names[each], ExportPress(what, each)) for each in what.formats]
    paragraphs = [bold(esc(say.word(LIST_NAMES[what]))), esc(say("In which format?"))]
    if feeds:
        of_staff = say("Or subscribe in your calendar. This address is for staff, keep it to yourself:")
        of_all = say("This one has public records only, and may be handed on:")
        paragraphs += [
            join("\n", [esc(of_staff), code(feeds[Audience.STAFF])]),
            join("\n", [esc(of_all), code(feeds[Audience.PUBLIC])]),
        ]
    return notice(*paragraphs, buttons=rows(buttons, len(buttons)))
