"""A spreadsheet that was sent: what is wrong with it, what it would change in the records, what is to be asked."""

import re
from collections.abc import Iterator, Sequence

from bot.dialogues.dialogue import record_name
from bot.i18n import Say, phrase
from bot.presses import DialoguePress, ShowEntries, UndoBatch, Way
from bot.render.cards import Blocks
from bot.render.markup import shorten
from bot.render.message import OutMessage, button, rows
from knowledge.answering.records.phrasing import capitalised
from knowledge.errors import RecordError
from knowledge.evidence import Audience
from knowledge.records import RECORD_SCHEMAS, Differences, Record, column_label, kind_words
from knowledge.records.ties import DATE, HOME, KIND, NONE, ORDER, PARTNER, Asked, Proposal

ANSWERABLE = (HOME, KIND, DATE, PARTNER, ORDER)

LINES_SHOWN = 12
_CELL_UNITS = 80
_LABEL_UNITS, _EXAMPLE_UNITS = 40, 60
_COLUMNS = frozenset(column.name for columns in RECORD_SCHEMAS.values() for column in columns)


def problems_screen(name: str, problems: Sequence[RecordError], say: Say) -> OutMessage:
    """Return the cells that are wrong, the first of them where there are many."""
    blocks = Blocks(say)
    blocks.title(name)
    blocks.paragraph(
        say.counted(
            "{n} cell is wrong. Nothing is read in; please mend it and send the file again.",
            "{n} cells are wrong. Nothing is read in; please mend them and send the file again.",
            len(problems),
        )
    )
    for line in problem_lines(problems[:LINES_SHOWN], say):
        blocks.line(f"· {line}")
    _and_more(blocks, len(problems), say)
    return blocks.message()


def problem_lines(problems: Sequence[RecordError], say: Say) -> Iterator[str]:
    """Say where each problem is, what stands there, and what is allowed."""
    for problem in problems:
        yield say(
            "Row {row}, column {column}: “{value}”; allowed: {allowed}",
            row=problem.row,
            column=_label(problem.column, say),
            value=shorten(problem.value, _CELL_UNITS),
            allowed=allowed_words(problem.allowed, say),
        )


def differences_screen(
    name: str, found: Differences, token: str, say: Say, problems: Sequence[RecordError] = ()
) -> OutMessage:
    """Return what would change, the first of it where there is much, with the buttons to do so or not.

    ``problems`` are cells whose rows are left out.
    """
    blocks = Blocks(say)
    blocks.title(name)
    _counts(blocks, found, say)
    lines = [*problem_lines(problems, say), *difference_lines(found, say)]
    if problems:
        blocks.line(
            say.counted("{n} row is left out: a cell is wrong", "{n} rows are left out: cells are wrong", len(problems))
        )
    for line in lines[:LINES_SHOWN]:
        blocks.line(f"· {line}")
    _and_more(blocks, len(lines), say)
    public = sum(row.audience is Audience.PUBLIC for row in found.rows)
    blocks.note(
        say(
            "{public} of these rows are for everybody, {staff} for staff only.",
            public=public,
            staff=len(found.rows) - public,
        )
    )
    blocks.paragraph(say("Nothing is deleted, and all of it can be taken back. Shall I read it in?"))
    keyboard = [
        [button(say("Read it in"), DialoguePress(token, Way.SAVE))],
        [button(say("Cancel"), DialoguePress(token, Way.CANCEL))],
    ]
    return blocks.message(keyboard)


def difference_lines(found: Differences, say: Say) -> Iterator[str]:
    """Say each row that is added, changed (column by column) or missing."""
    for row in found.added:
        yield say("new: {name} ({id})", name=record_name(row, say), id=row.id)
    for change in found.changed:
        for column in change.columns:
            yield say(
                "changed: {name}, {column}: “{earlier}” → “{now}”",
                name=record_name(change.row, say),
                column=_label(column, say),
                earlier=_cell(change.earlier, column, say),
                now=_cell(change.row, column, say),
            )
    for row in found.missing:
        yield say("not in the file, stays: {name} ({id})", name=record_name(row, say), id=row.id)


def read_in_screen(found: Differences, batch: str, say: Say) -> OutMessage:
    """Return what was read in, with the button that takes it back."""
    blocks = Blocks(say)
    blocks.title(say("Read in"))
    _counts(blocks, found, say)
    blocks.paragraph(say("Answers show it from now on."))
    keyboard = [[button(say("Take it back"), UndoBatch(batch)), button(say("All entries"), ShowEntries())]]
    return blocks.message(keyboard)


def _counts(blocks: Blocks, found: Differences, say: Say) -> None:
    blocks.paragraph(say.counted("{n} new row", "{n} new rows", len(found.added)))
    blocks.line(say.counted("{n} changed row", "{n} changed rows", len(found.changed)))
    blocks.line(say.counted("{n} row as on record", "{n} rows as on record", found.same))
    blocks.line(
        say.counted(
            "{n} row on record is not in the file", "{n} rows on record are not in the file", len(found.missing)
        )
    )


def _and_more(blocks: Blocks, lines: int, say: Say) -> None:
    if lines > LINES_SHOWN:
        blocks.paragraph(say("The file below has all {n} lines.", n=lines))


def _label(column: str, say: Say) -> str:
    """Return what a column is called; one in the table's own words as it is."""
    if column not in _COLUMNS:
        return column
    return say.written(column_label(column, say.locale.language))


def _cell(record: Record, column: str, say: Say) -> str:
    value = getattr(record, column)
    parts = [str(part) for part in (value if isinstance(value, tuple) else (value or "",))]
    return shorten(";".join(say.value(column, part) for part in parts), _CELL_UNITS)


_ALLOWED = {
    phrase("a date as YYYY, YYYY-MM or YYYY-MM-DD that exists, or nothing"),
    phrase("a country code of two capitals (ISO 3166), as FR"),
    phrase("letters, digits, hyphens and underscores, as guangzhou-lyon"),
    phrase("a plain number without separators, as 10000000 (120+ for “more than 120”, 3-5 for a range)"),
    phrase("an address that begins with http:// or https://, or nothing"),
    phrase("one of Asia, Europe, Africa, North America, South America, Oceania, or two with a slash (Europe/Asia)"),
    phrase("it must not be empty"),
    phrase("the table needs this column"),
}
_ALLOWED_WITH_VALUES = {
    re.compile(r"one of (?P<values>'.*)", re.DOTALL): phrase("one of {values}"),
    re.compile(r"an id is used once; row (?P<row>\d+) has it already"): phrase(
        "an id is used once; row {row} has it already"
    ),
    re.compile(r"(?P<n>\d+) cells; a cell with a comma in it needs quotation marks around it"): phrase(
        "{n} cells; a cell with a comma in it needs quotation marks around it"
    ),
    re.compile(r"a date that can be read in one way only: (?P<days>.*)"): phrase(
        "a date that can be read in one way only: {days}"
    ),
}
_UNREADABLE = {
    re.compile(r"it is not well-formed CSV .*", re.DOTALL): phrase(
        "It is not well-formed CSV. Export it again from the spreadsheet."
    ),
    re.compile(r"the (?:table|file) has (?:more than|\d+ MB)|the file unpacks|it took more than"): phrase(
        "It is too large: split it, or keep only the rows that matter."
    ),
    re.compile(r".*password"): phrase("It is protected by a password. Remove the password and send it again."),
    re.compile(
        r"it is (?:not a readable|a binary) workbook|its reader broke down|the file is (?:damaged|not text)"
    ): phrase("It is not a readable workbook. Open it in its own program and save it as .xlsx."),
    re.compile(r"byte \d+ is not valid"): phrase("Its encoding is neither UTF-8 nor GB18030. Save it as CSV UTF-8."),
    re.compile(r"no row of it is the header"): phrase(
        "No row of it is the header of a record table, or names a column of partners and one of dates."
    ),
}


def allowed_words(allowed: str, say: Say) -> str:
    """Return what is allowed in a cell; as the schema words it where there is no other wording."""
    for pattern, words in _ALLOWED_WITH_VALUES.items():
        if match := pattern.fullmatch(allowed):
            values = {name: text.replace("'", "").replace(" or ", ", ") for name, text in match.groupdict().items()}
            return say.word(words).format(**values)
    return say.word(allowed) if allowed in _ALLOWED else allowed


def unreadable_words(reason: str, say: Say) -> str:
    """Say why a file cannot be read, and what would mend it."""
    return next((say.word(words) for pattern, words in _UNREADABLE.items() if pattern.match(reason)), reason)


def asked_screen(name: str, proposal: Proposal, asked: Asked, token: str, say: Say) -> OutMessage:
    """Return how the table is read so far, the question, and the buttons that answer it."""
    blocks = Blocks(say)
    blocks.title(name)
    blocks.paragraph(say("It looks like a table of ties. This is how I read it:"))
    for line in _read_so_far(proposal, asked, say):
        blocks.line(f"· {line}")
    question, labels = _question(asked, say)
    blocks.paragraph(question)
    buttons = [
        button(shorten(label, _LABEL_UNITS), DialoguePress(token, asked.name, str(number)))
        for number, label in enumerate(labels)
    ]
    cancel = [button(say("Cancel"), DialoguePress(token, Way.CANCEL))]
    return blocks.message([*rows(buttons, 1), cancel])


def answer_of(asked: Asked, value: str) -> str | None:
    """Return the answer that a button gives; None for one that was not offered."""
    choices = (*asked.choices, NONE) if asked.name == DATE else asked.choices
    return choices[int(value)] if value.isdigit() and int(value) < len(choices) else None


def _kind(kind: str, say: Say) -> str:
    return capitalised(say.written(kind_words(kind, say.locale.language)))


def _read_so_far(proposal: Proposal, asked: Asked, say: Say) -> list[str]:
    table, columns = proposal.tables[0]
    roles = {
        PARTNER: say("partner"),
        "partner_en": say("partner in English"),
        "country": say("country"),
        "home": say("home city"),
        "kind": say("kind of tie"),
        DATE: say("date of the agreement"),
        "place_signed": say("place of signing"),
    }
    lines = [
        f"{table.header[place]} = {roles[role]}"
        for role, place in sorted(columns.places.items(), key=lambda item: item[1])
        if role in roles and role != asked.name and table.header[place]
    ]
    if proposal.home:
        lines.append(f"{say('home city')}: {proposal.home}")
    if proposal.kind is not None:
        lines.append(f"{say('kind of tie')}: {_kind(proposal.kind, say)}")
    return lines


def _question(asked: Asked, say: Say) -> tuple[str, Sequence[str]]:
    """Return what is asked, and the labels of its choices."""
    examples = " · ".join(shorten(cell, _EXAMPLE_UNITS) for cell in asked.examples)
    match asked.name:
        case "home":
            text = say("Whose ties are these? Please write the name of the city.")
            if asked.choices:
                text = say("Whose ties are these? Choose the city, or write its name.")
            return text, asked.choices
        case "kind":
            kinds = [_kind(choice, say) for choice in asked.choices]
            return say("What kind of ties are these, where the table does not say it?"), kinds
        case "date" if asked.is_sure:
            text = say("“{column}” = date of the agreement? ({examples})", column=asked.guess, examples=examples)
            return text, [say("Yes"), say("No, read it without dates")]
        case "date":
            text = say("Which column is the date of the agreement? ({examples})", examples=examples)
            return text, [*asked.choices, say("None of them")]
        case "partner":
            return say("Which column has the partners? ({examples})", examples=examples), asked.choices
        case _:
            text = say("Does the day or the month come first in these dates? ({examples})", examples=examples)
            return text, [say("The day") if choice == "day" else say("The month") for choice in asked.choices]
