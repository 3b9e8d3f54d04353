import os
import signal
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

import ingest.load
from ingest.plan import Action
from ingest.scan import FoundFile, scan
from knowledge.apart import Apart, Limits
from knowledge.errors import ConfigurationError
from knowledge.evidence import Audience
from tests.hashing import HashingEmbedder
from tests.ingesting import AGREEMENT, Office, fates

A = "广州与里昂是友好城市。两市常有青年往来。"
B = "福冈是日本九州的城市。那里有港口。"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_files_are_added_changed_removed_and_kept(office: Office) -> None:
    for name, text in (("kept.txt", A), ("changed.txt", B), ("removed.txt", "第三篇。")):
        office.write(name, text)
    office.ingest()
    office.write("changed.txt", B + "又添了一句。")
    office.write("new.md", "# 题目\n\n第四篇。")
    (office.corpus / "removed.txt").unlink()
    assert fates(office.plan()) == {
        "kept.txt": Action.KEEP,
        "changed.txt": Action.CHANGE,
        "removed.txt": Action.REMOVE,
        "new.md": Action.ADD,
    }


def test_hidden_files_are_passed_over_and_unknown_types_are_named(office: Office) -> None:
    office.write("a.txt", A)
    office.write(".hidden.txt", B)
    office.write(".git/config.txt", B)
    office.write("~$a.docx", "lock")
    office.write("song.mp3", "x")
    assert fates(office.plan()) == {"a.txt": Action.ADD, "song.mp3": Action.SKIP}


def test_a_link_that_leads_round_is_followed_once(office: Office) -> None:
    office.write("sub/a.txt", A)
    (office.corpus / "sub" / "round").symlink_to(office.corpus, target_is_directory=True)
    (office.corpus / "dangling.txt").symlink_to(office.corpus / "nowhere.txt")
    assert fates(office.plan()) == {"sub/a.txt": Action.ADD}


def test_two_files_with_the_same_text_are_one(office: Office) -> None:
    office.write("a.txt", A)
    (office.corpus / "b.txt").write_bytes(A.encode("gb18030"))
    plan = office.plan()
    assert fates(plan) == {"a.txt": Action.ADD, "b.txt": Action.DUPLICATE}
    assert "a.txt" in next(step.reason for step in plan.steps if step.path == "b.txt")


def test_the_second_of_two_files_takes_the_place_of_a_removed_first(office: Office) -> None:
    first = office.write("a.txt", A)
    office.write("b.txt", A)
    office.ingest()
    first.unlink()
    assert fates(office.plan()) == {"a.txt": Action.REMOVE, "b.txt": Action.ADD}
    office.ingest()
    assert {source for source, _ in office.texts()} == {"b.txt"}


def test_a_new_copy_does_not_displace_the_file_that_is_in(office: Office) -> None:
    office.write("b.txt", A)
    office.ingest()
    office.write("a.txt", A)
    assert fates(office.plan()) == {"a.txt": Action.DUPLICATE, "b.txt": Action.KEEP}


def test_a_public_copy_of_a_staff_paper_is_public(office: Office) -> None:
    office.write("staff/a.txt", A)
    office.ingest()
    assert office.texts() == []
    office.write("z.txt", A)
    assert fates(office.plan()) == {"staff/a.txt": Action.DUPLICATE, "z.txt": Action.ADD}
    office.ingest()
    assert {source for source, _ in office.texts()} == {"z.txt"}


@pytest.mark.parametrize("folder", ["staff", "papers/Staff/2024"])
def test_what_is_under_a_staff_folder_is_for_staff_only(office: Office, folder: str) -> None:
    office.write(f"{folder}/secret.txt", B)
    office.write("open.txt", A)
    office.write("staffing.txt", "招聘启事。")
    office.ingest()
    assert {source for source, _ in office.texts()} == {"open.txt", "staffing.txt"}
    assert f"{folder}/secret.txt" in {source for source, _ in office.texts(Audience.STAFF)}


def test_a_staff_folder_stays_staff_only_when_it_is_named_itself_or_linked_to(office: Office) -> None:
    secret = office.write("staff/secret.txt", B)
    link = office.corpus / "open"
    link.symlink_to(office.corpus / "staff", target_is_directory=True)
    for path in (secret, secret.parent, link):
        assert {file.audience for file in scan([path]).files} == {Audience.STAFF}


def test_a_file_that_moves_to_the_staff_folder_leaves_the_public_index(office: Office) -> None:
    paper = office.write("a.txt", A)
    office.write("b.txt", B)
    office.ingest()
    (office.corpus / "staff").mkdir()
    paper.rename(office.corpus / "staff" / "a.txt")
    office.ingest()
    assert {source for source, _ in office.texts()} == {"b.txt"}


def test_files_of_the_same_name_in_two_corpora_are_told_apart_by_their_folder(office: Office, tmp_path: Path) -> None:
    office.write("a.txt", A)
    office.write("only.txt", "只有一篇。")
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text(B)
    assert fates(office.plan(office.corpus, other)) == {
        "corpus/a.txt": Action.ADD,
        "other/a.txt": Action.ADD,
        "only.txt": Action.ADD,
    }


def test_a_single_file_is_a_corpus(office: Office) -> None:
    office.write("b.txt", B)
    assert fates(office.plan(office.write("a.txt", A))) == {"a.txt": Action.ADD}


def test_a_file_named_twice_is_read_once(office: Office) -> None:
    paper = office.write("a.txt", A)
    assert fates(office.plan(office.corpus, paper)) == {"a.txt": Action.ADD}


def test_a_path_that_does_not_exist_is_refused(office: Office) -> None:
    with pytest.raises(ConfigurationError, match="does not exist"):
        office.plan(office.corpus / "nowhere")


def test_another_model_embeds_everything_again_and_says_so(office: Office) -> None:
    office.write("a.txt", A)
    office.ingest()
    office.embedder = HashingEmbedder("another")
    plan = office.plan()
    assert fates(plan) == {"a.txt": Action.REFRESH}
    assert plan.has_new_model
    assert office.ingest().embedded == len(office.texts()) > 0


def test_another_splitter_reads_everything_again(office: Office) -> None:
    office.write("a.txt", A)
    office.ingest()
    with patch("ingest.plan.SPLITTER_VERSION", "next"):
        plan = office.plan()
    assert fates(plan) == {"a.txt": Action.REFRESH}
    assert not plan.has_new_model


def test_a_new_agreement_reads_the_documents_again_for_the_names_of_places(office: Office) -> None:
    office.write("a.txt", A)
    office.table("agreements.csv", AGREEMENT)
    office.ingest()
    office.table("agreements.csv", AGREEMENT, AGREEMENT | {"id": "x", "partner_zh": "新城", "partner_en": "Newtown"})
    assert fates(office.plan()) == {"a.txt": Action.REFRESH, "agreements.csv": Action.CHANGE}


def test_a_file_that_breaks_loses_its_text_and_the_rest_goes_in(office: Office) -> None:
    office.write("a.txt", A)
    broken = office.write("b.md", B)
    office.ingest()
    broken.write_bytes(b"\x00\x01\x02" * 1000)
    plan = office.plan()
    assert fates(plan) == {"a.txt": Action.KEEP, "b.md": Action.FAIL}
    assert [problem.where for problem in plan.problems] == ["b.md"]
    assert plan.problems[0].remedy
    office.ingest()
    assert {source for source, _ in office.texts()} == {"a.txt"}


def test_a_file_that_cannot_be_opened_keeps_what_was_read_from_it(office: Office) -> None:
    paper = office.write("a.txt", A)
    office.ingest()
    with patch("ingest.scan.FoundFile.digest", side_effect=PermissionError(13, "Permission denied")):
        plan = office.plan()
    assert paper.exists()
    assert fates(plan) == {"a.txt": Action.FAIL}
    assert plan.changes_nothing
    assert "Permission denied" in plan.problems[0].reason


def badly_read(
    told: Callable[[int, int], None], file: FoundFile, home_city: str, kept_in: Path | None
) -> ingest.load.Loaded:
    """Read a file as the ingest does, but for those whose names say what befalls it."""
    match file.path.stem:
        case "deep":
            raise RecursionError("too deep")
        case "endless":
            while True:
                pass
        case "greedy":
            assert [bytearray(1 << 20) for _ in range(1 << 20)]
        case "fatal":
            os.kill(os.getpid(), signal.SIGSEGV)
    return ingest.load.load_apart(told, file, home_city, kept_in)


def test_a_file_over_which_the_reader_crashes_never_ends_or_takes_all_memory_is_named_and_the_rest_is_in(
    office: Office,
) -> None:
    for name in ("a", "deep", "endless", "fatal", "greedy", "z"):
        office.write(f"{name}.txt", f"{A}\n\n{name}")
    limits = Limits(work_seconds=3, silent_seconds=300, megabytes=500)
    with patch("ingest.corpus.load_apart", badly_read), Apart(limits) as apart, patch("ingest.corpus._APART", apart):
        report = office.ingest()
    assert {name: fate for name, fate in fates(report.plan).items() if fate is not Action.FAIL} == {
        "a.txt": Action.ADD,
        "z.txt": Action.ADD,
    }
    said = {problem.where: problem.reason for problem in report.plan.problems}
    assert "RecursionError: too deep" in said["deep.txt"]
    assert "more than 3 s of work" in said["endless.txt"]
    assert "broke down" in said["fatal.txt"]
    assert "more than 500 MB of memory" in said["greedy.txt"]
    assert all(problem.remedy for problem in report.plan.problems)


@pytest.mark.parametrize(
    "name",
    [
        "staff ",
        " Staff",
        "ＳＴＡＦＦ",
        "ｓｔａｆｆ",
        "STAFF",
        "s t a f f",
        "staff\u3000",
        "sta\u200bff",
        "\ufeffstaff",
        "staff\u00a0",
    ],
)
def test_a_staff_folder_is_one_in_whatever_width_case_and_blanks(office: Office, name: str) -> None:
    office.write(f"{name}/secret.txt", "The gate word is told to the staff.\n")
    office.write("staffing/open.txt", "The office is hiring.\n")
    found = {file.relative: file.audience for file in scan([office.corpus]).files}
    assert found == {f"{name}/secret.txt": Audience.STAFF, "staffing/open.txt": Audience.PUBLIC}


def test_a_link_that_leads_out_of_the_corpus_is_refused_by_name_and_one_within_is_followed(
    office: Office, tmp_path: Path
) -> None:
    outside = tmp_path / "elsewhere"
    (outside / "deep").mkdir(parents=True)
    (outside / "deep" / "private.txt").write_text("Nobody meant this to be read.\n", encoding="utf-8")
    paper = office.write("paper.txt", "The lantern fair was held in 2016.\n")
    (office.corpus / "folder").symlink_to(outside, target_is_directory=True)
    (office.corpus / "file.txt").symlink_to(outside / "deep" / "private.txt")
    (office.corpus / "again.txt").symlink_to(paper)
    seen = scan([office.corpus])
    assert [file.relative for file in seen.files] == ["again.txt", "paper.txt"]
    assert seen.refused == ("file.txt", "folder")
    plan = office.plan()
    assert [(problem.where, problem.reason) for problem in plan.problems] == [
        (name, "it is a link that leads out of the corpus") for name in ("file.txt", "folder")
    ]
    named = scan([office.corpus, outside])
    assert named.refused == ()
    assert len([file for file in named.files if file.path.name in {"private.txt", "file.txt"}]) == 4 - 1
