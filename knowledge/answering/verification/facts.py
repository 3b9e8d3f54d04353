"""A sentence as facts: its clauses, each with what stands in it, in which role, denied or not, planned or not."""

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification import sense
from knowledge.answering.verification.units import DENIES, NAMES, ZH_ROLE, Unit, units_in
from knowledge.answering.verification.values import Value
from knowledge.names import Mention
from knowledge.text.language import HAN

_PLANNED_ZH = re.compile(
    r"打算|[预定][定在于](?=于|在|\d|明|下|[一-十])|拟(?!定|议|人)|即将|力争|争取|预计|预期|筹划|准备(?!工作)|筹建|原定(?![^。;]*(?:推迟|延[期至后]|取消|改|顺延))|有望|目标|建议|倡议|下一个|还有\d+天|"
    r"将(?=在|于|会|把|由|同|与|迎|举|开|建|设|成|有|继|派|推|访|赴|到|签|结|新|进|为|来)(?!军)|"
    r"(?<!行动)(?<!提升)(?<!奖学金)(?<![本该此])计划(?![的中里书是期结完]|”|》|[^\w\s]|$)|"
    r"要(?=打造|做强|做好|扩大|新?成?设?立|办|建|推|让|把|到|求|争|继续)|尚待|推动实施|希望|愿意"
)
_PLANNED_EN = re.compile(
    r"\b(?:will|shall|would|plans?|planned|is planning|are planning|intend(?:s|ed)?|aim(?:s|ed|ing)?|target(?:s|ed)?|goals?|expect(?:s|ed)?|"
    r"scheduled|propos(?:e|es|ed|al|als)|going to|(?:is|are|was|were) due to (?!the\\b|a\\b|its\\b)|set to|hopes?|hoped|wants?|wanted|seeks?|upcoming|"
    r"forthcoming|in preparation|is to|are to|was to|were to|be to|(?<!have )(?<!has )(?<!had )(?<!need )(?<!needs )(?<!able )to be|work to do|would like|under consideration|recommends?|"
    r"suggests?|calls? for|asks? for|asked for|yet to)\b"
)
# A plan, and no planning: "the plan", "a talent plan", "Lyon's plans"; one who plans is "they" or several.
_PLAN_NOUN_EN = re.compile(
    r"\b(?:(?!(?:we|they|you|i|to|not|who|and|or)\b|[\w'’-]*s\b)[\w'’()-]+\s+plan|(?:the|this|of|\w+['’]s)\s+plans?)\b"
    r"(?! to| an? | scholarship| for)|\bplans?['’]s?\b|\bplans?\b(?= (?:of|covers?|has|have|works?|lists?|names?|relies|keeps|as of|was|is|were))"
)
# What somebody is asked to do is not done yet: "invited Zhengzhou to send six doctors".
_ASKED = re.compile(
    r"\b(?:invit|ask|urg|encourag|request|promis|offer|agree|pledg|propos|volunteer)\w* (?:[\w'-]+ ){0,3}to (?!the\b|a\b)|(?:邀请|要求|请求|呼吁|承诺|答应)(?=.{1,12}[派来赴去参提捐建送])"
)
_AS_PLANNED = re.compile(r"\bas (?:planned|scheduled|expected|intended)\b|按(?:照)?计划|如期|按期")


def is_planned(folded: str) -> bool:
    """Tell whether a folded text speaks of what is planned, aimed at or to come."""
    folded = _AS_PLANNED.sub(" ", folded)
    return bool(
        _ASKED.search(folded) or _PLANNED_ZH.search(folded) or _PLANNED_EN.search(_PLAN_NOUN_EN.sub(" ", folded))
    )


_STOP = re.compile(r"[;:!?()。,]|\.(?=\s|$)|(?<=\s)[-–—](?=\s)|——|—(?=\w)")
# What opens a clause wherever it stands, and what does so where both sides have a value or a verb.
_OPENS = re.compile(
    r"\b(?:but|while|whereas|although|though|except|apart from|other than|if|when|of which)\b|"
    r"但是?|而是|而(?!且)|并且?(?!列)|并(?=[与向对])|除了?|如果|若(?!干)|其中"
)
_JOINS = re.compile(
    r"\band\b|\bagainst\b|\bto\b|\bfrom\b|\bthen\b|和|及|以及|、|增至|减至|(?:增加?|减少?|上升|下降|降低?|提高|扩大|升|增长|缩小|缩减|扩展)(?:至|到|为)(?=\d|[一二两三四五六七八九十])"
)
_ITS_NUMBER = re.compile(r" (?:[a-z]+ )?\d")
_VALUES = frozenset(("number", "time", "period"))


def cuts_of(folded: str, units: Sequence[Unit]) -> list[int]:
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
    if "verb" not in before and "verb" in kinds and word != "、" and ahead[-1].kind not in {"time", "number"}:
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


_NOT_DENIED = re.compile(
    r"\bno\.? ?\d|\bnot only\b|\bno (?:fewer|less|more|later|earlier) than\b|\bnot more than\b|不得不|无不|不可不|不得(?:超过|少于|低于|多于)|不超过"
)
_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|gets?|got)(?: (?:not|also|all|both|first|\w+ly))? (?:\w+ed|\w+en|paid|held|built|sent|led|taught|sold|given|won|met|made|run|set|found\w*|sung|kept)\b"
)
_LEADS = re.compile(
    r"\b(?:from|to|by|of|in|at|for|with|on|into|between|among|against|under|before|after|than|until|since)\b"
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|does|did)\b|[是有为]")
_BY = re.compile(r"(?<![自理缘因])[由被](?!于)")


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
    passive: bool


def read_facts(folded: str, mentions: Sequence[Mention], values: Sequence[Value]) -> tuple[Fact, ...]:
    """Return the clauses of a folded sentence, left to right."""
    units = units_in(folded, mentions, values)
    found: list[Fact] = []
    cuts = cuts_of(folded, units)
    for start, end in itertools.pairwise(cuts):
        inside = [unit for unit in units if start <= unit.start < end]
        if not inside and not DENIES.search(folded[start:end]):
            continue
        text = folded[start:end]
        plain = _NOT_DENIED.sub(lambda match: " " * len(match.group()), text)
        has_verb = any(unit.kind == "verb" for unit in inside)
        roled = _with_roles(text, start, inside)
        denials = len(DENIES.findall(plain))
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
                bool(_PASSIVE.search(text) or _BY.search(text)),
            )
        )
    return tuple(found)


def _with_roles(text: str, start: int, units: Sequence[Unit]) -> Iterator[Unit]:  # noqa: C901, PLR0912 - one pass over what leads to what
    """Give each unit what leads to it, as it stands (``raw``) and as if whoever acts or gives were the subject."""
    chinese = HAN.search(text) is not None
    verbs = [unit for unit in units if unit.kind == "verb"]
    turns = bool(verbs and sense.role(verbs[0].key) == "get")
    passive = bool(_PASSIVE.search(text)) if not chinese else bool(_BY.search(text))
    found: list[Unit] = []
    current, position, acts = "subj", 0, False
    for index, unit in enumerate(units):
        gap = text[position : unit.start - start]
        marks = [char for char in gap if char in ZH_ROLE] if chinese else _LEADS.findall(gap)
        if marks and marks[-1] == "for" and found and found[-1].kind == "verb":
            current = "obj"  # pays for, applies for
        elif marks:
            current = ZH_ROLE[marks[-1]] if chinese else marks[-1]
        if current == "with" and not acts and not text.lstrip().startswith("with "):
            current = "subj"
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
            and not any(one.raw == "subj" for one in found if one.kind in NAMES)
        ):
            last = next((at for at in range(len(found) - 1, -1, -1) if found[at].kind in NAMES), None)
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
        if kind == "time" and text.startswith(("以前", "之前"), position):
            found[-1] = dataclasses.replace(found[-1], raw="before")
        if kind == "verb":
            current, acts = "obj", True
        elif kind in {"time", "season", "period"} and current in {"in", "on", "at", "from", "to", "by"}:
            current = "obj" if acts else "subj"
    for unit in found:
        yield unit if unit.role else dataclasses.replace(unit, role=_turned(unit.raw, passive=passive, turns=turns))


def _turned(role: str, *, passive: bool, turns: bool) -> str:
    if passive:
        role = {"subj": "obj", "by": "subj"}.get(role, role)
    elif role == "by":
        role = "subj"
    if turns:
        role = {"subj": "to", "from": "subj"}.get(role, role)
    return role
