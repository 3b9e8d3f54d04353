"""The partner cities of the agreements, each once, with the key that a button or a link names it by."""

import dataclasses
import hashlib
import re

from knowledge.names import Place, PlaceKind
from knowledge.records import Agreement, RecordBook

# What fits into Telegram's callback data and deep links with something before and after it.
_PLAIN_KEY = re.compile(r"[0-9a-z-]{1,24}", re.ASCII)

# The key of a continent or country that no record states.
ELSEWHERE = "elsewhere"


@dataclasses.dataclass(frozen=True, slots=True)
class Partner:
    """A city (district, organisation) with the served agreements that make it a partner, at least one."""

    place: Place
    agreements: tuple[Agreement, ...]

    @property
    def key(self) -> str:
        """Return the short name of the place in buttons and links."""
        return key_of(self.place.id)

    @property
    def continents(self) -> tuple[str, ...]:
        """Return the keys of the continents it lies in, of which there may be two."""
        stated = [name for row in self.agreements for name in row.continents] or self.place.continent.split("/")
        return tuple(dict.fromkeys(continent_key(name) for name in stated))

    @property
    def country(self) -> str:
        """Return the key of its country: its ISO code in small letters."""
        code = self.place.country or next((row.iso_country for row in self.agreements if row.iso_country), "")
        return code.lower() or ELSEWHERE


def key_of(place_id: str) -> str:
    """Return the id of a place as letters, digits and hyphens: itself where it is plain and short, else a digest."""
    if _PLAIN_KEY.fullmatch(place_id):
        return place_id
    return hashlib.sha256(place_id.encode()).hexdigest()[:24]


def continent_key(name: str) -> str:
    """Return the key of a continent: ``north-america``."""
    return name.lower().replace(" ", "-") or ELSEWHERE


def partners_in(book: RecordBook) -> tuple[Partner, ...]:
    """Return every partner of a served agreement, in the order of the tables."""
    rows: dict[str, list[Agreement]] = {}
    for row in book.served:
        rows.setdefault(book.partner_id(row), []).append(row)
    return tuple(
        Partner(book.gazetteer.get(place_id) or _unlisted(place_id, own[0]), tuple(own))
        for place_id, own in rows.items()
    )


def _unlisted(place_id: str, row: Agreement) -> Place:
    return Place(place_id, PlaceKind.CITY, row.partner_zh, row.partner_en, row.iso_country, row.continent)
