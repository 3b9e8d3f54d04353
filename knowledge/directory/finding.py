"""Find the cities of a directory by what somebody types: a name, its beginning, an alias, a country, a slip."""

import enum
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.names import Gazetteer, Place
from knowledge.text.folding import fold

# Nobody types more for a name; what is longer is a question.
_LONGEST = 60
# One Latin letter begins too many names.
_LEAST_TYPED = 2
# Two Chinese characters of which one is right may be meant for a name.
_ALIKE = {True: 0.6, False: 0.5}
_SUFFIX = re.compile(r"(?<=..)(?:市| city)$")


class Likeness(enum.IntEnum):
    """How what was typed leads to a city, the surest first."""

    NAMED = 0
    BEGUN = 1
    MISSPELT = 2
    CONTAINED = 3
    LIES_IN = 4
    SAME_COUNTRY = 5
    ALIKE = 6

    @property
    def is_sure(self) -> bool:
        """Tell whether the city itself was typed, if not all of its name or with a slip."""
        return self <= Likeness.MISSPELT


class Found(NamedTuple):
    """A city found, and how."""

    place: Place
    likeness: Likeness


class NameFinder:
    """Finds among a few hundred cities in a few milliseconds; the world's other cities are not found."""

    def __init__(self, places: Iterable[Place], gazetteer: Gazetteer, aliases: Mapping[str, Iterable[str]]) -> None:
        """Take the cities, and by their ids the names that the records give them beside their own."""
        self._gazetteer = gazetteer
        self._places = {place.id: place for place in places}
        self._spellings: dict[str, list[str]] = {}
        self._names: dict[str, list[str]] = {}
        for place in self._places.values():
            # A spelling from far away counts as a whole; its beginning would be taken for anything.
            usual = [place.zh, place.en, *aliases.get(place.id, ())]
            _enter(self._names, map(fold, usual), place.id)
            _enter(self._spellings, [*map(fold, usual), *gazetteer.names_of(place)], place.id)

    def find(self, text: str, limit: int) -> tuple[Found, ...]:
        """Return the cities that a text names, else those it may be meant for, likeliest first."""
        folded = fold(text[: 2 * _LONGEST])
        typed = _SUFFIX.sub("", folded)
        if not typed or len(typed) > _LONGEST:
            return ()
        found = dict.fromkeys([*self._spellings.get(folded, ()), *self._spellings.get(typed, ())], Likeness.NAMED)
        found = found or self._partly(typed)
        if not any(likeness.is_sure for likeness in found.values()):
            found = self._understood(text) | found
        if not found:
            found = dict.fromkeys(self._alike(typed, limit), Likeness.ALIKE)
        ranked = sorted(found, key=lambda place_id: found[place_id])
        return tuple(Found(self._places[place_id], found[place_id]) for place_id in ranked[:limit])

    def named_in(self, text: str) -> tuple[Place, ...]:
        """Return the cities that a whole question names, in its order."""
        mentioned = (mention.place.id for mention in self._gazetteer.find(text))
        return tuple(self._places[place_id] for place_id in dict.fromkeys(mentioned) if place_id in self._places)

    def _partly(self, typed: str) -> dict[str, Likeness]:
        """Return the cities of whose usual names the text is a beginning or a part."""
        if typed.isascii() and len(typed) < _LEAST_TYPED:
            return {}
        found: dict[str, Likeness] = {}
        for name, place_ids in self._names.items():
            inside = f" {typed}" in name if typed.isascii() else typed in name
            if name.startswith(typed) or inside:
                likeness = Likeness.BEGUN if name.startswith(typed) else Likeness.CONTAINED
                for place_id in place_ids:
                    found[place_id] = min(likeness, found.get(place_id, likeness))
        return found

    def _understood(self, text: str) -> dict[str, Likeness]:
        """Return what the gazetteer makes of the text: a slip, the cities of a country, those near another city."""
        place = self._gazetteer.lookup(text)
        if place is None:
            return {}
        if place.id in self._places:
            return {place.id: Likeness.MISSPELT}
        if place.is_city:
            near = (known.id for known in self._places.values() if known.country == place.country)
            return dict.fromkeys(near, Likeness.SAME_COUNTRY)
        return {known.id: Likeness.LIES_IN for known in self._places.values() if _lies_in(known, place)}

    def _alike(self, typed: str, limit: int) -> list[str]:
        names = process.extract(
            typed,
            list(self._names),
            scorer=OSA.normalized_similarity,
            score_cutoff=_ALIKE[typed.isascii()],
            limit=2 * limit,
        )
        return list(dict.fromkeys(place_id for name, _, _ in names for place_id in self._names[name]))[:limit]


def _enter(table: dict[str, list[str]], names: Iterable[str], place_id: str) -> None:
    spellings = [spelling for name in names for spelling in (name, _SUFFIX.sub("", name))]
    for spelling in dict.fromkeys(spellings):
        table.setdefault(spelling, []).append(place_id)


def _lies_in(place: Place, area: Place) -> bool:
    if area.id == f"country:{place.country.lower()}":
        return True
    return area.id.startswith("continent:") and area.en in place.continent.split("/")
