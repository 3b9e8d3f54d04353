"""Who comes and goes in a group, and its topics."""

from tests.telegram_server.asking import member_json
from tests.telegram_server.chats import Chat
from tests.telegram_server.entities import Formatted
from tests.telegram_server.messages import Account
from tests.telegram_server.world import World


def change_member(world: World, chat: Chat, account: Account, status: str, *, by: Account) -> None:
    """Change what someone is in a chat, and tell the bot as Telegram does."""
    before = chat.members.get(account.id, "left")
    chat.members[account.id] = status
    change = {
        "chat": chat.json(),
        "from": by.json(),
        "date": world.now(),
        "old_chat_member": member_json(account.json(), before),
        "new_chat_member": member_json(account.json(), status),
    }
    if account.id == world.bot.id:
        world.updates.post("my_chat_member", change, chat.id)
    elif chat.members.get(world.bot.id) == "administrator":
        world.updates.post("chat_member", change, chat.id)
    if chat.person is None and "left" in {before, status}:
        field, value = ("left_chat_member", account.json())
        if status != "left":
            field, value = ("new_chat_members", [account.json()])  # type: ignore[assignment]  # a list of those who came
        world.announce(world.add(chat, by, Formatted(""), service={field: value}))
    world.tell(chat)


def add_topic(world: World, chat: Chat, name: str, *, by: Account) -> int:
    """Open a topic in a forum and return its thread."""
    if not chat.is_forum:
        raise ValueError(f"{chat.title} is no forum")
    created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
    message = world.add(chat, by, Formatted(""), service=created)
    message.thread_id = message.message_id
    chat.topics[message.message_id] = message
    world.announce(message)
    return message.message_id


def upgrade(world: World, group: Chat, number: int, *, by: Account) -> Chat:
    """Turn a group into a supergroup of another number: the members stay, and both say so."""
    if group.kind != "group":
        raise ValueError(f"{group.title} is no group that could become a supergroup")
    new = world.new_group(number, group.title, forum=False)
    new.members = dict(group.members)
    for chat, service in ((group, {"migrate_to_chat_id": new.id}), (new, {"migrate_from_chat_id": group.id})):
        world.announce(world.add(chat, by, Formatted(""), service=service))
    group.moved_to = new.id
    return new
