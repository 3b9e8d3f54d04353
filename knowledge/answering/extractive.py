"""Answer from the papers without a language model: the sentences that meet the question, quoted, or nothing."""

import dataclasses
import re
from collections.abc import Callable, Collection, Sequence

from knowledge.answering.candidates import PASSAGES_READ, candidates
from knowledge.answering.derivation import founded_year, resolved_dates
from knowledge.answering.papers import Papers, Standing
from knowledge.answering.requirements import Lack
from knowledge.answering.rows import rows_asked
from knowledge.answering.selection import Reading, Selector
from knowledge.answering.sides import said_in
from knowledge.answering.things import Names
from knowledge.answering.tie_lists import TieLists
from knowledge.answering.wording import say
from knowledge.calendar import PartialDate, format_date
from knowledge.embedding import Embedder
from knowledge.evidence import Citation, Language, Passage, Statement
from knowledge.index import KnowledgeIndex, Rankings
from knowledge.language.lexicon import speaks_of
from knowledge.names import Gazetteer, Place
from knowledge.records import Agreement, from_json
from knowledge.records.sentence import unsourced
from knowledge.text.folding import fold
from knowledge.text.tokens import tokens
from knowledge.understanding.query import AnswerKind, Query, Topic

# How many statements are shown at most, and how far below the best a further one may score.
_MOST_STATEMENTS = 3
_MOST_CHARACTERS = 850
_CLOSE = 2.0
# How much better a sentence of another time must say what a text claims than the best of the time named.
_PLAINLY = 1.0
# How much of what is asked must stand in what governs a row.
_GOVERNED = 0.5
# Passages added because they name the places asked about.
_NAMED = 8
# Passages added because a translation of the question finds them.
_TRANSLATED = 10
# Bilingual passages added because their other side was found.
_TURNED = 6
# Of a sentence's words, where a row and a paper say one thing.
_ALREADY_TOLD = 0.7
_NUMBER = re.compile(r"\d+")
_TITLE = re.compile(r"^[^：:。]{1,80}(?:：|: )")
# A bracketed number in a paper is no marker of ours.
_BRACKETED = re.compile(r"\[(\d+)\]")
# What sets a part of a Markdown paper in bold; its quotations keep it.
_BOLD = "**"
# The stems of English words for a sum.
_SUMS = frozenset(
    "money fund budget salari wage incom fee cost price tuition fare pay payment rent bonu reward subsidi".split()
)
# What has a number in rules and agreements, and how it then begins.
_CLAUSE = re.compile(
    r"\b(?:clause|article|section|paragraph|rule|item|point) (?P<number>\d{1,3}(?:\.\d{1,3})*|[IVX]{1,6})\b",
    re.IGNORECASE,
)
_CLAUSE_BEGINS = re.compile(
    r"(?:(?:clause|article|section|paragraph|rule) )?(?P<number>\d{1,3}(?:\.\d{1,3})*|[IVX]{1,6})[.):：]?\s",
    re.IGNORECASE,
)
# What stands behind 多少 and is no sum.
_COUNTED = re.compile(r"[个人位名次批团支家所项件天日年月周座对]")
# What a sentence lacks that speaks of what a text claims, and of another time or place.
_TOLD_OTHERWISE = frozenset({Lack.YEAR, Lack.EDITION, Lack.PLACE, Lack.NUMBER})
_DATED_KINDS = frozenset({AnswerKind.COUNT, AnswerKind.YES_NO, AnswerKind.SHARE, AnswerKind.ORDINAL})


@dataclasses.dataclass(frozen=True, slots=True)
class Reply:
    """What the papers say to one question.

    ``statements`` is empty when they do not answer it; then ``nearest`` is what they have that is closest and
    ``lacks`` says what it lacks. ``otherwise`` is set where they say of what a text claims another time or edition.
    ``listed`` is set where the rows of a list of ties were chosen; ``lead`` says of which.
    """

    statements: tuple[Statement, ...]
    readings: tuple[Reading, ...]
    nearest: tuple[Statement, ...] = ()
    lacks: frozenset[Lack] = frozenset()
    otherwise: bool = False
    lead: str = ""
    listed: bool = False


class PaperReader:
    """Find the sentences that answer a question, in whatever this audience may see."""

    def __init__(
        self,
        index: KnowledgeIndex,
        embedder: Embedder,
        gazetteer: Gazetteer,
        superseded: frozenset[str] = frozenset(),
    ) -> None:
        """Read an index, but for the passages ``superseded``, by their ids."""
        self._index = index
        self._gazetteer = gazetteer
        self._sides: dict[tuple[str, Language], Passage] = {}
        self._claims = set(superseded)
        passages = tuple(index.passages())
        self._papers = Papers(passages)
        self._ties = TieLists(self._papers, gazetteer)
        self._selector = Selector(index, embedder, gazetteer, Names(passages))
        for passage in passages:
            if passage.record and not _may_stand_alone(passage):
                self._claims.add(passage.id)
            if passage.pair:
                self._sides[passage.pair, passage.language] = passage

    def reply(self, query: Query) -> Reply:
        """Return the statements that answer, or what is nearest.

        Where several home cities, or years that no paper has together, are compared, each is asked about in turn.
        """
        homes = [place for place in query.places if str(place.kind) == "city"]
        if query.compares and len(homes) > 1:
            replies = [self._reply_one(_about(query, homes, place)) for place in homes]
            statements = dict.fromkeys(reply.statements[0] for reply in replies if reply.statements)
            if len(statements) > 1:
                return Reply(tuple(statements), replies[0].readings)
        reply = self._reply_one(query)
        if not reply.statements and len(query.years) > 1:  # 2013 and 2018: no paper may speak of both
            replies = [self._reply_one(_in_year(query, year)) for year in query.years]
            found = dict.fromkeys(part.statements[0] for part in replies if part.statements)
            reply = Reply(tuple(found), reply.readings, reply.nearest, reply.lacks)
        return reply

    def like(self, question: str, texts: Sequence[str]) -> tuple[float, float]:
        """Return how like a question what texts tell together is, word by word and as a whole."""
        return self._selector.like(question, texts)

    def _reply_one(self, query: Query) -> Reply:
        query = dataclasses.replace(query, kinds=_of_papers(query))
        read = PASSAGES_READ + _TRANSLATED * bool(query.translated)
        found = self._search(query)
        readings = self._selector.read(query, candidates(found, self._papers, passages=read))
        if not readings:
            return Reply((), ())
        listed = self._ties.answer(query, [hit.passage.source.path for hit in (*found.same, *found.other)])
        if listed and listed.statements:
            return Reply(listed.statements, tuple(readings), lead=listed.lead, listed=True)
        admissible = [reading for reading in readings if not reading.lacks]
        if listed is not None:  # the lists of ties have none there: only what names the place may tell of one
            admissible = [reading for reading in admissible if self._names_land(query, reading)]
        clause = [reading for reading in admissible if _is_clause_asked(query, reading)]
        admissible = clause or admissible
        admissible = [reading for reading in admissible if reading.score >= admissible[0].score - _CLOSE]
        derived = self._founded(query, readings)
        answers = bool(admissible) and (
            bool(clause) or supports(query, admissible[0]) or _is_row_of_the_year(query, admissible[0])
        )
        if answers and query.claim and admissible[0].score < readings[0].score - _PLAINLY:
            answers = not _otherwise(query, [one for one in readings if one.score > admissible[0].score + _PLAINLY])
        if not answers and not derived:
            if query.claim and (told := self._told(query, _otherwise(query, readings))):
                return Reply(tuple(told), tuple(readings), otherwise=True)
            stating = [one for one in readings if one.candidate.unit.standing is Standing.STATEMENT] or readings
            near = sorted(stating, key=lambda reading: Lack.PLACE in reading.lacks)[:2]
            return Reply((), tuple(readings), tuple(self._told(query, near)), near[0].lacks)
        admissible.sort(key=lambda reading: self._is_older(query, reading))
        chosen = choose(admissible, lambda sentence: self._selector.reader.prepare(sentence).places)
        together = self._rows(query, chosen)
        shown = [reading for reading in chosen if not (together and reading.candidate.unit.cells)]
        statements = [*derived, *together, *self._told(query, shown)]
        return Reply(tuple(dict.fromkeys(statements)), tuple(readings))

    def _names_land(self, query: Query, reading: Reading) -> bool:
        """Tell whether a sentence names the country or continent asked about, or a place in it."""
        named = [self._gazetteer.get(place) for place in self._selector.reader.prepare(reading.sentence).places]
        lands = {land.country or land.en for land in query.lands}
        lands |= {country for region in query.regions for country in region.countries}
        return not lands or any(place is not None and lands & {place.country, place.continent} for place in named)

    def _told(self, query: Query, readings: Sequence[Reading]) -> list[Statement]:
        """Tell readings, each with what stands about it; what was told with an earlier one is not told again."""
        told: list[Statement] = []
        for reading in readings:
            alone = self._alone(query, reading)
            at = next((n for n, wide in enumerate(told) if reading.sentence in wide.text), None)
            if at is None:
                told.append(self._statement(query, reading, alone, "\n".join(each.text for each in told)))
            elif told[at].parts:
                told[at] = dataclasses.replace(told[at], parts=(*told[at].parts, alone))
        return told

    def _search(self, query: Query) -> Rankings:
        """Return what the index finds; in the other language also what names the places asked about there.

        Of a bilingual passage the side in the question's language is read, whichever side was found. An answer
        wanted in the other language is worded in it, and rests on the same evidence.
        """
        rankings = self._without_claims(self._index.rank(query.text, language=query.asked_in))
        other = query.asked_in.other
        names = " ".join(place.zh if other is Language.ZH else place.en for place in query.places)
        found = rankings.other[:PASSAGES_READ]
        if names:
            named = self._without_claims(self._index.rank(names, language=other, k=_NAMED)).same
            known = {hit.passage.id for hit in found}
            added = [hit for hit in named if hit.passage.id not in known]
            found = [*found[: PASSAGES_READ - len(added)], *added]
        if query.translated:
            translated = self._without_claims(self._index.rank(query.translated, language=other)).same
            known = {hit.passage.id for hit in found}
            found = [*found, *(hit for hit in translated[:_TRANSLATED] if hit.passage.id not in known)]
        own = [(hit, self._sides.get((hit.passage.pair, query.asked_in))) for hit in found]
        read = {hit.passage.id for hit in rankings.same}
        turned = [dataclasses.replace(hit, passage=side) for hit, side in own if side and side.id not in read]
        same = [*rankings.same[: PASSAGES_READ - len(turned[:_TURNED])], *turned[:_TURNED]]
        return Rankings(same=same, other=[hit for hit, side in own if side is None])

    def _without_claims(self, rankings: Rankings) -> Rankings:
        sides = (
            [hit for hit in side if hit.passage.id not in self._claims] for side in (rankings.same, rankings.other)
        )
        return Rankings(*sides)

    def _alone(self, query: Query, reading: Reading) -> Statement:
        """Tell a sentence by itself; wanted in another language than the question's, from the side that is in it."""
        passage, sentence, told = reading.candidate.passage, reading.sentence, reading.candidate.unit.told
        side = self._sides.get((passage.pair, query.language)) if passage.pair else None
        if side is not None and (other := said_in(passage, sentence, side)) is not None:
            passage, sentence, told = side, other, other
        return Statement(self._noted(query, passage, told), (citation(passage, sentence),))

    def _statement(self, query: Query, reading: Reading, alone: Statement, before: str) -> Statement:
        """Tell a sentence with those that say one thing with it, but for what was told ``before``."""
        passage, sentence = reading.candidate.passage, reading.sentence
        pieces = [piece for piece in self._papers.stretch(passage, sentence) if piece[1] not in before]
        if pieces == [(passage, sentence)] or alone.citations[0].passage_id != passage.id:
            return alone
        told = "\n".join(piece for _, piece in pieces)
        pieces.sort(key=lambda piece: piece[0].id != passage.id)
        cited = (citation(one, sentence if one is passage else piece, piece) for one, piece in pieces)
        return Statement(self._noted(query, passage, told), tuple(cited), (alone,))

    def _noted(self, query: Query, passage: Passage, told: str) -> str:
        """Return words of a paper as they are shown, with what its own date makes of theirs."""
        if passage.record:
            told = unsourced(told)
        elif passage.source.path.endswith(".md"):
            told = told.replace(_BOLD, "")
        text = _BRACKETED.sub(r"(\1)", told).lstrip("-–—·•* ").strip()
        resolved = resolved_dates(told, passage, query.language)
        notes = [resolved] if resolved else []
        dated = query.now or query.kind in _DATED_KINDS or self._papers.is_edition(passage.source.path)
        published = passage.source.published
        if published and dated and not _names_month(told, published):
            date = format_date(published, query.language)
            notes.append(say("as_of", query.language, query.script, date=date))
        if not notes:
            return text
        if query.language is Language.ZH:
            return f"{text}（{'；'.join(notes)}）"
        return f"{text} ({'; '.join(notes)})"

    def _is_older(self, query: Query, reading: Reading) -> bool:
        """Tell whether a newer edition of its paper is on file, and the question does not ask for the older."""
        source = reading.candidate.passage.source
        asked = self._selector.reader.prepare(source.title).years & set(query.years)
        return self._papers.has_newer(source.path) and not asked

    def _rows(self, query: Query, chosen: Sequence[Reading]) -> list[Statement]:
        """Return the rows of a table that a list asks for as one statement that cites each of them."""
        row = next((reading for reading in chosen if reading.candidate.unit.cells), None)
        rows = () if row is None else rows_asked(query, row, self._papers, self._selector.reader, self._gazetteer)
        if len(rows) < 2:  # noqa: PLR2004 - one row is told in full
            return []
        names = ("、" if query.language is Language.ZH else ", ").join(name for _, name in rows)
        cited = tuple(citation(row, self._papers.units(row)[-1].sentence) for row, _ in rows)
        return [Statement(names, cited)]

    def _founded(self, query: Query, readings: Sequence[Reading]) -> list[Statement]:
        """Return the year of each tie asked about that follows from an anniversary the papers tell."""
        if query.topic not in {Topic.AGREEMENT, Topic.ANNIVERSARY} or query.kind is not AnswerKind.DATE:
            return []
        if query.exact_day or (query.ordinal is not None and not _asks_beginning(query)):
            return []
        statements = []
        for place in query.places:
            for reading in readings:
                passage = reading.candidate.passage
                found = founded_year(reading.sentence, passage, place, self._gazetteer)
                if found is not None and place.id not in passage.about[:1] and Lack.PLACE not in reading.lacks:
                    name = place.zh if query.language is Language.ZH else place.en
                    text = say(
                        "founded", query.language, query.script, name=name, years=found.years, when=found.in_year,
                        year=found.year,
                    )  # fmt: skip
                    statements.append(Statement(text, (citation(passage, reading.sentence),)))
                    break
        return statements


def _may_stand_alone(passage: Passage) -> bool:
    """Tell whether a record may be shown by itself; a claim that contests an agreement is shown beside it only."""
    record = from_json(passage.record)
    return not isinstance(record, Agreement) or record.is_served


def _names_month(told: str, day: PartialDate) -> bool:
    """Tell whether words of a paper say themselves that they are of its month."""
    month = PartialDate(day.year, day.month)
    return month.month is not None and any(format_date(month, language) in told for language in Language)


def _about(query: Query, homes: Sequence[Place], place: Place) -> Query:
    """Return the question about one of the home cities compared, with the year that stands beside it."""
    others = [home for home in homes if home is not place]
    places = tuple(named for named in query.places if named not in others)
    years = query.years
    if len(years) == len(homes):
        years = (years[homes.index(place)],)
    text = query.text
    for other in others:
        text = text.replace(other.zh, "").replace(other.en, "")
    return dataclasses.replace(query, places=places, years=years, text=text, compares=False)


def _of_papers(query: Query) -> tuple[AnswerKind, ...]:
    """Return the kinds of answer that a paper gives: who is a person there, and "月薪多少" asks for a sum.

    What is counted in something of its own (来访多少人) is none, whatever else its words may mean.
    """
    if query.kind is AnswerKind.LIST and speaks_of(query.core, "asks.person"):
        return (AnswerKind.PERSON, *query.kinds)
    before, how_many, counted = query.core.partition("多少")
    words = [term for term in query.terms if before.removesuffix("是").endswith(term.word)]
    asks_a_sum = how_many and not _COUNTED.match(counted)
    if query.kind is AnswerKind.COUNT and asks_a_sum and any(term.meanings & _SUMS for term in words):
        return (AnswerKind.MONEY, *query.kinds)
    return query.kinds


def _in_year(query: Query, year: int) -> Query:
    """Return the question about one of the years that it names."""
    text = query.text
    for other in query.years:
        text = text if other == year else text.replace(str(other), "")
    return dataclasses.replace(query, years=(year,), text=text)


def _asks_beginning(query: Query) -> bool:
    return any(term.word in {"结", "结为", "缔结", "become", "became"} for term in query.terms)


def supports(query: Query, reading: Reading) -> bool:
    """Tell whether something was asked that could be there, and a sentence rather answers it than not."""
    return bool(query.terms or query.places or query.years or query.quoted) and reading.score >= 0


def _is_row_of_the_year(query: Query, reading: Reading) -> bool:
    """Tell whether a list of a year is asked for, and a row of that year of a table of such things is near.

    A row is like no question; that it is of the year is sure.
    """
    row = bool(reading.candidate.unit.cells)
    listed = query.kind is AnswerKind.LIST and bool(query.years)
    return listed and row and reading.score >= -_CLOSE and reading.measures["words_governed"] >= _GOVERNED


def tells_clause(query: Query, readings: Sequence[Reading]) -> bool:
    """Tell whether a clause is asked for by its number and is among some readings."""
    return any(not reading.lacks and _is_clause_asked(query, reading) for reading in readings)


def _is_clause_asked(query: Query, reading: Reading) -> bool:
    """Tell whether a clause is asked for by its number, and a sentence begins with that: clause 2.3, Article IV."""
    if query.kind is not AnswerKind.OPEN or reading.candidate.unit.standing is not Standing.STATEMENT:
        return False
    asked = {match["number"].lower() for match in _CLAUSE.finditer(query.text)}
    begins = _CLAUSE_BEGINS.match(reading.sentence)
    return begins is not None and begins["number"].lower() in asked


def _otherwise(query: Query, readings: Sequence[Reading]) -> list[Reading]:
    """Return the best two sentences that say what a text claims, but of another year, edition or place, if near.

    That another city has a tie says nothing of the one asked about.
    """
    near = [one for one in readings[:_MOST_STATEMENTS] if supports(query, one)]
    of_ties = query.relation is not None or query.topic is Topic.AGREEMENT
    otherwise = _TOLD_OTHERWISE - {Lack.PLACE} if of_ties else _TOLD_OTHERWISE
    return [one for one in near if one.lacks and one.lacks <= otherwise][:2]


def choose(readings: Sequence[Reading], places_in: Callable[[str], Collection[str]] = lambda _: ()) -> list[Reading]:
    """Return the few readings to show: the best, and those nearly as good that say something else.

    ``places_in`` tells which places a sentence names.
    """
    chosen: list[Reading] = []
    length = 0
    headings = {
        heading
        for reading in readings[:_MOST_STATEMENTS]
        if reading.candidate.unit.standing is Standing.STATEMENT
        for heading in reading.candidate.unit.headings
    }
    for reading in readings:
        if any(_says_the_same(reading, other, places_in) for other in chosen):
            continue
        if reading.candidate.unit.standing is Standing.HEADING and reading.sentence in headings:
            continue  # what stands under it is told
        if chosen and length + len(reading.sentence) > _MOST_CHARACTERS:
            continue
        chosen.append(reading)
        length += len(reading.sentence)
    return chosen[:_MOST_STATEMENTS]


def _says_the_same(one: Reading, other: Reading, places_in: Callable[[str], Collection[str]]) -> bool:
    first, second = one.candidate.passage, other.candidate.passage
    if first.pair and first.pair == second.pair and first.language is not second.language:
        return True
    a, b = fold(one.sentence), fold(other.sentence)
    if a in b or b in a:
        return True
    if bool(first.record) is bool(second.record):
        return False
    own, told = unsourced(one.sentence), unsourced(other.sentence)
    if not set(places_in(own)) <= set(places_in(told)):
        return False
    # The title of a row is no more than a name for what it says.
    return tells(told, _TITLE.sub("", own) if first.record else own)


def tells(text: str, other: str) -> bool:
    """Tell whether a text has the numbers and most of the words of another one: it tells it already."""
    words, numbers = set(tokens(fold(other))), set(_NUMBER.findall(other))
    told = set(tokens(fold(text)))
    return numbers <= set(_NUMBER.findall(text)) and len(words & told) >= _ALREADY_TOLD * len(words)


def citation(passage: Passage, sentence: str, told: str = "") -> Citation:
    """Return the citation of a sentence of a passage, told with those about it; a record is cited by its own quote."""
    # Cleaning may have dropped a line between two that are read together; each line by itself is verbatim.
    line = max(sentence.split("\n"), key=len).strip()
    quote = next((whole.strip() for whole in told.split("\n") if line in whole), line)
    if passage.record:
        quote = from_json(passage.record).quote or sentence
    return Citation(passage.source, passage.locator, quote, passage.language, passage.id)
