"""Whether a statement denies what the evidence says, or calls planned what is done and done what is planned."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.known import Known
from knowledge.answering.verification.plans import is_planned
from knowledge.answering.verification.support import shared_beginning
from knowledge.answering.verification.words import is_present, statement_terms, words_of
from knowledge.text.words import segment

_NOT_EN = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|nobody|nothing|cannot|hardly|lacks?|lacking|fail(?:s|ed)? to|unable|refuse[sd]?|exclud(?:es?|ed|ing)|leav(?:es?|ing) (?:\w+ )?out)\b|n't\b"
)
# "No. 4", "not only", "no fewer than" deny nothing.
_NOT_DENIED = re.compile(
    r"\bno\.? ?\d|\bnot only\b|\bno (?:fewer|less|more) than\b|\bnot more than\b|\bwithout (?:doubt|question)\b|\bif not\b"
)
_NOT_ZH = frozenset(
    "没 没有 未 不 无 非 别 不是 不再 从未 尚未 并未 并非 未曾 未能 没能 毫无 不会 不能 无法 未有 不曾 还没 还没有 还不 绝不 没法 不得 从不 不设 不含 未经 不在 不属于 不把 没什么".split()
)
_LIMITED = re.compile(
    r"仅|只|几乎|\bonly\b|\bleaves? out\b|\bomit|\bexcept|\balmost\b|\bhardly\b|\bother than\b|\bambiguous\b|各说不一|differ"
)
# Words of a paper that plans: what is told from it may stand without another word of planning.
_PLAN_HINT = re.compile(
    r"计划|规划|任务|目[标的]|打造|筹|建议|明年|后年|下半年|\b(?:plans?|planned|tasks?|target|goal|purpose|aim|stage|project|brands? in|proposal|proposes)\b|"
    r"第\d+项|next|下一个|will|将|"
    r"anniversar.{0,60}\b(?:is|falls?)\b|\b(?:is|falls?)\b.{0,40}anniversar"
)
# What claims that it is done, whatever plan it is told from.
_DONE = re.compile(
    r"已经?(?!知)|建成|完成|办过|竣工|落成|\b(?:has|have|had) (?:already |now |been |since )*(?:\w+ed|built|set up|held|opened|won|been|begun|become|made)\b|"
    r"\balready\b|\bcompleted\b|\bwas (?:held|built|opened|completed|founded|set up|established|launched|signed)\b"
)
_AGREED = 0.6
# Each thing of a list is denied: neither flights nor insurance.
_LIST = re.compile(r"[、和及与或]|\b(?:and|or|nor)\b")
_CUT = re.compile(r"[,;:。()]")


class StanceChecker:
    """Check denials and plans; ``today`` parts what is to come from what is past."""

    def __init__(self, today: dt.date) -> None:
        self._today = today

    def findings(
        self, sentence: Sentence, evidence: Sequence[Known], supports: Sequence[Sentence]
    ) -> Iterator[Finding]:
        """Yield a denial or an affirmation turned round, and a plan told as done or the other way about."""
        if supports:
            yield from _denials(sentence, evidence)
            yield from self._plans(sentence, evidence, supports)

    def _plans(self, sentence: Sentence, evidence: Sequence[Known], supports: Sequence[Sentence]) -> Iterator[Finding]:
        here, hinted = is_planned(sentence.folded), bool(_PLAN_HINT.search(sentence.folded))
        there = [is_planned(shared_beginning(sentence, part)) for part in supports]
        if not here and all(there) and (not hinted or _DONE.search(sentence.folded)):
            yield Finding(Fault.STATUS, "planned in the evidence")
        elif here and not any(is_planned(part.folded) for part in supports):
            anywhere = any(_PLAN_HINT.search(piece.folded) for piece in evidence)
            to_come = any(
                value.date and value.date.found.last >= self._today for part in supports for value in part.values
            )
            if not to_come and not anywhere:
                yield Finding(Fault.STATUS, "not planned in the evidence")


def _denials(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    here = denied(sentence.folded)
    if here:
        if not any(denied(piece.folded) or _LIMITED.search(piece.folded) for piece in evidence):
            yield Finding(Fault.NEGATION, here[0].strip() or sentence.folded)
        return
    said = words_of(sentence.folded)
    for part in [one for piece in evidence for one in piece.reading.sentences]:
        for scope in denied(part.folded):
            rest = words_of(part.folded.replace(scope, " "))
            for item in _LIST.split(scope):
                own = [term for term in statement_terms(item) if not is_present(term, rest)]
                if own and sum(is_present(term, said) for term in own) >= _AGREED * len(own):
                    yield Finding(Fault.NEGATION, item.strip())
                    return


def denied(folded: str) -> list[str]:
    """Return what follows each word that denies, up to the end of its clause."""
    plain = _NOT_DENIED.sub(" ", folded)
    found = [_until_stop(plain, match.end()) for match in _NOT_EN.finditer(plain)]
    position = 0
    for word in segment(folded):
        at = folded.find(word, position)
        if at < 0:
            continue
        position = at + len(word)
        if word in _NOT_ZH and folded[position : position + 1] not in {"仅", "只", "断", "同"}:
            found.append(_until_stop(folded, position))
    return [scope for scope in found if scope.strip()]


def _until_stop(folded: str, start: int) -> str:
    stop = _CUT.search(folded, start)
    return folded[start : stop.start() if stop else len(folded)]
