"""Whether the places, organisations and people that a statement names are named in its evidence."""

import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification.chinese_names import chinese_findings
from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.english_names import english_findings
from knowledge.answering.verification.known import Known, implied_by, is_named
from knowledge.evidence import Language
from knowledge.names import Gazetteer, PlaceKind

# COP15, G20: letters and digits together.
_CODE = re.compile(r"(?<![a-z0-9])(?=[a-z0-9+]*[a-z])(?=[a-z0-9+]*\d)[a-z][a-z0-9+]*(?![a-z0-9])")


def name_findings(
    sentence: Sentence, evidence: Sequence[Known], language: Language, gazetteer: Gazetteer
) -> Iterator[Finding]:
    """Yield each name that no cited piece of evidence has, in whatever language and spelling."""
    named = {key: place for piece in evidence for key, place in piece.places.items()}
    for place in dict.fromkeys(mention.place for mention in sentence.mentions):
        if place.id in named or implied_by(place, named):
            continue
        if not any(is_named(place, piece.words, gazetteer) for piece in evidence):
            yield Finding(Fault.ORGANISATION if place.kind is PlaceKind.ORGANISATION else Fault.PLACE, place.en)
    for match in _CODE.finditer(sentence.folded):
        known = any(match.group() in piece.folded for piece in evidence)
        if not known and not any(start <= match.start() < end for start, end in sentence.spans):
            yield Finding(Fault.NAME, match.group())
    yield from (english_findings if language is Language.EN else chinese_findings)(sentence, evidence)
