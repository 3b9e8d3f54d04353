"""Clauses in which the asker tells of themselves and asks for nothing ("I am going there next month")."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from knowledge.language.lexicon import concepts_under, find, pattern, speaks_of
from knowledge.language.numbers import find_numbers
from knowledge.language.times import find_times
from knowledge.names.regions import find_regions
from knowledge.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What a claim says of ties.
_OF_TIES = ("tie", "topic.sister", "topic.exchange", "first", "latest", "placed", "only_one", "exists", "pronoun")
# What it is stands beside what it is not: 是2012年,(而)不是2013年; 不是2013年,是2012年.
_NOT = ("不是", "并非", "而不是", "not", "is not", "isn't")
_BEHIND = re.compile(r",\s?(?:而|and |but )?$")
_BUT = re.compile(r"[^,]*,\s?(?:而|but )?(?:是|it's|it is)")
_NEXT = 3  # clauses after one that may ask something of what it names
# A clause ends at a sign or a picture (😂).
_SIGNS = r",，.。;；!！?？\u2600-\u27bf\U0001f300-\U0001faff"
_CLAUSE = re.compile(rf"[^{_SIGNS}]+[{_SIGNS}]*\s*")
_PURPOSE_ENDS = re.compile(r"[,，:：;；]|\s[-–—]+\s|—+")
_ASKS = ("asks.something", "asks.count", "asks.date", "imperative")


def without_asides(text: str) -> str:
    """Return a text without such clauses, where another clause is left."""
    clauses = _CLAUSE.findall(text)
    after = [fold("".join(clauses[at + 1 : at + 1 + _NEXT])) for at in range(len(clauses))]
    kept, of_the_asker = [], False
    for clause, rest in zip(clauses, after, strict=True):
        folded = fold(clause)
        of_the_asker = (of_the_asker and _goes_on(clause)) or _is_aside(folded, rest)
        kept += [] if of_the_asker else [clause]
        of_the_asker = of_the_asker and clause.rstrip().endswith((",", "，"))
    left = "".join(kept).strip()
    return left if left and len(kept) < len(clauses) and not _only_asks_back(fold(left)) else text


def _goes_on(clause: str) -> bool:
    """Tell whether a clause behind one of the asker's only goes on with it ("I am here, over on exchange, …")."""
    folded = fold(clause)
    narrows = find_numbers(folded) or find_times(folded, dt.date(2000, 1, 1)) or find_regions(folded)
    return clause[:1].islower() and not narrows and not speaks_of(folded, *_ASKS, *_OF_TIES, "round")


def asked_for(text: str) -> str:
    """Return a text without what its answer is for, and without the kind of tie that it leaves out or denies."""
    text = _without_purpose(text)
    for concept in ("kind.denied", "kind.left_out"):
        text = _without_kind(text, concept)
    return text


def _without_purpose(text: str) -> str:
    """Return a text without a purpose beside what it asks ("for a letter: when …?"): that orders no letter."""
    *asked, last = _CLAUSE.findall(text) or [text]
    told = fold(last).strip()
    if asked and speaks_of(told, "purpose.after") and not speaks_of(told, "asks.something", "command.remind"):
        text = "".join(asked)
    if (end := _PURPOSE_ENDS.search(text)) is None or not speaks_of(fold(text[: end.start()]), "purpose"):
        return text
    rest = text[end.end() :].strip()
    return rest if rest.endswith(("?", "？")) or speaks_of(fold(rest), *_ASKS) else text


def _without_kind(text: str, concept: str) -> str:
    """Return a text that names two kinds of tie with the other alone: "an exchange, no sister city"."""
    folded = fold(text)
    span = find(folded, concept)
    if span is None or len(folded) != len(text):
        return text
    stays = " is" if speaks_of(span.text, "kind.denied.verb") else ""
    left = f"{text[: span.start].rstrip()}{stays}{text[span.end :]}"
    return left if speaks_of(fold(left), "kind.named") else text


def asks_whether_so(folded: str) -> bool:
    """Tell whether a folded text asks of one of its clauses whether it is so ("…, right? Someone asked me")."""
    clauses = [clause.strip() for clause in _CLAUSE.findall(folded)]
    told = [clause for clause in clauses[:-1] if not _only_asks_back(clause)]
    return any(speaks_of(clause, "claim.tail") for clause in (*told, folded))


def denies(folded: str) -> bool:
    """Tell whether a folded claim says that something is not so; "isn't it …?" and 不是…吗 expect that it is."""
    told = pattern("claim.tail").sub("", folded)
    span = find(pattern("lasted.shorter").sub("", told), "claim.denied")  # not yet twenty years: that is no denial
    if told == folded or span is None or _is_contrast(told, span.start, span.text):
        return False
    return span.start > 0 or not span.text.isascii()


def _is_contrast(told: str, start: int, words: str) -> bool:
    """Tell whether words deny a time, number or place only beside the one that is claimed: not the other."""
    if words not in _NOT:
        return False
    clause = told[start:].split(",", maxsplit=1)[0]
    behind = _BEHIND.search(told, 0, start) is not None and not speaks_of(
        clause, "tie", "topic.sister", "topic.exchange"
    )
    return behind or _BUT.match(told, start) is not None


def beside_claim(folded: str, named: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where the clauses of a claim of a tie stand that neither name anything nor say anything of ties.

    ``named`` are the spans of the places and times in the text.
    """
    for clause in _CLAUSE.finditer(folded):
        start, end = clause.span()
        names = any(start <= first and last <= end for first, last in named)
        if not names and not speaks_of(clause.group(), *_OF_TIES) and not find_numbers(clause.group()):
            yield start, end


def _only_asks_back(folded: str) -> bool:
    """Tell whether words only ask whether what was said is so ("true?"): then it is no aside."""
    return speaks_of(folded, "claim.tail") and not any(map(str.isalnum, pattern("claim.tail").sub("", folded)))


def _is_aside(folded: str, after: str) -> bool:
    """Tell whether a clause is an errand of the asker, or only names what the clause after it asks of.

    Who they are may tell which programmes are for them, but nothing of ties.
    """
    asked_of = speaks_of(after, "of_each") and speaks_of(after, "asks.something")
    if not (asked_of or speaks_of(folded, "of_the_asker")) or speaks_of(folded, "asks.something", "asks.count"):
        return False
    of_programmes = speaks_of(folded, *concepts_under("audience")) and not speaks_of(after, "tie", "topic.sister")
    return not (of_programmes or speaks_of(folded, "command.letter", "command.brief", "command.remind"))
