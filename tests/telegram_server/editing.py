"""The methods that change what is already in a chat."""

from telegram.constants import ReactionEmoji

from tests.telegram_server.chats import Chat
from tests.telegram_server.fields import Json
from tests.telegram_server.keyboards import read_keyboard
from tests.telegram_server.messages import Message
from tests.telegram_server.refusals import bad_request
from tests.telegram_server.sending import message_text, reworded
from tests.telegram_server.world import World

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(world: World, parameters: Json) -> Json | bool:
    """Carry out editMessageText."""
    message = _own_message(world, parameters)
    if "rich_message" in parameters:
        raise bad_request("rich messages are not part of this server")
    formatted = message_text(parameters)
    markup = parameters.get("reply_markup")
    buttons = read_keyboard(markup)
    markup = markup if buttons else None
    if message.media is not None:
        raise bad_request("there is no text in the message to edit")
    if formatted == message.formatted and markup == message.markup:
        raise bad_request(_SAME)
    reworded(message, formatted, world.now())
    message.source = parameters["text"]
    message.markup, message.buttons = markup, buttons
    world.tell(message.chat)
    return message.json() if "message_id" in parameters else True


def edit_message_reply_markup(world: World, parameters: Json) -> Json | bool:
    """Carry out editMessageReplyMarkup."""
    message = _own_message(world, parameters)
    markup = parameters.get("reply_markup")
    buttons = read_keyboard(markup)
    markup = markup if buttons else None
    if markup == message.markup:
        raise bad_request(_SAME)
    message.markup, message.buttons = markup, buttons
    message.edit_date = world.now()
    message.edits += 1
    world.tell(message.chat)
    return message.json() if "message_id" in parameters else True


def delete_message(world: World, parameters: Json) -> bool:
    """Carry out deleteMessage."""
    chat = world.chat(parameters["chat_id"])
    message = chat.find(parameters["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    if not message.from_bot and chat.person is None and chat.members.get(world.bot.id) != "administrator":
        raise bad_request("message can't be deleted")
    message.deleted = True
    world.tell(chat)
    return True


def set_message_reaction(world: World, parameters: Json) -> bool:
    """Carry out setMessageReaction."""
    chat = world.chat(parameters["chat_id"])
    chat.check_bot_may_write()
    message = chat.find(parameters["message_id"])
    if message is None:
        raise bad_request("message to react not found")
    reactions = parameters.get("reaction", [])
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if reaction.get("emoji") not in {emoji.value for emoji in ReactionEmoji}:
            raise bad_request("REACTION_INVALID")
    message.reactions = [reaction["emoji"] for reaction in reactions]
    world.tell(chat)
    return True


def _own_message(world: World, parameters: Json) -> Message:
    if "inline_message_id" in parameters:
        message = world.inline_messages.get(parameters["inline_message_id"])
        if message is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return message
    if "chat_id" not in parameters or "message_id" not in parameters:
        raise bad_request("message identifier is not specified")
    chat: Chat = world.chat(parameters["chat_id"])
    found = chat.find(parameters["message_id"])
    if found is None:
        raise bad_request("message to edit not found")
    if not found.from_bot:
        raise bad_request("message can't be edited")
    chat.check_bot_may_write()
    return found
