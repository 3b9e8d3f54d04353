"""Faults of a statement's text alone: code, addresses, a prompt that leaks, the wrong language, length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.answering.papers import weight
from knowledge.answering.verification.claim import Fault, Finding
from knowledge.evidence import Language
from knowledge.text.folding import fold
from knowledge.text.language import HAN

# In Chinese characters, of which three Latin ones make one; a screen of a phone holds about so much.
LONGEST = 220
_TAG = re.compile(
    r"</?[a-zA-Z!][^<>]{0,200}>|[◁▷]|<\||\|>|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);|\{\{|\}\}|\[/?(?:INST|SYS)\]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:https?|ftp|tg|mailto|javascript|data):\S+|\bwww\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|cn|gov|edu|io|me|info|ru|jp|uk|de|app|xyz|site|top)\b(?:/\S*)?|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w@])@[A-Za-z]\w{2,}",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(
    r"(?<![\w/.-])\+?(?:\(\d{2,4}\)[ -]?)?\d{2,4}(?:[ -]\d{3,8}){1,3}(?![\w/]|-?\d)|(?<![\w/.-])\+?\d{8,15}(?![\w/])"
)
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff\ufff9-\ufffd]"
)
_PROMPTED = re.compile(
    r"\b(?:system prompt|as an ai\b|as a language model|i am an ai|i'm an ai|my instructions|i was instructed|i cannot (?:assist|help)|"
    r"i can't (?:assist|help)|i'm sorry|the user(?:'s)? (?:asks?|question|wants?)|ignore (?:all |the )?(?:previous|above)|"
    r"(?:assistant|system|user)\s*:)|系统提示|系統提示|作为(?:一个|一名)?(?:人工智能|AI|语言模型)|我的指令|提示词|忽略(?:以上|之前)|用户(?:问|的问题)",
    re.IGNORECASE,
)
_OTHER_SCRIPTS = re.compile(
    r"[\u0400-\u04ff\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\uac00-\ud7af]+"
)
_LATIN_RUN = re.compile(r"[a-z][a-z'-]*(?:[ ,]+(?:[a-z][a-z'-]*)){3,}")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[\u3400-\u9fff]")
# So many words (or Chinese characters) in a row are no coincidence.
_LEAK_WORDS = 7
_LEAK_CHARACTERS = 12
# A statement of so many is a leak if it has nothing else.
_LEAST_WORDS = 2


def form_findings(text: str, evidence: str, language: Language, leaks: Leaks) -> Iterator[Finding]:
    """Yield the faults of form; ``evidence`` is everything that may be shown word for word."""
    if not any(char.isalnum() for char in text):
        yield Finding(Fault.LENGTH, "says nothing")
        return
    if weight(text) > LONGEST:
        yield Finding(Fault.LENGTH, f"{len(text)} characters")
    known = fold(evidence)
    for pattern in (_TAG, _ADDRESS, _TELEPHONE):
        for match in pattern.finditer(text):
            if fold(match.group()).rstrip(".,;。") not in known:
                yield Finding(Fault.FOREIGN_TEXT, match.group())
    if hidden := _INVISIBLE.search(text):
        yield Finding(Fault.FOREIGN_TEXT, f"U+{ord(hidden.group()):04X}")
    folded = fold(text)
    if (prompted := _PROMPTED.search(folded)) and prompted.group() not in known:
        yield Finding(Fault.FOREIGN_TEXT, prompted.group())
    if leak := leaks.in_text(folded, known):
        yield Finding(Fault.FOREIGN_TEXT, leak)
    yield from _language(text, folded, known, language)


def _language(text: str, folded: str, known: str, language: Language) -> Iterator[Finding]:
    """Yield words of another language that are no quotation from the evidence."""
    other = _OTHER_SCRIPTS.search(text)
    if other and fold(other.group()) not in known:
        yield Finding(Fault.LANGUAGE, other.group())
    han = len(HAN.findall(text))
    if language is Language.ZH:
        foreign = [run for run in _LATIN_RUN.findall(folded) if run not in known]
        if not han or foreign:
            yield Finding(Fault.LANGUAGE, foreign[0] if foreign else text)
        return
    foreign = [run for run in _HAN_RUN.findall(folded) if run not in known]
    letters = sum(char.isascii() and char.isalpha() for char in text)
    if foreign or han * 3 > letters:
        yield Finding(Fault.LANGUAGE, foreign[0] if foreign else text)


class Leaks:
    """Recognise stretches of text that must not be repeated (the prompt's sentences)."""

    def __init__(self, forbidden: Sequence[str]) -> None:
        self._texts = [_in_words(fold(text)) for text in forbidden]
        self._shingles: set[tuple[str, ...]] = set()
        for text in forbidden:
            self._shingles.update(_shingles(fold(text)))

    def in_text(self, folded: str, known: str) -> str:
        """Return a stretch that a folded text shares with what is forbidden, unless the evidence has it too."""
        if not self._shingles:
            return ""
        whole = _in_words(folded)
        if len(whole.split()) >= _LEAST_WORDS and any(whole in text for text in self._texts):
            return "" if whole in _in_words(known) else folded
        mine = _shingles(folded)
        shared = [shingle for shingle in mine if shingle in self._shingles]
        if not shared:
            return ""
        allowed = set(_shingles(known))
        return next((" ".join(shingle) for shingle in shared if shingle not in allowed), "")


def _in_words(folded: str) -> str:
    return f" {' '.join(_WORD.findall(folded))} "


def _shingles(folded: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(folded)
    found = []
    for start in range(len(words)):
        for size in (_LEAK_WORDS, _LEAK_CHARACTERS):
            piece = tuple(words[start : start + size])
            han = sum(not word.isascii() for word in piece)
            enough = han == 0 if size == _LEAK_WORDS else han > size // 2
            if len(piece) == size and enough:
                found.append(piece)
    return found
