"""Whether a date is used for what it is the date of: what happened, the state of knowledge, or a paper."""

import itertools
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification.bindings import Value
from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.dated import Frame
from knowledge.answering.verification.equal import carried
from knowledge.answering.verification.known import Known

# What takes place on a day, which the day of a paper does not tell.
_HAPPENS = re.compile(
    r"签[署订约]?|访问|到访|来访|赴|举[办行]|召开|结[为好]|缔结|成立|建[立成]|启动|获|当选|出席|参加|开幕|发布|加入|捐|"
    r"\b(?:sign|visit|held|host|took place|take place|becam|become|found|establish|open|launch|won|win|award|receiv|elect|attend|join|"
    r"donat|built|complet|start|began|pair|twin|celebrat|arriv|went|came|met)\w*"
)
_RANGE = re.compile(r"\s*(?:年)?\s*(?:-|–|—|~|至|到|\bto\b)\s*")
_QUOTATION = re.compile(r"[“\"「『][^”\"」』]*[”\"」』]")


def is_framed_alike(said: Value, known: Value, part: Sentence, piece: Known) -> bool:
    """Tell whether a date is not taken from another role: the date of the paper for that of an event, or back."""
    if said.date is None or known.date is None or said.date.frame is known.date.frame:
        return True
    here = {value.date.frame for value in part.values if value.date}
    anywhere = {value.date.frame for one in piece.reading.sentences for value in one.values if value.date}
    match said.date.frame, known.date.frame:
        case (Frame.EVENT, Frame.AS_OF):
            return Frame.EVENT not in here
        case (Frame.EVENT, Frame.PAPER):
            return Frame.EVENT not in anywhere
        case (Frame.PAPER, Frame.EVENT):
            return Frame.PAPER not in anywhere
        case (Frame.AS_OF, Frame.EVENT):
            return Frame.AS_OF not in here
    return True


def is_of_the_paper(value: Value, sentence: Sentence, evidence: Sequence[Known], supports: Sequence[Sentence]) -> bool:
    """Tell whether a date is that of a paper cited, and is said of it or of what it says.

    "As of" may date what the evidence itself does not date so. A plain date may stand for when the paper says
    something, never for when something happened.
    """
    if value.date is None:
        return False
    beside = {frame for part in supports for frame in _frames(part)}
    if value.date.frame is Frame.AS_OF and beside - {Frame.EVENT}:
        return False
    dated = any(other.date for part in supports for other in part.values)
    if value.date.frame is Frame.EVENT and (dated or _HAPPENS.search(sentence.folded)):
        return False
    said = value.date.found
    for piece in evidence:
        published = piece.published
        if published and said.first <= published.first_day and published.last_day <= said.last:
            return True
        dates = [other for part in piece.around.sentences for other in part.values if other.date]
        if any(carried(value, other) for other in dates if other.date and not other.date.relative):
            return True
    return False


def _frames(part: Sentence) -> set[Frame]:
    """Return of what the dates of a sentence are, the ends of ranges left out: (2018-2020) dates nothing."""
    dates = [value for value in part.values if value.date]
    ends = {
        value.start
        for first, last in itertools.pairwise(dates)
        if in_one_range(first, last, part.folded)
        for value in (first, last)
    }
    return {value.date.frame for value in dates if value.date and value.start not in ends}


def broken_ranges(sentence: Sentence) -> Iterator[Finding]:
    """Yield ranges of dates that do not go forward."""
    dates = [value for value in sentence.values if value.date]
    for first, last in itertools.pairwise(dates):
        joined = in_one_range(first, last, sentence.folded)
        if joined and first.date and last.date and first.date.found.first >= last.date.found.first:
            yield Finding(Fault.DATE, sentence.folded[first.start : last.end])


def in_one_range(one: Value, other: Value, folded: str) -> bool:
    """Tell whether two values are the ends of one range: 2018-2019."""
    first, last = sorted((one, other), key=lambda value: value.start)
    return _RANGE.fullmatch(folded, first.end, last.start) is not None


def is_quoted_relative(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether a date that counts from another is quoted ("May 2 next year") from evidence that has such a date."""
    if value.date is None or not value.date.relative:
        return False
    quoted = any(match.start() < value.start < match.end() for match in _QUOTATION.finditer(sentence.raw))
    return quoted and any(
        other.date is not None and other.date.relative
        for piece in evidence
        for part in piece.reading.sentences
        for other in part.values
    )
