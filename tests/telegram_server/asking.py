"""The methods by which the bot asks about itself, chats and files, and sets its own menus."""

import re
from typing import Any
from urllib.parse import urlsplit

from tests.telegram_server.fields import Json
from tests.telegram_server.profile import DEFAULT, Scope, check_language
from tests.telegram_server.refusals import bad_request
from tests.telegram_server.world import Webhook, World

PORTS = {443, 80, 88, 8443}
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_MOST_CONNECTIONS = 100


def get_me(world: World, _: Json) -> Json:
    """Carry out getMe."""
    return world.bot.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_everything,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, parameters: Json) -> Json:
    """Carry out getChat."""
    chat = world.chat(parameters["chat_id"])
    gifts = dict.fromkeys(
        ["unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"], False
    )
    return chat.json() | {"accent_color_id": 1, "max_reaction_count": 11, "accepted_gift_types": gifts}


def get_chat_member(world: World, parameters: Json) -> Json:
    """Carry out getChatMember."""
    chat = world.chat(parameters["chat_id"])
    user_id = parameters["user_id"]
    person = world.bot if user_id == world.bot.id else world.people.get(user_id)
    if person is None:
        raise bad_request("user not found")
    if chat.person is None:
        chat.check_bot_may_write()
    status = "member" if chat.person is not None else chat.members.get(user_id, "left")
    return member_json(person.json(), status)


def member_json(person: Json, status: str) -> Json:
    """Return the membership of a person as Telegram writes it."""
    body: dict[str, Any] = {"user": person, "status": status}
    if status == "creator":
        body["is_anonymous"] = False
    if status == "kicked":
        body["until_date"] = 0
    if status == "administrator":
        rights = (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
            "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
            "can_edit_stories can_delete_stories"
        )
        body |= dict.fromkeys(rights.split(), False)
    return body


def get_file(world: World, parameters: Json) -> Json:
    """Carry out getFile."""
    file_id = parameters["file_id"]
    if file_id not in world.files:
        raise bad_request("invalid file_id")
    size = len(world.files[file_id])
    return {
        "file_id": file_id,
        "file_unique_id": f"unique-{file_id}",
        "file_size": size,
        "file_path": f"files/{file_id}",
    }


def set_my_commands(world: World, parameters: Json) -> bool:
    """Carry out setMyCommands."""
    scope = _scope(world, parameters)
    world.profile.set_commands(scope, parameters.get("language_code", ""), parameters["commands"])
    return True


def get_my_commands(world: World, parameters: Json) -> list[Json]:
    """Carry out getMyCommands."""
    language = parameters.get("language_code", "")
    check_language(language)
    commands = world.profile.commands.get((_scope(world, parameters), language), {})
    return [{"command": name, "description": description} for name, description in commands.items()]


def delete_my_commands(world: World, parameters: Json) -> bool:
    """Carry out deleteMyCommands."""
    world.profile.delete_commands(_scope(world, parameters), parameters.get("language_code", ""))
    return True


def set_my_description(world: World, parameters: Json) -> bool:
    """Carry out setMyDescription."""
    return _set_text(world, parameters, "description")


def set_my_short_description(world: World, parameters: Json) -> bool:
    """Carry out setMyShortDescription."""
    return _set_text(world, parameters, "short_description")


def set_my_name(world: World, parameters: Json) -> bool:
    """Carry out setMyName."""
    return _set_text(world, parameters, "name")


def set_chat_menu_button(world: World, parameters: Json) -> bool:
    """Carry out setChatMenuButton."""
    chat_id = parameters.get("chat_id")
    if chat_id is not None and world.chat(chat_id).person is None:
        raise bad_request("chat not found")
    world.profile.menu_buttons[chat_id] = parameters.get("menu_button", {"type": "default"})
    return True


def set_webhook(world: World, parameters: Json) -> bool:
    """Carry out setWebhook."""
    url, secret = parameters["url"], parameters.get("secret_token", "")
    parts = urlsplit(url)
    most = parameters.get("max_connections", 40)
    if url and parts.scheme != "https" and not (world.plain_http and parts.scheme == "http"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if url and not world.plain_http and (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if not 1 <= most <= _MOST_CONNECTIONS:
        raise bad_request("invalid max_connections specified")
    world.webhook = Webhook(url, secret, most)
    return _after_webhook(world, parameters)


def delete_webhook(world: World, parameters: Json) -> bool:
    """Carry out deleteWebhook."""
    world.webhook = Webhook()
    return _after_webhook(world, parameters)


def get_webhook_info(world: World, _: Json) -> Json:
    """Carry out getWebhookInfo."""
    webhook = world.webhook
    info: dict[str, Any] = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
        "max_connections": webhook.max_connections,
    }
    if webhook.last_error_date is not None:
        info |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error_message}
    return info


def _after_webhook(world: World, parameters: Json) -> bool:
    world.updates.webhook_set = bool(world.webhook.url)
    world.updates.allow(parameters.get("allowed_updates"))
    if parameters.get("drop_pending_updates"):
        world.updates.pending.clear()
    world.updates.wake()
    return True


def _set_text(world: World, parameters: Json, kind: str) -> bool:
    world.profile.set_text(kind, parameters.get("language_code", ""), parameters.get(kind, ""))
    return True


def _scope(world: World, parameters: Json) -> Scope:
    scope = parameters.get("scope")
    if scope is None:
        return DEFAULT
    chat_id = 0
    if "chat_id" in scope:
        chat = world.chat(scope["chat_id"])
        if chat.person is not None and not chat.started:
            raise bad_request("chat not found")
        if chat.person is not None and scope["type"] != "chat":
            raise bad_request("can't change commands of this scope in a private chat")
        chat_id = chat.id
    return scope["type"], chat_id, scope.get("user_id", 0)
