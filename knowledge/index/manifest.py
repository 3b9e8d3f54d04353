"""What an index was built from: every file with its digest, its passages and what could not be read in it."""

from __future__ import annotations

import dataclasses
import json

from pydantic import TypeAdapter

from knowledge.evidence import Audience

_FORMAT = 2


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that could not be read; the rest of the file, if any, is in the index."""

    where: str
    reason: str
    remedy: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of the corpus.

    ``path`` is what citations show, relative to the corpus directory ``root``. ``digest`` is of the bytes,
    ``text_digest`` of what was read from them. ``kind`` is ``document`` or the kind of a record table. A file whose
    text another file has too names it in ``duplicate_of`` and has no passages. ``notes`` tell what of it was left out
    on purpose or is of no format that is read; no mistake of its keeper's, as ``problems`` are.
    """

    path: str
    root: str
    digest: str
    audience: Audience = Audience.PUBLIC
    kind: str = "document"
    text_digest: str = ""
    passages: tuple[str, ...] = ()
    duplicate_of: str = ""
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Manifest:
    """The files of an index, and the versions of what turned them into passages and vectors."""

    fingerprint: str = ""
    splitter: str = ""
    gazetteer: str = ""
    files: tuple[FileEntry, ...] = ()
    generation: str = ""

    @property
    def passages(self) -> set[str]:
        """Return the ids of all passages."""
        return {passage for file in self.files for passage in file.passages}

    def to_json(self) -> str:
        """Write it as ``from_json`` reads it."""
        return json.dumps({"format": _FORMAT} | dataclasses.asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Read a manifest; one of another format is as good as none, so that everything is built again."""
        fields = json.loads(text)
        return TypeAdapter(cls).validate_python(fields) if fields.pop("format") == _FORMAT else cls()
