from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.folding import fold, to_traditional
from knowledge.understanding.kinds import wanted
from knowledge.understanding.query import Relation, Topic
from knowledge.understanding.topics import relation_of, topic_of

TIES = [
    ("广州有多少个友好城市?", Relation.SISTER),
    ("里昂是姐妹城市吗?", Relation.SISTER),
    ("和里昂什么时候缔结关系?", Relation.SISTER),
    ("Which sister cities are there?", Relation.SISTER),
    ("Is it twinned with Lyon?", Relation.SISTER),
    ("有哪些友好交流城市?", Relation.EXCHANGE),
    ("有哪些友好合作交流城市?", Relation.EXCHANGE),
    ("Which friendly exchange cities are there?", Relation.EXCHANGE),
    ("How many friendship cities are there?", Relation.FRIENDSHIP),
    ("里昂市长是谁?", None),
    ("Who is the mayor?", None),
]


@pytest.mark.parametrize(("question", "relation"), TIES)
def test_the_kind_of_tie_is_told(question: str, relation: Relation | None) -> None:
    assert relation_of(fold(question)) is relation
    assert relation_of(fold(to_traditional(question))) is relation


@pytest.mark.parametrize(
    ("question", "places", "topic"),
    [
        ("广州和里昂什么时候结好?", 2, Topic.AGREEMENT),
        ("When did Guangzhou and Lyon become sister cities?", 2, Topic.AGREEMENT),
        ("明年有哪些友城周年?", 0, Topic.ANNIVERSARY),
        ("Which sister city anniversaries are next year?", 0, Topic.ANNIVERSARY),
        ("有哪些奖学金?", 0, Topic.PROGRAMME),
        ("Which scholarships are there?", 0, Topic.PROGRAMME),
        ("2018年里昂有哪些来访?", 1, Topic.EVENT),
        ("When was the forum?", 0, Topic.EVENT),
        ("介绍一下里昂", 1, Topic.PROFILE),
        ("Tell me about Lyon", 1, Topic.PROFILE),
        ("里昂", 1, Topic.PROFILE),
        ("里昂的人口是多少?", 1, Topic.OTHER),
        ("谁是作者?", 0, Topic.OTHER),
    ],
)
def test_the_topic_is_told(question: str, places: int, topic: Topic) -> None:
    folded = fold(question)
    assert topic_of(folded, wanted(folded).kinds, relation_of(folded), places=places) is topic


@given(st.text(), st.integers(0, 3))
def test_without_a_place_nothing_is_a_profile(text: str, places: int) -> None:
    folded = fold(text)
    topic = topic_of(folded, wanted(folded).kinds, relation_of(folded), places=places)
    assert topic is not Topic.PROFILE or places > 0
