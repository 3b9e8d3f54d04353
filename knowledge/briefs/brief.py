"""A brief on a city: one page of cited statements, and what is not known."""

import dataclasses
import datetime as dt
from collections.abc import Iterator

from knowledge.answering.extractive import citation, tells
from knowledge.answering.papers import statements_of
from knowledge.answering.records.phrasing import day_words
from knowledge.directory import Directory, Guide
from knowledge.evidence import Passage, Statement
from knowledge.exports.document import Section
from knowledge.index import KnowledgeIndex
from knowledge.names import Place
from knowledge.records import Event, EventKind, EventStatus
from knowledge.text.bilingual import Bilingual
from knowledge.text.language import HAN

_FROM_PAPERS = 4
_SEARCHED = 40
_LONGEST = 220  # characters of a sentence that a page has room for
# What an A4 page of the document holds: lines under the title, and columns of a line (a Chinese character takes two).
_LINES, _COLUMNS = 46, 84
_HEADING_LINES = 1.7


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """A titled paper: sections of cited statements with the product's own remarks, and the day it is of."""

    title: str
    sections: tuple[Section, ...]
    as_of: str


def brief(guide: Guide, index: KnowledgeIndex, place: Place) -> Paper:
    """Gather what is known of a city on one page; ``guide`` sets the language and the day."""
    words = Bilingual("briefs", guide.language, guide.script)
    card = guide.card(place)
    last = last_contact(guide, place)
    events = tuple(event for event in guide.events(place) if event != last)
    programmes = guide.programmes(place=place)
    recorded = [*card.agreements, *card.figures, *events, *programmes, *filter(None, [last])]
    quoted = list(_told(index, guide.directory, place, guide))
    beyond = [each for each in quoted if not any(tells(row.text, each.text) for row in recorded)][:_FROM_PAPERS]
    papers = [dataclasses.replace(each, text=words.written(each.text)) for each in beyond]
    neighbours = _neighbours(guide, place)
    first = [
        Section(words("agreement"), card.agreements, card.notes),
        Section(words("anniversaries"), card.anniversaries),
        Section(words("last_contact"), (last,) if last else ()),
    ]
    # What a page has room for: the nearer a thing is to the city, the sooner it is told.
    middle = [
        Section(words("intentions"), guide.open_intentions(place)),
        Section(words("history"), events),
        Section(words("programmes"), programmes),
        Section(words("figures"), card.figures),
        Section(words("papers"), tuple(papers)),
    ]
    end = [
        Section(words("country"), (), (words.listed(neighbours),) if neighbours else ()),
        Section(words("unknown"), (), _unknown(words, card.agreements, guide, place, bool(quoted), last)),
    ]
    room = _LINES - sum(map(_height, (*first, *end)))
    sections = [*first, *_fitted(middle, room, words), *end]
    name = words("in_country", name=card.name, country=card.country) if card.country else card.name
    day = day_words(guide.today, guide.language)
    filled = tuple(section for section in sections if section.statements or section.remarks)
    return Paper(words("brief", name=name), filled, words("as_of", day=day))


def last_contact(guide: Guide, place: Place) -> Statement | None:
    """Return the latest event with a partner that took place, or None where no dated one is on record."""
    row = last_event(guide.directory, place, guide.today)
    return guide.event(row) if row else None


def last_event(directory: Directory, place: Place, today: dt.date) -> Event | None:
    """Return the latest event with a partner that is known to have taken place by a day.

    An anniversary that fell due is no contact. Of two dates the one that begins later counts as the later.
    """
    return max(
        contacts(directory, place, today), key=lambda row: row.date.first_day if row.date else today, default=None
    )


def contacts(directory: Directory, place: Place, today: dt.date) -> list[Event]:
    """Return the dated events with a partner that took place by a day."""
    return [
        row
        for row in directory.naming(place.id, Event)
        if row.date is not None
        and row.status is EventStatus.HELD
        and row.kind is not EventKind.MILESTONE
        and row.date.first_day <= today
    ]


def _neighbours(guide: Guide, place: Place) -> list[str]:
    partner = guide.directory.partner_of(place.id)
    if partner is None or not partner.country:
        return []
    return [entry.label for entry in guide.cities(country=partner.country) if entry.key != partner.key]


def _told(index: KnowledgeIndex, directory: Directory, place: Place, guide: Guide) -> Iterator[Statement]:
    """Yield sentences of papers that name the city, verbatim, in the guide's language before the other."""
    hits = [*index.search(place.zh, k=_SEARCHED), *index.search(place.en, k=_SEARCHED)]
    passages = {hit.passage.id: hit.passage for hit in hits if not hit.passage.record}
    ordered = sorted(passages.values(), key=lambda passage: passage.language is not guide.language)
    seen: set[str] = set()
    pairs: set[str] = set()
    for passage in ordered:
        if passage.pair and passage.pair in pairs:
            continue
        for sentence in _naming(passage, directory, place):
            if sentence not in seen:
                seen.add(sentence)
                pairs.add(passage.pair)
                yield Statement(sentence, (citation(passage, sentence),))


def _naming(passage: Passage, directory: Directory, place: Place) -> Iterator[str]:
    for text in statements_of(passage):
        named = any(mention.place.id == place.id for mention in directory.gazetteer.find(text))
        if named and len(text) <= _LONGEST and text in passage.text and text not in (place.zh, place.en):
            yield text


def _fitted(sections: list[Section], room: float, words: Bilingual) -> list[Section]:
    """Return sections with as many statements as there is room for, each section's first before any one's next.

    How many are left out is said.
    """
    kept = [0] * len(sections)
    for n in range(max((len(section.statements) for section in sections), default=0)):
        for place, section in enumerate(sections):
            if n >= len(section.statements) or kept[place] < n:
                continue
            needed = _lines(section.statements[n].text) + (_HEADING_LINES + 1 if n == 0 else 0)
            if needed <= room:
                kept[place] += 1
                room -= needed
    return [
        dataclasses.replace(
            section,
            statements=section.statements[:number],
            remarks=(words("more", n=left),) if (left := len(section.statements) - number) else (),
        )
        for section, number in zip(sections, kept, strict=True)
    ]


def _height(section: Section) -> float:
    """Return about how many lines a section takes; an empty one is not printed."""
    texts = [*(statement.text for statement in section.statements), *section.remarks]
    return sum(map(_lines, texts)) + _HEADING_LINES if texts else 0


def _lines(text: str) -> int:
    columns = sum(2 if HAN.match(char) or char in "，。、；：（）“”" else 1 for char in text)
    return -(-(columns + _MARKERS) // _COLUMNS)


_MARKERS = 6  # the numbers of its sources


def _unknown(  # noqa: PLR0917 - what is known, part by part
    words: Bilingual,
    agreements: tuple[Statement, ...],
    guide: Guide,
    place: Place,
    told: bool,  # noqa: FBT001
    last: Statement | None,
) -> tuple[str, ...]:
    partner = guide.directory.partner_of(place.id)
    dates = [row.date for row in partner.agreements] if partner else []
    missing = {
        "no_agreement": not agreements,
        "no_day": bool(agreements) and not any(date is not None and date.day for date in dates),
        "no_contact": last is None,
        "no_programmes": not guide.programmes(place=place),
        "no_papers": not told,
    }
    return tuple(words(key) for key, lacks in missing.items() if lacks)
