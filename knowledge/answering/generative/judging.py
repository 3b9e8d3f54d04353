"""Judge the statements of one answer as they come: keep what its evidence carries, set the rest aside."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from knowledge.answering.explanation import Checked, Fate
from knowledge.answering.generative import prompts
from knowledge.answering.generative.novelty import unknown_names
from knowledge.answering.verification import Draft, Evidence, Fault, Finding, drafts
from knowledge.evidence import Language, Statement
from knowledge.language.numbers import find_numbers
from knowledge.language.times import find_points
from knowledge.text.folding import fold, to_simplified, to_traditional
from knowledge.text.language import Script
from knowledge.text.sentences import split_sentences

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from knowledge.answering.generative.masking import Masks
    from knowledge.answering.generative.numbered import Item
    from knowledge.answering.verification import Verifier
    from knowledge.names import Gazetteer

# The beginning of a marker, whose end is still to come.
_UNFINISHED = re.compile(r"\s*[\[［【〔][^\]］】〕]*$")
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
    """Holds what has been kept of one answer and what of the keys is still unsaid."""

    def __init__(
        self,
        items: Sequence[Item],
        masks: Masks,
        verifier_on: Callable[[dt.date], Verifier],
        gazetteer: Gazetteer,
        *,
        today: dt.date,
        language: Language,
        script: Script,
    ) -> None:
        """Take the evidence and verifiers by the day from which they count "next year"."""
        self._items = {item.evidence.number: item for item in items}
        self._evidence = [item.evidence for item in items]
        self._bare = [_bare(item.evidence) for item in items]
        self._unsaid = [item for item in items if item.key is not None]
        self._masks = masks
        self._verifier = verifier_on(today)
        self._verifier_on = verifier_on
        self._gazetteer = gazetteer
        self._today = today
        self._language = language
        self._script = script
        self._kept: dict[str, Statement] = {}
        self._first_key = self._unsaid[0] if self._unsaid else None
        self._seen = 0
        self.failed: list[Failed] = []
        self.checked: list[Checked] = []
        self.rewritten = 0
        self.shortfall: tuple[str, ...] = ()

    @property
    def kept(self) -> tuple[Statement, ...]:
        """Return the statements that their evidence carries, in order."""
        return tuple(self._kept.values())

    @property
    def answers(self) -> bool:
        """Return whether the chief key is said, so that what was kept may be shown."""
        return bool(self._kept) and self._first_key not in self._unsaid

    @property
    def unsaid(self) -> tuple[Statement, ...]:
        """Return the keys that nothing kept says in full."""
        return tuple(item.key for item in self._unsaid if item.key is not None)

    @property
    def full(self) -> bool:
        """Return whether enough was kept for a phone, or more was written than anyone asked for."""
        return len(self._kept) >= MOST_STATEMENTS or len(self.failed) >= _MOST_FAILED

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
        self._seen = max(self._seen, len(ready))
        return len(self._kept) > before

    def mend(self, text: str) -> None:
        """Judge statements that were written again; what fails now is dropped."""
        for draft in _whole(drafts(text))[: min(len(self.failed), MOST_MENDED)]:
            before = len(self._kept)
            if before < MOST_STATEMENTS and self._take(draft, Fate.REWRITTEN) is None:
                self.rewritten += len(self._kept) - before

    def close(self) -> None:
        """Take note of what was dropped, and of what the chief key loses in what was kept."""
        self.checked += [_checked(failed, Fate.DROPPED) for failed in self.failed]
        if self._first_key is not None and self._first_key in self._unsaid:
            self.shortfall = _written(self._lost(self._first_key))

    def _take(self, draft: Draft, fate: Fate) -> Failed | None:
        draft = Draft(self._masks.restore(draft.text), draft.cites)
        findings = self._findings(draft)
        if findings and all(finding.fault in _ABOUT_CITING for finding in findings):
            found = next((one for one in self._cited_otherwise(draft) if not self._findings(one)), None)
            draft, findings = (found, []) if found else (draft, findings)
        if findings:
            return Failed(draft, tuple(findings))
        draft = self._without_needless(draft)
        self.checked.append(Checked(draft.text, draft.cites, (), fate))
        text = self._scripted(draft.text)
        citations = [citation for number in draft.cites for citation in self._items[number].citations]
        if fold(text) not in self._kept:
            self._kept[fold(text)] = Statement(text, tuple(dict.fromkeys(citations)))
            self._unsaid = [item for item in self._unsaid if self._lost(item)]
        return None

    def _findings(self, draft: Draft) -> list[Finding]:
        findings = list(self._verifier.check(draft, self._evidence, language=self._language))
        if left := self._masks.left_in(draft.text):
            findings.append(Finding(Fault.FOREIGN_TEXT, left))
        shown = fold("\n".join(piece.text for piece in self._evidence))
        if word := prompts.parroted(fold(draft.text), shown):
            findings.append(Finding(Fault.FOREIGN_TEXT, word))
        if not findings:
            cited = [piece for piece in self._evidence if piece.number in draft.cites]
            findings += unknown_names(draft.text, cited, self._gazetteer)
            findings += self._off_the_text(draft)
        return findings

    def _cited_otherwise(self, draft: Draft) -> Iterator[Draft]:
        """Yield a statement that cites nothing, or what there is not, with each piece of evidence by itself."""
        for number in self._items:
            yield Draft(draft.text, (number,))

    def _lost(self, item: Item) -> tuple[Finding, ...]:
        published = item.evidence.citation.source.published
        day = published.first_day if published else self._today
        return lost(item, self.kept, self._verifier_on(day))

    def _off_the_text(self, draft: Draft) -> list[Finding]:
        """Return what makes a statement one about titles and headings only: the evidence itself must carry it."""
        found = self._verifier.check(draft, self._bare, language=self._language)
        return [finding for finding in found if finding.fault is Fault.UNRELATED]

    def _without_needless(self, draft: Draft) -> Draft:
        """Leave out each citation without which the rest still carries the statement (precision in ALCE's sense)."""
        cites = draft.cites
        for number in reversed(draft.cites):
            fewer = tuple(other for other in cites if other != number)
            if fewer and not self._verifier.check(Draft(draft.text, fewer), self._evidence, language=self._language):
                cites = fewer
        return Draft(draft.text, cites)

    def _scripted(self, text: str) -> str:
        if self._language is Language.EN:
            return text
        return to_traditional(text) if self._script is Script.HANT else to_simplified(text)


def _whole(written: Sequence[Draft]) -> list[Draft]:
    """Put an aside that stands behind its sentence's stop (截至2018年) back to the sentence."""
    whole: list[Draft] = []
    for draft in written:
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


# What may not be lost on the way; wording, language and length may change.
_MAY_DIFFER = frozenset({Fault.LANGUAGE, Fault.FOREIGN_TEXT, Fault.QUALIFIER})


def lost(item: Item, written: Sequence[Statement], verifier: Verifier) -> tuple[Finding, ...]:
    """Return what of a key is lost in the statements that cite it: the check of a statement, the other way round.

    Recall beside precision: every number, date, place and name of the key must stand in what was written from it.
    ``verifier`` should count relative dates from the key's own source.
    """
    key, source = item.key, item.evidence
    mine = [statement for statement in written if key and set(statement.citations) & set(key.citations)]
    if not mine:
        return (Finding(Fault.UNCITED, source.text),)
    texts = " ".join(statement.text for statement in mine)
    said = Evidence(1, texts, source.language, source.citation, source.context)
    return tuple(
        finding
        for sentence in split_sentences(item.matter)
        for finding in verifier.check(Draft(sentence, (1,)), [said], language=source.language)
        if finding.fault not in _MAY_DIFFER and not (finding.fault is Fault.UNRELATED and _has_figures(sentence))
    )


def _has_figures(sentence: str) -> bool:
    """Tell whether a sentence has numbers or dates: what is written from it is held to those, not to its words."""
    return bool(find_points(sentence) or find_numbers(fold(sentence), doubtful=True))
