"""Regions of several countries (Latin America, 东南亚), and continents and countries by their adjectives."""

import csv
import dataclasses
import functools
import re
from pathlib import Path

REGIONS = Path(__file__).with_name("regions.csv")
_DEMONYMS = Path(__file__).with_name("demonyms.csv")

# Adjectives and short forms of continents, which are no names of places, by the continents' ids.
_CONTINENTS = (
    (re.compile(r"\basian?\b"), ("continent:asia",)),
    (re.compile(r"\beuropean\b"), ("continent:europe",)),
    (re.compile(r"(?<!south )\bafrican\b"), ("continent:africa",)),
    (re.compile(r"\boceanian\b"), ("continent:oceania",)),
    (re.compile(r"\bnorth american\b"), ("continent:north-america",)),
    (re.compile(r"\bsouth american\b"), ("continent:south-america",)),
    (re.compile(r"\bthe americas\b"), ("continent:north-america", "continent:south-america")),
    (re.compile(r"北美(?!洲)"), ("continent:north-america",)),
    (re.compile(r"(?<!中)南美(?!洲)"), ("continent:south-america",)),
    (re.compile(r"(?<![南北中丁])美洲"), ("continent:north-america", "continent:south-america")),
    (re.compile(r"亚非拉"), ("continent:asia", "continent:africa", "continent:south-america")),
)


# The states of the United States as addresses have them, behind a comma: Birmingham, AL.
_STATE = re.compile(
    r"(?<=, )(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|"
    r"T[NX]|UT|V[AT]|W[AIVY])\b"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Region:
    """A region by its names to show; ``countries`` are ISO 3166 codes."""

    zh: str
    en: str
    countries: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """What a folded text names otherwise than by a place's name, and where."""

    start: int
    end: int
    region: Region | None = None
    ids: tuple[str, ...] = ()


def find_regions(folded: str) -> tuple[Named, ...]:
    """Return the regions that a folded text names, the longest names first; "south east Asia" is no Asia."""
    return tuple(
        Named(match.start(), match.end(), region=_regions()[match.group().replace(" ", "-")])
        for match in _region_pattern().finditer(folded)
    )


def find_adjectives(folded: str) -> tuple[Named, ...]:
    """Return the ids of continents and countries that a folded text names by adjectives (European, British)."""
    found = [Named(m.start(), m.end(), ids=ids) for pattern, ids in _CONTINENTS for m in pattern.finditer(folded)]
    for match in _demonym_pattern().finditer(folded):
        countries = demonyms()[match[1].replace(" ", "-")]
        found.append(Named(match.start(), match.end(), ids=tuple(f"country:{iso.lower()}" for iso in countries)))
    return tuple(sorted(found, key=lambda named: named.start))


def find_states(text: str) -> tuple[Named, ...]:
    """Return where a text as it was written names a state of the United States by its two letters."""
    return tuple(Named(match.start(), match.end(), ids=("country:us",)) for match in _STATE.finditer(text))


@functools.cache
def _regions() -> dict[str, Region]:
    with REGIONS.open(encoding="utf-8", newline="") as file:
        return {
            form: Region(row["zh"], row["en"], tuple(row["countries"].split()))
            for row in csv.DictReader(file)
            for form in row["forms"].split()
        }


@functools.cache
def _region_pattern() -> re.Pattern[str]:
    forms = sorted(_regions(), key=len, reverse=True)
    chinese = "|".join(re.escape(form) for form in forms if not form.isascii())
    english = "|".join(form.replace("-", "[ -]") for form in forms if form.isascii())
    return re.compile(rf"{chinese}|\b(?:{english})\b")


@functools.cache
def demonyms() -> dict[str, tuple[str, ...]]:
    """Return the ISO codes that an adjective may stand for (Congolese: two countries)."""
    found: dict[str, tuple[str, ...]] = {}
    with _DEMONYMS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in row["words"].split():
                found[word] = (*found.get(word, ()), row["iso"])
    return found


@functools.cache
def _demonym_pattern() -> re.Pattern[str]:
    words = sorted(demonyms(), key=len, reverse=True)
    # North Korean, South American, West Indian are other adjectives.
    other = "".join(rf"(?<!{side}[ -])" for side in ("north", "south", "west", "east", "latin", "central"))
    return re.compile(rf"\b{other}({'|'.join(word.replace('-', '[ -]') for word in words)})\b")
