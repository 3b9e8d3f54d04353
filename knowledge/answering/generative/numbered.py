"""The evidence that a model is given, numbered: what the rules answer to each reading of a question, then passages."""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.extractive import citation
from knowledge.answering.found import Found
from knowledge.answering.generative.addressed import speaks_to_a_model
from knowledge.answering.generative.masking import Masks
from knowledge.answering.requirements import Lack
from knowledge.answering.selection import Reading
from knowledge.answering.verification import Evidence
from knowledge.evidence import Answer, Citation, Language, Mode, Passage, Statement
from knowledge.names import Gazetteer
from knowledge.text.language import HAN
from knowledge.text.sentences import split_sentences

# More statements than this are a list, which is shown as it was computed; so much of it is read.
_MOST_STATEMENTS = 6
_LONGEST_LIST = 900
_MOST_ITEMS = 16
_MOST_TOKENS = 560
# Passages given with the sentences around the one that was found.
_WITH_NEIGHBOURS = 3
_LONGEST_HEADING = 90
# Reciprocal rank fusion: how little the first ranks differ (Cormack, Clarke and Büttcher 2009).
_FUSED = 60
_BRACKETED = re.compile(r"\[(\d+)\]")


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """A numbered piece of evidence under a heading; shown word for word it is ``shown``, or the whole ``answer``."""

    evidence: Evidence
    shown: Statement
    heading: str
    answer: Answer | None = None


def estimated_tokens(text: str) -> int:
    """Return about how many tokens a text is, where nobody says: seven for ten Chinese characters or 26 Latin ones."""
    chinese = len(HAN.findall(text))
    return round(0.7 * chinese + 0.27 * (len(text) - chinese))


def is_fit(found: Found) -> bool:
    """Tell whether an answer of the rules may be read by a model: none of what it quotes gives orders."""
    told = [part for one in (*found.answer.statements, *found.answer.nearest) for part in one.parts or (one,)]
    return not any(speaks_to_a_model(text) for one in told for text in (one.text, *(c.quote for c in one.citations)))


def numbered(looked_up: Sequence[Found], gazetteer: Gazetteer) -> tuple[Item, ...]:
    """Return the evidence for one answer, as much as a model is given.

    What the rules answer to each reading comes first, or what they have nearest; then the sentences that were weighed
    for all readings, with what stands around the best. What gives orders is left out.
    """
    items: list[Item] = []
    spent = 0
    for item in _candidates(looked_up, gazetteer):
        text = item.evidence.text
        if any(text in known.evidence.text for known in items) or speaks_to_a_model(text):
            continue
        spent += estimated_tokens(text)
        if items and (spent > _MOST_TOKENS or len(items) >= _MOST_ITEMS):
            break
        evidence = dataclasses.replace(item.evidence, number=len(items) + 1)
        items.append(dataclasses.replace(item, evidence=evidence))
    return tuple(items)


def rendered(items: Sequence[Item], masks: Masks) -> str:
    """Return the evidence as the model reads it, each piece under its source, addresses as tokens."""
    lines: list[str] = []
    heading = ""
    for item in items:
        if item.heading != heading:
            heading = item.heading
            lines.append(f"— {masks.mask(heading)}")
        listed = " (list)" if item.answer else ""
        text = _BRACKETED.sub(r"(\1)", " ".join(item.evidence.text.split()))
        lines.append(f"[{item.evidence.number}]{listed} {masks.mask(text)}")
    return "\n".join(lines)


def _candidates(looked_up: Sequence[Found], gazetteer: Gazetteer) -> Iterator[Item]:
    for found in looked_up:
        if is_fit(found):
            yield from _told(found, gazetteer)
    for rank, reading in enumerate(_fused([found.readings for found in looked_up])):
        if Lack.STATEMENT not in reading.lacks:
            passage = reading.candidate.passage
            for text, sentence in _around(reading, neighbours=rank < _WITH_NEIGHBOURS):
                cited = citation(passage, sentence)
                yield _item(Statement(text, (cited,)), passage.language, _context(reading, gazetteer))


def _told(found: Found, gazetteer: Gazetteer) -> Iterator[Item]:
    """Yield what the rules answer: a list as one, anything else statement by statement."""
    answer = found.answer
    records = answer.mode is Mode.RECORDS
    if records and answer.statements and (answer.lead or len(answer.statements) > _MOST_STATEMENTS):
        lines = [answer.lead, *(statement.text for statement in answer.statements)]
        citations = dict.fromkeys(cited for statement in answer.statements for cited in statement.citations)
        told = Statement("\n".join(filter(None, lines))[:_LONGEST_LIST], tuple(citations))
        yield _item(told, answer.language, "", answer)
        return
    contexts = {reading.candidate.passage.id: reading for reading in found.readings}
    for statement in answer.statements or answer.nearest:
        for part in statement.parts or (statement,):
            cited = part.citations[0]
            reading = contexts.get(cited.passage_id)
            language = answer.language if records or reading is None else cited.language
            yield _item(part, language, _context(reading, gazetteer) if reading else "")


def _item(shown: Statement, language: Language, context: str, answer: Answer | None = None) -> Item:
    cited = _as_read(shown.citations[0])
    source = cited.source
    above = dict.fromkeys([source.title, *context.split("\n")[1:2]])
    heading = " · ".join(filter(None, above))[:_LONGEST_HEADING]
    dated = f" ({source.published})" if source.published else ""
    return Item(Evidence(0, shown.text, language, cited, context), shown, f"{heading}{dated}", answer)


def _fused(rankings: Sequence[Sequence[Reading]]) -> list[Reading]:
    """Return the sentences of several rankings, those that stand high in them first."""
    worth: dict[str, float] = {}
    first: dict[str, Reading] = {}
    for ranking in rankings:
        for rank, reading in enumerate(ranking[:_MOST_ITEMS]):
            first.setdefault(reading.sentence, reading)
            worth[reading.sentence] = worth.get(reading.sentence, 0.0) + 1 / (_FUSED + rank)
    return sorted(first.values(), key=lambda reading: -worth[reading.sentence])


def _around(reading: Reading, *, neighbours: bool) -> list[tuple[str, str]]:
    """Return a sentence as it is told and as it stands, with those right before and behind it in its passage."""
    passage, unit = reading.candidate.passage, reading.candidate.unit
    sentences = split_sentences(passage.text)
    if passage.record or unit.cells or not neighbours or unit.sentence not in sentences:
        return [(unit.told, unit.sentence)]
    at = sentences.index(unit.sentence)
    return [(text, text) for text in map(str.strip, sentences[max(0, at - 1) : at + 2]) if text]


def _context(reading: Reading, gazetteer: Gazetteer) -> str:
    """Return what a sentence stands under: title, headings, its question, the places that the whole paper is about."""
    passage: Passage = reading.candidate.passage
    headings = [passage.source.title, reading.candidate.unit.question or passage.heading]
    above = ["" if speaks_to_a_model(text) else text for text in headings]
    about = [place for place in map(gazetteer.get, passage.about) if place is not None]
    return "\n".join([*above, *(f"{place.zh} {place.en}" for place in about)])


def _as_read(cited: Citation) -> Citation:
    """Return a citation as it is read: a title that gives orders is none."""
    if not speaks_to_a_model(cited.source.title):
        return cited
    return dataclasses.replace(cited, source=dataclasses.replace(cited.source, title=""))
