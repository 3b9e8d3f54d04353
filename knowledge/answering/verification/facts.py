"""Read a sentence as facts: its clauses, each with what stands in it, in which role, denied or not, planned or not."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING

from knowledge.answering.verification import sense
from knowledge.answering.verification.plans import is_planned
from knowledge.text.language import HAN
from knowledge.text.words import segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.answering.verification.bindings import Value
    from knowledge.names import Mention

_STOP = re.compile(r"[;:!?()。,]|\.(?=\s|$)|(?<=\s)[-–—](?=\s)|——|—(?=\w)")
# What opens a clause wherever it stands, and what does so where both sides have a value or a verb.
_OPENS = re.compile(
    r"\b(?:but|while|whereas|although|though|except|apart from|other than|if|when|of which)\b|"
    r"但是?|而是|而(?!且)|并且?(?!列)|并(?=[与向对])|除了?|如果|若(?!干)|其中"
)
_JOINS = re.compile(
    r"\band\b|\bagainst\b|\bto\b|\bfrom\b|\bthen\b|和|及|以及|、|增至|减至|(?:增加?|减少?|上升|下降|降低?|提高|扩大|升|增长|缩小|缩减|扩展)(?:至|到|为)(?=\d|[一二两三四五六七八九十])"
)
_EACH = re.compile(
    r"每(?P<zn>[一两二三四五六七八九十半]|\d+)?个?(?P<zu>学年|年|季度|月|周(?!(?:[一二三四五六]|[日末])(?![班次个场名趟节天届期]))|星期(?![一二三四五六日天])|天|日|小时|学期|分钟|期|届|户|人|班|件|名|校|队)|(?<![上前同近这第头后])一(?P<za>天|年|周|月|季|小时|户|期)(?=[^之个段]|\d|[一二两三四五六七八九十]|有)|"
    r"\b(?:(?<![.,;] )(?<!^)an?(?= \w+s?(?:[.,;:)]|$| (?:in|on|from|and|but|for|to|at|by|since|until|with|or|during|between)\b))|per|each|every)(?: (?P<en>two|three|four|five|six|other|second|third|\d+))? (?P<eu>day|week|month|quarter|year|term|hour|minute|season|semester)s?\b|"
    r"\b(?P<ea>daily|weekly|monthly|quarterly|yearly|annual|annually|hourly|biennial)\b|(?<!\d)(?P<zn2>[两二三四五六十]|\d{1,2})(?P<zb>年)(?=[^,;。\d]{0,3}一[届次]|一度|一届)"
)
_PERIODS = {
    "学年": "year", "年": "year", "季度": "quarter", "季": "quarter", "月": "month", "周": "week", "星期": "week", "天": "day", "日": "day",
    "小时": "hour", "学期": "term", "分钟": "minute", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "yearly": "year", "annual": "year", "annually": "year", "hourly": "hour", "biennial": "year", "semester": "term",
}  # fmt: skip
_SEASON = re.compile(
    r"[春夏秋冬](?=季|天|$|[,。;])|\b(?:spring|summer|autumn|fall(?= of)|winter)\b|[上下]半年|(?:周|星期|礼拜)[一二三四五六日末天](?!期)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
)
_DENIES = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|nobody|nothing|hardly|unable|unless|except|apart from|other than|free)\b|n't\b|\bfail(?:s|ed)? to\b|\bexclud(?:es?|ed|ing)\b|"
    r"(?<![并])不(?!来梅|列颠|仅|只|但|断|少|同|久|超|足|到|低于|多于|限|论|管|过|得超|等|满)|不(?=超员)|没有?|未|免(?!除了)|无(?!锡|论|线|人机|偿献)|从未|(?<![南东西北中])非(?!洲|常|物|政府|遗)|勿|禁止|严禁|除(?!夕|了?.{0,12}还)|拒绝"
)
_NOT_DENIED = re.compile(
    r"\bno\.? ?\d|\bnot only\b|\bno (?:fewer|less|more|later|earlier) than\b|\bnot more than\b|不得不|无不|不可不|不得(?:超过|少于|低于|多于)|不超过"
)
_RANK = re.compile(r"[特一二三四五优]等奖?")
_AFTER_VERB = re.compile(r"(?:之?[后前](?!往|来|者|期|方)|以[后前]|时(?!间|候|期))(?=[^,;。)之])")
_NOUN_BEFORE = re.compile(
    r"(?:\b(?:the|an?|of|in|for|on|with|by|from|at|his|her|their|its|our|this|that|these|those|each|every|no|per|any|some|more|all|first|second|third|partner|\w+ing|\w+al|\w+ic)|[\wX]'s|s'|\d)\s*-?$"
)
_NOUN_PHRASE = re.compile(r"\b(?:the|an?|its|their|his|her) [a-z-]*[a-rt-z] $")
_COUNTED = re.compile(
    r"\s?(?:km|m|kg|miles?|yuan|dollars?|euros?|pounds?|yen|%)(?![a-z])|[册棵株辆台套只幅件把盏艘架尊]|[批人名位车架]次|标箱|teu\b|人民币|[美欧日]元|英镑|元|平方米|公里|公顷|亩|吨|米|岁"
)
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*|[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+")
_ZH_ROLE = {
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
_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|gets?|got)(?: (?:not|also|all|both|first|\w+ly))? (?:\w+ed|\w+en|paid|held|built|sent|led|taught|sold|given|won|met|made|run|set|found\w*|sung|kept)\b"
)
_VALUES = frozenset(("number", "time", "period"))
_LEADS = re.compile(
    r"\b(?:from|to|by|of|in|at|for|with|on|into|between|among|against|under|before|after|than|until|since)\b"
)
_AUXILIARY = re.compile(r" (?:is|are|was|were|has|have|had|will|may|can|must|does|did|do|would|should)\b")
_LED_PLACE = re.compile(r"\b(?:in|from|at|for|to|with|of) (?:the )?$")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|does|did)\b|[是有为]")
_PART_OF = re.compile(r"其中|中有|当中|\bof (?:which|them|these|those)\b")
CLOCK = re.compile(
    r"\b(?P<h1>\d{1,2})(?:[:.](?P<m1>\d\d))? ?(?P<half>[ap])\.?m\b\.?|(?<![\d:])(?P<h2>\d{1,2}):(?P<m2>\d\d)(?![\d:])|"
    r"(?P<part>上午|下午|晚上|早上|中午)?(?P<h3>\d{1,2})[点时](?:(?P<m3>\d{1,2})分|(?P<half_past>半))?(?!间|候|装)"
)
_LIMIT = re.compile(
    r"至少|最少|最多|至多|不少于|不得?超过|(?<=[\d年月日])(?:开始|起)|\b(?:younger|older|more|less|fewer|later|earlier) than(?= \d)|\bor (?:older|over|younger|under|above|more|less|fewer|later|earlier)\b|\bf(?:ell|alls?) (?:into|on)\b|\bat (?:first|least|most|last)\b"
)
_OFTEN = re.compile(r"\b(?:once|twice|thrice)\b(?! (?:the|it|they|he|she|\w+ed)\b)")
_CLEFT = re.compile(r"是[^是]+的[。,;]?$")
_GOES_ON = re.compile(r"\s*(?:、|和|及|and\b)")
_WITH = re.compile(r"[与同跟]")
_ITS_NUMBER = re.compile(r" (?:[a-z]+ )?\d")
_PART_OF_NAME = re.compile(
    r"(?:与合作)?(?:协会|中心|基金会|研究所|学院|大学|委员会|论坛|计划|项目|协议|备忘录|班|营|周|节|人员|工作|活动|赛)"
)
_AMONG = re.compile(r"[\u3400-\u9fff]{0,4}[之当]?中(?!国|文|心|学|午)")
_PRONOUN = re.compile(
    r"\b(?:the|this|that|which|each|every|any|no|an?other|first|second|third|last|\w+er|\w+est|new|old)[ -]$"
)
_BY = re.compile(r"(?<![自理缘因])[由被](?!于)")
_NAMES = ("place", "noun")


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


@dataclasses.dataclass(frozen=True, slots=True)
class Fact:
    """One clause; ``denials`` counts the words that deny, ``alone`` tells that it has a verb of its own."""

    start: int
    text: str
    units: tuple[Unit, ...]
    denials: int
    planned: bool
    has_verb: bool
    finite: bool
    part_of: bool
    passive: bool


def read_facts(folded: str, mentions: Sequence[Mention], values: Sequence[Value]) -> tuple[Fact, ...]:
    """Return the clauses of a folded sentence, left to right."""
    units = _units(folded, mentions, values)
    found: list[Fact] = []
    cuts = _cuts(folded, units)
    for start, end in itertools.pairwise(cuts):
        inside = [unit for unit in units if start <= unit.start < end]
        if not inside and not _DENIES.search(folded[start:end]):
            continue
        text = folded[start:end]
        plain = _NOT_DENIED.sub(lambda match: " " * len(match.group()), text)
        inside = _with_a_verb(text, start, inside)
        has_verb = any(unit.kind == "verb" for unit in inside)
        roled = _as_in_list(list(_with_roles(text, start, inside)), text, found[-1] if found else None)
        denials = len(_DENIES.findall(plain))
        part_of = bool(_PART_OF.search(text))
        finite = has_verb or bool(_FINITE.search(text))
        found.append(
            Fact(
                start,
                text,
                tuple(roled),
                denials,
                is_planned(text),
                has_verb,
                finite,
                part_of,
                bool(_PASSIVE.search(text) or _BY.search(text)),
            )
        )
    return tuple(found)


def _with_a_verb(text: str, start: int, units: list[Unit]) -> list[Unit]:
    """Take a word for the verb that may be one where a clause has no other: "teachers pair the pupils"."""
    if len(units) > 1 and units[0].kind == units[1].kind == "verb" and not HAN.search(text):
        units = [dataclasses.replace(units[0], kind="noun"), *units[1:]]  # work took four years
    if HAN.search(text) or _FINITE.search(text) or any(unit.kind == "verb" for unit in units):
        return units
    for index, unit in enumerate(units[1:], start=1):
        ahead = text[: unit.start - start]
        led = _NOUN_BEFORE.search(ahead) or (_NOUN_PHRASE.search(ahead) and not unit.word.endswith("s"))
        if (
            unit.kind == "noun"
            and not led
            and sense.may_be_verb(unit.key)
            and units[index - 1].kind in {*_NAMES, "time"}
        ):
            return [*units[:index], dataclasses.replace(unit, kind="verb"), *units[index + 1 :]]
    return units


def _units(folded: str, mentions: Sequence[Mention], values: Sequence[Value]) -> list[Unit]:
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
    for match in _EACH.finditer(folded):
        parts = match.groupdict()
        unit = parts["zu"] or parts["za"] or parts["zb"] or parts["eu"] or parts["ea"] or ""
        often = parts["zn"] or parts["zn2"] or parts["en"] or ("两" if parts["ea"] == "biennial" else "")
        yield _unit("period", f"{_MANY.get(often, often)}{_PERIODS.get(unit, unit)}", match)
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
        elif value.number.certain or (word == "one" and not _PRONOUN.search(folded[: value.start])):
            after = folded[value.end :].lstrip(" -")
            begin = len(folded) - len(after)
            counted = _COUNTED.match(folded, value.end)
            end = begin + len(value.number.unit) if value.number.unit and after.startswith(value.number.unit) else 0
            end = max(value.end, end, counted.end() if counted else 0)
            key = folded[value.end : end].strip(" -多余几")
            yield Unit("number", key, value.start, end, word, value=value)


_MANY = {"": "", "一": "", "1": "", "两": "2", "二": "2", "two": "2", "other": "2", "second": "2", "三": "3", "three": "3", "third": "3", "四": "4", "four": "4", "五": "5", "five": "5", "半": "half", "六": "6", "six": "6"}  # fmt: skip
_NOON = 12
# Words that say of something how it is, as a verb would.
_STATES = frozenset("open closed free available valid full empty".split())
_BEFORE_STATE = re.compile(r"\b(?:is|are|was|were|be|been|and|or|not|remains?|stays?) $")
_SUFFIXES = frozenset("额量费率值价票证")
_SEASONS = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter", "fall": "autumn"}


def _words(run: str, offset: int, text: str) -> Iterator[Unit]:
    if run.isascii():
        for match in re.finditer(r"[a-z0-9]+(?:'[a-z]+)?", run):
            word = match.group().removesuffix("'s").removesuffix("n't")
            land = sense.land_of(word)
            if land:
                yield Unit("place", land, offset + match.start(), offset + match.end(), word)
            elif len(word) > 1 and sense.is_content(word) and not word.isdigit() and not _DENIES.fullmatch(word):
                key, start = sense.lemma(word), offset + match.start()
                led = _NOUN_BEFORE.search(text[max(0, start - 14) : start])
                before = text[max(0, start - 24) : start]
                noun = (
                    led
                    or (not word.endswith(("s", "ed")) and _NOUN_PHRASE.search(before))
                    or _AUXILIARY.match(text, offset + match.end())
                )
                stated = word in _STATES and _BEFORE_STATE.search(text[max(0, start - 12) : start])
                kind = "verb" if stated or (sense.is_verb(key, word) and not noun) else "noun"
                yield Unit(kind, key, start, offset + match.end(), word)
        return
    at = 0
    for whole in _with_suffixes(segment(run)):
        at = run.find(whole, at)
        word = whole
        if len(whole) > 1 and whole[0] in "不没未可" and not sense.is_modal(whole):
            word = whole[1:]
        at += len(whole) - len(word)
        if word not in _ZH_ROLE and sense.is_content(word) and not _DENIES.fullmatch(word):
            kind = "verb" if sense.is_verb(word, word) and not _PART_OF_NAME.match(run, at + len(word)) else "noun"
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


def _cuts(folded: str, units: Sequence[Unit]) -> list[int]:  # noqa: C901 - one loop a kind of cut
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
    return ("verb" in before and acts) or _parts_places(folded, ahead, after)


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
    if sign == "," and after and _opens_list(folded, stop, units):
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


def _opens_list(folded: str, stop: re.Match[str], units: Sequence[Unit]) -> bool:
    """Tell whether a comma parts the first of several that do something: individuals, companies and parties are."""
    opening = _last_stop(folded, stop.start())
    closing = next((match.start() for match in _STOP.finditer(folded, stop.end())), len(folded))
    here = [unit for unit in units if opening <= unit.start < stop.start()]
    ahead = folded[stop.end() : closing]
    verb = re.search(r"\b(?:is|are|was|were|has|have|had|may|can|must|will|do|did)\b", ahead)
    named = any(unit.kind in _NAMES for unit in here) and all(unit.kind in {*_NAMES, "number"} for unit in here)
    led = _LEADS.match(folded[opening : stop.start()].lstrip(" 0123456789."))
    return named and not led and verb is not None and re.search(r"\b(?:and|or)\b", ahead[: verb.start()]) is not None


def _is_apposed(units: Sequence[Unit], folded: str) -> bool:
    """Tell whether what stands between two commas is but a name: the head of the delegation, Eva Moser, invited."""
    return all(unit.kind in _NAMES for unit in units) and folded[units[0].start - 2 : units[0].start] == ", "


def _last_stop(folded: str, at: int) -> int:
    return max((match.end() for match in _STOP.finditer(folded, 0, at)), default=0)


def _parts_places(folded: str, ahead: Sequence[Unit], after: Sequence[Unit]) -> bool:
    """Tell whether two things are said to be in two places: "translators stay in Cork and writers in Ningde"."""
    led = [unit for unit in after if unit.kind in _NAMES and _LED_PLACE.search(folded[: unit.start])]
    last = ahead[-1]
    placed = last.kind in _NAMES and _LED_PLACE.search(folded[: last.start])
    return bool(led and placed and after[0].kind == "noun")


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
    return following.kind in _NAMES and bool(_ITS_NUMBER.match(folded, following.end))


def _with_roles(text: str, start: int, units: Sequence[Unit]) -> Iterator[Unit]:  # noqa: C901, PLR0912 - one pass over what leads to what
    """Give each unit what leads to it, as it stands (``raw``) and as if whoever acts or gives were the subject."""
    chinese = HAN.search(text) is not None
    verbs = [unit for unit in units if unit.kind == "verb"]
    turns = bool(verbs and sense.role(verbs[0].key) == "get")
    cleft = chinese and _CLEFT.search(text)
    passive = bool(_PASSIVE.search(text)) if not chinese else bool(_BY.search(text) or cleft)
    found: list[Unit] = []
    current, position, acts = "subj", 0, False
    for index, unit in enumerate(units):
        gap = text[position : unit.start - start]
        marks = [char for char in gap if char in _ZH_ROLE] if chinese else _LEADS.findall(gap)
        if marks and marks[-1] == "for" and found and found[-1].kind == "verb":
            current = "obj"  # pays for, applies for
        elif marks:
            current = _ZH_ROLE[marks[-1]] if chinese else marks[-1]
        elif chinese and _WITH.search(gap) and current not in {"obj", "by"}:
            current = "with"
        if current == "with" and not acts and not text.lstrip().startswith("with "):
            current = "subj"
        elif cleft and "是" in gap:
            current = "by"
        elif current != "obj" and not acts and unit.kind != "verb" and _FINITE.search(gap):
            current = "obj"
        position = unit.end - start
        kind = unit.kind
        if kind == "verb" and acts and chinese:
            kind = "noun"  # 负责接机, 参加培训
        if (
            kind == "verb"
            and not acts
            and not chinese
            and not any(one.raw == "subj" for one in found if one.kind in _NAMES)
        ):
            last = next((at for at in range(len(found) - 1, -1, -1) if found[at].kind in _NAMES), None)
            if last is not None:  # under the memorandum Foshan will receive
                found[last] = dataclasses.replace(found[last], raw="subj")
        counted = not verbs and index and units[index - 1].kind == "number" and kind == "noun"
        found.append(dataclasses.replace(unit, kind=kind, raw="counted" if counted else current))
        if (
            chinese
            and unit.kind == "verb"
            and current == "obj"
            and len(found) > 1
            and not gap
            and "的" in text[position : position + 2]
        ):
            found[-2] = dataclasses.replace(found[-2], raw="subj", role="subj")  # 有11个友城赠送的雕塑
        if kind == "number" and chinese and _AMONG.match(text, position):
            found[-1] = dataclasses.replace(found[-1], raw="of")
        if kind == "time" and text.startswith(("以前", "之前"), position):
            found[-1] = dataclasses.replace(found[-1], raw="before")
        if kind == "verb":
            current, acts = "obj", True
        elif kind in {"time", "season", "period"} and current in {"in", "on", "at", "from", "to", "by"}:
            current = "obj" if acts else "subj"
    for unit in found:
        yield unit if unit.role else dataclasses.replace(unit, role=_turned(unit.raw, passive=passive, turns=turns))


def _as_in_list(units: list[Unit], text: str, before: Fact | None) -> list[Unit]:
    """Give the names of a clause that goes on a list the role of those before: 来自塔什干18人、比什凯克14人."""
    if (
        before is None
        or not units
        or not _GOES_ON.match(text)
        or (text.isascii() and any(unit.kind == "verb" for unit in units))
    ):
        return units
    verb = next((unit.start for unit in units if unit.kind == "verb"), len(text) + units[-1].end)
    names = [unit for unit in units if unit.kind in _NAMES and unit.raw == "subj" and unit.start < verb]
    order = before.units if text.isascii() else reversed(before.units)
    last = next((unit for unit in order if names and unit.kind == names[0].kind), None)
    if last is None:
        return units
    return [dataclasses.replace(unit, raw=last.raw, role=last.role) if unit in names else unit for unit in units]


def _turned(role: str, *, passive: bool, turns: bool) -> str:
    if passive:
        role = {"subj": "obj", "by": "subj"}.get(role, role)
    elif role == "by":
        role = "subj"
    if turns:
        role = {"subj": "to", "from": "subj"}.get(role, role)
    return role
