"""Verify a statement against the evidence that it cites, before anybody sees it."""

import datetime as dt
from collections.abc import Iterator, Sequence

from knowledge.answering.verification.claim import Draft, Evidence, Fault, Finding
from knowledge.answering.verification.drafts import without_leads
from knowledge.answering.verification.guardrails import Leaks, form_findings
from knowledge.answering.verification.holding import turned_round, unheld
from knowledge.answering.verification.matter import matter_findings, strong_findings
from knowledge.answering.verification.names import name_findings, place_findings
from knowledge.answering.verification.numbers import ValueChecker, quantity_findings
from knowledge.answering.verification.reading import ClauseReader, read_evidence
from knowledge.answering.verification.roles import rank_findings
from knowledge.calendar import PartialDate
from knowledge.evidence import Language
from knowledge.names import Gazetteer
from knowledge.text.folding import fold
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
            alike = [piece for piece in known if detect_language(piece.evidence.text) is language and not self._freely]
            # Each number and date: said there, of the same places, counting the same thing, or reckoned from there.
            yield from self._values.findings(sentence, known, bound=bool(alike))
            # Units, days of the week and how often.
            yield from quantity_findings(sentence, known)
            # Places, organisations, people and codes; and where something takes place.
            yield from name_findings(sentence, known, language, self._gazetteer)
            yield from place_findings(sentence, known)
            # The head of an office where the evidence has its deputy.
            yield from rank_findings(sentence.folded, fold(shown))
            # Strong words (only, largest, ended, free, all) and kinds of tie.
            yield from strong_findings(sentence, known)
            if alike:
                # In one language, clause by clause: all of it together, in its roles, denied or planned alike.
                yield from unheld(sentence, alike)
            else:
                # Across languages, the nearest clause: denied, planned or of others; and the matter as a whole.
                yield from turned_round(sentence, known)
                yield from matter_findings(sentence, known, language)
