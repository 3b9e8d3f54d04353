"""The generations of an embedded index: whole directories, of which one atomic rename makes one current.

::

    index/
    ├── current                   the name of the generation that serves
    ├── ingest.lock
    └── generations/<name>/       chroma/, parts/, parts.json, manifest.json; never changed once it is current

A reader holds a shared lock on its generation's manifest; a generation is removed only when nobody does, and the one
before the current is always kept. What a killed ingest leaves behind is not current, and the next ingest removes it.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import sqlite3
from pathlib import Path
from typing import BinaryIO

from knowledge.errors import KnowledgeIndexError

MANIFEST = "manifest.json"
CHROMA = "chroma"
_POINTER = "current"
_GENERATIONS = "generations"
_DATABASE = "chroma.sqlite3"


def current_name(index_dir: Path) -> str | None:
    """Return the name of the generation that serves, or None when nothing has been published."""
    try:
        return (index_dir / _POINTER).read_text(encoding="utf-8").strip() or None
    except (FileNotFoundError, NotADirectoryError):
        return None


def directory_of(index_dir: Path, name: str) -> Path:
    """Return the directory of a generation."""
    return index_dir / _GENERATIONS / name


def start(index_dir: Path, *, copy: bool) -> Path:
    """Make a new generation's directory and return it, a copy of the current one if wanted and if there is one.

    Raises KnowledgeIndexError where the current one is damaged.
    """
    current = current_name(index_dir)
    number = int(current.partition("-")[0]) + 1 if current else 1
    target = directory_of(index_dir, f"{number:06d}-{secrets.token_hex(3)}")
    target.mkdir(parents=True)
    if current and copy:
        try:
            copy_chroma(directory_of(index_dir, current) / CHROMA, target / CHROMA)
        except sqlite3.Error as error:
            shutil.rmtree(target, ignore_errors=True)
            raise KnowledgeIndexError(
                f"the index of generation {current} is damaged ({error}); delete {index_dir} and ingest again"
            ) from error
    return target


def copy_chroma(source: Path, target: Path) -> None:
    """Copy a Chroma database, its SQLite part as a consistent snapshot even while a reader has it open."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{_DATABASE}*"))
    address = f"{(source / _DATABASE).absolute().as_uri()}?mode=ro"
    with (
        contextlib.closing(sqlite3.connect(address, uri=True)) as old,
        contextlib.closing(sqlite3.connect(target / _DATABASE)) as new,
    ):
        old.backup(new)


def has_database(generation: Path) -> bool:
    """Tell whether a generation has its Chroma database still."""
    return (generation / CHROMA / _DATABASE).is_file()


def publish(generation: Path) -> None:
    """Make a complete generation current: all of it is on disk before the one rename."""
    for path in sorted(generation.rglob("*")):
        _sync(path)
    _sync(generation)
    _sync(generation.parent)
    index_dir = generation.parent.parent
    pointer = index_dir / f"{_POINTER}.new"
    pointer.write_text(generation.name + "\n", encoding="utf-8")
    _sync(pointer)
    pointer.replace(index_dir / _POINTER)
    _sync(index_dir)


def tidy(index_dir: Path) -> None:
    """Remove generations that neither serve nor are the one before nor have a reader."""
    (index_dir / f"{_POINTER}.new").unlink(missing_ok=True)
    current = current_name(index_dir)
    parent = index_dir / _GENERATIONS
    if not parent.is_dir():
        return
    older = sorted(path.name for path in parent.iterdir() if current and path.name < current and _is_whole(path))
    kept = {current, *older[-1:]}
    for path in parent.iterdir():
        if path.name not in kept and not _has_reader(path):
            shutil.rmtree(path, ignore_errors=True)


def lease(generation: Path) -> BinaryIO:
    """Keep a generation from being removed until the returned file is closed; FileNotFoundError if it is gone."""
    file = (generation / MANIFEST).open("rb")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def _is_whole(generation: Path) -> bool:
    return (generation / MANIFEST).is_file()


def _has_reader(generation: Path) -> bool:
    try:
        with (generation / MANIFEST).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
