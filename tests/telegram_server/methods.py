"""The methods that the server speaks: which parameters each must and may have, and of which type."""

from collections.abc import Mapping

from tests.telegram_server.objects import Shape, shape

_SENDING = (
    "business_connection_id:String message_thread_id:Integer direct_messages_topic_id:Integer "
    "disable_notification:Boolean protect_content:Boolean allow_paid_broadcast:Boolean message_effect_id:String "
    "suggested_post_parameters:SuggestedPostParameters reply_parameters:ReplyParameters reply_markup:Markup "
)
_CAPTION = "caption:String parse_mode:String caption_entities:MessageEntity[] "
_LANGUAGE = "language_code:String"
_SCOPE = "scope:BotCommandScope language_code:String"

METHODS: Mapping[str, Shape] = {
    "answerCallbackQuery": shape(
        "callback_query_id:String", "text:String show_alert:Boolean url:String cache_time:Integer"
    ),
    "answerInlineQuery": shape(
        "inline_query_id:String results:InlineQueryResult[]",
        "cache_time:Integer is_personal:Boolean next_offset:String button:InlineQueryResultsButton",
    ),
    "deleteMessage": shape("chat_id:Chat message_id:Integer"),
    "deleteMyCommands": shape("", _SCOPE),
    "deleteWebhook": shape("", "drop_pending_updates:Boolean"),
    "editMessageReplyMarkup": shape(
        "",
        "business_connection_id:String chat_id:Chat message_id:Integer inline_message_id:String "
        "reply_markup:InlineKeyboardMarkup",
    ),
    "editMessageText": shape(
        "",
        "business_connection_id:String chat_id:Chat message_id:Integer inline_message_id:String text:String "
        "parse_mode:String entities:MessageEntity[] link_preview_options:LinkPreviewOptions "
        "rich_message:InputRichMessage reply_markup:InlineKeyboardMarkup",
    ),
    "getChat": shape("chat_id:Chat"),
    "getChatMember": shape("chat_id:Chat user_id:Integer"),
    "getFile": shape("file_id:String"),
    "getMe": shape(),
    "getMyCommands": shape("", _SCOPE),
    "getUpdates": shape("", "offset:Integer limit:Integer timeout:Integer allowed_updates:String[]"),
    "getWebhookInfo": shape(),
    "sendChatAction": shape("chat_id:Chat action:String", "business_connection_id:String message_thread_id:Integer"),
    "sendDocument": shape(
        "chat_id:Chat document:File", _SENDING + _CAPTION + "thumbnail:File disable_content_type_detection:Boolean"
    ),
    "sendMessage": shape(
        "chat_id:Chat text:String",
        _SENDING + "parse_mode:String entities:MessageEntity[] link_preview_options:LinkPreviewOptions",
    ),
    "sendMessageDraft": shape(
        "chat_id:Integer draft_id:Integer",
        "message_thread_id:Integer text:String parse_mode:String entities:MessageEntity[]",
    ),
    "sendPhoto": shape(
        "chat_id:Chat photo:File", _SENDING + _CAPTION + "show_caption_above_media:Boolean has_spoiler:Boolean"
    ),
    "setChatMenuButton": shape("", "chat_id:Integer menu_button:MenuButton"),
    "setMessageReaction": shape("chat_id:Chat message_id:Integer", "reaction:ReactionType[] is_big:Boolean"),
    "setMyCommands": shape("commands:BotCommand[]", _SCOPE),
    "setMyDescription": shape("", "description:String " + _LANGUAGE),
    "setMyName": shape("", "name:String " + _LANGUAGE),
    "setMyShortDescription": shape("", "short_description:String " + _LANGUAGE),
    "setWebhook": shape(
        "url:String",
        "certificate:InputFile ip_address:String max_connections:Integer allowed_updates:String[] "
        "drop_pending_updates:Boolean secret_token:String",
    ),
}
