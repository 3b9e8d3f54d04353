"""The parts of a generation on disk: what is unchanged is shared with the generation before, what is new is written.

A new generation writes a part of what is new and notes which rows of the others are gone. Small parts are put together
now and then, so that there are few and each passage is written a handful of times in its life.
"""

import dataclasses
import json
import os
import secrets
import shutil
import threading
import weakref
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from knowledge.evidence import Audience, Passage
from knowledge.index.part import ABOUT, Part
from knowledge.index.sentences import Sentences

PARTS = "parts"
LIST = "parts.json"
# A part is put together with smaller ones until it is so many times smaller than the next.
_TIMES = 3
# What has lost so much of its rows is written again without them.
_MOST_GONE = 1 / 3
# Larger parts are left alone: the time and memory of writing one are bounded.
_LARGEST = 100_000

_opened: weakref.WeakValueDictionary[tuple[int, int, int], Part] = weakref.WeakValueDictionary()
_opening = threading.Lock()


@dataclasses.dataclass(frozen=True, slots=True)
class Listed:
    """A part of a generation: its folder's name, who may see it, and which of its rows are gone."""

    name: str
    audience: Audience
    gone: frozenset[int] = frozenset()


def read_list(folder: Path, fingerprint: str) -> list[Listed]:
    """Return the parts of a generation made with an embedding model, none for one of another model.

    Raises FileNotFoundError for a folder that is no generation's.
    """
    found = json.loads((folder / LIST).read_text(encoding="utf-8"))
    if found["fingerprint"] != fingerprint:
        return []
    return [Listed(row["name"], Audience(row["audience"]), frozenset(row["gone"])) for row in found["parts"]]


def open_parts(folder: Path, fingerprint: str, audiences: Collection[Audience]) -> list[tuple[Part, frozenset[int]]]:
    """Open what some audiences may see; a part that another generation or desk has open is shared with it."""
    listed = [one for one in read_list(folder, fingerprint) if one.audience in audiences]
    return [(open_part(folder / PARTS / one.name), one.gone) for one in listed]


def open_part(folder: Path) -> Part:
    """Open a part, or return it where it is open."""
    about = (folder / ABOUT).stat()
    key = (about.st_dev, about.st_ino, about.st_mtime_ns)
    with _opening:
        part = _opened.get(key)
        if part is None:
            part = _opened[key] = Part.load(folder)
        return part


def renew(
    folder: Path,
    before: Path | None,
    wanted: Collection[str],
    passages_of: Callable[[set[str]], Iterable[Passage]],
    *,
    fingerprint: str,
    sentences: Mapping[Audience, Sentences],
) -> None:
    """Give a generation its parts: the passages ``wanted``, by their ids, starting from the generation ``before``.

    ``passages_of`` is asked for those that are new, and ``sentences`` has what is kept of theirs.
    """
    known = {one.name: one for one in read_list(before, fingerprint)} if before else {}
    opened = {name: open_part(before / PARTS / name) for name in known} if before else {}
    kept: list[Listed] = []
    missing = set(wanted)
    for name, part in opened.items():
        if part.is_current:  # else its terms are counted anew
            gone = known[name].gone.union(row for passage_id, row in part.rows.items() if passage_id not in wanted)
            missing -= part.rows.keys() - {part.ids[row] for row in gone}
            kept.append(dataclasses.replace(known[name], gone=gone))
    new = list(passages_of(missing)) if missing else []
    listed: list[Listed] = []
    for audience in Audience:
        arrived = [passage for passage in new if passage.audience is audience]
        whole, together = _arranged([one for one in kept if one.audience is audience], opened, len(arrived))
        for one in whole:
            _share(before / PARTS / one.name, folder / PARTS / one.name)  # type: ignore[operator] # there is one before
        listed += whole
        parts = [(opened[one.name], one.gone) for one in together]
        if arrived:
            parts.append((Part.build(arrived), frozenset()))
        if any(len(part.ids) > len(gone) for part, gone in parts):
            name = secrets.token_hex(6)
            merged = parts[0][0] if len(parts) == 1 and not parts[0][1] else Part.merge(parts)
            words = [part.sentences for part in opened.values() if part.sentences]
            merged.save(folder / PARTS / name, [*words, *(one for who, one in sentences.items() if who is audience)])
            listed.append(Listed(name, audience))
    rows = [{"name": one.name, "audience": one.audience, "gone": sorted(one.gone)} for one in listed]
    (folder / LIST).write_text(json.dumps({"fingerprint": fingerprint, "parts": rows}), encoding="utf-8")


def _arranged(parts: Sequence[Listed], opened: Mapping[str, Part], arrived: int) -> tuple[list[Listed], list[Listed]]:
    """Return the parts that stay as they are, and those to be put together with what arrived."""
    sizes = {one.name: len(opened[one.name].ids) - len(one.gone) for one in parts}
    worn = [one for one in parts if len(one.gone) > _MOST_GONE * len(opened[one.name].ids)]
    together, size = list(worn), arrived + sum(sizes[one.name] for one in worn)
    rest = sorted((one for one in parts if one not in worn), key=lambda one: sizes[one.name])
    while rest and size and sizes[rest[0].name] < _TIMES * size and size + sizes[rest[0].name] <= _LARGEST:
        size += sizes[rest[0].name]
        together.append(rest.pop(0))
    return sorted(rest, key=lambda one: -sizes[one.name]), together


def _share(source: Path, target: Path) -> None:
    """Give a folder's files to another folder without copying, where the disk can do that."""
    for path in source.rglob("*"):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            try:
                os.link(path, place)
            except OSError:
                shutil.copy2(path, place)
