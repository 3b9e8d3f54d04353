"""Fill in what a follow-up leaves to the turns before it."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from knowledge.text.folding import fold
from knowledge.understanding.topics import relation_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.names import Gazetteer, Mention

_OPENING = re.compile(
    r"^(?:那么?|然后|还有|以及|至于|另外|and|what about|how about|and what about|and how about|but|so|then|also|ok|okay)[\s,，]*"
)
_CLOSING = re.compile(r"(?:呢|的呢|又如何|怎么样|如何|又是|then|too|as well)?[\s?？!！。.]*$")
_PRONOUN = re.compile(
    r"它们?|他们?|她们?|该(?:市|校|奖|组织|项目|计划|论坛|城市|机构|国)|这(?:个(?!月|星期|季度)|座|项|些|家|届|次|里|一)|那(?:个|座|项|些|家|届|次|里|一|儿|边|时)|其(?!他|它|中|余|实)|上述|此(?:事|项|奖)|两(?:市|城|地)|双方|当地|"
    r"\b(?:it|its|they|their|them|he|his|him|she|her|there|that|those|these|this(?! (?:year|month|week|quarter|season|spring|summer|autumn|winter)\b)|the former|the latter)\b"
)
_PLACEHOLDER = re.compile(
    r"^(?:what|when|where|who|why|how|which)(?: (?:year|date|city|many|much))?$|^(?:什么时候|哪年|哪天|多少|几个|在哪|谁|为什么|怎么)$"
)


_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_BARE_YEAR = re.compile(r"(?:in |for )?(?:1[89]|20)\d\d年?")


@dataclasses.dataclass(frozen=True, slots=True)
class Resolved:
    """A question that stands alone: ``text`` to read, ``context`` the earlier question it leans on (or empty)."""

    text: str
    context: str = ""


def resolve(question: str, earlier: Sequence[str], gazetteer: Gazetteer) -> Resolved:
    """Return the question with what it leaves out taken from the user's earlier questions, newest last.

    "And Zurich?" repeats the question before it with the place exchanged; "And the exchange cities?" repeats it with
    the kind of tie exchanged; a pronoun keeps its own question and leans on the one before.
    """
    standing = Resolved("")
    for text in [*earlier, question]:
        standing = _resolve_one(text, standing.text, gazetteer)
    return standing


def _resolve_one(question: str, previous: str, gazetteer: Gazetteer) -> Resolved:  # noqa: PLR0911 - one a way of leaving out
    if not previous:
        return Resolved(question)
    folded = fold(question)
    core = _CLOSING.sub("", _OPENING.sub("", folded)).strip().strip(",")
    opened = bool(_OPENING.match(folded))
    short = len(core) <= (12 if not core.isascii() else 40)
    mentions = gazetteer.find(core)
    rest = _without(core, mentions)
    if mentions and not re.sub(r"[\s,，、和与及市the]|and|city", "", rest) and short:
        return Resolved(_exchange_places(previous, mentions, gazetteer))
    if _BARE_YEAR.fullmatch(core):
        return Resolved(_exchange_year(previous, core))
    if opened and short and not mentions and relation_of(core) is not None and _is_phrase(core):
        return Resolved(_exchange_relation(previous, core))
    if _PLACEHOLDER.match(core):
        return Resolved(f"{core} {previous}", previous)
    if opened and short and _is_phrase(core):
        return Resolved(core, previous)
    if _PRONOUN.search(folded) and not _names_own_topic(mentions):
        return Resolved(question, previous)
    return Resolved(question)


def _exchange_year(previous: str, core: str) -> str:
    year = _YEAR.findall(core)[0]
    folded = fold(previous)
    return _YEAR.sub(year, folded, count=1) if _YEAR.search(folded) else f"{folded} {core}"


def _names_own_topic(mentions: Sequence[Mention]) -> bool:
    return len(mentions) > 1


def _is_phrase(core: str) -> bool:
    return not re.search(
        r"什么|哪|谁|几|多少|怎么|吗|\b(?:when|what|where|who|why|how|which|is|are|was|were|did|does|do)\b", core
    )


def _without(text: str, mentions: Sequence[Mention]) -> str:
    for mention in sorted(mentions, key=lambda mention: -mention.start):
        text = text[: mention.start] + text[mention.end :]
    return text


def _exchange_places(previous: str, new: Sequence[Mention], gazetteer: Gazetteer) -> str:
    """Put the new places where the earlier question had a place of their sort (home city for home city)."""
    folded = fold(previous)
    old = gazetteer.find(folded)
    if not old:
        return f"{folded} {' '.join(mention.text for mention in new)}"
    chinese_home = new[0].place.country == "CN"
    alike = [m for m in old if (m.place.country == "CN") == chinese_home and m.place.kind == new[0].place.kind]
    target = (alike or [m for m in old if m.place.kind == new[0].place.kind] or old)[0]
    replacement = (
        "、".join(mention.text for mention in new) if not folded.isascii() else " and ".join(m.text for m in new)
    )
    return folded[: target.start] + replacement + folded[target.end :]


_RELATION_WORDS = re.compile(
    r"(?:国际)?友好(?:合作)?交流(?:合作)?城市|国际友好城市|国际友城|友好城市|友城|"
    r"(?:international )?(?:sister|friendship|friendly exchange|friendly)[- ](?:city|cities|pairs?|towns?)"
)


def _exchange_relation(previous: str, core: str) -> str:
    folded = fold(previous)
    new = core.removeprefix("the ").strip()
    if _RELATION_WORDS.search(folded):
        return _RELATION_WORDS.sub(new, folded, count=1)
    return f"{folded} {new}"
