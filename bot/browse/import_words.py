"""What is wrong with a spreadsheet, in the language of whoever sent it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.i18n import Say

_CHOICE = re.compile(r"one of (?P<values>'.*)", re.DOTALL)
_USED = re.compile(r"an id is used once; row (?P<row>\d+) has it already")
_BEYOND = re.compile(r"(?P<n>\d+) cells; a cell with a comma in it needs quotation marks around it")
_MALFORMED = re.compile(r"it is not well-formed CSV .*", re.DOTALL)


def allowed_words(allowed: str, say: Say) -> str:
    """Return what is allowed in a cell; as the schema words it where there is no other wording."""
    if match := _CHOICE.fullmatch(allowed):
        return say("one of {values}", values=match["values"].replace("'", "").replace(" or ", ", "))
    if match := _USED.fullmatch(allowed):
        return say("an id is used once; row {row} has it already", row=match["row"])
    if match := _BEYOND.fullmatch(allowed):
        return say("{n} cells; a cell with a comma in it needs quotation marks around it", n=match["n"])
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
    if _MALFORMED.fullmatch(reason):
        return say("It is not well-formed CSV. Export it again from the spreadsheet.")
    return {
        "no row of it is the header of a record table": say("No row of it is the header of a record table."),
        "its encoding is neither UTF-8 nor GB18030": say(
            "Its encoding is neither UTF-8 nor GB18030. Save it as CSV UTF-8."
        ),
        "it is not a readable XLSX workbook": say(
            "It is not a readable XLSX workbook. Open it in Excel and save it again."
        ),
    }.get(reason, reason)
