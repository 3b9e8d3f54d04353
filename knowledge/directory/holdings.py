"""What the sources are: each with its date, its languages and how much there is of it."""

import dataclasses
import datetime as dt
from collections.abc import Iterable

from knowledge.calendar import PartialDate
from knowledge.directory.kept import is_kept
from knowledge.evidence import Language, Passage
from knowledge.text.folding import fold


@dataclasses.dataclass(frozen=True, slots=True)
class SourceEntry:
    """One source, however many files and table rows draw on it.

    ``titles`` holds a title for each language it has one in; ``passages`` counts what is read from its text,
    ``records`` the table rows that rest on it. ``latest`` is the newest date that it or a row of it is of.
    """

    titles: dict[Language, str]
    publishers: dict[Language, str]
    latest: PartialDate | None
    url: str
    languages: tuple[Language, ...]
    passages: int
    records: int

    def title(self, language: Language) -> str:
        """Return the title in a language, else in the other."""
        return self.titles.get(language) or self.titles[language.other]

    def publisher(self, language: Language) -> str:
        """Return who published it, as told in a language, else in the other; may be empty."""
        return self.publishers.get(language) or self.publishers.get(language.other, "")


@dataclasses.dataclass(frozen=True, slots=True)
class Holdings:
    """All sources, the newest first, and how recent the whole is."""

    sources: tuple[SourceEntry, ...]
    passages: int
    records: int
    newest: PartialDate | None
    generation: str
    built_at: dt.datetime | None


@dataclasses.dataclass
class _Gathered:
    titles: dict[Language, str] = dataclasses.field(default_factory=dict)
    publishers: dict[Language, str] = dataclasses.field(default_factory=dict)
    dates: list[PartialDate] = dataclasses.field(default_factory=list)
    url: str = ""
    languages: dict[Language, None] = dataclasses.field(default_factory=dict)
    passages: int = 0
    records: set[str] = dataclasses.field(default_factory=set)


def holdings_of(passages: Iterable[Passage], generation: str, built_at: dt.datetime | None) -> Holdings:
    """Gather the sources of passages; papers and table rows of the same title are one source."""
    gathered: list[_Gathered] = []
    known: dict[str, _Gathered] = {}
    total = 0
    # Papers come first, so that a row finds the paper that it was taken from.
    for passage in sorted(passages, key=lambda passage: bool(passage.record)):
        total += not passage.record
        source = passage.source
        # The two language sides of a paper or a row have a title each and one path; a web page may be told by two.
        names = [
            f"{kind}:{name}"
            for kind, name in (("path", source.path), ("url", source.url), ("", fold(source.title)))
            if name
        ]
        entry = next((known[name] for name in names if name in known), None)
        if entry is None:
            entry = _Gathered()
            gathered.append(entry)
        for name in names:
            known.setdefault(name, entry)
        _add(entry, passage)
    entries = sorted(map(_entry, gathered), key=_newest_first)
    dates = [entry.latest for entry in entries if entry.latest]
    return Holdings(
        tuple(entries),
        total,
        sum(entry.records for entry in entries),
        max(dates, key=_surely, default=None),
        generation,
        built_at,
    )


def _add(entry: _Gathered, passage: Passage) -> None:
    source = passage.source
    entry.url = entry.url or source.url
    if source.published:
        entry.dates.append(source.published)
    if passage.record:
        entry.records.add(source.path)
        if is_kept(source):
            entry.titles[passage.language] = source.title
            return
        # Rows may name their source in many ways. The shortest is the plainest.
        known = entry.titles.get(passage.language, source.title)
        if not entry.passages and len(source.title) <= len(known):
            entry.titles[passage.language] = source.title
        if source.publisher:
            entry.publishers.setdefault(passage.language, source.publisher)
        return
    entry.passages += 1
    entry.languages[passage.language] = None
    entry.titles.setdefault(passage.language, source.title or source.path)
    if source.publisher:
        entry.publishers.setdefault(passage.language, source.publisher)


def _entry(entry: _Gathered) -> SourceEntry:
    return SourceEntry(
        titles=entry.titles,
        publishers=entry.publishers,
        latest=max(entry.dates, key=_surely, default=None),
        url=entry.url,
        languages=tuple(sorted(entry.languages)),
        passages=entry.passages,
        records=len(entry.records),
    )


def _newest_first(entry: SourceEntry) -> tuple[bool, int, str]:
    day = entry.latest.first_day.toordinal() if entry.latest else 0
    return (not entry.latest, -day, entry.title(Language.ZH))


def _surely(date: PartialDate) -> dt.date:
    """Return the day up to which a source surely reaches: one of "2018" need not be newer than one of May 2018."""
    return date.first_day
