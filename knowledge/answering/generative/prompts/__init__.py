"""What the model is told: the files of this folder. Nothing that a user or a paper wrote is in a system message."""

import functools
import re
from collections.abc import Sequence
from importlib import resources

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from knowledge.evidence import Language

# Goes up by one with every change of a file of this folder; told with each answer, so that figures can be compared.
VERSION = 2
_NAMES = ("read", "write", "more", "mend", "letter")
_FENCE = re.compile(r"<(?=\s*/?\s*(?:about|earlier|evidence|question|sentences)\b)", re.IGNORECASE)


def reading(language: Language, about: str, earlier: str, question: str) -> list[BaseMessage]:
    """Ask what a question asks, so that each part of it stands alone in both languages."""
    return _messages(_file("read", language), about=about, earlier=earlier, question=question)


def writing(
    language: Language, about: str, earlier: str, evidence: str, question: str, *, most: int, more: bool
) -> list[BaseMessage]:
    """Ask for an answer from numbered evidence; with ``more``, or for another question to be looked up."""
    rules = _file("write", language).format(most=most, more=_file("more", language) + "\n" if more else "")
    return _messages(rules, about=about, earlier=earlier, evidence=evidence, question=question)


def mending(language: Language, sentences: Sequence[str], evidence: str) -> list[BaseMessage]:
    """Ask for the sentences that failed to be written again from their evidence."""
    return _messages(_file("mend", language), evidence=evidence, sentences="\n".join(sentences))


def letter(language: Language, facts: str) -> list[BaseMessage]:
    """Ask for the body of a congratulatory letter."""
    return _messages(_file("letter", language), evidence=facts)


def instructions() -> tuple[str, ...]:
    """Return everything that the model is told, which no answer may repeat."""
    return tuple(_file(name, language) for name in _NAMES for language in Language)


def fenced(tag: str, text: str) -> str:
    """Return a text between tags that it cannot close itself."""
    return f"<{tag}>\n{_FENCE.sub('‹', text)}\n</{tag}>"


def _messages(rules: str, **blocks: str) -> list[BaseMessage]:
    given = "\n\n".join(fenced(tag, text) for tag, text in blocks.items() if text)
    return [SystemMessage(rules), HumanMessage(given)]


@functools.cache
def _file(name: str, language: Language) -> str:
    return resources.files(__package__).joinpath(f"{name}.{language.value}.md").read_text(encoding="utf-8").strip()
