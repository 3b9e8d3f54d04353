import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.errors import IndexBusy, IndexWriteError
from knowledge.evidence import Audience
from knowledge.index import current_generation, open_index, open_writer
from tests.ingest_process import IngestProcess
from tests.ingesting import Office

OLD = "旧的文章讲广州与里昂的友好往来。"
NEW = "新的文章讲昆明与清迈的友好往来。"
KILLS = 10
PUBLISHES = 6


@pytest.fixture(scope="module")
def process() -> Iterator[IngestProcess]:
    process = IngestProcess()
    yield process
    process.close()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.write("a.txt", OLD)
    return office


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    mount = tmp_path / "disk"
    mount.mkdir()
    with _mounted(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(mount)], mount):
        yield mount


class _mounted:  # noqa: N801 - used like a function
    def __init__(self, command: list[str], mount: Path) -> None:
        if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
            pytest.skip("only root may mount a file system, and not everywhere")
        self._mount = mount

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", str(self._mount)], check=True)  # noqa: S607 - of the system


def _contents(office: Office) -> set[str]:
    return {text for _, text in office.texts()}


def test_a_kill_at_any_step_leaves_the_last_good_index_and_the_next_ingest_mends(
    office: Office, process: IngestProcess, tmp_path: Path
) -> None:
    assert process.ingest(tmp_path)["error"] == ""
    rehearsal = Office(tmp_path / "rehearsal")
    rehearsal.write("a.txt", OLD)
    process.ingest(tmp_path / "rehearsal")
    rehearsal.write("a.txt", NEW)
    steps = process.ingest(tmp_path / "rehearsal")["steps"]
    assert steps > KILLS
    seen = set()
    text = NEW
    for kill in range(KILLS):
        before, generation = _contents(office), current_generation(office.settings)
        office.write("a.txt", text)
        outcome = process.ingest(tmp_path, die_at=1 + kill * (steps - 1) // (KILLS - 1))
        assert outcome["signal"] == signal.SIGKILL
        assert _contents(office) in (before, {text})
        assert (_contents(office) == before) == (current_generation(office.settings) == generation)
        seen.add(_contents(office) == before)
        if kill % 3 == 2:  # the next ingest after one kill, and after several
            assert process.ingest(tmp_path)["error"] == ""
            assert _contents(office) == {text}
            text = OLD if text == NEW else NEW
    assert True in seen
    assert process.ingest(tmp_path)["error"] == ""
    office.write("a.txt", "最后的文章。")
    assert process.ingest(tmp_path)["error"] == ""
    assert _contents(office) == {"最后的文章。"}
    assert len(list((office.settings.index_dir / "generations").iterdir())) == 2


def test_a_first_ingest_that_is_killed_leaves_no_index_and_the_next_makes_one(
    office: Office, process: IngestProcess, tmp_path: Path
) -> None:
    steps = process.ingest(tmp_path)["steps"]
    fresh = Office(tmp_path / "fresh")
    fresh.write("a.txt", OLD)
    assert process.ingest(tmp_path / "fresh", die_at=steps // 2)["signal"] == signal.SIGKILL
    assert current_generation(fresh.settings) is None
    assert process.ingest(tmp_path / "fresh")["error"] == ""
    assert _contents(fresh) == _contents(office)


def test_a_reader_that_asks_without_pause_always_gets_one_whole_generation(
    office: Office, process: IngestProcess, tmp_path: Path
) -> None:
    process.ingest(tmp_path)
    index = open_index(office.settings, office.embedder, Audience.PUBLIC)
    generations, questions = {index.generation}, 0
    for turn in range(PUBLISHES):
        wanted = NEW if turn % 2 == 0 else OLD
        office.write("a.txt", wanted)
        office.write(f"extra-{turn}.txt", f"附加的第{turn}篇文章。")
        process.start(tmp_path)
        deadline = time.monotonic() + 60
        while wanted not in {passage.text for passage in index.passages()}:
            assert time.monotonic() < deadline
            if current_generation(office.settings) != index.generation:
                index = open_index(office.settings, office.embedder, Audience.PUBLIC)
                generations.add(index.generation)
            found = {hit.passage.text for hit in index.search("友好往来的文章", k=20)}
            assert len(found & {OLD, NEW}) == 1
            assert found == {passage.text for passage in index.passages()}
            questions += 1
        assert process.wait()["error"] == ""
    assert len(generations) == PUBLISHES + 1
    assert questions > PUBLISHES


def test_of_two_ingests_at_once_the_second_says_so_and_ends(
    office: Office, process: IngestProcess, tmp_path: Path
) -> None:
    with open_writer(office.settings, office.embedder.fingerprint):
        error = process.ingest(tmp_path)["error"]
    assert error.startswith(IndexBusy.__name__)
    assert "another ingest" in error
    assert process.ingest(tmp_path)["error"] == ""


def test_a_full_disk_is_reported_and_the_old_index_serves(office: Office, small_disk: Path) -> None:
    office.settings = office.settings.model_copy(update={"data_dir": small_disk})
    office.ingest()
    generation, before = current_generation(office.settings), _contents(office)
    for number in range(200):
        office.write(f"long-{number}.txt", f"第{number}篇很长的文章。" * 200)
    with pytest.raises(IndexWriteError, match="Free disk space"):
        office.ingest()
    assert current_generation(office.settings) == generation
    assert _contents(office) == before
    assert [path.name for path in (office.settings.index_dir / "generations").iterdir()] == [generation]
    for number in range(200):
        (office.corpus / f"long-{number}.txt").unlink()
    office.write("b.txt", NEW)
    office.ingest()
    assert _contents(office) == {OLD, NEW}


def test_a_read_only_data_directory_serves_and_an_ingest_into_it_says_what_to_do(office: Office) -> None:
    office.ingest()
    data = office.settings.data_dir
    subprocess.run(["mount", "--bind", str(data), str(data)], capture_output=True, check=False)  # noqa: S607 - of the system
    with _mounted(["mount", "-o", "remount,ro,bind", str(data)], data):
        assert _contents(office) == {OLD}
        assert office.ingest().plan.changes_nothing
        office.write("a.txt", NEW)
        with pytest.raises(IndexWriteError, match="make DATA_DIR writable"):
            office.ingest()
        assert _contents(office) == {OLD}
    office.ingest()
    assert _contents(office) == {NEW}
