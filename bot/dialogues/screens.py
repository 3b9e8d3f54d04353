"""A dialogue on the screen: what is told so far, what is asked, and the buttons, pressed or written."""

import re
from collections.abc import Iterable

from telegram import InlineKeyboardButton

from bot.codec import decode
from bot.dialogues.dialogue import Dialogue, Flow, Refused, Scene, step_of
from bot.i18n import Say
from bot.people import Role
from bot.presses import DialoguePress, ShowEntries, UndoBatch, Way
from bot.render.buttons import button, rows
from bot.render.cards import Blocks
from bot.render.message import OutMessage
from knowledge.evidence import Audience, Language
from knowledge.records import Record, sentence
from knowledge.text.folding import fold


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
    question = step.ask(scene, dialogue.answers)
    choices = question.choices
    if refused is not None:
        blocks.note(refused.why)
        choices = refused.choices + (() if refused.choices else choices)
    blocks.paragraph(question.text)
    buttons = [button(label, DialoguePress(dialogue.token, step.name, value)) for value, label in choices]
    keyboard = rows(buttons, question.columns)
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
