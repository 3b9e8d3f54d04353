"""The parts of a generation on a Chroma server, kept in DATA_DIR: made once, then shared by all processes there.

::

    index/served/<generation>/       parts/, parts.json; whoever ingests, or opens it first, makes it

Chroma has the passages, and a process that finds no folder for the generation that serves makes it from the newest
there is, reading from the server only what is new.
"""

import contextlib
import shutil
import tempfile
from pathlib import Path

import filelock

from knowledge.index.manifest import Manifest
from knowledge.index.parts import LIST, renew
from knowledge.index.vectors import Vectors

_SERVED = "served"
_LOCK = "served.lock"
# Where a folder is made, by whoever ingests and by whoever opens: each holds a lock of its own.
INGESTING, OPENING = ".ingest-", ".open-"


def unfinished(index_dir: Path, kind: str, name: str) -> Path:
    """Return where a generation's folder is made."""
    return index_dir / _SERVED / f"{kind}{name}"


def finish(index_dir: Path, kind: str, name: str) -> None:
    """Make a folder that is complete the generation's; where another process was faster, its folder stays."""
    with contextlib.suppress(OSError):
        unfinished(index_dir, kind, name).rename(index_dir / _SERVED / name)


def latest(index_dir: Path) -> Path | None:
    """Return the folder of the newest generation that there is, or None."""
    found = [path.parent for path in (index_dir / _SERVED).glob(f"[!.]*/{LIST}")]
    return max(found, key=lambda folder: folder.stat().st_mtime_ns, default=None)


def tidy(index_dir: Path, kind: str, *, keep: str | None) -> None:
    """Remove the folders of other generations but the one before, and what a killed process of a kind left."""
    if not (index_dir / _SERVED).is_dir():
        return
    folders = sorted((index_dir / _SERVED).iterdir(), key=lambda folder: -folder.stat().st_mtime_ns)
    others = [folder for folder in folders if folder.name != keep and not folder.name.startswith(".")]
    for folder in [*others[1:], *(folder for folder in folders if folder.name.startswith(kind))]:
        shutil.rmtree(folder, ignore_errors=True)


def folder_of(index_dir: Path, manifest: Manifest, vectors: Vectors) -> tuple[Path, bool]:
    """Return the folder of the generation that a manifest describes, made where it is missing.

    The second value tells that it is the caller's alone, to be removed after use: where DATA_DIR may not be written.
    """
    folder = index_dir / _SERVED / manifest.generation
    if (folder / LIST).is_file():
        return folder, False
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(index_dir / _LOCK):
            if not (folder / LIST).is_file():
                _make(unfinished(index_dir, OPENING, manifest.generation), latest(index_dir), manifest, vectors)
                finish(index_dir, OPENING, manifest.generation)
                tidy(index_dir, OPENING, keep=manifest.generation)
    except PermissionError:
        own = Path(tempfile.mkdtemp(prefix="city-exchange-parts-"))
        _make(own, latest(index_dir), manifest, vectors)
        return own, True
    return folder, False


def _make(folder: Path, before: Path | None, manifest: Manifest, vectors: Vectors) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    renew(folder, before, manifest.passages, vectors.passages, fingerprint=vectors.fingerprint, sentences={})
