"""Whether the names in a Chinese statement stand in its evidence: as they are, translated or transcribed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.known import Known
from knowledge.answering.verification.sounds import MARKED, beginnings, endings, sound_alike
from knowledge.answering.verification.words import meanings, parts
from knowledge.names.dictionary import load_dictionary
from knowledge.text.folding import fold, strip_accents
from knowledge.text.language import HAN
from knowledge.text.tokens import stem
from knowledge.text.words import segment

_LATIN_WORD = re.compile(r"(?<![a-z0-9])[a-z][a-z'.-]*[a-z](?![a-z0-9])")
_QUOTED = re.compile(r"[“\"「『《]([^“”\"「」『』《》]{2,60})[”\"」』》]")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧温习裘"
)
_TITLES = (
    "市长|主席|主任|书记|部长|会长|校长|院长|局长|处长|秘书长|大使|总领事|领事|记者|主持人|教授|总统|总理|作者|发言人|调研员|"
    "先生|女士|同志|委员|代表"
)
_PERSON = re.compile(
    rf"(?:{_TITLES})(?P<a>[{_SURNAMES}][\u3400-\u9fff]{{1,2}})(?=[,，。;、()在于表说率介指向出会主带]|$)|"
    rf"(?:^|[,，。;、()是由])(?P<b>[{_SURNAMES}][\u3400-\u9fff]{{1,2}})(?=先生|女士|教授|同志|市长|主席|主任|书记|表示|介绍|指出|说)"
)
_INSTITUTION = re.compile(
    r"(?P<name>[\u3400-\u9fff]{2,10}?)(?=大学|学院|公司|集团|协会|医院|基金会|银行|委员会|研究院|研究所|博物馆|日报|电视台)"
)
_CAPITALISED = re.compile(r"[A-Z][\w’'-]*")
_NOT_WORD = re.compile(r"\W")
_ENOUGH = 0.4


def chinese_findings(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    """Yield quoted names, people, institutions and Latin words that are not in the evidence."""
    names = _EvidenceNames(evidence)
    yield from _latin_words(sentence, names)
    yield from _quotations(sentence, names)
    yield from _people(sentence, names)
    ordinary = load_dictionary().ordinary
    for match in _INSTITUTION.finditer(sentence.folded):
        word = segment(match["name"])[-1]
        if len(word) > 1 and word not in ordinary and not names.has(word):
            yield Finding(Fault.ORGANISATION, match["name"])


def _latin_words(sentence: Sentence, names: _EvidenceNames) -> Iterator[Finding]:
    taken = " ".join(sentence.folded[start:end] for start, end in sentence.spans)
    for word in _LATIN_WORD.findall(sentence.folded):
        if word not in taken and not names.has_latin(word):
            yield Finding(Fault.NAME, word)


def _quotations(sentence: Sentence, names: _EvidenceNames) -> Iterator[Finding]:
    for quoted in _QUOTED.findall(sentence.raw):
        if not HAN.search(quoted) or quoted[0].isdigit():
            continue  # Latin words and numbers are looked at by themselves
        if not names.has(fold(quoted)) and not names.may_be_translated:
            yield Finding(Fault.NAME, quoted)


def _people(sentence: Sentence, names: _EvidenceNames) -> Iterator[Finding]:
    for name in MARKED.findall(sentence.raw):
        if any(re.search(rf"{re.escape(mention.text)}[·・•]", name) for mention in sentence.mentions):
            continue  # 昆明·藤泽友谊馆
        if fold(name) not in names.folded and not names.has_foreign_person(name):
            yield Finding(Fault.PERSON, name)
    for match in _PERSON.finditer(sentence.folded):
        name = match["a"] or match["b"]
        if name not in names.folded and not names.is_transcribed(name):
            yield Finding(Fault.PERSON, name)


class _EvidenceNames:
    """What the cited evidence can be called on for names."""

    def __init__(self, evidence: Sequence[Known]) -> None:
        self.folded = "\n".join(piece.folded for piece in evidence)
        self._bare = _NOT_WORD.sub("", self.folded)
        self._stems = frozenset().union(*(piece.words.stems for piece in evidence))
        self._meanings = frozenset().union(*(piece.words.meanings for piece in evidence))
        raw = strip_accents("\n".join(f"{piece.evidence.text}\n{piece.evidence.context}" for piece in evidence))
        capitals = _CAPITALISED.findall(raw)
        self._latin = [fold(word) for word in capitals]
        self._latin += [fold(one + two) for one, two in itertools.pairwise(capitals)]
        english = any(not HAN.search(piece.evidence.text) or len(piece.words.stems) > 10 for piece in evidence)  # noqa: PLR2004 - more than a name or two
        self.may_be_translated = english and bool(re.search(r"[“\"]|\b[A-Z]\w+ [A-Z]", raw))

    def has_latin(self, word: str) -> bool:
        """Tell whether a Latin word is there, or is what a Chinese one means."""
        return (
            re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", self.folded) is not None
            or word in self._meanings
            or stem(word) in self._meanings
        )

    def has(self, name: str) -> bool:
        """Tell whether most of the words of a Chinese name are there, in themselves or by meaning."""
        bare = _NOT_WORD.sub("", name)
        if bare in self._bare:
            return True
        words = [word for word in segment(name) if len(word) > 1]
        if not words:
            return self.is_transcribed(bare)
        found = sum(
            word in self.folded
            or bool(meanings(word) & self._stems)
            or any(meanings(part) & self._stems for part in parts(word))
            or (not meanings(word) and self.is_transcribed(word))
            for word in words
        )
        return found >= _ENOUGH * len(words)

    def has_foreign_person(self, name: str) -> bool:
        """Tell whether a name marked as foreign is there, in characters or in letters; text may run on at its ends."""
        first, *_, last = re.split(r"[·・•]", name)
        families = endings(last)
        if any(f"{one}{two}" in self.folded for one in beginnings(first) for two in families):
            return True
        return any(sound_alike(word, two) for word in self._latin for two in families)

    def is_transcribed(self, han: str) -> bool:
        """Tell whether a Chinese name is there in letters."""
        return fold(han) in self.folded or any(sound_alike(word, han) for word in self._latin)
