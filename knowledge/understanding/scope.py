"""Tell questions for the sources from small talk, attempts to steer the assistant, and other jobs."""

import re
from collections.abc import Callable

from knowledge.language.lexicon import pattern, speaks_of
from knowledge.text.folding import fold
from knowledge.understanding.query import Scope

# Mark-up and template signs are no words: nothing a person asks holds them.
_MARKUP = re.compile(r"<\s*/?\s*(?:script|system|img|iframe)|select \*|\{\{.*\}\}|\[/?inst\]|<\|")
# The kinds of small talk; of several in one text the first here is answered.
_SMALLTALK = (
    ("smalltalk.about", Scope.ABOUT_THE_BOT),
    ("smalltalk.farewell", Scope.FAREWELL),
    ("smalltalk.thanks", Scope.THANKS),
    ("smalltalk.greeting", Scope.GREETING),
    ("smalltalk.acknowledgement", Scope.ACKNOWLEDGEMENT),
)
_LONGEST_SMALLTALK = 80


def scope_of(question: str, *, of_the_field: Callable[[str], bool] = lambda _: False) -> Scope:  # noqa: PLR0911 - one a kind
    """Return what kind of text a question is.

    Small talk is a whole text of nothing but set phrases. Another job is the last reading: a text that names a place, a
    tie, a programme or another word of the field (``of_the_field``) is a question for the sources, whatever else stands
    in it, but for a poem, a translation, and orders about the assistant's own rules.
    """
    text = fold(question)
    if not any(char.isalnum() for char in text):
        return Scope.ACKNOWLEDGEMENT
    if (small := _smalltalk(text)) is not None:
        return small
    if _MARKUP.search(text) or speaks_of(text, "steering.strong"):
        return Scope.STEERING
    if speaks_of(text, "job.hard"):
        return Scope.OTHER_TASK
    if speaks_of(text, "job.matter") and not speaks_of(text, "field"):  # the weather of a partner city
        return Scope.OTHER_TASK
    weak = speaks_of(text, "steering.weak"), speaks_of(text, "job.weak")
    if not any(weak) or of_the_field(question):
        return Scope.QUESTION
    return Scope.STEERING if weak[0] else Scope.OTHER_TASK


def _smalltalk(text: str) -> Scope | None:
    """Return which small talk a text is, where nothing else is in it."""
    if len(text) > _LONGEST_SMALLTALK:
        return None
    found: Scope | None = None
    rest = text
    for concept, scope in _SMALLTALK:
        shorter = pattern(concept).sub(" ", rest)
        if shorter != rest:
            found, rest = found or scope, shorter
    rest = pattern("smalltalk.filler").sub(" ", rest)
    return found if found is not None and not any(char.isalnum() for char in rest) else None
