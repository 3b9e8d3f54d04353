"""`python -m ingest map FILE`: show how a table of ties is read, ask what is not certain, and keep the answers."""

import argparse
import functools
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from ingest.clean import clean
from ingest.readers import TABLES, read
from ingest.report import tell
from ingest.scan import FoundFile
from ingest.ties import own_title, places, read_ties, remember, remembered_at, tables_in
from knowledge.errors import DocumentError
from knowledge.evidence import Audience
from knowledge.records import AgreementKind, load_workbook
from knowledge.records.ties import DATE, HOME, KIND, NONE, ORDER, PARTNER, Asked, Proposal, propose
from knowledge.tables import Table, read_workbook, tables_of

_ASKS = {
    HOME: "Whose ties are these (the home city)?",
    KIND: "What kind of ties are these?",
    DATE: "Which column is the day of the agreement?",
    PARTNER: "Which column is the partner?",
    ORDER: "How are days written in it: does the day or the month come first?",
}


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Return the options of the command."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest map",
        description="Say how a table of ties (sister cities and the like) is read. What is not certain is asked, "
        "unless it is given here; the answers hold for every file with the same header in that folder and below it.",
    )
    parser.add_argument("file", type=Path, help="a table, or a paper with one")
    parser.add_argument("--home", metavar="CITY", help="whose ties they are")
    parser.add_argument("--kind", choices=list(AgreementKind), help="what kind of ties they are")
    parser.add_argument("--date", metavar="COLUMN", help="the column with the day of the agreement; - for none")
    parser.add_argument("--partner", metavar="COLUMN", help="the column with the partner")
    parser.add_argument("--order", choices=["day", "month"], help="what comes first in 02/05/1979")
    return parser.parse_args(words)


def map_table(
    options: argparse.Namespace, file: FoundFile, home_city: str, console: Console, ask: Callable[[str], str]
) -> None:
    """Ask what is not certain about a table, keep the answers, and tell what comes of it.

    ``ask`` puts a question and returns the line that answers it. Raises DocumentError where there are no ties.
    """
    paper = ""
    if file.path.suffix.lower() in TABLES:
        workbook = read_workbook(file.path.read_bytes(), file.relative)
        if load_workbook(workbook, file.relative) is not None:
            tell(console, "Its header is that of a record table: nothing is to be answered.")
            return
        tables: Sequence[Table] = tables_of(workbook)
    else:
        document = clean(read(file.path, relative=file.relative, audience=file.audience))
        tables, paper = tables_in(document), own_title(document)
    known = remembered_at(file.path.parent, file.root)
    read_as = functools.partial(propose, tables, file.path.stem, places(), paper=paper, home_city=home_city)
    first = read_as()
    if first is None:
        raise DocumentError(
            file.relative,
            "no table of ties is found in it: one has a column of partner cities and one of dates or countries",
            "Name these columns as `python -m ingest template` does.",
        )
    answers = known.get(first.shape, {}) | {
        name: value for name in (HOME, KIND, DATE, PARTNER, ORDER) if (value := getattr(options, name))
    }
    proposal = _settled(
        first,
        answers,
        lambda given: read_as(answers=given),
        console,
        ask,
    )
    _show(proposal, console)
    ties = read_ties(proposal, file)
    for problem in ties.problems:
        tell(
            console,
            f"  row {problem.row}, {problem.column}: {problem.value!r} is not allowed; {problem.allowed}",
            "red",
        )
    for note in ties.notes:
        tell(console, f"  {note}", "yellow")
    if answers:
        path = remember(file.path.parent, first.shape, answers)
        tell(console, f"Kept in {path}: it holds for every table with this header in that folder and below it.")
    wrong = len(ties.problems)
    tell(
        console,
        f"{len(ties.rows)} rows are ties" + (f", {wrong} are not until they are mended." if wrong else "."),
        "bold",
    )


def found_file(path: Path) -> FoundFile:
    """Return a file as the command names it; DocumentError when there is none."""
    if not path.is_file():
        raise DocumentError(str(path), "there is no such file", "Give the path of a table.")
    return FoundFile(path, path.name, path.parent, Audience.PUBLIC)


def _settled(
    proposal: Proposal,
    answers: dict[str, str],
    again: Callable[[dict[str, str]], Proposal | None],
    console: Console,
    ask: Callable[[str], str],
) -> Proposal:
    """Return the proposal with everything answered; the answers are added to those given."""
    current = (again(answers) if answers else None) or proposal
    while current.unanswered:
        asked = current.unanswered[0]
        answers[asked.name] = _answer(asked, console, ask)
        current = again(answers) or proposal
    return current


def _answer(asked: Asked, console: Console, ask: Callable[[str], str]) -> str:
    tell(console, _ASKS[asked.name], "bold")
    if asked.examples:
        tell(console, f"  for example: {' · '.join(asked.examples)}")
    choices = [*asked.choices, *([NONE] if asked.name == DATE else [])]
    for number, choice in enumerate(choices, start=1):
        tell(console, f"  {number}  {choice if choice != NONE else 'none of them'}")
    while True:
        said = ask(f"[{asked.guess}] " if asked.guess else "> ").strip() or asked.guess
        if said.isdigit() and 1 <= int(said) <= len(choices):
            return choices[int(said) - 1]
        if said and (asked.name == HOME or said in choices):
            return said
        tell(console, "  One of the numbers, please." if choices else "  The name of a city, please.")


def _show(proposal: Proposal, console: Console) -> None:
    for table, columns in proposal.tables:
        title = " › ".join(part for part in (table.sheet, table.title) if part)
        tell(console, title or proposal.title, "bold")
        roles = {place: role for role, place in columns.places.items()}
        for place, name in enumerate(table.header):
            example = next(
                (row.cells[place] for row in table.rows if place < len(row.cells) and row.cells[place].strip()), ""
            )
            tell(console, f"  {name or '(no name)'} ({example[:30]}): {roles.get(place, 'left aside')}")
    tell(console, f"Home city: {proposal.home or 'as each row says'}; kind: {proposal.kind or 'as each row says'}")
