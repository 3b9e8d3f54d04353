"""The JSON objects that calls carry: which fields each may have, and of which type.

Telegram overlooks a field that it does not know; here it is refused, for nobody writes one on purpose.
"""

import dataclasses
from collections.abc import Mapping


@dataclasses.dataclass(frozen=True, slots=True)
class Shape:
    """The fields of an object, or the parameters of a method, by name; a type may end in ``[]``."""

    required: Mapping[str, str]
    optional: Mapping[str, str]

    @property
    def types(self) -> dict[str, str]:
        """Return the type of every field."""
        return {**self.required, **self.optional}


def shape(required: str = "", optional: str = "") -> Shape:
    """Make a shape of ``name:Type`` pairs."""

    def fields(text: str) -> dict[str, str]:
        return {name: kind for name, _, kind in (pair.partition(":") for pair in text.split())}

    return Shape(fields(required), fields(optional))


OBJECTS: Mapping[str, Shape] = {
    "BotCommand": shape("command:String description:String"),
    "CopyTextButton": shape("text:String"),
    "ForceReply": shape("force_reply:Boolean", "input_field_placeholder:String selective:Boolean"),
    "InlineKeyboardButton": shape(
        "text:String",
        "icon_custom_emoji_id:String style:String url:String callback_data:String web_app:WebAppInfo "
        "switch_inline_query:String switch_inline_query_current_chat:String "
        "switch_inline_query_chosen_chat:SwitchInlineQueryChosenChat copy_text:CopyTextButton pay:Boolean",
    ),
    "InlineKeyboardMarkup": shape("inline_keyboard:InlineKeyboardButton[][]"),
    "InlineQueryResultArticle": shape(
        "type:String id:String title:String input_message_content:InputTextMessageContent",
        "reply_markup:InlineKeyboardMarkup url:String description:String thumbnail_url:String "
        "thumbnail_width:Integer thumbnail_height:Integer",
    ),
    "InlineQueryResultsButton": shape("text:String", "web_app:WebAppInfo start_parameter:String"),
    "InputTextMessageContent": shape(
        "message_text:String", "parse_mode:String entities:MessageEntity[] link_preview_options:LinkPreviewOptions"
    ),
    "KeyboardButton": shape("text:String", "request_contact:Boolean request_location:Boolean"),
    "LinkPreviewOptions": shape(
        "",
        "is_disabled:Boolean url:String prefer_small_media:Boolean prefer_large_media:Boolean show_above_text:Boolean",
    ),
    "MessageEntity": shape(
        "type:String offset:Integer length:Integer", "url:String user:User language:String custom_emoji_id:String"
    ),
    "ReplyKeyboardMarkup": shape(
        "keyboard:KeyboardButton[][]",
        "is_persistent:Boolean resize_keyboard:Boolean one_time_keyboard:Boolean input_field_placeholder:String "
        "selective:Boolean",
    ),
    "ReplyKeyboardRemove": shape("remove_keyboard:Boolean", "selective:Boolean"),
    "ReplyParameters": shape(
        "message_id:Integer",
        "chat_id:Chat allow_sending_without_reply:Boolean quote:String quote_parse_mode:String "
        "quote_entities:MessageEntity[] quote_position:Integer",
    ),
    "SwitchInlineQueryChosenChat": shape(
        "",
        "query:String allow_user_chats:Boolean allow_bot_chats:Boolean allow_group_chats:Boolean "
        "allow_channel_chats:Boolean",
    ),
    "User": shape("id:Integer is_bot:Boolean first_name:String", "last_name:String username:String"),
    "WebAppInfo": shape("url:String"),
}

# Objects of which there are several sorts, told apart by their "type".
SORTS: Mapping[str, Mapping[str, Shape]] = {
    "BotCommandScope": {
        "default": shape("type:String"),
        "all_private_chats": shape("type:String"),
        "all_group_chats": shape("type:String"),
        "all_chat_administrators": shape("type:String"),
        "chat": shape("type:String chat_id:Chat"),
        "chat_administrators": shape("type:String chat_id:Chat"),
        "chat_member": shape("type:String chat_id:Chat user_id:Integer"),
    },
    "InlineQueryResult": {"article": OBJECTS["InlineQueryResultArticle"]},
    "MenuButton": {
        "commands": shape("type:String"),
        "default": shape("type:String"),
        "web_app": shape("type:String text:String web_app:WebAppInfo"),
    },
    "ReactionType": {
        "emoji": shape("type:String emoji:String"),
        "custom_emoji": shape("type:String custom_emoji_id:String"),
    },
}

# A reply_markup is told by the field that it must have.
MARKUPS: Mapping[str, str] = {
    "inline_keyboard": "InlineKeyboardMarkup",
    "keyboard": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
}
