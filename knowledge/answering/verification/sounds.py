"""Whether a name in letters and a name in Chinese characters sound alike: Kimelfeld, 纪梅尔福德."""

import functools
import re

from rapidfuzz import fuzz

from knowledge.text.folding import fold
from knowledge.text.pinyin import syllables as syllables_of

# Consonants that Chinese transcriptions take for each other; k and g before e and i sound like j (基, 纪).
_CLASSES = str.maketrans({
    **dict.fromkeys("bpfvw", "P"), **dict.fromkeys("dt", "T"), **dict.fromkeys("gkch", "K"), **dict.fromkeys("jq", "J"),
    **dict.fromkeys("szx", "S"), **dict.fromkeys("lr", "L"), **dict.fromkeys("mn", "N"), **dict.fromkeys("aeiouy'- ", ""),
})  # fmt: skip
_IN_LETTERS = (
    ("ph", "f"), ("tsch", "q"), ("sch", "s"), ("sh", "s"), ("ch", "q"), ("ng", "n"), ("ck", "k"), ("ge", "j"),
    ("gi", "j"), ("ke", "j"), ("ki", "j"),
)  # fmt: skip
_IN_PINYIN = (("sh", "s"), ("zh", "s"), ("ch", "q"), ("ng", "n"))
_ALIKE = 72.0
_CLOSELY = 88.0
_TELLING = 3
_LONGEST = 6
# A name that a text marks as foreign: 大卫·纪梅尔福德.
MARKED = re.compile(r"[\u3400-\u9fff]{1,6}(?:[·・•][\u3400-\u9fff]{1,8})+")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")


@functools.lru_cache(maxsize=8192)
def _consonants(letters: str, *, of_pinyin: bool) -> str:
    """Return the classes of the consonants of a name, in letters or in Pinyin, doubled ones once."""
    for cluster, letter in _IN_PINYIN if of_pinyin else _IN_LETTERS:
        letters = letters.replace(cluster, letter)
    return re.sub(r"(.)\1+", r"\1", letters.translate(_CLASSES))


@functools.lru_cache(maxsize=8192)
def pinyin(han: str) -> str:
    """Return the Pinyin of Chinese characters without spaces or tones."""
    return "".join(syllables_of(han))


def sound_alike(latin: str, han: str) -> bool:
    """Tell whether Chinese characters spell a name in letters: by its Pinyin, or as a transcription."""
    letters = fold(latin).replace(" ", "")
    spelled = pinyin(han)
    if letters == spelled:
        return True
    one, other = _consonants(letters, of_pinyin=False), _consonants(spelled, of_pinyin=True)
    if min(len(one), len(other)) < _TELLING:
        return one == other and fuzz.ratio(letters, spelled) >= _ALIKE
    return fuzz.ratio(one, other) >= _ALIKE


def transcribed_in(latin: str, han_text: str) -> bool:
    """Tell whether a part of a name that a text marks as foreign (大卫·纪梅尔福德) sounds like a word in letters."""
    return any(sound_alike(latin, part) for name in MARKED.findall(han_text) for part in _parts(name))


def _parts(name: str) -> list[str]:
    """Return what may be the parts of a marked name: what stands around it may be taken in at its ends."""
    firsts, *middle, lasts = re.split(r"[·・•]", name)
    return [*beginnings(firsts), *middle, *endings(lasts)]


def beginnings(first: str) -> list[str]:
    """Return what of the text before the mark may be a given name."""
    return [first[start:] for start in range(len(first) - 1)]


def endings(last: str) -> list[str]:
    """Return what of the text behind the mark may be a family name."""
    return [last[:stop] for stop in range(2, len(last) + 1)]


def sounds_in(latin: str, han_text: str) -> bool:
    """Tell whether some stretch of a Chinese text closely transcribes a name."""
    wanted = _consonants(fold(latin).replace(" ", ""), of_pinyin=False)
    if len(wanted) < _TELLING:
        return False
    for run in _HAN_RUN.findall(han_text):
        syllables = [_consonants(syllable, of_pinyin=True) for syllable in syllables_of(run)]
        for start in range(len(syllables)):
            joined = ""
            for syllable in syllables[start : start + _LONGEST]:
                joined = re.sub(r"(.)\1+", r"\1", joined + syllable)
                if fuzz.ratio(wanted, joined) >= _CLOSELY:
                    return True
    return False
