"""Load one file of the corpus: a document, or a table of records; then its passages."""

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from rapidfuzz import process

from ingest.clean import clean
from ingest.document import Document
from ingest.readers import TABLES, read
from ingest.readers.files import read_bytes
from ingest.readers.ocr.pages import Desk, at
from ingest.readers.spreadsheet import document_of
from ingest.scan import FoundFile
from ingest.split import split
from ingest.ties import own_title, read_ties, said_beside, tables_in, tie_proposal, what_is_left_out, what_is_missing
from knowledge.errors import DocumentError
from knowledge.evidence import Audience, Language, Passage
from knowledge.index import Problem
from knowledge.names import Gazetteer
from knowledge.records import (
    RECORD_SCHEMAS,
    LoadedTable,
    Record,
    RecordKind,
    load_workbook,
    locator_of,
    sentence,
    source_of,
    to_json,
)
from knowledge.records.ties import is_all_told
from knowledge.tables import Table, read_workbook, tables_of

DOCUMENT = "document"
# From this likeness on, an unknown column is taken for a slip of the pen.
_MISSPELT = 85


@dataclasses.dataclass(frozen=True, slots=True)
class Loaded:
    """What a file holds: a document, or the rows of a record table; ``text_digest`` is equal for equal texts.

    ``problems`` are to be mended; ``notes`` only tell what was left out ("1 hidden sheet was left out").
    ``places`` are the sheet and row of each record, where its table gives it no id.
    """

    kind: str
    text_digest: str
    document: Document | None = None
    rows: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    places: tuple[tuple[str, int], ...] = ()


def load(file: FoundFile, home_city: str = "") -> Loaded:
    """Read a file; raise DocumentError, with the remedy, when nothing of it can be used.

    ``home_city`` is whose ties a table lists that does not say it.
    """
    if file.path.suffix.lower() in TABLES:
        return _load_table(file, home_city)
    document = clean(read(file.path, relative=file.relative, audience=file.audience))
    return _with_ties(file, document, tables_in(document), home_city)


def load_apart(told: Callable[[int, int], None], file: FoundFile, home_city: str, kept_in: Path | None) -> Loaded:
    """Read a file as `load` does, in a process apart: ``told`` hears of its pages, ``kept_in`` is for what OCR read."""
    with at(Desk(kept_in, told)):
        return load(file, home_city)


def _load_table(file: FoundFile, home_city: str) -> Loaded:
    workbook = read_workbook(read_bytes(file.path, file.relative), file.relative)
    table = load_workbook(workbook, file.relative)
    if table is not None:
        return _records(dataclasses.replace(table, places=()), file)
    tables = tables_of(workbook)
    document = clean(document_of(tables, workbook.left_out, file.path.stem, file.relative, file.audience))
    return _with_ties(file, document, tables, home_city)


def _with_ties(file: FoundFile, document: Document, tables: Sequence[Table], home_city: str) -> Loaded:
    """Return a document, and the ties of its tables as records where it is certain how they are read."""
    paper = _document(document, file)
    proposal = tie_proposal(file, tables, home_city, own_title(document))
    if proposal is None:
        return paper
    if proposal.unanswered:
        return dataclasses.replace(paper, notes=(*paper.notes, what_is_missing(proposal, file)))
    is_paper = file.path.suffix.lower() not in TABLES
    number = sum(len(table.rows) for table, _ in proposal.tables)
    if is_paper and not is_all_told(said_beside(document, tables), number):
        return dataclasses.replace(paper, notes=(*paper.notes, what_is_left_out(number)))
    sheets = len({table.sheet for table in tables})
    records = _records(read_ties(proposal, file, sheets), file)
    # What stands in columns that no record has, around a table or in another one, is still to be found.
    has_more = is_paper or proposal.has_more or len(proposal.tables) < len(tables)
    rest = document if has_more else None
    digest = records.text_digest if rest is None else _digest([records.text_digest, paper.text_digest])
    return dataclasses.replace(records, text_digest=digest, document=rest, notes=(*document.notes, *records.notes))


def _document(document: Document, file: FoundFile) -> Loaded:
    text = "\n".join(block.text for block in document.blocks)
    if not text.strip():
        raise DocumentError(file.relative, "there is no text in it", "Put the text in, or remove the file.")
    return Loaded(DOCUMENT, _digest([DOCUMENT, text]), document, notes=document.notes)


def passages_of(loaded: Loaded, file: FoundFile, gazetteer: Gazetteer) -> list[Passage]:
    """Return the passages of what was loaded: those of the document, or two, zh and en, for each record."""
    records = [
        passage
        for ordinal, row in enumerate(loaded.rows)
        for passage in _record_passages(
            row, ordinal, file, gazetteer, loaded.places[ordinal] if loaded.places else None
        )
    ]
    return records + (split(loaded.document, gazetteer) if loaded.document is not None else [])


def _records(table: LoadedTable, file: FoundFile) -> Loaded:
    problems = tuple(
        Problem(
            f"{file.relative}, row {error.row}, column {error.column!r}",
            f"{error.value!r} is not allowed",
            error.allowed,
        )
        for error in table.problems
    )
    problems += tuple(_misspelt_columns(file.relative, table.kind, table.ignored_columns))
    if not table.rows and not problems:
        raise DocumentError(file.relative, "the table has no rows", "Add rows, or remove the file.")
    # Two tables without a good row are two, each with problems of its own.
    said = [*map(to_json, table.rows)] or [file.relative]
    return Loaded(
        str(table.kind),
        _digest([str(table.kind), *said]),
        rows=table.rows,
        problems=problems,
        notes=table.notes,
        places=table.places,
    )


def _record_passages(
    row: Record, ordinal: int, file: FoundFile, gazetteer: Gazetteer, place: tuple[str, int] | None
) -> Iterable[Passage]:
    staff = Audience.STAFF in (file.audience, row.audience)
    home = gazetteer.lookup(row.home_en) or gazetteer.lookup(row.home_zh)
    path = f"{file.relative}#{row.id}"
    record = to_json(row)
    for language in Language:
        text = sentence(row, language)
        source = source_of(row, path, language)
        audience = Audience.STAFF if staff else Audience.PUBLIC
        yield Passage(
            id=_digest([path, ordinal, text, record, language, audience]),
            text=text,
            source=source,
            locator=_locator(row, place, language),
            language=language,
            audience=audience,
            ordinal=ordinal,
            pair=row.id,
            about=(home.id,) if home else (),
            record=record,
        )


def _locator(row: Record, place: tuple[str, int] | None, language: Language) -> str:
    """Return where a row stands: its table and name, and in a table without ids the number that its program shows."""
    named = locator_of(row, language)
    if place is None:
        return named
    sheet, number = place
    shown = f"第{number}行" if language is Language.ZH else f"row {number}"
    return " › ".join(filter(None, (named, sheet, shown)))


def _digest(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:32]


def _misspelt_columns(name: str, kind: RecordKind, columns: Iterable[str]) -> Iterator[Problem]:
    """Report unknown columns that look like one of the schema's; others are the office's own and left aside."""
    known = [column.name for column in RECORD_SCHEMAS[kind]]
    for column in columns:
        alike = process.extractOne(column, known, score_cutoff=_MISSPELT)
        if alike is not None:
            yield Problem(
                f"{name}, column {column!r}", "no such column, so its cells were left aside", f"Name it {alike[0]!r}."
            )
