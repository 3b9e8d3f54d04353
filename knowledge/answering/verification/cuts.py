"""Where the clauses of a sentence part."""

import re
from collections.abc import Sequence

from knowledge.answering.verification.units import NAMES, Unit
from knowledge.text.language import HAN

_STOP = re.compile(r"[;:!?()。,]|\.(?=\s|$)|(?<=\s)[-–—](?=\s)|——|—(?=\w)")
# What opens a clause wherever it stands, and what does so where both sides have a value or a verb.
_OPENS = re.compile(
    r"\b(?:but|while|whereas|although|though|except|apart from|other than|if|when|of which)\b|"
    r"但是?|而是|而(?!且)|并且?(?!列)|并(?=[与向对])|除了?|如果|若(?!干)|其中"
)
_JOINS = re.compile(
    r"\band\b|\bagainst\b|\bto\b|\bfrom\b|\bthen\b|和|及|以及|、|增至|减至|(?:增加?|减少?|上升|下降|降低?|提高|扩大|升|增长|缩小|缩减|扩展)(?:至|到|为)(?=\d|[一二两三四五六七八九十])"
)
_AFTER_VERB = re.compile(r"(?:之?[后前](?!往|来|者|期|方)|以[后前]|时(?!间|候|期))(?=[^,;。)之])")
_ITS_NUMBER = re.compile(r" (?:[a-z]+ )?\d")
_VALUES = frozenset(("number", "time", "period"))


def cuts_of(folded: str, units: Sequence[Unit]) -> list[int]:  # noqa: C901 - one loop a kind of cut
    """Return where each clause of a folded sentence begins, and the end of the last."""
    solid = [(unit.start, unit.end) for unit in units]
    cuts = {0, len(folded)}
    for match in _STOP.finditer(folded):
        if _binds(folded, match, units):
            continue
        if not any(start <= match.start() < end for start, end in solid):
            cuts.add(match.end())
    for match in _OPENS.finditer(folded):
        if not any(start < match.start() < end for start, end in solid):
            cuts.add(match.start())
    for unit in units:
        after_verb = _AFTER_VERB.match(folded, unit.end) if unit.kind == "verb" else None
        if after_verb:
            cuts.add(after_verb.end())
    for match in _JOINS.finditer(folded):
        at = match.start()
        if any(start <= at < end and end - start > len(match.group()) for start, end in solid):
            continue
        left, right = max(cut for cut in cuts if cut <= at), min(cut for cut in cuts if cut > at)
        ahead = [unit for unit in units if left <= unit.start and unit.end <= at]
        after = [unit for unit in units if match.end() <= unit.start and unit.end <= right]
        if ahead and after and _parts(folded, match, ahead, after):
            cuts.add(at)
    return sorted(cuts)


def _parts(folded: str, match: re.Match[str], ahead: Sequence[Unit], after: Sequence[Unit]) -> bool:
    """Tell whether a word that joins stands between two clauses."""
    word, at = match.group(), match.start()
    before, kinds = {unit.kind for unit in ahead}, {unit.kind for unit in after}
    if word in {"to", "from"}:
        next_to = not folded[match.end() : after[0].start].strip()
        return next_to and after[0].kind in {"number", "time"} and not folded[:at].endswith("apart ")
    if "verb" not in before and "verb" in kinds and word != "、" and not re.search(r"\d", folded[max(0, at - 6) : at]):
        return False  # the first three women and the first three men receive
    valued = before & _VALUES and kinds & _VALUES and _parts_values(folded, ahead[-1], after[0], match.span())
    if valued or word != "and":
        return bool(valued)
    again = re.search(r"\band\b", folded[match.end() : after[-1].end])
    until = match.end() + again.start() if again else after[-1].end
    acts = any(unit.kind == "verb" and unit.start < until for unit in after)
    return "verb" in before and acts


def _binds(folded: str, stop: re.Match[str], units: Sequence[Unit]) -> bool:
    """Tell whether a stop parts no clauses: between names, after a date that opens, around a name in brackets."""
    sign, at = stop.group(), stop.start()
    before = [unit for unit in units if unit.end <= at]
    after = [unit for unit in units if unit.start >= stop.end()]
    if sign == "," and after and not HAN.search(folded):
        opening, closing = (
            _last_stop(folded, at),
            next((m.start() for m in _STOP.finditer(folded, stop.end())), len(folded)),
        )
        nearest = [unit for unit in units if stop.end() <= unit.start < closing]
        here = [unit for unit in units if opening <= unit.start < at]
        if closing < len(folded) - 1 and any(_is_apposed(one, folded) for one in (nearest, here) if one):
            return True
    if sign == "," and before and after:
        if before[-1].kind == after[0].kind == "place":
            return not folded[before[-1].end : at].strip() and not folded[stop.end() : after[0].start].strip()
        opening = folded.rfind("。", 0, at) + 1
        here = [unit for unit in before if unit.start >= max(opening, _last_stop(folded, at))]
        return bool(here) and all(unit.kind in {"time", "season"} for unit in here)
    if sign in "()":
        opening, closing = (at, folded.find(")", at)) if sign == "(" else (folded.rfind("(", 0, at), at)
        inside = [unit for unit in units if opening < unit.start < closing]
        return all(unit.kind == "place" for unit in inside)
    return False


def _is_apposed(units: Sequence[Unit], folded: str) -> bool:
    """Tell whether what stands between two commas is but a name: the head of the delegation, Eva Moser, invited."""
    return all(unit.kind in NAMES for unit in units) and folded[units[0].start - 2 : units[0].start] == ", "


def _last_stop(folded: str, at: int) -> int:
    return max((match.end() for match in _STOP.finditer(folded, 0, at)), default=0)


def _parts_values(folded: str, last: Unit, following: Unit, span: tuple[int, int]) -> bool:
    """Tell whether a word that joins parts two values with what they count, and no list of names or of dates."""
    if "between" in folded[max(0, last.start - 20) : last.start]:
        return False
    if last.kind == following.kind and last.kind in {"time", "place", "period", "season"}:
        return bool(folded[last.end : span[0]].strip()) or (
            folded[span[1] : following.start].strip() not in {"", "in", "on"}
        )
    if last.kind in _VALUES or following.kind in _VALUES:
        return True
    return following.kind in NAMES and bool(_ITS_NUMBER.match(folded, following.end))
