"""Groups: what is said to the bot there, what the question is, and how the bot introduces itself."""

import logging

from telegram import ChatMember, InlineKeyboardButton, Message, Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, ChatMemberHandler, MessageHandler, filters
from telegram.helpers import create_deep_linked_url

from bot.context import Context
from bot.handlers.menus import set_menu_of_staff_chat
from bot.handlers.pointing import own_mentions
from bot.i18n import in_their_words
from bot.people import Reader
from bot.render.markup import esc
from bot.render.message import notice
from knowledge.evidence import Audience

LOG = logging.getLogger(__name__)

_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_PRESENT = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR)
# Telegram writes in this name what the anonymous admins of a group write.
_ANONYMOUS_ADMIN = 1087968824


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
    return not sender.is_bot or sender.id == _ANONYMOUS_ADMIN


def _replies(message: Message) -> bool:
    answered = message.reply_to_message
    if answered is None or answered.from_user is None or answered.forum_topic_created is not None:
        return False  # every first message of a topic counts as a reply to the message that opened the topic
    return answered.from_user.id == message.get_bot().id
