"""The evidence that a model is given, numbered: first what answers the question, then what stands near it."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from knowledge.answering.extractive import citation
from knowledge.answering.generative.addressed import speaks_to_a_model
from knowledge.answering.verification import Evidence
from knowledge.evidence import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.found import Found
    from knowledge.answering.generative.masking import Masks
    from knowledge.answering.selection import Reading
    from knowledge.evidence import Citation, Language, Passage, Statement
    from knowledge.names import Gazetteer

# More statements than this are a list, which no wording makes better.
_MOST_KEYS = 6
_MOST_ITEMS = 8
_MOST_CHARACTERS = 2_500
# How far below the best a sentence may score and still stand near the answer.
_NEAR = 3.0
_BRACKETED = re.compile(r"\[(\d+)\]")


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """A numbered piece of evidence with its citations.

    ``key`` is the statement that it is, where it answers, and ``matter`` what of that may not be lost: the paper's
    sentence without our remarks on it, or a computed statement as it is.
    """

    evidence: Evidence
    citations: tuple[Citation, ...]
    key: Statement | None = None
    matter: str = ""


def numbered(found: Found, gazetteer: Gazetteer) -> tuple[Item, ...]:
    """Return the evidence for one answer; nothing where wording would not help or a key is no fit reading for a model.

    The statements of the answer that the rules give come first (records and computed facts as they are), then single
    sentences that lack nothing that was asked. A sentence that gives orders is left out.
    """
    answer = found.answer
    counted = answer.mode is Mode.RECORDS and bool(answer.lead)  # a list, with what it counts in the lead
    if not answer.statements or counted or len(answer.statements) > _MOST_KEYS:
        return ()
    statements = [part for statement in answer.statements for part in statement.parts or (statement,)]
    quoted = [citation.quote for statement in statements for citation in statement.citations]
    if any(speaks_to_a_model(text) for text in (*quoted, *(statement.text for statement in statements))):
        return ()
    items = [
        _key(number, statement, answer.language, found, gazetteer)
        for number, statement in enumerate(statements, start=1)
    ]
    if answer.mode is not Mode.RECORDS:
        items += _near(items, found.readings, gazetteer)
    length = 0
    kept = []
    for item in items:
        length += len(item.evidence.text)
        if item.key is None and length > _MOST_CHARACTERS:
            break
        kept.append(item)
    return tuple(kept) if length <= 2 * _MOST_CHARACTERS else ()


def rendered(items: Sequence[Item], masks: Masks) -> str:
    """Return the evidence as the model reads it, one numbered line a piece, addresses as tokens."""
    lines = []
    for item in items:
        evidence, source = item.evidence, item.evidence.citation.source
        dated = f", {source.published}" if source.published else ""
        mark = " (key)" if item.key is not None else ""
        text = _BRACKETED.sub(r"(\1)", " ".join(evidence.text.split()))
        lines.append(f"[{evidence.number}]{mark} {masks.mask(text)} — {masks.mask(source.title)}{dated}")
    return "\n".join(lines)


def _key(number: int, statement: Statement, language: Language, found: Found, gazetteer: Gazetteer) -> Item:
    records = found.answer.mode is Mode.RECORDS
    cited = statement.citations[0]
    reading = next((r for r in found.readings if r.candidate.passage.id == cited.passage_id), None)
    passage = None if reading is None else reading.candidate.passage
    sentences = [r.sentence for r in found.readings if r.sentence in statement.text]
    evidence = Evidence(
        number,
        statement.text,
        language if records else cited.language,
        _as_read(cited),
        "" if passage is None else _context(passage, gazetteer),
    )
    return Item(evidence, statement.citations, statement, max(sentences, key=len, default=statement.text))


def _near(keys: Sequence[Item], readings: Sequence[Reading], gazetteer: Gazetteer) -> list[Item]:
    known = {item.evidence.text for item in keys}
    best = readings[0].score if readings else 0.0
    items: list[Item] = []
    for reading in readings:
        if len(keys) + len(items) >= _MOST_ITEMS or reading.score < best - _NEAR:
            break
        sentence, passage = reading.sentence, reading.candidate.passage
        if reading.lacks or any(sentence in text or text in sentence for text in known) or speaks_to_a_model(sentence):
            continue
        cited = citation(passage, sentence)
        number = len(keys) + len(items) + 1
        evidence = Evidence(number, sentence, passage.language, _as_read(cited), _context(passage, gazetteer))
        items.append(Item(evidence, (cited,)))
        known.add(sentence)
    return items


def _context(passage: Passage, gazetteer: Gazetteer) -> str:
    """Return what a sentence stands under: title, headings, and the places that the whole paper is about."""
    above = [text for text in (passage.source.title, passage.heading) if not speaks_to_a_model(text)]
    about = [place for place in map(gazetteer.get, passage.about) if place is not None]
    return "\n".join([*above, *(f"{place.zh} {place.en}" for place in about)])


def _as_read(cited: Citation) -> Citation:
    """Return a citation as it is read: a title that gives orders is none."""
    if not speaks_to_a_model(cited.source.title):
        return cited
    return dataclasses.replace(cited, source=dataclasses.replace(cited.source, title=""))
