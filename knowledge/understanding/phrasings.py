"""Labelled phrasings of what people ask: what the reader of meanings is trained with (``make phrasings``, `training`).

``phrasings/zh.csv`` and ``en.csv`` hold some five thousand short ways to say some eighty things, with placeholders for
names and times; ``questions.jsonl`` some eight thousand messages as people write them, each with those before it;
``meanings.csv`` says each meaning in the rules' own words.
"""

import csv
import dataclasses
import functools
import hashlib
import json
import re
from pathlib import Path

from knowledge.evidence import Language
from knowledge.language.spoken import plain_words
from knowledge.text.folding import fold

PHRASINGS = Path(__file__).with_name("phrasings")
# What stands for a name or a time when texts are compared.
STANDS_FOR = {
    Language.ZH: {
        "home": "我市", "city": "某市", "country": "某国", "time": "某年", "thing": "某项目",
        "ordinal": "第几", "number": "几", "group": "某人",
    },
    Language.EN: {
        "home": "our city", "city": "this city", "country": "this country", "time": "that year",
        "thing": "the programme", "ordinal": "Nth", "number": "so many", "group": "people",
    },
}  # fmt: skip
_SAME = {"city2": "city", "region": "country", "year": "time", "period": "time", "date": "time"}
_PLACEHOLDER = re.compile(r"<(\w+)>")


@dataclasses.dataclass(frozen=True, slots=True)
class Meaning:
    """What a text may mean: how the rules say it, in each language (nothing where they do not).

    In ``[…]`` stands what is left out where a text names nothing of the kind. ``leans`` is set where it is only
    understood after what came before.
    """

    leans: bool
    said: dict[Language, str]


def with_plain_words(phrasing: str, language: Language) -> str:
    """Return a labelled phrasing with plain words for its placeholders."""
    words = STANDS_FOR[language]
    return _PLACEHOLDER.sub(lambda match: words[_SAME.get(match[1], match[1])], phrasing)


def comparable(text: str) -> str:
    """Return a text as it is compared: folded, everyday speech written out."""
    return plain_words(fold(text))


@functools.cache
def phrasings() -> tuple[tuple[str, str, Language], ...]:
    """Return every labelled phrasing: its meaning, its text with placeholders, its language."""
    found = []
    for language in Language:
        with (PHRASINGS / f"{language}.csv").open(encoding="utf-8", newline="") as file:
            found += [(row["meaning"], row["phrasing"], language) for row in csv.DictReader(file)]
    return tuple(found)


def digest() -> str:
    """Return what identifies the phrasings and the messages, as they are written."""
    said = [f"{meaning}\t{with_plain_words(text, of)}" for meaning, text, of in phrasings()]
    said += ["\t".join((one.meaning, one.text, *one.before)) for one in messages()]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


@functools.cache
def meanings() -> dict[str, Meaning]:
    """Return every meaning by its name."""
    with (PHRASINGS / "meanings.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["meaning"]: Meaning(row["leans"] == "yes", {of: row[of.value] for of in Language})
            for row in csv.DictReader(file)
        }


@dataclasses.dataclass(frozen=True, slots=True)
class Message:
    """A message of a person with what it means; ``before`` are the person's messages before it, the last one last."""

    meaning: str
    text: str
    before: tuple[str, ...]


@functools.cache
def messages(path: Path = PHRASINGS / "questions.jsonl") -> tuple[Message, ...]:
    """Return every labelled message, by default those that are learnt from."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return tuple(Message(row["meaning"], row["text"], tuple(row["before"])) for row in rows)
