"""Whether a name in letters and a name in Chinese characters sound alike: Kimelfeld, 纪梅尔福德."""

from __future__ import annotations

import functools
import re

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz

from knowledge.text.folding import fold

# Consonants that Chinese transcriptions take for each other.
_CLASSES = str.maketrans({
    **dict.fromkeys("bpfvwu", "P"), **dict.fromkeys("dt", "T"), **dict.fromkeys("gkqch", "K"),
    **dict.fromkeys("szxj", "S"), **dict.fromkeys("lr", "L"), **dict.fromkeys("mn", "N"), **dict.fromkeys("aeioy'- ", ""),
})  # fmt: skip
_CLUSTERS = (
    ("ph", "f"),
    ("sh", "s"),
    ("tsch", "s"),
    ("sch", "s"),
    ("ch", "s"),
    ("zh", "s"),
    ("ng", "n"),
    ("ck", "k"),
    ("ge", "j"),
    ("gi", "j"),
)
_ALIKE = 65.0
_CLOSELY = 88.0
_SHORTEST = 2
_TELLING = 3
_LONGEST = 6
_MARKED = re.compile(r"[\u3400-\u9fff]{1,6}(?:[·・•][\u3400-\u9fff]{1,8})+")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")


@functools.lru_cache(maxsize=8192)
def _skeleton(latin: str) -> str:
    for cluster, letter in _CLUSTERS:
        latin = latin.replace(cluster, letter)
    return re.sub(r"(.)\1+", r"\1", latin.translate(_CLASSES))


@functools.lru_cache(maxsize=8192)
def pinyin(han: str) -> str:
    """Return the Pinyin of Chinese characters without spaces or tones."""
    return "".join(lazy_pinyin(han))


def sound_alike(latin: str, han: str) -> bool:
    """Tell whether Chinese characters spell a name in letters: by its Pinyin, or as a transcription."""
    letters = fold(latin).replace(" ", "")
    spelled = pinyin(han)
    if letters == spelled:
        return True
    one, other = _skeleton(letters), _skeleton(spelled)
    if min(len(one), len(other)) < _SHORTEST:
        return bool(one) and one == other and letters[:1] == spelled[:1]
    return fuzz.ratio(one, other) >= _ALIKE


def spelled_in(latin: str, han_text: str) -> bool:
    """Tell whether a name in letters is the Pinyin of some of the characters of a text, whole syllables only."""
    letters = fold(latin).replace("'", "").replace("-", "")
    for run in _HAN_RUN.findall(han_text):
        syllables = lazy_pinyin(run)
        for start in range(len(syllables)):
            joined = ""
            for syllable in syllables[start : start + 6]:
                joined += syllable
                if joined == letters:
                    return True
                if not letters.startswith(joined):
                    break
    return False


def transcribed_in(latin: str, han_text: str) -> bool:
    """Tell whether a part of a name that a text marks as foreign (大卫·纪梅尔福德) sounds like a word in letters."""
    return any(sound_alike(latin, part) for name in _MARKED.findall(han_text) for part in _parts(name))


def _parts(name: str) -> list[str]:
    """Return what may be the parts of a marked name: what stands around it may be taken in at its ends."""
    first, *middle, last = re.split(r"[·・•]", name)
    firsts = [first[start:] for start in range(len(first))]
    lasts = [last[:stop] for stop in range(1, len(last) + 1)]
    return [part for part in (*firsts, *middle, *lasts) if len(part) > 1]


def sounds_in(latin: str, han_text: str) -> bool:
    """Tell whether some stretch of a Chinese text closely transcribes a name."""
    wanted = _skeleton(fold(latin).replace(" ", ""))
    if len(wanted) < _TELLING:
        return False
    for run in _HAN_RUN.findall(han_text):
        syllables = [_skeleton(syllable) or "" for syllable in lazy_pinyin(run)]
        for start in range(len(syllables)):
            joined = ""
            for syllable in syllables[start : start + _LONGEST]:
                joined = re.sub(r"(.)\1+", r"\1", joined + syllable)
                if fuzz.ratio(wanted, joined) >= _CLOSELY:
                    return True
    return False
