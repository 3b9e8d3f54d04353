"""Names found in a text, before context decides the doubtful ones.

A Chinese name is the longest that is no ordinary word and no part of one; of names in letters, capitals and neighbours
tell a town from a word or a person.
"""

import dataclasses
import enum
import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from knowledge.names.dictionary import Dictionary
from knowledge.names.place import PlaceKind
from knowledge.names.table import Candidate, NameTable, Trust

_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# 市 ends a city's name, but not in 市长, 市场, 市民, 市区, 市容, 市内.
_HAN_SUFFIX = re.compile(r"(?:广域市|特别市|市(?![长场民区容内面值郊])|省|县|郡)")
# Words of this field that are also towns.
_FIELD_WORDS = frozenset({"双城", "新城", "古城", "花城", "山城", "老城", "三城", "东城", "西城", "友城", "名城"})
# 来昆 is "to Kunming", unless another word begins at 昆.
_ABBREVIATION = re.compile(r"[来在访驻赴抵离][穗昆杭]")
_TINY = 3
_SHORT = 2
_TOKEN = re.compile(r"[^\W_\u3400-\u4dbf\u4e00-\u9fff]+")
_WITHIN_NAME = re.compile(r" |-|'|\.|\. |/")
_SENTENCE_START = re.compile(r"(?:[.!?:;。!?:;\"“(]\s*|\n\s*|-\s)$")
_LOOK_BACK = 8


class Verdict(enum.Enum):
    """What the name and its looks say alone."""

    SURE = "sure"
    DOUBTFUL = "doubtful"
    NO = "no"


@dataclasses.dataclass(frozen=True, slots=True)
class Match:
    """A name at ``[start, end)`` of the folded text; ``core_end`` is where the name ends without 市 or "City"."""

    start: int
    end: int
    core_end: int
    candidates: tuple[Candidate, ...]
    verdict: Verdict

    @property
    def best(self) -> Candidate:
        """Return the likeliest reading."""
        return self.candidates[0]


def han_matches(text: str, table: NameTable, dictionary: Dictionary) -> list[Match]:
    """Return the Chinese names in a folded text: longest first at each place, without overlaps."""
    found: list[Match] = []
    for run in _HAN_RUN.finditer(text):
        position = run.start()
        while position < run.end() - 1:
            match = _han_at(text, position, table, dictionary)
            if match is not None and match.verdict is Verdict.DOUBTFUL:
                inner = (_han_at(text, later, table, dictionary) for later in range(position + 1, match.core_end))
                if any(other is not None and other.verdict is Verdict.SURE for other in inner):
                    match = None  # 和光 is a town, but 广州和光州 is not about it
            if match is None:
                position += 1
            else:
                found.append(match)
                position = match.end
    return found


def _han_at(text: str, start: int, table: NameTable, dictionary: Dictionary) -> Match | None:
    for length in table.han_lengths.get(text[start : start + 2], ()):
        name = text[start : start + length]
        candidates = table.han.get(name)
        if candidates is None or len(name) < length:
            continue
        end = start + length
        best = candidates[0]
        suffix = _HAN_SUFFIX.match(text, end) if best.place.is_city and not name.endswith("市") else None
        verdict = _judge_han(text, start, end, best, dictionary)
        if verdict is Verdict.DOUBTFUL and suffix and not dictionary.breaks(text, start, end):
            verdict = Verdict.SURE
        if verdict is Verdict.NO:
            continue
        return Match(start, suffix.end() if suffix else end, end, candidates, verdict)
    return None


def _judge_han(text: str, start: int, end: int, best: Candidate, dictionary: Dictionary) -> Verdict:
    name = text[start:end]
    if _ABBREVIATION.fullmatch(name):
        longer = any(text[start + 1 : start + 1 + size] in dictionary.glosses for size in (2, 3, 4))
        return Verdict.NO if longer else Verdict.SURE
    if text[end : end + 1] == "洋":  # 印度洋
        return Verdict.NO
    if best.place.kind is PlaceKind.CITY and len(name) <= _TINY and dictionary.covers(text, start, end, best.place.en):
        return Verdict.NO
    famous = best.trust >= Trust.WELL_KNOWN or len(name) > _SHORT
    if best.trust is Trust.CURATED:
        sure = True
    elif name in _FIELD_WORDS or dictionary.is_person(name):
        sure = False
    elif dictionary.is_ordinary(name):
        sure = famous and dictionary.names(name, best.place.en)
    else:
        known = famous or (name in dictionary.glosses and best.trust is not Trust.SMALL)
        sure = known and (
            len(name) > _SHORT or not dictionary.breaks(text, start, end, left_only=best.trust is Trust.WELL_KNOWN)
        )
    return Verdict.SURE if sure else Verdict.DOUBTFUL


class Token(NamedTuple):
    """A word of the folded text and where it stands."""

    text: str
    start: int
    end: int


def latin_matches(text: str, cased: str, table: NameTable, dictionary: Dictionary) -> list[Match]:
    """Return the names in scripts other than Chinese: longest first at each word, without overlaps.

    ``cased`` is the folded text before lower-casing.
    """
    tokens = [Token(token.group(), token.start(), token.end()) for token in _TOKEN.finditer(text)]
    reader = _Reader(text, cased, tokens, table, dictionary, has_capitals=cased[1:] != text[1:])
    found: list[Match] = []
    index = 0
    while index < len(tokens):
        match, used = reader.match_at(index)
        if match is not None:
            found.append(match)
        index += used
    return found


@dataclasses.dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    cased: str
    tokens: list[Token]
    table: NameTable
    dictionary: Dictionary
    has_capitals: bool

    def match_at(self, index: int) -> tuple[Match | None, int]:
        """Return the longest name at a word, and how many words it takes."""
        for length in self.table.word_lengths.get(self.tokens[index].text, ()):
            piece = self.tokens[index : index + length]
            if len(piece) < length or not self._is_joined(piece):
                continue
            candidates = self.table.latin.get(" ".join(token.text for token in piece))
            if candidates is None:
                continue
            verdict = self._judge(piece, candidates[0])
            if verdict is Verdict.SURE and self._is_part_of_a_name(index, length, candidates[0]):
                verdict = Verdict.DOUBTFUL
            if verdict is not Verdict.NO:
                end = piece[-1].end
                return Match(piece[0].start, end, end, candidates, verdict), length
        pair = self.tokens[index : index + 2]
        if len(pair) > 1 and self.text[pair[0].end : pair[1].start] in {"-", "'"}:
            candidates = self.table.latin.get(pair[0].text + pair[1].text)  # Gwang-ju, Hang-zhou
            if candidates is not None and candidates[0].trust >= Trust.WELL_KNOWN:
                return Match(pair[0].start, pair[1].end, pair[1].end, candidates, Verdict.SURE), 2
        return None, 1

    def _is_joined(self, piece: Sequence[Token]) -> bool:
        gaps = [(left.end, right.start) for left, right in itertools.pairwise(piece)]
        if gaps and self.text[slice(*gaps[-1])] == " (" and self.text[piece[-1].end :].startswith(")"):
            gaps.pop()  # Frankfurt (Oder)
        return all(_WITHIN_NAME.fullmatch(self.text, start, end) for start, end in gaps)

    def _judge(self, piece: Sequence[Token], best: Candidate) -> Verdict:
        start, end = piece[0].start, piece[-1].end
        shown = self.cased[start:end]
        common = all(token.text in self.dictionary.english for token in piece)
        capital = not shown[0].islower()
        single = len(piece) == 1
        if best.acronym:
            letters = "".join(char for char in shown if char.isalpha())
            readable = not common and (best.place.kind is PlaceKind.COUNTRY or len(letters) >= _TINY)  # uk, uclg
            return Verdict.SURE if letters.isupper() or readable else Verdict.NO
        if best.place.kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT):
            return Verdict.SURE if capital or not (self.has_capitals and common) else Verdict.NO
        if best.trust is Trust.CURATED:
            sure = not (common and single) or (capital and not self._starts_sentence(start))
            return Verdict.SURE if sure else Verdict.DOUBTFUL
        if not capital:
            ordinary = common and (single or best.trust is not Trust.WELL_KNOWN)  # "cape town" is a town in any letters
            readable = best.usual and not ordinary and len(shown) > _TINY and shown not in self.dictionary.people
            known = best.trust is Trust.WELL_KNOWN or (best.trust is Trust.TOWN and not self.has_capitals)
            return Verdict.SURE if readable and known else Verdict.NO
        small = best.trust is Trust.SMALL and best.place.zh not in self.dictionary.glosses
        person = best.trust is not Trust.WELL_KNOWN and shown.lower() in self.dictionary.people
        weak = small or person or (single and (common or len(shown) <= _TINY))
        return Verdict.DOUBTFUL if weak else Verdict.SURE

    def _starts_sentence(self, start: int) -> bool:
        before = self.text[max(0, start - _LOOK_BACK) : start]
        return start == 0 or _SENTENCE_START.search(before) is not None

    def _is_part_of_a_name(self, index: int, length: int, best: Candidate) -> bool:
        """Tell whether a town's name stands in a longer name, as David does in "David Kimelfeld"."""
        if best.trust is Trust.CURATED or (best.trust is Trust.WELL_KNOWN and best.usual):
            return False
        last = index + length - 1
        neighbours = []
        if index > 0:
            neighbours.append((self.tokens[index - 1], self.tokens[index - 1].end, self.tokens[index].start))
        if last + 1 < len(self.tokens):
            neighbours.append((self.tokens[last + 1], self.tokens[last].end, self.tokens[last + 1].start))
        return any(
            self.text[gap_start:gap_end] == " "
            and self.cased[token.start].isupper()
            and token.text not in self.dictionary.english
            and token.text not in self.table.latin
            for token, gap_start, gap_end in neighbours
        )
