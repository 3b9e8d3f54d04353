"""Question -> Query: language, places, dates, kind of answer, topic; a follow-up completed by what came before it."""

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence

from knowledge.evidence import Language
from knowledge.language.lexicon import find_all, pattern, speaks_of
from knowledge.language.numbers import NumberKind, find_numbers
from knowledge.language.spoken import plain_words
from knowledge.names import Gazetteer, Mention, Place, PlaceKind
from knowledge.names.regions import Named, find_adjectives, find_regions, find_states
from knowledge.text.folding import fold
from knowledge.text.language import detect_language, detect_script, script_shown
from knowledge.understanding.ages import begun_in
from knowledge.understanding.asides import asked_for, asks_whether_so, beside_claim, denies, without_asides
from knowledge.understanding.before import Before
from knowledge.understanding.commands import command_in, order_in
from knowledge.understanding.followups import follow, without_opening
from knowledge.understanding.kinds import Wanted, wanted
from knowledge.understanding.period import TimesAsked, times_asked
from knowledge.understanding.query import AnswerKind, Period, Query, Relation, Scope, Term, Topic
from knowledge.understanding.scope import scope_of
from knowledge.understanding.terms import content_terms, quoted_names
from knowledge.understanding.topics import relation_of, topic_of
from knowledge.understanding.vocabulary import unexplained
from knowledge.understanding.wishes import impersonal, language_wished

# What only asks; taken out so that it does not join its neighbours into another word (结好|多少|年).
_ASKING = re.compile(
    r"多少[年个次座位家条届对项名国批场组种]?|什么时候|什么时间|几[年个次座位家条届对项名国批场组种月号天]|哪[一几两二三四五六七八九十]?[年个次座位家条届对项名国批场组种月号天些里儿]|"
    r"是什么|什么|怎么样?|如何|有没有|是不是|是否|分别是?|多久|第几"
)
_SIGNS = " ,.，。、?？!！"
# One question mark ends one question; ", and how many …" begins another.
_PARTS = re.compile(
    r"(?<=[?？])\s*(?=\S)|[,，;；]\s*(?:and |以及|其中|并且|分别)?(?=(?:how many|how much|when|who|where|which|what|in what|in which)\b)|"
    r"\s+and\s+(?=(?:how many|how much|when did|when was|who |where |which |what |in what|in which)\b)|[,，;；](?:其中|以及)?(?=[^,，;；?？]{0,8}(?:多少|什么时候|哪|谁|几))"
)
_ASKS = re.compile(r"什么|哪|谁|几|多少|\b(?:what|which|who|how|where|when)\b", re.IGNORECASE)
# What two things have not in common is told by what each of them is.
# What denies the home city behind it, and what belongs to that: "not Guangzhou's", 而不是广州的.
_DENIES_IT = re.compile(
    r"(?:[,，]\s*)?而?(?:不是|并非|並非|非)[和跟与同與]?$|,? (?:and |but )?(?:not|rather than)(?: with| of| to)? $",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"(?:的|'s)?(?:友城|友好城市|姐妹城市|姊妹城市)?")
_DIFFERENCE = re.compile(
    r"^(?:请问)?(?P<one>[^,，。?？]{2,12}?)(?:和|与|跟|同|及)(?P<two>[^,，。?？]{2,12}?)(?:之间|两者|到底|究竟|的|有|是|什么|何|啥|哪些)*"
    r"(?:区别|差别|差异|不同|不一样|两样)(?:是|在|于|有|什么|啥|哪里|哪些|呢|吗)*[?？。]?$|"
    r"\b(?:differences? between|how (?:does|do|is|are)) (?:(?:an?|the) )?(?P<this>[\w' -]{2,40}?) "
    r"(?:and|(?:differ|different) from) (?:(?:an?|the) )?(?P<that>[\w' -]{2,40}?)\s*[?.]*$|"
    r"^what(?:'s| is| are)? (?:(?:an?|the) )?(?P<these>[\w' -]{2,40}?) (?:vs\.?|versus|compared (?:to|with)) "
    r"(?:(?:an?|the) )?(?P<those>[\w' -]{2,40}?)(?:,[^?]*)?\s*[?.]*$",
    re.IGNORECASE,
)
_SHORTEST_PART = 2
_BY_GROUP = ("group.country", "group.continent")
# What stands for the land of the place told before.
_OF_LAND = ("that_land", "that_continent", "that_land.there")
# Of a longer text the beginning and the end are read; a compound question is answered in so many parts.
_LONGEST_QUESTION = 1_000
_MOST_PARTS = 4
# Who heads a place of this sort.
_IN_OFFICE = frozenset({"市长", "州长", "省长", "区长", "县长", "郡长"})
# What is said to be so many or so much.
_COUNTED = (NumberKind.COUNT, NumberKind.MONEY, NumberKind.SHARE)
# A shorter time to come is that of a visit, and none of a tie.
_LONGEST_VISIT = dt.timedelta(days=300)
# Partners asked about lately, to which "which is older" may refer.
_RECENT = 4


def understand(
    question: str,
    *,
    today: dt.date,
    gazetteer: Gazetteer,
    before: Before | None = None,
    earlier: Sequence[str] = (),
    language: Language | None = None,
    home_ids: frozenset[str] = frozenset(),
) -> tuple[Query, ...]:
    """Return what is asked, one Query for each question in the text (at least one).

    ``before`` is what the turns before leave; where their answers are not known, ``earlier`` are the user's messages of
    them, oldest first. The parts of a compound question share the places and the matter of its
    first part. The answer is wanted in ``language``, else in the one that the question wishes for, else in its own.
    ``home_ids`` are the gazetteer ids of the office's home cities.
    """
    reading = _Reading(today, gazetteer, home_ids, language)
    for text in earlier:
        before = left_by(reading.read(text, before), before)
    return reading.read(question, before)


def left_by(queries: Sequence[Query], before: Before | None, shown: Sequence[Place] = ()) -> Before | None:
    """Return what a turn leaves to the next, ``shown`` being the partners of its answer; small talk leaves nothing new."""
    if queries[0].scope is not Scope.QUESTION:
        return before
    query = queries[-1]
    named = query.partners or (tuple(shown[:1]) if query.compares or len(shown) == 1 else ())
    known = before.recent if before is not None else ()
    recent = (*(place for place in known if place not in named), *named)
    return Before(query, tuple(shown), recent[-_RECENT:])


def is_of_the_field(text: str) -> bool:
    """Tell whether a text names a tie, a programme or an award."""
    folded = plain_words(text)
    return speaks_of(folded, "field") or relation_of(folded) is not None


@dataclasses.dataclass(frozen=True)
class _Reading:
    """What every question of a conversation is read with."""

    today: dt.date
    gazetteer: Gazetteer
    home_ids: frozenset[str]
    language: Language | None

    def read(self, question: str, before: Before | None) -> tuple[Query, ...]:
        """Read a question; one that shows no script is of the script of the turn before."""
        queries = self._read(question, before)
        if before is None or script_shown(question) is not None:
            return queries
        return tuple(dataclasses.replace(query, script=before.query.script) for query in queries)

    def without_denied_home(self, text: str) -> str:
        """Return a text that names two home cities and denies one with the other alone: "Nice is theirs, not ours"."""
        homes = [mention for mention in self.gazetteer.find(text) if mention.place.id in self.home_ids]
        if len({mention.place.id for mention in homes}) <= 1:
            return text
        cuts = ((_DENIES_IT.search(text, 0, home.start), _OF_IT.match(text, home.end)) for home in homes)
        span = next(((led.start(), rest.end()) for led, rest in cuts if led and rest), None)
        return text if span is None else text[: span[0]] + text[span[1] :]

    def _read(self, question: str, before: Before | None) -> tuple[Query, ...]:
        if len(question) > _LONGEST_QUESTION:
            half = _LONGEST_QUESTION // 2
            question = f"{question[:half]} {question[-half:]}"
        wished, text = language_wished(question)
        text = self.without_denied_home(asked_for(text))
        if wished and before is not None and not any(map(str.isalnum, fold(text))):
            return (self._in(wished, question, before.query),)
        scope = scope_of(text, of_the_field=self._of_the_field)
        if scope is not Scope.QUESTION:
            return (self._query(text, question, scope=scope),)
        text = impersonal(text)
        if things := self._compared(text):
            return tuple(self._in(wished, question, self._query(thing, question)) for thing in things)
        pieces = [piece.strip() for piece in _PARTS.split(text) if len(piece.strip()) > _SHORTEST_PART][:_MOST_PARTS]
        if not all(_ASKS.search(piece) or piece[-1] in "?？" for piece in pieces):
            pieces = [text]
        first = self._standing(text if len(pieces) < 2 else pieces[0], question, before)  # noqa: PLR2004 - one question
        parts = [first]
        for piece in pieces[1:]:
            part = self._standing(piece, question, Before(parts[-1]))
            if not self._is_told_by(parts[-1], self._query(piece, question)):
                parts.append(part)
        return tuple(self._in(wished, question, part) for part in parts)

    def _is_told_by(self, listed: Query, own: Query) -> bool:
        """Tell whether a part asks for the day alone of what a list before it tells with its days: 哪个最早？哪天签的？."""
        of_ties = listed.relation is not None or listed.topic in (Topic.AGREEMENT, Topic.ANNIVERSARY)
        names = own.places or own.regions or own.period or own.years or own.beyond or own.relation is Relation.EXCHANGE
        dated = listed.kind is not AnswerKind.COUNT and not speaks_of(listed.core, "most", "fewest", *_BY_GROUP)
        return of_ties and dated and not listed.partners and own.kind is AnswerKind.DATE and not names

    def _standing(self, text: str, asked: str, before: Before | None) -> Query:
        core = without_opening(fold(text)) if before is not None else text
        # Capitals tell a town from a word: the turn itself is read where no opening had to go.
        own = self._query(text if fold(text).strip(_SIGNS) == core else core, asked)
        standing = follow(self._with_land_meant(own, before), before)
        return self._query(text, asked) if standing is own and core is not text else standing

    def _with_land_meant(self, own: Query, before: Before | None) -> Query:
        """Return a turn that speaks of ties "there" or "in that country" with the land of the partner told before."""
        told = (before.query.partners or before.shown) if before is not None else ()
        if before is None or len(told) != 1 or own.places != own.homes or own.regions or own.relation is None:
            return own
        concept = next(filter(lambda one: speaks_of(own.core, one), _OF_LAND), None)
        if concept is None:
            return own
        whole = concept == "that_continent" or (concept == "that_land.there" and "continent" in before.query.core)
        names = told[0].continent.split("/") if whole else [told[0].country]
        ids = (f"{'continent' if whole else 'country'}:{name.lower().replace(' ', '-')}" for name in names)
        lands = [land for land in map(self.gazetteer.get, ids) if land is not None]
        if not lands:
            return own
        said = f"在{lands[0].zh}" if not own.core.isascii() else f"in {lands[0].en}".lower()
        core = pattern(concept).sub(said, own.core)
        return dataclasses.replace(own, places=(*own.places, *lands), core=core)

    def _in(self, wished: Language | None, asked: str, query: Query) -> Query:
        language = self.language or wished or detect_language(asked)
        return dataclasses.replace(query, language=language, script=detect_script(asked), wished=bool(wished))

    def _of_the_field(self, text: str) -> bool:
        return is_of_the_field(text) or bool(self.gazetteer.find(text))

    def _compared(self, text: str) -> tuple[str, ...]:
        """Return "what is …" of each of the two things whose difference is asked; places are compared otherwise."""
        match = _DIFFERENCE.search(without_asides(text))
        if match is None or self.gazetteer.find(text):
            return ()
        for pair in (("this", "that"), ("these", "those")):
            if match[pair[0]]:
                return tuple(f"What is meant by {match[name]}?" for name in pair)
        return tuple(f"什么是{match[name]}？" for name in ("one", "two"))

    def _query(self, text: str, asked: str, *, scope: Scope = Scope.QUESTION) -> Query:
        whole = text
        text = without_asides(text)
        folded = plain_words(text)
        # Capitals tell a town from a word; they are kept unless a spoken form had to be replaced.
        mentions = self.gazetteer.find(text if fold(text) == folded else folded)
        want = wanted(folded)
        of_terms = want.kinds[0] is AnswerKind.DEFINITION and relation_of(folded) is not None
        if text != whole and not of_terms and (not mentions or speaks_of(folded, "stands_for_place")):
            earlier = [mention.place for mention in self.gazetteer.find(whole)]
        else:
            earlier = []
        regions = find_regions(folded)
        adjectives = [
            named
            for named in (*find_adjectives(folded), *find_states(text))
            if not any(region.start <= named.start < region.end for region in regions)
        ]
        places = self._places(mentions, regions, adjectives, earlier)
        relation = relation_of(folded)
        times = times_asked(folded, text, self.today)
        city = any(place.is_city and place.id not in self.home_ids for place in places)
        claim = _is_claim(folded, want.kinds) or _is_said(
            folded, want.kinds, relation, times, city=city, land=bool(adjectives or regions or _lands(places)),
            asks=asked.rstrip().endswith(("?", "？")),
        )  # fmt: skip
        # Whether a place is a capital is held against no table of ties; "Lyon or Oslo first?" asks which of two.
        claim = bool(claim) and not (speaks_of(folded, "fact_of_the_place") or _asks_which(folded, want, places))
        kinds = want.kinds
        if claim:
            kinds = (AnswerKind.YES_NO, *(kind for kind in kinds if kind not in (AnswerKind.YES_NO, AnswerKind.OPEN)))
        if speaks_of(folded, "who_are_partners") and (relation is not None or speaks_of(folded, "partners")):
            kinds = (AnswerKind.LIST, *kinds)
        which_one = speaks_of(folded, "who_is_it") and not speaks_of(folded, "paper.office")
        if which_one or (city and speaks_of(folded, "who_has", "tie_kind")):
            kinds = (AnswerKind.LIST, *(kind for kind in kinds if kind is not AnswerKind.PERSON))
        spans = [(mention.start, _end_of_name(folded, mention)) for mention in mentions]
        spans += [(named.start, named.end) for named in (*regions, *adjectives)]
        spans += times.spans
        if claim:  # who says so is no matter of the claim, nor what is told beside it
            of_a_tie = relation is not None or (city and (times.period is not None or bool(_lands(places))))
            spans += [*beside_claim(folded, spans)] if of_a_tie else []
            spans += [(said.start, said.end) for said in find_all(folded, "claim.head")]
        spans += [match.span() for match in _ASKING.finditer(folded)]
        terms = content_terms(folded, spans)
        period = times.period
        topic = topic_of(folded, kinds, relation, places=len(places))
        if city and speaks_of(folded, "who_has", "tie_kind"):
            topic = Topic.AGREEMENT
        age = begun_in(folded, self.today) if topic in (Topic.AGREEMENT, Topic.ANNIVERSARY) else None
        if age and not city:
            # No official figure is of this: how many there are is told by the list.
            period, topic = age[0], Topic.AGREEMENT
            kinds = tuple(dict.fromkeys((AnswerKind.LIST, *kinds)))
            terms = tuple(term for term in terms if term.word not in age[1].text)
        beyond = tuple(unexplained(terms, _names(places, period), "agreement", "anniversary"))
        if topic in (Topic.OTHER, Topic.PROFILE) and (
            _may_be_ties(kinds, beyond, places, regions)
            or (not beyond and not places and speaks_of(folded, "first", "latest") and speaks_of(folded, "asks.which"))
        ):
            topic = Topic.AGREEMENT  # a country and no other matter: ties are what this office has with it
        begun = period is not None and (period.start <= self.today or period.end - period.start > _LONGEST_VISIT)
        if claim and city and topic in (Topic.OTHER, Topic.PROFILE) and not beyond and (begun or _lands(places)):
            topic = Topic.AGREEMENT  # of a city and a time or a country nothing else is claimed than its tie
        return Query(
            text=text,
            asked=asked,
            language=self.language or detect_language(asked),
            script=detect_script(asked),
            today=self.today,
            scope=scope,
            kinds=tuple(dict.fromkeys(kinds)),
            topic=topic,
            relation=relation,
            period=period,
            places=places,
            corrected=tuple((mention.text, mention.place) for mention in mentions if not mention.exact),
            years=times.years,
            unread=times.unread,
            terms=terms,
            quoted=quoted_names(text),
            now=want.now,
            complete=want.complete,
            exact_day=want.exact_day,
            compares=want.compares,
            ordinal=times.ordinal,
            core=folded,
            claim=claim,
            denied=claim and denies(folded),
            order=order_in(folded),
            command=command_in(folded),
            regions=tuple(dict.fromkeys(named.region for named in regions if named.region)),
            beyond=beyond,
            home_ids=self.home_ids,
        )

    def _places(
        self,
        mentions: Sequence[Mention],
        regions: Sequence[Named],
        adjectives: Sequence[Named],
        earlier: Sequence[Place],
    ) -> tuple[Place, ...]:
        """Return the places named, by name or adjective, in order; "South American" names no United States."""
        covered = [(named.start, named.end) for named in (*regions, *adjectives)]
        found = [
            (mention.start, mention.place)
            for mention in mentions
            if not any(start <= mention.start and mention.end <= end for start, end in covered)
        ]
        for named in adjectives:
            places = [self.gazetteer.get(place_id) for place_id in named.ids]
            found += [(named.start, place) for place in places if place is not None]
        ordered = [place for _, place in sorted(found, key=lambda pair: pair[0])]
        return tuple(dict.fromkeys([*earlier, *ordered]))


def _end_of_name(folded: str, mention: Mention) -> int:
    """Return where a name ends: 市 before 长 is of the mayor, not of the city."""
    return mention.end - (folded[mention.end - 1 : mention.end + 1] in _IN_OFFICE)


def _names(places: Sequence[Place], period: Period | None) -> list[str]:
    return [name for place in places for name in (place.en, place.zh)] + [period.text if period else ""]


def _lands(places: Sequence[Place]) -> list[Place]:
    return [place for place in places if place.kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT)]


def _may_be_ties(
    kinds: tuple[AnswerKind, ...], beyond: Sequence[Term], places: Sequence[Place], regions: Sequence[Named]
) -> bool:
    """Tell whether a text that names no tie may ask for ties: it lists by country, continent or region, and no more."""
    listed = kinds[0] in (AnswerKind.LIST, AnswerKind.COUNT, AnswerKind.YES_NO, AnswerKind.DATE)
    cities = [place for place in places if place.is_city]
    named = _lands(places) or regions or (cities and kinds[0] is AnswerKind.DATE)
    return listed and not beyond and bool(named)


def _is_said(
    folded: str,
    kinds: tuple[AnswerKind, ...],
    relation: Relation | None,
    times: TimesAsked,
    *,
    city: bool,
    land: bool,
    asks: bool,
) -> bool:
    """Tell whether a text only says of a tie its kind, date or rank, or how many there are: that is to be checked.

    With a question mark (``asks``) it may leave unsaid of which tie, and say in which country it is.
    """
    if kinds != (AnswerKind.OPEN,) or speaks_of(folded, "imperative", "topic.anniversary", "topic.profile"):
        return False
    if speaks_of(folded, "question_word"):
        return False
    if asks and any(number.kind in _COUNTED and not number.bare for number in find_numbers(folded)):
        return True
    if not speaks_of(folded, "claim.verb"):
        return False
    counted = speaks_of(folded, "so_many")
    ranked = speaks_of(folded, "first", "latest", "placed", "only_one")
    dated = times.period is not None and (asks or speaks_of(folded, "tie", "topic.sister"))
    compared = asks and speaks_of(folded, "older_than", "younger_than")
    told = ranked or dated or relation is not None or compared
    return (told or land if asks else city and told) or (relation is not None and counted and not city)


def _asks_which(folded: str, want: Wanted, places: Sequence[Place]) -> bool:
    """Tell whether a text sets two cities side by side and asks which of them it is."""
    return want.compares and speaks_of(folded, "either") and len([one for one in places if one.is_city]) > 1


def _is_claim(folded: str, kinds: tuple[AnswerKind, ...]) -> bool:
    """Tell whether a text says something and asks whether it is so."""
    if speaks_of(folded, "imperative"):
        return False
    asked = [kind for kind in kinds if kind not in (AnswerKind.YES_NO, AnswerKind.OPEN, AnswerKind.DEFINITION)]
    if speaks_of(folded, "claim.head") or asks_whether_so(folded):
        return not asked or not _ASKS.search(folded)
    return AnswerKind.YES_NO in kinds and not _ASKS.search(folded)
