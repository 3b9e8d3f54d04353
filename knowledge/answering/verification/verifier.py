"""Verify a statement against the evidence that it cites, before anybody sees it."""

import datetime as dt
from collections.abc import Iterator, Sequence

from knowledge.answering.verification.claim import Draft, Evidence, Fault, Finding
from knowledge.answering.verification.clauses import ClauseReader
from knowledge.answering.verification.guardrails import Leaks, form_findings
from knowledge.answering.verification.holding import unheld
from knowledge.answering.verification.known import read_evidence
from knowledge.answering.verification.leads import without_leads
from knowledge.answering.verification.names import name_findings, place_findings
from knowledge.answering.verification.polarity import StanceChecker
from knowledge.answering.verification.quantities import quantity_findings
from knowledge.answering.verification.roles import turned
from knowledge.answering.verification.support import supports_of
from knowledge.answering.verification.topicality import matter_findings, strong_findings
from knowledge.answering.verification.values import ValueChecker
from knowledge.calendar import PartialDate
from knowledge.evidence import Language
from knowledge.names import Gazetteer
from knowledge.text.language import detect_language


class Verifier:
    """Check statements by rules; no model, no I/O, the same every time.

    ``today`` is what "next year" in a statement counts from. ``forbidden`` are texts that must not be repeated (the
    prompt's sentences). ``freely`` worded texts (a letter) are held to the names, numbers and strong words of their
    evidence, not clause by clause.
    """

    def __init__(
        self, gazetteer: Gazetteer, *, today: dt.date, forbidden: Sequence[str] = (), freely: bool = False
    ) -> None:
        self._gazetteer = gazetteer
        self._freely = freely
        self._today = PartialDate(today.year, today.month, today.day)
        self._leaks = Leaks(forbidden)
        self._clauses = ClauseReader(gazetteer)
        self._values = ValueChecker(gazetteer)
        self._stance = StanceChecker(today)

    def check(self, draft: Draft, evidence: Sequence[Evidence], *, language: Language) -> tuple[Finding, ...]:
        """Return what is wrong with a statement; nothing when the evidence that it cites carries it.

        ``language`` is the question's. All cited pieces together may carry it, but each number and date must be said
        of the same places within one of them.
        """
        numbered = {piece.number: piece for piece in evidence}
        if not draft.cites:
            return (Finding(Fault.UNCITED, draft.text),)
        missing = [number for number in draft.cites if number not in numbered]
        if missing:
            return tuple(Finding(Fault.NO_SUCH_CITATION, str(number)) for number in missing)
        cited = [numbered[number] for number in draft.cites]
        return tuple(dict.fromkeys(self._findings(draft.text, cited, language)))

    def _findings(self, text: str, cited: Sequence[Evidence], language: Language) -> Iterator[Finding]:
        shown = "\n".join(f"{piece.text}\n{piece.context}" for piece in cited)
        formal = list(form_findings(text, shown, language, self._leaks))
        yield from formal
        if any(finding.fault is Fault.LENGTH for finding in formal):
            return
        known = [read_evidence(piece, self._clauses) for piece in cited]
        for sentence in self._clauses.read(without_leads(text), self._today).sentences:
            supports = supports_of(sentence, known)
            alike = [piece for piece in known if detect_language(piece.evidence.text) is language and not self._freely]
            yield from self._values.findings(sentence, known, bound=bool(alike))
            yield from name_findings(sentence, known, language, self._gazetteer)
            yield from strong_findings(sentence, known)
            yield from quantity_findings(sentence, known)
            yield from place_findings(sentence, known)
            if alike:
                yield from unheld(sentence, alike)
            else:
                yield from turned(sentence, known)
                yield from self._stance.findings(sentence, known, supports)
                yield from matter_findings(sentence, known, language)
