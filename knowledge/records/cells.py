"""The cells of a table: how the text of one becomes a value, and what is allowed in it."""

import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, StringConstraints
from pydantic_core import PydanticCustomError

from knowledge.calendar import PartialDate
from knowledge.records.dates import Ambiguous, read_cell_date

CONTINENTS = ("Asia", "Europe", "Africa", "North America", "South America", "Oceania")
# What a spreadsheet would take for a formula when it opens a table.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ISO_COUNTRY = re.compile(r"[A-Z]{2}")
_SLUG = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:\+|-\d+(?:\.\d+)?)?")

# Control characters but tab and line breaks, what XML does not have, and halves of surrogate pairs.
_UNWRITABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ufffe\\uffff\\ud800-\\udfff]")


def _refuse(allowed: str) -> PydanticCustomError:
    return PydanticCustomError("cell", "{allowed}", {"allowed": allowed})


def plain(cell: str) -> str:
    """Return a cell without the full-width letters and digits that a Chinese keyboard makes."""
    return unicodedata.normalize("NFKC", cell).strip()


def _date(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever stands in the cell
    if not isinstance(value, str):
        return value
    try:
        return read_cell_date(value) if value.strip() else None
    except Ambiguous as error:
        raise _refuse(f"a date that can be read in one way only: {error}") from error
    except ValueError as error:
        raise _refuse("a date as YYYY, YYYY-MM or YYYY-MM-DD that exists, or nothing") from error


def _known_date(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever stands in the cell
    date = _date(value)
    if date is None:
        raise _refuse("it must not be empty")
    return date


def _list(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever stands in the cell
    return (
        tuple(part.strip() for part in value.replace("；", ";").split(";") if part.strip())
        if isinstance(value, str)
        else value
    )


def _continent(value: str) -> str:
    parts = value.split("/")
    if value and (len(set(parts)) != len(parts) or not set(parts) <= set(CONTINENTS)):
        raise _refuse(f"one of {', '.join(CONTINENTS)}, or two with a slash (Europe/Asia)")
    return value


def _country(value: str) -> str:
    if value and not _ISO_COUNTRY.fullmatch(value):
        raise _refuse("a country code of two capitals (ISO 3166), as FR")
    return value


def _slug(value: str) -> str:
    if not _SLUG.fullmatch(value):
        raise _refuse("letters, digits, hyphens and underscores, as guangzhou-lyon")
    return value


def _number(value: str) -> str:
    if not _NUMBER.fullmatch(value):
        raise _refuse("a plain number without separators, as 10000000 (120+ for “more than 120”, 3-5 for a range)")
    return value


def _url(value: str) -> str:
    if value and not value.startswith(("http://", "https://")):
        raise _refuse("an address that begins with http:// or https://, or nothing")
    if any(char.isspace() for char in value):
        raise _refuse("one address, without blanks and line breaks in it")
    return value


def _printable(value: str) -> str:
    """Refuse what calendars, workbooks, Word files and Telegram refuse to take."""
    if _UNWRITABLE.search(value):
        raise _refuse("text without control characters; type the cell again")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_printable)]
Required = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_printable)]
Slug = Annotated[Required, BeforeValidator(lambda value: _slug(plain(str(value))))]
Number = Annotated[Required, BeforeValidator(lambda value: _number(plain(str(value))))]
Country = Annotated[Text, BeforeValidator(lambda value: _country(plain(str(value))))]
GeonamesId = Annotated[Text, StringConstraints(pattern=r"^[0-9]{0,9}$")]
Continent = Annotated[Text, BeforeValidator(lambda value: _continent(str(value).strip()))]
Url = Annotated[Text, BeforeValidator(lambda value: _url(str(value).strip()))]
Names = Annotated[tuple[str, ...], BeforeValidator(_list), PlainSerializer(";".join)]
KnownDate = Annotated[
    PartialDate, BeforeValidator(_known_date), PlainSerializer(lambda date: date.isoformat(), return_type=str)
]
Date = Annotated[
    PartialDate | None,
    BeforeValidator(_date),
    PlainSerializer(lambda date: date.isoformat() if date else "", return_type=str),
]
