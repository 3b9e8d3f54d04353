"""The files that sources are from, as they lie in the corpus directories."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from knowledge.evidence import Source

# What staff keep themselves is in no file.
_KEPT = "entries#"


def original_of(source: Source, corpus: Iterable[Path]) -> Path | None:
    """Return the file that a source is from, None where it is not on this machine (any more).

    A source is named by its path below its corpus directory, with the name of that in front where two directories have
    a file of the same name.
    """
    if source.path.startswith(_KEPT):
        return None
    named = PurePosixPath(source.path.partition("#")[0])
    if named.is_absolute() or ".." in named.parts or not named.parts:
        return None
    for root in corpus:
        if root.is_file():
            if root.name == named.name:
                return root
            continue
        below = [named]
        if named.parts[0] == root.name and len(named.parts) > 1:
            below.append(named.relative_to(root.name))
        for relative in below:
            if (root / relative).is_file():
                return root / relative
    return None
