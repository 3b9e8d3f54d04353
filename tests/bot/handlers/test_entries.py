"""The list of what staff keep, taking it back, and the tables as files."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.records import RecordKind, load_table
from tests.bot.handlers.keeping import NO_LONGER, log_contact, pressed, said, unhurried
from tests.telegram_server.chats import Chat
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

__all__ = ["unhurried"]


def test_an_entry_is_listed_with_who_and_when_and_only_its_own_staff_or_an_admin_takes_it_back(
    server: TelegramServer, staff: User, admin: User, staff_numbers: Iterator[int]
) -> None:
    log_contact(staff, "A talk about the Quetzal bridge.")
    colleague = server.user(next(staff_numbers), language_code="en")
    listed = said(colleague, "/entries")
    assert "1. " in listed.text
    assert "Contact · A talk about the Quetzal bridge" in listed.text
    shown = pressed(colleague, listed, "1")
    assert "Entered by staff on " in shown.text
    assert str(staff.id) not in shown.text
    assert "Take it back" not in shown.labels
    undo = f"e:undo:{listed_token(shown.buttons, staff)}"
    assert colleague.forges(shown, undo).text == NO_LONGER
    seen = pressed(admin, said(admin, "/entries"), "1")
    assert f"Telegram number: {staff.id}" in seen.text
    undone = pressed(admin, seen, "Take it back")
    assert "Taken back on" in undone.text
    assert "Take it back" not in undone.labels
    assert "taken back" in pressed(admin, undone, "All entries").text


def listed_token(_: object, staff: User) -> str:
    """Return the name of the newest batch, as its own author's button has it."""
    shown = pressed(staff, said(staff, "/entries"), "1")
    return shown.button("Take it back").data.rpartition(":")[2]


def test_the_list_turns_its_pages(staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("bot.handlers.entries", "bot.handlers.entries"):
        monkeypatch.setattr(f"{module}.ON_A_PAGE", 1)
    kept = [log_contact(staff, f"Talk number {number} of many.") for number in range(2)]
    listed = said(staff, "/entries")
    assert "Talk number 1" in listed.text
    assert "Talk number 0" not in listed.text
    second = pressed(staff, listed, "2 ›")
    assert "2. " in second.text
    assert "Talk number 0" in second.text
    assert "Talk number 1" in pressed(staff, second, "‹ 1").text
    for message in kept:
        pressed(staff, message, "Take it back")


def test_the_tables_come_with_what_staff_keep_and_load_again(staff: User, tmp_path: Path) -> None:
    kept = log_contact(staff, "A talk about the Narwhal tram.")
    listed = said(staff, "/entries")
    staff.presses(listed, "All tables as CSV")
    (sent,) = staff.chat.wait_for(after=listed)
    assert sent.media is not None
    with zipfile.ZipFile(io.BytesIO(sent.media.content)) as archive:
        archive.extractall(tmp_path)
    tables = {kind: load_table(tmp_path / f"{kind}.csv") for kind in RecordKind}
    assert not [problem for table in tables.values() for problem in table.problems]
    assert len(tables[RecordKind.AGREEMENTS].rows) == 3
    assert "Narwhal" in repr(tables[RecordKind.EVENTS].rows)
    pressed(staff, kept, "Take it back")


def test_entries_are_shown_in_the_staff_chat_and_in_no_other_group(
    server: TelegramServer, staff: User, staff_chat: Chat, make_person: Callable[..., User]
) -> None:
    staff.joins(staff_chat)
    staff.says("/entries", staff_chat)
    assert "Kept by staff" in staff_chat.wait_for()[0].text
    group = server.group(-1_000_000_007_001, "Friends", [staff, make_person()], bot_status="administrator")
    group.wait(lambda: group.answers)
    staff.says("/entries", group)
    assert "private chat" in group.wait_for()[0].text
    assert staff.forges(group.last, "e:list:1").text == NO_LONGER


def test_a_forged_button_of_entries_leads_nowhere(staff: User) -> None:
    shown = said(staff, "/entries")
    for data in (
        "e:",
        "e:list:0",
        "e:show:short:1",
        "e:undo:AAAAAAAAAAA",
        "e:show:AAAAAAAAAAA:1",
        "e:nothing",
        "e:list:99",
    ):
        assert staff.forges(shown, data).text == NO_LONGER
