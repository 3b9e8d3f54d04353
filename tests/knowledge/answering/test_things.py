from __future__ import annotations

import datetime as dt

import pytest

from knowledge.answering.things import Names, named_terms, stands_in
from knowledge.understanding.understand import understand
from tests.ingesting import gazetteer
from tests.passages import passage

NAMES = Names(
    [
        passage("“风帆友城”青少年训练营在7月举行。", heading="二、港湾国际志愿者"),
        passage("| 友城读书角 | 5个 |", search_text="项目: 友城读书角; 计划: 5个"),
    ]
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("建读书角用了多少经费", ("读书角",)),
        ("港湾国际志愿者一年收几人", ("港湾国际志愿者",)),
        ("风帆友城有几座", ("风帆友城",)),
        ("今天天气如何", ()),
    ],
)
def test_what_a_paper_names_is_found_in_a_question(question: str, found: tuple[str, ...]) -> None:
    assert NAMES.within(question) == found


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("杜鹃花合唱团交流计划每年选派多少人?", {"杜鹃花", "合唱团", "计划"}),
        ("How many students does the Azalea Choir exchange send?", {"azalea", "choir", "exchange"}),
        ("When did they sign?", set()),
    ],
)
def test_what_a_question_names_must_be_found_by_its_words(question: str, words: set[str]) -> None:
    (query, *_) = understand(question, today=dt.date(2026, 1, 1), gazetteer=gazetteer())
    assert words <= {term.word for term in named_terms(query)}
    assert bool(words) is bool(named_terms(query))


def test_a_name_stands_where_most_of_it_does_whatever_word_the_tie_has() -> None:
    assert stands_in("青少年训练营", "“风帆友城”青少年训练营在7月举行")
    assert stands_in("国际友好城市", "现有友城37个")
    assert not stands_in("读书角", "全年预算386万元")
