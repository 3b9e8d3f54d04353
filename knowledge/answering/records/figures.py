"""Counts and targets as of a date: the latest at or before the time asked about, and claims that disagree with it."""

import datetime as dt
import re
from collections.abc import Iterable

from knowledge.answering.records.inquiry import Inquiry
from knowledge.answering.records.phrasing import is_english, period_words
from knowledge.answering.records.relevance import coverage, covers, needed_terms, says_any
from knowledge.calendar import format_date
from knowledge.evidence import Answer, Statement
from knowledge.language.lexicon import speaks_of
from knowledge.language.numbers import Number, NumberKind, find_numbers
from knowledge.names import PlaceKind
from knowledge.records import Agreement, Figure, FigureKind
from knowledge.text.folding import fold
from knowledge.text.tokens import tokens
from knowledge.text.words import glosses, segment
from knowledge.understanding.query import AnswerKind, Relation, Term
from knowledge.understanding.topics import relation_of

SISTER, EXCHANGE, TOTAL = "sister_cities", "friendly_exchange_cities", "friendly_cities_total"
# What is counted: the words behind 多少个, the one behind "how many" (an adjective may stand between).
COUNTED = re.compile(
    r"(?:多少|几)[个座位家条次届对项名批场组种]?(?P<zh>[\u4e00-\u9fff]{1,8})|"
    r"\bhow many (?P<things>(?:[a-z-]+ )?[a-z-]+)"
)
_OF_COUNTRIES = {
    SISTER: "countries_with_sister_cities",
    EXCHANGE: "countries_with_friendly_exchange_cities",
    TOTAL: "countries_with_friendly_cities",
}
# What stands behind the thing that a figure counts: fields | of entries.
_HEAD = re.compile(r" (?:of|for|in|with|that|by|to|at|from) ")
# So far before a number stands what bounds it: nearly, over, 将近.
_BOUND = 10
# So far behind a number of a row stands what it counts.
_BEHIND = 12
# What a figure may be given as; an ordinal is a place in a ranking.
_MEASURED = (NumberKind.COUNT, NumberKind.SHARE, NumberKind.MONEY, NumberKind.ORDINAL)
# A lower figure this soon after a higher one rests on other rules of counting: both are shown.
_SOON = 366
_DISAGREES_WITHIN = dt.timedelta(days=3 * 366)


def measures_asked(inquiry: Inquiry) -> tuple[str, ...]:
    """Return the measures of partners that a question asks for."""
    relation = inquiry.relation
    if relation is Relation.SISTER:
        return (SISTER,)
    if relation is Relation.EXCHANGE:
        return (EXCHANGE,)
    return (SISTER, EXCHANGE, TOTAL)


def count_statements(inquiry: Inquiry) -> list[Statement]:
    """Return the number of partners of each home city as of the time asked about, disagreeing claims beside it."""
    return _counted(inquiry, measures_asked(inquiry))


def count_reached(inquiry: Inquiry, row: Agreement) -> list[Statement]:
    """Return the first number of partners of all kinds that was told after a tie had begun, within a year."""
    known = [
        (figure.as_of.first_day, figure)
        for figure in _counts(inquiry, inquiry.home_of(row))
        if figure.measure == TOTAL and figure.as_of and row.date and figure.as_of.first_day >= row.date.first_day
    ]
    soon = [(day, figure) for day, figure in known if row.date and (day - row.date.first_day).days <= _SOON]
    return [figure_statement(inquiry, min(soon, key=lambda one: one[0])[1])] if soon else []


def claimed_count(inquiry: Inquiry) -> bool | None:
    """Tell whether the number of partners that a text claims is the one known; None where it claims none.

    "Over 30" claims at least so many; a number of several home cities, or of a kind without a figure, is not judged.
    """
    claimed = _claimed(inquiry)
    if claimed is None or len(inquiry.homes) != 1:
        return None
    known = {row.number for m in measures_asked(inquiry)[:1] if (row := _latest_of(inquiry, m)) is not None}
    return claimed.admits(known.pop()) if len(known) == 1 else None


def claimed_so_many(inquiry: Inquiry, known: int) -> bool | None:
    """Tell whether a number that is known is the one that a text claims; None where it claims none."""
    claimed = _claimed(inquiry)
    return None if claimed is None else claimed.admits(known)


def claimed_figure(inquiry: Inquiry) -> Answer | None:
    """Answer whether the number that a text claims of what the tables count is right; None where they do not tell."""
    claimed = _claimed(inquiry, _MEASURED)
    if claimed is None:
        return None
    said = inquiry.text[max(0, claimed.start - _BOUND) : claimed.start], inquiry.text[claimed.start : claimed.end]
    needed = [term for term in needed_terms(inquiry, "agreement") if not speaks_of(term.word, "actual", "target")]
    needed = [term for term in needed if term.word not in said[1].removesuffix(claimed.noun)]
    terms = [term for term in needed if term.word not in "".join(said)] if claimed.noun else needed
    chosen, _ = _figures_of(inquiry, terms or needed)
    chosen = [row for row in chosen if _is_of_sort(row, claimed)]
    # A number that says nothing of what it counts is of the one thing named.
    if (claimed.noun and not claimed.ordinal) or len({row.measure for row in chosen}) > 1:
        chosen = [row for row in chosen if _counts_noun(row, claimed.noun)]
    if not chosen:
        return None
    statements = [figure_statement(inquiry, row) for row in chosen]
    if all(row.kind is FigureKind.TARGET for row in chosen) and not inquiry.says("target"):
        return inquiry.answer(statements, lead=inquiry.say("target_only"))
    period = inquiry.period
    if period is not None and all(row.as_of and row.as_of.last_day < period.start for row in chosen):
        then = period_words(period, inquiry.language)
        return inquiry.answer(statements, lead=inquiry.say("not_of_then", period=then))
    fits = any(claimed.admits(row.number) for row in chosen)
    return inquiry.answer(statements, lead=inquiry.say("yes" if fits else "no"))


def _claimed(inquiry: Inquiry, kinds: tuple[NumberKind, ...] = (NumberKind.COUNT,)) -> Number | None:
    """Return the one number of these kinds that a text claims; the years that it names are none."""
    times = [inquiry.query.period.text] if inquiry.query.period is not None else []
    times += [str(year) for year in inquiry.query.years]
    found = [(at, at + len(time)) for time in times if (at := inquiry.text.find(time)) >= 0]
    stated = find_numbers(inquiry.text, blocked=found, doubtful=True)
    # "Hangzhou has one too" claims no number, nor does a name: the 100-cities plan.
    bare = kinds != (NumberKind.COUNT,)
    numbers = [
        number
        for number in stated
        if number.kind in kinds
        and (bare or not number.bare)
        and (inquiry.says("paper.ranked") or not number.ordinal)
        and (number.value > 1 or number.ordinal or not number.spelled)
        and inquiry.text[number.end : number.end + 1] != "-"
    ]
    return numbers[0] if len(numbers) == 1 else None


def _is_of_sort(row: Figure, claimed: Number) -> bool:
    """Tell whether a row gives a number of the sort that is claimed: a place in a ranking, a share, a count."""
    return (_is_rank(row), row.unit_en == "%") == (claimed.ordinal, claimed.kind is NumberKind.SHARE)


def _is_rank(row: Figure) -> bool:
    return row.unit_en.endswith("place")


def _counts_noun(row: Figure, noun: str) -> bool:
    """Tell whether a row counts what a number is said to count: consulates, 项目, 7个国家."""
    english = set(tokens(f"{row.unit_en} {_HEAD.split(row.subject_en)[0]}".replace("-", " ")))
    words = segment(noun.removeprefix("是"))[:1]
    behind = [summary.partition(row.value)[2][:_BEHIND] for summary in (row.summary_zh, row.summary_en)]
    return not english.isdisjoint(tokens(noun.replace("-", " "))) or any(
        word in text for word in words for text in (row.subject_zh, *behind)
    )


def _latest_of(inquiry: Inquiry, measure: str) -> Figure | None:
    rows = [row for row in _counts(inquiry, inquiry.homes[0]) if row.measure == measure]
    return _latest(rows, _last_day(inquiry))


def count_there(inquiry: Inquiry, listed: int) -> list[Statement]:
    """Return the latest published numbers of partners in the places asked about that are more than are listed."""
    of_measure: dict[str, list[Figure]] = {}
    for home in inquiry.homes:
        for row in _counts(inquiry, home):
            if relation_of(fold(row.subject_zh)) is not None and _names_all(inquiry, row):
                of_measure.setdefault(f"{home} {row.measure}", []).append(row)
    latest = [_latest(rows, _last_day(inquiry)) for rows in of_measure.values()]
    return [figure_statement(inquiry, row) for row in latest if row is not None and row.number > listed]


def country_statements(inquiry: Inquiry) -> list[Statement]:
    """Return in how many countries those partners are, and all partners together, as of the time asked about."""
    measures = dict.fromkeys((*measures_asked(inquiry), TOTAL))
    return _counted(inquiry, tuple(_OF_COUNTRIES[measure] for measure in measures))


def _counted(inquiry: Inquiry, measures: tuple[str, ...]) -> list[Statement]:
    years = inquiry.query.years
    # "Guangzhou (2018) and Kunming (2019)": one year for each city, in the order named.
    paired = len(years) == len(inquiry.named_homes) > 1
    statements: list[Statement] = []
    for place, home in enumerate(inquiry.homes):
        for last in [dt.date(years[place], 12, 31)] if paired else _last_days(inquiry):
            chosen = [
                row
                for measure in measures
                for row in _with_rivals([row for row in _counts(inquiry, home) if row.measure == measure], last)
            ]
            statements += [figure_statement(inquiry, row) for row in chosen]
    return list(dict.fromkeys(statements))


def answer_figures(inquiry: Inquiry) -> Answer | None:
    """Answer with the one measure of the tables whose words cover the question best; None where several do."""
    if inquiry.query.kind not in (AnswerKind.COUNT, AnswerKind.ORDINAL):
        return None
    chosen, measures = _figures_of(inquiry, needed_terms(inquiry))
    if not chosen or measures > 1:
        return None
    statements = [figure_statement(inquiry, row) for row in chosen]
    targets = all(row.kind is FigureKind.TARGET for row in chosen)
    if targets and inquiry.says("actual"):
        return inquiry.abstention(inquiry.say("target_only"), statements)
    if is_ahead(inquiry) and not targets:
        return not_yet(inquiry, statements)
    return inquiry.answer(statements)


def _figures_of(inquiry: Inquiry, terms: list[Term]) -> tuple[list[Figure], int]:
    """Return the figures of the times asked about whose words cover terms best, and of how many measures they are."""
    if not terms:
        return [], 0
    wanted = FigureKind.TARGET if inquiry.says("target") else FigureKind.COUNT
    scored = [
        ((coverage(terms, _texts(row)), _is_counted(inquiry, row), _in_words(terms, row), row.kind is wanted), row)
        for row in inquiry.book.figures
        if inquiry.home_of(row) in inquiry.homes
        and covers(terms, _texts(row))
        and says_any(terms, _texts(row))
        and _names_all(inquiry, row)
        and not (inquiry.query.kind is AnswerKind.COUNT and _is_rank(row))
    ]
    best = max((score for score, _ in scored), default=None)
    groups: dict[tuple[str, str], list[Figure]] = {}
    for score, row in scored:
        if score == best:
            groups.setdefault((inquiry.home_of(row), row.measure), []).append(row)
    chosen = [
        row for rows in groups.values() for last in _last_days_for(inquiry, rows) for row in _with_rivals(rows, last)
    ]
    return list(dict.fromkeys(chosen)), len({measure for _, measure in groups})


def is_ahead(inquiry: Inquiry) -> bool:
    """Tell whether the time asked about has not begun."""
    return inquiry.period is not None and inquiry.period.start > inquiry.query.today


def not_yet(inquiry: Inquiry, latest: Iterable[Statement]) -> Answer:
    """Say that a number of a time to come is not known, with the latest that is."""
    period = period_words(inquiry.period, inquiry.language) if inquiry.period else ""
    return inquiry.abstention(inquiry.say("not_yet", period=period), latest)


def _texts(row: Figure) -> tuple[str, ...]:
    return (row.subject_zh, row.subject_en, row.unit_zh, row.unit_en, row.summary_zh, row.summary_en)


def _is_counted(inquiry: Inquiry, row: Figure) -> bool:
    """Tell whether a row counts the things that a question counts: how many countries, 多少个国家."""
    match = COUNTED.search(inquiry.text)
    if match is None:
        return False
    units = set(tokens(row.unit_en))
    if match["things"]:
        return not units.isdisjoint(tokens(match["things"]))
    words = segment(match["zh"])
    return bool(words) and (row.subject_zh.endswith(words[0]) or not units.isdisjoint(glosses(words[0])))


def _in_words(terms: Iterable[Term], row: Figure) -> int:
    """Return how many of the terms a row has word for word, not only in meaning."""
    whole = fold(" ".join(_texts(row)))
    return sum(term.word in whole for term in terms)


def _names_all(inquiry: Inquiry, row: Figure) -> bool:
    """Tell whether a row is of every place and organisation asked about, beside its home city."""
    homes = (*inquiry.all_homes, *inquiry.home_countries)
    # A figure is of its home city; another city of the country is in it to be compared with.
    if any(
        f"country:{place.country.lower()}" in homes and place.kind is PlaceKind.CITY and place.id not in homes
        for place in inquiry.query.places
    ):
        return False
    asked = {place.id for place in inquiry.query.places if place.id not in homes}
    text = f"{row.subject_zh}; {row.subject_en}; {row.summary_zh}; {row.summary_en}"
    return asked <= {mention.place.id for mention in inquiry.gazetteer.find(text)} if asked else True


def _last_days_for(inquiry: Inquiry, rows: list[Figure]) -> list[dt.date]:
    """Return the last days that a figure may be of: rows that name the years asked about are of them, if told later."""
    years = [str(year) for year in inquiry.query.years]
    named = years and all(year in row.summary_en for year in years for row in rows)
    return [inquiry.query.today] if named else _last_days(inquiry)


def figure_statement(inquiry: Inquiry, row: Figure) -> Statement:
    """Return a figure with its date."""
    summary = row.summary_en if is_english(inquiry.language) else row.summary_zh
    text = inquiry.written(summary)
    if row.as_of is not None and str(row.as_of.year) not in summary:
        text += inquiry.say("as_of_row", date=format_date(row.as_of, inquiry.language))
    return inquiry.statement(text, row)


def _counts(inquiry: Inquiry, home: str) -> list[Figure]:
    return [row for row in inquiry.book.figures if inquiry.home_of(row) == home and row.kind is FigureKind.COUNT]


def _last_day(inquiry: Inquiry) -> dt.date:
    period = inquiry.period
    if period is None or period.end > inquiry.query.today:
        return inquiry.query.today
    return period.end - dt.timedelta(days=1)


def _last_days(inquiry: Inquiry) -> list[dt.date]:
    """Return the last day of each time asked about."""
    if inquiry.period is None and len(inquiry.query.years) > 1:
        return [min(dt.date(year, 12, 31), inquiry.query.today) for year in inquiry.query.years]
    return [_last_day(inquiry)]


def _latest(rows: Iterable[Figure], last: dt.date) -> Figure | None:
    known = [row for row in rows if row.as_of is not None and row.as_of.first_day <= last]
    return max(known, key=lambda row: row.as_of.last_day if row.as_of else dt.date.min, default=None)


def _with_rivals(rows: list[Figure], last: dt.date) -> list[Figure]:
    """Return the latest figure and those that disagree with it: of the same time, or higher not long before."""
    chosen = _latest(rows, last)
    if chosen is None or chosen.as_of is None:
        return []
    rivals = [row for row in rows if row is not chosen and row.value != chosen.value and _disagrees(row, chosen, last)]
    return [chosen, *rivals]


def _disagrees(row: Figure, chosen: Figure, last: dt.date) -> bool:
    if row.as_of is None or chosen.as_of is None or row.as_of.first_day > last:
        return False
    overlap = row.as_of.first_day <= chosen.as_of.last_day and chosen.as_of.first_day <= row.as_of.last_day
    recent = chosen.as_of.first_day - row.as_of.last_day <= _DISAGREES_WITHIN
    higher = row.number > chosen.number
    return overlap or (recent and higher)
