"""An office whose table calls a partner by a Chinese name that no gazetteer knows."""

import dataclasses
from collections.abc import Callable

import pytest

from knowledge.records import Agreement, Record, load_table
from tests.knowledge.answering.conftest import TABLES
from tests.knowledge.answering.test_canonical import GUANGZHOU, holds

Talk = Callable[..., str]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    rows = [row for name in ("agreements.csv", "complete.csv") for row in load_table(TABLES / name).rows]
    return [
        dataclasses.replace(row, partner_zh="利翁斯", partner_en="利翁斯", aliases=())
        if isinstance(row, Agreement) and row.partner_en == "Lyon"
        else row
        for row in rows
    ]


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("里昂是广州的友城吗", "没有这样写的城市|利翁斯!不是国际"),
        ("Is Lyon a sister city of Guangzhou?", "may be the one|1988!No, not"),
        ("尼斯是广州的友城吗", "利翁斯!不是国际"),
        ("伦敦是广州的友城吗", "不是国际友好城市!利翁斯"),
        ("利翁斯是广州的友城吗", "1988年1月19日"),
    ],
)
def test_no_city_is_denied_where_its_country_has_one_of_a_name_not_known(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told, GUANGZHOU)
