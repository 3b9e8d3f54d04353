"""Plan an ingest: compare the files that stand in the corpus with those the index was built from."""

import dataclasses
import enum
from collections.abc import Callable, Iterable

from ingest.corpus import Corpus
from ingest.scan import FoundFile, Scan
from ingest.split import SPLITTER_VERSION
from knowledge.errors import DocumentError
from knowledge.evidence import Audience, Passage
from knowledge.index import FileEntry, Manifest, Problem


class Action(enum.StrEnum):
    """What happens to a file."""

    ADD = "add"
    CHANGE = "change"
    REFRESH = "refresh"  # its bytes are the same, but not how they become passages and vectors
    KEEP = "keep"
    REMOVE = "remove"
    DUPLICATE = "duplicate"
    FAIL = "fail"
    SKIP = "skip"


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """What happens to one file, why where that is not plain, how many passages it then has, what was left out of it."""

    action: Action
    path: str
    reason: str = ""
    passages: int = 0
    notes: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """What an ingest will do: a step a file, the passages to write, and the manifest of the result."""

    steps: tuple[Step, ...]
    before: Manifest
    after: Manifest
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]

    @property
    def removed(self) -> set[str]:
        """Return the ids of the passages that go."""
        return self.before.passages - self.after.passages

    @property
    def changes_nothing(self) -> bool:
        """Return whether the index is as the corpus wants it already."""
        empty = not self.before.files and not self.after.files
        return empty or dataclasses.replace(self.after, generation=self.before.generation) == self.before

    @property
    def has_new_model(self) -> bool:
        """Return whether every passage must be embedded again."""
        return bool(self.before.files) and self.before.fingerprint != self.after.fingerprint

    def count(self, action: Action) -> int:
        """Return how many files meet a fate."""
        return sum(step.action is action for step in self.steps)


def make_plan(
    scan: Scan, before: Manifest, fingerprint: str, *, progress: Callable[[str], None], home_city: str = ""
) -> Plan:
    """Compare the files of a corpus with a manifest by their digests, and read those that differ.

    A file is read again when its bytes, its audience, the splitter, the gazetteer or the embedding model (by its
    ``fingerprint``) changed. Of files with the same text one is in: a public one before a staff-only one, then the one
    that was in before, then the first. A file that can no longer be opened keeps what was last read from it; one that
    opens but cannot be understood loses it. ``progress`` is called with the name of each file that is looked at.
    ``home_city`` is whose ties a table lists that does not say it.
    """
    corpus = Corpus(scan.files, before, home_city)
    after = Manifest(fingerprint, str(SPLITTER_VERSION), corpus.gazetteer_version)
    return _Planner(corpus, before, after).plan(scan, progress)


class _Planner:
    def __init__(self, corpus: Corpus, before: Manifest, after: Manifest) -> None:
        self._corpus = corpus
        self._before = before
        self._after = after
        self._known = {entry.path: entry for entry in before.files}
        self._same_making = (before.fingerprint, before.splitter, before.gazetteer) == (
            after.fingerprint,
            after.splitter,
            after.gazetteer,
        )
        self._steps: list[Step] = []
        self._failed: set[str] = set()
        self._problems: list[Problem] = []
        self._passages: list[Passage] = []

    def plan(self, scan: Scan, progress: Callable[[str], None]) -> Plan:
        drafts: dict[FoundFile, FileEntry] = {}
        for file in scan.files:
            progress(file.relative)
            entry = self._draft(file)
            if entry:
                drafts[file] = entry
        entries = self._settled(drafts)
        there = {file.relative for file in scan.files}
        self._steps += [Step(Action.REMOVE, path) for path in self._known if path not in there]
        self._steps += [Step(Action.SKIP, name, "this type of file is not read") for name in scan.skipped]
        self._refuse(scan.refused)
        for entry in entries:
            self._problems += entry.problems
        return Plan(
            steps=tuple(sorted(self._steps, key=lambda step: step.path)),
            before=self._before,
            after=dataclasses.replace(self._after, files=tuple(sorted(entries, key=lambda entry: entry.path))),
            passages=tuple(self._passages),
            problems=tuple(self._problems),
        )

    def _refuse(self, names: Iterable[str]) -> None:
        reason = "it is a link that leads out of the corpus"
        for name in names:
            self._problems.append(Problem(name, reason, "Copy what it leads to into the corpus, or name it too."))
            self._steps.append(Step(Action.FAIL, name, reason))

    def _draft(self, file: FoundFile) -> FileEntry | None:
        """Describe a file: as it was when nothing about it changed, else without its passages."""
        old = self._known.get(file.relative)
        root = str(file.root.absolute())
        try:
            digest = self._corpus.digest(file)
        except DocumentError as error:
            self._fail(file, error)
            return old if self._same_making else None
        if old and self._same_making and (old.digest, old.audience) == (digest, file.audience):
            return dataclasses.replace(old, root=root)
        try:
            loaded = self._corpus.load(file)
        except DocumentError as error:
            self._fail(file, error)
            return None
        return FileEntry(
            path=file.relative,
            root=root,
            digest=digest,
            audience=file.audience,
            kind=loaded.kind,
            text_digest=loaded.text_digest,
            problems=loaded.problems,
            notes=loaded.notes,
        )

    def _settled(self, drafts: dict[FoundFile, FileEntry]) -> list[FileEntry]:
        """Give each text to one file, and that file its passages."""

        def precedence(file: FoundFile) -> tuple[bool, bool]:
            old = self._known.get(file.relative)
            return file.audience is Audience.STAFF, not (old and not old.duplicate_of)

        holders: dict[str, str] = {}
        settled: list[FileEntry] = []
        for file in sorted(drafts, key=precedence):
            entry = drafts[file]
            holder = holders.get(entry.text_digest)
            if holder is not None:
                settled.append(dataclasses.replace(entry, duplicate_of=holder, passages=(), problems=()))
                self._steps.append(Step(Action.DUPLICATE, file.relative, f"the same text as {holder}"))
                continue
            held = self._kept(file, entry) if entry.passages else self._with_passages(file, entry)
            if held:
                holders[held.text_digest] = file.relative
                settled.append(held)
        return settled

    def _kept(self, file: FoundFile, entry: FileEntry) -> FileEntry:
        if file.relative not in self._failed:  # one that could not be opened has its step
            self._steps.append(Step(Action.KEEP, file.relative, "", len(entry.passages)))
        return entry

    def _with_passages(self, file: FoundFile, entry: FileEntry) -> FileEntry | None:
        try:
            passages = self._corpus.passages(file)
        except DocumentError as error:
            self._fail(file, error)
            return None
        known = self._before.passages if self._before.fingerprint == self._after.fingerprint else set()
        self._passages += [passage for passage in passages if passage.id not in known]
        self._steps.append(dataclasses.replace(self._made(file, entry, len(passages)), notes=entry.notes))
        return dataclasses.replace(entry, duplicate_of="", passages=tuple(passage.id for passage in passages))

    def _made(self, file: FoundFile, entry: FileEntry, passages: int) -> Step:
        old = self._known.get(file.relative)
        if old is None:
            return Step(Action.ADD, file.relative, "", passages)
        if old.duplicate_of:
            return Step(Action.ADD, file.relative, f"takes the place of {old.duplicate_of}", passages)
        if (old.digest, old.audience) != (entry.digest, entry.audience):
            return Step(Action.CHANGE, file.relative, "", passages)
        if self._same_making:
            return Step(Action.KEEP, file.relative, "", passages)
        return Step(Action.REFRESH, file.relative, self._why(), passages)

    def _why(self) -> str:
        if self._before.fingerprint != self._after.fingerprint:
            return "the embedding model changed"
        return "the splitter changed" if self._before.splitter != self._after.splitter else "the places changed"

    def _fail(self, file: FoundFile, error: DocumentError) -> None:
        self._failed.add(file.relative)
        self._problems.append(Problem(file.relative, error.reason, error.remedy))
        self._steps.append(Step(Action.FAIL, file.relative, error.reason))
