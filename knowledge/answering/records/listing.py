"""Lists and counts of agreements: filtered, first and latest, by country, and those reported as quiet."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from knowledge.answering.records import cues
from knowledge.answering.records.agreement_date import agreement_statements, agreement_words, disputed_words
from knowledge.answering.records.figures import count_statements, latest_count
from knowledge.answering.records.inquiry import (
    may_be_within,
    surely_within,
)
from knowledge.answering.records.phrasing import (
    continent_words,
    country_name,
    home_name,
    is_english,
    joined,
    kind_words,
    partner_name,
    partner_words,
    period_words,
)
from knowledge.calendar import format_date
from knowledge.records import AgreementStatus
from knowledge.understanding.query import AnswerKind, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.answering.records.inquiry import Inquiry
    from knowledge.evidence import Answer, Statement
    from knowledge.records import Agreement

_PLACED = re.compile(r"第([二三四五六七八九十]|\d{1,2})[个座]|\b(second|third|fourth|fifth|\d{1,2}(?:nd|rd|th))\b")
_NUMBERS = dict(zip("二三四五六七八九十", range(2, 11), strict=True)) | {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
}
_SEVERAL = 2


def answer_list(inquiry: Inquiry) -> Answer | None:
    """Answer which or how many partners there are, as far as the tables tell."""
    topics = ("agreement", "quiet") if cues.QUIET.search(inquiry.text) else ("agreement",)
    if inquiry.partners or inquiry.organisations or inquiry.leaves_unexplained(*topics):
        return None
    rows = inquiry.agreements()
    if cues.QUIET.search(inquiry.text):
        return _quiet(inquiry, rows)
    if cues.BY_COUNTRY.search(inquiry.text) and not inquiry.countries:
        return _by_group(inquiry, _in_period(inquiry, rows)[0], "country")
    if cues.BY_CONTINENT.search(inquiry.text) and not inquiry.continents:
        return _by_group(inquiry, _in_period(inquiry, rows)[0], "continent")
    if cues.FIRST.search(inquiry.text) or cues.LATEST.search(inquiry.text) or _PLACED.search(inquiry.text):
        return _extremes(inquiry, rows)
    if _counts_everything(inquiry):
        return _count(inquiry, rows)
    narrowed = inquiry.named_homes or _is_filtered(inquiry) or inquiry.period is not None
    return _list(inquiry, rows) if narrowed or inquiry.query.kind is AnswerKind.LIST else None


def _is_filtered(inquiry: Inquiry) -> bool:
    return bool(inquiry.countries or inquiry.continents)


def _counts_everything(inquiry: Inquiry) -> bool:
    """Tell whether a plain number of a home city is asked for: official figures say it better than rows."""
    added = re.search(r"新增|新结|新签|增加|结好|缔结|签|\badd|\bgain|\bsign|\bconclud|\bestablish", inquiry.text)
    as_of = inquiry.period is None or inquiry.period.start == dt.date.min or not added
    return inquiry.query.kind is AnswerKind.COUNT and not _is_filtered(inquiry) and as_of


def _in_period(inquiry: Inquiry, rows: Iterable[Agreement]) -> tuple[tuple[Agreement, ...], tuple[Agreement, ...]]:
    """Return the rows dated surely within the range asked about, and those that may be."""
    period = inquiry.period
    if period is None:
        return tuple(rows), ()
    dated = [row for row in rows if row.date is not None]
    sure = tuple(row for row in dated if row.date and surely_within(row.date, period))
    return sure, tuple(row for row in dated if row.date and may_be_within(row.date, period) and row not in sure)


def _list(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> Answer | None:
    chosen, uncertain = _in_period(inquiry, rows)
    if not chosen:
        return None
    statements = [_line(inquiry, row, chosen) for row in _in_order(chosen)]
    notes = [_uncertain_note(inquiry, uncertain), _two_continents_note(inquiry, chosen), *_ambiguity(inquiry)]
    lead = inquiry.say("rows_listed", rows=_described(inquiry, chosen))
    if _is_filtered(inquiry) or inquiry.period is not None:
        return inquiry.answer(statements, lead=lead, notes=notes)
    shortfall = [_shortfall(inquiry, home, kind, chosen) for home, kind in _groups(chosen)]
    if inquiry.query.complete and any(shortfall):
        return inquiry.abstention(inquiry.say("no_full_list"), statements, notes=[lead, *shortfall, *notes])
    return inquiry.answer(statements, lead=lead, notes=[*shortfall, *notes])


def _count(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> Answer | None:
    """Give the official figures, and beside them how many rows the tables hold."""
    statements = count_statements(inquiry)
    if not statements:
        return None if inquiry.period is not None else _list(inquiry, rows)
    notes = [*_ambiguity(inquiry)]
    if inquiry.period is None and rows:
        notes.insert(0, inquiry.say("rows_in_table", rows=_described(inquiry, rows)))
    return inquiry.answer(statements, notes=notes)


def _quiet(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> Answer | None:
    chosen = [row for row in rows if row.status is AgreementStatus.INACTIVE_REPORTED]
    if not chosen:
        return None
    statements = [inquiry.statement(agreement_words(inquiry, row), row) for row in _in_order(chosen)]
    return inquiry.answer(statements, lead=inquiry.say("rows_listed", rows=_described(inquiry, chosen)))


def _extremes(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> Answer | None:
    """Give the first, the latest or the Nth partner of each home city; rows that cannot be told apart together."""
    chosen = [row for row in _in_period(inquiry, rows)[0] if row.date is not None]
    statements: list[Statement] = []
    for home in dict.fromkeys(row.home_en for row in chosen):
        own = [row for row in chosen if row.home_en == home]
        placed = _PLACED.search(inquiry.text)
        if cues.FIRST.search(inquiry.text):
            statements += _told(inquiry, _first(own), "first_partner")
        elif placed:
            number = _NUMBERS.get(placed[1] or placed[2]) or int(re.sub(r"\D", "", placed[0]))
            ordered = _in_order(own)
            if number <= len(ordered):
                statements += _told(inquiry, [ordered[number - 1]], "nth_partner", n=number)
        if cues.LATEST.search(inquiry.text):
            statements += _told(inquiry, _latest(own), "latest_partner")
    if not statements:
        return None
    undated = [partner_name(row, inquiry.language) for row in rows if row.date is None]
    note = inquiry.say("without_date", partners=joined(undated, inquiry.language)) if undated else ""
    return inquiry.answer(statements, notes=[note, *_ambiguity(inquiry)])


def _told(inquiry: Inquiry, rows: list[Agreement], key: str, n: int = 1) -> list[Statement]:
    told: list[Statement] = []
    for row in rows:
        language = inquiry.language
        own, *claims = agreement_statements(inquiry, row)
        values = {"home": home_name(row, language), "partner": partner_words(row, language)}
        lead = inquiry.say(key, kind=kind_words(row.kind, language, 1), n=n, **values)
        told += [inquiry.statement(f"{lead}{' ' if is_english(language) else ''}{own.text}", row), *claims]
    return told


def _first(rows: list[Agreement]) -> list[Agreement]:
    """Return the rows that no other certainly precedes."""
    earliest_end = min(row.date.last_day for row in rows if row.date)
    return [row for row in _in_order(rows) if row.date and row.date.first_day <= earliest_end]


def _latest(rows: list[Agreement]) -> list[Agreement]:
    """Return the rows that no other certainly follows."""
    latest_start = max(row.date.first_day for row in rows if row.date)
    return [row for row in _in_order(rows) if row.date and row.date.last_day >= latest_start]


def _by_group(inquiry: Inquiry, rows: tuple[Agreement, ...], group: str) -> Answer | None:
    """Give the partners by country or continent; only groups of several where that is asked."""
    language = inquiry.language
    members: dict[str, list[Agreement]] = {}
    for row in rows:
        names = (
            [country_name(row, language)]
            if group == "country"
            else [continent_words(name, language) for name in row.continents]
        )
        for name in names:
            members.setdefault(name, []).append(row)
    if cues.SEVERAL.search(inquiry.text):
        members = {name: of for name, of in members.items() if len(of) >= _SEVERAL}
    if not members:
        return None
    statements = [
        inquiry.statement(
            inquiry.say(
                "group_line",
                group=name,
                n=len(of),
                partners=joined((_short(row, of, inquiry) for row in _in_order(of)), language),
            ),
            *of,
        )
        for name, of in sorted(members.items(), key=lambda item: -len(item[1]))
    ]
    key = "groups_of_countries" if group == "country" else "groups_of_continents"
    lead = inquiry.say(key, n=len(members), rows=_described(inquiry, rows))
    return inquiry.answer(statements, lead=lead, notes=_ambiguity(inquiry))


def _short(row: Agreement, among: list[Agreement], inquiry: Inquiry) -> str:
    name = partner_name(row, inquiry.language)
    if len({other.home_en for other in among}) == 1:
        return name
    return f"{name} ({home_name(row, inquiry.language)})"


def _line(inquiry: Inquiry, row: Agreement, among: tuple[Agreement, ...]) -> Statement:
    language = inquiry.language
    several_homes = len({other.home_en for other in among}) > 1
    several_kinds = len({other.kind for other in among}) > 1
    dash = " – " if is_english(language) else "—"
    text = inquiry.say(
        "agreement_line",
        home=f"{home_name(row, language)}{dash}" if several_homes else "",
        partner=partner_words(row, language),
        date=format_date(row.date, language) if row.date else inquiry.say("no_date"),
        kind=inquiry.say("kind_in_line", kind=kind_words(row.kind, language, 1)) if several_kinds else "",
    )
    if row.status is AgreementStatus.INACTIVE_REPORTED:
        text += inquiry.say("quiet_in_line")
    return inquiry.statement(text + disputed_words(inquiry, row), row, *inquiry.book.claims_about(row))


def _in_order(rows: Iterable[Agreement]) -> list[Agreement]:
    return sorted(rows, key=lambda row: (row.date.first_day if row.date else dt.date.max, row.partner_en))


def _groups(rows: Iterable[Agreement]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((row.home_en, row.kind) for row in rows))


def _described(inquiry: Inquiry, rows: Iterable[Agreement]) -> str:
    """Say of what the rows are: 13 sister cities of Guangzhou in Europe since 2010."""
    language = inquiry.language
    rows = list(rows)
    parts = []
    for home, kind in _groups(rows):
        own = [row for row in rows if (row.home_en, row.kind) == (home, kind)]
        words = kind_words(kind, language, len(own))
        parts.append(inquiry.say("rows_of", home=home_name(own[0], language), n=len(own), kind=words))
    text = joined(parts, language)
    where = [continent_words(name, language) for name in inquiry.continents]
    where += list(dict.fromkeys(country_name(row, language) for row in rows if row.iso_country in inquiry.countries))
    if where:
        text = inquiry.say("rows_where", rows=text, where=joined(where, language))
    if inquiry.period is not None:
        text = inquiry.say("rows_when", rows=text, period=period_words(inquiry.period, language))
    return text


def _shortfall(inquiry: Inquiry, home: str, kind: str, rows: Iterable[Agreement]) -> str:
    """Say that the latest official figure is another number than that of the rows."""
    own = [row for row in rows if (row.home_en, row.kind) == (home, kind)]
    figure = latest_count(inquiry, inquiry.home_of(own[0]), kind)
    if figure is None or figure.as_of is None or figure.value == str(len(own)):
        return ""
    return inquiry.say(
        "figure_differs",
        home=home_name(own[0], inquiry.language),
        kind=kind_words(kind, inquiry.language),
        value=figure.value,
        n=len(own),
        date=format_date(figure.as_of, inquiry.language),
        title=figure.source_title,
    )


def _uncertain_note(inquiry: Inquiry, uncertain: tuple[Agreement, ...]) -> str:
    names = joined((partner_name(row, inquiry.language) for row in uncertain), inquiry.language)
    return inquiry.say("may_be_dated_in", partners=names) if names else ""


def _two_continents_note(inquiry: Inquiry, rows: Iterable[Agreement]) -> str:
    both = [partner_name(row, inquiry.language) for row in rows if inquiry.continents and len(row.continents) > 1]
    return inquiry.say("two_continents", partners=joined(both, inquiry.language)) if both else ""


def _ambiguity(inquiry: Inquiry) -> list[str]:
    return [inquiry.say("friendship_means")] if inquiry.query.relation is Relation.FRIENDSHIP else []
