"""What the bot gets to hear in groups, and where its words go."""

import pytest
from telegram import Bot

from tests.telegram_server.conftest import Caller
from tests.telegram_server.server import TelegramServer

GROUP = -1001234567890
ME = "@city_exchange_bot"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("good morning", 0),
        ("/cities", 1),
        (f"/cities{ME}", 1),
        ("/cities@other_bot", 0),
        (f"{ME} which cities?", 1),
        (f"which cities, {ME.upper()}?", 1),
        ("@other_bot which cities?", 0),
        ("a/cities", 0),
    ],
)
def test_in_a_group_the_bot_hears_what_is_meant_for_it(
    server: TelegramServer, call: Caller, text: str, heard: int
) -> None:
    li = server.user(5)
    group = server.group(GROUP, "Office", [li])
    call.updates()
    li.says(text, group)
    assert len(call.updates()) == heard


def test_in_a_group_the_bot_hears_replies_to_itself_only(server: TelegramServer, call: Caller) -> None:
    li, wu = server.user(5), server.user(6)
    group = server.group(GROUP, "Office", [li, wu])
    call("sendMessage", chat_id=GROUP, text="Ask me.")
    call.updates()
    li.says("You?", reply_to=wu.says("Me", group))
    li.says("Me?", reply_to=group.last)
    (update,) = call.updates()
    assert update["message"]["text"] == "Me?"
    assert update["message"]["reply_to_message"]["from"]["is_bot"]


def test_an_administrator_and_a_bot_without_privacy_mode_hear_everything(call: Caller, server: TelegramServer) -> None:
    li = server.user(5)
    group = server.group(GROUP, "Office", [li], bot_status="administrator")
    call.updates()
    li.says("good morning", group)
    assert len(call.updates()) == 1
    with TelegramServer(reads_everything=True) as open_server:
        other = open_server.user(5)
        chatty = open_server.group(GROUP, "Office", [other])
        assert other.says("good morning", chatty).update_id is not None


def test_a_supergroup_numbers_its_own_messages_and_private_chats_share_theirs(server: TelegramServer) -> None:
    li, wu = server.user(5), server.user(6)
    group = server.group(GROUP, "Office", [li])  # the first message there says that the bot came
    assert [li.says("a").message_id, wu.says("b").message_id, li.says("c", group).message_id] == [1, 2, 2]


@pytest.mark.anyio
async def test_a_topic_is_kept_by_replies_and_by_the_bot(server: TelegramServer, bot: Bot) -> None:
    li = server.user(5)
    forum = server.group(GROUP, "Office", [li], forum=True)
    topic = server.topic(forum, "Lyon", li)
    await bot.get_updates()
    question = li.says(f"{ME} Lyon?", forum, thread=topic)
    update = (await bot.get_updates())[-1]
    assert update.message
    assert (update.message.is_topic_message, update.message.message_thread_id) == (True, topic)
    assert update.message.reply_to_message
    assert update.message.reply_to_message.forum_topic_created
    sent = await update.message.reply_text("Since 1988.")
    assert (sent.message_thread_id, forum.last.thread_id) == (topic, topic)
    assert li.says("Thanks", reply_to=forum.last).thread_id == topic
    assert question.reply_to is forum.topics[topic]


def test_outside_forums_a_thread_of_replies_has_a_number_and_is_no_topic(server: TelegramServer, call: Caller) -> None:
    li = server.user(5)
    group = server.group(GROUP, "Office", [li])
    call("sendMessage", chat_id=GROUP, text="Ask me.")
    call.updates()
    li.says("Lyon?", reply_to=group.last)
    (update,) = call.updates()
    assert update["message"]["message_thread_id"] == group.last.message_id
    assert "is_topic_message" not in update["message"]


def test_a_bot_asks_who_is_in_a_group(server: TelegramServer, call: Caller) -> None:
    li, wu = server.user(5), server.user(6)
    group = server.group(GROUP, "Office", [li])

    def status(user_id: int) -> str:
        member: dict[str, str] = call("getChatMember", chat_id=GROUP, user_id=user_id)
        return member["status"]

    assert (status(5), status(6), status(server.bot.id)) == ("member", "left", "member")
    wu.joins(group, "administrator")
    li.leaves(group)
    assert (status(5), status(6)) == ("left", "administrator")
    assert call("getChat", chat_id=GROUP)["title"] == "Office"


def test_waiting_for_the_bot_counts_from_what_was_last_said(server: TelegramServer, call: Caller) -> None:
    li = server.user(5)
    first = li.says("a")
    call("sendMessage", chat_id=5, text="1")
    second = li.says("b")
    with pytest.raises(AssertionError, match="in vain for 1 messages of the bot in chat 5"):
        li.chat.wait_for(timeout=0.1)
    call("sendMessage", chat_id=5, text="2")
    assert [message.text for message in li.chat.wait_for(timeout=1)] == ["2"]
    assert [message.text for message in li.chat.wait_for(2, timeout=1, after=first)] == ["1", "2"]
    assert second.update_id is not None
