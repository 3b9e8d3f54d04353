"""Let the model say a question so that it stands alone, in parts, and in the other language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from knowledge.answering.generative import prompts
from knowledge.answering.generative.failure import Failure, ModelFailed
from knowledge.answering.generative.masking import Masks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.generative.calling import Caller, Spell

# Of the time of an answer, what this step may take; of a conversation, what is shown to the model.
_SHARE_OF_TIME = 0.35
_TURNS = 6
_LONGEST_TURN = 500
_LONGEST_QUESTION = 600
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
# After these the model may still word an answer in the time that is left.
_PASSING = frozenset({Failure.TIMEOUT, Failure.EMPTY, Failure.ENDLESS})

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=_LONGEST_QUESTION)]


class Rephrased(BaseModel):
    """What the model makes of a question; nothing in it is believed before `faithful` has seen it."""

    model_config = ConfigDict(frozen=True)

    standalone: Line
    parts: tuple[Line, ...] = ()
    zh: Line = ""
    en: Line = ""

    def restored(self, masks: Masks) -> Rephrased:
        """Return it with what the tokens of addresses and numbers stand for."""
        said = {"standalone": self.standalone, "zh": self.zh, "en": self.en}
        parts = tuple(masks.restore(part) for part in self.parts)
        return self.model_copy(update={name: masks.restore(text) for name, text in said.items()} | {"parts": parts})


def rephrase(caller: Caller, spell: Spell, question: str, turns: Sequence[tuple[str, str]]) -> Rephrased | None:
    """Return what the model makes of a question after ``turns`` (role, text), or None where that is of no use.

    A malformed reply is repaired once. Raises ModelFailed when the model cannot be used at all.
    """
    seconds = caller.seconds * _SHARE_OF_TIME
    ends = caller.clock() + seconds
    masks = Masks()
    shown = [(role, masks.mask(text)[:_LONGEST_TURN]) for role, text in turns[-_TURNS:]]
    asked = masks.mask(question)[:_LONGEST_QUESTION]
    try:
        reply = caller.text(prompts.understanding(asked, shown), spell, seconds=seconds)
        found = _read(reply)
        if found is None:
            left = ends - caller.clock()
            found = _read(caller.text(prompts.repairing(reply[:2_000]), spell, seconds=left))
    except ModelFailed as error:
        if error.failure in _PASSING:
            caller.observer.failed(error.failure)
            return None
        raise
    return found and found.restored(masks)


def _read(reply: str) -> Rephrased | None:
    found = _OBJECT.search(reply)
    if found is None:
        return None
    try:
        return Rephrased.model_validate_json(found.group())
    except ValidationError:
        return None
