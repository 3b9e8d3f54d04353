"""Question -> Query: language, places, dates, kind of answer, topic, and what a follow-up left out."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from knowledge.text.folding import fold
from knowledge.text.language import detect_language, detect_script
from knowledge.understanding.followups import resolve
from knowledge.understanding.kinds import plain_words, wanted
from knowledge.understanding.period import find_period
from knowledge.understanding.query import AnswerKind, Query, Scope
from knowledge.understanding.scope import scope_of
from knowledge.understanding.terms import content_terms, quoted_names
from knowledge.understanding.topics import relation_of, topic_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from knowledge.evidence import Language
    from knowledge.names import Gazetteer, Mention

_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_DATE_WORDS = re.compile(
    r"(?<!\d)(?:1[89]|20)\d\d(?:[-–—至到~](?:1[89]|20)?\d\d)?年?|\d{1,2}月(?:\d{1,2}[日号])?|"
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
# What only asks; taken out so that it does not join its neighbours into another word (结好|多少|年).
_ASKING = re.compile(
    r"多少[年个次座位家条届对项名国批场组种]?|什么时候|什么时间|几[年个次座位家条届对项名国批场组种月号天]|哪[一几两二三四五六七八九十]?[年个次座位家条届对项名国批场组种月号天些里儿]|"
    r"是什么|什么|怎么样?|如何|有没有|是不是|是否|分别是?|多久|第几"
)
_ORDINAL = re.compile(r"(?<!\d)(\d{1,3})(?:周年|th\b|st\b|nd\b|rd\b)")
# One question mark ends one question; ", and how many …" begins another.
_PARTS = re.compile(
    r"(?<=[?？])\s*(?=\S)|[,，;；]\s*(?:and |以及|其中|并且|分别)?(?=(?:how many|how much|when|who|where|which|what|in what|in which)\b)|"
    r"\s+and\s+(?=(?:how many|how much|when did|when was|who |where |which |what |in what|in which)\b)|[,，;；](?:其中|以及)?(?=[^,，;；?？]{0,8}(?:多少|什么时候|哪|谁|几))"
)
_ASKS = re.compile(r"什么|哪|谁|几|多少|\b(?:what|which|who|how|where|when)\b", re.IGNORECASE)
# What two things have not in common is told by what each of them is.
_DIFFERENCE = re.compile(
    r"^(?:请问)?(?P<one>[^,，。?？]{2,12}?)(?:和|与|跟|同|及)(?P<two>[^,，。?？]{2,12}?)(?:之间|两者|到底|究竟|的|有|是|什么|何|哪些)*"
    r"(?:区别|差别|差异|不同|不一样)(?:是|在|于|有|什么|哪里|哪些|呢)*[?？。]?$|"
    r"\b(?:differences? between|how (?:does|do|is|are)) (?:(?:an?|the) )?(?P<this>[\w' -]{2,40}?) "
    r"(?:and|(?:differ|different) from) (?:(?:an?|the) )?(?P<that>[\w' -]{2,40}?)\s*[?.]*$",
    re.IGNORECASE,
)
_SHORTEST_PART = 2
# Of a longer text the beginning and the end are read; a compound question is answered in so many parts.
_LONGEST_QUESTION = 1_000
_MOST_PARTS = 4
# With so many words of its own, a part of a question has its own matter and takes over no place.
_OWN_MATTER = 2


def understand(
    question: str,
    *,
    today: dt.date,
    gazetteer: Gazetteer,
    earlier: Sequence[str] = (),
    language: Language | None = None,
) -> tuple[Query, ...]:
    """Return what is asked, one Query for each question in the text (at least one).

    ``earlier`` are the user's earlier messages of this conversation, oldest first. The parts of a compound question
    share the places and the matter of its first part. The answer is wanted in ``language``, or in the question's own.
    """
    queries = _queries(question, today=today, gazetteer=gazetteer, earlier=earlier)
    return queries if language is None else tuple(dataclasses.replace(query, language=language) for query in queries)


def _queries(question: str, *, today: dt.date, gazetteer: Gazetteer, earlier: Sequence[str]) -> tuple[Query, ...]:
    if len(question) > _LONGEST_QUESTION:
        half = _LONGEST_QUESTION // 2
        question = f"{question[:half]} {question[-half:]}"
    scope = scope_of(question)
    if scope is not Scope.QUESTION:
        return (_query(question, question, "", today=today, gazetteer=gazetteer, scope=scope),)
    asked_before = [text for text in earlier if scope_of(text) is Scope.QUESTION]
    standing = resolve(question, asked_before, gazetteer)
    pieces = [piece.strip() for piece in _PARTS.split(standing.text) if len(piece.strip()) > _SHORTEST_PART][
        :_MOST_PARTS
    ]
    if things := _compared(standing.text, gazetteer):
        return tuple(_query(thing, question, "", today=today, gazetteer=gazetteer) for thing in things)
    whole = _query(standing.text, question, standing.context, today=today, gazetteer=gazetteer)
    if len(pieces) < 2:  # noqa: PLR2004 - one question
        return (whole,)
    parts = [_query(pieces[0], question, standing.context, today=today, gazetteer=gazetteer)]
    for piece in pieces[1:]:
        part = _query(piece, question, pieces[0], today=today, gazetteer=gazetteer, part=True)
        parts.append(dataclasses.replace(part, follows_up=parts[0].follows_up))
    asking = [part for part in parts if part.kind is not AnswerKind.OPEN or _ASKS.search(part.text)]
    return tuple(asking) if len(asking) > 1 else (whole,)


def _compared(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return "what is …" of each of the two things whose difference is asked for; places are compared otherwise."""
    match = _DIFFERENCE.search(text)
    if match is None or gazetteer.find(text):
        return ()
    if match["this"]:
        return tuple(f"What is meant by {match[name]}?" for name in ("this", "that"))
    return tuple(f"什么是{match[name]}？" for name in ("one", "two"))


def _query(
    text: str,
    asked: str,
    context: str,
    *,
    today: dt.date,
    gazetteer: Gazetteer,
    scope: Scope = Scope.QUESTION,
    part: bool = False,
) -> Query:
    folded = plain_words(text)
    # Capitals tell a town from a word; they are kept unless a spoken form had to be replaced.
    mentions = gazetteer.find(text if fold(text) == folded else folded)
    want = wanted(folded)
    language = detect_language(asked)
    relation = relation_of(folded)
    terms = content_terms(folded, _spans(folded, mentions))
    years = _years(folded)
    if context:
        earlier = plain_words(context)
        before = gazetteer.find(context if fold(context) == earlier else earlier)
        own = {term.word for term in terms}
        inherited = content_terms(earlier, _spans(earlier, before), inherited=True)
        terms += tuple(term for term in inherited if term.word not in own)
        if not mentions:
            mentions = [] if part and len(own) >= _OWN_MATTER else before
        years = years or _years(earlier)
        relation = relation or relation_of(earlier)
    places = tuple(dict.fromkeys(mention.place for mention in mentions))
    return Query(
        text=f"{context} {text}".strip() if context else text,
        asked=asked,
        language=language,
        script=detect_script(asked),
        today=today,
        scope=scope,
        kinds=want.kinds,
        topic=topic_of(folded, want.kinds, relation, places=len(places)),
        relation=relation,
        period=find_period(text, language, today),
        places=places,
        corrected=tuple((mention.text, mention.place) for mention in mentions if not mention.exact),
        years=years,
        terms=terms,
        quoted=quoted_names(text),
        now=want.now,
        complete=want.complete,
        exact_day=want.exact_day,
        compares=want.compares,
        ordinal=_ordinal(folded),
        follows_up=bool(context) or text != asked,
    )


def _spans(folded: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    spans = [(mention.start, mention.end) for mention in mentions]
    return spans + [match.span() for pattern in (_DATE_WORDS, _ASKING) for match in pattern.finditer(folded)]


def _years(folded: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(year) for year in _YEAR.findall(folded)))


def _ordinal(folded: str) -> int | None:
    match = _ORDINAL.search(folded)
    return int(match.group(1)) if match else None
