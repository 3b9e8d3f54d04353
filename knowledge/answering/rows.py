"""Tell the rows of a paper's table together: those that a question asks for, each cited."""

from collections.abc import Sequence

from knowledge.answering.papers import Papers, Unit
from knowledge.answering.reading import Reader, term_presence
from knowledge.answering.selection import Reading
from knowledge.evidence import Passage
from knowledge.names import Gazetteer
from knowledge.understanding.query import AnswerKind, Query

# A longer table is better seen in its source.
_MOST_ROWS = 60
_THERE = 0.5


def rows_asked(
    query: Query, best: Reading, papers: Papers, reader: Reader, gazetteer: Gazetteer
) -> tuple[tuple[Passage, str], ...]:
    """Return the rows that a list asks for with the name that each goes by, where the best reading is one of them.

    A place, a year or a word of the question that some rows have and others have not chooses among them. Nothing for
    what asks for no list, or for one row alone.
    """
    if query.kind is not AnswerKind.LIST:
        return ()
    rows = papers.table(best.candidate.passage)
    if not 1 < len(rows) <= _MOST_ROWS:
        return ()
    units = [papers.units(row)[-1] for row in rows]
    prepared = [reader.prepare(unit.told) for unit in units]
    kept = set(range(len(rows)))
    for term in query.terms:
        kept = _narrowed(kept, {at for at in kept if term_presence(term, prepared[at]) >= _THERE})
    for place in query.places:
        named = {
            at
            for at in kept
            if place.id in prepared[at].places or _of_country(place.country, prepared[at].places, gazetteer)
        }
        kept = _narrowed(
            kept, named if str(place.kind) == "country" else {at for at in kept if place.id in prepared[at].places}
        )
    if query.years:
        kept = _narrowed(kept, {at for at in kept if not prepared[at].years.isdisjoint(query.years)})
    column = _naming(units)
    return tuple((rows[at], dict(units[at].cells)[column]) for at in sorted(kept) if dict(units[at].cells).get(column))


def _narrowed(kept: set[int], having: set[int]) -> set[int]:
    return having or kept


def _of_country(country: str, places: frozenset[str], gazetteer: Gazetteer) -> bool:
    found = map(gazetteer.get, places)
    return any(place is not None and place.country == country for place in found)


def _naming(units: Sequence[Unit]) -> str:
    """Return the column that names the rows: the first whose values are no numbers and differ."""
    for column, _ in units[0].cells:
        values = [dict(unit.cells).get(column, "") for unit in units]
        if len(set(values)) == len(values) and not any(value.isdecimal() for value in values):
            return column
    return units[0].cells[0][0]
