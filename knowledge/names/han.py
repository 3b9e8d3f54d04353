"""Find Chinese names in folded text: the longest that is no ordinary word and no part of one."""

import re

from knowledge.names.dictionary import Dictionary
from knowledge.names.match import Match, Verdict
from knowledge.names.place import PlaceKind
from knowledge.names.table import Candidate, NameTable, Trust

_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# 市 ends a city's name, but not in 市长, 市场, 市民, 市区, 市容, 市内.
_HAN_SUFFIX = re.compile(r"(?:广域市|特别市|市(?![长场民区容内面值郊])|省|县|郡)")
# Words of this field that are also towns.
_FIELD_WORDS = frozenset({"双城", "新城", "古城", "花城", "山城", "老城", "三城", "东城", "西城", "友城", "名城"})
# 来昆 is "to Kunming", unless another word begins at 昆.
_ABBREVIATION = re.compile(r"[来在访驻赴抵离][穗昆杭]")
_TINY = 3
_SHORT = 2


def han_matches(text: str, table: NameTable, dictionary: Dictionary) -> list[Match]:
    """Return the Chinese names in a folded text: longest first at each place, without overlaps."""
    found: list[Match] = []
    for run in _HAN_RUN.finditer(text):
        position = run.start()
        while position < run.end() - 1:
            match = _han_at(text, position, table, dictionary)
            if match is not None and match.verdict is Verdict.DOUBTFUL:
                inner = (_han_at(text, later, table, dictionary) for later in range(position + 1, match.core_end))
                if any(other is not None and other.verdict is Verdict.SURE for other in inner):
                    match = None  # 和光 is a town, but 广州和光州 is not about it
            if match is None:
                position += 1
            else:
                found.append(match)
                position = match.end
    return found


def _han_at(text: str, start: int, table: NameTable, dictionary: Dictionary) -> Match | None:
    for length in table.han_lengths.get(text[start : start + 2], ()):
        name = text[start : start + length]
        candidates = table.han.get(name)
        if candidates is None or len(name) < length:
            continue
        end = start + length
        best = candidates[0]
        suffix = _HAN_SUFFIX.match(text, end) if best.place.is_city and not name.endswith("市") else None
        verdict = _judge_han(text, start, end, best, dictionary)
        if verdict is Verdict.DOUBTFUL and suffix and not dictionary.breaks(text, start, end):
            verdict = Verdict.SURE
        if verdict is Verdict.NO:
            continue
        return Match(start, suffix.end() if suffix else end, end, candidates, verdict)
    return None


def _judge_han(text: str, start: int, end: int, best: Candidate, dictionary: Dictionary) -> Verdict:
    name = text[start:end]
    if _ABBREVIATION.fullmatch(name):
        longer = any(text[start + 1 : start + 1 + size] in dictionary.glosses for size in (2, 3, 4))
        return Verdict.NO if longer else Verdict.SURE
    if text[end : end + 1] == "洋":  # 印度洋
        return Verdict.NO
    if best.place.kind is PlaceKind.CITY and len(name) <= _TINY and dictionary.covers(text, start, end, best.place.en):
        return Verdict.NO
    famous = best.trust >= Trust.WELL_KNOWN or len(name) > _SHORT
    if best.trust is Trust.CURATED:
        sure = True
    elif name in _FIELD_WORDS or dictionary.is_person(name):
        sure = False
    elif dictionary.is_ordinary(name):
        sure = famous and dictionary.names(name, best.place.en)
    else:
        known = famous or (name in dictionary.glosses and best.trust is not Trust.SMALL)
        sure = known and (
            len(name) > _SHORT or not dictionary.breaks(text, start, end, left_only=best.trust is Trust.WELL_KNOWN)
        )
    return Verdict.SURE if sure else Verdict.DOUBTFUL
