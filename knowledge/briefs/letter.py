"""A draft of a congratulatory letter: a template filled from the records, with every fact cited below it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from knowledge.answering.records.phrasing import joined, when
from knowledge.briefs.brief import contacts
from knowledge.calendar import PartialDate, Precision, anniversary, format_date, next_anniversary
from knowledge.directory import Guide
from knowledge.errors import ConfigurationError
from knowledge.evidence import Language, Statement
from knowledge.exports.document import Section
from knowledge.names import Place
from knowledge.records import Agreement, AgreementKind, Event, Programme, ProgrammeStatus, kind_words
from knowledge.text.bilingual import Bilingual
from knowledge.text.numerals import ordinal

_EVENTS, _PROGRAMMES = 2, 2
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

    def basis(self, heading: str) -> Section:
        """Return what the letter rests on as a section of a document."""
        return Section(heading, self.facts, self.remarks)


def letter(guide: Guide, place: Place, years: int | None = None, *, templates: Path | None = None) -> Letter:
    """Draft a letter for an anniversary (by default the next round one), in the guide's language.

    ``templates`` is the folder of an office's own. Raises ConfigurationError where one cannot be used, LetterError
    no agreement with a date is on record, or the years are not a positive number.
    """
    words = Bilingual("briefs", guide.language, guide.script)
    row = _agreement(guide, place)
    if row.date is None:
        raise LetterError("the records give no date for this agreement")
    coming = (
        next_anniversary(row.date, guide.today, every=guide.directory.book.milestone)
        if years is None
        else anniversary(row.date, years)
    )
    partner, own = words.name(row.partner_zh, row.partner_en), words.name(row.home_zh, row.home_en)
    head = "mayor" if row.kind in _CITIES else "head"
    events, programmes = _events(guide, place), _programmes(guide, place)
    between = " " if guide.language is Language.EN else ""
    values = {
        "home": own,
        "partner": partner,
        "kind": words.written(kind_words(row.kind, guide.language)),
        "since": words.written(when(row.date, guide.language)),
        "when": format_date(coming.date, guide.language),
        "years": coming.years,
        "nth": ordinal(coming.years),
        "head": words(head),
        "own_head": words("mayor"),
        "salutation": words("salutation" if head == "mayor" else "salutation_other", partner=partner),
        "history": between.join(words.name(each.summary_zh, each.summary_en) for each in events),
        "programmes": _told(programmes, words),
    }
    paragraphs = [words.set(paragraph) for paragraph in filled(guide.language, values, templates)]
    remarks = [words("letter_language")]
    if row.date.precision is not Precision.DAY:
        remarks.insert(0, words("letter_vague", precision=words(row.date.precision)))
    if guide.directory.book.claims_about(row):
        remarks.insert(0, words("letter_disputed"))
    return Letter(
        title=words("letter_title", partner=partner, years=coming.years, nth=ordinal(coming.years)),
        years=coming.years,
        banner=words("draft"),
        paragraphs=tuple(paragraphs),
        facts=(
            *guide.agreement(row),
            guide.anniversary(row, coming),
            *map(guide.event, events),
            *map(guide.programme, programmes),
        ),
        remarks=tuple(remarks),
    )


def _agreement(guide: Guide, place: Place) -> Agreement:
    partner = guide.directory.partner_of(place.id)
    home = guide.directory.home
    rows = partner.agreements if partner else ()
    own = [row for row in rows if home is not None and guide.directory.book.home_id(row) == home.id]
    found = next(iter(own or rows), None)
    if found is None:
        raise LetterError("the records hold no agreement with this city")
    return found


def _events(guide: Guide, place: Place) -> tuple[Event, ...]:
    held = contacts(guide.directory, place, guide.today)
    held.sort(key=lambda row: row.date.first_day if row.date else guide.today)
    return tuple(held[-_EVENTS:])


def _programmes(guide: Guide, place: Place) -> tuple[Programme, ...]:
    running = (row for row in guide.directory.naming(place.id, Programme) if row.status is ProgrammeStatus.RUNNING)
    return tuple(running)[:_PROGRAMMES]


def _told(programmes: Sequence[Programme], words: Bilingual) -> str:
    """Return what runs between the two, each as of when that was known."""
    titles = [words("quoted", title=words.name(row.title_zh, row.title_en)) for row in programmes]
    days = [
        format_date(PartialDate(row.as_of.year, row.as_of.month), words.language) if row.as_of else ""
        for row in programmes
    ]
    if days and days[0] and len(set(days)) == 1:
        return words("running_then", what=joined(titles, words.language), day=days[0])
    told = [
        words("running_as_of", title=title, day=day) if day else title for title, day in zip(titles, days, strict=True)
    ]
    return words("running", what=joined(told, words.language)) if told else ""


PLACES = frozenset(
    {"home", "partner", "kind", "since", "when", "years", "nth", "history", "programmes", "head", "own_head"}
    | {"salutation"}
)
# A paragraph of these alone is left out where they are empty.
_OPTIONAL = frozenset({"history", "programmes"})
_BUNDLED = Path(__file__).parent / "templates"
# As it is typed: with spaces inside, or with the brackets of a Chinese keyboard.
_PLACE = re.compile(r"[{｛]\s*(\w*)\s*[}｝]")
_LEAST_PARAGRAPHS = 3


def filled(language: Language, values: Mapping[str, object], folder: Path | None = None) -> tuple[str, ...]:
    """Return the paragraphs of a language's template with these values.

    The office's own ``letter.zh.txt`` or ``letter.en.txt`` in ``folder`` comes before ours. Raises ConfigurationError
    that names the file where it cannot be read or names something else than ``PLACES``.
    """
    name = f"letter.{language.value}.txt"
    path = folder / name if folder is not None and (folder / name).is_file() else _BUNDLED / name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"the letter template {path} cannot be read ({error}); save it as UTF-8") from error
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text.strip())]
    unknown = set(_PLACE.findall(text)) - PLACES
    if unknown or len(paragraphs) < _LEAST_PARAGRAPHS:
        what = f"{{{min(unknown)}}} is none of {', '.join(sorted(PLACES))}" if unknown else "it has no three paragraphs"
        raise ConfigurationError(f"the letter template {path} cannot be used: {what}")
    return tuple(
        _PLACE.sub(lambda found: str(values[found[1]]), paragraph).strip()
        for paragraph in paragraphs
        if not (places := set(_PLACE.findall(paragraph))) or places - _OPTIONAL or any(map(values.get, places))
    )
