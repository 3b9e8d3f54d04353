"""The Bot API behind the HTTP: one call in, its result or a refusal out."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from tests.telegram_server import answering, asking, editing, sending
from tests.telegram_server.faults import Fault
from tests.telegram_server.fields import File, Json, read_parameters
from tests.telegram_server.flood import Flood
from tests.telegram_server.methods import METHODS
from tests.telegram_server.refusals import bad_request, not_found
from tests.telegram_server.updates import MOST_AT_ONCE
from tests.telegram_server.world import World

_CARRY_OUT: Mapping[str, Callable[[World, Json], Any]] = {
    "answerCallbackQuery": answering.answer_callback_query,
    "answerInlineQuery": answering.answer_inline_query,
    "deleteMessage": editing.delete_message,
    "deleteMyCommands": asking.delete_my_commands,
    "deleteWebhook": asking.delete_webhook,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "editMessageText": editing.edit_message_text,
    "getChat": asking.get_chat,
    "getChatMember": asking.get_chat_member,
    "getFile": asking.get_file,
    "getMe": asking.get_me,
    "getMyCommands": asking.get_my_commands,
    "getWebhookInfo": asking.get_webhook_info,
    "sendChatAction": sending.send_chat_action,
    "sendDocument": sending.send_document,
    "sendMessage": sending.send_message,
    "sendMessageDraft": sending.send_message_draft,
    "sendPhoto": sending.send_photo,
    "setChatMenuButton": asking.set_chat_menu_button,
    "setMessageReaction": editing.set_message_reaction,
    "setMyCommands": asking.set_my_commands,
    "setMyDescription": asking.set_my_description,
    "setMyName": asking.set_my_name,
    "setMyShortDescription": asking.set_my_short_description,
    "setWebhook": asking.set_webhook,
}


@dataclasses.dataclass(slots=True, eq=False)
class Call:
    """A call of the bot's. ``at`` and ``done_at`` are in seconds since 1970; ``code`` is 0 while it is under way."""

    method: str
    parameters: Mapping[str, Any]
    at: float
    code: int = 0
    description: str = ""
    fault: Fault | None = None
    took_effect: bool = False
    done_at: float = 0.0


async def carry_out(
    world: World, flood: Flood, call: Call, given: Mapping[str, object], files: Mapping[str, File]
) -> object:
    """Check a call, do what it asks for and return the result; raise Refused."""
    if call.method not in METHODS:
        raise not_found()
    parameters = read_parameters(METHODS[call.method], given, files)
    call.parameters = parameters
    if call.method == "getUpdates":
        return await _get_updates(world, call, parameters)
    with world.lock:
        flood.check(call.method, parameters.get("chat_id"), world.clock())
        result = _CARRY_OUT[call.method](world, parameters)
        call.took_effect = True
        return result


async def _get_updates(world: World, call: Call, parameters: Json) -> object:
    limit = parameters.get("limit", MOST_AT_ONCE)
    if not 1 <= limit <= MOST_AT_ONCE:
        raise bad_request("invalid limit specified")
    with world.lock:
        if not world.webhook.url:
            world.updates.allow(parameters.get("allowed_updates"))
        world.changed.notify_all()
    batch = await world.updates.poll(parameters.get("offset", 0), limit, parameters.get("timeout", 0))
    call.took_effect = True
    return batch
