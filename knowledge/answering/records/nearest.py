"""What the tables hold that is nearest to a question they do not answer."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from knowledge.answering.records.agreement_date import agreement_statements
from knowledge.understanding.query import Topic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.answering.records.inquiry import Inquiry
    from knowledge.evidence import Statement
    from knowledge.names import Place
    from knowledge.records import Agreement

_MOST = 3


def nearest_statements(inquiry: Inquiry) -> tuple[Statement, ...]:
    """Return up to three agreements nearest to what is asked.

    The partner's own with another home city come first, then the home city's other partners in that country, then in
    that continent. Nothing for a question that is not about partners.
    """
    query = inquiry.query
    if query.topic not in (Topic.AGREEMENT, Topic.ANNIVERSARY, Topic.PROFILE) and query.relation is None:
        return ()
    own = inquiry.agreements(any_kind=True) if inquiry.partners else ()
    if own:
        return _statements(inquiry, own)
    for places in ((place,) for place in inquiry.partners):
        rows = _around(inquiry, places[0])
        if rows:
            return _statements(inquiry, rows)
    return ()


def _around(inquiry: Inquiry, place: Place) -> tuple[Agreement, ...]:
    elsewhere = dataclasses.replace(inquiry, query=dataclasses.replace(inquiry.query, places=(place,), relation=None))
    rows = elsewhere.agreements(any_kind=True)
    if rows:
        return rows
    homes = inquiry.homes
    served = dataclasses.replace(
        inquiry, query=dataclasses.replace(inquiry.query, places=(), relation=None)
    ).agreements()
    rows = tuple(row for row in served if row.iso_country == place.country and inquiry.home_of(row) in homes)
    if rows:
        return rows
    return tuple(row for row in served if row.iso_country == place.country)


def _statements(inquiry: Inquiry, rows: Iterable[Agreement]) -> tuple[Statement, ...]:
    return tuple(statement for row in rows for statement in agreement_statements(inquiry, row)[:1])[:_MOST]
