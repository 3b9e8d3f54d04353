"""The screens of reminders, and their words: the list of a chat's, one with what can be changed of it, the choices."""

import datetime as dt
import zoneinfo
from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.i18n import Say, phrase
from bot.presses import ReminderPress
from bot.reminders.due import Occasion, days_due, due_on
from bot.reminders.reminder import LEAD_DAYS, Reminder, State, Verb, What
from bot.render.markup import Html, bold, esc, join
from bot.render.message import OutMessage, button, notice, rows
from knowledge.answering.records.phrasing import day_words, joined
from knowledge.directory import Guide

LEADS = (LEAD_DAYS, (365, *LEAD_DAYS), (30, 7, 0), (7, 0), (0,))
TIMES = tuple(dt.time(hour) for hour in (7, 8, 9, 10, 12, 14, 16, 18))

_SEVERAL = 2
_TITLES = {
    What.ANNIVERSARIES: phrase("Anniversaries"),
    What.INTENTIONS: phrase("Intentions coming due"),
    What.DIGEST: phrase("Monthly digest"),
    What.PROGRAMME_NEWS: phrase("News of exchange programmes"),
}
_WITH_LEADS = (What.ANNIVERSARIES, What.INTENTIONS)
_AHEAD = dt.timedelta(days=800)


def reminder_screen(reminder: Reminder, guide: Guide, say: Say, occasion: Occasion) -> OutMessage:
    """Return a reminder with its buttons."""
    if reminder.state is State.DELETED:
        return deleted_screen(reminder, say)
    lines = [*described(reminder, guide, say, occasion.zone)]
    if state := state_words(reminder, say):
        lines.append(state)
    if (coming := _next(reminder, guide, occasion)) and reminder.state in (State.ON, State.DRAFT):
        date = day_words(coming, guide.language)
        lines.append(say("The next one: {date}", date=date))
    heading = bold(esc(say.word(_TITLES[reminder.what])))
    text = join("\n", [heading, *map(esc, lines)])
    return notice(text, buttons=_keyboard(reminder, guide, say))


def list_screen(reminders: Sequence[Reminder], guide: Guide, say: Say, *, may_add: bool) -> OutMessage:
    """Return the reminders of a chat, each with a button that opens it."""
    keyboard = []
    lines: list[Html] = [bold(esc(say("Reminders")))]
    for number, reminder in enumerate(reminders, start=1):
        title = say.word(_TITLES[reminder.what])
        summary = " · ".join(filter(None, [title, *summary_words(reminder, guide, say), state_words(reminder, say)]))
        lines.append(esc(f"{number}. {summary}"))
        keyboard.append([button(f"{number}. {title} · {reminder.at:%H:%M}", ReminderPress(Verb.SHOW, reminder.id))])
    if not reminders:
        lines.append(esc(say("None is set.")))
    if may_add:
        keyboard.append([button(say("New reminder"), ReminderPress(Verb.NEW))])
    return notice(join("\n", lines), buttons=keyboard)


def choice_screen(verb: Verb, reminder: Reminder, guide: Guide, say: Say) -> OutMessage:
    """Return the choice that a button leads to: of home cities, continents, lead times or times of day."""
    match verb:
        case Verb.HOMES:
            question, setting, chosen = say("Of which home city?"), Verb.SET_HOME, reminder.home
            choices = [(say("All home cities"), ""), *((home.label, home.key) for home in guide.homes())]
        case Verb.CONTINENTS:
            question, setting, chosen = say("With partners where?"), Verb.SET_CONTINENT, reminder.continent
            choices = [(say("All continents"), ""), *((entry.label, entry.key) for entry in guide.continents())]
        case Verb.LEADS:
            question, setting = say("How many days before? 0 is the day itself."), Verb.SET_LEADS
            chosen = leads_value(reminder.lead_days)
            choices = [(" · ".join(map(str, leads)), leads_value(leads)) for leads in LEADS]
        case _:
            question, setting, chosen = say("At what time?"), Verb.SET_TIME, f"{reminder.at:%H%M}"
            choices = [(f"{at:%H:%M}", f"{at:%H%M}") for at in TIMES]
    buttons = [
        button(f"• {label}" if value == chosen else label, ReminderPress(setting, reminder.id, value))
        for label, value in choices
    ]
    back = [button(f"‹ {say('Back')}", ReminderPress(Verb.SHOW, reminder.id))]
    return notice(bold(esc(question)), buttons=[*rows(buttons), back])


def deleted_screen(reminder: Reminder, say: Say, was: State = State.ON) -> OutMessage:
    """Say that a reminder is deleted, with the button that brings it back."""
    text = say("Deleted: you will get no more of these.")
    undo = button(say("Undo"), ReminderPress(Verb.UNDO, reminder.id, was.value))
    return notice(join("\n", [bold(esc(say.word(_TITLES[reminder.what]))), esc(text)]), buttons=[[undo]])


def leads_value(leads: Sequence[int]) -> str:
    """Return lead times as a button carries them."""
    return "-".join(map(str, leads))


def _next(reminder: Reminder, guide: Guide, occasion: Occasion) -> dt.date | None:
    """Return the day on which a reminder of anniversaries or intentions speaks next."""
    if reminder.what not in _WITH_LEADS:
        return None
    days = days_due(reminder.at, occasion.zone, occasion.now, occasion.now + _AHEAD)
    return min((due.day for due in due_on(guide.directory, reminder, days, occasion.milestone)), default=None)


def _keyboard(reminder: Reminder, guide: Guide, say: Say) -> list[list[InlineKeyboardButton]]:
    def to(label: str, verb: Verb, value: str = "") -> InlineKeyboardButton:
        return button(label, ReminderPress(verb, reminder.id, value))

    keyboard = []
    is_draft = reminder.state is State.DRAFT
    if is_draft:
        keyboard.append([to(say("✓ Set it like this"), Verb.CONFIRM)])
    if reminder.what in (What.ANNIVERSARIES, What.DIGEST):
        years = [(say("Round years"), "1"), (say("Every year"), "0")]
        chosen = "1" if reminder.round_only else "0"
        keyboard.append([to(f"• {label}" if value == chosen else label, Verb.ROUND, value) for label, value in years])
    if reminder.what is not What.PROGRAMME_NEWS:
        places = [to(say("Continent…"), Verb.CONTINENTS)]
        if len(guide.homes()) >= _SEVERAL:
            places.insert(0, to(say("Home city…"), Verb.HOMES))
        keyboard.append(places)
    times = [to(say("Time of day…"), Verb.TIMES)]
    if reminder.what in _WITH_LEADS:
        times.insert(0, to(say("How long before…"), Verb.LEADS))
    keyboard.append(times)
    if is_draft:
        others = [
            (What.ANNIVERSARIES, say("Anniversaries one by one instead")),
            (What.INTENTIONS, say("Intentions coming due instead")),
            (What.DIGEST, say("A monthly digest instead")),
        ]
        keyboard += [[to(label, Verb.WHAT, what.value)] for what, label in others if what is not reminder.what]
        return keyboard
    pause = to(say("Pause"), Verb.PAUSE) if reminder.state is State.ON else to(say("Resume"), Verb.RESUME)
    delete = say("Unsubscribe") if reminder.what is What.PROGRAMME_NEWS else say("Delete")
    keyboard.append([pause, to(delete, Verb.DELETE)])
    keyboard.append([button(f"‹ {say('All reminders')}", ReminderPress(Verb.LIST))])
    return keyboard


def state_words(reminder: Reminder, say: Say) -> str:
    """Say why a reminder is not at work; nothing of one that is."""
    return {
        State.DRAFT: say("Not set yet."),
        State.PAUSED: say("Paused."),
        State.CLOSED: say("Paused: I could not write here."),
        State.NOT_STAFF: say("Paused: it was not for staff any more."),
    }.get(reminder.state, "")


def _which(reminder: Reminder, say: Say) -> str:
    return say("round years only") if reminder.round_only else say("every year")


def _where(reminder: Reminder, guide: Guide, say: Say) -> list[str]:
    home = guide.directory.place_of(reminder.home) if reminder.home else None
    continent = guide.continent_name(reminder.continent) if reminder.continent else say("all continents")
    return [guide.name_of(home) if home else say("all home cities"), continent]


def _leads(leads: Sequence[int], guide: Guide, say: Say) -> str:
    days = [str(lead) for lead in leads if lead]
    if not days:
        return say("on the day")
    before = say("{days} days before", days=joined(days, guide.language))
    return say("{before}, and on the day", before=before) if 0 in leads else before


def summary_words(reminder: Reminder, guide: Guide, say: Say) -> list[str]:
    """Return in a few words each what a reminder is about, and when."""
    if reminder.what is What.PROGRAMME_NEWS:
        return [f"{reminder.at:%H:%M}"]
    words = _where(reminder, guide, say)
    if reminder.what is not What.INTENTIONS:
        words.insert(0, _which(reminder, say))
    if reminder.what is not What.DIGEST:
        words.append(_leads(reminder.lead_days, guide, say))
    return [*words, f"{reminder.at:%H:%M}"]


def described(reminder: Reminder, guide: Guide, say: Say, zone: zoneinfo.ZoneInfo) -> list[str]:
    """Return the lines that say what a reminder does; its times are of a zone."""
    at = say("at {time} ({zone})", time=f"{reminder.at:%H:%M}", zone=zone.key)
    if reminder.what is What.PROGRAMME_NEWS:
        told = say("When a public programme is new or has changed, I tell you on that day or the next, {at}.", at=at)
        return [told]
    where = " · ".join(_where(reminder, guide, say))
    if reminder.what is What.DIGEST:
        told = say(
            "On the first of each month, {at}: what is coming in 90 days, what is to be followed up, and what is new.",
            at=at,
        )
        return [told, f"· {_which(reminder, say)}", f"· {where}"]
    which = say("open intentions with a due date") if reminder.what is What.INTENTIONS else _which(reminder, say)
    return [
        f"· {which}",
        f"· {where}",
        f"· {_leads(reminder.lead_days, guide, say)}",
        f"· {at}",
    ]
