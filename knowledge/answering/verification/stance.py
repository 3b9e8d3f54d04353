"""Whether a statement denies what the evidence says, or calls planned what is done and done what is planned."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.answering.reading import term_presence
from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.values import is_equal
from knowledge.text.words import segment
from knowledge.understanding.terms import content_terms

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from knowledge.answering.reading import Reader
    from knowledge.answering.verification.clauses import Sentence
    from knowledge.answering.verification.known import Known

_NOT_EN = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|nobody|nothing|cannot|hardly|lacks?|lacking|fail(?:s|ed)? to|unable|refuse[sd]?)\b|n't\b"
)
# "No. 4", "not only", "no fewer than" deny nothing.
_NOT_DENIED = re.compile(
    r"\bno\.? ?\d|\bnot only\b|\bno (?:fewer|less|more) than\b|\bnot more than\b|\bwithout (?:doubt|question)\b|\bif not\b"
)
_NOT_ZH = frozenset(
    "没 没有 未 不 无 非 别 不是 不再 从未 尚未 并未 并非 未曾 未能 没能 毫无 不会 不能 无法 未有 不曾 还没 还没有 还不 绝不 没法 不得 从不 不设 不含 未经 不属于 不把 没什么".split()
)
_PLANNED_ZH = re.compile(
    r"打算|拟(?!定|议)|将(?=[在于会把由来与同向迎举开建设成有继派推访]|[^军领来\s]{0,6}(?:举[办行]|召开|开展|建[设成]|访问|达到|迎来))|即将|力争|争取|预计|预期|准备|筹建|筹备|原定|有望|目标|"
    r"(?<!行动)(?<!英)(?<!城)(?<!棉)(?<!成长)(?<!素养提升)计划(?!的第|中|里|\(|”|》|》|把|的[主四三])|规划(?:建设|新建)|待(?:建|办)|建议|提出要|要(?=打造|做强|办|建|推|让|把)|尚待|未来|下一个|还有\d+天|明年|推动实施|"
    r"倡议|希望|愿意|愿"
)
_PLANNED_EN = re.compile(
    r"\b(?:will|shall|would|plans?|planned|planning|intend(?:s|ed)?|aim(?:s|ed)?|target(?:s|ed)?|goals?|expect(?:s|ed)?|scheduled|propos(?:e|es|ed|al|als)|"
    r"going to|due to|set to|hopes?|hoped|wants?|wanted|seeks?|upcoming|next|forthcoming|in preparation|prospective|envisage[sd]?|tentative|"
    r"is to|are to|was to|were to|work to do|would like|under consideration|recommend(?:s|ed)?|suggest(?:s|ed)?|calls? for|asks? for|asked for|encourag\w*|yet to)\b"
)
_PLAN_NOUN_EN = re.compile(
    r"(?:\b(?:action|\d+[a-z-]*|friendship cities|cities|elite|kapok|\(hongmian\)|hongmian|hundred|year|100[a-z -]*)\s+plans?\b(?! to| an? | scholarship))|\bplans?['’]s\b|\bthe plan\b|\btask \d+ of [\w']+ plan\b|\bof (?:the|\S+'s) (?:three-year )?(?:action )?plan\b"
)
_AGREED = 0.6
_CLOSE = 0.8
_CUT = re.compile(r"[,;:。()]")


class StanceChecker:
    """Check denials and plans."""

    def __init__(self, reader: Reader, today: dt.date) -> None:
        self._reader = reader
        self._today = today

    def findings(self, sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
        """Yield a denial or an affirmation turned round, and a plan told as done or the other way about."""
        supports = self._supports(sentence, evidence)
        if not supports:
            return
        yield from self._denials(sentence, supports)
        yield from self._plans(sentence, evidence, supports)

    def _supports(self, sentence: Sentence, evidence: Sequence[Known]) -> list[Sentence]:
        """Return the sentences of the evidence that share most with the statement."""
        terms = content_terms(sentence.folded, sentence.spans)
        places = {mention.place.id for mention in sentence.mentions}
        scored: list[tuple[float, Sentence]] = []
        for known in evidence:
            for part in known.reading.sentences:
                text = self._reader.prepare(part.folded)
                score = sum(term_presence(term, text) for term in terms)
                score += sum(place in text.places for place in places)
                score += sum(any(is_equal(value, other) for other in part.values) for value in sentence.values)
                scored.append((score, part))
        best = max((score for score, _ in scored), default=0.0)
        return [part for score, part in scored if best and score >= _CLOSE * best]

    def _denials(self, sentence: Sentence, supports: Sequence[Sentence]) -> Iterator[Finding]:
        denied_there = [scope for part in supports for scope in denied(part.folded)]
        denied_here = denied(sentence.folded)
        if denied_here and not denied_there:
            yield Finding(Fault.NEGATION, denied_here[0])
            return
        if denied_here:
            return
        for part in supports:
            scopes = denied(part.folded)
            if not scopes:
                continue
            for scope in scopes:
                terms = content_terms(scope, ())
                text = self._reader.prepare(sentence.folded)
                rest = self._reader.prepare(part.folded.replace(scope, " "))
                new = [term for term in terms if term_presence(term, rest) < _AGREED]
                if new and sum(term_presence(term, text) for term in new) >= _AGREED * len(new):
                    yield Finding(Fault.NEGATION, scope)
                    return

    def _plans(self, sentence: Sentence, evidence: Sequence[Known], supports: Sequence[Sentence]) -> Iterator[Finding]:
        here = is_planned(sentence.folded)
        there = [is_planned(part.folded) for part in supports]
        if not here and all(there):
            yield Finding(Fault.STATUS, "planned in the evidence")
        elif here and not any(there):
            anywhere = any(is_planned(part.folded) for known in evidence for part in known.reading.sentences)
            to_come = any(
                value.date and value.date.found.last >= self._today for part in supports for value in part.values
            )
            if not to_come and not anywhere:
                yield Finding(Fault.STATUS, "not planned in the evidence")


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


def is_planned(folded: str) -> bool:
    """Tell whether a folded sentence speaks of what is planned, aimed at or to come."""
    return bool(_PLANNED_ZH.search(folded) or _PLANNED_EN.search(_PLAN_NOUN_EN.sub(" ", folded)))
