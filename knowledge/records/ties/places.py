"""Read the places that a cell names alone: a city in any language, a country, or a country with its city (法国里昂)."""

import functools
import re

import babel

from knowledge.names import Gazetteer, Place, PlaceKind
from knowledge.text.folding import fold

_LATIN = re.compile(r"([A-Za-zÀ-ɏ][A-Za-zÀ-ɏ .'’&-]*)")
_LANGUAGES = ("ja", "zh_Hant", "ko", "de", "fr", "es", "it", "pt", "ru", "nl", "en")


def cities_called(name: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return the cities that a name alone may stand for, the likeliest first; those of other languages for want."""
    readings = gazetteer.readings(name)
    return tuple(place for place in readings if place.is_city) if readings else gazetteer.spelt_elsewhere(name)


def country_called(name: str, gazetteer: Gazetteer) -> Place | None:
    """Return the country that a name, in any of the languages that tables come in, or a code of two letters means."""
    if not name:
        return None
    if len(parts := [part.strip() for part in _LATIN.split(name) if part.strip()]) > 1:  # in two languages: Japan 日本
        known = {place.id: place for part in parts if (place := country_called(part, gazetteer)) is not None}
        return next(iter(known.values())) if len(known) == 1 else None
    place = next(iter(gazetteer.readings(name)), None) or gazetteer.lookup(name)
    if place is None or place.kind is not PlaceKind.COUNTRY:
        code = _countries().get(fold(name)) or (name.upper() if re.fullmatch("[A-Za-z]{2}", name) else "")
        place = gazetteer.get(f"country:{code.lower()}") if code else None
    return place


def land_and_city(text: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """Return the country and the city that a text names: either, or both where the country stands first (法国里昂)."""
    readings = gazetteer.readings(text)
    if readings:
        return (text, "") if readings[0].kind is PlaceKind.COUNTRY else ("", text)
    first = next(iter(gazetteer.find(text)), None)
    if first is not None and first.start == 0 and first.place.kind is PlaceKind.COUNTRY and first.end < len(text):
        return text[: first.end], text[first.end :].strip(" ,，·-")
    return "", text


@functools.cache
def _countries() -> dict[str, str]:
    """Return the codes of countries by their names in several languages, folded."""
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in babel.Locale.parse(language).territories.items():
            if re.fullmatch("[A-Z]{2}", code):
                found.setdefault(fold(name), code)
    return found
