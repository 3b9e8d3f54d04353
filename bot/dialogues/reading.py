"""What people write in dialogues: a date, a city, some words, a source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.dialogues.dialogue import Refused
from bot.render.markup import clean
from bot.render.splitting import shorten
from knowledge.calendar import PartialDate
from knowledge.text.dates import find_dates

if TYPE_CHECKING:
    import datetime as dt

    from bot.dialogues.dialogue import Scene
    from bot.i18n import Say

AS_WRITTEN = "="
_FEW = 6
_NAME_UNITS = 60
_SEPARATED = re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?")
_NOT_OF_A_DATE = re.compile(r"[\s,，。.]+|^(?:on|in|since)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def day(date: dt.date) -> PartialDate:
    """Return a day as a date of which everything is known."""
    return PartialDate(date.year, date.month, date.day)


def read_date(text: str, today: dt.date) -> PartialDate | None:
    """Return the date that a text is, to its own precision; None if it is none, or more than one."""
    text = text.strip()
    if separated := _SEPARATED.fullmatch(text):
        year, month, number = (int(part) if part else None for part in separated.groups())
        text = "-".join(f"{part:02d}" for part in (year, month, number) if part is not None)
    try:
        return PartialDate.parse(text)
    except ValueError:
        found = find_dates(text, reference=day(today))
    if len(found) != 1 or _NOT_OF_A_DATE.sub("", text.replace(found[0].text, "")):
        return None
    return found[0].date


def date_answer(scene: Scene, text: str) -> str | Refused:
    """Return a written date as it is stored, or what to write instead."""
    date = read_date(text, scene.today)
    if date is None:
        return Refused(
            scene.say("I cannot read that date. Write it as 2026-11-24, or as 2026-11 or 2026 if you know no more.")
        )
    return date.isoformat()


def city_answer(scene: Scene, text: str, *, others: bool) -> str | Refused:
    """Return the key of the city that is meant, or the cities to choose from.

    With ``others`` a city that is no partner may be taken as it is written.
    """
    say, directory = scene.say, scene.guide.directory
    name = one_line(text)
    found = directory.find(name, _FEW)
    sure = [item for item in found if item.likeness.is_sure]
    if len(sure) == 1:
        return directory.key_of(sure[0].place)
    choices = tuple((directory.key_of(item.place), scene.guide.name_of(item.place)) for item in sure or found)
    if others and not sure:
        choices += ((AS_WRITTEN, say("“{name}”, as I wrote it", name=shorten(name, _NAME_UNITS // 2))),)
    if sure:
        return Refused(say("Which city do you mean?"), choices)
    return Refused(say("No partner city is called “{name}”.", name=shorten(name, _NAME_UNITS)), choices)


def city_pressed(scene: Scene, value: str, pending: str) -> str | None:
    """Return the city of a button, as `city_answer` does; as it was written, after a sign that no key has."""
    if value == AS_WRITTEN and pending:
        return AS_WRITTEN + shorten(one_line(pending).replace(";", ","), _NAME_UNITS)
    return value if scene.guide.directory.place_of(value) else None


def words_answer(say: Say, text: str, limit: int) -> str | Refused:
    """Return written words on one line, unless there are too many or none."""
    words = one_line(text)
    if not words:
        return Refused(say("Please write it as text."))
    if len(words) > limit:
        return Refused(say("That is {length} characters. Please say it in {limit}.", length=len(words), limit=limit))
    return words


def one_line(text: str) -> str:
    """Return a text on one line, without what cannot be shown."""
    return " ".join(clean(text).split())


def source_in(text: str) -> tuple[str, str, PartialDate | None]:
    """Return the title, the address and the date of a source that is told in one line."""
    address = _ADDRESS.search(text)
    url = address.group() if address else ""
    title = one_line(text.replace(url, " ")).strip(" :：,，") if url else text
    dates = find_dates(title)
    return title or url, url, dates[0].date if len(dates) == 1 else None
