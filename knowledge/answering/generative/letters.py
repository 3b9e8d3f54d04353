"""Let the model word a draft letter: facts in, a checked letter out, the template's own words where that fails."""

import functools
import re
from collections.abc import Iterator, Sequence

from langchain_core.messages import BaseMessage

from knowledge.answering.generative import prompts
from knowledge.answering.generative.addressed import speaks_to_a_model
from knowledge.answering.generative.calling import Caller
from knowledge.answering.generative.failure import ModelFailed
from knowledge.answering.generative.novelty import unknown_names
from knowledge.answering.remembering import Remembered
from knowledge.answering.verification import Draft, Evidence, Fault, Finding, Verifier, drafts
from knowledge.briefs import Letter
from knowledge.directory import Guide
from knowledge.evidence import Language
from knowledge.text.bilingual import Bilingual
from knowledge.text.language import in_script
from knowledge.text.sentences import split_sentences

# Courtesies are of no fact: what is held against them is a number, a date, a name or a claim, not their words.
_COURTEOUS = frozenset({Fault.UNRELATED, Fault.UNCITED})
# What of the agreement and its anniversary may not be lost.
_ESSENTIAL = frozenset({Fault.NUMBER, Fault.DATE, Fault.PLACE})
# "Best" is a claim to be carried, but not in a wish.
_WISH = re.compile(r"\b(?:very )?best(?= (?:wishes|regards|of (?:health|luck)))", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\s*\n\s*")
_REMEMBERED = 100


class LetterWriter:
    """Words letters with one model; the same facts get the same letter, so that a file of it says what was shown."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._letters: Remembered[tuple[str, ...]] = Remembered(_REMEMBERED)

    def worded(self, letter: Letter, guide: Guide, *, user: str) -> Letter:
        """Return a letter with the model's body in place of the template's, or with a remark why it has none.

        ``user`` is whose allowance the model spends.
        """
        words = Bilingual("briefs", guide.language, guide.script)
        key = (letter.paragraphs, letter.facts, guide.language, guide.script)
        body = self._letters.get(key)
        if body is None:
            try:
                text = self._caller.text(_messages(letter, guide.language), self._caller.begin(user, guide.today))
            except ModelFailed as error:
                self._caller.observer.failed(error.failure)
                return letter.with_remark(words("letter_not_worded"))
            body = _paragraphs(text, guide)
            if not body or any(faults(body, letter, guide)):
                return letter.with_remark(words("letter_not_carried"))
            self._letters.put(key, body)
        return letter.with_body(body).with_remark(words("letter_worded", model=self._caller.name))


@functools.cache
def letter_writer(caller: Caller) -> LetterWriter:
    """Return what words letters with a model; one for each, so that its letters are remembered."""
    return LetterWriter(caller)


def faults(body: Sequence[str], letter: Letter, guide: Guide) -> Iterator[Finding]:
    """Yield what a body says that the facts do not carry, and what of the agreement it leaves out."""
    gazetteer = guide.directory.gazetteer
    verifier = Verifier(gazetteer, today=guide.today, forbidden=prompts.instructions(), freely=True)
    told = [(fact.text, fact.citations[0]) for fact in letter.facts]
    told += [(paragraph, letter.facts[0].citations[0]) for paragraph in letter.body]
    evidence = [Evidence(n, text, guide.language, cited) for n, (text, cited) in enumerate(told, start=1)]
    numbers = tuple(piece.number for piece in evidence)
    for paragraph in body:
        for sentence in split_sentences(_WISH.sub("good", paragraph)):
            found = verifier.check(Draft(sentence, numbers), evidence, language=guide.language)
            yield from (finding for finding in found if finding.fault not in _COURTEOUS)
            yield from unknown_names(sentence, evidence, gazetteer)
    whole = [Evidence(1, "\n".join(body), guide.language, letter.facts[0].citations[0])]
    for sentence in split_sentences(letter.body[0]):
        found = verifier.check(Draft(sentence, (1,)), whole, language=guide.language)
        yield from (finding for finding in found if finding.fault in _ESSENTIAL)


def _messages(letter: Letter, language: Language) -> list[BaseMessage]:
    facts = [letter.title, *(fact.text for fact in letter.facts if not speaks_to_a_model(fact.text))]
    shown = "\n".join(" ".join(fact.split()) for fact in facts)
    return prompts.letter(language, shown)


def _paragraphs(text: str, guide: Guide) -> tuple[str, ...]:
    """Return the paragraphs of a reply, without any Markdown or markers."""
    between = "" if guide.language is Language.ZH else " "
    found = (between.join(draft.text for draft in drafts(part)) for part in _PARAGRAPHS.split(text.strip()))
    return tuple(part if guide.language is Language.EN else in_script(part, guide.script) for part in found if part)
