"""Find the files of a corpus: what each is called in citations, and who may see it."""

import collections
import dataclasses
import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ingest.readers import FORMATS
from knowledge.errors import ConfigurationError
from knowledge.evidence import Audience

STAFF = "staff"
_UNSEEN = ("Cc", "Cf", "Mn")


@dataclasses.dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read: ``path`` on disk, ``relative`` as it is cited, ``root`` the corpus directory."""

    path: Path
    relative: str
    root: Path
    audience: Audience

    def digest(self) -> str:
        """Return the SHA-256 of the bytes; raise OSError when they cannot be read."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


@dataclasses.dataclass(frozen=True, slots=True)
class Scan:
    """What stands in a corpus: files of a format that is read, the names of the others, and of links that lead out."""

    files: tuple[FoundFile, ...]
    skipped: tuple[str, ...]
    refused: tuple[str, ...] = ()


def scan(paths: Sequence[Path]) -> Scan:
    """Find the files in directories, and files named themselves, in order of their names.

    Hidden files are passed over, and links that lead out of all the directories are refused: who may see what is there
    is not for the corpus to say. A path part named ``staff``, in whatever case and width and with whatever blanks,
    makes what is under it staff-only, also when it stands above the corpus directory or behind a link. Two files of the
    same name in two corpus directories are told apart by the name of their directory. Raises ConfigurationError for a
    path that does not exist.
    """
    check(paths)
    found: dict[Path, Path] = {}
    roots = tuple(path.resolve() if path.is_dir() else path.parent.resolve() for path in paths)
    refused: set[str] = set()
    for path in paths:
        root = path if path.is_dir() else path.parent
        for file in _files(path, roots, refused):
            found.setdefault(Path(os.path.abspath(file)), root)  # noqa: PTH100 - resolve() would follow links
    names = _names(found)
    read = {file: root for file, root in found.items() if file.suffix.lower() in FORMATS}
    return Scan(
        tuple(
            FoundFile(file, names[file], root, _audience(file))
            for file, root in sorted(read.items(), key=lambda item: names[item[0]])
        ),
        tuple(sorted(names[file] for file in found if file not in read)),
        tuple(sorted(refused)),
    )


def check(paths: Iterable[Path]) -> None:
    """Raise ConfigurationError for a path that does not exist."""
    for path in paths:
        if not path.exists():
            raise ConfigurationError(f"{path} does not exist; give folders and files that do (or set CORPUS_DIRS)")


def _files(path: Path, roots: tuple[Path, ...], refused: set[str]) -> Iterator[Path]:
    if path.is_file():  # whoever names a file means it, wherever it leads
        yield path
        return

    def leads_out(below: Path) -> bool:
        leads = not any(below.resolve().is_relative_to(root) for root in roots)
        if leads:
            refused.add(below.relative_to(path).as_posix())
        return leads

    seen: set[tuple[int, int]] = set()
    for folder, folders, files in os.walk(path, followlinks=True):
        about = os.stat(folder)  # noqa: PTH116 - os.walk gives strings
        # A link to a folder above would lead round for ever.
        if (about.st_dev, about.st_ino) in seen:
            folders.clear()
            continue
        seen.add((about.st_dev, about.st_ino))
        shown = sorted(name for name in folders if not name.startswith("."))
        folders[:] = [name for name in shown if not leads_out(Path(folder, name))]
        yield from (
            file
            for name in sorted(files)
            if not name.startswith((".", "~$")) and (file := Path(folder, name)).is_file() and not leads_out(file)
        )


def _audience(file: Path) -> Audience:
    parts = (*file.parts[:-1], *file.resolve().parts[:-1])
    return Audience.STAFF if any(_folded(part) == STAFF for part in parts) else Audience.PUBLIC


def _folded(part: str) -> str:
    """Return a path part in one width and case, without blanks and characters that nobody sees."""
    characters = unicodedata.normalize("NFKC", part).casefold()
    return "".join(char for char in characters if not char.isspace() and unicodedata.category(char) not in _UNSEEN)


def _names(found: dict[Path, Path]) -> dict[Path, str]:
    roots = {file: Path(os.path.abspath(root)) for file, root in found.items()}  # noqa: PTH100 - as above
    names = {file: file.relative_to(root).as_posix() for file, root in roots.items()}
    above = 0
    while clashing := _repeated(names.values()):
        above += 1
        for file, name in names.items():
            if name in clashing:
                root = roots[file]
                prefix = Path(*root.parts[-above:]) if above < len(root.parts) else root
                names[file] = (prefix / file.relative_to(root)).as_posix()
    return names


def _repeated(names: Iterable[str]) -> set[str]:
    return {name for name, count in collections.Counter(names).items() if count > 1}
