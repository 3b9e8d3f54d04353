"""What a spreadsheet would change."""

from pathlib import Path

import pytest

from knowledge.evidence import Audience
from knowledge.records import LoadedTable, Record, RecordBook, RecordKind, differences, load_table, table_file

HEADER = "id,home_zh,home_en,partner_zh,partner_en,kind,date,status,source_title,quote"
NANTES = "gz-nantes,广州,Guangzhou,南特,Nantes,sister_city,2027,listed,A letter,2027"


def loaded(tmp_path: Path, text: str) -> LoadedTable:
    path = tmp_path / "agreements.csv"
    path.write_text(text, encoding="utf-8")
    return load_table(path)


@pytest.mark.parametrize("kind", RecordKind)
def test_what_was_exported_differs_in_nothing(book: RecordBook, tmp_path: Path, kind: RecordKind) -> None:
    rows: tuple[Record, ...] = getattr(book, kind.value)
    path = tmp_path / f"{kind}.csv"
    path.write_bytes(table_file(kind, rows))
    found = differences(load_table(path), rows)
    assert (found.added, found.changed, found.missing, found.same) == ((), (), (), len(rows))


def test_added_changed_and_missing_rows_are_told_apart(book: RecordBook, tmp_path: Path) -> None:
    lyon = next(row for row in book.served if row.partner_en == "Lyon")
    row = f"{lyon.id},{lyon.home_zh},{lyon.home_en},{lyon.partner_zh},{lyon.partner_en},{lyon.kind},1988-01-20"
    row += f",{lyon.status},{lyon.source_title},again"
    found = differences(loaded(tmp_path, f"{HEADER}\n{row}\n{NANTES}\n"), book.agreements)
    assert [added.id for added in found.added] == ["gz-nantes"]
    (change,) = found.changed
    assert change.earlier == lyon
    assert change.columns == ("date", "quote")
    assert len(found.missing) == len(book.agreements) - 1
    assert found.same == 0


def test_a_column_that_is_not_there_takes_nothing_away(book: RecordBook, tmp_path: Path) -> None:
    lyon = next(row for row in book.served if row.partner_en == "Lyon")
    row = f"{lyon.id},{lyon.home_zh},{lyon.home_en},{lyon.partner_zh},{lyon.partner_en},{lyon.kind},1988-01-20"
    row += f",{lyon.status},{lyon.source_title},again"
    (change,) = differences(loaded(tmp_path, f"{HEADER}\n{row}\n"), book.agreements).changed
    assert (change.row.iso_country, change.row.audience) == ("FR", Audience.PUBLIC)  # type: ignore[union-attr]  # an agreement
    assert change.row.source_url == lyon.source_url


def test_new_rows_of_a_table_without_an_audience_are_for_staff(book: RecordBook, tmp_path: Path) -> None:
    (added,) = differences(loaded(tmp_path, f"{HEADER}\n{NANTES}\n"), book.agreements).added
    assert added.audience is Audience.STAFF
    (told,) = differences(loaded(tmp_path, f"{HEADER},audience\n{NANTES},public\n"), book.agreements).added
    assert told.audience is Audience.PUBLIC
