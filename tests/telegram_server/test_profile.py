"""The bot's menus and texts, as clients show them."""

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)

from tests.telegram_server.server import TelegramServer

pytestmark = pytest.mark.anyio
GROUP = -1001234567890


async def test_a_client_shows_the_commands_of_the_narrowest_scope_in_its_language(
    server: TelegramServer, bot: Bot
) -> None:
    li, ann = server.user(5, language_code="zh-hans"), server.user(6)
    li.says("/start")
    group = server.group(GROUP, "Office", [li, ann])
    await bot.set_my_commands([BotCommand("start", "Begin")])
    await bot.set_my_commands([BotCommand("start", "开始")], language_code="zh")
    assert (li.sees_commands(), ann.sees_commands()) == ({"start": "开始"}, {"start": "Begin"})
    await bot.set_my_commands([BotCommand("cities", "Cities")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands([BotCommand("here", "Here")], scope=BotCommandScopeAllGroupChats())
    await bot.set_my_commands([BotCommand("whoami", "我是谁")], scope=BotCommandScopeChat(5))
    assert li.sees_commands() == {"whoami": "我是谁"}
    assert ann.sees_commands() == {"cities": "Cities"}
    assert ann.sees_commands(group) == {"here": "Here"}
    await bot.delete_my_commands(scope=BotCommandScopeChat(5))
    assert li.sees_commands() == {"cities": "Cities"}
    assert [command.command for command in await bot.get_my_commands(language_code="zh")] == ["start"]
    assert not server.refused


async def test_texts_and_menu_buttons_are_kept(server: TelegramServer, bot: Bot) -> None:
    await bot.set_my_description("Ask me.", "en")
    await bot.set_my_short_description("Cities")
    await bot.set_my_name("Exchange")
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert server.profile.texts == {
        ("description", "en"): "Ask me.",
        ("short_description", ""): "Cities",
        ("name", ""): "Exchange",
    }
    assert server.profile.menu_buttons == {None: {"type": "commands"}}
