"""The files of one ingest, each read at most once, and the gazetteer that their agreements make."""

import functools
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import knowledge.names
from ingest.load import Loaded, load_apart, passages_of
from ingest.readers.ocr.pages import desk
from ingest.scan import FoundFile
from ingest.ties import remembered_at
from knowledge.apart import Apart, Broken, Limits, TookTooMuch
from knowledge.errors import DocumentError
from knowledge.evidence import Passage
from knowledge.index import Manifest
from knowledge.names import Gazetteer, build_gazetteer
from knowledge.records import Agreement

_Value = TypeVar("_Value", str, Loaded)

_AGREEMENTS = "agreements"
# Far beyond what any paper takes: a page of OCR some seconds, LibreOffice two minutes at the most, 250 MB.
_APART = Apart(Limits(work_seconds=180, silent_seconds=600, megabytes=2048))
_TOO_MUCH = "Split it into smaller files, or open it in its own program and save it again."


class Corpus:
    """Reads files when they are asked for, and remembers what came out, failures too.

    ``before`` tells which tables are known to hold agreements, so that an unchanged corpus is not read at all.
    """

    def __init__(self, files: Sequence[FoundFile], before: Manifest, home_city: str = "") -> None:
        self._home_city = home_city
        self._files = files
        self._known = {entry.path: entry for entry in before.files}
        self._loaded: dict[str, Loaded | DocumentError] = {}
        self._digests: dict[str, str | DocumentError] = {}

    def digest(self, file: FoundFile) -> str:
        """Return the digest of a file's bytes; raise DocumentError when it cannot be opened."""
        name = file.relative
        if name not in self._digests:
            try:
                self._digests[name] = self._digest(file)
            except OSError as error:
                reason = f"it cannot be opened ({error.strerror or error})"
                self._digests[name] = DocumentError(name, reason, "Make it readable and ingest again.")
        return _value(self._digests[name])

    def load(self, file: FoundFile) -> Loaded:
        """Return what a file holds; raise DocumentError when nothing of it can be used."""
        name = file.relative
        if name not in self._loaded:
            try:
                place = desk()
                self._loaded[name] = _APART.call(load_apart, file, self._home_city, place.kept_in, told=place.told)
            except DocumentError as error:
                self._loaded[name] = error
            except TookTooMuch as error:
                self._loaded[name] = DocumentError(name, str(error), _TOO_MUCH)
            except Broken as error:  # one file must not keep the others out, whatever its reader does
                reason = f"it could not be read ({error})"
                self._loaded[name] = DocumentError(name, reason, "Open it in its own program and save it again.")
        return _value(self._loaded[name])

    def passages(self, file: FoundFile) -> list[Passage]:
        """Return the passages of a file; raise DocumentError when it gives none."""
        loaded = self.load(file)
        passages = passages_of(loaded, file, self.gazetteer)
        if not passages and not loaded.problems:
            raise DocumentError(file.relative, "there is no text in it", "Put the text in, or remove the file.")
        return passages

    def _digest(self, file: FoundFile) -> str:
        """Return the digest of a file, which changes with what its keeper answered about its tables, too."""
        digest = file.digest()
        told = [self._home_city, remembered_at(file.path.parent, file.root)]
        return hashlib.sha256(json.dumps([digest, *told], sort_keys=True).encode()).hexdigest() if any(told) else digest

    @functools.cached_property
    def gazetteer(self) -> Gazetteer:
        """The names of places, those of the corpus's agreements first."""
        rows = (row for file in self._agreement_files for row in self.load(file).rows)
        return build_gazetteer(row for row in rows if isinstance(row, Agreement))

    @functools.cached_property
    def gazetteer_version(self) -> str:
        """A digest of what the gazetteer is made from."""
        shipped = Path(knowledge.names.__file__).with_name("names.csv").read_bytes()
        parts = [hashlib.sha256(shipped).hexdigest(), *sorted(self.digest(file) for file in self._agreement_files)]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    @functools.cached_property
    def _agreement_files(self) -> list[FoundFile]:
        return [file for file in self._files if self._kind(file) == _AGREEMENTS]

    def _kind(self, file: FoundFile) -> str:
        try:
            known = self._known.get(file.relative)
            return known.kind if known and known.digest == self.digest(file) else self.load(file).kind
        except DocumentError:
            return ""


def _value(outcome: _Value | DocumentError) -> _Value:
    if isinstance(outcome, DocumentError):
        raise outcome
    return outcome
