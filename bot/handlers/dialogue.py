"""/log and /correct: what staff tell in a dialogue, step by step; where it has come to is in the database."""

import dataclasses
import secrets
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Update
from telegram.ext import ApplicationHandlerStop, BaseHandler, MessageHandler, filters

from bot.context import Context, NoLonger
from bot.dialogues.correct import CORRECT
from bot.dialogues.dialogue import Dialogue, Flow, Refused, Scene, dialogue_screen, kept_screen, step_of, typed_press
from bot.dialogues.log import LOG
from bot.handlers.entries import keep
from bot.handlers.groups import in_private
from bot.people import Role
from bot.presses import DialoguePress, Way
from bot.render.markup import esc
from bot.render.message import OutMessage, notice
from bot.storage import Draft

_Told = TypeVar("_Told")
FLOWS: dict[str, Flow] = {flow.name: flow for flow in (LOG, CORRECT)}
# Before all other handlers: what answers a step is no question.
FIRST = -1


async def begin(flow: Flow, _: Update, context: Context) -> None:
    """Begin a dialogue, in place of any that the visitor is in; what is written after the command answers its step."""
    if not await is_for(context, flow.role, flow.name):
        return
    earlier, update_id, text = await current(context), context.incoming.update_id, " ".join(context.args or [])
    again = earlier is not None and earlier.update_id == update_id
    dialogue = earlier if earlier and again else Dialogue(secrets.token_urlsafe(8), flow.name, update_id=update_id)
    if text and not again:
        taken = await _in_scene(context, lambda scene: _read(scene, flow, dialogue, text, update_id))
    else:
        taken = dialogue, await _screen(context, flow, dialogue)
    await _show(context, taken, Context.reply)


async def is_for(context: Context, role: Role, command: str) -> bool:
    """Tell whether the visitor has a role and is alone with the bot; who is not is told so."""
    say = context.say
    if context.role is Role.ADMIN or context.role is role:
        if context.is_private:
            return True
        await in_private(context, command)
    elif context.role is Role.STAFF:
        await context.tell(say("That is for the admins of the bot."))
    else:
        await context.tell(say("That is for the staff of the office. /staff tells how to become one."))
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
        await context.tell(text)
        raise ApplicationHandlerStop
    await _show(context, await _heard(context, flow, dialogue, context.message.text or ""), Context.reply)
    raise ApplicationHandlerStop


async def press(context: Context, pressed: DialoguePress) -> None:
    """Answer a step with a button, or go a way on from it; a button of another dialogue or step leads nowhere."""
    dialogue = await current(context)
    if dialogue is None or dialogue.token != pressed.token:
        await _kept_before(context, pressed)
        return
    flow = FLOWS.get(dialogue.flow)
    taken = await _taken(context, flow, dialogue, pressed) if flow and _may(context, flow) else None
    if taken is None:
        raise NoLonger
    await _show(context, taken, Context.turn_to)


async def cancel(_: Update, context: Context) -> None:
    """End the dialogue that the visitor is in."""
    say = context.say
    there = await current(context) is not None
    await end(context)
    await context.tell(say("Cancelled. Nothing was kept.") if there else say("There is nothing to cancel."))


async def current(context: Context) -> Dialogue | None:
    """Return the dialogue that the visitor is in."""
    state = await context.office.storage.dialogues.get(context.chat_id, context.person.user_id)
    return Dialogue.from_json(state) if state is not None else None


async def put(context: Context, dialogue: Dialogue) -> None:
    """Keep where the visitor is."""
    await context.office.storage.dialogues.put(context.chat_id, context.person.user_id, dialogue.to_json())


async def end(context: Context) -> None:
    """Forget where the visitor is."""
    await context.office.storage.dialogues.end(context.chat_id, context.person.user_id)


def first_handlers() -> list[BaseHandler[Update, Context, None]]:
    """Return what comes before all other handlers."""
    spoken = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    return [MessageHandler(spoken & filters.ChatType.PRIVATE & filters.TEXT & ~filters.COMMAND, tell)]


def _may(context: Context, flow: Flow) -> bool:
    return context.is_private and (context.role is Role.ADMIN or context.role is flow.role)


async def _show(
    context: Context, taken: tuple[Dialogue | None, OutMessage], way: Callable[[Context, OutMessage], Awaitable[object]]
) -> None:
    """Keep where a dialogue has come to, and show it; one that is over is forgotten once that is shown."""
    dialogue, screen = taken
    if dialogue is not None:
        await put(context, dialogue)
    await way(context, screen)
    if dialogue is None:
        await end(context)


async def _heard(context: Context, flow: Flow, dialogue: Dialogue, text: str) -> tuple[Dialogue | None, OutMessage]:
    """Return where a text takes a dialogue: as the button that it names, as an answer, or nowhere, and why not."""
    if dialogue.update_id == context.incoming.update_id:  # it was taken so far by an earlier try
        return dialogue, await _screen(context, flow, dialogue)

    def button(scene: Scene) -> DialoguePress | None:
        step = step_of(flow, scene, dialogue)
        screens = (dialogue_screen(flow, dialogue, each) for each in scene.in_each_language())
        return typed_press(text, screens, only_buttons=step is None or step.read is None)

    pressed = await _in_scene(context, button)
    taken = await _taken(context, flow, dialogue, pressed) if pressed else None
    if taken is not None:
        return taken
    return await _in_scene(context, lambda scene: _read(scene, flow, dialogue, text, context.incoming.update_id))


def _read(scene: Scene, flow: Flow, dialogue: Dialogue, text: str, update_id: int) -> tuple[Dialogue, OutMessage]:
    """Return a dialogue after a text, and what is shown then: the next step, or why the text was no answer."""
    step = step_of(flow, scene, dialogue)
    if step is not None and step.read is not None:
        answer = step.read(text)
    else:
        answer = Refused(scene.say("Please press one of the buttons, or write what stands on it. /cancel ends this."))
    if step is None or isinstance(answer, Refused):
        refused = answer if isinstance(answer, Refused) else None
        still = dataclasses.replace(dialogue, pending=text, update_id=update_id)
        return still, dialogue_screen(flow, still, scene, refused)
    after = dialogue.with_answer(step.name, answer, update_id)
    return after, dialogue_screen(flow, after, scene)


async def _taken(
    context: Context, flow: Flow, dialogue: Dialogue, pressed: DialoguePress
) -> tuple[Dialogue | None, OutMessage] | None:
    """Return where a button takes a dialogue, no dialogue where it is over; None for a button that was not offered."""
    update_id = context.incoming.update_id
    after: Dialogue | None = dialogue
    if dialogue.update_id != update_id:  # else it was taken so far by an earlier try
        match pressed.step:
            case Way.CANCEL:
                return None, notice(esc(context.say("Cancelled. Nothing was kept.")))
            case Way.BACK:
                after = dialogue.back(update_id)
            case Way.AUDIENCE if context.role is Role.ADMIN:
                after = dataclasses.replace(dialogue, public=not dialogue.public, update_id=update_id)
            case Way.SAVE | Way.BESIDE:
                screen = await _keep(context, flow, dialogue, pressed.step)
                return (None, screen) if screen else None
            case _:
                after = await _in_scene(context, lambda scene: _answered(scene, flow, dialogue, pressed, update_id))
    return (after, await _screen(context, flow, after)) if after else None


def _answered(scene: Scene, flow: Flow, dialogue: Dialogue, pressed: DialoguePress, update_id: int) -> Dialogue | None:
    step = step_of(flow, scene, dialogue)
    if step is None or step.name != pressed.step:
        return None
    given = step.pressed(pressed.value, dialogue.pending)
    return None if given is None else dialogue.with_answer(step.name, given, update_id)


async def _keep(context: Context, flow: Flow, told: Dialogue, way: str) -> OutMessage | None:
    dialogue = dataclasses.replace(told, public=told.public and context.role is Role.ADMIN)

    def drafted(scene: Scene) -> list[Draft]:
        complete = step_of(flow, scene, dialogue) is None
        offered = complete and way in dict(flow.ways(scene, dialogue.answers))
        return flow.drafts(scene, dialogue, way) if offered else []

    drafts = await _in_scene(context, drafted)
    if not drafts:
        return None
    kept = await keep(context, dialogue.token, drafts)
    return kept_screen(flow, [entry.record for entry in kept], dialogue.token, context.say)


async def _kept_before(context: Context, pressed: DialoguePress) -> None:
    """Show again what this very press has kept, if it has: the message may not have come through the first time."""
    entries = await context.office.storage.entries.of_batch(pressed.token)
    own = [entry for entry in entries if entry.added_by == context.person.user_id and entry.undone_at is None]
    if pressed.step not in {Way.SAVE, Way.BESIDE} or not own or context.role is Role.PUBLIC or not context.is_private:
        raise NoLonger
    flow = FLOWS["correct" if own[0].replaces or pressed.step == Way.BESIDE else "log"]
    await context.turn_to(kept_screen(flow, [entry.record for entry in own], pressed.token, context.say))


async def _screen(context: Context, flow: Flow, dialogue: Dialogue) -> OutMessage:
    return await _in_scene(context, lambda scene: dialogue_screen(flow, dialogue, scene))


async def _in_scene(context: Context, do: Callable[[Scene], _Told]) -> _Told:
    return await context.look(lambda guide: do(Scene(guide, context.say, context.role)))
