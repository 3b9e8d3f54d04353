"""Who visits whom: a visit must not be turned round."""

import itertools
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.known import Known

_VISITS = re.compile(
    r"访问|到访|出访|来访|回访|赴|抵达|前往|\bvisit(?:s|ed|ing)?\b(?! (?:by|from|of))|\b(?:went|go|goes|come|comes|came|travel\w*|flew|fly) to\b|\b(?:delegation|trip|tour|visit|group|mission) to\b"
)
_RECEIVES = re.compile(
    r"接待|迎接|欢迎|\b(?:receiv(?:es?|ed)|host(?:s|ed)|welcom(?:es?|ed))\b|\bvisited by\b|\bvisits? (?:by|from|of)\b"
)


def role_findings(sentence: Sentence, evidence: Sequence[Known], supports: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield a visit that goes the other way in the sentences that carry the statement, and nowhere its own way."""
    turned = {visit for part in supports for visit in visits(part)}
    known = {visit for piece in evidence for part in piece.reading.sentences for visit in visits(part)}
    for guest, host in visits(sentence):
        if (guest, host) not in known and (host, guest) in turned:
            yield Finding(Fault.ROLE, f"{guest} visits {host}")


def visits(sentence: Sentence) -> set[tuple[str, str]]:
    """Return the visits of a sentence as guest and host: the cities named before and after the verb."""
    cities = [mention for mention in sentence.mentions if mention.place.is_city]
    found = {
        (guest.place.id, host.place.id)
        for guest, host in itertools.pairwise(cities)
        if host.text[0] in "访来赴抵" and guest.place.id != host.place.id  # 访穗, 来昆
    }
    for pattern, turned in ((_VISITS, False), (_RECEIVES, True)):
        for verb in pattern.finditer(sentence.folded):
            before = [mention.place.id for mention in cities if mention.end <= verb.start()]
            after = [mention.place.id for mention in cities if mention.start >= verb.end()]
            if before and after and before[-1] != after[0]:
                pair = (before[-1], after[0])
                found.add(pair[::-1] if turned else pair)
    return found
