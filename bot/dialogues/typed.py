"""A button that is written instead of pressed."""

import re
from collections.abc import Iterable

from bot.presses import DialoguePress, Way, decode
from bot.render.message import OutMessage
from knowledge.text.folding import fold

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
