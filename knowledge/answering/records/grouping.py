"""Partners by country or by continent."""

from knowledge.answering.records.figures import COUNTED, country_statements
from knowledge.answering.records.inquiry import Inquiry
from knowledge.answering.records.phrasing import (
    continent_words,
    country_name,
    home_name,
    is_english,
    joined,
    partner_name,
)
from knowledge.answering.records.rows import ambiguity_notes, described, in_order
from knowledge.calendar import PartialDate, format_date
from knowledge.charts.kinds import Chart
from knowledge.evidence import Answer
from knowledge.records import Agreement

_SEVERAL = 2
_CHARTS = {"country": Chart.MAP, "continent": Chart.SHARES}


def answer_grouped(inquiry: Inquiry, rows: tuple[Agreement, ...], group: str) -> Answer | None:
    """Give the partners by country or continent; only groups of several where that is asked.

    How many countries there are is told by official figures where there are any: the table may have fewer.
    """
    language = inquiry.language
    members: dict[str, list[Agreement]] = {}
    for row in rows:
        for name in _groups_of(inquiry, row, group):
            members.setdefault(name, []).append(row)
    if inquiry.says("several"):
        members = {name: of for name, of in members.items() if len(of) >= _SEVERAL}
    if not members:
        return None
    all_members = len(members)
    if inquiry.says("most") or inquiry.says("fewest"):
        wanted = (min if inquiry.says("fewest") else max)(map(len, members.values()))
        members = {name: of for name, of in members.items() if len(of) == wanted}
    statements = [
        inquiry.statement(
            inquiry.say(
                "group_line",
                group=name,
                n=len(of),
                partners=joined((_short(row, of, inquiry) for row in in_order(of)), language),
            ),
            *of,
        )
        for name, of in _in_order(members, group)
    ]
    if group == "country" and COUNTED.search(inquiry.text) and (counted := country_statements(inquiry)):
        listed = inquiry.say("countries_in_table", n=len(members), rows=described(inquiry, rows))
        return inquiry.answer(counted, notes=[listed, *ambiguity_notes(inquiry)])
    key = {"country": "groups_of_countries", "continent": "groups_of_continents"}.get(group, "groups_of_time")
    lead = inquiry.say(key, n=all_members, rows=described(inquiry, rows))
    if len(members) < all_members:
        lead = inquiry.say(
            "fewest_of_groups" if inquiry.says("fewest") else "most_of_groups",
            groups=joined(members, language),
            rows=described(inquiry, rows),
        )
    picture = inquiry.picture(_CHARTS.get(group, Chart.YEARS), rows)
    return inquiry.answer(statements, lead=lead, notes=ambiguity_notes(inquiry), picture=picture)


def _in_order(members: dict[str, list[Agreement]], group: str) -> list[tuple[str, list[Agreement]]]:
    """Return the largest groups first; years and decades as they follow each other."""
    if group in ("year", "decade"):
        return sorted(members.items(), key=lambda item: min(row.date.year for row in item[1] if row.date))
    return sorted(members.items(), key=lambda item: -len(item[1]))


def _groups_of(inquiry: Inquiry, row: Agreement, group: str) -> list[str]:
    language = inquiry.language
    if group == "country":
        return [country_name(row, language)]
    if group == "continent":
        return [continent_words(name, language) for name in row.continents]
    if row.date is None:
        return []
    if group == "year":
        return [format_date(PartialDate(row.date.year), language)]
    return [inquiry.say("decade", year=row.date.year // 10 * 10)]


def _short(row: Agreement, among: list[Agreement], inquiry: Inquiry) -> str:
    name = partner_name(row, inquiry.language)
    if len({other.home_en for other in among}) == 1:
        return name
    home = home_name(row, inquiry.language)
    return f"{name} ({home})" if is_english(inquiry.language) else f"{name}（{home}）"
