"""Let the model say what a question asks, so that the rules can look it up; and tell whether it asks the same."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from knowledge.answering.generative.masking import Masks
from knowledge.answering.verification import without_thoughts
from knowledge.language.numbers import find_numbers
from knowledge.names import Gazetteer, Place
from knowledge.text.folding import fold
from knowledge.understanding.query import Query

_LONGEST_QUESTION = 600
_MOST_PARTS = 3
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
_DENIES = re.compile(r"不|没|未|无|非|除|\b(?:not|no|never|without|except|other than)\b|n't\b")
# Smaller numbers count things, or point at one of those told before, and may be said otherwise.
_LEAST = 100
_EDITION = "届"
_YEAR = re.compile(r"\d{3,}")

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=_LONGEST_QUESTION)]


class Standalone(BaseModel):
    """One question that stands alone, in both languages."""

    model_config = ConfigDict(frozen=True)

    zh: Line
    en: Line


class Asks(BaseModel):
    """What the model makes of a question: none where nothing is asked. Nothing of it is an answer."""

    model_config = ConfigDict(frozen=True)

    questions: tuple[Standalone, ...] = Field(max_length=_MOST_PARTS)


def asks_in(reply: str, masks: Masks) -> Asks | None:
    """Return what a reply says is asked, or None where it is out of form."""
    found = _OBJECT.search(without_thoughts(reply))
    try:
        return found and Asks.model_validate_json(masks.restore(found.group()))
    except ValidationError:
        return None


def asks_the_same(asks: Asks, asked: Query, said: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Tell whether questions ask what a question after these turns does, as far as its names and numbers tell.

    No place, year, edition or denial of it is lost, but for the country of a city that is named; no place comes in that
    neither side spoke of.
    """
    text = "\n".join(f"{one.zh}\n{one.en}" for one in asks.questions)
    read, own = _places(text, gazetteer), _places(asked.asked, gazetteer)
    known = own | _places("\n".join(said), gazetteer) | {*asked.places} | {*map(gazetteer.get, asked.home_ids)}
    countries = {place.country for place in own & read if place.is_city}
    kept = {place for place in own if place.is_city or place.country not in countries}
    lost = _numbers(asked.asked) - _numbers(text)
    denied = bool(_DENIES.search(fold(asked.asked))) <= bool(_DENIES.search(fold(text)))
    return kept <= read <= known and not lost and denied


def _places(text: str, gazetteer: Gazetteer) -> frozenset[Place]:
    return frozenset(mention.place for mention in gazetteer.find(text))


def _numbers(text: str) -> frozenset[str]:
    """Return the years, the larger numbers and the editions (第三届) of a text."""
    folded = fold(text)
    told = {f"{found.value:g}" for found in find_numbers(folded) if found.value >= _LEAST or found.unit == _EDITION}
    return frozenset(told | set(_YEAR.findall(folded)))
