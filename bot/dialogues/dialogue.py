"""A dialogue as it is stored, the steps that it goes through, and how it stands on the screen."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from telegram import InlineKeyboardButton

from bot.codec import decode
from bot.i18n import Locale, Say, say_in
from bot.people import Role
from bot.presses import DialoguePress, ShowEntries, UndoBatch, Way
from bot.render.cards import Blocks
from bot.render.markup import shorten
from bot.render.message import OutMessage, button, rows
from bot.storage import Draft
from knowledge.directory import Guide
from knowledge.evidence import Audience, Language
from knowledge.records import Record, row_name, sentence
from knowledge.text.folding import fold


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


_NAME_UNITS = 60

Choices: TypeAlias = "Sequence[tuple[str, str]]"


@dataclasses.dataclass(frozen=True, slots=True)
class Refused:
    """Why a text is no answer, and what could be meant."""

    why: str
    choices: Choices = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One question of a flow; ``choices`` are pairs of a value and the label of its button.

    ``read`` turns a text into an answer; it is None where only buttons answer. ``press`` turns the value of a button,
    and what is pending, into an answer, or None for a value that was not offered; by default any choice is an answer.
    """

    name: str
    text: str
    choices: Choices = ()
    read: Callable[[str], str | Refused] | None = None
    press: Callable[[str, str], str | None] | None = None
    columns: int = 2

    def pressed(self, value: str, pending: str) -> str | None:
        """Return the answer that a button gives, or None if it is none."""
        if self.press is not None:
            return self.press(value, pending)
        return value if value in dict(self.choices) else None


@dataclasses.dataclass(frozen=True, slots=True)
class Flow:
    """A kind of dialogue, for those of a role.

    ``steps`` come as far as the answers tell which they are; ``told`` is what was told so far, a line each. ``shown``
    are the rows to be looked at before they are kept, each with what it is, and ``ways`` those to keep them, each with
    its label. ``drafts`` are the rows to keep in a way, none if what they are about is gone meanwhile.
    """

    name: str
    role: Role
    title: Callable[[Say], str]
    steps: Callable[[Scene, Mapping[str, str]], Iterator[Step]]
    told: Callable[[Scene, Mapping[str, str]], Sequence[str]]
    shown: Callable[[Scene, Dialogue], Sequence[tuple[str, Record]]]
    ways: Callable[[Scene, Mapping[str, str]], Choices]
    drafts: Callable[[Scene, Dialogue, str], list[Draft]]


def step_of(flow: Flow, scene: Scene, dialogue: Dialogue) -> Step | None:
    """Return the step that a dialogue is at, None once everything is told."""
    return next((step for step in flow.steps(scene, dialogue.answers) if step.name not in dialogue.answers), None)


def labelled(say: Say, label: str, value: str) -> str:
    """Return a line of what was told, nothing where there is no value."""
    return say("{label}: {value}", label=label, value=value) if value else ""


def dialogue_screen(flow: Flow, dialogue: Dialogue, scene: Scene, refused: Refused | None = None) -> OutMessage:
    """Return what is asked next, or what is to be confirmed; ``refused`` is why the last text was no answer to it."""
    say = scene.say
    step = step_of(flow, scene, dialogue)
    blocks = Blocks(say)
    blocks.title(flow.title(say))
    if step is None:
        return _confirmation(flow, dialogue, scene, blocks)
    for line in flow.told(scene, dialogue.answers):
        blocks.line(f"· {line}")
    if refused is not None:
        blocks.note(refused.why)
    choices = refused.choices if refused and refused.choices else step.choices
    blocks.paragraph(step.text)
    buttons = [button(label, DialoguePress(dialogue.token, step.name, value)) for value, label in choices]
    keyboard = rows(buttons, step.columns)
    return blocks.message([*keyboard, _ways_out(dialogue, say)])


def kept_screen(flow: Flow, records: Iterable[Record], batch: str, say: Say) -> OutMessage:
    """Return what was kept, with the button that takes it back."""
    blocks = Blocks(say)
    blocks.title(say("Kept"))
    for record in records:
        told(blocks, record)
        blocks.note(audience_words(say, record.audience))
    if flow.role is Role.ADMIN:
        blocks.paragraph(say("Answers show it from now on, with what was on record before beside it."))
    else:
        blocks.paragraph(say("Answers show it from now on."))
    keyboard = [[button(say("Take it back"), UndoBatch(batch)), button(say("All entries"), ShowEntries())]]
    return blocks.message(keyboard)


def told(blocks: Blocks, record: Record) -> None:
    """Add a row as it is said in each language, once where both sides are the same."""
    for text in dict.fromkeys(sentence(record, language) for language in Language):
        blocks.paragraph(text)


def record_name(record: Record, say: Say) -> str:
    """Return what a row is called in a list."""
    return shorten(say.written(row_name(record, say.locale.language)), _NAME_UNITS)


def audience_words(say: Say, audience: Audience) -> str:
    """Return who may see a row."""
    return say("For everybody.") if audience is Audience.PUBLIC else say("For staff only.")


def _confirmation(flow: Flow, dialogue: Dialogue, scene: Scene, blocks: Blocks) -> OutMessage:
    say = scene.say
    shown = flow.shown(scene, dialogue)
    keyboard: list[list[InlineKeyboardButton]] = []
    if shown:
        for heading, record in shown:
            if heading:
                blocks.paragraph(heading)
            told(blocks, record)
        audience = Audience.PUBLIC if dialogue.public else Audience.STAFF
        blocks.note(audience_words(say, audience))
        blocks.paragraph(say("Is that right?"))
        ways = flow.ways(scene, dialogue.answers)
        keyboard += [[button(label, DialoguePress(dialogue.token, way))] for way, label in ways]
        if scene.role is Role.ADMIN:
            label = say("Show it to staff only") if dialogue.public else say("Show it to everybody")
            keyboard.append([button(label, DialoguePress(dialogue.token, Way.AUDIENCE))])
    else:
        blocks.paragraph(say("What this is about has changed meanwhile. Please begin again."))
    return blocks.message([*keyboard, _ways_out(dialogue, say)])


def _ways_out(dialogue: Dialogue, say: Say) -> list[InlineKeyboardButton]:
    back = [button(say("‹ Back"), DialoguePress(dialogue.token, Way.BACK))] if dialogue.answers else []
    return [*back, button(say("Cancel"), DialoguePress(dialogue.token, Way.CANCEL))]


NONE = "none"
# What people write where a button says it more exactly; a dialogue has one way to say no more, and a first way to keep.
_ALSO = {
    NONE: "none|nothing|skip|unknown|not known|don't know|-|无|没有|不知道|不清楚|不详|未知|跳过|略",
    Way.SAVE: "yes|ok|okay|right|keep|save|confirm|是|是的|对|对的|好|好的|可以|确认|保存|没错",
    Way.BACK: "back|返回|上一步",
    Way.CANCEL: "cancel|stop|取消|算了",
}
_MEANT = {word: way for way, words in _ALSO.items() for word in words.split("|")}
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def typed_press(text: str, screens: Iterable[OutMessage], *, only_buttons: bool) -> DialoguePress | None:
    """Return the button that a text means: its label on any of the screens, which show one step in several languages.

    Where only buttons answer, a part of one label alone or the number of the button will do.
    """
    wanted = _bare(text)
    meant = _MEANT.get(wanted or text.strip())
    for screen in screens:
        rows = screen.buttons.inline_keyboard if screen.buttons else ()
        pairs = [(_bare(button.text), decode(str(button.callback_data))) for row in rows for button in row]
        offered = [(label, press) for label, press in pairs if isinstance(press, DialoguePress)]
        own = [press for label, press in offered if wanted == label or (meant and meant in (press.step, press.value))]
        if not own and only_buttons and wanted:
            choices = [(label, press) for label, press in offered if press.step not in {Way.BACK, Way.CANCEL}]
            own = [press for label, press in choices if wanted in label or label in wanted]
            numbered = {str(number): press for number, (_, press) in enumerate(choices, start=1)}
            own = own if len(own) == 1 else [numbered[wanted]] if wanted in numbered else []
        if own:
            return own[0]
    return None


def _bare(text: str) -> str:
    return _EDGES.sub("", fold(text))
