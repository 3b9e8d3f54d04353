"""The staff chat becomes a supergroup: its members stay staff, also after the next start, and the admins are told."""

from pathlib import Path

from tests.e2e.bot_process import BotProcess
from tests.e2e.corpus import SECRETS
from tests.telegram_server.chats import Chat
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

OLD, NEW = -4_001, -1_000_000_004_002
ASKED = "@city_exchange_bot Where will the delegation from Frankfurt stay?"


def told(person: User, chat: Chat | None = None, said: str = ASKED) -> str:
    message = person.says(said, chat)
    return message.chat.wait_for(after=message)[0].text


def test_the_staff_chat_is_followed_when_it_moves_and_after_a_restart(
    server: TelegramServer, data: Path, admin: User
) -> None:
    member, stranger = server.user(4101), server.user(4102)
    group = server.group(OLD, "Office", [member, admin], bot_status="administrator")
    other = server.group(-1_000_000_004_003, "Friends", [member, stranger])
    settings = {"STAFF_CHAT_ID": str(OLD)}
    with BotProcess(server, data, **settings):
        admin.says("/start").chat.wait_for()
        group.wait(lambda: group.answers)
        assert SECRETS[0] in told(member, group)
        admin.says("/remind@city_exchange_bot", group)
        shown = group.wait_for()[0]
        admin.presses(shown, "Set it like this")
        group.wait_for_edit(shown)
        said = len(admin.chat.answers)
        supergroup = server.upgrades(group, NEW, admin)
        admin.chat.wait(lambda: len(admin.chat.answers) > said)
        server.settle()
        assert [str(NEW) in message.text for message in admin.chat.answers[said:]] == [True]
        assert "/remind" in {f"/{name}" for name in member.sees_commands(supergroup)}
        assert SECRETS[0] in told(member, supergroup)
    with BotProcess(server, data, **settings):
        assert SECRETS[0] in told(member, supergroup)
        assert "1. Anniversaries" in told(admin, supergroup, "/reminders@city_exchange_bot")
        assert SECRETS[0] in told(member)
        assert SECRETS[0] not in told(member, other)
        assert SECRETS[0] not in told(stranger)
        server.settle()
        assert len([message for message in admin.chat.answers if str(NEW) in message.text]) == 1
    assert [(call.method, call.description) for call in server.refused] == []
