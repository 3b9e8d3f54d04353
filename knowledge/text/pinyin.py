"""How Chinese is said: the library's tables take a quarter of a second to import, and most questions need none."""

import re

from knowledge.text.folding import fold

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST = 6  # syllables


def syllables(text: str) -> list[str]:
    """Return the Pinyin of each Chinese character without tones, and what is not Chinese as it is."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - see above

    return list(lazy_pinyin(text))


def sounded(name: str) -> str:
    """Return what to sort a name by."""
    import pypinyin  # noqa: PLC0415 - see above

    return " ".join(pypinyin.lazy_pinyin(fold(name), style=pypinyin.Style.TONE3))


def spelled_in(latin: str, han_text: str) -> bool:
    """Tell whether a name in letters is the Pinyin of some of the characters of a text, whole syllables only."""
    letters = fold(latin).replace("'", "").replace("-", "")
    for run in _HAN_RUN.findall(han_text):
        said = syllables(run)
        for start in range(len(said)):
            joined = ""
            for syllable in said[start : start + _LONGEST]:
                joined += syllable
                if joined == letters:
                    return True
                if not letters.startswith(joined):
                    break
    return False
