"""What the bot says of itself: its commands by scope and language, descriptions, names, menu buttons."""

import re
from typing import Any, TypeAlias

from tests.telegram_server.entities import units
from tests.telegram_server.refusals import bad_request

Scope: TypeAlias = tuple[str, int, int]  # type, chat, user

MOST_COMMANDS = 100
LONGEST = {"description": 512, "short_description": 120, "name": 64}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_LONGEST_EXPLANATION = 256
DEFAULT: Scope = ("default", 0, 0)


class Profile:
    """The bot's own settings; texts are kept by language, "" for everyone else."""

    def __init__(self) -> None:
        self.commands: dict[tuple[Scope, str], dict[str, str]] = {}
        self.texts: dict[tuple[str, str], str] = {}  # by kind and language
        self.menu_buttons: dict[int | None, dict[str, Any]] = {}

    def set_commands(self, scope: Scope, language: str, commands: list[dict[str, str]]) -> None:
        """Put the commands of a scope and language."""
        check_language(language)
        if len(commands) > MOST_COMMANDS:
            raise bad_request("too many bot commands specified")
        for command in commands:
            name = command["command"].removeprefix("/")
            if not _COMMAND.fullmatch(name):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= units(command["description"].strip()) <= _LONGEST_EXPLANATION:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        named = {command["command"].removeprefix("/"): command["description"] for command in commands}
        if len(named) < len(commands):
            raise bad_request("BOT_COMMAND_DUPLICATE")
        self.commands[scope, language] = named
        if not named:
            self.commands.pop((scope, language))

    def delete_commands(self, scope: Scope, language: str) -> None:
        """Forget the commands of a scope and language."""
        check_language(language)
        self.commands.pop((scope, language), None)

    def set_text(self, kind: str, language: str, text: str) -> None:
        """Put a description, short description or name."""
        check_language(language)
        if units(text) > LONGEST[kind]:
            raise bad_request(f"{kind} is too long")
        self.texts[kind, language] = text

    def shown(self, chat_id: int, user_id: int, language: str, *, admin: bool = False) -> dict[str, str]:
        """Return the commands that the client of a person shows in a chat, the narrowest scope first."""
        where = "all_private_chats" if chat_id > 0 else "all_group_chats"
        scopes: list[Scope] = [("chat", chat_id, 0), (where, 0, 0), DEFAULT]
        if chat_id < 0:
            narrow: list[Scope] = [("chat_member", chat_id, user_id)]
            if admin:
                narrow.append(("chat_administrators", chat_id, 0))
                scopes.insert(1, ("all_chat_administrators", 0, 0))
            scopes = [*narrow, *scopes]
        for scope in scopes:
            for spoken in (language, ""):
                if (scope, spoken) in self.commands:
                    return self.commands[scope, spoken]
        return {}


def check_language(language: str) -> None:
    """Raise Refused for anything but two letters or nothing: "zh-hans" is not a language to Telegram."""
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
