"""What is said to the bot, in groups above all: whether it is meant, what it asks; how the bot introduces itself."""

import logging
import re
from collections.abc import Collection

from telegram import ChatMember, InlineKeyboardButton, Message, MessageEntity, Update
from telegram.constants import ChatID, ChatType
from telegram.ext import BaseHandler, ChatMemberHandler, MessageHandler, filters
from telegram.helpers import create_deep_linked_url

from bot.context import Bot, Context
from bot.handlers.menus import set_menu_of_staff_chat
from bot.i18n import in_their_words
from bot.people import Reader
from bot.render.markup import esc
from bot.render.message import notice
from knowledge.evidence import Audience
from knowledge.text.folding import fold

# What stands between the bot's name and the question.
_OPENING = re.compile(r"^[\s,，:：、]+")
_ENGLISH = frozenset(
    "please pls kindly can could would will you answer reply respond this that it these those the a one question above "
    "to for him her them us me my our help out thanks thank here look at into check and so what about do know".split()
)
_CHINESE = re.compile(
    r"(?:请问|请教|请|麻烦|劳驾|拜托|有劳|帮忙|帮|能不能|可不可以|能|可以|可否|你们|你|您|来|给|我们|我|大家|他们|她们|他|她|回答|回复"
    r"|解答|作答|答复|答|看看|看|说说|说|查查|查|知道|怎么|一下|下|这个|这条|这|那个|那条|那|上面|楼上|上述|的|问题|提问|问|吧|吗|呢|呀|啊|么"
    r"|谢谢|多谢|谢了|好吗|行吗|怎样)+"
)
_WORDS = re.compile(r"[^\W_]+")


def question_of(message: Message) -> str:
    """Return what a message asks, without the mentions of the bot."""
    own = _words_of(message)
    return own if own and not _only_points(own) else _pointed_at(message) or own


def own_mentions(message: Message) -> list[MessageEntity]:
    """Return where a message, or its caption, names the bot."""
    bot: Bot = message.get_bot()  # type: ignore[assignment]  # the application's bot is an ExtBot
    found = entities_of(message, (MessageEntity.MENTION, MessageEntity.TEXT_MENTION))
    return [
        entity
        for entity, text in found.items()
        if (entity.type == MessageEntity.MENTION and text.lower() == f"@{bot.username}".lower())
        or (entity.user is not None and entity.user.id == bot.id)
    ]


def entities_of(message: Message, kinds: Collection[str]) -> dict[MessageEntity, str]:
    """Return the entities of some kinds in a message's text, or in its caption, with what they mark."""
    if message.text:
        return message.parse_entities(list(kinds))
    return message.parse_caption_entities(list(kinds)) if message.caption else {}


def replied_to(message: Message) -> Message | None:
    """Return what a message replies to; every first message of a topic counts as a reply to what opened the topic."""
    replied = message.reply_to_message
    return None if replied is None or replied.forum_topic_created is not None else replied


def _words_of(message: Message) -> str:
    text = message.text or message.caption or ""
    for entity in sorted(own_mentions(message), key=lambda entity: -entity.offset):
        units = text.encode("utf-16-le")
        begin, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        text = f"{units[:begin].decode('utf-16-le')} {units[end:].decode('utf-16-le')}"
    return _OPENING.sub("", re.sub(r"[ \t]+", " ", text)).rstrip()


def _only_points(text: str) -> bool:
    """Tell whether a text says nothing of its own, and only asks to answer something else."""
    words = _WORDS.findall(fold(text))
    return all(word in _ENGLISH or _CHINESE.fullmatch(word) for word in words)


def _pointed_at(message: Message) -> str:
    """Return what the person says to whom a message replies, or the piece of it that is quoted; "" if it is none."""
    replied = replied_to(message)
    if replied is None or replied.from_user is None or replied.from_user.id == message.get_bot().id:
        return ""
    if message.quote is not None and message.chat.type != ChatType.PRIVATE:
        return message.quote.text.strip()
    return _words_of(replied)


LOG = logging.getLogger(__name__)

_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_PRESENT = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR)


class _Addressed(filters.MessageFilter):
    """What is meant for the bot: all that a person writes to it alone; in a group, a mention or a reply to it."""

    def filter(self, message: Message) -> bool:
        bot = message.get_bot()
        if message.via_bot is not None and message.via_bot.id == bot.id:  # one of our own cards, put here by somebody
            return False
        if message.chat.type == ChatType.PRIVATE:
            return True
        return (
            message.chat.type in _GROUPS
            and _is_of_a_person(message)
            and (_replies(message) or bool(own_mentions(message)))
        )


ADDRESSED = _Addressed()


async def in_private(context: Context, start: str) -> None:
    """Answer a command that is nobody else's business with the way to the private chat, where ``start`` goes on."""
    url = create_deep_linked_url(context.bot.username, start)
    buttons = [[InlineKeyboardButton(context.say("Open the private chat"), url=url)]]
    await context.reply(notice(esc(context.say("Please ask me that in our private chat.")), buttons=buttons))


async def alone(context: Context, command: str) -> bool:
    """Tell whether the visitor is alone with the bot; who is not is shown the way there."""
    if not context.is_private:
        await in_private(context, command)
    return context.is_private


async def at_the_office(context: Context, command: str) -> bool:
    """Tell whether this is a private chat or the staff chat; who is in another is shown the way to the former."""
    return context.office.access.is_staff_chat(context.chat_id) or await alone(context, command)


async def for_staff(context: Context, command: str) -> bool:
    """Tell whether the visitor may have what is for staff here; who may not is told why."""
    if context.audience is Audience.STAFF:
        return True
    if context.role.audience is Audience.STAFF:
        await in_private(context, command)
    else:
        await context.tell(context.say("That is for the staff of the office. /staff tells how to become one."))
    return False


async def membership_changed(update: Update, context: Context) -> None:
    """Introduce the bot to a group that has just taken it in; being blocked or removed needs no word."""
    change = update.my_chat_member
    assert change is not None  # noqa: S101 - the handler is for nothing else
    was, now = change.old_chat_member.status, change.new_chat_member.status
    LOG.info("%s chat: the bot was %s and is %s", change.chat.type, was, now)
    if change.chat.type not in _GROUPS or was in _PRESENT or now not in _PRESENT:
        return
    say = context.say
    paragraphs = (
        say(
            "Hello! I answer questions about sister cities, anniversaries and exchange programmes, "
            "in Chinese and English, and I name the source of every statement."
        ),
        say(
            "Here I answer only when you mention @{name}, reply to one of my messages, or send a command "
            "such as /cities.",
            name=context.bot.username,
        ),
    )
    await context.tell(*paragraphs)


async def upgraded(update: Update, context: Context) -> None:
    """Take the reminders of a group along into the supergroup that it has become, and what it is to the office."""
    message = update.message
    assert message is not None  # noqa: S101 - the handler is for nothing else
    old, new = message.chat.id, message.migrate_to_chat_id
    if new is None:
        old, new = message.migrate_from_chat_id or 0, message.chat.id
    moved = await context.office.storage.reminders.move(old, new)
    LOG.info("group %d is now supergroup %d; reminders moved: %d", old, new, moved)
    access = context.office.access
    if not access.is_staff_chat(old):
        return
    await access.staff_chat_moved(new)
    await set_menu_of_staff_chat(context.bot, new)
    if message.migrate_to_chat_id is not None:  # the same is said twice, once in each group
        await _tell_admins(context, new)


async def member_changed(update: Update, context: Context) -> None:
    """Look a person's role up anew when they join or leave the staff chat."""
    change = update.chat_member
    assert change is not None  # noqa: S101 - the handler is for nothing else
    if context.office.access.is_staff_chat(change.chat.id):
        context.office.access.forget_membership(change.new_chat_member.user.id)


async def _tell_admins(context: Context, new: int) -> None:
    """Tell each admin that the staff chat has another number."""
    office = context.office
    for admin_id in sorted(office.settings.admin_user_ids):
        admin = await office.storage.people.get(admin_id)
        said = in_their_words(
            admin.locale,
            lambda say: say(
                "The staff chat has become a supergroup, and its number is now {id}. I have kept that: its members "
                "are still staff, also after a new start. Nothing needs to be done; in the settings it can be "
                "written STAFF_CHAT_ID={id}.",
                id=new,
            ),
        )
        await office.delivery.send(context.incoming.update_id, Reader.public(admin_id), [notice(esc(said))])


def handlers() -> list[BaseHandler[Update, Context, None]]:
    """Return the handlers of comings and goings."""
    return [
        ChatMemberHandler(membership_changed, ChatMemberHandler.MY_CHAT_MEMBER),
        ChatMemberHandler(member_changed, ChatMemberHandler.CHAT_MEMBER),
        MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE, upgraded),
    ]


def _is_of_a_person(message: Message) -> bool:
    sender = message.from_user
    if sender is None or message.is_automatic_forward:
        return False
    return not sender.is_bot or sender.id == ChatID.ANONYMOUS_ADMIN


def _replies(message: Message) -> bool:
    answered = replied_to(message)
    return answered is not None and answered.from_user is not None and answered.from_user.id == message.get_bot().id
