"""What is wrong with a spreadsheet, in the language of whoever sent it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.i18n import Say

_CHOICE = re.compile(r"one of (?P<values>'.*)", re.DOTALL)
_USED = re.compile(r"an id is used once; row (?P<row>\d+) has it already")
_BEYOND = re.compile(r"(?P<n>\d+) cells; a cell with a comma in it needs quotation marks around it")
_ONE_WAY = re.compile(r"a date that can be read in one way only: (?P<days>.*)")
_LARGE = re.compile(r"the (?:table|file) has (?:more than|\d+ MB)|the file unpacks|it took more than")
_PASSWORD = re.compile(r".*password")
_BROKEN = re.compile(
    r"it is (?:not a readable|a binary) workbook|its reader broke down|the file is (?:damaged|not text)"
)
_ENCODING = re.compile(r"byte \d+ is not valid")
_NO_TABLE = re.compile(r"no row of it is the header")
_MALFORMED = re.compile(r"it is not well-formed CSV .*", re.DOTALL)


def allowed_words(allowed: str, say: Say) -> str:
    """Return what is allowed in a cell; as the schema words it where there is no other wording."""
    if match := _CHOICE.fullmatch(allowed):
        return say("one of {values}", values=match["values"].replace("'", "").replace(" or ", ", "))
    if match := _USED.fullmatch(allowed):
        return say("an id is used once; row {row} has it already", row=match["row"])
    if match := _BEYOND.fullmatch(allowed):
        return say("{n} cells; a cell with a comma in it needs quotation marks around it", n=match["n"])
    if match := _ONE_WAY.fullmatch(allowed):
        days = match["days"].replace(" or ", ", ")
        return say("a date that can be read in one way only: {days}", days=days)
    return {
        "a date as YYYY, YYYY-MM or YYYY-MM-DD that exists, or nothing": say(
            "a date as YYYY, YYYY-MM or YYYY-MM-DD that exists, or nothing"
        ),
        "a country code of two capitals (ISO 3166), as FR": say("a country code of two capitals (ISO 3166), as FR"),
        "letters, digits, hyphens and underscores, as guangzhou-lyon": say(
            "letters, digits, hyphens and underscores, as guangzhou-lyon"
        ),
        "a plain number without separators, as 10000000 (120+ for “more than 120”, 3-5 for a range)": say(
            "a plain number without separators, as 10000000 (120+ for “more than 120”, 3-5 for a range)"
        ),
        "an address that begins with http:// or https://, or nothing": say(
            "an address that begins with http:// or https://, or nothing"
        ),
        "one of Asia, Europe, Africa, North America, South America, Oceania, or two with a slash (Europe/Asia)": say(
            "one of Asia, Europe, Africa, North America, South America, Oceania, or two with a slash (Europe/Asia)"
        ),
        "it must not be empty": say("it must not be empty"),
        "the table needs this column": say("the table needs this column"),
    }.get(allowed, allowed)


def unreadable_words(reason: str, say: Say) -> str:
    """Say why a file cannot be read, and what would mend it."""
    for pattern, words in (
        (_MALFORMED, say("It is not well-formed CSV. Export it again from the spreadsheet.")),
        (_LARGE, say("It is too large: split it, or keep only the rows that matter.")),
        (_PASSWORD, say("It is protected by a password. Remove the password and send it again.")),
        (_BROKEN, say("It is not a readable workbook. Open it in its own program and save it as .xlsx.")),
        (_ENCODING, say("Its encoding is neither UTF-8 nor GB18030. Save it as CSV UTF-8.")),
        (
            _NO_TABLE,
            say("No row of it is the header of a record table, or names a column of partners and one of dates."),
        ),
    ):
        if pattern.match(reason):
            return words
    return reason
