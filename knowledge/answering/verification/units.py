"""What stands in a sentence: its places, times, numbers, periods and words."""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification import sense
from knowledge.answering.verification.values import Value
from knowledge.language.rates import find_rates
from knowledge.names import Mention
from knowledge.text.words import segment

NAMES = ("place", "noun")
_SEASON = re.compile(
    r"[春夏秋冬](?=季|天|$|[,。;])|\b(?:spring|summer|autumn|fall(?= of)|winter)\b|[上下]半年|(?:周|星期|礼拜)[一二三四五六日末天](?!期)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
)
_SEASONS = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter", "fall": "autumn"}
_RANK = re.compile(r"[特一二三四五优]等奖?")
CLOCK = re.compile(
    r"\b(?P<h1>\d{1,2})(?:[:.](?P<m1>\d\d))? ?(?P<half>[ap])\.?m\b\.?|(?<![\d:])(?P<h2>\d{1,2}):(?P<m2>\d\d)(?![\d:])|"
    r"(?P<part>上午|下午|晚上|早上|中午)?(?P<h3>\d{1,2})[点时](?:(?P<m3>\d{1,2})分|(?P<half_past>半))?(?!间|候|装)"
)
_NOON = 12
_LIMIT = re.compile(
    r"至少|最少|最多|至多|不少于|不得?超过|(?<=[\d年月日])(?:开始|起)|\b(?:younger|older|more|less|fewer|later|earlier) than(?= \d)|\bor (?:older|over|younger|under|above|more|less|fewer|later|earlier)\b|\bf(?:ell|alls?) (?:into|on)\b|\bat (?:first|least|most|last)\b"
)
_OFTEN = re.compile(r"\b(?:once|twice|thrice)\b(?! (?:the|it|they|he|she|\w+ed)\b)")
_COUNTED = re.compile(
    r"\s?(?:km|m|kg|miles?|yuan|dollars?|euros?|pounds?|yen|%)(?![a-z])|[册棵株辆台套只幅件把盏艘架尊]|[批人名位车架]次|标箱|teu\b|人民币|[美欧日]元|英镑|元|平方米|公里|公顷|亩|吨|米|岁"
)
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*|[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+")
DENIES = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|nobody|nothing|hardly|unable|unless|except|apart from|other than|free)\b|n't\b|\bfail(?:s|ed)? to\b|\black(?:s|ed|ing)?\b|\brefuse[sd]?\b|\bleav(?:es?|ing) (?:\w+ )?out\b|\bexclud(?:es?|ed|ing)\b|"
    r"(?<![并])不(?!来梅|列颠|仅|只|但|断|少|同|久|超|足|到|低于|多于|限|论|管|过|得超|等|满)|不(?=超员)|没有?|未|免(?!除了)|无(?!锡|论|线|人机|偿献)|从未|(?<![南东西北中])非(?!洲|常|物|政府|遗)|勿|禁止|严禁|除(?!夕|了?.{0,12}还)|拒绝"
)
NOUN_BEFORE = re.compile(
    r"(?:\b(?:the|an?|of|in|for|on|with|by|from|at|his|her|their|its|our|this|that|these|those|each|every|no|per|any|some|more|all|first|second|third|partner|\w+ing|\w+al|\w+ic)|[\wX]'s|s'|\d)\s*-?$"
)
ZH_ROLE = {
    "由": "by",
    "被": "by",
    "向": "to",
    "对": "to",
    "给": "to",
    "为": "to",
    "赴": "to",
    "至": "to",
    "到": "to",
    "从": "from",
    "自": "from",
    "来自": "from",
    "在": "in",
}
_SUFFIXES = frozenset("额量费率值价票证")


@dataclasses.dataclass(frozen=True, slots=True)
class Unit:
    """What stands in a clause: a place, time, number, period, noun or verb; ``role`` is what leads to it (subj, obj, from, by …)."""

    kind: str
    key: str
    start: int
    end: int
    word: str
    role: str = ""
    raw: str = ""
    value: Value | None = None


def units_in(folded: str, mentions: Sequence[Mention], values: Sequence[Value]) -> list[Unit]:
    """Return what stands in a sentence; of two readings of one place the first counts."""
    named = (Unit("place", one.place.id, one.start, one.end, one.text) for one in mentions)
    found: list[Unit] = []
    taken = bytearray(len(folded) + 1)
    for unit in (*_patterned(folded), *named, *_valued(folded, values), *_seasons(folded)):
        if not any(taken[unit.start : unit.end]):
            taken[unit.start : unit.end] = b"\1" * (unit.end - unit.start)
            found.append(unit)
    plain = "".join("X" if taken[index] else char for index, char in enumerate(folded))
    for match in _WORD.finditer(plain):
        found += _words(match.group(), match.start(), plain)
    return sorted((unit for unit in found if unit.kind), key=lambda unit: unit.start)


def _patterned(folded: str) -> Iterator[Unit]:
    """Yield periods, times of the day and ranks; with no kind what only bounds a number."""
    for rate in find_rates(folded):
        yield Unit("period", f"{rate.many}{rate.of}", rate.start, rate.end, folded[rate.start : rate.end])
    yield from (_unit("clock", clock_key(match), match) for match in CLOCK.finditer(folded))
    yield from (_unit("", "", match) for match in _LIMIT.finditer(folded))
    yield from (_unit("period", match.group(), match) for match in _OFTEN.finditer(folded))
    yield from (_unit("rank", match.group().removesuffix("奖"), match) for match in _RANK.finditer(folded))


def _unit(kind: str, key: str, match: re.Match[str]) -> Unit:
    return Unit(kind, key, match.start(), match.end(), match.group())


def _seasons(folded: str) -> Iterator[Unit]:
    for match in _SEASON.finditer(folded):
        day = match.group().replace("星期", "周").replace("礼拜", "周").replace("周天", "周日").removesuffix("s")
        yield _unit("season", _SEASONS.get(match.group(), day), match)


def _valued(folded: str, values: Sequence[Value]) -> Iterator[Unit]:
    """Yield numbers, with the unit that follows as their key, and dates."""
    for value in values:
        word = folded[value.start : value.end]
        if value.number is None:
            yield Unit("time", "", value.start, value.end, word, value=value)
        elif value.number.certain:
            after = folded[value.end :].lstrip(" -")
            begin = len(folded) - len(after)
            counted = _COUNTED.match(folded, value.end)
            end = begin + len(value.number.unit) if value.number.unit and after.startswith(value.number.unit) else 0
            end = max(value.end, end, counted.end() if counted else 0)
            key = folded[value.end : end].strip(" -多余几")
            yield Unit("number", key, value.start, end, word, value=value)


def _words(run: str, offset: int, text: str) -> Iterator[Unit]:
    if run.isascii():
        for match in re.finditer(r"[a-z0-9]+(?:'[a-z]+)?", run):
            word = match.group().removesuffix("'s").removesuffix("n't")
            land = sense.land_of(word)
            if land:
                yield Unit("place", land, offset + match.start(), offset + match.end(), word)
            elif len(word) > 1 and sense.is_content(word) and not word.isdigit() and not DENIES.fullmatch(word):
                key, start = sense.lemma(word), offset + match.start()
                noun = NOUN_BEFORE.search(text[max(0, start - 14) : start])
                kind = "verb" if sense.is_verb(key, word) and not noun else "noun"
                yield Unit(kind, key, start, offset + match.end(), word)
        return
    at = 0
    for whole in _with_suffixes(segment(run)):
        at = run.find(whole, at)
        word = whole
        if len(whole) > 1 and whole[0] in "不没未可" and not sense.is_modal(whole):
            word = whole[1:]
        at += len(whole) - len(word)
        if word not in ZH_ROLE and sense.is_content(word) and not DENIES.fullmatch(word):
            kind = "verb" if sense.is_verb(word, word) else "noun"
            yield Unit(kind, word, offset + at, offset + at + len(word), word)
        at += len(word)


def clock_key(match: re.Match[str]) -> str:
    """Return a time of the day in one form: 9:00 for 上午9时 and 9 a.m., 21:30 for 晚上9点半."""
    parts = match.groupdict()
    hour = int(parts["h1"] or parts["h2"] or parts["h3"])
    minute = int(parts["m1"] or parts["m2"] or parts["m3"] or (30 if parts["half_past"] else 0))
    later = parts["half"] == "p" or parts["part"] in {"下午", "晚上"}
    return f"{hour + 12 if later and hour < _NOON else hour}:{minute:02}"


def _with_suffixes(words: list[str]) -> list[str]:
    """Join what the dictionary leaves apart: 进口额, 报名费."""
    joined: list[str] = []
    for word in words:
        if joined and len(joined[-1]) > 1 and word in _SUFFIXES and not joined[-1].isascii():
            joined[-1] += word
        else:
            joined.append(word)
    return joined
