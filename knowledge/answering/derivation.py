"""What follows from a sentence by arithmetic: the year a tie was made, from an anniversary; the year "next year" is."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from knowledge.calendar import format_date
from knowledge.evidence import Language
from knowledge.text.dates import find_dates

if TYPE_CHECKING:
    from knowledge.evidence import Passage
    from knowledge.names import Gazetteer, Place

_ANNIVERSARY = re.compile(
    r"(\d{1,3})\s*(?:周年|週年)|(?:满|滿)\s*(\d{1,3})\s*年|结好\s*(\d{1,3})\s*年|(\d{1,3})(?:st|nd|rd|th)\s+anniversar"
)

# A date without a year may be kept every year, so only words that count from the paper's own date are resolved.
_RELATIVE = re.compile(r"[今明去前后来本]年|[上下本]个?月|昨|明天|\b(?:next|last|this)\b")


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
    text = sentence.lower()
    if passage.source.published is None:
        return None
    at = [sentence.find(name) for name in (place.zh, place.en) if name and name in sentence]
    at += [mention.start for mention in gazetteer.find(sentence) if mention.place.id == place.id] if not at else []
    numbers = list(_ANNIVERSARY.finditer(text))
    if not at or not numbers:
        return None
    position = min(at)
    if passage.language is Language.ZH:
        after = [number for number in numbers if number.start() >= position]
        number = after[0] if after else None
    else:
        before = [number for number in numbers if number.start() <= position]
        number = before[-1] if before else None
    if number is None:
        return None
    dates = find_dates(sentence, reference=passage.source.published)
    years = [found.date.year for found in dates if found.date is not None and found.start <= number.start()]
    if not years:  # the paper may speak of another year's celebration
        return None
    return FoundedYear(place, int(next(group for group in number.groups() if group)), years[-1])


def resolved_dates(sentence: str, passage: Passage, language: Language) -> str:
    """Return "明年5月2日 = 2019年5月2日" for each date that only the paper's own date makes clear, or nothing."""
    published = passage.source.published
    if published is None:
        return ""
    pairs = []
    for found in find_dates(sentence, reference=published):
        words = sentence[found.start : found.end]
        if found.date is not None and _RELATIVE.search(words.lower()):
            pairs.append(f"{words} = {format_date(found.date, language)}")
    return ("；" if language is Language.ZH else "; ").join(dict.fromkeys(pairs))
