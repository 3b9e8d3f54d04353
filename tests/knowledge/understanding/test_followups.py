import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.understanding.before import Before
from knowledge.understanding.query import AnswerKind, By, Order, Query, Topic
from knowledge.understanding.understand import understand
from tests.ingesting import gazetteer

TODAY = dt.date(2026, 11, 29)
HOMES = frozenset({"guangzhou-cn", "kunming-cn", "hangzhou-cn"})


def read(*turns: str) -> Query:
    *earlier, question = turns
    (query,) = understand(question, today=TODAY, gazetteer=gazetteer(), earlier=earlier, home_ids=HOMES)
    return query


def read_after_list(earlier: str, shown: Sequence[str], question: str) -> Query:
    places = tuple(place for name in shown if (place := gazetteer().get(name)))
    assert len(places) == len(shown)
    (old,) = understand(earlier, today=TODAY, gazetteer=gazetteer(), home_ids=HOMES)
    before = Before(old, places)
    (query,) = understand(question, today=TODAY, gazetteer=gazetteer(), before=before, home_ids=HOMES)
    return query


def ids(query: Query) -> set[str]:
    return {place.id for place in query.places}


@pytest.mark.parametrize(
    ("earlier", "question", "places"),
    [
        ("广州和里昂什么时候结好?", "那福冈呢?", {"guangzhou-cn", "fukuoka-jp"}),
        ("广州和里昂什么时候结好?", "昆明呢?", {"kunming-cn", "lyon-fr"}),
        ("When did Guangzhou and Lyon sign?", "And Fukuoka?", {"guangzhou-cn", "fukuoka-jp"}),
        ("When did Guangzhou and Lyon sign?", "What about Kunming?", {"kunming-cn", "lyon-fr"}),
        ("广州在日本有哪些友城?", "那韩国呢", {"guangzhou-cn", "country:kr"}),
        ("广州在日本有哪些友城?", "不对，我问的是法国的", {"guangzhou-cn", "country:fr"}),
        ("廣州在日本有哪些友城?", "那韓國呢", {"guangzhou-cn", "country:kr"}),
        ("Which sister cities does Guangzhou have in Japan?", "no, i meant France", {"guangzhou-cn", "country:fr"}),
    ],
)
def test_a_bare_name_repeats_the_question_before_with_the_name_exchanged(
    earlier: str, question: str, places: set[str]
) -> None:
    query, old = read(earlier, question), read(earlier)
    assert ids(query) == places
    assert (query.kinds, query.topic, query.core) == (old.kinds, old.topic, old.core)
    assert query.follows_up


@pytest.mark.parametrize(
    ("earlier", "question"),
    [("介绍一下广州奖", "它多久举办一次?"), ("Tell me about the Guangzhou Award", "How often is it held?")],
)
def test_a_pronoun_keeps_its_question_and_leans_on_the_one_before(earlier: str, question: str) -> None:
    query, alone = read(earlier, question), read(question)
    assert query.kinds == alone.kinds
    assert query.text == f"{earlier} {alone.text.rstrip('?？')}" or query.text.startswith(earlier)
    assert ids(query) == {"org:guangzhou-award"}


@pytest.mark.parametrize(
    "question",
    ["昆明和苏黎世什么时候结好?", "How many sister cities does Kunming have?", "什么是友好城市?", "有哪些奖学金?"],
)
def test_a_new_subject_starts_afresh(question: str) -> None:
    query = read("广州和里昂什么时候结好?", question)
    assert not query.follows_up
    assert query == read(question)


LIST = ("广州在日本有哪些友城?", ("fukuoka-jp", "noboribetsu-jp"))


@pytest.mark.parametrize(
    "question", ["第二个呢", "最后一个呢", "第二个是哪天结的", "the second one, when was that?", "第二個呢"]
)
def test_one_of_a_list_is_picked(question: str) -> None:
    query = read_after_list(*LIST, question)
    assert "noboribetsu-jp" in ids(query)
    assert "fukuoka-jp" not in ids(query)
    assert query.kinds[0] is AnswerKind.DATE


@pytest.mark.parametrize("question", ["第三个呢", "the ninth one"])
def test_none_is_picked_beyond_the_end_of_a_list(question: str) -> None:
    assert not {"fukuoka-jp", "noboribetsu-jp"} & ids(read_after_list(*LIST, question))


@pytest.mark.parametrize(
    ("question", "kind"),
    [("一共多少个", AnswerKind.COUNT), ("how many is that", AnswerKind.COUNT), ("最早的是哪个", AnswerKind.NAME)],
)
def test_a_follow_up_works_on_the_list_before(question: str, kind: AnswerKind) -> None:
    query = read_after_list(*LIST, question)
    assert query.kinds[0] is kind
    assert {"guangzhou-cn", "country:jp"} <= ids(query)
    assert query.topic is Topic.AGREEMENT


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("按时间排", Order(By.DATE)),
        ("按时间倒序排一下", Order(By.DATE, descending=True)),
        ("sort them newest first", Order(By.DATE, descending=True)),
        ("sort them by country", Order(By.COUNTRY)),
    ],
)
def test_a_list_is_put_in_order(question: str, order: Order) -> None:
    query = read_after_list(*LIST, question)
    assert query.order == order
    assert query.kinds == (AnswerKind.LIST,)


@pytest.mark.parametrize("question", ["of those, which are in Africa", "其中非洲的有哪些"])
def test_a_list_is_narrowed(question: str) -> None:
    query = read_after_list(*LIST, question)
    assert query.among == LIST[1]
    assert "continent:africa" in ids(query)


def test_which_is_older_is_asked_of_the_two_cities_before() -> None:
    query = read("When did Guangzhou and Sydney sign?", "and Auckland?", "which is older")
    assert {"sydney-au", "auckland-nz"} <= ids(query)
    assert query.compares


@pytest.mark.parametrize("question", ["in Chinese please", "请用中文回答"])
def test_a_wish_for_a_language_alone_repeats_the_question(question: str) -> None:
    query = read("When did Guangzhou and Sydney sign?", question)
    assert ids(query) == {"guangzhou-cn", "sydney-au"}
    assert query.language == "zh"


@given(st.lists(st.text(max_size=30), max_size=3), st.text(max_size=60))
def test_whatever_was_said_before_a_question_can_be_read(earlier: list[str], question: str) -> None:
    queries = understand(question, today=TODAY, gazetteer=gazetteer(), earlier=earlier, home_ids=HOMES)
    assert 1 <= len(queries) <= 4
