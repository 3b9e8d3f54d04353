"""The step that asks for a city, and which home city a city belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogues.dialogue import Question, Step
from bot.dialogues.reading import AS_WRITTEN, city_answer, city_pressed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.dialogues.dialogue import Scene
    from knowledge.names import Place


def city_step(*, others: bool) -> Step:
    """Return the step that asks for a city; with ``others`` it need be no partner."""
    return Step(
        "city",
        _ask_city,
        lambda scene, _, text: city_answer(scene, text, others=others),
        lambda scene, _, value, pending: city_pressed(scene, value, pending if others else ""),
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


def _ask_city(scene: Scene, _: Mapping[str, str]) -> Question:
    return Question(scene.say("Which city? Write its name."))
