"""Read a sentence as facts: its clauses, each with what stands in it, in which role, denied or not, planned or not."""

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification import sense
from knowledge.answering.verification.bindings import Value
from knowledge.answering.verification.cuts import cuts_of
from knowledge.answering.verification.plans import is_planned
from knowledge.answering.verification.units import DENIES, NAMES, NOUN_BEFORE, NOUN_PHRASE, ZH_ROLE, Unit, units_in
from knowledge.names import Mention
from knowledge.text.language import HAN

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
_PART_OF = re.compile(r"其中|中有|当中|\bof (?:which|them|these|those)\b")
_CLEFT = re.compile(r"是[^是]+的[。,;]?$")
_GOES_ON = re.compile(r"\s*(?:、|和|及|and\b)")
_WITH = re.compile(r"[与同跟]")
_AMONG = re.compile(r"[\u3400-\u9fff]{0,4}[之当]?中(?!国|文|心|学|午)")
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
    part_of: bool
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
        inside = _with_a_verb(text, start, inside)
        has_verb = any(unit.kind == "verb" for unit in inside)
        roled = _as_in_list(list(_with_roles(text, start, inside)), text, found[-1] if found else None)
        denials = len(DENIES.findall(plain))
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
        led = NOUN_BEFORE.search(ahead) or (NOUN_PHRASE.search(ahead) and not unit.word.endswith("s"))
        if (
            unit.kind == "noun"
            and not led
            and sense.may_be_verb(unit.key)
            and units[index - 1].kind in {*NAMES, "time"}
        ):
            return [*units[:index], dataclasses.replace(unit, kind="verb"), *units[index + 1 :]]
    return units


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
        marks = [char for char in gap if char in ZH_ROLE] if chinese else _LEADS.findall(gap)
        if marks and marks[-1] == "for" and found and found[-1].kind == "verb":
            current = "obj"  # pays for, applies for
        elif marks:
            current = ZH_ROLE[marks[-1]] if chinese else marks[-1]
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
    names = [unit for unit in units if unit.kind in NAMES and unit.raw == "subj" and unit.start < verb]
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
