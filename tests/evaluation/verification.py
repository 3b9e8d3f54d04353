"""How well verification tells what evidence carries: `python -m tests.evaluation.verification` (a few minutes).

Every bundled note and record exists in both languages. Each side must carry itself and the other; each number, date
and place in it is then changed, and no side may carry that. Written sentences of a model are not measured here.
"""

import collections
import dataclasses
import datetime as dt
import itertools
import re
from collections.abc import Iterator, Sequence

import frontmatter
from rich.console import Console
from rich.table import Table

from knowledge.answering.verification import Draft, Evidence, Verifier
from knowledge.calendar import PartialDate, format_date
from knowledge.evidence import Citation, Language, Source
from knowledge.language.bounds import Bound
from knowledge.language.numbers import find_numbers
from knowledge.language.times import find_points
from knowledge.names import Gazetteer, Place, build_gazetteer
from knowledge.records import Agreement, Record, load_table
from knowledge.records.sentence import sentence
from knowledge.settings import BUNDLED_CORPUS
from knowledge.text.folding import fold

TODAY = dt.date(2026, 7, 1)
_SOURCE = re.compile(r"\s*[(（](?:来源|source)[:：].*[)）](?=[。.]$)")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_EN = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_EN_COUNTS = "two three four five six seven eight nine ten eleven".split()
_NEXT = {
    one: other for words in (_EN, _EN_COUNTS, list("二三四五六七八九十")) for one, other in itertools.pairwise(words)
}


@dataclasses.dataclass(frozen=True)
class Pair:
    """What is said of one thing in both languages, with the pieces of evidence that say it."""

    kind: str
    said: dict[Language, str]
    evidence: dict[Language, Evidence]


def bundled_agreements() -> list[Agreement]:
    table = load_table(BUNDLED_CORPUS / "records" / "agreements.csv")
    return [row for row in table.rows if isinstance(row, Agreement)]


def bundled_pairs() -> list[Pair]:
    """Return the points of the notes and the rows of the records."""
    return [*_notes(), *_records()]


def _notes() -> Iterator[Pair]:
    for path in sorted((BUNDLED_CORPUS / "notes").glob("*.md")):
        note = frontmatter.load(str(path))
        headings: list[str] = []
        open_point = ""
        for line in note.content.splitlines():
            if line.startswith("#"):
                headings = [*headings, line.lstrip("# ")][-2:]
            elif line.startswith("- ") and not open_point:
                open_point = line[2:]
            elif line.startswith("- "):
                said = {Language.ZH: open_point, Language.EN: line[2:]}
                titles = {side: str(note[f"title_{side}"]) for side in Language}
                yield _pair("notes", said, said, titles, date=str(note["date"]), context="\n".join(headings))
                open_point = ""


def _records() -> Iterator[Pair]:
    for kind in ("agreements", "programmes", "events", "figures"):
        for row in load_table(BUNDLED_CORPUS / "records" / f"{kind}.csv").rows:
            evidence = {side: sentence(row, side) for side in Language}
            said = {side: _SOURCE.sub("", text) for side, text in evidence.items()}
            titles = dict.fromkeys(Language, row.source_title)
            yield _pair(kind, said, evidence, titles, date=str(_date_of(row) or ""))


def _date_of(row: Record) -> PartialDate | None:
    return row.source_date if isinstance(row, Agreement) else row.as_of


def _pair(
    kind: str,
    said: dict[Language, str],
    evidence: dict[Language, str],
    titles: dict[Language, str],
    *,
    date: str,
    context: str = "",
) -> Pair:
    published = PartialDate.parse(date) if date else None
    pieces = {}
    for side, text in evidence.items():
        source = Source(kind, titles[side], published=published)
        pieces[side] = Evidence(1, text, side, Citation(source, "", text, side, ""), context)
    return Pair(kind, said, pieces)


def mutations(
    text: str, language: Language, gazetteer: Gazetteer, strangers: Sequence[Place]
) -> Iterator[tuple[str, str]]:
    """Yield each change of a number, date or place that makes a text say something else, with what was changed."""
    folded = fold(text)
    if len(folded) != len(text):
        return
    dates = find_points(folded, reference=PartialDate(2018, 6, 1))
    mentions = [mention for mention in gazetteer.find(text) if mention.exact]
    spans = [(date.start, date.end) for date in dates] + [(mention.start, mention.end) for mention in mentions]
    for number in find_numbers(folded, blocked=spans):
        if number.certain:
            over = number.bound is Bound.OVER and text[number.end : number.end + 1] == "多"
            yield from _other_numbers(text, number.start, number.end, over=over)
    for date in find_points(folded):
        if date.date is not None:
            for kind, other in _other_dates(date.date):
                yield f"date {kind}", text[: date.start] + format_date(other, language) + text[date.end :]
    for index, mention in enumerate(mentions):
        lands = {other.place.country for other in mentions}
        pool = [place for place in strangers if place.kind is mention.place.kind and place.country not in lands]
        if pool and mention.place.id != "country:cn":
            place = pool[(len(text) + index) % len(pool)]
            name = place.zh if language is Language.ZH else place.en
            yield f"place {mention.place.kind}", text[: mention.start] + name + text[mention.end :]


def _other_numbers(text: str, start: int, end: int, *, over: bool) -> Iterator[tuple[str, str]]:
    written = text[start:end]
    digits = _DIGITS.search(written)
    if digits:
        value = digits.group().replace(",", "")
        whole = int(float(value))
        for kind, other in (("+1", whole + 1), ("-1", abs(whole - 1)), ("x10", whole * 10 or 7)):
            changed = written[: digits.start()] + str(other) + written[digits.end() :]
            yield f"number {kind}", text[:start] + changed + text[end:]
    elif written.lower().lstrip("第") in _NEXT:
        ordinal = "第" if written.startswith("第") else ""
        yield "number in words", text[:start] + ordinal + _NEXT[written.lower().lstrip("第")] + text[end:]
    if written.endswith("万"):
        yield "number unit", text[: end - 1] + "亿" + text[end:]
    if "million" in written:
        yield "number unit", text[:start] + written.replace("million", "billion") + text[end:]
    if over:
        yield "number bound", text[:end] + text[end + 1 :]
    elif text[:start].endswith("over "):
        yield "number bound", text[: start - len("over ")] + text[start:]


def _other_dates(date: PartialDate) -> Iterator[tuple[str, PartialDate]]:
    year, month, day = date.year, date.month, date.day
    yield "century", PartialDate(year - 100, month, min(day, 28) if day else None)
    yield "year +1", PartialDate(year + 1, month, min(day, 28) if day else None)
    yield "year -1", PartialDate(year - 1, month, min(day, 28) if day else None)
    if month is None:
        yield "month invented", PartialDate(year, 5)
    else:
        yield "month", PartialDate(year, month % 12 + 1, min(day, 28) if day else None)
        if day is None:
            yield "day invented", PartialDate(year, month, 13)
    if month is not None and day is not None:
        yield "day", PartialDate(year, month, day % 28 + 1)
        if day <= 12 and day != month:
            yield "day and month swapped", PartialDate(year, day, month)


@dataclasses.dataclass
class Share:
    """How many of a kind were judged rightly."""

    right: int = 0
    total: int = 0

    def count(self, *, right: bool) -> None:
        self.right += right
        self.total += 1

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 1.0


def measure(pairs: Sequence[Pair]) -> tuple[dict[str, Share], dict[str, Share]]:
    """Return the faithful statements passed, by language of statement and evidence, and the changed ones caught."""
    gazetteer = build_gazetteer(bundled_agreements())
    verifier = Verifier(gazetteer, today=TODAY)
    strangers = list(_strangers(gazetteer))
    passed: dict[str, Share] = collections.defaultdict(Share)
    caught: dict[str, Share] = collections.defaultdict(Share)
    for pair in pairs:
        for language, text in pair.said.items():
            for side, piece in pair.evidence.items():
                found = verifier.check(Draft(text, (1,)), [piece], language=language)
                passed[f"{pair.kind} {language}<-{side}"].count(right=not found)
                passed["same language" if side is language else "across languages"].count(right=not found)
            for kind, changed in mutations(text, language, gazetteer, strangers):
                for piece in pair.evidence.values():
                    found = verifier.check(Draft(changed, (1,)), [piece], language=language)
                    caught[kind].count(right=bool(found))
                    caught["all"].count(right=bool(found))
    return passed, caught


def _strangers(gazetteer: Gazetteer) -> Iterator[Place]:
    names = {name for row in bundled_agreements() for name in (row.partner_en, row.country_en) if name}
    names |= {"UNESCO", "ICLEI", "WHO", "OECD", "Boao Forum", "Asia", "Africa", "South America", "Sichuan", "Chengdu"}
    for name in sorted(names):
        place = gazetteer.lookup(name)
        if place is not None:
            yield place


def main() -> None:
    """Print the shares."""
    console = Console(width=100, highlight=False)
    for title, shares in zip(("Faithful, passed", "Changed, caught"), measure(bundled_pairs()), strict=True):
        table = Table("", "right", "of", "share", title=title)
        for kind, share in sorted(shares.items()):
            table.add_row(kind, str(share.right), str(share.total), f"{share.share:.4f}")
        console.print(table)


if __name__ == "__main__":
    main()
