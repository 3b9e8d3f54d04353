"""Whether answers are carried by what they cite, in the sense of ALCE (Gao et al. 2023), with the verifier as judge."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterable

from knowledge.answering.verification import Draft, Evidence, Verifier
from knowledge.evidence import Citation, Source
from knowledge.names import build_gazetteer
from knowledge.records import Agreement, load_table
from knowledge.settings import BUNDLED_CORPUS
from knowledge.text.language import detect_language
from tests.evaluation.generate import Outcome, Said

GENERATIVE = "generative"


@dataclasses.dataclass(frozen=True, slots=True)
class Support:
    """Counts over the worded answers of a run.

    A statement is ``carried`` when the quotes that it cites, taken together, support it (citation recall); a citation
    is ``needed`` when its statement is carried, and not by the others alone (citation precision). ``sent`` and
    ``received`` are tokens.
    """

    statements: int = 0
    carried: int = 0
    citations: int = 0
    needed: int = 0
    written: int = 0
    dropped: int = 0
    answers: int = 0
    worded: int = 0
    failed: int = 0
    sent: int = 0
    received: int = 0

    def __add__(self, other: Support) -> Support:
        mine, theirs = dataclasses.astuple(self), dataclasses.astuple(other)
        return Support(*(a + b for a, b in zip(mine, theirs, strict=True)))


def support(outcomes: Iterable[Outcome]) -> Support:
    """Add up the support of every answer for which a language model was used."""
    return sum((_of_answer(outcome) for outcome in outcomes), Support())


def _of_answer(outcome: Outcome) -> Support:
    said = outcome.said
    made = said.explanation
    if made is None or made.use is None:
        return Support()
    day = outcome.question.today or dt.date.today()  # noqa: DTZ011 - any day; "next year" is rare in an answer
    evidence = _evidence(said)
    counts = Support(
        written=len(made.statements),
        dropped=sum(statement.fate == "dropped" for statement in made.statements),
        answers=1,
        worded=int(said.mode == GENERATIVE),
        failed=int(bool(made.use.failure)),
        sent=made.use.sent,
        received=made.use.received,
    )
    if said.mode != GENERATIVE:
        return counts
    for statement in said.statements:
        cites = tuple(statement.citations)
        carried = _carries(statement.text, cites, evidence, day)
        needed = 0
        for number in cites if carried else ():
            fewer = tuple(other for other in cites if other != number)
            needed += not (fewer and _carries(statement.text, fewer, evidence, day))
        counts += Support(statements=1, carried=int(carried), citations=len(cites), needed=needed)
    return counts


def _carries(text: str, cites: tuple[int, ...], evidence: list[Evidence], day: dt.date) -> bool:
    return not _verifier(day).check(Draft(text, cites), evidence, language=detect_language(text))


def _evidence(said: Said) -> list[Evidence]:
    evidence = []
    for cited in said.citations:
        language = detect_language(cited.quote)
        citation = Citation(Source(cited.source, cited.title), cited.locator, cited.quote, language, str(cited.n))
        evidence.append(Evidence(cited.n, cited.quote, language, citation, cited.title))
    return evidence


@functools.cache
def _verifier(day: dt.date) -> Verifier:
    table = load_table(BUNDLED_CORPUS / "records" / "agreements.csv")
    return Verifier(build_gazetteer([row for row in table.rows if isinstance(row, Agreement)]), today=day)
