"""/log and /correct: what staff tell in a dialogue, step by step; where it has come to is in the database."""

from __future__ import annotations

import dataclasses
import secrets
from typing import TYPE_CHECKING

from telegram.ext import ApplicationHandlerStop, CommandHandler, MessageHandler, filters

from bot.dialogues import CORRECT, FLOWS, LOG, Dialogue, Refused, Scene, dialogue_screen, kept_screen
from bot.dialogues.dialogue import step_of
from bot.entries import keep
from bot.handlers.browsing import COMMANDS, look
from bot.handlers.groups import in_private
from bot.handlers.reply import chat_of, message_of, no_longer, pressed_message, reply, reply_with, toast
from bot.people import Role
from bot.presses import Way
from bot.render.markup import esc
from bot.render.message import notice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram import Update
    from telegram.ext import BaseHandler

    from bot.dialogues import Flow
    from bot.presses import DialoguePress
    from bot.render.message import OutMessage
    from bot.storage import Draft
    from bot.visit import Visit

# Before all other handlers: what answers a step is no question.
FIRST = -1


async def begin(visit: Visit, flow: Flow, answers: Mapping[str, str] | None = None, text: str = "") -> None:
    """Begin a dialogue, in place of any that the visitor is in; ``text`` is an answer to its first step."""
    if not await is_for(visit, flow.role, flow.name):
        return
    dialogue = await current(visit)
    again = dialogue is not None and dialogue.update_id == visit.incoming.update_id
    if dialogue is None or not again:
        dialogue = Dialogue(secrets.token_urlsafe(8), flow.name, answers or {}, update_id=visit.incoming.update_id)
    screen = None
    if text and not again:
        dialogue, screen = await _read(visit, flow, dialogue, text)
    await put(visit, dialogue)
    await reply(visit, screen or await _screen(visit, flow, dialogue))


async def log(_: Update, visit: Visit) -> None:
    """Begin to put something on record."""
    await begin(visit, LOG)


async def correct(_: Update, visit: Visit) -> None:
    """Begin a correction, of the city that is written after the command if one is."""
    await begin(visit, CORRECT, text=" ".join(visit.args or []))


async def is_for(visit: Visit, role: Role, command: str) -> bool:
    """Tell whether the visitor has a role and is alone with the bot; who is not is told so."""
    say = visit.say
    if visit.role is Role.ADMIN or visit.role is role:
        if visit.is_private:
            return True
        await in_private(visit, command)
    elif visit.role is Role.STAFF:
        await reply_with(visit, say("That is for the admins of the bot."))
    else:
        await reply_with(visit, say("That is for the staff of the office. /staff tells how to become one."))
    return False


async def tell(_: Update, visit: Visit) -> None:
    """Take a text for the answer to the step that the visitor is at; if they are at none, leave it to be answered."""
    if visit.role is Role.PUBLIC:
        return
    dialogue = await current(visit)
    flow = FLOWS.get(dialogue.flow) if dialogue else None
    if dialogue is None or flow is None or not _may(visit, flow):
        return
    if visit.incoming.edited_message is not None:
        text = visit.say("To change what you told me, press “Back” under my last question.")
        await reply_with(visit, text)
        raise ApplicationHandlerStop
    screen: OutMessage | None = None
    if dialogue.update_id != visit.incoming.update_id:
        dialogue, screen = await _read(visit, flow, dialogue, message_of(visit).text or "")
        if dialogue.update_id != visit.incoming.update_id:  # only buttons answer this step
            return
        await put(visit, dialogue)
    await reply(visit, screen or await _screen(visit, flow, dialogue))
    raise ApplicationHandlerStop


async def press(visit: Visit, pressed: DialoguePress) -> None:
    """Answer a step with a button, or go a way on from it; a button of another dialogue or step leads nowhere."""
    dialogue = await current(visit)
    if dialogue is None or dialogue.token != pressed.token:
        await _kept_before(visit, pressed)
        return
    flow = FLOWS.get(dialogue.flow)
    if flow is None or not _may(visit, flow):
        await no_longer(visit)
        return
    if dialogue.update_id == visit.incoming.update_id:  # it was taken so far by an earlier try
        await _turn(visit, await _screen(visit, flow, dialogue))
        return
    match pressed.step:
        case Way.CANCEL:
            await end(visit)
            await _turn(visit, notice(esc(visit.say("Cancelled. Nothing was kept."))))
        case Way.BACK:
            await _go(visit, flow, dialogue.back(visit.incoming.update_id))
        case Way.AUDIENCE if visit.role is Role.ADMIN:
            other = dataclasses.replace(dialogue, public=not dialogue.public, update_id=visit.incoming.update_id)
            await _go(visit, flow, other)
        case Way.SAVE | Way.BESIDE:
            await _keep(visit, flow, dialogue, pressed.step)
        case _:
            await _answer(visit, flow, dialogue, pressed)


async def cancel(_: Update, visit: Visit) -> None:
    """End the dialogue that the visitor is in."""
    say = visit.say
    there = await current(visit) is not None
    await end(visit)
    await reply_with(visit, say("Cancelled. Nothing was kept.") if there else say("There is nothing to cancel."))


async def current(visit: Visit) -> Dialogue | None:
    """Return the dialogue that the visitor is in."""
    state = await visit.office.storage.dialogues.get(chat_of(visit).id, visit.person.user_id)
    return Dialogue.from_json(state) if state is not None else None


async def put(visit: Visit, dialogue: Dialogue) -> None:
    """Keep where the visitor is."""
    await visit.office.storage.dialogues.put(chat_of(visit).id, visit.person.user_id, dialogue.to_json())


async def end(visit: Visit) -> None:
    """Forget where the visitor is."""
    await visit.office.storage.dialogues.end(chat_of(visit).id, visit.person.user_id)


def first_handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return what comes before all other handlers."""
    spoken = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    return [MessageHandler(spoken & filters.ChatType.PRIVATE & filters.TEXT & ~filters.COMMAND, tell)]


def handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return the handlers of the ways in and out."""
    return [
        CommandHandler("log", log, COMMANDS),
        CommandHandler("correct", correct, COMMANDS),
        CommandHandler("cancel", cancel, COMMANDS & filters.ChatType.PRIVATE),
    ]


def _may(visit: Visit, flow: Flow) -> bool:
    return visit.is_private and (visit.role is Role.ADMIN or visit.role is flow.role)


async def _read(visit: Visit, flow: Flow, dialogue: Dialogue, text: str) -> tuple[Dialogue, OutMessage | None]:
    """Return the dialogue after a text, and the screen that says why the text was no answer, if it was none."""
    update_id = visit.incoming.update_id

    def read(scene: Scene) -> tuple[Dialogue, OutMessage | None]:
        step = step_of(flow, scene, dialogue)
        if step is None or step.read is None:
            return dialogue, None
        answer = step.read(scene, dialogue.answers, text)
        if isinstance(answer, Refused):
            still = dataclasses.replace(dialogue, pending=text, update_id=update_id)
            return still, dialogue_screen(flow, still, scene, answer)
        return dialogue.with_answer(step.name, answer, update_id), None

    return await look(visit, lambda guide: read(Scene(guide, visit.say, visit.role)))


async def _answer(visit: Visit, flow: Flow, dialogue: Dialogue, pressed: DialoguePress) -> None:
    def answer(scene: Scene) -> str | None:
        step = step_of(flow, scene, dialogue)
        if step is None or step.name != pressed.step:
            return None
        return step.pressed(scene, dialogue.answers, pressed.value, dialogue.pending)

    given = await look(visit, lambda guide: answer(Scene(guide, visit.say, visit.role)))
    if given is None:
        await no_longer(visit)
        return
    await _go(visit, flow, dialogue.with_answer(pressed.step, given, visit.incoming.update_id))


async def _keep(visit: Visit, flow: Flow, told: Dialogue, way: str) -> None:
    dialogue = dataclasses.replace(told, public=told.public and visit.role is Role.ADMIN)

    def drafted(scene: Scene) -> list[Draft]:
        complete = step_of(flow, scene, dialogue) is None
        offered = complete and way in dict(flow.ways(scene, dialogue.answers))
        return flow.drafts(scene, dialogue, way) if offered else []

    drafts = await look(visit, lambda guide: drafted(Scene(guide, visit.say, visit.role)))
    if not drafts:
        await no_longer(visit)
        return
    kept = await keep(visit.office, dialogue.token, drafts, visit.person, visit.role)
    await end(visit)
    await _turn(visit, kept_screen(flow, [entry.record for entry in kept], dialogue.token, visit.say))


async def _kept_before(visit: Visit, pressed: DialoguePress) -> None:
    """Show again what this very press has kept, if it has: the message may not have come through the first time."""
    entries = await visit.office.storage.entries.of_batch(pressed.token)
    own = [entry for entry in entries if entry.added_by == visit.person.user_id and entry.undone_at is None]
    if pressed.step not in {Way.SAVE, Way.BESIDE} or not own or visit.role is Role.PUBLIC or not visit.is_private:
        await no_longer(visit)
        return
    flow = FLOWS["correct" if own[0].replaces or pressed.step == Way.BESIDE else "log"]
    await _turn(visit, kept_screen(flow, [entry.record for entry in own], pressed.token, visit.say))


async def _go(visit: Visit, flow: Flow, dialogue: Dialogue) -> None:
    screen = await _screen(visit, flow, dialogue)
    await put(visit, dialogue)
    await _turn(visit, screen)


async def _screen(visit: Visit, flow: Flow, dialogue: Dialogue) -> OutMessage:
    return await look(visit, lambda guide: dialogue_screen(flow, dialogue, Scene(guide, visit.say, visit.role)))


async def _turn(visit: Visit, screen: OutMessage) -> None:
    await toast(visit)
    await visit.office.delivery.edit(visit.reader, pressed_message(visit).message_id, screen)
