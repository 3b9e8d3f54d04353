"""A dialogue as it is stored, and the steps that it goes through."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from bot.i18n import Locale, Say, say_in
from bot.people import Role
from bot.storage import Draft
from knowledge.directory import Guide
from knowledge.records import Record


@dataclasses.dataclass(frozen=True, slots=True)
class Scene:
    """What a dialogue takes place in: who may see what, in which language, on which day."""

    guide: Guide
    say: Say
    role: Role

    @property
    def today(self) -> dt.date:
        """Return the day at the office."""
        return self.guide.today

    def in_each_language(self) -> Iterator[Scene]:
        """Yield the scene in every language of the interface, its own first."""
        for locale in sorted(Locale, key=lambda locale: locale is not self.say.locale):
            guide = self.guide.directory.guide(locale.language, locale.script, self.today)
            yield Scene(guide, say_in(locale), self.role)


@dataclasses.dataclass(frozen=True, slots=True)
class Dialogue:
    """What somebody has told so far.

    ``answers`` are in the order in which they were given. ``pending`` is what was written to a step that could not take
    it as it is. ``update_id`` brought the dialogue here: the same update, worked through again, takes it no further.
    """

    token: str
    flow: str
    answers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    pending: str = ""
    public: bool = False
    update_id: int = 0

    def with_answer(self, step: str, answer: str, update_id: int) -> Dialogue:
        """Return the dialogue one step on."""
        answers = {**self.answers, step: answer}
        return dataclasses.replace(self, answers=answers, pending="", update_id=update_id)

    def back(self, update_id: int) -> Dialogue:
        """Return the dialogue one step back."""
        answers = dict(list(self.answers.items())[:-1])
        return dataclasses.replace(self, answers=answers, pending="", update_id=update_id)

    def to_json(self) -> str:
        """Write the dialogue as `from_json` reads it."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Dialogue:
        """Read what `to_json` wrote."""
        return cls(**json.loads(text))


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """What a step asks; ``choices`` are pairs of a value and the label of its button."""

    text: str
    choices: tuple[tuple[str, str], ...] = ()
    columns: int = 2


@dataclasses.dataclass(frozen=True, slots=True)
class Refused:
    """Why a text is no answer, and what could be meant."""

    why: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One question of a flow.

    ``read`` turns a text into an answer; it is None where only buttons answer. ``press`` turns the value of a button,
    and what is pending, into an answer, or None for a value that was not offered; by default any choice is an answer.
    """

    name: str
    ask: Callable[[Scene, Mapping[str, str]], Question]
    read: Callable[[Scene, Mapping[str, str], str], str | Refused] | None = None
    press: Callable[[Scene, Mapping[str, str], str, str], str | None] | None = None

    def pressed(self, scene: Scene, answers: Mapping[str, str], value: str, pending: str) -> str | None:
        """Return the answer that a button gives, or None if it is none."""
        if self.press is not None:
            return self.press(scene, answers, value, pending)
        return value if value in dict(self.ask(scene, answers).choices) else None


class Flow(Protocol):
    """A kind of dialogue."""

    name: str
    role: Role

    def title(self, say: Say) -> str:
        """Return what is being done."""

    def steps(self, scene: Scene, answers: Mapping[str, str]) -> Iterator[Step]:
        """Yield the steps, as far as the answers tell which they are."""

    def told(self, scene: Scene, answers: Mapping[str, str]) -> Sequence[str]:
        """Return what was told so far, a line each."""

    def ways(self, scene: Scene, answers: Mapping[str, str]) -> Sequence[tuple[str, str]]:
        """Return the ways to keep what was told, each with its label."""

    def drafts(self, scene: Scene, dialogue: Dialogue, way: str) -> list[Draft]:
        """Return the rows to keep, none if what they are about is gone meanwhile."""

    def shown(self, scene: Scene, dialogue: Dialogue) -> Sequence[tuple[str, Record]]:
        """Return the rows to be looked at before they are kept, each with what it is."""


def step_of(flow: Flow, scene: Scene, dialogue: Dialogue) -> Step | None:
    """Return the step that a dialogue is at, None once everything is told."""
    return next((step for step in flow.steps(scene, dialogue.answers) if step.name not in dialogue.answers), None)
