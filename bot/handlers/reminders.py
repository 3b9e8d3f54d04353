"""/remind, /reminders and /subscribe: what is announced to a chat by itself, and the buttons that change it."""

import dataclasses
import datetime as dt

from telegram import Update

from bot.browse import reminders as screens
from bot.browse.reminders import LEADS, TIMES, leads_value
from bot.context import Context, NoLonger
from bot.handlers.browsing import screen
from bot.people import Role
from bot.presses import CityScreen, ReminderPress, View
from bot.reminders.due import Occasion, looked_at_new_time
from bot.reminders.reminder import AT, LEAD_DAYS, Reminder, State, Verb, What, read_time
from bot.render.markup import esc
from bot.render.message import OutMessage, notice
from knowledge.evidence import Audience

MOST_REMINDERS = 20

_PAUSED = (State.PAUSED, State.CLOSED, State.NOT_STAFF)


async def remind(_: Update, context: Context) -> None:
    """Offer a reminder of anniversaries, to be set as it is with one press; a time after the command is taken."""
    written = " ".join(context.args or [])
    at = read_time(written)
    if (said := await _not_allowed(context)) is not None:
        await context.reply(said)
    elif written and at is None:
        await context.tell(context.say("I cannot read that time of day. Write it as /remind 8:30"))
    else:
        await context.reply(await _new(context, at))


async def list_reminders(_: Update, context: Context) -> None:
    """Show the reminders of this chat."""
    if not context.is_private and context.role is not Role.ADMIN:
        await context.tell(context.say("The reminders of this chat are the admins' to set."))
    else:
        await context.reply(await _list(context))


async def subscribe(_: Update, context: Context) -> None:
    """Subscribe a person to the news of the public programmes, or show that they are subscribed."""
    storage = context.office.storage
    own = await storage.reminders.of_chat(context.chat_id)
    held = next((one for one in own if one.what is What.PROGRAMME_NEWS), None)
    if held is None:
        held = await _add(context, What.PROGRAMME_NEWS, AT, State.ON)
    elif held.state is not State.ON:
        after = await from_now(context, held)
        changed = {"state": after.state, "last_looked_at": after.last_looked_at, "edition": after.edition}
        held = await storage.reminders.change(held, **changed) or held
    await context.reply(await _shown(context, held))


async def press_reminder(context: Context, press: ReminderPress) -> None:
    """Do what a button of a reminder says."""
    if press.verb is Verb.CITY:
        await _show_city(context, press.value)
    elif press.verb in (Verb.LIST, Verb.NEW):
        await _without_one(context, press.verb)
    else:
        await _with_one(context, press)


async def _not_allowed(context: Context) -> OutMessage | None:
    """Return what is said to somebody who may not set a reminder here; None if they may."""
    say = context.say
    if context.role is Role.PUBLIC:
        return notice(
            esc(say("Reminders of anniversaries are for the staff of the office.")),
            esc(say("News of exchange programmes are for everybody: /subscribe")),
        )
    if not context.is_private and context.role is not Role.ADMIN:
        return notice(esc(say("Only admins set reminders for this chat. Your own you can set in our private chat.")))
    if len(await context.office.storage.reminders.of_chat(context.chat_id)) >= MOST_REMINDERS:
        return notice(esc(say("There are {n} reminders here already. Please delete one first.", n=MOST_REMINDERS)))
    return None


async def _without_one(context: Context, verb: Verb) -> None:
    """Show the list, or begin another reminder."""
    chat_id = context.chat_id
    in_staff_chat = context.office.access.is_staff_chat(chat_id) and context.role is Role.ADMIN
    if not (context.is_private or in_staff_chat):
        raise NoLonger
    if verb is Verb.LIST:
        await context.turn_to(await _list(context))
    else:
        await context.turn_to(await _not_allowed(context) or await _new(context, None))


async def _with_one(context: Context, press: ReminderPress) -> None:
    """Do something with a reminder that is theirs who pressed."""
    reminder = await _theirs(context, press.reminder_id)
    if reminder is None:
        raise NoLonger
    match press.verb:
        case Verb.SHOW:
            await context.turn_to(await _shown(context, reminder))
        case Verb.MANAGE:
            await context.toast()
            await context.reply(await _shown(context, reminder))
        case Verb.DELETE | Verb.STOP:
            was = reminder.state
            if was is not State.DELETED:
                reminder = await context.office.storage.reminders.change(reminder, state=State.DELETED) or reminder
            screen = screens.deleted_screen(reminder, context.say, State.PAUSED if was in _PAUSED else State.ON)
            if press.verb is Verb.DELETE:
                await context.turn_to(screen)
            else:
                await context.toast()
                await context.reply(screen)
        case Verb.HOMES | Verb.CONTINENTS | Verb.LEADS | Verb.TIMES as verb:
            screen = await context.look(lambda guide: screens.choice_screen(verb, reminder, guide, context.say))
            await context.turn_to(screen)
        case _:
            await _change(context, reminder, press)


async def _change(context: Context, reminder: Reminder, press: ReminderPress) -> None:
    """Change a reminder as a button says; a value that was never offered changes nothing."""
    after = await _changed(context, reminder, press)
    if after is None:
        raise NoLonger
    fields = {
        field.name: getattr(after, field.name)
        for field in dataclasses.fields(after)
        if getattr(after, field.name) != getattr(reminder, field.name)
    }
    if not fields:
        await context.toast()
        return
    kept = await context.office.storage.reminders.change(reminder, **fields)
    # Whoever was faster changed it: it is shown as it is now.
    shown = kept or await _theirs(context, reminder.id)
    await context.turn_to(await _shown(context, shown) if shown else None)


async def _theirs(context: Context, reminder_id: int) -> Reminder | None:
    """Return a reminder if the one who is here may see and change it, here and now."""
    reminder = await context.office.storage.reminders.get(reminder_id)
    if reminder is None or reminder.chat_id != context.chat_id:
        return None
    if reminder.audience is Audience.STAFF and context.audience is not Audience.STAFF:
        return None
    return reminder if context.is_private or context.role is Role.ADMIN else None


async def _new(context: Context, at: dt.time | None) -> OutMessage:
    return await _shown(context, await _add(context, What.ANNIVERSARIES, at or AT, State.DRAFT))


async def _add(context: Context, what: What, at: dt.time, state: State) -> Reminder:
    storage = context.office.storage
    return await storage.reminders.add(
        what,
        chat_id=context.chat_id,
        thread_id=context.thread_id,
        user_id=context.person.user_id,
        locale=context.locale.value,
        edition=await storage.editions.newest(),
        lead_days=LEAD_DAYS,
        at=at,
        state=state,
    )


async def _list(context: Context) -> OutMessage:
    own = await context.office.storage.reminders.of_chat(context.chat_id)
    seen = [one for one in own if context.audience is Audience.STAFF or one.audience is Audience.PUBLIC]
    may_add = context.role is not Role.PUBLIC
    return await context.look(lambda guide: screens.list_screen(seen, guide, context.say, may_add=may_add))


async def _shown(context: Context, reminder: Reminder) -> OutMessage:
    settings = context.office.settings
    occasion = Occasion(context.office.now(), settings.zone, settings.milestone_years)
    return await context.look(lambda guide: screens.reminder_screen(reminder, guide, context.say, occasion))


async def _show_city(context: Context, key: str) -> None:
    """Show a city's card below the notice that named it."""
    card = await screen(context, CityScreen(View.CARD, key))
    if card is None:
        raise NoLonger
    await context.toast()
    await context.reply(card)


_OFFERED = {What.ANNIVERSARIES, What.INTENTIONS, What.DIGEST}


async def _changed(context: Context, reminder: Reminder, press: ReminderPress) -> Reminder | None:  # noqa: PLR0911 - one arm a button
    """Return a reminder as a button makes it; None where the button was never offered, or is no longer."""
    zone = context.office.settings.zone
    match press.verb, press.value:
        case ((Verb.CONFIRM | Verb.RESUME), _):
            return reminder if reminder.state is State.ON else await from_now(context, reminder)
        case Verb.PAUSE, _ if reminder.state is State.ON:
            return dataclasses.replace(reminder, state=State.PAUSED)
        case Verb.UNDO, value if reminder.state is State.DELETED and value in {State.ON, State.PAUSED}:
            return dataclasses.replace(reminder, state=State(value))
        case Verb.WHAT, value if reminder.state is State.DRAFT and value in _OFFERED:
            return dataclasses.replace(reminder, what=What(value))
        case Verb.ROUND, ("0" | "1") as value:
            return dataclasses.replace(reminder, round_only=value == "1")
        case Verb.SET_HOME, key if not key or key in {home.key for home in await context.look(lambda it: it.homes())}:
            return dataclasses.replace(reminder, home=key)
        case Verb.SET_CONTINENT, key if not key or key in {
            entry.key for entry in await context.look(lambda it: it.continents())
        }:
            return dataclasses.replace(reminder, continent=key)
        case Verb.SET_LEADS, value if value in map(leads_value, LEADS):
            return dataclasses.replace(reminder, lead_days=tuple(map(int, value.split("-"))))
        case Verb.SET_TIME, value if value in {f"{at:%H%M}" for at in TIMES}:
            at = dt.time(int(value[:2]), int(value[2:]))
            looked_at = looked_at_new_time(reminder.last_looked_at, reminder.at, at, zone)
            return dataclasses.replace(reminder, at=at, last_looked_at=looked_at)
        case _:
            return None


async def from_now(context: Context, reminder: Reminder) -> Reminder:
    """Return a reminder set to work: what it would have told before now, it does not."""
    newest = await context.office.storage.editions.newest()
    return dataclasses.replace(reminder, state=State.ON, last_looked_at=context.office.now(), edition=newest)
