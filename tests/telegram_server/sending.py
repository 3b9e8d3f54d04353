"""The methods that put something into a chat."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from tests.telegram_server.chats import Chat
from tests.telegram_server.entities import Entity, Formatted, tidied, units
from tests.telegram_server.fields import File, Json
from tests.telegram_server.html_text import parse_html
from tests.telegram_server.keyboards import read_keyboard
from tests.telegram_server.messages import Media, Message
from tests.telegram_server.refusals import bad_request
from tests.telegram_server.world import World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LARGEST_PHOTO = 10 * 2**20
LARGEST_FILE = 50 * 2**20
ACTIONS = {
    "choose_sticker",
    "find_location",
    "record_video",
    "record_video_note",
    "record_voice",
    "typing",
    "upload_document",
    "upload_photo",
    "upload_video",
    "upload_video_note",
    "upload_voice",
}


def read_text(parameters: Mapping[str, Any], field: str = "text", entities: str = "entities") -> Formatted:
    """Return the text of a call with its entities, within no limit yet."""
    text = parameters.get(field, "")
    mode = parameters.get("parse_mode", "")
    if mode:
        if mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        return parse_html(text)
    given = []
    for entity in parameters.get(entities, []):
        if entity["offset"] < 0 or entity["length"] <= 0 or entity["offset"] + entity["length"] > units(text):
            raise bad_request("can't parse entities: entity is out of the text")
        user = entity.get("user")
        rest = {name: value for name, value in entity.items() if name != "user"}
        given.append(Entity(**rest, user_id=user["id"] if user else None))
    return tidied(text, given)


def message_text(parameters: Mapping[str, Any], field: str = "text") -> Formatted:
    """Return the text of a message; raise Refused if it is empty or too long."""
    formatted = read_text(parameters, field)
    if not formatted.text:
        raise bad_request("message text is empty")
    if units(formatted.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return formatted


def send_message(world: World, parameters: Json) -> Json:
    """Carry out sendMessage."""
    chat = _chat_to_write(world, parameters)
    return _send(world, chat, parameters, message_text(parameters), None).json()


def send_photo(world: World, parameters: Json) -> Json:
    """Carry out sendPhoto."""
    size: dict[str, Any] = {"width": 640, "height": 480}
    return _send_file(world, parameters, "photo", LARGEST_PHOTO, lambda file: [file | size])


def send_document(world: World, parameters: Json) -> Json:
    """Carry out sendDocument."""
    return _send_file(world, parameters, "document", LARGEST_FILE, lambda file: file)


def send_chat_action(world: World, parameters: Json) -> bool:
    """Carry out sendChatAction."""
    chat = world.chat(parameters["chat_id"])
    chat.check_bot_may_write()
    chat.check_thread(parameters.get("message_thread_id"))
    if parameters["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.actions.append(parameters["action"])
    world.tell(chat)
    return True


def send_message_draft(world: World, parameters: Json) -> bool:
    """Carry out sendMessageDraft."""
    chat = _chat_to_write(world, parameters)
    if chat.person is None:
        raise bad_request("drafts can be sent to private chats only")
    if not parameters["draft_id"]:
        raise bad_request("draft_id must be non-zero")
    formatted = read_text(parameters)
    if units(formatted.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    chat.drafts.append(formatted.text)
    world.tell(chat)
    return True


def _chat_to_write(world: World, parameters: Json) -> Chat:
    chat = world.chat(parameters["chat_id"])
    chat.check_bot_may_write()
    chat.check_thread(parameters.get("message_thread_id"))
    return chat


def _send_file(world: World, parameters: Json, kind: str, largest: int, body: Any) -> Json:  # noqa: ANN401 - a function from JSON to JSON
    chat = _chat_to_write(world, parameters)
    caption = read_text(parameters, "caption", "caption_entities")
    if units(caption.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    file = parameters[kind]
    if isinstance(file, str):
        if file not in world.files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        file = File(file, world.files[file])
    if not file.content:
        raise bad_request("file must be non-empty")
    if len(file.content) > largest:
        raise bad_request("file is too big")
    described = add_file(world, file.content)
    if kind == "document":
        described["file_name"] = file.name
    media = Media(kind, body(described), file.content, file.name)
    return _send(world, chat, parameters, caption, media).json()


def add_file(world: World, content: bytes) -> dict[str, Any]:
    """Keep a file, and return what Telegram says of it."""
    file_id = f"file-{len(world.files) + 1}"
    world.files[file_id] = content
    return {"file_id": file_id, "file_unique_id": f"unique-{file_id}", "file_size": len(content)}


def _send(world: World, chat: Chat, parameters: Json, formatted: Formatted, media: Media | None) -> Message:
    markup = parameters.get("reply_markup")
    buttons = read_keyboard(markup)
    replied = _replied(chat, parameters)
    thread_id = parameters.get("message_thread_id")
    place = {"thread_id": thread_id} if thread_id is not None else {}
    message = world.add(
        chat,
        world.bot,
        formatted,
        markup=markup if buttons else None,
        buttons=buttons,
        reply_to=replied,
        media=media,
        source=parameters.get("text", parameters.get("caption", "")),
        **place,
    )
    chat.drafts.clear()
    return message


def _replied(chat: Chat, parameters: Json) -> Message | None:
    reply = parameters.get("reply_parameters")
    if reply is None:
        return None
    if reply.get("chat_id", chat.id) != chat.id:
        raise bad_request("replies across chats are not part of this server")
    message = chat.find(reply["message_id"])
    if message is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    if message is not None and "quote" in reply:
        quote = read_text({"text": reply["quote"], "parse_mode": reply.get("quote_parse_mode", "")})
        if not 1 <= units(quote.text) <= LONGEST_CAPTION or quote.text not in message.text:
            raise bad_request("QUOTE_TEXT_INVALID")
    return message


def reworded(message: Message, formatted: Formatted, date: int) -> None:
    """Give a message another text."""
    message.versions.append(dataclasses.replace(message.formatted))
    message.formatted = formatted
    message.edit_date = date
    message.edits += 1
