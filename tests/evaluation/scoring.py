"""Rules that decide whether one answer is right, pure functions of what was asked and said."""

import dataclasses
import difflib
import re
import unicodedata
from collections.abc import Iterable

from knowledge.text.folding import to_simplified
from tests.evaluation.generate import Cited, Outcome
from tests.evaluation.questions import Expect, Gold, Group

READ_LENGTH = 1000
OVERLAP = 0.6

_MARKER = re.compile(r"\[(\d+)\]")


@dataclasses.dataclass(frozen=True, slots=True)
class Score:
    """What is true of one answer.

    ``right`` is the figure of the question's group: for an answerable question every key group is found and nothing
    forbidden is; for one that must be declined, that it was; for small talk, that it was taken as such.
    ``right_as_written`` is the same without reading Traditional characters as Simplified. ``cites_gold`` and
    ``cites_all_gold`` are None where there is no gold quote.
    """

    right: bool
    right_as_written: bool
    abstained: bool
    missing: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    cites_gold: bool | None
    cites_all_gold: bool | None
    unresolved_markers: tuple[int, ...]
    uncited: bool


def score(outcome: Outcome) -> Score:
    """Judge one answer."""
    question, said = outcome.question, outcome.said
    missing = missing_groups(question.answer_key, said.answer)
    forbidden = tuple(text for text in question.must_not_contain if contains(said.answer, text))
    if question.group is Group.MUST_ABSTAIN:
        right = as_written = said.abstained
    elif question.expect is Expect.SMALLTALK:
        right = as_written = said.mode == "smalltalk"
    else:
        answered = not said.error and not forbidden
        right = answered and not missing
        as_written = answered and not missing_groups(question.answer_key, said.answer, fold_script=False)
    covered = [covers(said.citations, gold) for gold in question.must_cite]
    numbers = {citation.n for citation in said.citations}
    markers = {int(number) for number in _MARKER.findall(said.answer)}
    return Score(
        right=right,
        right_as_written=as_written,
        abstained=said.abstained,
        missing=missing if question.answerable else (),
        forbidden=forbidden,
        cites_gold=any(covered) if covered else None,
        cites_all_gold=all(covered) if covered else None,
        unresolved_markers=tuple(sorted(markers - numbers)),
        # A question in return claims nothing.
        uncited=question.answerable
        and question.expect is not Expect.CLARIFY_OR_BOTH
        and not (said.abstained or said.citations),
    )


def missing_groups(
    key: Iterable[tuple[str, ...]], answer: str, *, fold_script: bool = True
) -> tuple[tuple[str, ...], ...]:
    """Return the groups of which no alternative stands in the first 1000 characters of the answer."""
    read = answer[:READ_LENGTH]
    return tuple(group for group in key if not any(contains(read, text, fold_script=fold_script) for text in group))


def contains(answer: str, text: str, *, fold_script: bool = True) -> bool:
    """Return whether a key stands in an answer; `position` says how it is looked for."""
    return position(answer, text, fold_script=fold_script) is not None


def position(answer: str, text: str, *, fold_script: bool = True) -> int | None:
    """Return where a key begins in an answer, or None, whatever its case, width and white space.

    A key that begins or ends with a digit must stand as that number ("9" is not in "1979", nor in "9.5", nor is
    marker [9] one), and a key that begins with a Latin letter at the start of a word ("art" is in "arts", not "part").
    """
    answer, text = _folded(_MARKER.sub(" ", answer), fold_script=fold_script), _folded(text, fold_script=fold_script)
    before = r"(?<!\d)(?<!\d[.,])" if text[0].isdigit() else r"(?<![a-z])" if re.match("[a-z]", text) else ""
    after = r"(?!\d)(?![.,]\d)" if text[-1].isdigit() else ""
    found = re.search(before + re.escape(text) + after, answer)
    return found.start() if found else None


def covers(citations: Iterable[Cited], gold: Gold) -> bool:
    """Return whether a citation overlaps a gold quote: same file, 60 % of the shorter one in one stretch."""
    return any(citation.source == gold.file and overlaps(citation.quote, gold.quote) for citation in citations)


def overlaps(quote: str, gold: str) -> bool:
    """Return whether the longest common stretch is at least 60 % of the shorter text, white space apart."""
    first, second = without_space(quote), without_space(gold)
    if not first or not second:
        return False
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    return matcher.find_longest_match().size >= OVERLAP * min(len(first), len(second))


def without_space(text: str) -> str:
    """Return text without any white space."""
    return "".join(text.split())


def _folded(text: str, *, fold_script: bool) -> str:
    text = unicodedata.normalize("NFKC", text)
    text = to_simplified(text) if fold_script else text
    return " ".join(text.casefold().split())
