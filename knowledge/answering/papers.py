"""The papers, read once: each sentence with what governs it (title, headings, the question it answers, its columns)."""

import dataclasses
import enum
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowledge.evidence import Language, Passage
from knowledge.language.lexicon import speaks_of
from knowledge.language.times import find_points
from knowledge.text.folding import fold
from knowledge.text.sentences import sentence_spans

IMPRINT_LOCATORS = frozenset({"发布信息", "publication details"})
# A sentence with semicolons up to this long (in Chinese characters) is read as one.
_JOINED = 130
_LONGEST_HEADING = 45
_EARLIER = 3
_LONGEST_LABEL = 12
# How much is shown around a sentence, and how long an item of a list may be, in Chinese characters.
_AT_A_GLANCE = 180
_ITEM = 70
_WORDS = re.compile(r"[A-Za-z\u3400-\u9fff]")
_ROW = re.compile(r"(?:\brow \d+|第\d+行)$")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十壹貳贰參叁肆伍陸陆柒捌玖拾]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十\d]{1,3}[章节節编編部])"
)
# A stop, and the mark of a note behind it.
_ENDS = re.compile(r"[。！!;；，,、:：.…][”’」』）)\"']*(?:\[\^?\w{1,4}\]|[①-⑳])*$")
_ASKS = re.compile(r"[?？][”」\"'）)]*\s*$", re.MULTILINE)
# What tells one edition of a paper from another: (2024年修订), 113年版, 2019 edition.
_EDITION = re.compile(
    r"[(（\[【][^)）\]】]*\d[^)）\]】]*[)）\]】]|\d{2,4} ?年?(?:度|版|修订|修正)?(?:版| edition| revision)?|\s+"
)
_YEAR = re.compile(r"(?<!\d)\d{3,4}(?!\d)")
_SPEAKER = re.compile(r"[^:：\n]{1,20}[:：]")


# The unit of a column behind its name: 金额（万元）, Grant (EUR), 人数/人.
_UNIT = re.compile(
    r"(?P<name>.+?)\s*(?:[(（\[](?:单位[:：])?(?P<unit>[^\d()（）\[\]]{1,8})[)）\]]|[/／](?P<after>[^\W\d]{1,3}))"
)
_FIGURE = re.compile(r"[\d.,]*\d")


def in_its_unit(column: str, value: str) -> str:
    """Return a cell as it is read by itself: a bare figure with the unit that its column names (金额: 52万元)."""
    match = _UNIT.fullmatch(column) if _FIGURE.fullmatch(value) else None
    if match is None:
        return f"{column}: {value}" if column else value
    unit = match["unit"] or match["after"]
    return f"{match['name']}: {value}{' ' if unit.isascii() else ''}{unit}"


class Standing(enum.Enum):
    """What a unit of a paper is."""

    STATEMENT = "statement"
    HEADING = "heading"
    QUESTION = "question"
    CORRECTED = "corrected"  # the next speaker says otherwise


@dataclasses.dataclass(frozen=True, slots=True)
class Unit:
    """One sentence or table row, verbatim, with what governs it and the statement before it.

    ``cells`` are a row's columns and values; ``question`` is the one that it answers, verbatim.
    """

    sentence: str
    standing: Standing = Standing.STATEMENT
    headings: tuple[str, ...] = ()
    question: str = ""
    before: str = ""
    cells: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> str:
        """Return a row as a sentence, its columns named; any other sentence as it stands."""
        if not self.cells:
            return self.sentence
        return "; ".join(f"{column}: {value}" if column else value for column, value in self.cells if value)


class Papers:
    """The passages of an index by their files, each read when it is first asked for."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._files: dict[str, list[Passage]] = {}
        for passage in passages:
            self._files.setdefault(passage.source.path, []).append(passage)
        for file in self._files.values():
            file.sort(key=lambda passage: passage.ordinal)
        self._editions = _editions(self._files)
        self._outline = functools.lru_cache(maxsize=512)(self._outlined)
        self.text = functools.lru_cache(maxsize=512)(self._text)

    def passages(self, path: str) -> Sequence[Passage]:
        """Return the passages of a file in reading order."""
        return self._files[path]

    def units(self, passage: Passage) -> tuple[Unit, ...]:
        """Return the sentences of a passage; of one that no file has (a row kept by staff) as it stands."""
        if passage.record:
            return tuple(_alone(passage))
        return self._outline(passage.source.path).get(passage.id) or tuple(_alone(passage))

    def stretch(self, passage: Passage, sentence: str) -> list[tuple[Passage, str]]:
        """Return a sentence with those about it that say one thing with it: its paragraph, its list, the whole answer.

        Each piece is verbatim in its passage. No more is taken than is read at a glance: what stands nearest, and what
        follows first.
        """
        if passage.record:
            return [(passage, sentence)]
        file = [one for one in self._files.get(passage.source.path, ()) if one.language is passage.language]
        units = [(one, unit) for one in file for unit in self.units(one)]
        at = next((n for n, (one, unit) in enumerate(units) if one is passage and unit.sentence == sentence), None)
        if at is None or units[at][1].cells:
            return [(passage, sentence)]
        first, last, length, grown = at, at, weight(sentence), True
        while grown:
            grown = False
            for number, neighbour in ((last + 1, last), (first - 1, first)):
                if not 0 <= number < len(units) or not _say_one_thing(units[number], units[neighbour]):
                    continue
                if (more := length + weight(units[number][1].sentence)) <= _AT_A_GLANCE:
                    first, last, length, grown = min(first, number), max(last, number), more, True
        return [_pieced(one, [unit for _, unit in group]) for one, group in _by_passage(units[first : last + 1])]

    def is_edition(self, path: str) -> bool:
        """Tell whether a paper is one of several editions that are on file."""
        return path in self._editions

    def has_newer(self, path: str) -> bool:
        """Tell whether a newer edition of a paper is on file."""
        return self._editions.get(path, False)

    def earlier(self, passage: Passage) -> str:
        """Return the few passages before one under the same headings: what it may go on about."""
        file = self._files.get(passage.source.path, ())
        under = [one for one in file if one.heading == passage.heading and one.language is passage.language]
        at = next((number for number, one in enumerate(under) if one.id == passage.id), 0)
        return "\n".join(one.text for one in under[max(0, at - _EARLIER) : at] if not _ROW.search(one.locator))

    def imprint(self, path: str) -> Passage | None:
        """Return the passage that says who published a paper and when."""
        file = self._files.get(path, ())
        return next((passage for passage in file if passage.locator in IMPRINT_LOCATORS), None)

    def answers(self, passage: Passage) -> Sequence[Passage]:
        """Return the passages that answer the question with which a passage ends; none where it ends with none."""
        units = self.units(passage)
        if not units or units[-1].standing is not Standing.QUESTION:
            return ()
        asked, found = units[-1].sentence, []
        for other in self._files.get(passage.source.path, ()):
            if other.ordinal > passage.ordinal and other.language is passage.language:
                if not any(unit.question == asked for unit in self.units(other)):
                    break
                found.append(other)
        return found

    def _text(self, path: str) -> str:
        """Return all of a paper, folded."""
        return "\n".join(fold(passage.text) for passage in self._files.get(path, ()))

    def table(self, passage: Passage) -> Sequence[Passage]:
        """Return all rows of the table that a row stands in, in order; nothing for what is no row."""
        units = self.units(passage)
        if not units or not units[-1].cells:
            return ()
        columns = _columns(units[-1])
        file = self._files.get(passage.source.path, ())
        rows = [other for other in file if other.heading == passage.heading and other.language is passage.language]
        return [row for row in rows if self.units(row)[-1:] and _columns(self.units(row)[-1]) == columns]

    def _outlined(self, path: str) -> Mapping[str, tuple[Unit, ...]]:
        outline = _Outline()
        found = [(passage.id, list(outline.read(passage))) for passage in self._files.get(path, ())]
        _mark_corrected([units for _, units in found])
        return {key: tuple(units) for key, units in found}


def _editions(files: Mapping[str, Sequence[Passage]]) -> dict[str, bool]:
    """Return the papers that differ in title but by the year or number of their edition, and whether each is older."""
    by_name: dict[str, dict[str, tuple[int, ...]]] = {}
    for path, file in files.items():
        title, published = fold(file[0].source.title), file[0].source.published
        name = _EDITION.sub("", title)
        years = [int(year) for year in _YEAR.findall(title)] or ([published.year] if published else [])
        if name and name != title and years and not file[0].record:
            by_name.setdefault(name, {})[path] = (max(years), published.month or 0 if published else 0)
    return {
        path: year < max(held.values())
        for held in by_name.values()
        if len(set(held.values())) > 1
        for path, year in held.items()
    }


def sentences_of(passage: Passage) -> list[str]:
    """Return the sentences that are read of a passage, rows as they are told; their vectors are made at ingest."""
    return [unit.told for unit in _alone(passage)]


def statements_of(passage: Passage) -> list[str]:
    """Return the sentences of a passage that state something, without its headings and questions."""
    return [unit.told for unit in _alone(passage) if unit.standing is Standing.STATEMENT]


def _alone(passage: Passage) -> Iterator[Unit]:
    if passage.record:
        yield from (Unit(passage.text[start:end]) for start, end in _spans(passage.text))
    else:
        yield from _Outline().read(passage)


def _columns(unit: Unit) -> tuple[str, ...]:
    return tuple(column for column, _ in unit.cells)


class _Outline:
    """Where the reading of one paper has come to: the heading and the question above, in each language."""

    def __init__(self) -> None:
        self._titles: dict[str, None] = {}
        self._heading = ""
        self._path: dict[Language, tuple[str, ...]] = {}
        self._question: dict[Language, str] = {}

    def read(self, passage: Passage) -> Iterator[Unit]:
        """Yield the units of the next passage."""
        self._titles[passage.source.title] = None
        path = _path(passage)
        # The other language of a paper may begin with a title of its own.
        first = passage.ordinal == 0 or (bool(self._path) and passage.language not in self._path)
        if path != self._path.get(passage.language, path):
            self._question.pop(passage.language, None)
            self._heading = ""
        self._path[passage.language] = path
        if _ROW.search(passage.locator) and passage.search_text:
            yield self._row(passage, path)
            return
        above = {fold(part) for part in (*path, *self._titles) if part}
        before, opening = "", first
        for start, end in _spans(passage.text):
            text = passage.text[start:end]
            whole = _is_line(passage.text, start, end)
            standing = self._standing(text, above, whole=whole, opening=opening)
            opening = opening and standing is Standing.HEADING
            if standing is Standing.QUESTION and whole:
                self._question[passage.language] = text
            elif standing is Standing.HEADING:
                if first:
                    self._titles[text] = None
                elif fold(text) not in above:
                    self._heading = text
                self._question.clear()
            if standing is not Standing.HEADING and not _WORDS.search(text):
                continue  # a bare time or number says nothing by itself
            question = "" if standing is Standing.QUESTION else self._question.get(passage.language, "")
            yield Unit(text, standing, self._headings(path), question, before)
            before = text if standing is Standing.STATEMENT else before

    def _headings(self, path: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part for part in (*self._titles, *path, self._heading) if part))

    def _row(self, passage: Passage, path: tuple[str, ...]) -> Unit:
        lines = passage.text.split("\n")
        while len(lines) > 1 and fold(lines[0]) in {fold(part) for part in (*path, *self._titles)}:
            lines.pop(0)
        pairs = [pair.partition(": ") for pair in passage.search_text.split("; ")]
        cells = tuple((name.strip(": "), value.strip()) if sign else ("", name) for name, sign, value in pairs)
        return Unit("\n".join(lines), headings=self._headings(path), cells=cells)

    @staticmethod
    def _standing(text: str, above: set[str], *, whole: bool, opening: bool) -> Standing:
        if _ASKS.search(text):
            return Standing.QUESTION
        if not whole or _ENDS.search(text):
            return Standing.STATEMENT
        label, sign, _ = re.split(r"([:：]|$)", text, maxsplit=1)
        names = opening and not (sign and weight(label) <= _LONGEST_LABEL)
        numbered = _NUMBERED.match(text) and weight(text) <= _LONGEST_HEADING and not re.search(r"[。：:;；]", text)
        return Standing.HEADING if fold(text) in above or names or numbered else Standing.STATEMENT


def _path(passage: Passage) -> tuple[str, ...]:
    """Return the headings above a passage, without whoever speaks."""
    lines = passage.text.split("\n")
    return tuple(
        part
        for part in passage.heading.split(" › ")
        if part and not any(line.startswith((f"{part}:", f"{part}：")) for line in lines)
    )


def _mark_corrected(passages: Sequence[list[Unit]]) -> None:
    """Mark the statement that the next speaker corrects: the one of his with most in common."""
    turn: list[tuple[list[Unit], int]] = []
    for units in passages:
        for number, unit in enumerate(units):
            if not _SPEAKER.match(unit.sentence):
                turn.append((units, number))
                continue
            if turn and speaks_of(fold(unit.sentence), "paper.corrects"):
                own = _pieces(unit.sentence)
                held, at = max(turn, key=lambda place: len(own & _pieces(place[0][place[1]].sentence)))
                units[number] = dataclasses.replace(unit, before=held[at].sentence)
                held[at] = dataclasses.replace(held[at], standing=Standing.CORRECTED)
            turn = [(units, number)]


def _pieces(text: str) -> frozenset[str]:
    folded = _SPEAKER.sub("", fold(text), count=1)
    return frozenset(folded[at : at + 2] for at in range(len(folded) - 1))


def _say_one_thing(one: tuple[Passage, Unit], other: tuple[Passage, Unit]) -> bool:
    """Tell whether neighbours belong together: both state it, under one heading, to one question.

    A paragraph stands for itself, and so does an item that says itself of when it is; else what is short under a
    heading of its own is an item of a list or a turn of a talk.
    """
    (passage, unit), (beside, held) = one, other
    if (
        unit.standing is not held.standing
        or unit.cells
        or (unit.headings, unit.question) != (held.headings, held.question)
    ):
        return False
    if passage is beside and _in_one_line(passage.text, unit.sentence, held.sentence):
        return True
    if not (unit.question or passage.heading) or max(weight(unit.sentence), weight(held.sentence)) > _ITEM:
        return False
    return bool(unit.question) or not (_is_dated(unit.sentence) or _is_dated(held.sentence))


@functools.lru_cache(maxsize=4096)
def _is_dated(sentence: str) -> bool:
    return any(not point.recurring for point in find_points(sentence))


def _in_one_line(text: str, one: str, other: str) -> bool:
    return any(one in line and other in line for line in text.split("\n"))


def _by_passage(units: Sequence[tuple[Passage, Unit]]) -> Iterator[tuple[Passage, list[tuple[Passage, Unit]]]]:
    for _, group in itertools.groupby(units, key=lambda pair: pair[0].id):
        held = list(group)
        yield held[0][0], held


def _pieced(passage: Passage, units: Sequence[Unit]) -> tuple[Passage, str]:
    """Return the part of a passage from the first of some units in order to the last."""
    start = end = passage.text.index(units[0].sentence)
    for unit in units:
        end = passage.text.index(unit.sentence, end) + len(unit.sentence)
    return passage, passage.text[start:end]


def _is_line(text: str, start: int, end: int) -> bool:
    return (start == 0 or text[:start].rstrip(" \t")[-1:] == "\n") and text[end:].lstrip(" \t")[:1] in {"", "\n"}


def weight(text: str) -> float:
    """Return a text's length in Chinese characters; a Latin one counts for a third."""
    wide = sum(char >= "\u2e80" for char in text)
    return wide + (len(text) - wide) / 3


def _spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of sentences.

    A bare time or number stays with what it follows, a colon with what it opens, and the parts of a short sentence
    with semicolons together.
    """
    units: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        opens = bool(units) and text[units[-1][0] : units[-1][1]].endswith((":", "："))
        bare = not _WORDS.search(text[start:end])
        joined = bool(units) and text[units[-1][1] - 1] in ";\uff1b" and weight(text[units[-1][0] : end]) <= _JOINED
        if units and (opens or bare or joined) and "\n\n" not in text[units[-1][1] : start]:
            units[-1] = (units[-1][0], end)
        else:
            units.append((start, end))
    return units
