"""Programmes by whom they are for."""

from bot.browse.card import statements_page
from bot.i18n import Say
from bot.presses import ProgrammeScreen
from bot.render.buttons import button, rows
from bot.render.markup import bold, esc
from bot.render.message import OutMessage, notice
from knowledge.directory import Guide
from knowledge.records import Group


def programme_message(press: ProgrammeScreen, guide: Guide, say: Say) -> OutMessage | None:
    """Return the choice of groups or a page of programmes; None where there is no such page."""
    if press.group is None and not press.everything:
        return _groups(guide, say)
    name = group_name(press.group, say) if press.group else say("All")
    title = say("Programmes: {group}", group=name)
    back = button(f"‹ {say('For others')}", ProgrammeScreen())
    return statements_page(press, title, guide.programmes(group=press.group), back, say)


def group_name(group: Group, say: Say) -> str:
    """Return what a group of people is called."""
    return {
        Group.STUDENTS: say("Students"),
        Group.YOUTH: say("Young people"),
        Group.BUSINESS: say("Business"),
        Group.CULTURE: say("Culture"),
        Group.SPORT: say("Sport"),
        Group.OFFICIALS: say("Officials"),
        Group.EXPERTS: say("Experts"),
        Group.PUBLIC: say("The public"),
    }[group]


def _groups(guide: Guide, say: Say) -> OutMessage:
    total = len(guide.programmes())
    if not total:
        return notice(bold(esc(say("Exchange programmes"))), esc(say("No programme is on record.")))
    counts = ((group, len(guide.programmes(group=group))) for group in Group)
    buttons = [button(f"{group_name(group, say)} · {n}", ProgrammeScreen(group)) for group, n in counts if n]
    keyboard = [*rows(buttons), [button(say("All · {n}", n=total), ProgrammeScreen(everything=True))]]
    text = say.counted(
        "{n} programme is on record. Whom should it be for?",
        "{n} programmes are on record. Whom should they be for?",
        total,
    )
    return notice(bold(esc(say("Exchange programmes"))), esc(text), buttons=keyboard)
