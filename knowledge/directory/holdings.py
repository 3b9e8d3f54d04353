"""What the sources are: each with its date, its languages and how much there is of it."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

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


def holdings_of(passages: Iterable[Passage], generation: str, built_at: dt.datetime | None) -> Holdings:
    """Gather the sources of passages; papers and table rows of the same title are one source."""
    gathered: list[list[Passage]] = []
    known: dict[str, list[Passage]] = {}
    # Papers come first, so that a row finds the paper that it was taken from.
    for passage in sorted(passages, key=lambda passage: bool(passage.record)):
        source = passage.source
        # The two language sides of a paper or a row have a title each and one path; a web page may be told by two.
        names = [
            f"{kind}:{name}"
            for kind, name in (("path", source.path), ("url", source.url), ("", fold(source.title)))
            if name
        ]
        own = next((known[name] for name in names if name in known), None)
        if own is None:
            gathered.append(own := [])
        for name in names:
            known.setdefault(name, own)
        own.append(passage)
    entries = sorted(map(_entry, gathered), key=_newest_first)
    return Holdings(
        tuple(entries),
        sum(entry.passages for entry in entries),
        sum(entry.records for entry in entries),
        max((entry.latest for entry in entries if entry.latest), key=_surely, default=None),
        generation,
        built_at,
    )


def _entry(passages: Sequence[Passage]) -> SourceEntry:
    """Return a source by what was read of it, its papers before the rows."""
    papers = [passage for passage in passages if not passage.record]
    titles: dict[Language, str] = {}
    publishers: dict[Language, str] = {}
    for passage in passages:
        source, language = passage.source, passage.language
        if is_kept(source):
            titles[language] = source.title
            continue
        if not passage.record:
            titles.setdefault(language, source.title or source.path)
        # Rows may name their source in many ways. The shortest is the plainest.
        elif not papers and len(source.title) <= len(titles.get(language, source.title)):
            titles[language] = source.title
        if source.publisher:
            publishers.setdefault(language, source.publisher)
    return SourceEntry(
        titles=titles,
        publishers=publishers,
        latest=max(filter(None, (passage.source.published for passage in passages)), key=_surely, default=None),
        url=next((passage.source.url for passage in passages if passage.source.url), ""),
        languages=tuple(sorted({passage.language for passage in papers})),
        passages=len(papers),
        records=len({passage.source.path for passage in passages if passage.record}),
    )


def _newest_first(entry: SourceEntry) -> tuple[bool, int, str]:
    day = entry.latest.first_day.toordinal() if entry.latest else 0
    return (not entry.latest, -day, entry.title(Language.ZH))


def _surely(date: PartialDate) -> dt.date:
    """Return the day up to which a source surely reaches: one of "2018" need not be newer than one of May 2018."""
    return date.first_day
