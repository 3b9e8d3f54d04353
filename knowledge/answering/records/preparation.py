"""Make a question ready for the tables: adjectives of countries, asides of the asker, parts of an earlier list."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.answering.records import cues
from knowledge.names import PlaceKind
from knowledge.text.folding import fold
from knowledge.understanding.kinds import plain_words, wanted
from knowledge.understanding.period import find_period
from knowledge.understanding.points import months_after, read_number
from knowledge.understanding.query import AnswerKind, Period, Topic
from knowledge.understanding.topics import topic_of

if TYPE_CHECKING:
    from knowledge.names import Gazetteer
    from knowledge.understanding.query import Query

DEMONYMS = Path(__file__).with_name("demonyms.csv")

_CLAUSE = re.compile(r"[^,，.。;；!！?？]+[,，.。;；!！?？]*\s*")


def prepared(query: Query, gazetteer: Gazetteer) -> Query:
    """Return the query as the tables are to read it.

    "British" names the United Kingdom; what the asker says of themselves ("I am going there next month") asks for
    nothing; "which of them" keeps the places and the time of the question before; 友城都有谁 asks for cities.
    """
    query = _without_asides(_of_earlier_list(query, gazetteer), gazetteer)
    query = _with_demonyms(query, gazetteer)
    query = _with_age(query)
    tied = query.relation is not None or cues.PARTNERS.search(fold(query.text))
    if query.kind is AnswerKind.PERSON and tied and cues.WHO_ARE_THE_PARTNERS.search(fold(query.text)):
        query = dataclasses.replace(query, kinds=(AnswerKind.LIST, *query.kinds))
    return query


def _with_age(query: Query) -> Query:
    """Turn how long ties have lasted (for over 40 years) into the time when they began."""
    match = cues.LASTED.search(fold(query.text))
    of_ties = query.topic is Topic.AGREEMENT or (
        query.topic is Topic.ANNIVERSARY and not cues.ANNIVERSARIES.search(fold(query.text))
    )
    of_one = any(place.country != "CN" and place.kind is PlaceKind.CITY for place in query.places)
    if match is None or query.period is not None or of_one or not of_ties:
        return query
    younger = match["shorter"] or match["under"]
    years = read_number(younger or match["longer"] or match["more"] or match["over"])
    begun = months_after(query.today, -12 * years)
    start, end = (begun, query.today) if younger else (dt.date.min, begun + dt.timedelta(days=1))
    terms = tuple(term for term in query.terms if term.word not in match.group())
    # No official figure is of this: how many there are is told by the list.
    kinds = tuple(dict.fromkeys((AnswerKind.LIST, *query.kinds)))
    period = Period(start, end, match.group())
    return dataclasses.replace(query, topic=Topic.AGREEMENT, kinds=kinds, period=period, terms=terms)


def _of_earlier_list(query: Query, gazetteer: Gazetteer) -> Query:
    """Ask of the earlier list: whatever narrowed it still does."""
    if not (query.follows_up and cues.OF_THEM.search(fold(query.asked))):
        return query
    mentioned = (mention.place for mention in gazetteer.find(query.text))
    places = tuple(dict.fromkeys([*query.places, *mentioned]))
    period = query.period or find_period(query.text, query.asked_in, query.today)
    return dataclasses.replace(query, places=places, period=period)


def _without_asides(query: Query, gazetteer: Gazetteer) -> Query:
    """Leave out the clauses in which the asker tells of themselves and asks nothing, with their words and times."""
    clauses = _CLAUSE.findall(query.text)
    kept = [clause for clause in clauses if not _is_aside(fold(clause))]
    if not kept or len(kept) == len(clauses):
        return query
    text = "".join(kept).strip()
    rest = fold(text)
    period = find_period(text, query.asked_in, query.today) if query.period else None
    named = tuple(dict.fromkeys(mention.place for mention in gazetteer.find(text)))
    places = query.places if not named or cues.STANDS_FOR_A_PLACE.search(rest) else named
    kinds = wanted(plain_words(text)).kinds
    return dataclasses.replace(
        query,
        text=text,
        places=places,
        kinds=kinds,
        topic=topic_of(plain_words(text), kinds, query.relation, places=len(places)),
        terms=tuple(term for term in query.terms if term.word in rest),
        years=tuple(year for year in query.years if str(year) in rest),
        period=period,
    )


def _is_aside(folded: str) -> bool:
    """Tell whether a clause is an errand of the asker; who they are may tell which programmes are for them."""
    for_them = any(pattern.search(folded) for _, pattern in cues.AUDIENCES)
    return bool(cues.OF_THE_ASKER.match(folded)) and not cues.ASKS.search(folded) and not for_them


def _with_demonyms(query: Query, gazetteer: Gazetteer) -> Query:
    """Add the countries that the question names by their adjectives; South American does not name the United States."""
    folded = fold(query.text)
    found = list(_pattern().finditer(folded))
    kept, places = list(query.places), []
    for mention in gazetteer.find(folded):
        if mention.text in _demonyms() and not any(match.start() == mention.start for match in found):
            kept = [place for place in kept if place != mention.place]
    words: set[str] = set()
    for match in found:
        countries = [gazetteer.get(f"country:{iso.lower()}") for iso in _demonyms()[match[1].replace(" ", "-")]]
        places += [place for place in countries if place is not None]
        words.update(match[1].replace("-", " ").split())
    return dataclasses.replace(
        query,
        places=tuple(dict.fromkeys([*kept, *places])),
        terms=tuple(term for term in query.terms if not set(term.word.split("-")) <= words),
    )


@functools.cache
def _demonyms() -> dict[str, tuple[str, ...]]:
    """Return the ISO codes that an adjective may stand for (Congolese: two countries)."""
    found: dict[str, tuple[str, ...]] = {}
    with DEMONYMS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in row["words"].split():
                found[word] = (*found.get(word, ()), row["iso"])
    return found


@functools.cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_demonyms(), key=len, reverse=True)
    # North Korean, South American, West Indian are other adjectives.
    other = "".join(rf"(?<!{side}[ -])" for side in ("north", "south", "west", "east", "latin", "central"))
    return re.compile(rf"\b{other}({'|'.join(word.replace('-', '[ -]') for word in words)})\b")
