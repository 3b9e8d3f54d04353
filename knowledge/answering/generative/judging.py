"""Judge the statements of one answer as they come: keep what its evidence carries, set the rest aside."""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.explanation import Checked, Fate
from knowledge.answering.generative.masking import Masks
from knowledge.answering.generative.novelty import unknown_names
from knowledge.answering.generative.numbered import Item
from knowledge.answering.verification import NOWHERE, Draft, Evidence, Fault, Finding, Verifier, drafts
from knowledge.evidence import Answer, Language, Statement
from knowledge.names import Gazetteer
from knowledge.text.folding import fold
from knowledge.text.language import Script, in_script

# The beginning of a marker, whose end is still to come.
_UNFINISHED = re.compile(r"\s*[\[［【〔][^\]］】〕]*$")
_SHOW = re.compile(r"\W*show\W*", re.IGNORECASE)
# A word of agreement or denial by itself, which the statement behind it makes good.
_BARE = re.compile(r"\W*(?:是|是的|对|没错|不|不是|有|有的|没有|yes|no|correct)\W*", re.IGNORECASE)
# A statement with no other fault may be carried by evidence that it does not name.
_ABOUT_CITING = frozenset({Fault.UNCITED, Fault.NO_SUCH_CITATION})
# A screen of a phone; what comes after is not shown.
MOST_STATEMENTS = 6
# After so many failures the rest is not read; of them so many are written again.
_MOST_FAILED = 12
MOST_MENDED = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Failed:
    """A statement that its evidence does not carry."""

    draft: Draft
    findings: tuple[Finding, ...]


class Judge:
    """Holds what has been kept of one answer, and what was not."""

    def __init__(
        self,
        items: Sequence[Item],
        masks: Masks,
        verifier: Verifier,
        gazetteer: Gazetteer,
        *,
        language: Language,
        script: Script,
    ) -> None:
        """Take the evidence and what checks statements against it."""
        self._items = {item.evidence.number: item for item in items}
        self._evidence = [item.evidence for item in items]
        self._bare = [_bare(item.evidence) for item in items]
        self._masks = masks
        self._verifier = verifier
        self._gazetteer = gazetteer
        self._language = language
        self._script = script
        self._kept: dict[str, Statement] = {}
        self._seen = 0
        self._opened = False
        self.failed: list[Failed] = []
        self.checked: list[Checked] = []
        self.rewritten = 0
        self.whole: Answer | None = None

    @property
    def kept(self) -> tuple[Statement, ...]:
        """Return the statements that their evidence carries, in order."""
        return tuple(self._kept.values())

    @property
    def answers(self) -> bool:
        """Return whether the statement that answers first is among the kept, as it was or written again."""
        return self._opened or self.rewritten > 0

    @property
    def full(self) -> bool:
        """Return whether enough was kept for a phone, or more was written than anyone asked for."""
        return self.whole is not None or len(self._kept) >= MOST_STATEMENTS or len(self.failed) >= _MOST_FAILED

    def read(self, text: str, *, complete: bool) -> bool:
        """Judge the statements that are new in a reply so far; return whether any was kept.

        Until the reply is complete its last statement may still grow.
        """
        written = _whole(drafts(text if complete else _UNFINISHED.sub("", text)))
        ready = written if complete else written[:-1]
        before = len(self._kept)
        for draft in ready[self._seen :]:
            if self.full:
                break
            failed = self._take(draft, Fate.KEPT)
            if failed is not None:
                self.failed.append(failed)
            elif draft is written[0]:
                self._opened = True
        self._seen = max(self._seen, len(ready))
        return len(self._kept) > before

    def mend(self, text: str) -> None:
        """Judge statements that were written again; what fails now is dropped."""
        for draft in _whole(drafts(text))[: min(len(self.failed), MOST_MENDED)]:
            before = len(self._kept)
            if before < MOST_STATEMENTS and self._take(draft, Fate.REWRITTEN) is None:
                self.rewritten += len(self._kept) - before

    def close(self) -> None:
        """Take note of what was dropped."""
        self.checked += [_checked(failed, Fate.DROPPED) for failed in self.failed]

    def _take(self, draft: Draft, fate: Fate) -> Failed | None:
        if _SHOW.fullmatch(draft.text):
            return self._show(draft, fate)
        draft = Draft(self._masks.restore(draft.text), draft.cites)
        findings = self._findings(draft)
        if findings and all(finding.fault in _ABOUT_CITING for finding in findings):
            found = next((one for one in self._cited_otherwise(draft) if not self._findings(one)), None)
            draft, findings = (found, []) if found else (draft, findings)
        if findings:
            return Failed(draft, tuple(findings))
        draft = self._without_needless(draft)
        self.checked.append(Checked(draft.text, draft.cites, (), fate))
        text = draft.text if self._language is Language.EN else in_script(draft.text, self._script)
        citations = [citation for number in draft.cites for citation in self._items[number].shown.citations]
        self._kept.setdefault(fold(text), Statement(text, tuple(dict.fromkeys(citations))))
        return None

    def _show(self, draft: Draft, fate: Fate) -> Failed | None:
        """Show evidence word for word: the first thing that is said may be a whole list."""
        items = [self._items[number] for number in draft.cites if number in self._items]
        if not items:
            return Failed(draft, (Finding(Fault.NO_SUCH_CITATION, draft.text),))
        self.checked.append(Checked(draft.text, draft.cites, (), fate))
        if not self._kept:
            self.whole = items[0].answer
        for item in items:
            for statement in item.answer.statements if item.answer else (item.shown,):
                self._kept.setdefault(fold(statement.text), statement)
        return None

    def _findings(self, draft: Draft) -> list[Finding]:
        findings = list(self._verifier.check(draft, self._evidence, language=self._language))
        if left := self._masks.left_in(draft.text):
            findings.append(Finding(Fault.FOREIGN_TEXT, left))
        if not findings:
            cited = [piece for piece in self._evidence if piece.number in draft.cites]
            findings += unknown_names(draft.text, cited, self._gazetteer)
            findings += self._off_the_text(draft)
        return findings

    def _cited_otherwise(self, draft: Draft) -> Iterator[Draft]:
        """Yield a statement that cites nothing, or what there is not, with each piece of evidence by itself."""
        for number in self._items:
            yield Draft(draft.text, (number,))

    def _off_the_text(self, draft: Draft) -> list[Finding]:
        """Return what makes a statement one about titles and headings only: a word of theirs may stand in it."""
        found = self._verifier.check(draft, self._bare, language=self._language)
        return [
            finding for finding in found if finding.fault is Fault.UNRELATED and not finding.detail.startswith(NOWHERE)
        ]

    def _without_needless(self, draft: Draft) -> Draft:
        """Leave out each citation without which the rest still carries the statement (precision in ALCE's sense)."""
        cites = draft.cites
        for number in reversed(draft.cites):
            fewer = tuple(other for other in cites if other != number)
            if fewer and not self._verifier.check(Draft(draft.text, fewer), self._evidence, language=self._language):
                cites = fewer
        return Draft(draft.text, cites)


def _whole(written: Sequence[Draft]) -> list[Draft]:
    """Put an aside that stands behind its sentence's stop (截至2018年) back to the sentence; drop a bare yes or no."""
    whole: list[Draft] = []
    for draft in written:
        if not draft.cites and _BARE.fullmatch(draft.text):
            continue
        if whole and draft.text.startswith(("(", "（")):
            last = whole.pop()
            draft = Draft(f"{last.text} {draft.text}", tuple(dict.fromkeys([*last.cites, *draft.cites])))  # noqa: PLW2901 - the two are one
        whole.append(draft)
    return whole


def _bare(evidence: Evidence) -> Evidence:
    """Return evidence without what it stands under."""
    source = dataclasses.replace(evidence.citation.source, title="")
    return dataclasses.replace(evidence, context="", citation=dataclasses.replace(evidence.citation, source=source))


def _checked(failed: Failed, fate: Fate) -> Checked:
    return Checked(failed.draft.text, failed.draft.cites, _written(failed.findings), fate)


def _written(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(f"{finding.fault.value}: {finding.detail}" for finding in findings)
