"""Misspelt names: one wrong letter or one wrong character of the same sound, accepted only when sure.

A string that is itself a known name or a word is never corrected: 光州 sounds like 广州 and is another city.
"""

import dataclasses
from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.names.dictionary import Dictionary
from knowledge.names.table import Candidate, NameTable, Trust

# A correction is tried in a question or a short passage; a printed paper is not full of misspelt names.
LONGEST_TEXT = 300
_SHORTEST_WORD = 5
_LONG_WORD = 9
_SAFE_LENGTH = 4
_LONGEST_HAN = 8
_HAN_PAIR = 2
# Grammar, numbers and question words: never a slip for a character of a name.
_FUNCTION = frozenset(
    "的了是在有和与及把被就都也不这那个们我你他她它吗呢吧啊什么怎哪谁几多少何为以于对从到向由给让跟同或而但其之者所上下中里外前后"
    "年月日时号第一二三四五六七八九十百千万亿两每各某再又还已将要会能可请问市省县区国人来去过没只才更最很太大小新老"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Corrector:
    """What misspellings are compared with: curated and well-known names only."""

    dictionary: Dictionary
    latin: dict[str, Candidate]
    latin_by_initial: dict[str, list[str]]
    han: dict[tuple[int, str], list[str]]
    candidates: dict[str, Candidate]

    def latin_name(self, text: str) -> Candidate | None:
        """Return the name that a string of words, unknown as it stands, is a slip for.

        One letter may differ (two in nine letters or more; a swap counts once), never the first one.
        """
        letters = text.replace(" ", "")
        if len(letters) < _SHORTEST_WORD or not letters.isalpha():
            return None
        cutoff = 2 if len(letters) >= _LONG_WORD else 1
        pool = self.latin_by_initial.get(text[0], [])
        hits = process.extract(text, pool, scorer=OSA.distance, score_cutoff=cutoff, limit=2)
        if not hits or (len(hits) > 1 and hits[0][1] == hits[1][1] and self._differ(hits[0][0], hits[1][0])):
            return None
        return self.latin[hits[0][0]]

    def _differ(self, one: str, other: str) -> bool:
        return self.latin[one].place.id != self.latin[other].place.id

    def han_names(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, Candidate]]:
        """Yield (start, end, candidate) of slips within ``text[start:end]``, a stretch without known names."""
        position = start
        while position < end - 1:
            hit = self._han_at(text, position, end)
            if hit is None:
                position += 1
            else:
                yield hit
                position = hit[1]

    def _han_at(self, text: str, start: int, limit: int) -> tuple[int, int, Candidate] | None:
        for end in range(min(limit, start + _LONGEST_HAN), start + 1, -1):
            window = text[start:end]
            if window in self.dictionary.glosses:
                usual = self.candidates.get(self.dictionary.variant_of(window) or "")
                return (start, end, usual) if usual else None
            for wrong, char in enumerate(window):
                if char in _FUNCTION:
                    continue
                for name in self.han.get((wrong, window[:wrong] + "?" + window[wrong + 1 :]), ()):
                    if self._is_slip(text, start, end, wrong, name):
                        return start, end, self.candidates[name]
        return None

    def _is_slip(self, text: str, start: int, end: int, wrong: int, name: str) -> bool:
        sounds = self.dictionary.sounds
        same = not set(sounds.get(text[start + wrong], ())).isdisjoint(sounds.get(name[wrong], ()))
        if len(name) >= _SAFE_LENGTH:
            return True
        return same and not self.dictionary.breaks(text, start, end)


def build_corrector(table: NameTable, dictionary: Dictionary) -> Corrector:
    """Collect the names worth correcting to: of two characters only curated ones, longer ones if well known."""
    latin: dict[str, Candidate] = {}
    by_initial: dict[str, list[str]] = {}
    for name, candidates in table.latin.items():
        best = candidates[0]
        curated = best.trust is Trust.CURATED and not best.acronym
        if (curated or (best.trust is Trust.WELL_KNOWN and best.usual)) and len(name) >= _SHORTEST_WORD:
            latin[name] = best
            by_initial.setdefault(name[0], []).append(name)
    han: dict[tuple[int, str], list[str]] = {}
    chosen: dict[str, Candidate] = {}
    for name, candidates in table.han.items():
        best = candidates[0]
        if len(name) > _LONGEST_HAN or not best.place.is_city:
            continue
        if best.trust is Trust.CURATED or (best.trust is Trust.WELL_KNOWN and len(name) > _HAN_PAIR):
            chosen[name] = best
            for wrong in range(len(name)):
                han.setdefault((wrong, name[:wrong] + "?" + name[wrong + 1 :]), []).append(name)
    return Corrector(dictionary, latin, by_initial, han, chosen)
