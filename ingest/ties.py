"""Tables of ties in the corpus, in workbooks and in papers: how they would be read, and what their keeper has said."""

import dataclasses
import functools
import itertools
import json
import os
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ingest.clean import ends_sentence
from ingest.document import Block, BlockKind, Document
from ingest.readers.tables import PART_LEVEL
from ingest.scan import FoundFile
from ingest.split import is_of_office
from knowledge.names import Gazetteer, build_gazetteer
from knowledge.records import LoadedTable
from knowledge.records.ties import DATE, HOME, KIND, ORDER, PARTNER, Proposal, may_hold_ties, propose_again, ties_from
from knowledge.records.ties.columns import role_of
from knowledge.records.ties.kinds import names_ties
from knowledge.records.ties.lines import land_alone, names_a_list, tables_of_lines
from knowledge.tables import Table, TableRow

_COUNTED_APART = frozenset({BlockKind.TABLE_ROW, BlockKind.TITLE, BlockKind.IMPRINT})
_NAMING = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH})
_CITY, _LEAST_CARDS = "City", 3
_COMMA = re.compile("[,，、]")
_LABELLED = re.compile(r"[-*•·]?\s*\**(?P<name>[^\W\d][^:：*]{0,24})\**[:：]\**\s*(?P<value>\S.*)")
_LABELLED_IN = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
# Who filled a table in, and when, does not name it.
_STATEMENT = re.compile(r"[^:：]{1,12}[:：]\s*\S")
_WANTED = {
    HOME: "whose ties they are",
    KIND: "what kind of ties they are",
    DATE: "which column is the day of the agreement",
    PARTNER: "which column is the partner",
    ORDER: "whether days or months come first",
}


def tie_proposal(file: FoundFile, tables: Sequence[Table], home_city: str, paper: str = "") -> Proposal | None:
    """Return how the tables of a paper would be read as ties, with what was answered; None where they hold none."""
    if not may_hold_ties(tables, file.path.stem):
        return None
    remembered = remembered_at(file.path.parent, file.root)
    return propose_again(tables, file.path.stem, places(), remembered, paper=paper, home_city=home_city)


def read_ties(proposal: Proposal, file: FoundFile, sheets: int = 1) -> LoadedTable:
    """Return the agreements of a proposal of which nothing is unanswered."""
    return ties_from(proposal, file.relative, places(), sheets=sheets)


def own_title(document: Document) -> str:
    """Return the title of a paper where it is one of an office, whose city it may name; else nothing."""
    return document.title if is_of_office(document.title) else ""


def said_beside(document: Document, tables: Sequence[Table]) -> list[str]:
    """Return what a paper says beside its title, its tables and its lists."""
    listed = {row.text for table in tables for row in table.rows}
    return [block.text for block in document.blocks if block.kind not in _COUNTED_APART and block.text not in listed]


def tables_in(document: Document) -> list[Table]:
    """Return the tables of a paper, each under the heading or line above it; none that was read from a picture."""
    found: list[Table] = []
    title, part, rows = document.title, "", list[TableRow]()
    columns: tuple[str, ...] = ()

    def close() -> None:
        if rows:
            filled = (dataclasses.replace(row, cells=_as_wide(row.cells, len(columns))) for row in rows)
            found.append(Table("", title, columns, 0, tuple(filled)))
            rows.clear()

    for block in document.blocks:
        if block.kind is BlockKind.TABLE_ROW and not block.scanned and any(block.columns):
            held = dict(zip(block.columns, block.cells, strict=False))
            # One card may leave out what another has.
            if block.row is None and rows and 2 * len(held.keys() & {*columns}) >= len(held):
                columns = tuple(dict.fromkeys((*columns, *held)))
                rows.append(TableRow(len(rows) + 1, tuple(held.get(name, "") for name in columns), block.text, part))
                continue
            if block.columns != columns:
                close()
                columns = block.columns
            rows.append(TableRow(block.row or len(rows) + 1, block.cells, block.text, part))
        elif block.level == PART_LEVEL:
            part = block.text
        else:
            close()
            states = block.kind is BlockKind.PARAGRAPH and _STATEMENT.match(block.text) and not names_ties(block.text)
            names = block.kind in _NAMING and not ends_sentence(block.text) and not states
            title, part, columns = (block.text if names else title), "", ()
    close()
    return [*_under_cities([*found, *_cards_in(document)], document.title), *_lists_in(document)]


def _cards_in(document: Document) -> Iterator[Table]:
    """Yield what stands in labelled lines under a heading of its own as a table of one row: 国家：法国."""
    heading, held, lines = "", dict[str, str](), list[str]()
    for block in (*document.blocks, None):
        if heading and block is not None and block.kind in _LABELLED_IN and not block.scanned:
            for line in block.text.split("\n"):
                if label := _LABELLED.fullmatch(line.strip()):
                    held.setdefault(label["name"], label["value"])
                    lines.append(line)
            continue
        if len(held) > 1:
            yield Table("", heading, tuple(held), 0, (TableRow(1, tuple(held.values()), " | ".join(lines)),))
        heading = block.text if block is not None and block.kind is BlockKind.HEADING else ""
        held, lines = {}, []


def _as_wide(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))


def _under_cities(tables: Sequence[Table], title: str) -> Iterator[Table]:
    """Yield tables; those of one row each that tell of the city in their heading as one, with the city in a column."""
    for alone, group in itertools.groupby(tables, key=_tells_of_its_heading):
        run = list(group)
        if not alone or len(run) < _LEAST_CARDS:
            yield from run
            continue
        names = tuple(dict.fromkeys(name for table in run for name in table.header))
        rows = []
        for number, table in enumerate(run, start=1):
            held = dict(zip(table.header, table.rows[0].cells, strict=False))
            cells = (table.title, *(held.get(name, "") for name in names))
            text = " | ".join(filter(None, cells))
            rows.append(dataclasses.replace(table.rows[0], number=number, cells=cells, text=text))
        yield Table("", title, (_CITY, *names), 0, tuple(rows))


def _tells_of_its_heading(table: Table) -> bool:
    roles = set(map(role_of, table.header))
    return len(table.rows) == 1 and DATE in roles and roles.isdisjoint({PARTNER, f"{PARTNER}_or_{HOME}"})


def _heads_a_list(block: Block) -> bool:
    """Tell whether a block is a heading, or a line of a text without headings that names a list of ties."""
    if block.kind in {BlockKind.TITLE, BlockKind.PARAGRAPH}:
        is_line = not (ends_sentence(block.text) or _COMMA.search(block.text))
        return is_line and names_a_list(block.text)
    return block.kind is BlockKind.HEADING


def _lists_in(document: Document) -> Iterator[Table]:
    """Yield the lists of ties of a paper that are no tables: one line one tie, under a title that names such a list."""
    title = document.title
    for is_heading, group in itertools.groupby(document.blocks, key=_heads_a_list):
        blocks = list(group)
        if is_heading:
            title = blocks[-1].text
        elif names_a_list(title):
            told = [(block, line) for block in blocks for line in block.text.split("\n")]
            lines = ["" if block.scanned or block.kind is BlockKind.TABLE_ROW else line for block, line in told]
            tables = list(tables_of_lines(lines, title, places()))
            items = {
                at
                for at, (block, line) in enumerate(told)
                if block.kind is BlockKind.LIST_ITEM and not land_alone(line, places())
            }
            # A list of which a line says something that is not understood is left as the paper has it.
            if len(tables) == 1 and items <= {row.number for row in tables[0].rows}:
                rows = (dataclasses.replace(row, number=row.number + 1) for row in tables[0].rows)
                yield dataclasses.replace(tables[0], rows=tuple(rows))


def what_is_missing(proposal: Proposal, file: FoundFile) -> str:
    """Say why a table of ties went in as a document, and what would make records of it."""
    names = [asked.name for asked in proposal.unanswered]
    wanted = " and ".join(_WANTED[name] for name in names)
    command = f"answer once with `python -m ingest map {shlex.quote(str(file.path))}`"
    remedy = f"{command}, or set HOME_CITY" if names == [HOME] else command
    return f"it looks like a table of ties, but it is not certain {wanted}, so it went in as a document: {remedy}"


def what_is_left_out(listed: int) -> str:
    """Say why a list of ties is no table of them: its paper counts others."""
    return f"its text counts other ties than the {listed} that it lists, so it went in as a document"


@functools.cache
def places() -> Gazetteer:
    """Return the gazetteer without any record: a table is read with it before the corpus's own is made."""
    return build_gazetteer()


NAME = ".tables.json"


def remembered_at(folder: Path, root: Path) -> dict[str, dict[str, str]]:
    """Return the answers that hold in a folder, by the shape of a header: its own, then those of the folders above."""
    found: dict[str, dict[str, str]] = {}
    for path in _files(folder, root):
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(kept, dict):
            found = {shape: answers for shape, answers in kept.items() if isinstance(answers, dict)} | found
    return found


def remember(folder: Path, shape: str, answers: Mapping[str, str]) -> Path:
    """Keep the answers for a shape of header and return the file that holds them; may raise OSError."""
    path = folder / NAME
    kept = remembered_at(folder, folder)
    kept[shape] = dict(answers)
    partial = path.with_name(f"{NAME}.partial")
    partial.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
    partial.replace(path)
    return path


def _files(folder: Path, root: Path) -> list[Path]:
    # resolve() would follow links out of the corpus.
    below, top = Path(os.path.abspath(folder)), Path(os.path.abspath(root))  # noqa: PTH100 - see above
    folders = [below, *(parent for parent in below.parents if parent == top or parent.is_relative_to(top))]
    return [path for each in folders if (path := each / NAME).is_file()]
