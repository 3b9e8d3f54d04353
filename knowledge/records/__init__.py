"""Agreements, programmes, events, figures, intentions and complete lists: typed rows, loading, validation and look-up.

::

    RECORD_SCHEMAS[kind] -> tuple[Column, ...]         name, description, required
    is_record_table(header) -> RecordKind | None
    load_table(path), load_workbook(workbook, name) -> LoadedTable(kind, rows, problems, ignored_columns, …)
    differences(table, records) -> Differences         rows that a table adds, changes, and leaves out
    table_file(kind, rows) -> bytes                    CSV that loads again as the same rows
    to_json(record) -> str ; from_json(text) -> Record
    sentence(record, language) -> str
    source_of(record, path, language) -> Source ; locator_of(record, language) -> str
    merge(rows, entries) -> Merged                     rows with those that staff keep themselves (Entry)
    RecordBook.from_records(records, gazetteer)        served, homes, agreements_of, complete_list, …
"""

from knowledge.records.book import RecordBook
from knowledge.records.chinese import chinese_name, column_label, kind_words, note_in, value_label
from knowledge.records.difference import Differences, differences
from knowledge.records.entry import Entry, Merged, merge, told_once
from knowledge.records.load import LoadedTable, from_json, load_table, load_workbook, table_file, to_json
from knowledge.records.model import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    CompleteList,
    Event,
    EventKind,
    EventStatus,
    Figure,
    FigureKind,
    Group,
    Intention,
    IntentionStatus,
    Programme,
    ProgrammeStatus,
    Record,
    RecordKind,
)
from knowledge.records.origin import locator_of, row_name, source_of, source_title, tells_of_programmes
from knowledge.records.schema import RECORD_SCHEMAS, is_record_table
from knowledge.records.sentence import sentence
