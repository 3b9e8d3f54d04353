"""What follows from a sentence by arithmetic: the year a tie was made, from an anniversary; the year "next year" is."""

import dataclasses
import re

from knowledge.calendar import format_date
from knowledge.evidence import Language, Passage
from knowledge.language.bounds import Bound
from knowledge.language.numbers import Number, NumberKind, find_numbers
from knowledge.language.times import find_points
from knowledge.names import Gazetteer, Place

_OF_A_TIE = re.compile(r"(?:满|滿|结好|結好)\s*$")


@dataclasses.dataclass(frozen=True, slots=True)
class FoundedYear:
    """A tie with a place was ``years`` old in ``in_year``, so it was made in ``year``."""

    place: Place
    years: int
    in_year: int

    @property
    def year(self) -> int:
        """Return the year the tie was made."""
        return self.in_year - self.years


def founded_year(sentence: str, passage: Passage, place: Place, gazetteer: Gazetteer) -> FoundedYear | None:
    """Return the year a tie with the place was made, where the sentence tells its anniversary and when that falls.

    In Chinese the number follows the place (与里昂、法兰克福结好30周年), in English it stands before it (the 30th
    anniversary … with Lyon). The year is the nearest one named before the number;
    without one nothing follows.
    """
    if passage.source.published is None:
        return None
    at = [sentence.find(name) for name in (place.zh, place.en) if name and name in sentence]
    at += [mention.start for mention in gazetteer.find(sentence) if mention.place.id == place.id] if not at else []
    dates = find_points(sentence, reference=passage.source.published)
    figures = find_numbers(sentence, blocked=[(found.start, found.end) for found in dates])
    numbers = [number for number in figures if _is_anniversary(sentence, number)]
    if not at or not numbers:
        return None
    position = min(at)
    if passage.language is Language.ZH:
        after = [number for number in numbers if number.start >= position]
        number = after[0] if after else None
    else:
        before = [number for number in numbers if number.start <= position]
        number = before[-1] if before else None
    if number is None:
        return None
    years = [found.date.year for found in dates if found.date is not None and found.start <= number.start]
    if not years:  # the paper may speak of another year's celebration
        return None
    return FoundedYear(place, int(number.value), years[-1])


def _is_anniversary(sentence: str, number: Number) -> bool:
    """Tell whether a number counts the years of a tie: 30周年, 满三十年, the fortieth anniversary."""
    if number.kind is not NumberKind.YEARS or number.bound is not Bound.EXACT or number.value != number.top:
        return False
    named = number.unit == "周年" or "anniversar" in number.unit
    return named or _OF_A_TIE.search(sentence[: number.start]) is not None


def resolved_dates(sentence: str, passage: Passage, language: Language) -> str:
    """Return "明年5月2日 = 2019年5月2日" for each date that only the paper's own date makes clear, or nothing."""
    published = passage.source.published
    if published is None:
        return ""
    pairs = []
    for found in find_points(sentence, reference=published):
        words = sentence[found.start : found.end]
        # A date without a year may be kept every year, so only what counts from the paper's own date is told.
        if found.date is not None and found.relative:
            pairs.append(f"{words} = {format_date(found.date, language)}")
    return ("；" if language is Language.ZH else "; ").join(dict.fromkeys(pairs))
