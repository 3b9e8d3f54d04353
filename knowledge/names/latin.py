"""Find names written in letters: capitals and neighbours tell a town from a word or a person."""

import dataclasses
import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from knowledge.names.dictionary import Dictionary
from knowledge.names.match import Match, Verdict
from knowledge.names.place import PlaceKind
from knowledge.names.table import Candidate, NameTable, Trust

_TOKEN = re.compile(r"[^\W_\u3400-\u4dbf\u4e00-\u9fff]+")
_WITHIN_NAME = re.compile(r" |-|'|\.|\. |/")
_SENTENCE_START = re.compile(r"(?:[.!?:;。!?:;\"“(]\s*|\n\s*|-\s)$")
_LOOK_BACK = 8
_TINY = 3


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
        gaps = ((left.end, right.start) for left, right in itertools.pairwise(piece))
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
