"""What people write in dialogues: a date, a city and whose it is, some words, a source."""

import datetime as dt
import re

from bot.dialogues.dialogue import Refused, Scene, Step
from bot.i18n import Say
from bot.render.markup import clean, shorten
from knowledge.calendar import PartialDate
from knowledge.language.dates import read_date
from knowledge.language.times import find_points, find_times
from knowledge.names import Place

AS_WRITTEN = "="
_FEW = 6
_NAME_UNITS = 60
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def day(date: dt.date) -> PartialDate:
    """Return a day as a date of which everything is known."""
    return PartialDate(date.year, date.month, date.day)


def date_answer(scene: Scene, text: str) -> str | Refused:
    """Return a written date as it is stored, or what to write instead."""
    try:
        return read_date(text, today=scene.today).isoformat()
    except ValueError:
        return Refused(
            scene.say("I cannot read that date. Write it as 2026-11-24, or as 2026-11 or 2026 if you know no more.")
        )


def deadline_answer(scene: Scene, text: str) -> str | Refused:
    """Return the written end of a time as it is stored: by the end of next year is by its December."""
    answer = date_answer(scene, text)
    times = find_times(text, scene.today) if isinstance(answer, Refused) else ()
    if len(times) != 1 or times[0].after == dt.date.max:
        return answer
    last = times[0].last
    ends_a_month = last == PartialDate(last.year, last.month).last_day
    return (PartialDate(last.year, last.month) if ends_a_month else day(last)).isoformat()


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
    dates = find_points(title)
    return title or url, url, dates[0].date if len(dates) == 1 else None


def city_step(scene: Scene, *, others: bool) -> Step:
    """Return the step that asks for a city; with ``others`` it need be no partner.

    What is no partner is answered as it was written, after a sign that no key has.
    """

    def pressed(value: str, pending: str) -> str | None:
        if value == AS_WRITTEN and pending and others:
            return AS_WRITTEN + shorten(one_line(pending).replace(";", ","), _NAME_UNITS)
        return value if scene.guide.directory.place_of(value) else None

    return Step(
        "city",
        scene.say("Which city? Write its name."),
        read=lambda text: city_answer(scene, text, others=others),
        press=pressed,
    )


def city_of(scene: Scene, answer: str) -> str:
    """Return the name of the city that an answer stands for."""
    place = scene.guide.directory.place_of(answer)
    return scene.guide.name_of(place) if place else answer.removeprefix(AS_WRITTEN)


def homes_of(scene: Scene, answer: str) -> list[Place]:
    """Return the home cities that a row about a city may be of, at least one.

    A home city is of itself; a partner's are those that it has agreements with; the office's own city is asked for no
    other.
    """
    directory = scene.guide.directory
    place = directory.place_of(answer)
    if place is not None and place.id in {home.id for home in directory.homes}:
        return [place]
    if directory.home is not None:
        return [directory.home]
    book = directory.book
    ids = {book.home_id(row) for row in book.agreements_of(place.id)} if place else set()
    return [home for home in directory.homes if home.id in ids] or list(directory.homes)


def is_home(scene: Scene, answer: str) -> bool:
    """Tell whether a city is a home city."""
    place = scene.guide.directory.place_of(answer)
    return place is not None and place.id in {home.id for home in scene.guide.directory.homes}
