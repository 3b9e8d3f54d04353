from pathlib import Path

import pytest

from knowledge.errors import IndexMissing
from knowledge.evidence import Audience, Language
from knowledge.index import embedded_text, open_index
from tests.hashing import HashingEmbedder
from tests.ingesting import AGREEMENT, Office

A = "广州与里昂是友好城市。两市常有青年往来。"
B = "福冈是日本九州的城市。那里有港口。"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def _embedded(office: Office) -> list[str]:
    assert isinstance(office.embedder, HashingEmbedder)
    return office.embedder.embedded


def test_an_unchanged_corpus_costs_no_embedding_and_no_write(office: Office) -> None:
    office.write("a.txt", A)
    office.table("agreements.csv", AGREEMENT)
    first = office.ingest()
    before, embedded = office.files(), len(_embedded(office))
    again = office.ingest()
    assert again.plan.changes_nothing
    assert again.generation == first.generation
    assert office.files() == before
    assert len(_embedded(office)) == embedded


def test_a_dry_run_writes_nothing(office: Office) -> None:
    office.write("a.txt", A)
    assert not office.plan().changes_nothing
    assert not office.settings.data_dir.exists()


def test_a_removed_file_is_gone_from_the_index(office: Office) -> None:
    office.write("a.txt", A)
    paper = office.write("b.txt", B)
    office.ingest()
    paper.unlink()
    office.ingest()
    assert {source for source, _ in office.texts()} == {"a.txt"}
    with open_index(office.settings, office.embedder, Audience.PUBLIC) as index:
        assert all("福冈" not in hit.passage.text for hit in index.search("福冈的港口"))
        assert index.document_frequency("福冈") == 0


def test_only_what_changed_is_embedded(office: Office) -> None:
    office.write("a.txt", A)
    office.write("b.txt", B)
    office.ingest()
    _embedded(office).clear()
    office.write("b.txt", "里约热内卢有一座山。")
    office.ingest()
    assert _embedded(office)
    assert all("里约" in text for text in _embedded(office))


def test_a_file_that_is_renamed_keeps_its_vectors(office: Office) -> None:
    paper = office.write("a.txt", A)
    office.ingest()
    _embedded(office).clear()
    paper.rename(office.corpus / "renamed.txt")
    assert office.ingest().embedded == 0
    assert _embedded(office) == []
    with open_index(office.settings, office.embedder, Audience.PUBLIC) as index:
        (hit, *_) = index.search("里昂")
    assert hit.passage.source.path == "renamed.txt"
    assert hit.dense > 0


def test_an_index_built_in_steps_equals_one_built_at_once(office: Office, tmp_path: Path) -> None:
    office.write("a.txt", A)
    office.ingest()
    office.write("b.txt", B)
    office.ingest()
    office.write("a.txt", B + "改了。")
    office.ingest()
    fresh = Office(tmp_path / "fresh")
    fresh.write("b.txt", B)
    fresh.write("a.txt", B + "改了。")
    fresh.ingest()
    assert office.texts() == fresh.texts()


def test_a_row_of_a_record_table_is_a_passage_in_each_language(office: Office) -> None:
    office.table("tables/agreements.csv", AGREEMENT)
    office.ingest()
    with open_index(office.settings, office.embedder, Audience.PUBLIC) as index:
        passages = index.records()
        (found, *_) = index.search("When did Guangzhou and Lyon become sister cities?", k=1)
    assert {passage.language for passage in passages} == set(Language)
    assert {passage.source.path for passage in passages} == {"tables/agreements.csv#guangzhou-lyon"}
    assert len({passage.pair for passage in passages}) == 1
    assert {passage.locator for passage in passages} == {
        "结好协议表：广州—里昂",
        "table of agreements: Guangzhou – Lyon",
    }
    assert all('"1988-01-19"' in passage.record for passage in passages)
    assert {passage.source.title for passage in passages} == {"Friendship Cities"}
    assert found.passage.language is Language.EN


def test_a_staff_row_in_a_public_table_is_for_staff_only(office: Office) -> None:
    office.table("agreements.csv", AGREEMENT, AGREEMENT | {"id": "secret", "audience": "staff", "partner_en": "Nice"})
    office.table("staff/agreements.csv", AGREEMENT | {"id": "hidden"})
    office.ingest()
    assert {source for source, _ in office.texts()} == {"agreements.csv#guangzhou-lyon"}
    assert {source for source, _ in office.texts(Audience.STAFF)} == {
        "agreements.csv#guangzhou-lyon",
        "agreements.csv#secret",
        "staff/agreements.csv#hidden",
    }


def test_a_bad_row_is_reported_every_time_and_the_good_rows_go_in(office: Office) -> None:
    office.table("agreements.csv", AGREEMENT, AGREEMENT | {"id": "bad", "date": "last spring"})
    for report in (office.ingest(), office.ingest()):
        (problem,) = report.plan.problems
        assert "agreements.csv, row 3" in problem.where
        assert "date" in problem.where
        assert "last spring" in problem.reason
        assert problem.remedy
    assert {source for source, _ in office.texts()} == {"agreements.csv#guangzhou-lyon"}


def test_a_misspelt_column_is_reported_and_the_offices_own_column_is_left_aside(office: Office) -> None:
    office.table("agreements.csv", AGREEMENT | {"alliases": "Lugdunum", "desk officer": "Lin"})
    report = office.ingest()
    (problem,) = report.plan.problems
    assert "alliases" in problem.where
    assert "'aliases'" in problem.remedy
    assert {source for source, _ in office.texts()} == {"agreements.csv#guangzhou-lyon"}


def test_a_table_of_which_every_row_is_bad_adds_nothing_twice(office: Office) -> None:
    office.write("a.txt", A)
    office.table("agreements.csv", AGREEMENT | {"date": "last spring"})
    office.ingest()
    again = office.ingest()
    assert again.plan.changes_nothing
    assert len(again.plan.problems) == 1


def test_a_table_of_no_known_kind_is_a_document(office: Office) -> None:
    office.write("contacts.csv", "city,phone\nLyon,12345678\nNice,87654321\n")
    office.ingest()
    assert {source for source, _ in office.texts()} == {"contacts.csv"}


def test_an_empty_folder_makes_no_index(office: Office) -> None:
    report = office.ingest()
    assert report.plan.changes_nothing
    assert not office.settings.data_dir.exists()
    with pytest.raises(IndexMissing):
        office.texts()


def test_a_folder_that_was_emptied_empties_the_index(office: Office) -> None:
    paper = office.write("a.txt", A)
    office.ingest()
    paper.unlink()
    office.ingest()
    assert office.texts() == []


def test_when_no_file_can_be_read_each_is_reported(office: Office) -> None:
    (office.corpus / "a.pdf").write_bytes(b"%PDF-1.7 nothing")
    (office.corpus / "b.docx").write_bytes(b"PK\x03\x04 nothing")
    report = office.ingest()
    assert {problem.where for problem in report.plan.problems} == {"a.pdf", "b.docx"}


def test_the_text_that_is_embedded_carries_its_heading(office: Office) -> None:
    office.write("a.md", "# 年报\n\n## 港口\n\n" + "福冈的港口很忙。" * 40 + "\n\n" + "船只很多。" * 60)
    office.ingest()
    with open_index(office.settings, office.embedder, Audience.PUBLIC) as index:
        passages = list(index.passages())
    assert set(_embedded(office)) == {embedded_text(passage) for passage in passages}
    assert any("港口" in passage.heading for passage in passages)
