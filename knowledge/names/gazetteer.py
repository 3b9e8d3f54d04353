"""The gazetteer: every name, alias, script and spelling of a place leads to one id."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

from knowledge.names import typos
from knowledge.names.dictionary import load_dictionary
from knowledge.names.match import Match, Verdict, han_matches, latin_matches
from knowledge.names.place import Mention, Place, PlaceKind
from knowledge.names.table import Candidate, NameTable, Trust, build_table, words
from knowledge.names.world import is_han, spelt_elsewhere
from knowledge.text.folding import fold, strip_accents, to_simplified
from knowledge.text.pinyin import spelled_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from knowledge.records.model import Agreement

_UNIVERSITY = "university:"
_HAN_UNIVERSITY = re.compile(r"大学(?!生|城(?!市))")
_LATIN_UNIVERSITY = re.compile(r" university\b")
_UNIVERSITY_OF = re.compile(r"\b(?:the )?university of $")
_SUFFIX = re.compile(r" (?:city|county|province|prefecture|municipality|metropolitan city|district)\b")
_NAME_SUFFIX = re.compile(r"(?<=..)(?:广域市|特别市|都市圈|市|县|郡|区|州|省|府| city| county| prefecture)$")
_CITY_OF = re.compile(r"\b(?:city|town|county|province|prefecture) of $")
_JOIN = re.compile(r"[ ]?(?:,|、|-|–|—|/|&|和|与|及|或|跟|同|and|with|or|和与)[ ]?")
_LEADING = re.compile(r"\b(?:in|of|with|from|to|at|for|about|visit|visiting|and)(?: the)? $")
_FOLLOWING = re.compile(r" (?:a |an |the )?(?:sister|friend|twin|pair|partner|sign|become|became)")
# What stands about a Chinese name of which something is asked: 海防是…, 和海防结好.
_BEFORE_HAN = re.compile(r"(?:^|[和与跟同对及、，,。\s])$")
_AFTER_HAN = re.compile(r"[是和与跟同及、，,?？呢有市结缔建什的\s]|$")
_NAME_GOES_ON = re.compile(r"[ -][A-Z]")
_COMMA = re.compile(r" ?[,(、] ?")
_BETWEEN_HAN = re.compile(r"(?:的|省|\s)?")
_LOOK_BACK = 24
# The rows of the tables are read again for every question about a city, some milliseconds each.
_REMEMBERED_TEXTS = 4096
_LIKE_FOLD = {ord("’"): "'", ord("‘"): "'", ord("·"): "", ord("・"): ""}
_HAN_TEXT = re.compile(r"[^\u3400-\u4dbf\u4e00-\u9fff]+")
# A list of cities goes on: Vancouver, Washington and Lyon.
_GOES_ON = re.compile(r"\s*(?:[,、&]|(?:and|or)\b)")
_WORD = re.compile(r"[^\W\d_\u3400-\u4dbf\u4e00-\u9fff]+")


class Gazetteer:
    """Finds places and organisations in text, in any spelling.

    Build one with ``build_gazetteer``. The dictionary behind it is read on first use.
    """

    def __init__(self, table: NameTable, own_text: Callable[[], str] = str) -> None:
        """Keep the table; the index of misspellings is built when first needed.

        What stands in ``own_text``, the titles of an office's papers, is no misspelling, nor is its Pinyin.
        """
        self._table = table
        self._own_text = own_text
        self._found = functools.lru_cache(_REMEMBERED_TEXTS)(self._find)

    @functools.cached_property
    def _corrector(self) -> typos.Corrector:
        return typos.build_corrector(self._table, load_dictionary())

    @functools.cached_property
    def _own(self) -> str:
        return fold(self._own_text())

    def _is_own(self, name: str) -> bool:
        """Tell whether a name in letters stands in the titles of the office's papers, or is the Pinyin of one there."""
        return bool(re.search(rf"\b{re.escape(name)}\b", self._own)) or spelled_in(name, self._own)

    def get(self, place_id: str) -> Place | None:
        """Return the place of an id, or None."""
        if place_id.startswith(_UNIVERSITY):
            city = self._table.places.get(place_id.removeprefix(_UNIVERSITY))
            return university_of(city) if city else None
        return self._table.places.get(place_id)

    def lookup(self, name: str) -> Place | None:
        """Return the place that a name alone stands for (any spelling, 市 or "City of" allowed), or None."""
        folded = fold(name)
        known = self._table.han.get(folded) or self._table.latin.get(" ".join(words(folded)))
        if known:
            return known[0].place
        mentions = self.find(name)
        covered = mentions[0].end - mentions[0].start if mentions else 0
        return mentions[0].place if len(mentions) == 1 and covered == len(folded) else None

    def readings(self, name: str) -> tuple[Place, ...]:
        """Return every place that a name alone may stand for, the likeliest first; 市 and "City" may follow it."""
        folded = fold(name)
        for form in dict.fromkeys((folded, _NAME_SUFFIX.sub("", folded))):
            known = self._table.han.get(form) or self._table.latin.get(" ".join(words(form)))
            if known:
                return tuple(candidate.place for candidate in known)
        return ()

    def spelt_elsewhere(self, name: str) -> tuple[Place, ...]:
        """Return the cities that a name alone stands for in any other language, the most populous first."""
        return tuple(
            next(place for place in self.readings(usual) if place.is_city and place.country == iso)
            for usual, iso in spelt_elsewhere(name)
            if any(place.is_city and place.country == iso for place in self.readings(usual))
        )

    def names_of(self, place: Place) -> tuple[str, ...]:
        """Return every spelling of a place, folded."""
        if place.id.startswith(_UNIVERSITY):
            city = self._table.places.get(place.id.removeprefix(_UNIVERSITY))
            names = self.names_of(city) if city else ()
            return tuple(
                spelling
                for name in names
                for spelling in (
                    (f"university of {name}", f"{name} university") if name.isascii() else (f"{name}大学",)
                )
            )
        return tuple(dict.fromkeys([fold(place.zh), fold(place.en), *self._table.spellings.get(place.id, ())]))

    def find(self, text: str) -> list[Mention]:
        """Return the mentions in a text, left to right, without overlaps; the longest name wins.

        Doubtful names (a small town, a town called like an ordinary word) count only where the text makes them a
        place. Misspellings are corrected in short texts only (``typos.LONGEST_TEXT``), and only to curated and
        well-known names. Offsets are into ``fold(text)``.
        """
        return list(self._found(text))

    def _find(self, text: str) -> tuple[Mention, ...]:
        folded = fold(text)
        cased = _fold_keeping_capitals(text, folded)
        dictionary = load_dictionary()
        matches = han_matches(folded, self._table, dictionary) + latin_matches(folded, cased, self._table, dictionary)
        matches.sort(key=lambda match: match.start)
        mentions = self._settle(folded, cased, matches)
        if len(folded) <= typos.LONGEST_TEXT:
            mentions += self._corrections(folded, cased, mentions)
        return tuple(sorted(mentions, key=lambda mention: mention.start))

    def _settle(self, folded: str, cased: str, matches: list[Match]) -> list[Mention]:
        """Decide the doubtful matches and the place of ambiguous names by what stands around them."""
        mentions: list[Mention] = []
        any_sure = any(match.verdict is Verdict.SURE for match in matches)
        for index, match in enumerate(matches):
            before = matches[index - 1] if index else None
            after = matches[index + 1] if index + 1 < len(matches) else None
            start, end = match.start, match.end
            lead = folded[max(0, start - _LOOK_BACK) : start]
            opening, closing = _UNIVERSITY_OF.search(lead), _LATIN_UNIVERSITY.match(folded, end)
            if (opening or closing) and match.best.place.is_city:
                place = university_of(match.best.place)
                start -= len(opening.group()) if opening else 0
                end = closing.end() if closing else end
                mentions.append(Mention(place, start, end, folded[start:end]))
                continue
            if match.best.place.is_city and (closing := _HAN_UNIVERSITY.match(folded, end)):
                place = university_of(match.best.place)
                mentions.append(Mention(place, start, closing.end(), folded[start : closing.end()]))
                continue
            named = _in_named_country(folded, match, before, after)
            suffix = _SUFFIX.match(folded, end) if match.best.place.is_city else None
            opening = _CITY_OF.search(lead)
            place = named.place if named else match.best.place
            if named is None and _is_elsewhere(match, before):
                continue
            sure = match.verdict is Verdict.SURE or named is not None
            if not sure and match.best.trust is not Trust.SMALL and (suffix or opening):
                sure = True
            famous = _is_famous(match, cased)
            if not sure and (match.best.trust is Trust.CURATED or famous):
                sure = _reads_as_place(folded, match, before, after, any_sure=any_sure or famous)
            sure = sure or _is_asked_of(folded, cased, match, any_sure=any_sure)
            if sure:
                if suffix:
                    end = suffix.end()
                mentions.append(Mention(place, start, end, folded[start:end]))
        return _without_overlaps(mentions)

    def _corrections(self, folded: str, cased: str, mentions: list[Mention]) -> list[Mention]:
        free = _free_stretches(folded, mentions)
        found: list[Mention] = []
        for start, end in free:
            for piece_start, piece_end in _han_stretches(folded, start, end):
                found += [
                    _corrected(candidate, left, right, folded)
                    for left, right, candidate in self._corrector.han_names(folded, piece_start, piece_end)
                    if folded[left:right] not in self._own
                ]
            found += self._latin_corrections(folded, cased, start, end)
        return found

    def _latin_corrections(self, folded: str, cased: str, start: int, end: int) -> list[Mention]:
        english = load_dictionary().english
        tokens = [match for match in _WORD.finditer(folded, start, end) if match.group().isascii()]
        found: list[Mention] = []
        index = 0
        while index < len(tokens):
            for length in (3, 2, 1):
                piece = tokens[index : index + length]
                left, right = piece[0].start(), piece[-1].end()
                name = folded[left:right]
                unknown = [token for token in piece if token.group() not in english]
                spaced = " ".join(token.group() for token in piece) == name
                if len(piece) < length or not spaced or not unknown or name in self._table.latin:
                    continue
                if length > 1 and any(token.group() in english and cased[token.start()].islower() for token in piece):
                    continue
                candidate = self._corrector.latin_name(name)
                if candidate is not None:
                    if not self._is_own(name):
                        found.append(_corrected(candidate, left, right, folded))
                    index += length
                    break
            else:
                index += 1
        return found


def university_of(city: Place) -> Place:
    """Return the university named after a city: an organisation, never the city itself."""
    return Place(
        f"{_UNIVERSITY}{city.id}",
        PlaceKind.ORGANISATION,
        f"{city.zh}大学",
        f"University of {city.en}",
        city.country,
        city.continent,
    )


def build_gazetteer(records: Iterable[Agreement] = (), own_text: Callable[[], str] = str) -> Gazetteer:
    """Build a gazetteer; the places of the records come before all others of the same name (about one second).

    ``own_text`` returns text in which no name is misspelt.
    """
    return Gazetteer(build_table(tuple(records)), own_text)


def _corrected(candidate: Candidate, start: int, end: int, folded: str) -> Mention:
    return Mention(candidate.place, start, end, folded[start:end], exact=False)


def _fold_keeping_capitals(text: str, folded: str) -> str:
    """Return ``fold(text)`` before lower-casing, or ``folded`` itself where the two do not align."""
    cased = strip_accents(unicodedata.normalize("NFKC", text))
    if len(cased) == len(text) and cased.lower() == folded:
        return cased
    cased = to_simplified(cased).translate(_LIKE_FOLD)
    cased = " ".join(cased.split())
    return cased if len(cased) == len(folded) else folded


def _in_named_country(folded: str, match: Match, before: Match | None, after: Match | None) -> Candidate | None:
    """Return the reading that lies in the country named beside it: "Valencia, Venezuela", 日本福冈."""
    if not match.best.place.is_city:
        return None
    neighbours = []
    if after is not None:
        neighbours.append((after, folded[match.end : after.start], _COMMA))
    if before is not None:
        neighbours.append((before, folded[before.end : match.start], _BETWEEN_HAN))
    for other, gap, pattern in neighbours:
        if not pattern.fullmatch(gap):
            continue
        named_after = other is after and "、" not in gap
        land = other.best.place if _is_sure_land(other) else _province(other, folded) if named_after else None
        for candidate in match.candidates:
            if land is not None and candidate.place.country == land.country:
                return candidate
    return None


def _province(match: Match, folded: str) -> Place | None:
    """Return the province that a city is called after, where it stands behind another city and no list goes on."""
    if _GOES_ON.match(folded, match.end):
        return None
    readings = (candidate.place for candidate in match.candidates)
    return next((place for place in readings if place.kind is PlaceKind.PROVINCE), None)


def _is_sure_land(match: Match) -> bool:
    return match.verdict is Verdict.SURE and match.best.place.kind in (PlaceKind.COUNTRY, PlaceKind.PROVINCE)


def _is_elsewhere(match: Match, before: Match | None) -> bool:
    """Tell whether a country where the city does not lie stands right before it, as in 尼泊尔比绍 (a person)."""
    return (
        before is not None
        and before.end == match.start
        and before.best.place.kind is PlaceKind.COUNTRY
        and _is_sure_land(before)
        and match.best.trust is not Trust.CURATED
        and match.best.place.is_city
    )


def _is_famous(match: Match, cased: str) -> bool:
    """Tell whether a well-known city with a word for a name (Lima, Cologne) is written as a name."""
    return match.best.trust is Trust.WELL_KNOWN and match.best.usual and cased[match.start].isupper()


def _is_asked_of(folded: str, cased: str, match: Match, *, any_sure: bool) -> bool:
    """Tell whether a question is asked of a town whose name is also a word or a person's (Nice, 海防)."""
    if len(folded) > typos.LONGEST_TEXT or match.best.trust < Trust.TOWN or not match.best.usual:
        return False
    if is_han(match.best.place.zh) and is_han(folded[match.start]):
        return bool(_BEFORE_HAN.search(folded, 0, match.start) and _AFTER_HAN.match(folded, match.end))
    named = cased[match.start].isupper() and not _NAME_GOES_ON.match(cased, match.end)
    lead = folded[max(0, match.start - _LOOK_BACK) : match.start]
    return named and bool(_FOLLOWING.match(folded, match.end) or (any_sure and _LEADING.search(lead)))


def _reads_as_place(folded: str, match: Match, before: Match | None, after: Match | None, *, any_sure: bool) -> bool:
    joined = (
        before is not None
        and before.verdict is Verdict.SURE
        and _JOIN.fullmatch(folded[before.end : match.start]) is not None
    ) or (
        after is not None
        and after.verdict is Verdict.SURE
        and _JOIN.fullmatch(folded[match.end : after.start]) is not None
    )
    if any_sure and _FOLLOWING.match(folded, match.end):
        return True
    return joined or (any_sure and _LEADING.search(folded[max(0, match.start - _LOOK_BACK) : match.start]) is not None)


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start <= kept[-1].end - kept[-1].start:
                continue
            kept.pop()
        kept.append(mention)
    return kept


def _free_stretches(folded: str, mentions: list[Mention]) -> list[tuple[int, int]]:
    edges = [0, *(edge for mention in mentions for edge in (mention.start, mention.end)), len(folded)]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _han_stretches(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    edges = [start]
    for gap in _HAN_TEXT.finditer(folded, start, end):
        edges += [gap.start(), gap.end()]
    edges.append(end)
    return [(left, right) for left, right in zip(edges[::2], edges[1::2], strict=True) if right - left > 1]
