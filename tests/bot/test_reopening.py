import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

import bot.standalone
from bot.assistant_pool import Desk
from bot.standalone import ReopeningPool
from knowledge.errors import KnowledgeIndexError
from knowledge.evidence import Audience
from knowledge.settings import Settings
from tests.bot.conftest import SetAssistant, SetIndex


class Index(SetIndex):
    def __init__(self, generation: str) -> None:
        super().__init__()
        self.generation = generation


@pytest.fixture
def generations(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Let a test say which index serves, and see which are open."""
    told: dict[str, Any] = {"current": "1", "open": [], "fails": False}

    @contextlib.contextmanager
    def open_desk(_: Settings, audience: Audience) -> Iterator[Desk]:
        if told["fails"]:
            raise KnowledgeIndexError("away")
        name = f"{audience} {told['current']}"
        told["open"].append(name)
        yield Desk(SetAssistant(), Index(str(told["current"])))
        told["open"].remove(name)

    def current(_: Settings) -> object:
        if told["fails"]:
            raise KnowledgeIndexError("away")
        return told["current"]

    monkeypatch.setattr(bot.standalone, "open_desk_with_entries", open_desk)
    monkeypatch.setattr(bot.standalone, "current_generation", current)
    return told


def test_a_new_index_is_taken_up_by_the_next_question_and_the_old_one_is_closed(
    generations: dict[str, Any], settings: Settings
) -> None:
    with ReopeningPool(settings) as assistants:
        first = assistants.assistant(Audience.PUBLIC)
        assert assistants.assistant(Audience.PUBLIC) is first
        generations["current"] = "2"
        second = assistants.assistant(Audience.PUBLIC)
        assert second is not first
        assert assistants.assistant(Audience.PUBLIC) is second
        assistants.assistant(Audience.STAFF)
        assert generations["open"] == ["public 2", "staff 2"]
    assert generations["open"] == []


def test_while_the_index_cannot_be_asked_about_the_one_before_serves_and_without_one_it_is_told(
    generations: dict[str, Any], settings: Settings
) -> None:
    with ReopeningPool(settings) as assistants:
        generations["fails"] = True
        with pytest.raises(KnowledgeIndexError):
            assistants.assistant(Audience.PUBLIC)
        generations["fails"] = False
        first = assistants.assistant(Audience.PUBLIC)
        generations["fails"] = True
        assert assistants.assistant(Audience.PUBLIC) is first


@pytest.fixture
def settings() -> Settings:
    return Settings()
