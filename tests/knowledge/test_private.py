import stat
from pathlib import Path

import pytest

from bot.storage import Storage
from knowledge.private import make_private_file, make_private_folder
from tests.databases import Clock
from tests.ingesting import Office


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_made_is_for_its_user_alone(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "above" / "index")
    make_private_file(tmp_path / "above" / "bot.sqlite")
    assert mode(tmp_path / "above") == mode(tmp_path / "above" / "index") == 0o700
    assert mode(tmp_path / "above" / "bot.sqlite") == 0o600


@pytest.mark.parametrize(("before", "after"), [(0o755, 0o750), (0o777, 0o770), (0o750, 0o750), (0o700, 0o700)])
def test_what_is_there_is_closed_to_strangers_and_left_to_whom_the_operator_let_in(
    tmp_path: Path, before: int, after: int
) -> None:
    folder, file = tmp_path / "index", tmp_path / "bot.sqlite"
    folder.mkdir()
    file.write_bytes(b"kept")
    for path in (folder, file):
        path.chmod(before)
    make_private_folder(folder)
    make_private_file(file)
    assert mode(folder) == mode(file) == after
    assert file.read_bytes() == b"kept"


@pytest.mark.anyio
async def test_no_stranger_reads_the_index_or_the_database(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.write("staff/paper.txt", "The gate word is told to the staff.\n")
    office.ingest()
    storage = await Storage.open(f"sqlite:///{office.settings.data_dir / 'bot.sqlite'}", now=Clock())
    await storage.people.approve(1, by=2)
    assert mode(office.settings.data_dir / "index") == 0o700
    kept = [path for path in office.settings.data_dir.glob("bot.sqlite*") if path.suffix != ".lock"]
    assert {path.name: mode(path) for path in kept} == {path.name: 0o600 for path in kept}
    assert len(kept) >= 2
    await storage.close()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
