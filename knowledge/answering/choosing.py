"""Choose among the ways to take a question: as the rules read it, or as each of the meanings that it may have.

Each way has been answered; what tells for a way (how likely its meaning is, whether the records answer it, whether it
leaves out what the question names) is weighed as learnt from conversations (``choice.json``, ``make fit-choice``).
"""

import dataclasses
import enum
import functools
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.found import Found
from knowledge.answering.records.answer import IN_NO_TABLE
from knowledge.answering.wording import say
from knowledge.evidence import Language, Mode
from knowledge.language.lexicon import speaks_of
from knowledge.language.spoken import plain_words
from knowledge.text.language import Script
from knowledge.understanding.query import AnswerKind
from knowledge.understanding.restating import Masked

CHOICE = Path(__file__).with_name("choice.json")
# What no table of ties tells, and what the papers tell of.
UNTOLD = frozenset({"other_matter", "tie_detail"})
OF_PAPERS = frozenset(
    {"what_is_thing", "award_winners", "claim_thing", *(f"thing_{kind}" for kind in (
        "eligibility", "procedure", "deadline", "money", "contact", "when", "where", "how_many", "theme"))}
)  # fmt: skip
# Tables whose rows are chosen by words in common.
_LOOSE = ("programmes", "events")
_LEAST = 0.01
# What is asked for in so many words, and how likely it must be that something else is meant.
_ASKED_FOR = frozenset({*IN_NO_TABLE, AnswerKind.COUNT, AnswerKind.REASON})
_LIKELY = 0.5
# What a claim is answered by.
_VERDICTS = tuple(
    say(verdict, language, script) for verdict in ("yes", "no") for language in Language for script in Script
)
# Of two ways whose worths differ by less, either may be meant.
_UNSURE = 0.4
# Scores count up to here; likenesses are brought to the spread of the other features.
_SURE, _SPREAD, _MIDDLE = 5.0, 10.0, 0.6


class Taken(enum.StrEnum):
    """How a question is taken: as the rules read it, said in other words, or with something left aside."""

    OWN = "own"
    SAID = "said"
    UNTOLD = "untold"  # no table of ties tells it
    OF_PAPERS = "of papers"  # the records are left aside
    NOTHING = "no"  # nothing answers it


@dataclasses.dataclass(slots=True)
class Way:
    """One way to take a question, with the answer to it.

    ``likely`` is how likely the meanings are together that come to this answer; ``meaning`` is the one that it was
    ``said`` in other words for. ``like`` is how like the question what it tells is, word by word and as a whole.
    """

    found: Found
    taken: Taken
    likely: float = 0.0
    meaning: str = ""
    said: str = ""
    like: tuple[float, float] = (0.0, 0.0)

    @property
    def key(self) -> tuple[str, bool]:
        """Return what two ways that come to the same answer have in common."""
        return self.found.answer.text, self.found.answer.abstained


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """What is known of a question whichever way it is taken."""

    masked: Masked
    of_papers: float
    untold: float
    surest: float
    follows: bool


def features(way: Way, told: Told) -> dict[str, float]:
    """Return what tells for or against a way, by name."""
    answer, query = way.found.answer, way.found.queries[0]
    recorded = answer.mode is Mode.RECORDS
    asks, told_of = way.found.asks and way.meaning != "other_task", not answer.abstained
    loose = recorded and bool(answer.citations) and all(
        any(map(citation.source.path.__contains__, _LOOSE)) for citation in answer.citations
    )  # fmt: skip
    kind = "small" if not asks else "records" if recorded and told_of else "papers" if told_of else "nothing"
    found = {
        f"{way.taken} {kind}": 1.0,
        f"{way.taken} {kind} surest": told.surest,
        f"likely {kind}": way.likely,
        "log likely": float(np.log(way.likely + _LEAST)),
        f"{kind} of papers": told.of_papers,
        f"{kind} untold": told.untold,
    }
    if way.meaning:
        found[f"meant {way.meaning}"] = 1.0
        found[f"meant and {kind} surest"] = float(way.likely >= told.surest)
    if way.taken is Taken.OWN:
        found |= {
            f"own {kind} plain": float(not query.beyond),
            f"own {kind} claim": float(query.claim),
            f"own {kind} follows": float(query.follows_up),
            "own loose": float(loose),
        }
    if asks and told_of:
        found[f"{kind} like"], found[f"{kind} like whole"] = (_SPREAD * (like - _MIDDLE) for like in way.like)
    if asks and told_of and not recorded and way.found.readings:
        found["papers score"] = float(np.clip(way.found.readings[0].score, -_SURE, _SURE))
    if asks and recorded and told_of:
        found["drops a name"] = float(_drops_a_name(way, told))
        found["adds a name"] = float(bool(query.partners) and not told.masked.city and not query.follows_up)
        timed = query.period is not None or query.years
        found["drops a time"] = float(bool(told.masked.time) and not timed)
        found["leans"] = float(query.follows_up)
        found["leans beside a name"] = float(query.follows_up and bool(told.masked.city or told.masked.country))
        found["follows, yet stands alone"] = float(told.follows and not query.follows_up and not told.masked.city)
    return found


def _drops_a_name(way: Way, told: Told) -> bool:
    """Tell whether a way leaves out a place that the question names."""
    query = way.found.queries[0]
    named = {place.zh for place in query.places} | {place.en for place in query.places}
    return bool({*told.masked.city, *(told.masked.country if not query.regions else ())} - named)


def keeping_names(ways: Sequence[Way], told: Told) -> list[Way]:
    """Return the ways but those that leave out a place of the question, where the records know what is asked of it.

    That they have no date of it is known too.
    """
    recorded = [way for way in ways if way.found.answer.mode is Mode.RECORDS]
    dropping = [
        way for way in recorded if not way.found.answer.abstained and way.found.asks and _drops_a_name(way, told)
    ]
    return list(ways) if len(dropping) == len(recorded) else [way for way in ways if way not in dropping]


def keeping_subject(ways: Sequence[Way]) -> list[Way]:
    """Return the ways but those of other ties, where the first is a claim of what the turns before were about."""
    own = ways[0].found
    subject = set(own.queries[0].partners)
    if not (own.queries[0].claim and own.queries[0].follows_up and subject and own.answer.mode is Mode.RECORDS):
        return list(ways)
    said = ((way, way.found.queries[0]) for way in ways)
    return [
        way for way, query in said if way.taken is not Taken.SAID or (query.claim and subject & set(query.partners))
    ]


def keeping_list(ways: Sequence[Way]) -> list[Way]:
    """Return the ways but those that leave a list aside which the first works on: "which of them are in Europe?".

    A home city that it names narrows that list.
    """
    query, told = ways[0].found.queries[0], ways[0].found.answer
    works_on_it = query.follows_up and told.mode is Mode.RECORDS and not told.abstained
    if not (works_on_it and speaks_of(plain_words(query.asked), "of_them", "of_that_year")):
        return list(ways)
    asked = ((way, way.found.queries[0]) for way in ways)
    return [
        way
        for way, one in asked
        if way.taken is not Taken.SAID or (one.follows_up and set(query.homes) <= set(one.homes))
    ]


def keeping_kind(ways: Sequence[Way]) -> list[Way]:
    """Return the ways but the unlikely ones to another kind of answer than what is asked for in so many words.

    A claim that the first holds against the records asks for its yes or no.
    """
    kind = ways[0].found.queries[0].kind
    judged = ways[0].found.queries[0].claim and ways[0].found.answer.lead.startswith(_VERDICTS)
    if kind not in _ASKED_FOR and not judged:
        return list(ways)
    others = {Taken.SAID, Taken.UNTOLD} if judged else {Taken.SAID}
    return [
        way
        for way in ways
        if way.taken not in others
        or way.likely > _LIKELY
        or any(kind in one.kinds for one in way.found.queries if way.taken is Taken.SAID)
    ]


@functools.cache
def weights() -> dict[str, float]:
    """Return what each feature is worth."""
    content: dict[str, float] = json.loads(CHOICE.read_text(encoding="utf-8"))
    return content


def best(ways: Sequence[Way], told: Told) -> tuple[Way, Way | None]:
    """Return the way to take a question, the first of those that are worth as much, and one worth nearly as much.

    Both of the two answer.
    """
    worth = weights()
    scores: NDArray[np.float64] = np.array(
        [sum(worth.get(name, 0.0) * value for name, value in features(way, told).items()) for way in ways]
    )
    first, *others = (int(at) for at in np.argsort(-scores, kind="stable"))
    if not _answers(ways[first]):
        return ways[first], None
    near = (ways[at] for at in others if scores[at] > scores[first] - _UNSURE)
    return ways[first], next(filter(_answers, near), None)


def _answers(way: Way) -> bool:
    return way.found.asks and not way.found.answer.abstained and bool(way.found.answer.statements)


def merged(ways: Sequence[Way]) -> list[Way]:
    """Return the ways that come to different answers; those that come to one count together."""
    found: dict[tuple[str, bool], Way] = {}
    for way in ways:
        if (known := found.get(way.key)) is None:
            found[way.key] = way
        else:
            known.likely += way.likely
    return list(found.values())
