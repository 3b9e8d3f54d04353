"""/log and /correct: what staff tell in a dialogue, step by step; where it has come to is in the database."""

import dataclasses
import secrets
from collections.abc import Mapping

from telegram import Update
from telegram.ext import ApplicationHandlerStop, BaseHandler, MessageHandler, filters

from bot.context import Context
from bot.dialogues import CORRECT, FLOWS, LOG, Dialogue, Flow, Refused, Scene, dialogue_screen, kept_screen
from bot.dialogues.dialogue import step_of
from bot.entries import keep
from bot.handlers.browsing import look, turn_to
from bot.handlers.groups import in_private
from bot.handlers.reply import NoLonger, chat_of, message_of, reply, reply_with
from bot.people import Role
from bot.presses import DialoguePress, Way
from bot.render.markup import esc
from bot.render.message import OutMessage, notice
from bot.storage import Draft

# Before all other handlers: what answers a step is no question.
FIRST = -1


async def begin(context: Context, flow: Flow, answers: Mapping[str, str] | None = None, text: str = "") -> None:
    """Begin a dialogue, in place of any that the visitor is in; ``text`` is an answer to its first step."""
    if not await is_for(context, flow.role, flow.name):
        return
    dialogue = await current(context)
    again = dialogue is not None and dialogue.update_id == context.incoming.update_id
    if dialogue is None or not again:
        dialogue = Dialogue(secrets.token_urlsafe(8), flow.name, answers or {}, update_id=context.incoming.update_id)
    screen = None
    if text and not again:
        dialogue, screen = await _read(context, flow, dialogue, text)
    await put(context, dialogue)
    await reply(context, screen or await _screen(context, flow, dialogue))


async def log(_: Update, context: Context) -> None:
    """Begin to put something on record."""
    await begin(context, LOG)


async def correct(_: Update, context: Context) -> None:
    """Begin a correction, of the city that is written after the command if one is."""
    await begin(context, CORRECT, text=" ".join(context.args or []))


async def is_for(context: Context, role: Role, command: str) -> bool:
    """Tell whether the visitor has a role and is alone with the bot; who is not is told so."""
    say = context.say
    if context.role is Role.ADMIN or context.role is role:
        if context.is_private:
            return True
        await in_private(context, command)
    elif context.role is Role.STAFF:
        await reply_with(context, say("That is for the admins of the bot."))
    else:
        await reply_with(context, say("That is for the staff of the office. /staff tells how to become one."))
    return False


async def tell(_: Update, context: Context) -> None:
    """Take a text for the answer to the step that the visitor is at; if they are at none, leave it to be answered."""
    if context.role is Role.PUBLIC:
        return
    dialogue = await current(context)
    flow = FLOWS.get(dialogue.flow) if dialogue else None
    if dialogue is None or flow is None or not _may(context, flow):
        return
    if context.incoming.edited_message is not None:
        text = context.say("To change what you told me, press “Back” under my last question.")
        await reply_with(context, text)
        raise ApplicationHandlerStop
    screen: OutMessage | None = None
    if dialogue.update_id != context.incoming.update_id:
        dialogue, screen = await _read(context, flow, dialogue, message_of(context).text or "")
        if dialogue.update_id != context.incoming.update_id:  # only buttons answer this step
            return
        await put(context, dialogue)
    await reply(context, screen or await _screen(context, flow, dialogue))
    raise ApplicationHandlerStop


async def press(context: Context, pressed: DialoguePress) -> None:
    """Answer a step with a button, or go a way on from it; a button of another dialogue or step leads nowhere."""
    dialogue = await current(context)
    if dialogue is None or dialogue.token != pressed.token:
        await _kept_before(context, pressed)
        return
    flow = FLOWS.get(dialogue.flow)
    if flow is None or not _may(context, flow):
        raise NoLonger
    if dialogue.update_id == context.incoming.update_id:  # it was taken so far by an earlier try
        await turn_to(context, await _screen(context, flow, dialogue))
        return
    match pressed.step:
        case Way.CANCEL:
            await end(context)
            await turn_to(context, notice(esc(context.say("Cancelled. Nothing was kept."))))
        case Way.BACK:
            await _go(context, flow, dialogue.back(context.incoming.update_id))
        case Way.AUDIENCE if context.role is Role.ADMIN:
            other = dataclasses.replace(dialogue, public=not dialogue.public, update_id=context.incoming.update_id)
            await _go(context, flow, other)
        case Way.SAVE | Way.BESIDE:
            await _keep(context, flow, dialogue, pressed.step)
        case _:
            await _answer(context, flow, dialogue, pressed)


async def cancel(_: Update, context: Context) -> None:
    """End the dialogue that the visitor is in."""
    say = context.say
    there = await current(context) is not None
    await end(context)
    await reply_with(context, say("Cancelled. Nothing was kept.") if there else say("There is nothing to cancel."))


async def current(context: Context) -> Dialogue | None:
    """Return the dialogue that the visitor is in."""
    state = await context.office.storage.dialogues.get(chat_of(context).id, context.person.user_id)
    return Dialogue.from_json(state) if state is not None else None


async def put(context: Context, dialogue: Dialogue) -> None:
    """Keep where the visitor is."""
    await context.office.storage.dialogues.put(chat_of(context).id, context.person.user_id, dialogue.to_json())


async def end(context: Context) -> None:
    """Forget where the visitor is."""
    await context.office.storage.dialogues.end(chat_of(context).id, context.person.user_id)


def first_handlers() -> list[BaseHandler[Update, Context, None]]:
    """Return what comes before all other handlers."""
    spoken = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    return [MessageHandler(spoken & filters.ChatType.PRIVATE & filters.TEXT & ~filters.COMMAND, tell)]


def _may(context: Context, flow: Flow) -> bool:
    return context.is_private and (context.role is Role.ADMIN or context.role is flow.role)


async def _read(context: Context, flow: Flow, dialogue: Dialogue, text: str) -> tuple[Dialogue, OutMessage | None]:
    """Return the dialogue after a text, and the screen that says why the text was no answer, if it was none."""
    update_id = context.incoming.update_id

    def read(scene: Scene) -> tuple[Dialogue, OutMessage | None]:
        step = step_of(flow, scene, dialogue)
        if step is None or step.read is None:
            return dialogue, None
        answer = step.read(scene, dialogue.answers, text)
        if isinstance(answer, Refused):
            still = dataclasses.replace(dialogue, pending=text, update_id=update_id)
            return still, dialogue_screen(flow, still, scene, answer)
        return dialogue.with_answer(step.name, answer, update_id), None

    return await look(context, lambda guide: read(Scene(guide, context.say, context.role)))


async def _answer(context: Context, flow: Flow, dialogue: Dialogue, pressed: DialoguePress) -> None:
    def answer(scene: Scene) -> str | None:
        step = step_of(flow, scene, dialogue)
        if step is None or step.name != pressed.step:
            return None
        return step.pressed(scene, dialogue.answers, pressed.value, dialogue.pending)

    given = await look(context, lambda guide: answer(Scene(guide, context.say, context.role)))
    if given is None:
        raise NoLonger
    await _go(context, flow, dialogue.with_answer(pressed.step, given, context.incoming.update_id))


async def _keep(context: Context, flow: Flow, told: Dialogue, way: str) -> None:
    dialogue = dataclasses.replace(told, public=told.public and context.role is Role.ADMIN)

    def drafted(scene: Scene) -> list[Draft]:
        complete = step_of(flow, scene, dialogue) is None
        offered = complete and way in dict(flow.ways(scene, dialogue.answers))
        return flow.drafts(scene, dialogue, way) if offered else []

    drafts = await look(context, lambda guide: drafted(Scene(guide, context.say, context.role)))
    if not drafts:
        raise NoLonger
    kept = await keep(context.office, dialogue.token, drafts, context.person, context.role)
    await end(context)
    await turn_to(context, kept_screen(flow, [entry.record for entry in kept], dialogue.token, context.say))


async def _kept_before(context: Context, pressed: DialoguePress) -> None:
    """Show again what this very press has kept, if it has: the message may not have come through the first time."""
    entries = await context.office.storage.entries.of_batch(pressed.token)
    own = [entry for entry in entries if entry.added_by == context.person.user_id and entry.undone_at is None]
    if pressed.step not in {Way.SAVE, Way.BESIDE} or not own or context.role is Role.PUBLIC or not context.is_private:
        raise NoLonger
    flow = FLOWS["correct" if own[0].replaces or pressed.step == Way.BESIDE else "log"]
    await turn_to(context, kept_screen(flow, [entry.record for entry in own], pressed.token, context.say))


async def _go(context: Context, flow: Flow, dialogue: Dialogue) -> None:
    screen = await _screen(context, flow, dialogue)
    await put(context, dialogue)
    await turn_to(context, screen)


async def _screen(context: Context, flow: Flow, dialogue: Dialogue) -> OutMessage:
    return await look(context, lambda guide: dialogue_screen(flow, dialogue, Scene(guide, context.say, context.role)))
