import csv
from pathlib import Path

import pytest

import knowledge
from knowledge.records import Agreement, Record, load_table

BUNDLED = Path(next(iter(knowledge.__path__))) / "corpus" / "records"
TABLES = sorted(BUNDLED.glob("*.csv"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_bundled_row_is_good(path: Path) -> None:
    table = load_table(path)
    assert [str(problem) for problem in table.problems] == []
    assert table.ignored_columns == ()


def test_every_quote_stands_in_the_file_as_it_is_written(bundled: list[Record]) -> None:
    raw = "".join(path.read_text(encoding="utf-8") for path in TABLES)
    assert [record.id for record in bundled if record.quote not in raw] == []


def test_every_agreement_names_its_partner_in_both_languages_and_its_country(bundled: list[Record]) -> None:
    for row in bundled:
        if isinstance(row, Agreement):
            assert row.country_zh, row.id
            assert row.country_en, row.id
            assert row.iso_country, row.id
            assert row.continents, row.id
            assert row.source_url or row.source_date, row.id


def test_agreements_are_all_there() -> None:
    with (BUNDLED / "agreements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len([row for row in rows if row["status"] != "conflicting_claim"]) == 100
    sister = [row for row in rows if row["kind"] == "sister_city" and row["status"] != "conflicting_claim"]
    assert {
        home: len([row for row in sister if row["home_en"] == home]) for home in ("Guangzhou", "Hangzhou", "Kunming")
    } == {"Guangzhou": 38, "Hangzhou": 29, "Kunming": 11}
