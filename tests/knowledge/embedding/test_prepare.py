import io
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from knowledge.embedding import prepare, prepare_model
from knowledge.embedding.meaning_reader import READER_FILE
from knowledge.embedding.prepare import FILE as MANIFEST_FILE
from knowledge.embedding.prepare import FOLDER, prepared_folder, whole_manifest
from knowledge.embedding.prepared_model import MODEL_FILE, TOKENIZER_FILE, WEIGHTS_FILE, WORDS_FILE
from knowledge.errors import ModelError
from knowledge.settings import Settings

ROOT = Path(__file__).parents[3]
STOPPED_BEFORE_THE_LAST_STEP = """
import io, shutil, sys, time
from rich.console import Console
from knowledge.embedding import prepare
from knowledge.settings import Settings

def build(weights, target, step):
    shutil.copytree(sys.argv[1], target)
    print("everything is written", flush=True)
    time.sleep(600)

prepare._build = build
prepare.prepare_model(Settings(), console=Console(file=io.StringIO()))
"""


@pytest.fixture
def quick_builds(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Stand in for the seconds that building takes: copy the real prepared model. Gives the list of builds."""
    builds: list[Path] = []

    def copy(_weights: Path, target: Path, _step: Callable[[str], None]) -> None:
        builds.append(target)
        shutil.copytree(prepared_folder(settings), target)

    monkeypatch.setattr(prepare, "_build", copy)
    return builds


def _prepare(model_dir: Path) -> Path:
    return prepare_model(Settings(model_dir=model_dir), console=Console(file=io.StringIO()))


def test_the_prepared_model_is_whole(settings: Settings) -> None:
    assert whole_manifest(prepared_folder(settings)) is not None


def test_the_weights_lie_beside_the_nodes_to_be_mapped(settings: Settings) -> None:
    nodes, weights = (prepared_folder(settings) / name for name in (MODEL_FILE, WEIGHTS_FILE))
    assert nodes.stat().st_size < 200_000
    assert weights.stat().st_size > 100_000_000


def test_preparing_needs_neither_torch_nor_a_gigabyte(tmp_path: Path) -> None:
    program = "import sys; from knowledge.__main__ import main; main(['prepare']); sys.exit('torch' in sys.modules)"
    environment = os.environ | {"MODEL_DIR": str(tmp_path), "EMBEDDING_MODEL": ""}
    assert subprocess.run([sys.executable, "-c", program], env=environment, cwd=ROOT, check=False).returncode == 0
    assert sum(path.stat().st_size for path in (tmp_path / FOLDER).rglob("*")) < 150_000_000


def test_preparing_twice_builds_once(tmp_path: Path, quick_builds: list[Path]) -> None:
    assert _prepare(tmp_path) == _prepare(tmp_path)
    assert len(quick_builds) == 1


@pytest.mark.parametrize("name", [MODEL_FILE, WORDS_FILE, READER_FILE, WEIGHTS_FILE, TOKENIZER_FILE, MANIFEST_FILE])
def test_a_damaged_file_is_noticed_and_mended(tmp_path: Path, quick_builds: list[Path], name: str) -> None:
    folder = _prepare(tmp_path)
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 0xFF
    (folder / name).write_bytes(content)
    assert whole_manifest(folder) is None
    _prepare(tmp_path)
    assert whole_manifest(folder) is not None
    assert len(quick_builds) == 2


def test_a_missing_file_is_noticed(tmp_path: Path, quick_builds: list[Path]) -> None:
    folder = _prepare(tmp_path)
    (folder / MODEL_FILE).unlink()
    assert whole_manifest(folder) is None
    assert len(quick_builds) == 1


def test_two_at_once_build_once(tmp_path: Path, quick_builds: list[Path]) -> None:
    threads = [threading.Thread(target=_prepare, args=(tmp_path,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(quick_builds) == 1
    assert whole_manifest(tmp_path / FOLDER) is not None


def test_a_killed_preparation_leaves_nothing_that_looks_ready(
    tmp_path: Path, settings: Settings, quick_builds: list[Path]
) -> None:
    arguments = [sys.executable, "-c", STOPPED_BEFORE_THE_LAST_STEP, str(prepared_folder(settings))]
    with subprocess.Popen(
        arguments, cwd=ROOT, env={**os.environ, "MODEL_DIR": str(tmp_path)}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "everything is written\n"
        process.send_signal(signal.SIGKILL)
    assert list(tmp_path.glob(f".{FOLDER}.*/new/{MODEL_FILE}"))
    assert not (tmp_path / FOLDER).exists()

    _prepare(tmp_path)
    assert len(quick_builds) == 1
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == [FOLDER]


def test_a_failed_build_leaves_only_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_weights: Path, target: Path, _step: Callable[[str], None]) -> None:
        target.mkdir()
        (target / MODEL_FILE).write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(prepare, "_build", fail)
    with pytest.raises(ModelError, match=r"MODEL_DIR .*No space left on device"):
        _prepare(tmp_path)
    assert [path.suffix for path in tmp_path.iterdir()] in ([], [".lock"])


def test_a_model_dir_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ModelError, match=r"MODEL_DIR \(.*file/models\).*Set MODEL_DIR to a folder"):
        _prepare(tmp_path / "file" / "models")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_model_dir_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(ModelError, match="MODEL_DIR"):
        _prepare(tmp_path)


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a file system that even root cannot write")
def test_a_file_system_that_refuses_is_named() -> None:
    with pytest.raises(ModelError, match=r"MODEL_DIR \(/sys/kernel/models\)"):
        _prepare(Path("/sys/kernel/models"))


def test_a_prepared_model_on_a_read_only_disk_needs_no_lock(tmp_path: Path, quick_builds: list[Path]) -> None:
    folder = _prepare(tmp_path)
    for lock in tmp_path.glob("*.lock"):
        lock.unlink()
    assert _prepare(tmp_path) == folder
    assert [path.name for path in tmp_path.iterdir()] == [FOLDER]
    assert len(quick_builds) == 1
