import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from ingest.cli import main
from knowledge.index import open_writer
from knowledge.settings import load_settings
from tests.hashing import HashingEmbedder
from tests.ingest.word_files import par, run, word_bytes
from tests.ingesting import AGREEMENT, Office, gazetteer

A = "广州与里昂是友好城市。两市常有青年往来。"
B = "福冈是日本九州的城市。那里有港口。"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office whose folders are the settings of the command, and whose embedder is quick."""
    office = Office(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(office.settings.data_dir))
    monkeypatch.setenv("CORPUS_DIRS", str(office.corpus))
    load_settings.cache_clear()
    with (
        patch("knowledge.embedding.load_embedder", lambda _: HashingEmbedder()),
        patch("ingest.corpus.build_gazetteer", gazetteer),
    ):
        yield office
    load_settings.cache_clear()


def _report(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


def test_the_corpus_of_the_settings_is_ingested(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.write("a.txt", A)
    assert main(["--json"]) == 0
    report = _report(capsys)
    assert report["files"] | {"added": 1, "failed": 0} == report["files"]
    assert report["passages"] == report["embedded"] == len(office.texts()) > 0
    assert report["generation"] == (office.settings.index_dir / "current").read_text().strip()
    assert report["problems"] == []


def test_paths_on_the_command_line_take_the_place_of_the_setting(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.write("a.txt", A)
    other = office.write("b.txt", B)
    assert main([str(other), "--json"]) == 0
    assert [step["path"] for step in _report(capsys)["steps"]] == ["b.txt"]


def test_a_dry_run_prints_the_plan_and_writes_nothing(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.write("a.txt", A)
    assert main(["--dry-run"]) == 0
    assert "+ a.txt" in capsys.readouterr().out
    assert main(["--dry-run", "--json"]) == 0
    report = _report(capsys)
    assert report["dry_run"] is True
    assert [(step["action"], step["path"]) for step in report["steps"]] == [("add", "a.txt")]
    assert not office.settings.data_dir.exists()


def test_a_file_that_cannot_be_read_is_named_with_its_remedy_and_the_exit_code_is_1(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.write("a.txt", A)
    (office.corpus / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert main(["--json"]) == 1
    (problem,) = _report(capsys)["problems"]
    assert problem["where"] == "broken.pdf"
    assert problem["reason"]
    assert problem["remedy"]
    assert {source for source, _ in office.texts()} == {"a.txt"}
    assert main([]) == 1
    assert "broken.pdf: " in capsys.readouterr().out


def test_a_wrong_cell_is_named_by_file_row_and_column(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.table("agreements.csv", AGREEMENT, AGREEMENT | {"id": "bad", "date": "last spring"})
    assert main([]) == 1
    printed = capsys.readouterr().out
    assert "1 could not be read" in printed
    assert "agreements.csv, row 3, column 'date': 'last spring'" in printed


@pytest.mark.parametrize("arguments", [["nowhere"], ["--no-such-flag"]])
def test_bad_arguments_end_with_2(office: Office, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        raise SystemExit(main(arguments))
    assert ended.value.code == 2
    assert capsys.readouterr().err
    assert not office.settings.data_dir.exists()


def test_what_changed_what_is_a_copy_and_what_is_skipped_is_told(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.write("a.txt", A)
    office.write("copy.txt", A)
    office.write("song.mp3", "x")
    office.write("staff/b.txt", B)
    assert main([]) == 0
    printed = capsys.readouterr().out
    assert "= copy.txt (the same text as a.txt)" in printed
    assert "song.mp3 (this type of file is not read)" in printed
    assert "Files for staff only: 1." in printed
    (office.corpus / "a.txt").unlink()
    assert main([]) == 0
    printed = capsys.readouterr().out
    assert "- a.txt" in printed
    assert "+ copy.txt (takes the place of a.txt)" in printed
    assert main([]) == 0
    assert "unchanged in" in capsys.readouterr().out


def test_another_model_is_announced(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.write("a.txt", A)
    main([])
    capsys.readouterr()
    with patch("knowledge.embedding.load_embedder", lambda _: HashingEmbedder("another")):
        assert main(["--json"]) == 0
    report = _report(capsys)
    assert report["files"]["refreshed"] == 1
    assert any("embedding model changed" in note for note in report["notes"])


def test_a_second_ingest_says_that_one_is_at_work_and_ends(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.write("a.txt", A)
    with open_writer(office.settings, "hashing"):
        assert main([]) == 1
    assert "another ingest" in capsys.readouterr().err


def test_an_interrupted_ingest_leaves_the_old_index(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.write("a.txt", A)
    main([])
    before = office.texts()
    office.write("b.txt", B)
    with patch("tests.hashing.HashingEmbedder.encode_passages", side_effect=KeyboardInterrupt):
        assert main([]) == 130
    assert "as it was before" in capsys.readouterr().err
    assert office.texts() == before


def test_templates_are_written_where_they_are_asked_for(
    office: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["template", str(tmp_path / "tables")]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == len(list((tmp_path / "tables").iterdir())) >= 4
    assert not office.settings.data_dir.exists()


def test_what_was_left_out_of_a_file_is_told_and_is_no_failure(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    document = word_bytes(par("两市于1992年结好。"), par(run("甲"), "<w:r><w:object><o:OLEObject/></w:object></w:r>"))
    (office.corpus / "a.docx").write_bytes(document)
    assert main(["--json"]) == 0
    assert _report(capsys)["steps"][0]["notes"] == ["1 embedded object was not read."]
    assert main([]) == 0
    assert "not read" not in capsys.readouterr().out
