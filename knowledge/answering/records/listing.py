"""Lists and counts of agreements: filtered, complete or not, and those reported as quiet."""

import dataclasses
import datetime as dt
from collections.abc import Iterable

from knowledge.answering.records.agreement_date import agreement_statements, agreement_words, date_words, disputed_words
from knowledge.answering.records.comparison import apart, places_compared
from knowledge.answering.records.figures import count_statements, count_there, is_ahead, not_yet
from knowledge.answering.records.grouping import answer_grouped
from knowledge.answering.records.inquiry import EXCHANGE_KINDS, Inquiry
from knowledge.answering.records.phrasing import home_name, is_english, joined, partner_name, partner_words
from knowledge.answering.records.ranking import answer_ranked, latest_on_record
from knowledge.answering.records.rows import (
    ambiguity_notes,
    arranged,
    beside_them,
    besides_words,
    described,
    homes_and_kinds,
    in_order,
    in_period,
    lead_of,
    listed_by,
    none_listed,
    place_and_time,
    uncertain_note,
)
from knowledge.calendar import Precision, format_date
from knowledge.charts.kinds import Chart
from knowledge.evidence import Answer, Language, Statement
from knowledge.records import Agreement, AgreementStatus, kind_words, note_in, source_title
from knowledge.understanding.query import AnswerKind

# A number "in" so short a time is that as of its end; in a decade it is of what began then.
_LONGEST_AS_OF = dt.timedelta(days=366)


def answer_list(inquiry: Inquiry) -> Answer | None:  # noqa: PLR0911 - one a way to tell the rows
    """Answer which or how many partners there are, as far as the tables tell."""
    topics = ("agreement", "quiet") if inquiry.says("quiet") else ("agreement",)
    if inquiry.partners or inquiry.organisations or inquiry.leaves_unexplained(*topics):
        return None
    rows = inquiry.agreements()
    if inquiry.says("quiet"):
        return _quiet(inquiry, rows)
    if inquiry.says("vague.month") or inquiry.says("vague.day"):
        return _vague(inquiry, rows)
    if inquiry.says("compares.numbers") and not inquiry.says("several"):
        compared = places_compared(inquiry)
        if compared is not None:
            return compared
    placed = inquiry.says("placed")
    if inquiry.query.order is not None and not placed:
        return list_agreements(inquiry, rows)
    dated = in_order(row for row in rows if row.date is not None)
    if inquiry.says("difference") and len(dated) > 1:
        return inquiry.answer([apart(inquiry, dated[0], dated[-1])])
    grouped = _grouping(inquiry)
    if grouped:
        return answer_grouped(inquiry, in_period(inquiry, rows)[0], grouped)
    ranked = inquiry.wants_first or inquiry.wants_latest or placed
    if ranked and inquiry.query.kind is not AnswerKind.COUNT:
        return answer_ranked(inquiry, rows or inquiry.agreements(kinds=EXCHANGE_KINDS[:1]))
    return _count(inquiry, rows) if _counts_everything(inquiry) else _listed(inquiry, rows)


def _grouping(inquiry: Inquiry) -> str:
    """Return by what the partners are to be grouped: country, continent, year or decade; nothing where they are not."""
    for group in ("decade", "year"):
        if inquiry.says(f"group.{group}"):
            return group
    if inquiry.says("group.country") and not inquiry.countries:
        return "country"
    return "continent" if inquiry.says("group.continent") and not inquiry.continents else ""


def _is_filtered(inquiry: Inquiry) -> bool:
    return bool(inquiry.countries or inquiry.continents)


def _counts_everything(inquiry: Inquiry) -> bool:
    """Tell whether a plain number of a home city is asked for: official figures say it better than rows."""
    added = inquiry.says("added")
    period = inquiry.period
    stretch = period is not None and period.start != dt.date.min and period.end - period.start > _LONGEST_AS_OF
    # "And how many in 2013?" behind a list of those of 2012 asks for those of 2013.
    of_list = inquiry.query.follows_up and not inquiry.says("sister", "exchange", "partners", "all_kinds")
    as_of = period is None or period.start == dt.date.min or not (added or stretch or of_list)
    counted = inquiry.query.kind is AnswerKind.COUNT or inquiry.says("most")
    return bool(counted) and not (_is_filtered(inquiry) or inquiry.besides) and as_of


def _listed(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> Answer | None:
    narrowed = inquiry.named_homes or _is_filtered(inquiry) or inquiry.period is not None or inquiry.besides
    return list_agreements(inquiry, rows) if narrowed or inquiry.query.kind is AnswerKind.LIST else None


def list_agreements(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> Answer | None:
    """List the agreements in the period asked about; what may fall short of a complete list says so."""
    chosen, uncertain = in_period(inquiry, rows)
    if not chosen:
        return _none_there(inquiry)
    statements = [_line(inquiry, row, chosen) for row in arranged(inquiry, chosen)]
    notes = [uncertain_note(inquiry, uncertain), _two_continents_note(inquiry, chosen), *ambiguity_notes(inquiry)]
    picture = inquiry.picture(Chart.MAP if inquiry.period is None else Chart.YEARS, chosen)
    if _is_filtered(inquiry) or inquiry.period is not None or inquiry.besides:
        counted = inquiry.query.kind is AnswerKind.COUNT and _is_filtered(inquiry) and inquiry.period is None
        told = [*statements, *beside_them(inquiry), *(count_there(inquiry, len(chosen)) if counted else ())]
        return inquiry.answer(told, lead=lead_of(inquiry, chosen), notes=notes, picture=picture)
    # A published number is of all partners: nothing that is narrowed down is held against it.
    whole = () if inquiry.query.among or inquiry.partners else homes_and_kinds(chosen)
    shortfall = [_shortfall(inquiry, home, kind, chosen) for home, kind in whole]
    # "Guangzhou has 11" would be false beside a published number that is another.
    short = any(shortfall)
    lead = inquiry.say("rows_listed", rows=described(inquiry, chosen)) if short else lead_of(inquiry, chosen)
    if inquiry.query.complete and any(shortfall):
        return inquiry.abstention(inquiry.say("no_full_list"), statements, notes=[lead, *shortfall, *notes])
    return inquiry.answer(statements, lead=lead, notes=[*shortfall, *notes], picture=picture)


def _none_there(inquiry: Inquiry) -> Answer | None:
    """Say that none is of the kind, place and time asked about, where that is known; papers seldom name continents."""
    if inquiry.query.among:
        rows = [row for row in inquiry.book.served if inquiry.book.partner_id(row) in inquiry.query.among]
        where = place_and_time(inquiry)
        if not rows:  # they were named, and no table has them
            return None
        return inquiry.answer([inquiry.statement(inquiry.say("none_of_those", where=where), *rows)] if where else ())
    narrowed = (_is_filtered(inquiry) or inquiry.period is not None) and not inquiry.besides
    none, beside = none_listed(inquiry) if narrowed else None, beside_them(inquiry)
    if none is not None:
        return inquiry.answer([none, *beside])
    homes = [row for row in inquiry.book.served if inquiry.home_of(row) in inquiry.homes]
    of_continents = inquiry.continents and not inquiry.countries and inquiry.period is None
    begun = inquiry.period is not None and inquiry.period.start <= inquiry.query.today
    told = beside or (latest_on_record(inquiry, inquiry.agreements()) if begun else [])
    if not homes or not (of_continents or told or inquiry.besides):
        return None
    language = inquiry.language
    names = joined(dict.fromkeys(home_name(row, language) for row in homes), language)
    kinds = joined((kind_words(kind, language) for kind in inquiry.kinds_wanted()), language)
    where = place_and_time(inquiry)
    if inquiry.besides:
        where = f" {where}" if where and is_english(language) else where
        lead = inquiry.say("none_besides", home=names, where=where, kind=kinds, partners=besides_words(inquiry))
        left_out = [row for row in homes if any(inquiry.is_partner(row, place) for place in inquiry.besides)]
        known = [told for row in left_out for told in agreement_statements(inquiry, row)]
        return inquiry.answer([*beside, *known], lead=lead)
    lead = inquiry.say("none_there", home=names, where=where, kind=kinds)
    return inquiry.answer(told, lead=lead) if told else inquiry.abstention(lead, ())


def _count(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> Answer | None:
    """Give the official figures, and beside them how many rows the tables hold."""
    statements = count_statements(inquiry)
    if not statements:
        listed = list_agreements(inquiry, rows)
        if inquiry.period is None or listed is None or listed.abstained:
            return listed
        return dataclasses.replace(listed, statements=(*listed.statements, *listed_by(inquiry)))
    if is_ahead(inquiry):
        return not_yet(inquiry, statements)
    notes = [*ambiguity_notes(inquiry)]
    if inquiry.period is None and not inquiry.query.years and rows:
        notes.insert(0, inquiry.say("rows_in_table", rows=described(inquiry, rows)))
    return inquiry.answer(statements, notes=notes, picture=inquiry.picture(Chart.YEARS, rows) if rows else None)


def _vague(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> Answer | None:
    """List the agreements of which no source gives the day, or the month either."""
    wanted = (Precision.YEAR,) if inquiry.says("vague.month") else (Precision.YEAR, Precision.MONTH)
    chosen = tuple(row for row in rows if row.date is not None and row.date.precision in wanted)
    if not chosen:
        return None
    statements = [_line(inquiry, row, chosen) for row in in_order(chosen)]
    return inquiry.answer(statements, lead=inquiry.say("rows_listed", rows=described(inquiry, chosen)))


def _quiet(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> Answer | None:
    chosen = [row for row in rows if row.status is AgreementStatus.INACTIVE_REPORTED]
    if not chosen:
        return None
    statements = [inquiry.statement(agreement_words(inquiry, row), row) for row in in_order(chosen)]
    return inquiry.answer(statements, lead=inquiry.say("rows_listed", rows=described(inquiry, chosen)))


def _line(inquiry: Inquiry, row: Agreement, among: tuple[Agreement, ...]) -> Statement:
    language = inquiry.language
    several_homes = len({other.home_en for other in among}) > 1
    several_kinds = len({other.kind for other in among}) > 1
    dash = " – " if is_english(language) else "—"
    text = inquiry.say(
        "agreement_line",
        home=f"{home_name(row, language)}{dash}" if several_homes else "",
        partner=partner_words(row, language),
        date=date_words(inquiry, row),
        kind=inquiry.say("kind_in_line", kind=kind_words(row.kind, language, 1)) if several_kinds else "",
    )
    if row.status is AgreementStatus.INACTIVE_REPORTED:
        own_words = row.status_note and note_in(row.status_note, Language.ZH) == note_in(row.status_note, Language.EN)
        text += inquiry.say("noted_in_line", note=row.status_note) if own_words else inquiry.say("quiet_in_line")
    return inquiry.statement(text + disputed_words(inquiry, row), row, *inquiry.book.claims_about(row))


def _shortfall(inquiry: Inquiry, home: str, kind: str, rows: Iterable[Agreement]) -> str:
    """Say that the latest official figure is another number than that of the rows."""
    own = [row for row in rows if (row.home_en, row.kind) == (home, kind)]
    figure = inquiry.book.latest_count(inquiry.home_of(own[0]), kind, inquiry.query.today)
    if figure is None or figure.as_of is None or figure.value == str(len(own)):
        return ""
    return inquiry.say(
        "figure_differs",
        home=home_name(own[0], inquiry.language),
        kind=kind_words(kind, inquiry.language),
        value=figure.value,
        n=len(own),
        date=format_date(figure.as_of, inquiry.language),
        title=source_title(figure, inquiry.language),
    )


def _two_continents_note(inquiry: Inquiry, rows: Iterable[Agreement]) -> str:
    both = [partner_name(row, inquiry.language) for row in rows if inquiry.continents and len(row.continents) > 1]
    return inquiry.say("two_continents", partners=joined(both, inquiry.language)) if both else ""
