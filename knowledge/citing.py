"""Sources as a reader is told of them: what each is, whose, of which date, and once in a list.

Nothing here shows a path or an id: where in a source something stands is its citation's locator.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

import regex

from knowledge.calendar import format_date
from knowledge.evidence import Citation, Language, Source
from knowledge.text.bilingual import Bilingual
from knowledge.text.language import HAN, Script

# A folder of that name holds the office's own notes on papers, under the titles of those papers.
NOTES = "notes"

# What the words of a title or of a publisher tell, the first that fits.
_BY_NAME = (
    ("transcript", regex.compile(r"实录|實錄|\btranscript", regex.IGNORECASE)),
    ("minutes", regex.compile(r"纪要|紀要|\bminutes of", regex.IGNORECASE)),
    ("report", regex.compile(r"报告|報告|\breport\b", regex.IGNORECASE)),
)
_BY_SUFFIX = {
    **dict.fromkeys((".csv", ".xlsx", ".xls", ".ods", ".et"), "table"),
    **dict.fromkeys((".html", ".htm"), "page"),
    **dict.fromkeys((".pptx", ".ppt"), "slides"),
}
_NEWSPAPER = regex.compile(
    r"(?:日报|日報|晚报|晚報|晨报|周报|通讯社|新华社|中新社|中新网)|\b(?:Daily|News|Times|Xinhua)\b"
)

_INNER = str.maketrans("“”", "‘’")
_CORNERS = str.maketrans("「」", "『』")
_INNER_HANT = str.maketrans("“”「」", "『』『』")


@dataclasses.dataclass(frozen=True, slots=True)
class Origin:
    """What a reader is told of a source: its title, its address (may be empty), and what, whose and when it is."""

    title: str
    url: str
    details: tuple[str, ...]

    @property
    def line(self) -> str:
        """Return it in one line."""
        return " · ".join((self.title, *self.details))


@dataclasses.dataclass(frozen=True, slots=True)
class Cited:
    """A source with the citations that are from it, each with its number."""

    source: Source
    citations: tuple[tuple[int, Citation], ...]


def is_row(source: Source) -> bool:
    """Tell whether a source is a row of a table of records."""
    return "#" in source.path


def origin_of(source: Source, language: Language, script: Script) -> Origin:
    """Return what a reader is told of a source, in one language and script; its date is its own.

    What its title or its publisher tells already, its kind or its date, is not told again.
    """
    words = Bilingual("sources", language, script)
    title = words.written(source.title or words("paper"))
    date = format_date(source.published, language) if source.published else ""
    told = date and date in f"{title} {source.publisher}"
    published = words("published", date=date) if date and not told else ""
    what = _what(source, words)
    details = ("" if what.casefold() in title.casefold() else what, words.written(source.publisher), published)
    return Origin(title, source.url, tuple(filter(None, details)))


def in_quotation_marks(text: str, script: Script = Script.HANS) -> str:
    """Return words of a source between quotation marks, and marks of the same kind within them as inner ones."""
    if script is not Script.HANT:
        return f"“{text.translate(_INNER)}”"
    return f"「{text.translate(_INNER_HANT if HAN.search(text) else _CORNERS)}」"


def by_source(citations: Iterable[Citation]) -> tuple[Cited, ...]:
    """Return each source once, in order of first use, with its numbered citations.

    A paper and the rows that rest on it are one source; so are its passages in two languages.
    """
    return gathered_by_source(list(enumerate(citations, start=1)))


def gathered_by_source(numbered: Sequence[tuple[int, Citation]]) -> tuple[Cited, ...]:
    """Return the same of citations that have their numbers already."""
    known: dict[tuple[object, ...], int] = {}
    gathered: list[list[tuple[int, Citation]]] = []
    for number, citation in numbered:
        source = citation.source
        keys: list[tuple[object, ...]] = [(source.title, source.published)]
        if not is_row(source):
            keys.append((source.path,))
        place = next((known[key] for key in keys if key in known), len(gathered))
        if place == len(gathered):
            gathered.append([])
        gathered[place].append((number, citation))
        for key in keys:
            known.setdefault(key, place)
    return tuple(Cited(_chief(own), tuple(own)) for own in gathered)


def _chief(numbered: Sequence[tuple[int, Citation]]) -> Source:
    """Return the source that says most of itself: a paper rather than a row that rests on it."""
    sources = [citation.source for _, citation in numbered]
    return next((source for source in sources if not is_row(source)), sources[0])


def _what(source: Source, words: Bilingual) -> str:
    """Return what a source is; a row of a table rests on something that only its title can tell."""
    kind = next((kind for kind, pattern in _BY_NAME if pattern.search(source.title)), "")
    if not kind and _NEWSPAPER.search(source.publisher):
        kind = "news"
    if is_row(source):
        return words(kind) if kind else ""
    path = PurePosixPath(source.path)
    kind = kind or _BY_SUFFIX.get(path.suffix.lower(), "paper")
    return words("notes", what=words(kind)) if NOTES in path.parts[:-1] else words(kind)
