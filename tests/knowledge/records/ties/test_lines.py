"""A list that is no table: one line is one tie."""

import pytest

from knowledge.names import Gazetteer, build_gazetteer
from knowledge.records.ties.lines import names_a_list, tables_of_lines


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return build_gazetteer()


@pytest.mark.parametrize(
    ("lines", "cells"),
    [
        (["France: Lyon (1988)", "Japan: Fukuoka (2 May 1979)", "Italy: Turin (2004)"], ("Lyon", "France", "1988")),
        (["1. Lyon, France – 1988", "2. Fukuoka, Japan – 1979", "3. Turin, Italy – 2004"], ("Lyon", "France", "1988")),
        (["里昂（法国，1988年1月）", "福冈（日本，1979年5月2日）", "都灵（意大利）"], ("里昂", "法国", "1988年1月")),
        (["法国里昂 1988年", "日本福冈 1979年", "意大利都灵 2004年"], ("里昂", "法国", "1988年")),
        (["里昂 Lyon，法国，1988", "福冈 Fukuoka，日本，1979", "都灵，意大利，2004"], ("里昂 Lyon", "法国", "1988")),
        (["里昂，Lyon，法国，1988", "福冈，Fukuoka，1979", "都灵，2004"], ("里昂 (Lyon)", "法国", "1988")),
        (["Lyon | 1988", "Fukuoka | 1979", "Turin | 2004"], ("Lyon", "", "1988")),
        (
            ["Nowhereville, France, 1988", "Lyon, France, 1990", "Kiel, Germany, 2001"],
            ("Nowhereville", "France", "1988"),
        ),
        (
            [
                "Lyon, France (since March 1988)",
                "Kiel, Germany (friendship city, since 2001)",
                "Turin, Italy (proposed)",
            ],
            ("Lyon", "France", "since March 1988", "", "", ""),
        ),
        (
            ["Bari, Italy (since 1998; renewed 2008)", "Kiel, Germany (since 2001; agreement signed in Milan)"] * 2,
            ("Bari", "Italy", "since 1998", "", "", "renewed 2008"),
        ),
        (
            ["Lyon, France (1988, lapsed twice)", "Kiel, Germany, 2001", "Turin, Italy, 2004"],
            ("Lyon", "France", "1988", "", "", "lapsed twice"),
        ),
        (
            ["里昂（法國，1988年，暫停往來）", "基爾（德國，籌備中）", "都靈（意大利，友好交流城市，2004年）"],
            ("里昂", "法國", "1988年", "", "", "暫停往來"),
        ),
        (["1. 里昂（法国），1988年；", "2. 福冈（日本），1979年；", "3. 都灵，2004年。"], ("里昂", "法国", "1988年")),
        (["Lyon, France, 1988.", "Kiel, Germany, 2001.", "Turin, Italy, 2004."], ("Lyon", "France", "1988")),
        (["Lyon, France, 1988", "Kiel, Germany, 2001"], None),
        (["In 1988 Lyon sent a band.", "In 1979 Fukuoka sent one.", "In 2004 Turin sent one."], None),
        (["A teacher, 1988", "A nurse, 1979", "A cook, 2004"], None),
        (["2024年，里昂代表团12人来访。", "2023年，福冈代表团来访。", "2022年，都灵代表团来访。"], None),
        (["Lyon, Nantes, 1988", "Kiel, Rostock, 1979", "Turin, Bari, 2004"], None),
    ],
)
def test_the_city_the_country_and_the_date_of_a_line_are_told_apart(
    places: Gazetteer, lines: list[str], cells: tuple[str, ...] | None
) -> None:
    found = list(tables_of_lines(["A list:", *lines, "The end."], "A list", places))
    if cells is None:
        assert found == []
    else:
        (table,) = found
        assert table.rows[0].cells == cells
        assert [row.number for row in table.rows] == list(range(1, len(lines) + 1))


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (
            ["法国", "里昂（1988年）", "罗什（1991年）", "日本：", "福冈（1979年）"],
            [("里昂", "法国", "1988年"), ("罗什", "法国", "1991年"), ("福冈", "日本", "1979年")],
        ),
        (
            ["- Germany", "- Kiel, 2001", "- Rostock, 1987", "- Finland", "- Turku, 1991"],
            [("Kiel", "Germany", "2001"), ("Rostock", "Germany", "1987"), ("Turku", "Finland", "1991")],
        ),
    ],
)
def test_a_line_of_a_country_alone_says_where_the_ties_below_it_are(
    places: Gazetteer, lines: list[str], rows: list[tuple[str, ...]]
) -> None:
    (table,) = tables_of_lines(lines, "A list", places)
    assert [row.cells for row in table.rows] == rows


@pytest.mark.parametrize("title", ["我市现有友好城市如下：", "Our sister cities are as follows:"])
def test_what_ends_with_as_follows_names_the_list_that_follows(title: str) -> None:
    assert names_a_list(title)
    assert not names_a_list(title.replace("友好城市", "友好城市代表团来访").replace("cities", "cities' visits"))
