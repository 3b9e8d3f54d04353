"""Read the text of a Word paragraph as it is shown once all changes are accepted."""

import collections
import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from ingest.readers.word.overlays import shown_by
from ingest.readers.word.package import alternative, child, is_on, is_placeholder, local, value
from knowledge.text.language import HAN
from knowledge.text.raised import raised
from knowledge.text.sentences import sentence_spans

# What is no part of the text: removed words, field codes, the reading above a character, how things look.
_PASSED_OVER = frozenset(
    "del moveFrom delText instrText delInstrText rt rPr pPr sdtPr sdtEndPr tblPr tcPr trPr fldData Fallback "
    "commentReference annotationRef footnoteRef endnoteRef smartTagPr customXmlPr rubyPr".split()
)
_SPACES = {"br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "tab": "\t", "ptab": "\t"}
# Boxes that Word draws with letters of its picture fonts.
_PICTURE_FONT = {
    0xFE: "☑",
    0x52: "☑",
    0x53: "☒",
    0xFD: "☒",
    0xA8: "☐",
    0x6F: "☐",
    0xA3: "☐",
    0x2A: "☐",
    0xFC: "✓",
    0x50: "✓",
}
_PRIVATE = 0xF000
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_NOTE = re.compile("\ue000([fe])(-?\\d+)\ue001")
_STOP = re.compile(r"[。．.！!？?；;…”’」』）)\"']*$")
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
_OBJECTS = frozenset({"OLEObject", "relIds", "chart", "blip", "imagedata"})
_BOXES = frozenset({"txbxContent", "txBody"})


@dataclasses.dataclass(slots=True)
class Inline:
    """The text of one paragraph so far, with what hangs on it: text boxes and objects."""

    text: str = ""
    boxes: list[etree._Element] = dataclasses.field(default_factory=list)
    objects: list[etree._Element] = dataclasses.field(default_factory=list)


class InlineReader:
    """Reads paragraphs one after the other: a field may go over several.

    ``seen`` counts what was met and is told to the knowledge keeper: tracked changes, pictures, objects, struck words.
    """

    def __init__(self, hidden_styles: frozenset[str]) -> None:
        self.seen: collections.Counter[str] = collections.Counter()
        self._hidden_styles = hidden_styles
        # One entry for every field that is open: whether its code is over and its result has begun; and its code.
        self._fields: list[bool] = []
        self._codes: list[list[str]] = []

    def read(self, paragraph: etree._Element) -> Inline:
        """Return what a paragraph shows."""
        inline = Inline()
        self._walk(paragraph, inline)
        return inline

    def _walk(self, element: etree._Element, inline: Inline) -> None:
        for each in element:
            name = local(each)
            self.seen["change"] += name in _CHANGES
            if name == "fldChar":
                inline.text += self._field(value(each, "fldCharType"))
            elif name == "instrText" and self._codes:
                self._codes[-1].append(each.text or "")
            elif name == "AlternateContent":
                chosen = alternative(each)
                if chosen is not None:
                    self._walk(chosen, inline)
            elif name == "r":
                self._run(each, inline)
            elif name in _BOXES:
                inline.boxes.append(each)
            elif name in _OBJECTS:
                inline.objects.append(each)
            elif name not in _PASSED_OVER and not is_placeholder(each):
                inline.text += self._character(each, name)
                self._walk(each, inline)

    def _run(self, run: etree._Element, inline: Inline) -> None:
        looks = child(run, "rPr")
        if is_on(child(looks, "vanish")) or value(child(looks, "rStyle")) in self._hidden_styles:
            return
        if is_on(child(looks, "strike")) or is_on(child(looks, "dstrike")):
            self.seen["struck"] += any(local(each) == "t" for each in run)
            return
        own = Inline()
        self._walk(run, own)
        is_raised = value(child(looks, "vertAlign")) == "superscript"
        inline.text += raised(inline.text, own.text) if is_raised else own.text
        inline.boxes += own.boxes
        inline.objects += own.objects

    def _field(self, kind: str) -> str:
        """Enter or leave a field; return what it shows by its code, where it has no result."""
        if kind == "begin":
            self._fields.append(False)
            self._codes.append([])
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            has_result, code = self._fields.pop(), self._codes.pop()
            if not has_result and all(self._fields):
                return shown_by("".join(code))
        return ""

    def _character(self, element: etree._Element, name: str) -> str:
        """Return what an element adds to the text by itself; nothing within the code of a field."""
        if not all(self._fields):
            return ""
        if name == "t":
            return _PRIVATE_USE.sub(lambda char: _PICTURE_FONT.get(ord(char[0]) - _PRIVATE, ""), element.text or "")
        if name == "sym":
            return _symbol(value(element, "char"))
        if name in {"footnoteReference", "endnoteReference"}:
            return f"\ue000{name[0]}{value(element, 'id')}\ue001"
        return _SPACES.get(name, "")


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if number >= _PRIVATE:
        return _PICTURE_FONT.get(number - _PRIVATE, "")
    return chr(number) if number >= ord(" ") else ""


def with_notes(text: str, note: Callable[[str], str]) -> str:
    """Put each note, in brackets, at the end of the sentence that refers to it, before its stop.

    ``note`` returns the words of a note from its reference, once; nothing where there is no such note.
    """
    if "\ue000" not in text:
        return text
    bare, found = "", []
    for part in re.split("(\ue000[fe]-?\\d+\ue001)", text):
        if _NOTE.fullmatch(part):
            found.append((len(bare), note(part[1:-1])))
        else:
            bare += part
    spans = sentence_spans(bare)
    placed: Mapping[int, list[str]] = collections.defaultdict(list)
    for position, words in found:
        # A reference after the stop belongs to the sentence before it.
        owner = max((n for n, (start, _) in enumerate(spans) if start < position), default=0)
        placed[owner].append(words)
    return "".join(_pieces(bare, spans, placed)) if spans else "".join(words for _, words in found)


def _pieces(text: str, spans: list[tuple[int, int]], placed: Mapping[int, list[str]]) -> Iterator[str]:
    last = 0
    for n, (start, end) in enumerate(spans):
        words = [each for each in placed.get(n, ()) if each]
        sentence = text[start:end]
        stop = _STOP.search(sentence)
        cut = start + (stop.start() if stop else len(sentence))
        yield text[last:cut]
        yield "".join(f"（{each}）" if HAN.search(each) else f" ({each})" for each in words)
        yield text[cut:end]
        last = end
    yield text[last:]
