"""A candidate sentence beside the question: prepared texts, and what is measured of it."""

import dataclasses
import functools

from knowledge.answering.candidates import Candidate
from knowledge.answering.kinds import SAID_IN_MANY_WAYS, carries, counts
from knowledge.answering.papers import in_its_unit
from knowledge.answering.reading import Reader, Text, term_presence
from knowledge.answering.things import Names, named_terms, says_only_the_sort, stands_in, unknown_partners, words_stand
from knowledge.language.lexicon import speaks_of
from knowledge.names import Gazetteer, Place, PlaceKind
from knowledge.understanding.query import AnswerKind, Query, Term

# Parts of a larger name as often as places.
_LOOSE = frozenset({PlaceKind.CONTINENT, PlaceKind.DISTRICT, PlaceKind.PROVINCE})
_BY_RULE = 0.9  # what a word is worth that stands in what governs the sentence
_HALF = 0.5  # of a name in the other language so much is known by its meaning
_IN_CONTEXT = 0.8  # and one that stands around it
_GOVERNS, _FAR = 0.8, 0.4  # how near a place stands in what governs the sentence, and elsewhere in its paper
_LISTED_AT_MOST = 10  # a larger number is of those to choose from
_OPENING = 300  # characters at the beginning of a paper
# What nothing else can stand for: a sum is no number of things.
_OF_ITS_OWN = frozenset({AnswerKind.MONEY, AnswerKind.SHARE, AnswerKind.CONTACT})
_IN_FIGURES = frozenset({AnswerKind.COUNT, AnswerKind.MONEY, AnswerKind.SHARE, AnswerKind.DURATION})
_THINGS = frozenset({AnswerKind.LIST, AnswerKind.PLACE, AnswerKind.OPEN})


@dataclasses.dataclass(frozen=True)
class Comparison:
    """One candidate sentence and one question; everything is worked out once, when asked for.

    ``weights`` tell how much each word of the question says.
    """

    query: Query
    candidate: Candidate
    weights: dict[Term, float]
    reader: Reader
    gazetteer: Gazetteer
    names: Names

    @functools.cached_property
    def question(self) -> Text:
        """Return the question, prepared."""
        return self.reader.prepare(self.query.text)

    @functools.cached_property
    def text(self) -> Text:
        """Return the sentence, prepared."""
        return self.reader.prepare(self.candidate.unit.told)

    @functools.cached_property
    def governs(self) -> Text:
        """Return what governs the sentence (title, headings, the question that it answers), prepared."""
        return self.reader.prepare(self.candidate.governs)

    @functools.cached_property
    def before(self) -> Text:
        """Return the statement before the sentence, prepared."""
        return self.reader.prepare(self.candidate.unit.before)

    @functools.cached_property
    def context(self) -> Text:
        """Return the passage with its headings and title, prepared."""
        return self.reader.prepare(self.candidate.context)

    @functools.cached_property
    def opening(self) -> Text:
        """Return how the paper begins, with its publisher: whose it is, prepared."""
        return self.reader.prepare(f"{self.candidate.passage.source.publisher}\n{self.candidate.paper[:_OPENING]}")

    @property
    def around(self) -> tuple[Text, ...]:
        """Return the sentence and all that stands around it."""
        return (self.text, self.governs, self.before, self.context)

    @functools.cached_property
    def subjects(self) -> frozenset[str]:
        """Return the ids of the cities that the paper is about: "our city" is the first of them."""
        passage = self.candidate.passage
        named = self.reader.prepare(f"{passage.source.title}\n{passage.source.publisher}").places
        return frozenset(passage.about[:1]) | named

    @functools.cached_property
    def home(self) -> list[Place]:
        """Return the cities asked about that the whole paper is about."""
        source = self.candidate.passage.source
        titled = self.reader.prepare(f"{source.title}\n{source.publisher}")
        return [place for place in self.query.places if place.id in self.subjects or self.named(place, titled)]

    @functools.cached_property
    def foreign(self) -> list[Place]:
        """Return the other places asked about: the sentence or what governs it must name them."""
        named = [place for place in self.query.places if place.kind not in _LOOSE]
        return [place for place in named if place not in self.home and not self._holds_home(place)]

    def _holds_home(self, place: Place) -> bool:
        """Tell whether a country is that of the paper's city."""
        cities = map(self.gazetteer.get, self.subjects)
        return place.kind is PlaceKind.COUNTRY and any(city and city.country == place.country for city in cities)

    @functools.cached_property
    def is_of_the_thing(self) -> bool:
        """Tell whether what is named in the question stands in the sentence or in what governs it."""
        named = named_terms(self.query, beside_another=speaks_of(self.text.folded, "paper.thing"))
        texts = (*self.around, self.opening)
        if self.candidate.passage.language is not self.query.asked_in:
            return words_stand([term for term in named if not says_only_the_sort(term)], texts) >= _HALF
        around = "\n".join(text.folded for text in texts)
        return words_stand(named, texts) == 1 and all(
            stands_in(name, around) for name in self.names.within(self._matter)
        )

    @functools.cached_property
    def _matter(self) -> str:
        """Return the folded question without its places and times."""
        folded = self.question.folded
        taken = [(time.start, time.end) for time in self.question.times]
        taken += [(mention.start, mention.end) for mention in self.gazetteer.find(folded)]
        chars = list(folded)
        for start, end in taken:
            chars[start:end] = " " * (end - start)
        return "".join(chars)

    @functools.cached_property
    def presence(self) -> dict[Term, float]:
        """Return how far each word of the question stands in the sentence."""
        return {term: term_presence(term, self.text) for term in self.query.terms}

    @functools.cached_property
    def presence_governed(self) -> dict[Term, float]:
        """Return how far each stands in the sentence, in what governs it or in the statement before it."""
        around = (self.governs, self.before)
        return {
            term: max(found, *(_BY_RULE * term_presence(term, text) for text in around))
            for term, found in self.presence.items()
        }

    @functools.cached_property
    def presence_around(self) -> dict[Term, float]:
        """Return how far each stands in the sentence or anywhere around it."""
        return {term: max(found, term_presence(term, self.context)) for term, found in self.presence_governed.items()}

    @functools.cached_property
    def kind_met(self) -> bool:
        """Tell whether the sentence has the kind of thing asked for."""
        return self._carries(self.query.kind)

    @functools.cached_property
    def any_kind_met(self) -> bool:
        """Tell whether it has a thing of any kind that may be asked for; any time may be the last day of something."""
        kinds = self.query.kinds[:1] if self.query.kind in _OF_ITS_OWN else self.query.kinds
        by_when = AnswerKind.DEADLINE in kinds and bool(self.text.times)
        return by_when or any(map(self._carries, kinds))

    def _carries(self, kind: AnswerKind) -> bool:
        """Tell whether the sentence has a thing of a kind; a row, also where one of its cells has it read alone."""
        asked = self.question.folded
        return carries(kind, self.text, asked, self.governs) or (
            kind in _IN_FIGURES and any(carries(kind, cell, asked, self.governs) for cell in self._cells)
        )

    @functools.cached_property
    def _cells(self) -> tuple[Text, ...]:
        """Return the cells of a row, prepared, each figure with the unit that its column is in."""
        return tuple(self.reader.prepare(in_its_unit(column, value)) for column, value in self.candidate.unit.cells)

    @functools.cached_property
    def years_here(self) -> frozenset[int]:
        """Return the years of the sentence, or else of what governs it and of its paper."""
        published = self.candidate.passage.source.published
        return self.text.years | self.governs.years | ({published.year} if published else frozenset())

    @functools.cached_property
    def number_asked(self) -> int:
        """Return how many things the question says there are (which three …), 0 where it says nothing."""
        if self.query.kind not in _THINGS:
            return 0
        numbers = [int(number.value) for number in counts(self.reader.prepare(self.query.asked))]
        return max((number for number in numbers if number <= _LISTED_AT_MOST), default=0)

    def named(self, place: Place, text: Text) -> bool:
        """Tell whether a text names a place, or a city of the country where the place is one."""
        if place.id in text.places:
            return True
        if place.kind is PlaceKind.COUNTRY:
            found = map(self.gazetteer.get, text.places)
            return any(other is not None and other.country == place.country for other in found)
        return any(name in text.folded for name in self.gazetteer.names_of(place) if len(name) > 1)

    @functools.cached_property
    def stands(self) -> float:
        """Return how much of the question stands in the sentence and what governs it, by what its words say."""
        return self._share_of(self.presence_governed)

    def _share_of(self, presence: dict[Term, float]) -> float:
        total = sum(self.weights.values()) or 1.0
        return sum(self.weights[term] * value for term, value in presence.items()) / total

    @functools.cached_property
    def place_stands(self) -> float:
        """Return how near the sentence the place stands that is asked about, and is farthest: 1 in it, 0 nowhere."""
        return min(map(self._stands_near, self._asked_of), default=1.0)

    @functools.cached_property
    def city_stands(self) -> float:
        """Return how near the sentence the city stands that is asked about, and is farthest."""
        return min(map(self._stands_near, self._cities), default=1.0)

    @functools.cached_property
    def is_of_another_city(self) -> bool:
        """Tell whether the sentence names a city that is not asked about, and not the one that is."""
        if not self._names_another:
            return False
        return not all(self.named(place, self.text) for place in self._cities) or self._lacks_a_stranger

    @property
    def _lacks_a_stranger(self) -> bool:
        """Tell whether a tie is asked about with a city that no gazetteer has, and neither the sentence names it."""
        if self._cities or self.candidate.passage.language is not self.query.asked_in:
            return False
        near = (self.text, self.governs, self.before)
        return not all(
            any(term_presence(term, text) >= _HALF for text in near) for term in unknown_partners(self.query)
        )

    @functools.cached_property
    def _names_another(self) -> bool:
        found = [self.gazetteer.get(name) for name in self.text.places - self.subjects]
        return any(city is not None and city.kind is PlaceKind.CITY for city in found)

    @property
    def _asked_of(self) -> list[Place]:
        return [place for place in self.foreign if not place.id.startswith("org:")]

    @property
    def _cities(self) -> list[Place]:
        return [place for place in self._asked_of if place.kind is not PlaceKind.COUNTRY]

    def _stands_near(self, place: Place) -> float:
        if self.named(place, self.text):
            return 1.0
        if self.named(place, self.governs) or self.named(place, self.before):
            return _GOVERNS
        names = [name for name in self.gazetteer.names_of(place) if len(name) > 1]
        return _FAR if any(name in self.candidate.paper for name in names) else 0.0

    def measures(self) -> dict[str, float]:
        """Return what is measured of the sentence beside its likeness: how much of what is asked stands there."""
        around = {
            term: max(self.presence_governed[term], _IN_CONTEXT * value) for term, value in self.presence_around.items()
        }
        return {
            "kind": float(self.kind_met),
            "words_sentence": self._share_of(self.presence),
            "words_governed": self.stands,
            "words_context": self._share_of(around),
            "kind_or_many": float(self.kind_met or self.query.kind in SAID_IN_MANY_WAYS),
            "place_missing": float(self.place_stands == 0),
            "another_city": float(
                self._names_another and not all(self.named(place, self.text) for place in self._asked_of)
            ),
        }
