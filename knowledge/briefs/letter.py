"""A draft of a congratulatory letter: a template filled from the records, with every fact cited below it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from knowledge.answering.records.phrasing import kind_words, ordinal, when
from knowledge.briefs.brief import contacts
from knowledge.briefs.words import words_in
from knowledge.calendar import Precision, anniversary, format_date, next_anniversary
from knowledge.exports.document import Section
from knowledge.records import AgreementKind, Programme, ProgrammeStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.directory import Guide
    from knowledge.evidence import Statement
    from knowledge.names import Place
    from knowledge.records import Agreement

_EVENTS, _PROGRAMMES = 3, 2
_CITIES = (AgreementKind.SISTER_CITY, AgreementKind.FRIENDLY_EXCHANGE_CITY)


class LetterError(ValueError):
    """Seen by whoever asked: no letter can be drafted from the records; says what is missing."""


@dataclasses.dataclass(frozen=True, slots=True)
class Letter:
    """A draft: ``banner`` says that it is one, ``paragraphs`` are the letter, ``facts`` carry what it says, cited."""

    title: str
    years: int
    banner: str
    paragraphs: tuple[str, ...]
    facts: tuple[Statement, ...]
    remarks: tuple[str, ...]

    @property
    def body(self) -> tuple[str, ...]:
        """Return the letter between its salutation and its signature."""
        return self.paragraphs[1:-1]

    def with_body(self, body: Sequence[str]) -> Letter:
        """Return the letter with other words between its salutation and its signature."""
        return dataclasses.replace(self, paragraphs=(self.paragraphs[0], *body, self.paragraphs[-1]))

    def with_remark(self, remark: str) -> Letter:
        """Return the letter with one more remark, the first."""
        return dataclasses.replace(self, remarks=(remark, *self.remarks))

    def sections(self, heading: str) -> tuple[Section, ...]:
        """Return the letter and its facts as sections of a document."""
        return Section("", (), self.paragraphs), Section(heading, self.facts, self.remarks)


def letter(guide: Guide, place: Place, years: int | None = None, *, home: Place | None = None) -> Letter:
    """Draft a letter for an anniversary (by default the next round one), in the guide's language.

    Raises LetterError where no agreement with a date is on record, or the years are not a positive number.
    """
    words = words_in(guide.language, guide.script)
    row = _agreement(guide, place, home)
    if row.date is None:
        raise LetterError("the records give no date for this agreement")
    coming = (
        next_anniversary(row.date, guide.today, every=guide.directory.book.milestone)
        if years is None
        else anniversary(row.date, years)
    )
    partner, own = words.name(row.partner_zh, row.partner_en), words.name(row.home_zh, row.home_en)
    date = format_date(coming.date, guide.language)
    values = {
        "home": own,
        "partner": partner,
        "kind": words.written(kind_words(row.kind, guide.language)),
        "since": words.written(when(row.date, guide.language)),
        "when": date,
        "years": coming.years,
        "nth": ordinal(coming.years),
    }
    events, programmes = _events(guide, place), _programmes(guide, place)
    paragraphs = [
        words("salutation" if row.kind in _CITIES else "salutation_other", partner=partner),
        words("letter_since", **values),
    ]
    if events:
        paragraphs.append("\n".join([words("letter_history", **values), *(f"· {each.text}" for each in events)]))
    if programmes:
        paragraphs.append("\n".join([words("letter_programmes"), *(f"· {each.text}" for each in programmes)]))
    paragraphs += [words("letter_close", **values), words("letter_sign", home=own, day=date)]
    remarks = [words("letter_language", country=words.name(row.country_zh, row.country_en))]
    if row.date.precision is not Precision.DAY:
        remarks.insert(0, words("letter_vague", precision=words(row.date.precision)))
    if guide.directory.book.claims_about(row):
        remarks.insert(0, words("letter_disputed"))
    return Letter(
        title=words("letter_title", partner=partner, years=coming.years, nth=ordinal(coming.years)),
        years=coming.years,
        banner=words("draft"),
        paragraphs=tuple(paragraphs),
        facts=(*guide.agreement(row), guide.anniversary(row, coming), *events, *programmes),
        remarks=tuple(remarks),
    )


def _agreement(guide: Guide, place: Place, home: Place | None) -> Agreement:
    partner = guide.directory.partner_of(place.id)
    home = home or guide.directory.home
    rows = partner.agreements if partner else ()
    own = [row for row in rows if home is not None and guide.directory.book.home_id(row) == home.id]
    found = next(iter(own or rows), None)
    if found is None:
        raise LetterError("the records hold no agreement with this city")
    return found


def _events(guide: Guide, place: Place) -> tuple[Statement, ...]:
    held = contacts(guide.directory, place, guide.today)
    held.sort(key=lambda row: row.date.first_day if row.date else guide.today)
    return tuple(guide.event(row) for row in held[-_EVENTS:])


def _programmes(guide: Guide, place: Place) -> tuple[Statement, ...]:
    running = [row for row in guide.directory.naming(place.id, Programme) if row.status is ProgrammeStatus.RUNNING]
    return tuple(guide.programme(row) for row in running[:_PROGRAMMES])
