"""What the tests of dialogues share: a word, a press, and what the bot shows then."""

import pytest

from tests.telegram_server.messages import Message
from tests.telegram_server.people import User

NO_LONGER = "This is no longer available."


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the admins of all the tests say as much as they need; the limit is tested by itself."""
    monkeypatch.setattr("bot.handlers.limits.QUESTIONS_A_MINUTE", 10_000)


def said(person: User, text: str) -> Message:
    """Say something and return what the bot says to it."""
    person.says(text)
    return person.chat.wait_for()[0]


def pressed(person: User, message: Message, button: str) -> Message:
    """Press a button and return its message once it has changed."""
    before = message.edits
    person.presses(message, button)
    return person.chat.wait_for_edit(message, after=before)


def log_contact(person: User, text: str, *, city: str = "Lyon", source: str = "Note of the call") -> Message:
    """Put a contact on record and return the message that says so."""
    said(person, "/log")
    pressed(person, said(person, text), "Contact")
    pressed(person, pressed(person, said(person, city), "Today"), "Leave it in one language")
    return pressed(person, said(person, source), "Keep it")
