"""Read a workbook of Office Open XML (.xlsx, .xlsm): part by part, so that nothing is unpacked beyond bounds."""

import datetime as dt
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO, NamedTuple

from lxml import etree

from knowledge.tables.sheet import MAX_COLUMNS, MAX_SHEETS, Bounds, Hidden, LeftOut, Merge, Sheet, Workbook, laid_out
from knowledge.tables.shown import format_code, shown_moment, shown_number
from knowledge.text.raised import raised

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_MAX_MERGES = 20_000


def read_xlsx(data: bytes) -> Workbook:
    """Return the visible sheets of a workbook; TooLarge, or whatever a damaged archive raises."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _Reader(archive).workbook()


class _Text(NamedTuple):
    """A text without what is struck out of it, and whether anything is."""

    kept: str
    has_struck: bool


class _Reader:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())
        self._bounds = Bounds()
        self._since_1904 = False
        # The text of each string, and in a cell whose own letters are struck out.
        self._strings: list[tuple[_Text, _Text]] = []
        self._codes: list[str] = []
        self._struck_styles: list[bool] = []
        self._formulas = self._hidden_rows = self._hidden_columns = self._struck = 0

    def workbook(self) -> Workbook:
        main = next(iter(self._related("", "officeDocument").values()), "xl/workbook.xml")
        targets = self._related(main, "worksheet")
        for part in self._related(main, "sharedStrings").values():
            self._strings = list(self._shared(part))
        for part in self._related(main, "styles").values():
            self._codes, self._struck_styles = self._styles(part)
        found: list[Sheet] = []
        hidden: list[str] = []
        for element in self._elements(main, "workbookPr", "sheet"):
            if _name(element) == "workbookPr":
                self._since_1904 = _flag(element, "date1904")
                continue
            part = targets.get(next((v for k, v in element.attrib.items() if k.endswith("}id")), ""), "")
            if not part:  # a sheet with a chart
                continue
            if element.get("state", "visible") != "visible":
                hidden.append(element.get("name", ""))
            elif len(found) < MAX_SHEETS:
                sheet = self._sheet(element.get("name", ""), part)
                found += [sheet] if sheet.rows else []
        left_out = LeftOut(tuple(hidden), self._hidden_rows, self._hidden_columns, self._formulas, self._struck)
        return Workbook(tuple(found), left_out)

    def _related(self, part: str, kind: str) -> dict[str, str]:
        """Return the parts that another refers to as a kind, by the ids of the references."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self._names:
            return {}
        found = {}
        for element in self._elements(listed, "Relationship"):
            if element.get("Type", "").endswith(f"/{kind}"):
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
                if target in self._names:
                    found[element.get("Id", "")] = target
        return found

    def _elements(self, part: str, *names: str) -> Iterator[etree._Element]:
        with self._archive.open(part) as file:
            yield from elements(file, *names)

    def _shared(self, part: str) -> Iterator[tuple[_Text, _Text]]:
        for element in self._elements(part, "si"):
            text = _text(element, struck=False)
            self._bounds.cell(text.kept)
            yield text, _text(element, struck=True)
            _forget(element)

    def _styles(self, part: str) -> tuple[list[str], list[bool]]:
        """Return of each style of cells its number format, and whether it strikes the text out."""
        custom: dict[int, str] = {}
        struck_fonts: list[bool] = []
        used: list[tuple[int, int]] = []
        for element in self._elements(part, "numFmt", "fonts", "cellXfs"):
            match _name(element):
                case "numFmt" if element.get("numFmtId", "").isdigit():
                    custom[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
                case "fonts":
                    struck_fonts = [_is_struck(font) for font in element]
                case "cellXfs":
                    used = [(int(style.get("numFmtId") or 0), int(style.get("fontId") or 0)) for style in element]
        codes = [format_code(number, custom) for number, _ in used]
        return codes, [font < len(struck_fonts) and struck_fonts[font] for _, font in used]

    def _sheet(self, name: str, part: str) -> Sheet:
        cells: dict[int, dict[int, str]] = {}
        merges: list[Merge] = []
        hidden_rows: set[int] = set()
        hidden_columns: set[int] = set()
        number, shown_by_default = 0, True
        for element in self._elements(part, "sheetFormatPr", "col", "row", "mergeCell"):
            match _name(element):
                case "sheetFormatPr":
                    shown_by_default = not _flag(element, "zeroHeight")
                case "col":
                    if _flag(element, "hidden") or element.get("width") == "0":
                        last = min(int(element.get("max", "0")), MAX_COLUMNS)
                        hidden_columns.update(range(int(element.get("min", "1")), last + 1))
                case "row":
                    number = int(element.get("r") or number + 1)
                    row = dict(self._row(element))
                    if any(row.values()):
                        self._bounds.row()
                        cells[number] = row
                    hidden = element.get("hidden")
                    if (
                        hidden in {"1", "true"}
                        or element.get("ht") == "0"
                        or not (shown_by_default or element.get("ht"))
                    ):
                        hidden_rows.add(number)
                    _forget(element)
                case "mergeCell":
                    if (match := _RANGE.fullmatch(element.get("ref", ""))) and len(merges) < _MAX_MERGES:
                        merges.append(Merge(int(match[2]), _column(match[1]), int(match[4]), _column(match[3])))
        used = {column for row in cells.values() for column in row}
        self._hidden_rows += len(hidden_rows & cells.keys())
        self._hidden_columns += len(hidden_columns & used)
        hidden_parts = Hidden(frozenset(hidden_rows), frozenset(hidden_columns))
        return laid_out(name, cells, merges, hidden_parts, self._bounds)

    def _row(self, element: etree._Element) -> Iterator[tuple[int, str]]:
        column = 0
        for cell in element:
            if not isinstance(cell.tag, str) or _name(cell) != "c":
                continue
            match = _CELL.fullmatch(cell.get("r", ""))
            column = _column(match[1]) if match else column + 1
            if column > MAX_COLUMNS:
                continue
            text = self._cell(cell)
            self._bounds.cell(text)
            if text:
                yield column, text

    def _cell(self, cell: etree._Element) -> str:
        value, has_formula = "", False
        style = int(cell.get("s") or 0)
        struck = style < len(self._struck_styles) and self._struck_styles[style]
        for child in cell:
            match _name(child):
                case "v":
                    value = child.text or ""
                case "is":
                    return self._kept(_text(child, struck=struck))
                case "f":
                    has_formula = True
        if not value:
            self._formulas += has_formula
            return ""
        kind = cell.get("t", "n")
        if kind == "s":
            return self._kept(self._strings[int(value)][struck]) if int(value) < len(self._strings) else ""
        if struck:
            self._struck += 1
            return ""
        return self._shown(kind, value, self._codes[style] if style < len(self._codes) else "General")

    def _kept(self, text: _Text) -> str:
        self._struck += text.has_struck
        return text.kept

    def _shown(self, kind: str, value: str, code: str) -> str:
        match kind:
            case "b":
                return "TRUE" if value == "1" else "FALSE"
            case "d":
                return shown_moment(dt.datetime.fromisoformat(value.rstrip("Z")), code)
            case "n":
                return shown_number(float(value), code, since_1904=self._since_1904)
            case _:
                return unescaped(value)


def elements(file: IO[bytes], *names: str) -> Iterator[etree._Element]:
    """Yield the elements of these local names as they end; nothing outside the file is fetched or expanded."""
    tags = [f"{{*}}{name}" for name in names]
    # 10 MB of text in one node is refused by the parser itself.
    for _, element in etree.iterparse(file, tag=tags, resolve_entities=False, no_network=True, load_dtd=False):
        yield element


def unescaped(text: str) -> str:
    """Return a text without the escapes of characters that XML cannot hold: _x000D_ is the end of a line."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if char >= " " or char in "\n\t").strip()


def _text(element: etree._Element, *, struck: bool) -> _Text:
    """Return the text of a string, its runs together, without what is struck out and the readings that stand over it.

    ``struck`` says whether what has no looks of its own is struck out.
    """
    text, has_struck = "", False
    for node in element.iter("{*}t"):
        run = node.getparent()
        if _name(run) == "rPh":
            continue
        looks = run.find("{*}rPr")
        if struck if looks is None else _is_struck(looks):
            has_struck = has_struck or bool(node.text)
            continue
        place = looks.find("{*}vertAlign") if looks is not None else None
        is_raised = place is not None and place.get("val") == "superscript"
        text += raised(text, node.text or "") if is_raised else node.text or ""
    return _Text(unescaped(text), has_struck)


def _is_struck(looks: etree._Element) -> bool:
    strike = looks.find("{*}strike")
    return strike is not None and strike.get("val", "1") not in {"0", "false"}


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _flag(element: etree._Element, name: str) -> bool:
    return element.get(name) in {"1", "true"}


def _forget(element: etree._Element) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
