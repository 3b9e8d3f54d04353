"""The lists of ties in papers that leave open whose ties they are or of what kind: their rows answer."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.load import load, passages_of
from ingest.scan import scan
from ingest.ties import places
from knowledge.answering.papers import Papers
from knowledge.answering.tie_lists import TieLists, Told
from knowledge.understanding.understand import understand
from tests.ingest.word_files import par, table, word_bytes

TODAY = dt.date(2026, 3, 2)
ROWS = (
    ("Rostock", "Germany", "1987"),
    ("Turku", "Finland", "4 May 1991"),
    ("Nantes", "France", "March 1962"),
    ("Kiel", "Germany", "2009"),
)
BARE = "\n".join(f"| {city} | {date} |" for city, _, date in ROWS)
FULL = "\n".join(f"| {' | '.join(row)} |" for row in ROWS)
SPANNED = (
    '<tr><td rowspan="2">Germany</td><td>Rostock</td><td>1987</td></tr><tr><td>Kiel</td><td>2009</td></tr>'
    "<tr><td>Finland</td><td>Turku</td><td>4 May 1991</td></tr>"
    "<tr><td>France</td><td>Nantes</td><td>March 1962</td></tr>"
)
LAYOUTS = {
    "a.md": f"# Partner cities\n\nThe council decides.\n\n| City | Country | Since |\n|---|---|---|\n{FULL}\n",
    "without-country.md": f"# Partner cities\n\nOur towns.\n\n| Partner city | Since |\n|---|---|\n{BARE}\n",
    "a.html": "<html><h1>Partner cities</h1><p>The council decides on them.</p>"
    f"<table><tr><th>Country</th><th>City</th><th>Since</th></tr>{SPANNED}</table></html>",
    "a.txt": "Partner cities\n\nThe council decides on them.\n\n"
    + "\n".join(f"{country}: {city} ({date})" for city, country, date in ROWS),
    "numbered.txt": "Partner cities\n\nThe council decides on them.\n\n"
    + "\n".join(f"{n}. {city}, {country} – {date}" for n, (city, country, date) in enumerate(ROWS, 1)),
    "a.docx": "",
}

Tell = Callable[[str], Told | None]


def read(folder: Path, name: str, content: str | bytes, *, home: str = "") -> Tell:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    (file,) = scan([folder / name]).files
    papers = Papers(passages_of(load(file), file, places()))
    lists = TieLists(papers, places())

    def tell(question: str) -> Told | None:
        homes = frozenset(place.id for place in places().readings(home)[:1])
        (query, *_) = understand(question, today=TODAY, gazetteer=places(), home_ids=homes)
        return lists.answer(query, [file.relative])

    return tell


def texts(told: Told | None) -> list[str]:
    assert told is not None
    return [statement.text for statement in told.statements]


@pytest.fixture(params=LAYOUTS)
def tell(request: pytest.FixtureRequest, tmp_path: Path) -> Tell:
    name: str = request.param
    heading = par("Partner cities"), par("The council decides on them.")
    word = word_bytes(*heading, table(["Partner cities", "", ""], ["City", "Country", "Since"], *map(list, ROWS)))
    return read(tmp_path, name, LAYOUTS[name] or word)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which partner cities are in Germany?", ["Rostock (Germany): 1987", "Kiel (Germany): 2009"]),
        ("德国有哪些友城？", ["德国罗斯托克：1987年", "德国基尔：2009年"]),
        ("Which of them are in Europe since 1990?", ["Turku (Finland): 4 May 1991", "Kiel (Germany): 2009"]),
        ("1990年以后结好的有哪些？", ["芬兰图尔库：1991年5月4日", "德国基尔：2009年"]),
        ("Do we have a partner city in Japan?", []),
        ("巴西有哪些友城？", []),
    ],
)
def test_the_rows_of_a_place_and_time_are_told_in_every_layout(tell: Tell, question: str, expected: list[str]) -> None:
    assert texts(tell(question)) == expected


@pytest.mark.parametrize(
    ("question", "city"),
    [
        ("Which partner city is the oldest?", "Nantes"),
        ("最早的友城是哪个？", "Nantes"),
        ("Which is our newest partner city?", "Kiel"),
        ("最新结好的是哪个城市？", "Kiel"),
        ("When did Turku become our partner city?", "Turku"),
        ("图尔库是哪一年结好的？", "Turku"),
    ],
)
def test_one_row_is_told_as_it_stands_and_cited(tell: Tell, question: str, city: str) -> None:
    told = tell(question)
    assert told is not None
    (statement,) = told.statements
    (cited,) = statement.citations
    assert city in statement.text
    assert city in cited.quote
    assert not statement.text.startswith("|")


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("How many partner cities are there?", "“Partner cities” lists 4:"),
        ("How many partner cities are in Germany?", "“Partner cities” lists 2 in Germany:"),
        ("我们一共有多少个友城？", "“Partner cities”列出4个："),
        ("芬兰有几个友城？", "“Partner cities”列出在芬兰的1个："),
    ],
)
def test_a_number_says_of_which_list_it_is(tell: Tell, question: str, lead: str) -> None:
    told = tell(question)
    assert told is not None
    assert told.lead == lead


@pytest.mark.parametrize(
    "question",
    [
        "Who signed the agreement with Turku?",
        "Which schools in Germany take part in the exchange?",
        "Which sister cities of Lyon are in Germany?",
        "Which country has the most partner cities?",
        "Is Turku our oldest partner city?",
        "When does the youth camp in Kiel begin?",
        "图尔库有多少人口？",
        "友城奖学金每年多少钱？",
    ],
)
def test_what_no_list_tells_is_asked_of_none(tell: Tell, question: str) -> None:
    assert tell(question) is None


KINDS = """# 镇江市对外友好关系一览

镇江的对外交往情况如下。

| 城市 | 国家 | 签约时间 | 类别 |
|---|---|---|---|
| 津市 | 日本 | 1984 | 友好城市 |
| 仓敷 | 日本 | 1997 | 友好往来城市 |
| 伊兹密特 | 土耳其 | 1996 | 友好城市 |
"""


@pytest.mark.parametrize(
    ("question", "cities"),
    [
        ("友好往来城市有哪些？", ["仓敷"]),
        ("日本的友好城市有哪些？", ["津市"]),
        ("日本有哪些友城？", ["津", "仓敷"]),
    ],
)
def test_what_a_list_calls_a_tie_chooses_among_its_rows(tmp_path: Path, question: str, cities: list[str]) -> None:
    lines = texts(read(tmp_path, "a.md", KINDS)(question))
    assert len(lines) == len(cities)
    assert all(city in line for city, line in zip(cities, lines, strict=True))


def test_a_list_that_the_text_counts_otherwise_is_not_counted(tmp_path: Path) -> None:
    text = LAYOUTS["a.md"].replace("The council decides.", "We have 9 partner cities.")
    tell = read(tmp_path, "a.md", text)
    assert tell("How many partner cities are there?") is None
    assert len(texts(tell("How many partner cities are in Germany?"))) == 2


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("| City | Country | Signed here | Signed there |", "| Kiel | Germany | 1987 | 1988 |"),
        ("| City | Country | Since | |", "| Kiel | Germany | circa 1987 | |"),
    ],
)
def test_where_a_date_is_not_certain_none_is_the_oldest(tmp_path: Path, header: str, row: str) -> None:
    other = "| Turku | Finland | 1991 | 1992 |" if "there" in header else "| Turku | Finland | 1991 | |"
    tell = read(tmp_path, "a.md", f"# Partner cities\n\nOurs.\n\n{header}\n|---|---|---|---|\n{row}\n{other}\n")
    assert tell("Which partner city is the oldest?") is None
    (german,) = texts(tell("Which partner cities are in Germany?"))
    assert "1987" in german


def test_a_tie_that_a_paper_lists_twice_counts_once(tmp_path: Path) -> None:
    again = "## The Germans among them\n\n| City | Country | Since |\n|---|---|---|\n| Kiel | Germany | 2009 |\n"
    told = read(tmp_path, "a.md", f"{LAYOUTS['a.md']}\n{again}")("How many partner cities are there?")
    assert told is not None
    assert told.lead == "“Partner cities” lists 4:"


def test_a_list_in_two_languages_counts_each_tie_once(tmp_path: Path) -> None:
    head = "---\ntitle: 伙伴城市\ntitle_zh: 伙伴城市\ntitle_en: Partner cities\nlanguage: zh+en\n---\n"
    first = "- 德国：罗斯托克（1987年）\n- Germany: Rostock (1987)\n- 芬兰：图尔库（1991年）\n- Finland: Turku (1991)"
    paper = f"{head}\n{first}\n- 法国：南特（1962年）\n- France: Nantes (1962)\n"
    tell = read(tmp_path, "a.md", paper)
    english, chinese = tell("How many partner cities are there?"), tell("一共有几个友城？")
    assert english is not None
    assert chinese is not None
    assert (english.lead, chinese.lead) == ("“伙伴城市” lists 3:", "“伙伴城市”列出3个：")


@pytest.mark.parametrize(
    "text",
    [
        "友城来访情况\n\n2024年来访如下。\n\n里昂（法国，2024年3月1日）\n福冈（日本，2024年5月）\n都灵（意大利，2024年6月）",
        "# Visits of partner cities\n\n| City | Country | Date |\n|---|---|---|\n| Kiel | Germany | 2024 |\n",
        "# Partner cities\n\nLyon is in France. Turku, in Finland, came in 2024. We like them.\n",
    ],
)
def test_visits_and_plain_text_are_no_list_of_ties(tmp_path: Path, text: str) -> None:
    name = "a.md" if text.startswith("#") else "a.txt"
    assert read(tmp_path, name, text)("How many partner cities are there?") is None


OPEN = """# Partner towns of Ridleyford

The council decides.

| Town | Country | Since | Remark |
|---|---|---|---|
| Rostock | Germany | 1987 | |
| Nantes | France | 1962 | ended in 2015 |
| Turku | Finland | {turku} | |
| Bari | Italy | | planned for 2030 |
"""


@pytest.mark.parametrize(
    ("question", "city", "note"),
    [
        ("Which is the oldest partner town?", "Nantes", "Not ranked, since no date is known: Turku (Finland)."),
        ("最新结好的是哪个城市？", "Rostock", "没有结好日期、未能排序的：芬兰图尔库。"),
    ],
)
def test_a_tie_without_a_date_is_told_beside_the_oldest_and_one_to_come_is_not(
    tmp_path: Path, question: str, city: str, note: str
) -> None:
    told, undated = texts(read(tmp_path, "a.md", OPEN.format(turku=""))(question))
    assert city in told
    assert undated == note
    assert len(texts(read(tmp_path, "b.md", OPEN.format(turku="1975"))(question))) == 1


@pytest.mark.parametrize(
    "question", ["When did Erlangen become the partner of Vejle?", "When was Erlangen twinned with Vejle?"]
)
def test_a_list_that_leaves_open_whose_ties_it_has_is_the_office_s_own(tmp_path: Path, question: str) -> None:
    text = "Partner city,Country,Date of signing\nVejle,Denmark,03/04/1991\nKuopio,Finland,25/12/1990\n"
    row = "Partner city: Vejle; Country: Denmark; Date of signing: 03/04/1991"
    assert texts(read(tmp_path, "partners.csv", text, home="Erlangen")(question)) == [row]
    assert read(tmp_path, "partners.csv", text, home="Kiel")(question) is None
