"""Answers worded by a language model: the only place that touches one.

The rules decide whether there is an answer and what it must say; the model words it, and nothing of its words is shown
before the evidence has been found to carry it.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.answering.generative.calling import Caller
    from knowledge.answering.generative.observer import Observer
    from knowledge.settings import Settings


@functools.cache
def open_caller(settings: Settings, observer: Observer | None = None) -> Caller | None:
    """Return the caller of the language model that the operator chose, None without one; the same for every desk.

    Raises ConfigurationError when the model cannot be opened.
    """
    if not settings.llm_model:
        return None
    from knowledge.answering.generative.calling import Caller  # noqa: PLC0415 - nothing of it without a model

    caller = Caller.of(settings, observer)
    caller.open()
    return caller
