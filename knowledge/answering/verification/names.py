"""Whether the places, organisations and people that a statement names are named in its evidence, and where it says."""

import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification.chinese_names import chinese_findings
from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.english_names import english_findings
from knowledge.answering.verification.known import Known, implied_by, is_named
from knowledge.evidence import Language
from knowledge.language.figures import words
from knowledge.names import Gazetteer, PlaceKind
from knowledge.text.folding import fold
from knowledge.text.language import HAN

# COP15, G20: letters and digits together.
_CODE = re.compile(r"(?<![a-z0-9])(?=[a-z0-9+]*[a-z])(?=[a-z0-9+]*\d)[a-z][a-z0-9+]*(?![a-z0-9])")
# Where something takes place: not at a name that the evidence has only as whose or of whom.
_AT_EN = re.compile(r"\b(?:in|at) ([A-Z][\w’'-]*)(?: [A-Z][\w’'-]*)*")
_LED_EN = (
    r"\b(?:in|at|to|into|from|near|outside|within|around|across|visit(?:s|ed|ing)?|toured|reach(?:es|ed)?)"
    r"(?: [^\s,.;:()]+){0,5}? "
)
_AT_ZH = re.compile(
    r"在(?P<place>[\u3400-\u9fff]{2,8}?)[市县区郡省镇町]?(?=举行|举办|签[署订字了下]|设[立在]|演出|召开|开幕|结好|发布|展出|进行|成立|上演|登台|比赛|落成|[,，])"
)
_LED_ZH = r"(?:[在于赴到至往访抵去]|移师|来自)[^,;。]{0,6}?"
_WHEN = frozenset(words("month", "en")) | frozenset(words("weekday", "en"))
_TIME = re.compile(r"[年月日周季]|期间|时候|[之以][后前]")


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


def place_findings(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    """Yield a name at which the statement has something take place, and the evidence only elsewhere."""
    text = "\n".join(piece.evidence.text for piece in evidence)
    if HAN.search(text) and HAN.search(sentence.raw):
        known = fold(text)
        for match in _AT_ZH.finditer(sentence.folded):
            place = match["place"]
            if place not in known or _TIME.search(place) or re.search(_LED_ZH + re.escape(place), known):
                continue
            if any(not _TIME.search(other["place"]) for other in _AT_ZH.finditer(known)):
                yield Finding(Fault.PLACE, place)
    elif not HAN.search(text) and not HAN.search(sentence.raw):
        elsewhere = [name for name in _AT_EN.findall(text) if name.lower() not in _WHEN]
        for name in _AT_EN.findall(sentence.raw):
            word = re.sub(r"['’]s$", "", name)
            if word.lower() in _WHEN or word not in text or not elsewhere:
                continue
            if not re.search(rf"{_LED_EN}{re.escape(word)}|, {re.escape(word)}(?!['’]s)", text):
                yield Finding(Fault.PLACE, word)
