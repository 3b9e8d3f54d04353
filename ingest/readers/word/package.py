"""Open an Office archive: its main part, the parts that it points to, and its properties."""

import dataclasses
import functools
import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from knowledge.errors import DocumentError

_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False, "remove_comments": True}


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace: strict and transitional documents differ only there."""
    return str(element.tag).rpartition("}")[2]


def value(element: etree._Element | None, name: str = "val", default: str = "") -> str:
    """Return an attribute by its name without a namespace."""
    if element is None:
        return default
    return next((str(each) for key, each in element.attrib.items() if str(key).rpartition("}")[2] == name), default)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first child of a name, and its first child of the next name, and so on; None where one is missing."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def is_on(element: etree._Element | None) -> bool:
    """Tell whether a switch is there and not turned off."""
    return element is not None and value(element, default="true") not in {"0", "false", "off"}


def alternative(element: etree._Element) -> etree._Element | None:
    """Return one of the forms in which the same thing is written for newer and older programs."""
    newer = child(element, "Choice")
    return newer if newer is not None else child(element, "Fallback")


def is_placeholder(element: etree._Element) -> bool:
    """Tell whether an element is a content control that nobody has filled in ("Click here to enter text")."""
    return local(element) == "sdt" and is_on(child(element, "sdtPr", "showingPlcHdr"))


@dataclasses.dataclass(frozen=True, slots=True)
class Target:
    """What a relationship points to: the last word of its type, and the name of a part (or an address outside)."""

    kind: str
    part: str
    is_outside: bool


class Parts:
    """The parts of an archive of XML, parsed when they are asked for."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {name.lower(): name for name in self._archive.namelist()}

    def bytes(self, part: str) -> bytes | None:
        """Return the bytes of a part, or None where there is none."""
        name = self._names.get(part.lower())
        return self._archive.read(name) if name else None

    @functools.lru_cache(maxsize=32)  # noqa: B019 - parts live no longer than their document is read
    def root(self, part: str) -> etree._Element | None:
        """Return the root element of a part, or None where there is no such part."""
        data = self.bytes(part)
        return None if data is None else etree.fromstring(data, etree.XMLParser(**_PARSER))


class Package(Parts):
    """The archive of a Word document or a presentation, whose parts point to one another."""

    def __init__(self, data: bytes, relative: str) -> None:
        super().__init__(data)
        mains = [target.part for target in self.targets("").values() if target.kind == "officeDocument"]
        self.main = mains[0] if mains else "word/document.xml"
        if self.root(self.main) is None:
            raise DocumentError(relative, "the file is damaged (it has no main text)", "Save it again in Word.")

    @functools.lru_cache(maxsize=32)  # noqa: B019 - as above
    def targets(self, part: str) -> dict[str, Target]:
        """Return what a part points to, by relationship id; those of the archive itself for an empty name."""
        folder, name = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for each in root if root is not None else ():
            target = value(each, "Target")
            outside = value(each, "TargetMode") == "External"
            path = target if outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[value(each, "Id")] = Target(posixpath.basename(value(each, "Type")), path, outside)
        return found

    def related(self, kind: str) -> Iterator[tuple[str, etree._Element]]:
        """Yield the parts of a kind that the main text points to."""
        for target in self.targets(self.main).values():
            root = self.root(target.part) if target.kind == kind and not target.is_outside else None
            if root is not None:
                yield target.part, root

    def title(self) -> str:
        """Return the title in the document's properties, or nothing."""
        root = self.root("docProps/core.xml")
        found = child(root, "title")
        return (found.text or "").strip() if found is not None else ""
