"""Tables made of shipped data, kept on disk as they are in memory: reading one takes a tenth of making it again.

They lie in MODEL_DIR, or in DATA_DIR where that may not be written, under the digest of all that they are made of, the
code that makes them among it. One that is missing, damaged or cannot be written is made again: only time is lost.
"""

import contextlib
import gc
import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from knowledge.settings import load_settings

_Table = TypeVar("_Table")

_FOLDER = "tables"
_DIGEST_BYTES = 32
# Of each table so many are kept: those of other papers, and of the version before.
_KEPT = 8


def prepared(name: str, made_of: Iterable[Path | bytes], make: Callable[[], _Table]) -> _Table:
    """Return what ``make`` returns, from disk where it was made of the same before.

    A table is made of builtin values alone: numbers, strings, tuples, lists, dicts and sets of them.
    """
    digest = hashlib.sha256(f"{sys.version} {marshal.version}".encode())
    for part in made_of:
        digest.update(hashlib.sha256(part if isinstance(part, bytes) else part.read_bytes()).digest())
    file = f"{name}-{digest.hexdigest()[:16]}"
    settings = load_settings()
    folders = [parent / _FOLDER for parent in (settings.model_dir, settings.data_dir)]
    with _undisturbed():
        for folder in folders:
            kept = _read(folder / file)
            if kept is not None:
                table: _Table = marshal.loads(kept)  # noqa: S302 - our own file, as its digest tells
                return table
        made = make()
        content = marshal.dumps(made)  # type: ignore[arg-type] # it is made of builtin values
    for folder in folders:
        with contextlib.suppress(OSError):
            _write(folder / file, content)
            _tidy(folder, name)
            break
    return made


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the collector from looking through a million new values again and again; none of them is garbage."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _read(path: Path) -> bytes | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    whole = hashlib.sha256(content[_DIGEST_BYTES:]).digest() == content[:_DIGEST_BYTES]
    return content[_DIGEST_BYTES:] if whole else None


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(hashlib.sha256(content).digest() + content)
        Path(name).chmod(0o644)  # whoever runs the bot need not be who prepared it
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _tidy(folder: Path, name: str) -> None:
    newest = sorted(folder.glob(f"{name}-*"), key=lambda path: -path.stat().st_mtime_ns)
    for path in newest[_KEPT:]:
        path.unlink(missing_ok=True)
