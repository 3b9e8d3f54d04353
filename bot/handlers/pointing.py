"""What a message asks: its own words, or those of the message that it only points to ("please answer this")."""

import re
from collections.abc import Collection

from telegram import Message, MessageEntity
from telegram.constants import ChatType

from bot.context import Bot
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
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return ""
    if replied.from_user is None or replied.from_user.id == message.get_bot().id:
        return ""
    if message.quote is not None and message.chat.type != ChatType.PRIVATE:
        return message.quote.text.strip()
    return _words_of(replied)
