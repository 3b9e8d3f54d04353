"""A place (or an organisation that is no place), and a mention of it in a text."""

import dataclasses
import enum


class PlaceKind(enum.StrEnum):
    """What sort of thing a name stands for."""

    CITY = "city"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    CONTINENT = "continent"
    ORGANISATION = "organisation"


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """One place, whatever it is called.

    ``id`` is ``lyon-fr`` for a city or district, ``country:fr``, ``continent:europe``, ``province:yunnan``,
    ``org:uclg`` or ``university:birmingham-gb``. ``zh`` and ``en`` are the names to show. ``country`` is an ISO 3166
    code or empty; ``continent`` is ``Europe``, or ``Europe/Asia`` where it lies in two.
    """

    id: str
    kind: PlaceKind
    zh: str
    en: str
    country: str = ""
    continent: str = ""

    @property
    def is_city(self) -> bool:
        """Tell whether it can be a partner of an agreement."""
        return self.kind in (PlaceKind.CITY, PlaceKind.DISTRICT, PlaceKind.PROVINCE)


@dataclasses.dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text: ``[start, end)`` are offsets into ``fold(text)``, ``text`` is that slice.

    ``exact`` is false where a misspelling was corrected.
    """

    place: Place
    start: int
    end: int
    text: str
    exact: bool = True
