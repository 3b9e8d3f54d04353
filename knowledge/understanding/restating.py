"""A question said again in words that the rules know.

How likely it means each of the known meanings is learnt from questions of people (`MeaningReader`), the names and times
in it replaced by plain words. Each meaning is said as the rules say it (`phrasings/meanings.csv`), with these names.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import TYPE_CHECKING

from knowledge.evidence import Language
from knowledge.language.lexicon import pattern, speaks_of
from knowledge.language.numbers import NumberKind, find_numbers
from knowledge.language.times import find_times
from knowledge.names import PlaceKind
from knowledge.names.regions import find_adjectives, find_regions, find_states
from knowledge.text.folding import fold
from knowledge.text.language import detect_language
from knowledge.understanding.asides import asked_for, without_asides
from knowledge.understanding.followups import begins_with_it
from knowledge.understanding.phrasings import STANDS_FOR, Meaning, comparable, meanings
from knowledge.understanding.query import Relation
from knowledge.understanding.topics import relation_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.embedding.meaning_reader import MeaningReader
    from knowledge.language.times import Time
    from knowledge.names import Gazetteer, Place
    from knowledge.understanding.before import Before

_SHORTEST = 2
_OPTION = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_BARE_YEAR = re.compile(r"^\d{4}$")
_PAIR = 2
_THANKS, _GREETING = "smalltalk", "greeting"
# Meanings that are said as another one where more or less is named.
_OTHERS, _BESIDES = "others_there", "ties_besides"
_SURE, _SOURCE = "sure_of_it", "source_of_it"
_OLDER = "claim_older"
_SAME_DAY, _SAME_YEAR = "same_day_as", "same_year_as"
_NEXT_ANNIVERSARY, _THAT_ANNIVERSARY = "tie_anniversary", "tie_anniversary_n"
_MORE = {"claim_anniversary": ("lasted.longer", "lasted.shorter"), "claim_first": ("placed",)}
_OF_SO_MANY_YEARS, _FIRST_OF_SO_MANY = "anniversaries_n", "anniversaries_first_n"
_ITS_ANNIVERSARY = "anniversary_of_it"
_ROUND_ONES, _ANNIVERSARIES = "anniversaries_round", "anniversaries_in"
# What is asked of two places, of which the one asked about before may be one.
_OF_TWO = frozenset({"ties_older_of_two", "ties_gap", "claim_older"})
_ROUND = {
    "fives": {Language.ZH: "逢五逢十的", Language.EN: "multiples of five"},
    "tens": {Language.ZH: "整十", Language.EN: "multiples of ten"},
    "round": {Language.ZH: "整数", Language.EN: "round numbers"},
}
# What counts the years of a tie: 四十周年, the 40th.
_OF_YEARS = frozenset({NumberKind.YEARS, NumberKind.ORDINAL})
# The first and the last month of whole years.
_YEAR = (1, 12)


@dataclasses.dataclass(frozen=True, slots=True)
class Restated:
    """What a text may mean, and how likely; ``text`` says it in the rules' own words, empty where they have none.

    ``leans`` is set where these words go on from the turns before.
    """

    meaning: str
    likely: float
    text: str = ""
    leans: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Masked:
    """A text with plain words for its names and times, and what they stood for."""

    text: str
    home: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    count: tuple[str, ...] = ()
    exchange: bool = False
    both_kinds: bool = False


class Masker:
    """Puts plain words in the place of what a text names."""

    def __init__(self, gazetteer: Gazetteer, home_ids: frozenset[str]) -> None:
        self._gazetteer = gazetteer
        self._home_ids = home_ids

    def masked(self, text: str, language: Language, today: dt.date) -> Masked:
        """Return a text with plain words for what it names."""
        text = asked_for(text)
        plain = STANDS_FOR[language]
        found: list[tuple[int, int, str, str]] = []
        for mention in self._gazetteer.find(text):
            place = mention.place
            if place.kind is PlaceKind.ORGANISATION:
                continue
            kind = "home" if place.id in self._home_ids else "city" if place.is_city else "country"
            found.append((mention.start, mention.end, kind, _name(place, language)))
        folded = fold(text)
        if len(folded) == len(text):
            for named in (*find_regions(folded), *find_adjectives(folded), *find_states(text)):
                places = [self._gazetteer.get(place_id) for place_id in named.ids]
                names = [_name(place, language) for place in places if place is not None]
                said = names[0] if len(names) == 1 else text[named.start : named.end]
                found.append((named.start, named.end, "country", said))
            found += [
                (time.start, time.end, "time", _said_again(time, text, language)) for time in find_times(folded, today)
            ]
        # What askers tell of themselves names nothing that is asked about.
        asked = without_asides(text)
        of_places = [text[start:stop] for start, stop, kind, _ in found if kind != "time"]
        placed = asked if any(name in asked for name in of_places) else text
        masked, end = "", 0
        slots: dict[str, list[str]] = {"home": [], "city": [], "country": [], "time": []}
        for start, stop, kind, name in sorted(found, key=lambda one: (one[0], -one[1])):
            if start < end:
                continue
            masked += text[end:start] + plain[kind]
            if text[start:stop] in (asked if kind == "time" else placed):
                slots[kind].append(name)
            end = stop
        times = [(start, stop) for start, stop, kind, _ in found if kind == "time"]
        numbers = find_numbers(folded, blocked=times, doubtful=True)
        years = [int(number.value) for number in numbers if number.kind in _OF_YEARS and number.certain]
        counts = [int(number.value) for number in numbers if number.kind is NumberKind.COUNT and number.value > 1]
        told = {kind: tuple(names) for kind, names in slots.items()}
        plainly = comparable(text)
        exchange = relation_of(plainly) is Relation.EXCHANGE
        both = speaks_of(plainly, "all_kinds") or (
            exchange and speaks_of(pattern("exchange").sub("", plainly), "sister")
        )
        both = both or relation_of(plainly) is Relation.FRIENDSHIP
        both = both or (speaks_of(plainly, "any_partner") and not speaks_of(plainly, "sister.named"))
        return Masked(
            masked + text[end:],
            **told,
            number=tuple(map(str, years)),
            count=tuple(map(str, counts)),
            exchange=exchange and not both,
            both_kinds=both,
        )


class Restater:
    """Reads what texts mean."""

    def __init__(self, reader: MeaningReader, gazetteer: Gazetteer, home_ids: frozenset[str]) -> None:
        self._reader = reader
        self._masker = Masker(gazetteer, home_ids)

    def restate(self, question: str, before: Before | None, today: dt.date) -> tuple[Masked, tuple[Restated, ...]]:
        """Return what a question, asked after what was ``before``, may mean, the likeliest first; and what it names."""
        language = detect_language(question)
        masked = self._masker.masked(question, language, today)
        if sum(map(str.isalnum, question)) < _SHORTEST:
            return masked, ()
        earlier = (
            comparable(self._masker.masked(before.query.asked, language, today).text) if before is not None else None
        )
        scored = self._reader.likely(comparable(masked.text), earlier)
        found = []
        for at in scored.argsort()[::-1]:
            meaning = self._reader.meanings[at]
            if meaning == _THANKS and before is None:
                meaning = _GREETING  # nothing was said yet for which to thank
            leans = meaning in meanings() and meanings()[meaning].leans
            if not (leans and before is None):
                found.append(Restated(meaning, float(scored[at]), *self._said(meaning, masked, before, language)))
        return masked, tuple(found)

    def _said(self, meaning: str, named: Masked, before: Before | None, language: Language) -> tuple[str, bool]:
        """Say a meaning in the rules' own words, nothing where they name too little; and whether these lean."""
        if meaning not in meanings() or _says_more(meaning, named):
            return "", False
        leans = meanings()[meaning].leans
        homes, city, lands = named.home, named.city, named.country
        if before is not None and not leans:
            homes = homes or tuple(_name(place, language) for place in before.query.homes)
        if meaning in _OF_TWO and len(lands) < _PAIR:
            city = _two(meaning, named, before, language)
            if len(city) < _PAIR:
                return "", False
        if meaning == _SAME_DAY and not city:
            lands = ()
        named = dataclasses.replace(named, home=homes, city=city, country=lands)
        return _filled(meanings()[_more_exactly(meaning, named)], named, language, follows=before is not None)


def _more_exactly(meaning: str, named: Masked) -> str:
    """Return the meaning that says what a text names besides: a country, both kinds of tie, so many years."""
    said = comparable(named.text)
    if not named.city and named.country and f"{meaning}_in" in meanings():
        meaning = f"{meaning}_in"
    if named.both_kinds and f"{meaning}_of_all" in meanings():
        meaning = f"{meaning}_of_all"
    exact = {
        _OTHERS: (_BESIDES, bool(named.city)),
        _SURE: (_SOURCE, not named.time),
        _SAME_DAY: (_SAME_YEAR, speaks_of(said, "same_year", "that_year")),
        _ITS_ANNIVERSARY: (f"{_ITS_ANNIVERSARY}_n", len(named.number) == 1 and not named.time),
        _NEXT_ANNIVERSARY: (_THAT_ANNIVERSARY, len(named.number) == 1 and not named.time),
        _OF_SO_MANY_YEARS: (_FIRST_OF_SO_MANY, speaks_of(said, "first")),
        _ROUND_ONES: (
            (_ANNIVERSARIES, True)
            if speaks_of(said, "any_round")
            else (_OF_SO_MANY_YEARS, len(named.number) > 1 and not speaks_of(said, "round"))
        ),
    }
    other, is_meant = exact.get(meaning, (meaning, False))
    return other if is_meant else meaning


def _says_more(meaning: str, named: Masked) -> bool:
    """Tell whether a text claims what the words of a meaning do not say: over forty years, the third one."""
    more = _MORE.get(meaning, ())
    return speaks_of(comparable(named.text), *more) if more else False


def _two(meaning: str, named: Masked, before: Before | None, language: Language) -> tuple[str, ...]:
    """Return the two cities that a text compares, of which one may have been told before; the one asked of first."""
    asked, city = comparable(named.text), named.city or named.country
    told = [_name(place, language) for place in before.told] if before is not None else []
    if len(city) == 1:
        other = tuple(name for name in told if name not in city)[-1:]
        plain = comparable(STANDS_FOR[language]["city"])
        city = (*other, *city) if begins_with_it(asked, (plain,)) else (*city, *other)
    return city[::-1] if meaning == _OLDER and speaks_of(asked, "younger_than") else city


def _filled(meaning: Meaning, named: Masked, language: Language, *, follows: bool) -> tuple[str, bool]:
    """Fill the words of a meaning with what is named, and tell whether they lean on the turns before."""
    chinese, form, leans = language is Language.ZH, meaning.said[language], meaning.leans
    comma, either = ("、", "和") if chinese else (" and ", " or ")
    city, country = tuple(dict.fromkeys(named.city)), tuple(dict.fromkeys(named.country))
    if len(city) == 1 == len(country) and "{lands}" not in form:  # the country tells it from its namesakes
        city = (f"{country[0]}的{city[0]}" if chinese else f"{city[0]}, {country[0]}",)
    slots = {
        "home": named.home[0] if named.home else "",
        "homes": comma.join(named.home) if len(named.home) >= _PAIR else "",
        "names": comma.join(city or country),
        "lands": comma.join(country),
        "either": either.join(pair) if len(pair := city if len(city) >= _PAIR else country) >= _PAIR else "",
        "first": city[0] if len(city) >= _PAIR else "",
        "second": city[1] if len(city) >= _PAIR else "",
        "times": comma.join(time if chinese else _BARE_YEAR.sub(r"in \g<0>", time) for time in _plainest(named.time)),
        "number": named.number[0] if len(named.number) == 1 else "",
        "years": ("周年、" if chinese else " years and the anniversary of ").join(named.number),
        "count": named.count[0] if len(named.count) == 1 else "",
        "round": _round(named, language),
    }
    form = _OPTION.sub(lambda part: part[1] if all(slots[slot] for slot in _SLOT.findall(part[1])) else "", form)
    wanted = _SLOT.findall(form)
    if follows and not slots["names"] and "names" in wanted:
        slots["names"] = slots["home"] if leans else "它" if chinese else "it"
        leans = True
    if not all(slots[slot] for slot in wanted):
        return "", False
    said = " ".join(_SLOT.sub(lambda slot: slots[slot[1]], form).split()).replace(" ?", "?")
    if named.exchange and "交流" not in said and "exchange" not in said:
        said = said.replace("友好城市", "友好交流城市").replace("sister cit", "friendly exchange cit")
    return said, leans


def _round(named: Masked, language: Language) -> str:
    """Return when an anniversary is round, as a text has it: every ten years, every five, or as the office does."""
    said = comparable(named.text)
    often = next((often for often in ("fives", "tens") if speaks_of(said, often)), "round")
    return _ROUND[often][language]


def _plainest(times: Sequence[str]) -> Sequence[str]:
    """Return those of several times that name a year or a day."""
    return [time for time in times if any(map(str.isdigit, time))] or times


def _name(place: Place, language: Language) -> str:
    return place.zh if language is Language.ZH else place.en


def _said_again(time: Time, text: str, language: Language) -> str:
    """Return a time of a text so that it can stand anywhere: of a range its first and last year."""
    first, last = time.first.year, time.last.year
    whole = (time.first.month, time.last.month) == _YEAR and first < last
    if not whole or time.first == dt.date.min or time.last == dt.date.max:
        return text[time.start : time.end]
    return f"{first}年至{last}年" if language is Language.ZH else f"from {first} to {last}"
