"""An office with a table of ties alone: no published numbers, and no list that is known to be complete."""

from collections.abc import Callable

import pytest

from knowledge.records import Agreement, Record, load_table
from tests.knowledge.answering.conftest import TABLES
from tests.knowledge.answering.test_canonical import HANGZHOU, holds

Talk = Callable[..., str]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    rows = load_table(TABLES / "agreements.csv").rows
    return [row for row in rows if isinstance(row, Agreement) and row.home_en == "Hangzhou"]


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("伦敦是杭州的友城吗？", "记录中没有：伦敦|可能不全"),
        ("2019年杭州和伦敦结好，对吧？", "记录中没有：伦敦|可能不全"),
        ("倫敦是杭州的友城嗎？", "記錄中沒有：倫敦|可能不全"),
        ("Is London a sister city of Hangzhou?", "London: not in the records|may not be complete"),
        ("岐阜是杭州的友城吗？", "是的|1979年2月21日"),
        ("Is Gifu a sister city of Hangzhou?", "Yes|21 February 1979"),
    ],
)
def test_a_city_that_is_not_in_the_table_is_said_not_to_be(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told, HANGZHOU)
