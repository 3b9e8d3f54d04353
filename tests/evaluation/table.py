"""Add scores up to the table of figures, each beside its goal."""

import collections
import dataclasses
import statistics
from collections.abc import Iterable

from tests.evaluation.corpus_text import CorpusText, Verbatim
from tests.evaluation.generate import Cited, Outcome
from tests.evaluation.questions import Group
from tests.evaluation.scoring import Score, score
from tests.evaluation.support import support


@dataclasses.dataclass(frozen=True, slots=True)
class Judged:
    """One outcome, its score, and how each of its quotes stands in its source."""

    outcome: Outcome
    score: Score
    quotes: tuple[tuple[Cited, Verbatim], ...]

    @property
    def broken_quotes(self) -> tuple[tuple[Cited, Verbatim], ...]:
        """Return the quotes that are not in their source, white space apart."""
        return tuple((cited, how) for cited, how in self.quotes if how in {Verbatim.ABSENT, Verbatim.NO_SOURCE})


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """One row: a share as hits of a count, and the goal if there is one (``at_least`` or ``at_most``)."""

    name: str
    hits: int
    count: int
    at_least: float | None = None
    at_most: float | None = None

    @property
    def share(self) -> float | None:
        """Return the share, or None when nothing was counted."""
        return self.hits / self.count if self.count else None

    @property
    def goal(self) -> str:
        """Return the goal as it is written in the table."""
        if self.at_least is not None:
            return f"≥ {self.at_least:.2f}"
        return f"≤ {self.at_most:.2f}" if self.at_most is not None else ""

    @property
    def met(self) -> bool | None:
        """Return whether the goal is met; None without a goal or without questions."""
        if self.share is None or (self.at_least is None and self.at_most is None):
            return None
        if self.at_least is not None:
            return self.share >= self.at_least
        return self.at_most is not None and self.share <= self.at_most


def judge(outcomes: Iterable[Outcome], corpus: CorpusText) -> list[Judged]:
    """Score every outcome and look every quote up."""
    return [
        Judged(
            outcome,
            score(outcome),
            tuple((cited, corpus.verbatim(cited.source, cited.quote)) for cited in outcome.said.citations),
        )
        for outcome in outcomes
    ]


def figures(judged: list[Judged]) -> list[Figure]:
    """Return the table."""
    answerable = [item for item in judged if item.outcome.question.answerable]
    gold = [item for item in answerable if item.score.cites_gold is not None]
    quotes = [how for item in judged for _, how in item.quotes]
    broken = sum(len(item.broken_quotes) for item in judged)
    return [
        _right(judged, Group.SAME_LANGUAGE, 0.90),
        _right(judged, Group.OTHER_LANGUAGE, 0.75),
        _right(judged, Group.RECORD, 1.0),
        _right(judged, Group.MUST_ABSTAIN, 0.88),
        _right(judged, Group.SMALLTALK),
        _share("false refusals", [item.score.abstained for item in answerable], at_most=0.07),
        Figure("quotes verbatim in their source", len(quotes) - broken, len(quotes), at_least=1.0),
        Figure("  of them exact to the space", quotes.count(Verbatim.EXACT), len(quotes)),
        _share("answers whose every marker resolves", [not item.score.unresolved_markers for item in judged], 1.0),
        _share("answers with no citation", [item.score.uncited for item in answerable], at_most=0.0),
        _share("a citation overlaps the gold quote", [bool(item.score.cites_gold) for item in gold], 0.90),
        _share("  every gold quote is overlapped", [bool(item.score.cites_all_gold) for item in gold]),
        _share("answers with forbidden text", [bool(item.score.forbidden) for item in judged], at_most=0.0),
        _share("errors", [bool(item.outcome.said.error) for item in judged], at_most=0.0),
        *_of_the_model(judged),
    ]


def _of_the_model(judged: list[Judged]) -> list[Figure]:
    """Return what a language model did, nothing without one."""
    found = support(item.outcome for item in judged)
    if not found.answers:
        return []
    return [
        Figure("answers worded by the language model", found.worded, found.answers),
        Figure("  statements carried by what they cite (recall)", found.carried, found.statements),
        Figure("  citations that are needed (precision)", found.needed, found.citations),
        Figure("  statements written and dropped", found.dropped, found.written),
        Figure("  answers for which the model failed", found.failed, found.answers),
    ]


def tokens(judged: list[Judged]) -> tuple[int, int]:
    """Return how many tokens a language model was sent and sent back."""
    found = support(item.outcome for item in judged)
    return found.sent, found.received


def by_type(judged: list[Judged]) -> list[tuple[str, int, int]]:
    """Return (type, right, count), the most frequent first."""
    right: collections.Counter[str] = collections.Counter()
    count: collections.Counter[str] = collections.Counter()
    for item in judged:
        kind = item.outcome.question.type or item.outcome.question.expect.value
        count[kind] += 1
        right[kind] += item.score.right
    return [(kind, right[kind], total) for kind, total in count.most_common()]


def latency(judged: list[Judged]) -> tuple[float, float]:
    """Return the median and the 95th percentile of milliseconds an answer."""
    times = sorted(item.outcome.said.latency_ms for item in judged if not item.outcome.said.error)
    if len(times) < 2:
        return (times[0], times[0]) if times else (0.0, 0.0)
    return statistics.median(times), statistics.quantiles(times, n=20, method="inclusive")[-1]


def _right(judged: list[Judged], group: Group, goal: float | None = None) -> Figure:
    name = f"{group.value}: {'abstained' if group is Group.MUST_ABSTAIN else 'right'}"
    return _share(name, [item.score.right for item in judged if item.outcome.question.group is group], goal)


def _share(name: str, hits: list[bool], at_least: float | None = None, at_most: float | None = None) -> Figure:
    return Figure(name, sum(hits), len(hits), at_least, at_most)
