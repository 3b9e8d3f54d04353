"""Read ``cases.txt``: pieces of evidence, and what may and may not be said from them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from knowledge.answering.verification import Draft, Evidence
from knowledge.calendar import PartialDate
from knowledge.evidence import Citation, Language, Source

CASES = Path(__file__).with_name("cases.txt")


@dataclasses.dataclass(frozen=True)
class Case:
    """One statement; ``fault`` is empty where its evidence carries it, * where any fault will do."""

    draft: Draft
    language: Language
    evidence: tuple[Evidence, ...]
    fault: str

    @property
    def name(self) -> str:
        return f"{self.fault or 'carried'}: {self.draft.text}"


def piece(
    number: int, text: str, language: Language, *, title: str = "", date: str = "", context: str = ""
) -> Evidence:
    """A numbered piece of evidence from a paper of that title and date."""
    source = Source("paper.md", title, published=PartialDate.parse(date) if date else None)
    return Evidence(number, text, language, Citation(source, "", text, language, f"p{number}"), context)


def read_cases() -> list[Case]:
    known: dict[str, tuple[str, Language, str, str]] = {}
    cited: list[str] = []
    cases: list[Case] = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "@":
            head, title, text = (part.strip() for part in rest.split("|", 2))
            key, language, *date = head.split()
            known[key] = (text.replace("\\n", "\n"), Language(language), title, date[0] if date else "")
        elif mark == "&":
            cited = rest.split()
        elif mark in {"+", "-"}:
            language, _, text = rest.partition(" ")
            fault, _, text = ("", "", text) if mark == "+" else text.partition(" ")
            pieces = tuple(
                piece(number, known[key][0], known[key][1], title=known[key][2], date=known[key][3])
                for number, key in enumerate(cited, start=1)
            )
            draft = Draft(text, tuple(range(1, len(pieces) + 1)))
            cases.append(Case(draft, Language(language), pieces, fault))
    return cases
