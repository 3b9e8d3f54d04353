"""A question that no rule reads, said again in words that the rules know.

What people say in other words than the tables know is compared with the labelled phrasings (`phrasings`), the names and
times in it replaced by plain words, and said again as the likeliest meaning says it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
from typing import TYPE_CHECKING

from knowledge.evidence import Language
from knowledge.language.numbers import NumberKind, find_numbers
from knowledge.language.times import find_times
from knowledge.names.regions import find_adjectives, find_regions
from knowledge.text.folding import fold
from knowledge.text.language import detect_language
from knowledge.text.tokens import stem
from knowledge.understanding.phrasings import STANDS_FOR, Meaning, comparable, meanings, weights, words_of
from knowledge.understanding.terms import content_terms
from knowledge.understanding.vocabulary import unexplained

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.embedding import Embedder
    from knowledge.language.times import Time
    from knowledge.names import Gazetteer, Place
    from knowledge.understanding.before import Before

_CLAUSES = re.compile(r"[,，。;；!！?？:：\n]+|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])|\s+-\s+")
_SHORTEST = 2
_REMEMBERED = 512
_SHORTEST_CLAUSE = {Language.ZH: 4, Language.EN: 12}
_OPTION = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_PAIR = 2
_NEARLY = 0.8
# Where it is not certain, words that are new in such a question speak of something else.
_CERTAIN = 0.85
_IN_STRANGE_WORDS = 0.75
# What a text is only as a whole: a greeting before a question makes no greeting of it, an order behind it no order.
_OF_THE_WHOLE = frozenset({"greeting", "smalltalk", "about_bot", "other_task", "other_matter"}) | {
    meaning for meaning in meanings() if meaning.startswith("order_")
}
# What is asked of two places, of which the one asked about before may be one.
_OF_TWO = frozenset({"ties_older_of_two", "ties_gap", "claim_older"})
# What is told of all times, which is no answer where one is named.
_OF_ALL_TIMES = frozenset(
    {"ties_by_country", "ties_shared", "ties_quiet", "sort_these", "total_of_these", "tie_profile"}
)
# What counts the years of a tie: 四十周年, the 40th.
_OF_YEARS = frozenset({NumberKind.YEARS, NumberKind.ORDINAL})
# The first and the last month of whole years.
_YEAR = (1, 12)


@dataclasses.dataclass(frozen=True, slots=True)
class Restated:
    """What a text probably means: ``text`` says it in the rules' own words, and is empty where they have none.

    ``leans`` is set where these words go on from the turns before; ``named`` where the text names a place or a time,
    ``of_place`` where it names a place beside the home city.
    """

    meaning: str
    confidence: float
    text: str = ""
    leans: bool = False
    named: bool = False
    of_place: bool = False

    @property
    def stands_alone(self) -> bool:
        """Tell whether it means something of its own where nothing of the field is named."""
        return self.leans or self.named or self.meaning in _OF_THE_WHOLE

    @property
    def claims(self) -> bool:
        """Tell whether something is claimed of a place."""
        return self.of_place and self.meaning.startswith("claim_")


@dataclasses.dataclass(frozen=True, slots=True)
class _Masked:
    """A text with plain words for its names and times, and what they stood for."""

    text: str
    home: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    number: tuple[str, ...] = ()

    @property
    def is_named(self) -> bool:
        """Tell whether it names a place beside the home city."""
        return bool(self.city or self.country)


class Restater:
    """Compares texts with the labelled phrasings; silent with another embedding model than the weights are made for."""

    def __init__(self, embedder: Embedder, gazetteer: Gazetteer, home_ids: frozenset[str]) -> None:
        self._embedder = embedder
        self._gazetteer = gazetteer
        self._home_ids = home_ids
        # The turns of a conversation are read again at each of its questions.
        self._likely = functools.lru_cache(maxsize=_REMEMBERED)(self._probabilities)

    def restate(self, question: str, before: Before | None, today: dt.date) -> Restated | None:
        """Return what a question, asked after what was ``before``, probably means; None where that cannot be told."""
        known = weights(self._embedder.fingerprint)
        if known is None or sum(map(str.isalnum, question)) < _SHORTEST:
            return None
        language = detect_language(question)
        whole = self._masked(question, language, today)
        clauses = [clause for clause in _CLAUSES.split(question) if len(clause) >= _SHORTEST_CLAUSE[language]]
        read = [whole, *(self._masked(clause, language, today) for clause in clauses if clause != question)]
        scored = self._likely(tuple(comparable(one.text) for one in read), language).copy()
        for column, meaning in enumerate(known.meanings):
            if meaning in _OF_THE_WHOLE:
                scored[1:, column] = 0.0
            if meanings()[meaning].leans and before is None:
                scored[:, column] = 0.0
        at, best = divmod(int(scored.argmax()), scored.shape[1])
        confidence = float(scored[at, best])
        # The last clause that says about the same names nothing beside the point.
        at = max(row for row in range(len(read)) if scored[row, best] >= _NEARLY * confidence)
        if confidence < _CERTAIN and _strange(read[at].text, known.meanings[best], language):
            confidence *= _IN_STRANGE_WORDS
        said = self._said(known.meanings[best], read[at], whole, before, language)
        named = bool(whole.is_named or whole.home or whole.time)
        return Restated(known.meanings[best], confidence, *said, named=named, of_place=whole.is_named)

    def _probabilities(self, texts: tuple[str, ...], language: Language) -> NDArray[np.float32]:
        """Return how likely each text means each meaning, (texts, meanings)."""
        known = weights(self._embedder.fingerprint)
        assert known is not None  # noqa: S101 - asked only where there is one
        return known.probabilities(self._embedder.encode_queries(texts, [language] * len(texts)))

    def _said(
        self, meaning: str, masked: _Masked, whole: _Masked, before: Before | None, language: Language
    ) -> tuple[str, bool]:
        """Say a meaning in the rules' own words, nothing where they name too little; and whether these lean."""
        leans = meanings()[meaning].leans
        needs = "names" in _SLOT.findall(_OPTION.sub("", meanings()[meaning].said[language]))
        names = whole if needs and not leans and not masked.is_named else masked
        homes = masked.home or whole.home
        city, told = names.city, before.told if before is not None else ()
        if before is not None and not leans:
            homes = homes or tuple(_name(place, language) for place in before.query.homes)
        if meaning in _OF_TWO and len(city) == 1:
            city += tuple(name for place in told if (name := _name(place, language)) not in city)[-1:]
        if not city and names.country and f"{meaning}_in" in meanings():
            meaning = f"{meaning}_in"
        named = dataclasses.replace(names, home=homes, city=city, time=masked.time or whole.time, number=whole.number)
        if len(named.time) == 1 and meaning in _OF_ALL_TIMES:
            return "", False
        return _filled(meanings()[meaning], named, language, follows=before is not None)

    def _masked(self, text: str, language: Language, today: dt.date) -> _Masked:
        """Replace what a text names."""
        plain = STANDS_FOR[language]
        found: list[tuple[int, int, str, str]] = []
        for mention in self._gazetteer.find(text):
            place = mention.place
            kind = "home" if place.id in self._home_ids else "city" if place.is_city else "country"
            found.append((mention.start, mention.end, kind, _name(place, language)))
        folded = fold(text)
        if len(folded) == len(text):
            for named in (*find_regions(folded), *find_adjectives(folded)):
                places = [self._gazetteer.get(place_id) for place_id in named.ids]
                names = [_name(place, language) for place in places if place is not None]
                said = names[0] if len(names) == 1 else text[named.start : named.end]
                found.append((named.start, named.end, "country", said))
            found += [
                (time.start, time.end, "time", _said_again(time, text, language)) for time in find_times(folded, today)
            ]
        masked, end = "", 0
        slots: dict[str, list[str]] = {"home": [], "city": [], "country": [], "time": []}
        for start, stop, kind, name in sorted(found, key=lambda one: (one[0], -one[1])):
            if start < end:
                continue
            masked += text[end:start] + plain[kind]
            slots[kind].append(name)
            end = stop
        times = [(start, stop) for start, stop, kind, _ in found if kind == "time"]
        years = [int(number.value) for number in find_numbers(folded, blocked=times) if number.kind in _OF_YEARS]
        told = {kind: tuple(names) for kind, names in slots.items()}
        return _Masked(masked + text[end:], **told, number=tuple(map(str, years)))


def _strange(text: str, meaning: str, language: Language) -> bool:
    """Tell whether a text has several content words that no phrasing of a meaning has, nor the field itself."""
    folded = comparable(text)
    for plain in STANDS_FOR[language].values():
        folded = folded.replace(plain, " ")
    terms = unexplained(content_terms(folded, ()), (), "agreement", "anniversary")
    known = words_of(meaning)
    strange = [term for term in terms if term.word not in known and stem(term.word) not in known]
    return len(strange) >= _PAIR


def _filled(meaning: Meaning, named: _Masked, language: Language, *, follows: bool) -> tuple[str, bool]:
    """Fill the words of a meaning with what is named, and tell whether they lean on the turns before."""
    chinese, form, leans = language is Language.ZH, meaning.said[language], meaning.leans
    comma, either = ("、", "和") if chinese else (" and ", " or ")
    city, country = tuple(dict.fromkeys(named.city)), tuple(dict.fromkeys(named.country))
    if len(city) == 1 == len(country):  # the country tells it from its namesakes
        city = (f"{country[0]}的{city[0]}" if chinese else f"{city[0]}, {country[0]}",)
    slots = {
        "home": named.home[0] if named.home else "",
        "homes": comma.join(named.home) if len(named.home) >= _PAIR else "",
        "names": comma.join(city or country),
        "either": either.join(city) if len(city) >= _PAIR else "",
        "first": city[0] if len(city) >= _PAIR else "",
        "second": city[1] if len(city) >= _PAIR else "",
        "times": comma.join(named.time),
        "number": named.number[0] if len(named.number) == 1 else "",
    }
    form = _OPTION.sub(lambda part: part[1] if all(slots[slot] for slot in _SLOT.findall(part[1])) else "", form)
    wanted = _SLOT.findall(form)
    if follows and not slots["names"] and "names" in wanted:
        slots["names"] = slots["home"] if leans else "它" if chinese else "it"
        leans = True
    if not all(slots[slot] for slot in wanted):
        return "", False
    return " ".join(_SLOT.sub(lambda slot: slots[slot[1]], form).split()).replace(" ?", "?"), leans


def _name(place: Place, language: Language) -> str:
    return place.zh if language is Language.ZH else place.en


def _said_again(time: Time, text: str, language: Language) -> str:
    """Return a time of a text so that it can stand anywhere: of a range its first and last year."""
    first, last = time.first.year, time.last.year
    whole = (time.first.month, time.last.month) == _YEAR and first < last
    if not whole or time.first == dt.date.min or time.last == dt.date.max:
        return text[time.start : time.end]
    return f"{first}年至{last}年" if language is Language.ZH else f"from {first} to {last}"
