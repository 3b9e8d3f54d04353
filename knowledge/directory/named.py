"""The names of a directory's cities, and which of them a row mentions; prepared once, as long as they stay the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.answering.records.programmes import words_of
from knowledge.names import build_gazetteer
from knowledge.records import Agreement, load_table
from knowledge.settings import BUNDLED_CORPUS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.records import Event, Figure, Intention, Programme


class Named:
    """The gazetteer of some agreements."""

    def __init__(self, agreements: Sequence[Agreement]) -> None:
        """Build the gazetteer (about two seconds)."""
        self._made_of = _names_in(agreements)
        self.gazetteer = build_gazetteer([*agreements, *known_partners()])
        self._mentioned: dict[object, tuple[str, ...]] = {}

    def for_rows(self, agreements: Sequence[Agreement]) -> Named:
        """Return the names of other agreements: these, if they bring no name and lack none."""
        return self if _names_in(agreements) == self._made_of else Named(agreements)

    def mentioned_in(self, row: Programme | Event | Figure | Intention) -> tuple[str, ...]:
        """Return the ids of the places that a row mentions."""
        if row not in self._mentioned:
            found = self.gazetteer.find(words_of(row))
            self._mentioned[row] = tuple(dict.fromkeys(mention.place.id for mention in found))
        return self._mentioned[row]


def _names_in(agreements: Iterable[Agreement]) -> frozenset[tuple[object, ...]]:
    """Return all that a gazetteer is made of; of a kind, whether it is one of cities, districts or organisations."""
    return frozenset(
        (
            *(row.home_zh, row.home_en, row.partner_zh, row.partner_en, row.aliases),
            *(row.iso_country, row.continent, row.kind.rpartition("_")[2]),
        )
        for row in agreements
    )


def known_partners() -> list[Agreement]:
    """Return the bundled agreements, for the names of their cities only: a typo in one is mended in any corpus."""
    table = load_table(BUNDLED_CORPUS / "records" / "agreements.csv")
    return [row for row in table.rows if isinstance(row, Agreement)]
