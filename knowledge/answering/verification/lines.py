"""The checks by themselves: statements with their evidence as JSON lines in, what would be shown of them out."""

import datetime as dt

from pydantic import BaseModel, ConfigDict

from knowledge.answering.verification.claim import Evidence, Fault, Finding
from knowledge.answering.verification.drafts import drafts
from knowledge.answering.verification.verifier import Verifier
from knowledge.calendar import PartialDate
from knowledge.evidence import Citation, Language, Source
from knowledge.names import Gazetteer
from knowledge.text.language import detect_language


class EvidenceLine(BaseModel):
    """A numbered piece of evidence; ``published`` is YYYY, YYYY-MM or YYYY-MM-DD, or empty."""

    model_config = ConfigDict(frozen=True)

    n: int
    text: str
    title: str = ""
    published: str = ""

    def evidence(self) -> Evidence:
        """Return it as the verifier takes it. Raises ValueError for a date that is none."""
        published = PartialDate.parse(self.published) if self.published else None
        language = detect_language(self.text)
        source = Source("", self.title, published=published)
        return Evidence(self.n, self.text, language, Citation(source, "", self.text, language, str(self.n)))


class StatementLine(BaseModel):
    """A statement with its markers, the question that it answers and the evidence that it may cite."""

    model_config = ConfigDict(frozen=True)

    id: str
    question: str = ""
    language: Language
    today: dt.date
    evidence: tuple[EvidenceLine, ...]
    statement: str


def check_line(line: StatementLine, gazetteer: Gazetteer) -> dict[str, object]:
    """Return ``{"id", "kept", "why"}``: whether all of a statement would be shown, and what is not carried."""
    verifier = Verifier(gazetteer, today=line.today)
    evidence = [piece.evidence() for piece in line.evidence]
    findings = [
        finding
        for draft in drafts(line.statement)
        for finding in verifier.check(draft, evidence, language=line.language)
    ] or ([] if drafts(line.statement) else [Finding(Fault.LENGTH, "says nothing")])
    return {"id": line.id, "kept": not findings, "why": [f"{one.fault.value}: {one.detail}" for one in findings]}
