"""A question put to the record tables: which rows its places, tie and period select, and how to speak of them."""

import dataclasses
import datetime as dt
import functools
import itertools
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import TypeAlias

from knowledge.answering.wording import say, traditional
from knowledge.calendar import PartialDate
from knowledge.charts.kinds import Chart
from knowledge.evidence import Answer, Citation, Language, Mode, Picture, Statement
from knowledge.language.lexicon import find, pattern, speaks_of
from knowledge.names import Gazetteer, Place, PlaceKind
from knowledge.records import Agreement, AgreementKind, Record, RecordBook, note_in
from knowledge.text.folding import fold
from knowledge.text.language import Script
from knowledge.understanding.query import AnswerKind, Period, Query, Relation, Term, Topic
from knowledge.understanding.vocabulary import unexplained

CitationFor: TypeAlias = Callable[[Record, Language], Citation]

SISTER_KINDS = (AgreementKind.SISTER_CITY, AgreementKind.SISTER_DISTRICT)
EXCHANGE_KINDS = (AgreementKind.FRIENDLY_EXCHANGE_CITY, AgreementKind.FRIENDLY_EXCHANGE_DISTRICT)
# So many words beside the tie leave a question one about the tie.
_ASIDE = 2
_PAIR = 2
# What stands between a city and the country that it is called by.
_BESIDE = re.compile(r" ?[,(] ?|的?")
_CITY_KINDS = (AgreementKind.SISTER_CITY, AgreementKind.FRIENDLY_EXCHANGE_CITY)


@dataclasses.dataclass(frozen=True)
class Inquiry:
    """One Query with the tables and the names to answer it from."""

    query: Query
    book: RecordBook
    gazetteer: Gazetteer
    home: Place | None
    citation_for: CitationFor

    @property
    def text(self) -> str:
        """Return the folded words that tell what to do with the rows chosen, their spoken forms written out."""
        return self.query.core

    @functools.cached_property
    def unnamed(self) -> str:
        """Return these words without the names of places: Mombasa County is no county, and 皇后镇 not 后."""
        text = self.text
        for mention in self.gazetteer.find(text):
            text = text[: mention.start] + "#" * (mention.end - mention.start) + text[mention.end :]
        return text

    def says(self, *concepts: str) -> bool:
        """Tell whether these words speak of any of these concepts."""
        return speaks_of(self.text, *concepts)

    @property
    def language(self) -> Language:
        """Return the language to answer in."""
        return self.query.language

    @functools.cached_property
    def period(self) -> Period | None:
        """Return the range asked about; a single year named is one."""
        if self.query.period is not None:
            return self.query.period
        if len(self.query.years) != 1:
            return None
        (year,) = self.query.years
        return Period(dt.date(year, 1, 1), dt.date(year + 1, 1, 1), str(year))

    @functools.cached_property
    def all_homes(self) -> tuple[str, ...]:
        """Return the gazetteer id of every home city of the tables, the office's own first."""
        ids = [place.id for place in self.book.homes]
        own = [place_id for place_id in ids if self.home is not None and place_id == self.home.id]
        return tuple(dict.fromkeys([*own, *ids]))

    @functools.cached_property
    def named_homes(self) -> tuple[str, ...]:
        """Return the home cities that the question names, in its order."""
        return tuple(place.id for place in self.query.places if place.id in self.all_homes)

    @functools.cached_property
    def homes(self) -> tuple[str, ...]:
        """Return the home cities to answer for: those named, else the office's own, else all."""
        if self.named_homes:
            return self.named_homes
        own = self.home is not None and self.home.id in self.all_homes
        return self.all_homes[:1] if own else self.all_homes

    @functools.cached_property
    def partners(self) -> tuple[Place, ...]:
        """Return the cities named beside the home cities, and those set beside them by the names of their countries."""
        named = tuple(place for place in self.query.places if place.is_city and place.id not in self.all_homes)
        if self.besides:
            return ()
        if self.signed_in is not None:
            named = tuple(place for place in named if place != self.signed_in) or (named if self.query.claim else ())
        named = tuple(dict.fromkeys((*named, *self._called_by_country.values()))) if named else ()
        of_two = self.says("earlier_one", "later_one") and not self.query.claim
        return self._of_two(named) if of_two else named

    def _of_two(self, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Return the earlier or the later one of partners, where their dates tell it."""
        dated = [
            (row.date.first_day, place)
            for place in places
            for row in self.book.served
            if row.date is not None and self.is_partner(row, place) and self.home_of(row) in self.homes
        ]
        if len(dated) < len(places) or len(places) < _PAIR:
            return places
        chosen = max if self.says("later_one") else min
        return (chosen(dated, key=lambda one: one[0])[1],)

    @functools.cached_property
    def besides(self) -> tuple[Place, ...]:
        """Return the partners that a list is to leave out ("who else besides Durban")."""
        if (
            not self.says("besides")
            or self.asks_same_time
            or self.query.kind not in (AnswerKind.LIST, AnswerKind.COUNT, AnswerKind.YES_NO)
        ):
            return ()
        return tuple(place for place in self.query.places if place.is_city and place.id not in self.all_homes)

    @property
    def asks_same_time(self) -> bool:
        """Tell whether it is asked who signed on the day or in the year of a partner, and that is not told."""
        of_ties = self.query.topic in (Topic.AGREEMENT, Topic.OTHER) and self.query.period is None
        return self.says("shares_day") or (of_ties and (self.says("that_year") or self.asks_of_that_year))

    @property
    def asks_of_that_year(self) -> bool:
        """Tell whether a turn lists or counts the ties of the year of the partner told before, that one among them."""
        there = self.query.kind is AnswerKind.YES_NO and bool(self.query.lands or self.query.regions)
        listed = self.query.kind in (AnswerKind.LIST, AnswerKind.COUNT) or there
        listed = listed and not self.says("that_year", "besides", "of_others")
        return listed and self.query.follows_up and self.says("of_that_year")

    @functools.cached_property
    def signed_in(self) -> Place | None:
        """Return the city in which something is said to be signed; None where none is."""
        return next((place for place in self._beside_signing if place.is_city), None)

    @functools.cached_property
    def signed_in_land(self) -> Place | None:
        """Return the country in which something is said to be signed; None where none is."""
        return next((place for place in self._beside_signing if place.kind is PlaceKind.COUNTRY), None)

    @functools.cached_property
    def _beside_signing(self) -> tuple[Place, ...]:
        span = find(self.text, "signed_in")
        if span is None:
            return ()
        # 在北京签: right behind the first sign; signed in Beijing: right behind the words.
        return tuple(m.place for m in self.gazetteer.find(self.text) if m.start in (span.start + 1, span.end + 1))

    def place_signed(self, row: Agreement) -> Place | None:
        """Return the place where an agreement was signed; None where none is on record, or none is known by it."""
        said = note_in(row.place_signed, Language.EN)
        return next((m.place for m in self.gazetteer.find(said) if m.end - m.start == len(said)), None)

    @functools.cached_property
    def _called_by_country(self) -> dict[str, Place]:
        """Return, by country, the only partners in the countries that are set beside a city of another one."""
        if not self.query.compares and not self.says("same_kind"):
            return {}
        others = {place.country for place in self.query.places if place.kind is not PlaceKind.COUNTRY}
        lands = {place.country for place in self.query.places if place.kind is PlaceKind.COUNTRY} - others
        homes = self.named_homes or self.homes
        ids: dict[str, set[str]] = {}
        for row in self.book.served:
            if row.iso_country in lands and self.home_of(row) in homes:
                ids.setdefault(row.iso_country, set()).add(self.book.partner_id(row))
        found = {land: self.gazetteer.get(next(iter(of))) for land, of in ids.items() if len(of) == 1}
        return {land: place for land, place in found.items() if place is not None}

    @property
    def wants_first(self) -> bool:
        """Tell whether the first of a list is asked for; behind a list "which is older" asks for it too."""
        return self.says("first") or (self.query.follows_up and self.says("older"))

    @property
    def wants_latest(self) -> bool:
        """Tell whether the latest of a list is asked for; behind a list "which is newer" asks for it too."""
        return self.says("latest") or (self.query.follows_up and self.says("younger"))

    @functools.cached_property
    def organisations(self) -> tuple[Place, ...]:
        """Return the organisations that the question names."""
        return tuple(place for place in self.query.places if place.kind is PlaceKind.ORGANISATION)

    @functools.cached_property
    def countries(self) -> tuple[str, ...]:
        """Return the ISO codes of the foreign countries named (none where a city is named: that says more)."""
        if self.partners:
            return ()
        homes = {place.country for place in self.book.homes}
        named = [place.country for place in self.query.places if place.kind is PlaceKind.COUNTRY]
        if self.besides and self.query.follows_up and not (named or self.continents or self.query.regions):
            named = [place.country for place in self.besides]  # "is there another one?": in the same country
        regions = [country for region in self.query.regions for country in region.countries]
        return tuple(country for country in (*named, *regions) if country not in homes)

    @functools.cached_property
    def continents(self) -> tuple[str, ...]:
        """Return the continents named."""
        return tuple(place.en for place in self.query.places if place.kind is PlaceKind.CONTINENT)

    @functools.cached_property
    def home_countries(self) -> tuple[str, ...]:
        """Return the ids of the countries of the home cities."""
        return tuple(dict.fromkeys(f"country:{place.country.lower()}" for place in self.book.homes))

    @functools.cached_property
    def misplaced(self) -> tuple[Place, ...]:
        """Return the partners of which the question means another place of that name.

        They lie in none of the foreign countries named, or the place named has no tie and only its name is theirs.
        A claim may be wrong of the place itself ("is Lyon in Germany?"): there the other place must be known, or the
        country stand right beside the name.
        """
        lands = {place.country for place in self.query.places if place.kind in (PlaceKind.COUNTRY, PlaceKind.PROVINCE)}
        foreign = {country for country in lands if f"country:{country.lower()}" not in self.home_countries}
        foreign -= self._called_by_country.keys()
        cities = [place for place in self.partners if place.kind is not PlaceKind.PROVINCE]
        far = [place for place in cities if foreign and place.country not in foreign]
        if self.query.claim:
            far = [place for place in far if foreign & self._countries_of(place) or self._has_land_beside(place)]
        return tuple(dict.fromkeys([*far, *(namesake for place in cities for namesake in self._namesakes(place))]))

    def _has_land_beside(self, place: Place) -> bool:
        """Tell whether a country is part of how a place is called: 圣何塞（美国）, 美国的圣何塞."""
        folded = fold(self.text)
        for one, other in itertools.pairwise(self.gazetteer.find(folded)):
            land = other if one.place == place else one if other.place == place else None
            beside = _BESIDE.fullmatch(folded[one.end : other.start])
            if beside and land is not None and land.place.kind in (PlaceKind.COUNTRY, PlaceKind.PROVINCE):
                return True
        return False

    def _countries_of(self, place: Place) -> set[str]:
        """Return the countries in which places of a name lie."""
        return {reading.country for name in (place.zh, place.en) for reading in self.gazetteer.readings(name)}

    def _namesakes(self, place: Place) -> Iterator[Place]:
        """Yield the partners on record that are called as a place is that is on record as none itself."""
        ids = dict.fromkeys(map(self.book.partner_id, self.book.served))
        if place.id in ids:
            return
        for other in map(self.gazetteer.get, ids):
            if other is not None and other.country != place.country and _called_alike(other, place):
                yield other

    def home_of(self, row: Record) -> str:
        """Return the gazetteer id of a row's home city."""
        return self.book.home_id(row)

    def is_partner(self, row: Agreement, place: Place) -> bool:
        """Tell whether a place is the partner of an agreement."""
        return self.book.partner_id(row) == place.id

    def agreements(
        self,
        *,
        of: Sequence[Place] | None = None,
        any_kind: bool = False,
        kinds: Container[AgreementKind] | None = None,
    ) -> tuple[Agreement, ...]:
        """Return the served agreements that the question's homes, partners, countries, continents and tie select.

        Where a partner is named but no home city, every home city's agreements count; with ``kinds`` those of these.
        """
        partners = self.partners if of is None else of
        homes = self.named_homes or (self.all_homes if partners else self.homes)
        rows = [row for row in self.book.served if self.home_of(row) in homes]
        if partners:
            rows = [row for row in rows if any(self.is_partner(row, place) for place in partners)]
        if self.countries:
            rows = [row for row in rows if row.iso_country in self.countries]
        if self.continents:
            rows = [row for row in rows if set(row.continents) & set(self.continents)]
        if self.besides:
            rows = [row for row in rows if not any(self.is_partner(row, place) for place in self.besides)]
        if self.query.among and not partners:
            rows = [row for row in rows if self.book.partner_id(row) in self.query.among]
        kinds = self.kinds_wanted() if kinds is None else kinds
        chosen = [row for row in rows if row.kind in kinds]
        # Of a pair the tie that there is gets told, whatever it was called.
        if any_kind and not chosen:
            chosen = rows
        order = {name: place for place, name in enumerate(homes)}
        return tuple(sorted(chosen, key=lambda row: order[self.home_of(row)]))

    def own_agreements(self, place: Place) -> tuple[Agreement, ...]:
        """Return the agreements of a partner with the office's own city; where there is none, with any."""
        rows = self.agreements(of=(place,), any_kind=True)
        if not rows and self.named_homes:  # of two partners set side by side one may be of another home city
            return dataclasses.replace(self, query=dataclasses.replace(self.query, places=(place,))).own_agreements(
                place
            )
        return tuple(row for row in rows if self.home_of(row) in self.homes) or rows

    @functools.cached_property
    def relation(self) -> Relation | None:
        """Return the tie asked about; None where both kinds are named or none is."""
        if self.says("all_kinds"):
            return None
        both = speaks_of(pattern("exchange").sub("", self.text), "sister")
        if self.query.relation is Relation.EXCHANGE and both:
            return None
        # 结好周年 is of any tie; only the name of the stronger one means that one.
        if self.query.relation is Relation.SISTER and self.query.topic is Topic.ANNIVERSARY and not both:
            return None
        return self.query.relation

    @property
    def speaks_of_ties(self) -> bool:
        """Tell whether ties are asked about, by name or by what is said of them, and hardly anything else."""
        about = self.query.relation or self.query.topic in (Topic.AGREEMENT, Topic.ANNIVERSARY) or self.says("tie")
        about = about or bool(self.named_homes and self.partners and not self.query.beyond)
        about = about or self.says("years_completed", "lasted.longer", "lasted.shorter", "sister.full")
        about = about or self.says("first", "latest", "placed")
        return bool(about) and len(self.unexplained("agreement", "anniversary")) <= _ASIDE

    @property
    def asks_of_any_tie(self) -> bool:
        """Tell whether it is asked if two cities have any tie, of whatever kind: "does Lyon have ties with us?"."""
        return self.query.relation is None and self.query.period is None and self.says("ties_at_all")

    def rivals_of(self, row: Agreement, kinds: Container[AgreementKind] = ()) -> tuple[Agreement, ...]:
        """Return the ties of the same home city and kind (or ``kinds``), in the country or continent named."""
        places = self.query.lands
        lands = {place.country for place in places if place.kind is PlaceKind.COUNTRY} - {
            country.removeprefix("country:").upper() for country in self.home_countries
        }
        continents = set(self.continents)
        return tuple(
            other
            for other in self.book.served
            if self.home_of(other) == self.home_of(row)
            and (other.kind in kinds if kinds else other.kind == row.kind)
            and (not lands or other.iso_country in lands)
            and (not continents or continents & set(other.continents))
        )

    def kinds_wanted(self) -> tuple[AgreementKind, ...]:
        """Return the kinds of agreement asked about; districts only where the question speaks of them."""
        relation = self.relation
        districts = self.says("district") and speaks_of(self.unnamed, "district")
        if relation is Relation.SISTER:
            return SISTER_KINDS[1:] if districts else SISTER_KINDS[:1]
        if relation is Relation.EXCHANGE:
            return EXCHANGE_KINDS[1:] if districts else EXCHANGE_KINDS[:1]
        return (SISTER_KINDS[1], EXCHANGE_KINDS[1]) if districts else _CITY_KINDS

    def leaves_unexplained(self, *topics: str) -> bool:
        """Tell whether the question holds a content word that these topics do not account for."""
        return bool(self.unexplained(*topics))

    def unexplained(self, *topics: str) -> list[Term]:
        """Return the content words that these topics, the places and the period named do not account for."""
        named = [name for place in self.query.places for name in (place.en, place.zh)]
        return unexplained(self.query.terms, [*named, self.period.text if self.period else ""], *topics)

    def say(self, key: str, **values: object) -> str:
        """Return one of the product's sentences in the question's language and script."""
        return say(key, self.language, self.query.script, **values)

    def written(self, text: str) -> str:
        """Return our own words in the question's script."""
        chinese = self.language is Language.ZH and self.query.script is Script.HANT
        return traditional(text) if chinese else text

    def statement(self, text: str, *rows: Record) -> Statement:
        """Return a statement that cites these rows."""
        return Statement(text, tuple(dict.fromkeys(self.citation_for(row, self.language) for row in rows)))

    def answer(
        self,
        statements: Iterable[Statement],
        *,
        lead: str = "",
        notes: Iterable[str] = (),
        picture: Picture | None = None,
    ) -> Answer:
        """Return an answer of statements."""
        shown = tuple(dict.fromkeys(note for note in notes if note))
        return Answer(self.language, Mode.RECORDS, tuple(statements), lead=lead, notes=shown, picture=picture)

    def picture(self, chart: Chart, rows: Iterable[Agreement], year: int | None = None) -> Picture:
        """Return the picture of the home city that all these rows are of, or of all home cities."""
        homes = {self.home_of(row) for row in rows}
        return Picture(chart, homes.pop() if len(homes) == 1 else "", year)

    def abstention(self, lead: str, nearest: Iterable[Statement], *, notes: Iterable[str] = ()) -> Answer:
        """Return an answer that says what is not known and what is nearest to it."""
        shown = tuple(dict.fromkeys(note for note in notes if note))
        return Answer(self.language, Mode.RECORDS, lead=lead, notes=shown, nearest=tuple(nearest), abstained=True)


def _called_alike(one: Place, other: Place) -> bool:
    return fold(one.en) == fold(other.en) or fold(one.zh) == fold(other.zh)


def surely_within(date: PartialDate, period: Period) -> bool:
    """Tell whether every day that a date may mean lies in a range."""
    return period.start <= date.first_day and date.last_day < period.end


def may_be_within(date: PartialDate, period: Period) -> bool:
    """Tell whether some day that a date may mean lies in a range."""
    return period.start <= date.last_day and date.first_day < period.end
