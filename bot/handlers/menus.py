"""The commands that Telegram offers in its menu, by role and language, and what it says of the bot."""

import logging
from collections.abc import Awaitable

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.context import Bot
from bot.i18n import Locale, Say, say_in
from bot.people import Role
from bot.storage import Storage
from knowledge.settings import Settings

LOG = logging.getLogger(__name__)

# Telegram tells languages apart by two letters; none is for all others. Who reads Traditional characters and has said
# so by /language gets them by the menu of their own chat.
_LANGUAGES = {"": Locale.EN, "zh": Locale.ZH_HANS}


def browsing_commands(say: Say) -> dict[str, str]:
    """Return the commands that make sense in a group too, each with what it does."""
    return {
        "cities": say("Browse the sister cities"),
        "city": say("Show a city, as in /city Lyon"),
        "programmes": say("Exchange programmes, by who they are for"),
        "anniversaries": say("Anniversaries that are coming up"),
        "sources": say("What I know, and how recent it is"),
    }


def commands(say: Say, role: Role) -> dict[str, str]:
    """Return all the commands of a role, each with what it does."""
    own = browsing_commands(say) | {
        "subscribe": say("News of exchange programmes, as they come"),
        "reminders": say("Your reminders and subscriptions"),
        "new": say("Forget the last questions and begin anew"),
        "language": say("Choose the language"),
        "help": say("How to use me"),
        "privacy": say("What I store about you"),
        "forget": say("Delete what I store about you"),
        "about": say("Version and state of the sources"),
    }
    if role is not Role.PUBLIC:
        own |= {
            "brief": say("A brief on a city, as in /brief Lyon"),
            "letter": say("Draft a letter for an anniversary"),
            "dormant": say("Partners that have gone quiet"),
            "intentions": say("Intentions to follow up, as in /intentions Lyon"),
            "chart": say("Pictures of the records"),
            "export": say("Lists as Excel, CSV or calendar files"),
            "remind": say("Be reminded of anniversaries"),
            "log": say("Put an event, a contact or an intention on record"),
            "entries": say("What staff keep, and taking it back"),
            "cancel": say("End what you are telling me"),
            "why": say("How an answer was made, as a reply to it"),
            "whoami": say("Your role and where it comes from"),
        }
    if role is Role.ADMIN:
        own |= {
            "template": say("An empty table of agreements to fill in"),
            "correct": say("Correct an agreement, as in /correct Lyon"),
            "staff": say("Who is staff, and who asks to be"),
        }
    return own


async def set_menus(bot: Bot, settings: Settings, storage: Storage, staff_chat_id: int | None) -> None:
    """Set the menus and descriptions, but for staff by the settings, who have no chat for one before their /start."""
    for code, locale in _LANGUAGES.items():
        say = say_in(locale)
        await _logged("the menu", _set(bot, commands(say, Role.PUBLIC), BotCommandScopeDefault(), code))
        await _logged("the menu of groups", _set(bot, _in_groups(say), BotCommandScopeAllGroupChats(), code))
        await _logged("the description", _describe(bot, say, code))
    if staff_chat_id is not None:
        await set_menu_of_staff_chat(bot, staff_chat_id)
    for person in await storage.people.staff():
        role = Role.ADMIN if person.user_id in settings.admin_user_ids else Role.STAFF
        await set_menu_of(bot, person.user_id, role, person.locale)


async def set_menu_of_staff_chat(bot: Bot, chat_id: int) -> None:
    """Set the menu of the group of the staff."""
    scope = BotCommandScopeChat(chat_id)
    for code, locale in _LANGUAGES.items():
        say = say_in(locale)
        own = {name: commands(say, Role.STAFF)[name] for name in ("remind", "reminders", "why")}
        await _logged("the menu of the staff chat", _set(bot, _in_groups(say) | own, scope, code))


async def set_menu_of(bot: Bot, user_id: int, role: Role, locale: str | None) -> None:
    """Set the menu of a person's own chat: for their role, in the language they chose or else their client's."""
    scope = BotCommandScopeChat(user_id)
    if locale is None and role is Role.PUBLIC:
        for code in _LANGUAGES:
            await _logged("a person's menu", bot.delete_my_commands(scope, language_code=code or None))
        return
    for code, of_client in _LANGUAGES.items():
        say = say_in(Locale(locale) if locale else of_client)
        await _logged("a person's menu", _set(bot, commands(say, role), scope, code))


def _in_groups(say: Say) -> dict[str, str]:
    return browsing_commands(say) | {"new": commands(say, Role.PUBLIC)["new"], "help": say("How to use me")}


async def _set(bot: Bot, menu: dict[str, str], scope: BotCommandScope, code: str) -> None:
    listed = [BotCommand(name, meaning) for name, meaning in menu.items()]
    await bot.set_my_commands(listed, scope=scope, language_code=code or None)


async def _describe(bot: Bot, say: Say, code: str) -> None:
    """Set what an empty chat and the profile say."""
    short = say("Sister cities, anniversaries and exchange programmes: every answer names its source.")
    long = say(
        "Ask me about sister cities, their anniversaries and exchange programmes, in Chinese or English. "
        "I answer from the papers and tables of the office, and name the source of every statement. "
        "What they do not say, I do not make up."
    )
    await bot.set_my_short_description(short, code or None)
    await bot.set_my_description(long, code or None)


async def _logged(what: str, setting: Awaitable[object]) -> None:
    """Wait for a call to Telegram, and log it if it fails."""
    try:
        await setting
    except TelegramError as error:
        LOG.warning("%s is not set: %s", what, error)
