"""Whether the places, organisations and people that a statement names are named in its evidence."""

from __future__ import annotations

import csv
import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.known import implied_by
from knowledge.answering.verification.sounds import sound_alike, spelled_in
from knowledge.answering.verification.values import is_written
from knowledge.evidence import Language
from knowledge.names import PlaceKind
from knowledge.names.dictionary import load_dictionary
from knowledge.text.folding import fold, strip_accents
from knowledge.text.tokens import ENGLISH_STOPWORDS, stem
from knowledge.text.words import glosses, lexicon, segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.answering.verification.clauses import Sentence
    from knowledge.answering.verification.known import Known
    from knowledge.names import Gazetteer

_DEMONYMS = Path(__file__).parents[1] / "records" / "demonyms.csv"
_CODE = re.compile(r"(?<![a-z0-9])(?=[a-z0-9+]*[a-z])(?=[a-z0-9+]*\d)[a-z][a-z0-9+]*(?![a-z0-9])")
_CAPITALISED = re.compile(r"(?<![\w’'-])[A-ZÀ-Þ][\w’'-]*")
_LATIN_WORD = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9'.-]*[a-z0-9](?![a-z0-9])")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;。！？：；“\"(（]\s*)$")
_CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr prof i".split()
)
# Words of titles and names that say nothing by themselves.
_PLAIN = frozenset(
    "city municipal municipality government people's people international foreign office affairs sister friendship "
    "friendly exchange cities agreement memorandum programme program project plan conference centre center district "
    "province region world mayor day award chinese initiative".split()
)
_QUOTED = re.compile(r"[“\"「『《]([^“”\"「」『』《》]{2,60})[”\"」』》]")
_TITLED = re.compile(
    r"(?:市长|主席|主任|书记|部长|会长|校长|院长|局长|处长|秘书长|大使|总领事|领事|记者|主持人|教授|总统|总理|作者|发言人)"
    r"(?P<a>[\u3400-\u9fff]{2,3})(?![\u3400-\u9fff])|"
    r"(?P<b>[\u3400-\u9fff]{2,3})(?=先生|女士|教授|同志|市长|主席|主任)"
)
_FOREIGN_PERSON = re.compile(r"[\u3400-\u9fff]{1,6}(?:[·・•][\u3400-\u9fff]{1,8})+")
_INSTITUTION = re.compile(
    r"(?P<name>[\u3400-\u9fff]{2,10}?)(?=大学|学院|公司|集团|协会|学校|医院|基金会|银行|委员会|研究院|研究所|博物馆|日报|电视台|组织|联盟)"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_SINGLES = re.compile(r"[\u3400-\u9fff]")
_ENOUGH_SAME, _ENOUGH_ACROSS = 0.6, 0.4
_SHORT_NAME = 2


def name_findings(
    sentence: Sentence, evidence: Sequence[Known], language: Language, gazetteer: Gazetteer
) -> Iterator[Finding]:
    """Yield each name that no cited piece of evidence has, in whatever language and spelling."""
    yield from _places(sentence, evidence, gazetteer)
    for code in _CODE.findall(sentence.folded):
        if not any(_has_word(code, known.folded) for known in evidence) and not _in_mention(code, sentence):
            yield Finding(Fault.NAME, code)
    checker = _Names(sentence, evidence)
    yield from checker.english() if language is Language.EN else checker.chinese()


def _places(sentence: Sentence, evidence: Sequence[Known], gazetteer: Gazetteer) -> Iterator[Finding]:
    named = {key: place for known in evidence for key, place in known.places.items()}
    for place in dict.fromkeys(mention.place for mention in sentence.mentions):
        if place.id in named or implied_by(place, named):
            continue
        if any(is_written(place, known, gazetteer) for known in evidence):
            continue
        fault = Fault.ORGANISATION if place.kind is PlaceKind.ORGANISATION else Fault.PLACE
        yield Finding(fault, place.en)


def _has_word(word: str, folded: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", folded) is not None


def _in_mention(word: str, sentence: Sentence) -> bool:
    return any(word in mention.text for mention in sentence.mentions)


@functools.cache
def _lands_of_demonyms() -> dict[str, frozenset[str]]:
    """Return the countries (in lower case ISO codes) that a word like "Japanese" may mean."""
    found: dict[str, set[str]] = {}
    with _DEMONYMS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in row["words"].split():
                found.setdefault(word, set()).add(row["iso"])
    return {word: frozenset(lands) for word, lands in found.items()}


class _Names:
    """The names of one statement beside the evidence that it cites."""

    def __init__(self, sentence: Sentence, evidence: Sequence[Known]) -> None:
        self._sentence = sentence
        self._evidence = evidence
        self._stems = frozenset().union(*(known.text.stems for known in evidence))
        self._meanings = frozenset().union(*(known.text.meanings for known in evidence))
        self._same = {known.evidence.language for known in evidence}
        raw = "\n".join(
            f"{known.evidence.text}\n{known.evidence.context}\n{known.evidence.citation.source.title}"
            for known in evidence
        )
        self._raw = raw
        self._folded = "\n".join(known.folded for known in evidence)

    def english(self) -> Iterator[Finding]:
        """Yield capitalised names that are not in the evidence."""
        raw, plain = self._sentence.raw, strip_accents(self._sentence.raw)
        dictionary = load_dictionary().english
        named = {word for mention in self._sentence.mentions for word in re.findall(r"[\w'-]+", mention.text)}
        runs: list[list[str]] = []
        end = -2
        for match in _CAPITALISED.finditer(plain):
            word = fold(match.group()).removesuffix("'s").strip("'-")
            starts = _SENTENCE_START.search(raw[: match.start()]) is not None
            skip = (
                word in _CALENDAR
                or word in ENGLISH_STOPWORDS
                or word in named
                or not word
                or any(c.isdigit() for c in word)
            )
            if skip or (starts and (word in dictionary or stem(word) in map(stem, ("became",)))):
                end = match.end() if runs and match.start() <= end + 1 else end
                continue
            if match.start() <= end + 1 and runs:
                runs[-1].append(word)
            else:
                runs.append([word])
            end = match.end()
        for run in runs:
            yield from self._english_run(run, dictionary)

    def _english_run(self, run: list[str], dictionary: frozenset[str]) -> Iterator[Finding]:
        ordinary = [word for word in run if word in dictionary and word not in _PLAIN]
        for word in run:
            if word in dictionary:
                continue
            if not self._has_english(word):
                yield Finding(Fault.NAME, word)
        if ordinary:
            found = sum(self._has_english(word) for word in ordinary)
            across = Language.ZH in self._same
            if found < (_ENOUGH_ACROSS if across else _ENOUGH_SAME) * len(ordinary):
                yield Finding(Fault.NAME, " ".join(run))

    def _has_english(self, word: str) -> bool:
        """Tell whether the evidence has an English name: in itself, by meaning, as a people's, by its sound."""
        parts = [part for part in re.split(r"[-']", word) if part]
        forms = {stem(word), *(stem(part) for part in parts)}
        if stem(word) in self._stems or stem(word) in self._meanings or _has_word(word, self._folded):
            return True
        if len(parts) > 1 and all(self._has_english(part) for part in parts):
            return True
        lands = _lands_of_demonyms().get(word, frozenset())
        if lands & {place.country for known in self._evidence for place in known.places.values()}:
            return True
        if Language.ZH not in self._same or not forms:
            return False
        if spelled_in(word, self._folded):
            return True
        return len(word) > _SHORT_NAME and any(sound_alike(word, part) for part in self._transcribed())

    @functools.cached_property
    def _known_transcriptions(self) -> list[str]:
        found = [part for name in _FOREIGN_PERSON.findall(self._raw) for part in re.split(r"[·・•]", name)]
        run = ""
        known = lexicon()
        for known_evidence in self._evidence:
            for word in [*segment(known_evidence.evidence.text), ""]:
                if len(word) == 1 and _HAN.match(word):
                    run += word
                    continue
                if len(run) > 1:
                    found.append(run)
                run = ""
                if len(word) > 1 and _HAN.match(word) and any("name" in sense for sense in known.get(word, ())):
                    found.append(word)
        return found

    def _transcribed(self) -> list[str]:
        return self._known_transcriptions

    def chinese(self) -> Iterator[Finding]:
        """Yield quoted names, people, institutions and Latin words that are not in the evidence."""
        raw, folded = self._sentence.raw, self._sentence.folded
        for word in _LATIN_WORD.findall(folded):
            if (
                not _has_word(word, self._folded)
                and not _in_mention(word, self._sentence)
                and stem(word) not in self._meanings
            ):
                yield Finding(Fault.NAME, word)
        for quoted in _QUOTED.findall(raw):
            if _HAN.search(quoted) and not self._has_chinese(fold(quoted), _ENOUGH_ACROSS):
                yield Finding(Fault.NAME, quoted)
        for name in _FOREIGN_PERSON.findall(raw):
            parts = re.split(r"[·・•]", name)
            if fold(name) not in self._folded and not all(self._is_spelled(part) for part in parts[1:]):
                yield Finding(Fault.PERSON, name)
        for match in _TITLED.finditer(folded):
            name = match["a"] or match["b"]
            if not self._has_person(name):
                yield Finding(Fault.PERSON, name)
        for match in _INSTITUTION.finditer(folded):
            yield from self._institution(match["name"])

    def _institution(self, name: str) -> Iterator[Finding]:
        words = [word for word in segment(name) if word not in _COMMON_HAN]
        for word in words[-1:]:
            if len(word) > 1 and not self._has_chinese(word, 0.5):
                yield Finding(Fault.ORGANISATION, name)

    def _has_person(self, name: str) -> bool:
        words = segment(name)
        if name in self._folded or all(len(word) > 1 and word in lexicon() for word in words):
            return True
        return Language.EN in self._same and self._is_spelled(name)

    def _is_spelled(self, han: str) -> bool:
        if fold(han) in self._folded:
            return True
        letters = [word for word in re.findall(r"[A-Z][\w’'-]*", strip_accents(self._raw))]
        joined = [fold(word) for word in letters] + [fold(a + b) for a, b in zip(letters, letters[1:], strict=False)]
        return any(sound_alike(word, han) for word in joined)

    def _has_chinese(self, name: str, enough: float) -> bool:
        bare = re.sub(r"\W", "", name)
        if bare in re.sub(r"\W", "", self._folded):
            return True
        words = [word for word in segment(name) if len(word) > 1 or word.isascii()]
        if not words:
            return Language.EN in self._same and self._is_spelled(bare)
        found = sum(
            word in self._folded or bool(glosses(word) & (self._stems | self._meanings)) or
            (Language.EN in self._same and not glosses(word) and self._is_spelled(word))
            for word in words
        )  # fmt: skip
        return found >= enough * len(words)


_COMMON_HAN = frozenset(
    "的 了 和 与 及 在 是 由 同 对 为 国际 外国 友好 城市 全国 中国 本市 全市 当地 该市 双方 两市 市 所 有 一所 多所 几所".split()
)
