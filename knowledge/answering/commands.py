"""Text that asks for what a command does: which one, ready to be sent, for staff; what there is instead, for others."""

from collections.abc import Sequence

from knowledge.answering.wording import say
from knowledge.charts.kinds import Chart
from knowledge.evidence import Answer, Audience, Language, Mode, Picture
from knowledge.names import Place
from knowledge.understanding.query import Command, Query

_OF_A_CITY = (Command.LETTER, Command.BRIEF)


def answer_command(query: Query, audience: Audience, recent: Sequence[Place] = ()) -> Answer | None:
    """Return the command that does what a text orders, with the city and the years named; None where it orders nothing.

    ``recent`` are the partners that the conversation was about; the last is meant where the text names none.
    """
    command = query.command
    if command is None:
        return None
    cities = query.partners or tuple(recent)
    place = cities[-1] if cities else None
    picture = Picture(Chart.MAP) if command is Command.CHART else None
    if audience is Audience.PUBLIC:
        key = f"{command}_public"
        return _answer(query, key, picture=picture, city=_name(query, place) if place else "")
    if command in _OF_A_CITY and place is None:
        return _answer(query, "command_which_city", call=f"/{command}")
    years = f" {query.ordinal}" if command is Command.LETTER and query.ordinal else ""
    call = f"/{command}" + (f" {_name(query, place)}{years}" if command in _OF_A_CITY and place else "")
    return _answer(query, f"{command}_staff", picture=picture, choices=(call,), call=call)


def _name(query: Query, place: Place) -> str:
    return place.zh if query.language is Language.ZH else place.en


def _answer(
    query: Query, key: str, *, picture: Picture | None = None, choices: tuple[str, ...] = (), **values: str
) -> Answer:
    lead = say(key, query.language, query.script, **values)
    return Answer(query.language, Mode.RECORDS, lead=lead, choices=choices, picture=picture)
