"""What one audience's records and sources hold, to look through: places, cards, programmes, anniversaries, sources.

::

    Directory(index, settings, entries)  book, gazetteer, home, partners, homes, find, place_of, holdings, citation
    directory.guide(language, script, today) -> Guide
        continents, countries, cities, name_of, card, events, programmes, anniversaries, intentions
"""

from knowledge.directory.card import CityCard
from knowledge.directory.directory import Directory
from knowledge.directory.finding import Found, Likeness
from knowledge.directory.guide import Coming, ComingLine, Entry, Followed, Guide, ref_of
from knowledge.directory.holdings import Holdings, SourceEntry
from knowledge.directory.partners import continent_key, key_of
