"""A table of ties goes in as records; one that leaves something open says what, and is asked about once."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from ingest.cli import main
from ingest.corpus import Corpus
from ingest.document import Block, BlockKind, Document
from ingest.load import Loaded, load, passages_of
from ingest.mapping import map_table, parse
from ingest.scan import FoundFile, scan
from ingest.ties import places, tables_in
from knowledge.evidence import Language
from knowledge.index import Manifest
from knowledge.records import Agreement, from_json
from tests.ingest.word_files import par, table, word_bytes

ROWS = "外方城市,国家,结好时间,签署人\n\n里昂,法国,1991年3月,甲\n南特,法国,1996-10-08,乙\n"


def found(path: Path) -> FoundFile:
    (file,) = scan([path]).files
    return file


def loaded(path: Path, home_city: str = "") -> Loaded:
    return load(found(path), home_city)


def written(path: Path, text: str = ROWS) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_ties_are_records_that_say_in_which_row_they_stand_and_the_rest_is_found_too(tmp_path: Path) -> None:
    path = written(tmp_path / "芜湖友城.csv")
    table = loaded(path)
    assert (table.kind, table.problems, table.notes) == ("agreements", (), ())
    passages = passages_of(table, found(path), places())
    records = [passage for passage in passages if passage.record]
    assert [(passage.locator, passage.source.path) for passage in records] == [
        ("结好协议表：芜湖—里昂 › 第3行", "芜湖友城.csv#wuhu-lyon"),
        ("table of agreements: Wuhu – Lyon › row 3", "芜湖友城.csv#wuhu-lyon"),
        ("结好协议表：芜湖—南特 › 第4行", "芜湖友城.csv#wuhu-nantes"),
        ("table of agreements: Wuhu – Nantes › row 4", "芜湖友城.csv#wuhu-nantes"),
    ]
    lyon = from_json(records[0].record)
    assert isinstance(lyon, Agreement)
    assert (str(lyon.date), lyon.quote, lyon.source_title) == ("1991-03", "里昂,法国,1991年3月,甲", "芜湖友城")
    rows = [passage for passage in passages if not passage.record]
    assert [passage.locator for passage in rows] == ["第3行", "第4行"]
    assert rows[0].search_text == "外方城市: 里昂; 国家: 法国; 结好时间: 1991年3月; 签署人: 甲"


def test_a_tie_keeps_what_its_table_calls_it_where_that_is_another_word(tmp_path: Path) -> None:
    rows = (
        "類別,城市,國家,締盟日期,備註\n姊妹市,里昂市,法國,民國80年3月5日,民國109年起中止交流\n"
        "友好城市,福岡市,日本,民國77年4月,\n"
    )
    lyon, fukuoka = loaded(written(tmp_path / "白榕市友城.csv", rows)).rows
    assert isinstance(lyon, Agreement)
    assert isinstance(fukuoka, Agreement)
    assert (lyon.kind, lyon.kind_note, lyon.status) == ("sister_city", "", "inactive_reported")
    assert (fukuoka.kind, fukuoka.kind_note) == ("friendly_exchange_city", "友好城市")


def test_a_sheet_beside_those_of_ties_is_found_too(tmp_path: Path, make_xlsx: Callable[..., bytes]) -> None:
    path = tmp_path / "芜湖友城.xlsx"
    ties = [["外方城市", "国家", "结好时间"], ["里昂", "法国", "1991-03-05"]]
    path.write_bytes(make_xlsx({"友城": ties, "说明": [["本表由外办整理。"]]}))
    table = loaded(path)
    assert table.kind == "agreements"
    assert table.document is not None
    assert "本表由外办整理。" in [block.text for block in table.document.blocks]


def test_what_is_open_is_told_with_the_remedy_and_the_table_is_a_document_until_then(tmp_path: Path) -> None:
    path = written(tmp_path / "list.csv")
    table = loaded(path)
    assert table.kind == "document"
    assert "whose ties they are and what kind of ties they are" in table.notes[0]
    assert f"python -m ingest map {path}" in table.notes[0]
    titled = written(tmp_path / "友城.csv")
    assert "or set HOME_CITY" in loaded(titled).notes[0]
    assert loaded(titled, home_city="Wuhu").kind == "agreements"


def test_other_tables_are_no_ties(tmp_path: Path) -> None:
    visits = "友城,项目,出访人数\n里昂,教师班,12\n里昂,学生班,30\n福冈,教师班,5\n"
    table = loaded(written(tmp_path / "visits.csv", visits), home_city="Wuhu")
    assert (table.kind, table.notes) == ("document", ())


def test_answers_hold_for_the_next_file_of_the_same_header_and_the_file_is_read_again(tmp_path: Path) -> None:
    path = written(tmp_path / "list.csv")
    corpus = Corpus(scan([tmp_path]).files, Manifest("", "", ""))
    before = corpus.digest(found(path))
    said = iter(["芜湖", "1"])
    out = io.StringIO()
    map_table(parse([str(path)]), found(path), "", Console(file=out), lambda _: next(said))
    assert "2 rows are ties." in out.getvalue()
    assert json.loads((tmp_path / ".tables.json").read_text(encoding="utf-8")).popitem()[1] == {
        "home": "芜湖",
        "kind": "sister_city",
    }
    assert Corpus(scan([tmp_path]).files, Manifest("", "", "")).digest(found(path)) != before
    (tmp_path / "2027").mkdir()
    later = written(tmp_path / "2027" / "next.csv", ROWS + "都灵,意大利,2004,丙\n")
    (file,) = (file for file in scan([tmp_path]).files if file.path == later)
    assert len(load(file).rows) == 3


def test_answers_may_be_given_as_options_and_a_question_that_nobody_answers_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "list.csv")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["map", str(path)]) == 2
    assert "--home" in capsys.readouterr().err
    assert main(["map", str(path), "--home", "芜湖", "--kind", "friendly_exchange_city"]) == 0
    assert loaded(path).kind == "agreements"
    assert main(["map", str(written(tmp_path / "prices.csv", "茶,价\n绿茶,3\n"))]) == 1
    assert "no table of ties" in capsys.readouterr().err


def test_a_wrong_cell_keeps_its_row_out_and_says_what_to_write(tmp_path: Path) -> None:
    table = loaded(written(tmp_path / "芜湖友城.csv", ROWS + "都灵,意大利,02/05/2004,丙\n福冈,日本,circa 1988,丁\n"))
    assert [(row.id, str(row.date)) for row in table.rows if isinstance(row, Agreement)] == [
        ("wuhu-lyon", "1991-03"),
        ("wuhu-nantes", "1996-10-08"),
    ]
    assert [(problem.where, problem.remedy) for problem in table.problems] == [
        ("芜湖友城.csv, row 5, column '结好时间'", "a date that can be read in one way only: 2004-02-05 or 2004-05-02"),
        ("芜湖友城.csv, row 6, column '结好时间'", "a date as YYYY, YYYY-MM or YYYY-MM-DD that exists, or nothing"),
    ]


@pytest.mark.parametrize(
    ("cells", "date"),
    [
        ("里昂*,法国,1991年3月", "1991-03"),
        ("里昂①,法国,1991/3", "1991-03"),
        ("里昂[2],法国,3rd March 1991", "1991-03-03"),
        ("里昂,法国,1991年3月（签署）", "1991-03"),
        ("里昂,法国,平成3年", "1991"),
        ("里昂,法国,民國80年", "1991"),
        ("里昂,法国,seit 1991", "1991"),
        ("里昂,法国,03.1991", "1991-03"),
        ("里昂,法国,3/1991", "1991-03"),
        ("里昂,法国,Mar-1991", "1991-03"),
        ("里昂,法国,5-Mar-1991", "1991-03-05"),
        ("里昂,法国,1991年3月（2011年续签）", "1991-03"),
        ("里昂,法国,1991; renewed 2011", "1991"),
    ],
)
def test_marks_of_notes_and_the_usual_ways_of_writing_dates_hide_no_tie(tmp_path: Path, cells: str, date: str) -> None:
    table = loaded(written(tmp_path / "芜湖友城.csv", f"外方城市,国家,结好时间\n{cells}\n"))
    assert [(row.partner_zh, str(row.date)) for row in table.rows if isinstance(row, Agreement)] == [("里昂", date)]


@pytest.mark.parametrize("date", ["May '88", "1991年底", "1991年（拟）", "1991 (circa)", "Summer 1991"])
def test_a_column_of_dates_that_cannot_be_read_is_told_and_not_left_out(tmp_path: Path, date: str) -> None:
    table = loaded(written(tmp_path / "芜湖友城.csv", f"外方城市,国家,结好时间\n里昂,法国,{date}\n"))
    assert not table.rows
    assert [problem.where for problem in table.problems] == ["芜湖友城.csv, row 2, column '结好时间'"]


@pytest.mark.parametrize("dates", ["1991年3月\n1996-10-08", "1991年3月、1996-10-08"])
def test_two_ties_in_a_cell_are_two_each_with_its_date(tmp_path: Path, dates: str) -> None:
    partners = dates.replace("1991年3月", "里昂").replace("1996-10-08", "南特")
    text = f'国家,外方城市,结好时间\n法国,"{partners}","{dates}"\n日本,"福冈 \nFukuoka",1979\n'
    table = loaded(written(tmp_path / "芜湖友城.csv", text))
    assert [(row.partner_zh, str(row.date)) for row in table.rows if isinstance(row, Agreement)] == [
        ("里昂", "1991-03"),
        ("南特", "1996-10-08"),
        ("福冈", "1979"),
    ]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("国家,友好城市（结好时间）", ["法国,里昂（1991年3月）、南特（1996-10-08）", "日本,福冈（1979）"]),
        ("国家,友城", ['法国,"里昂 (1991.3)\n南特 (1996年10月8日)"', "日本,福冈 (1979年)"]),
    ],
)
def test_a_date_in_brackets_behind_a_city_is_that_of_its_tie(tmp_path: Path, header: str, cells: list[str]) -> None:
    path = written(tmp_path / "芜湖友城.csv", "\n".join([header, *cells]) + "\n")
    assert ties_of(path) == [("里昂", "1991-03"), ("南特", "1996-10-08"), ("福冈", "1979")]


@pytest.mark.parametrize(
    ("column", "cells"),
    [("簽署日期（民國）", ["80/03/05", "85.10.8"]), ("締結日期(民國年月日)", ["80年3月5日", "民國85年10月8日"])],
)
def test_the_era_of_a_column_is_that_of_its_dates(tmp_path: Path, column: str, cells: list[str]) -> None:
    text = f"姊妹市,國家,{column}\n里昂,法國,{cells[0]}\n南特,法國,{cells[1]}\n"
    assert ties_of(written(tmp_path / "芜湖姊妹市.csv", text)) == [("里昂", "1991-03-05"), ("南特", "1996-10-08")]


def test_what_stands_in_brackets_behind_cities_and_is_no_date_is_none(tmp_path: Path) -> None:
    text = "国家,友城（人口）,结好时间\n法国,里昂（52万人）,1991年3月\n法国,南特（32万人）,1996-10-08\n"
    assert [date for _, date in ties_of(written(tmp_path / "芜湖友城.csv", text))] == ["1991-03", "1996-10-08"]


def test_tables_side_by_side_are_of_the_kind_that_their_titles_say(
    tmp_path: Path, make_xlsx: Callable[..., bytes]
) -> None:
    rows = [
        ["友好城市", "", "", "友好交流城市", ""],
        ["城市", "结好日期", "", "城市", "建立日期"],
        ["里昂", "1991-03-05", "", "甲埠", "2008年9月1日"],
        ["南特", "1996-10-08", "", "乙埠", "2012年6月"],
    ]
    path = tmp_path / "友城.xlsx"
    path.write_bytes(make_xlsx({"Sheet1": rows}))
    held = [row for row in loaded(path, "芜湖").rows if isinstance(row, Agreement)]
    assert [(row.partner_zh, row.kind, str(row.date)) for row in held] == [
        ("里昂", "sister_city", "1991-03-05"),
        ("南特", "sister_city", "1996-10-08"),
        ("甲埠", "friendly_exchange_city", "2008-09-01"),
        ("乙埠", "friendly_exchange_city", "2012-06"),
    ]


def test_a_column_whose_cells_name_kinds_says_the_kind_whatever_it_is_called(tmp_path: Path) -> None:
    rows = "里昂,法国,1991,友好城市\n南特,法国,1996,友好交流城市\n"
    table = loaded(written(tmp_path / "芜湖.csv", f"外方城市,国家,结好时间,级别\n{rows}"), "芜湖")
    kinds = [str(row.kind) for row in table.rows if isinstance(row, Agreement)]
    assert kinds == ["sister_city", "friendly_exchange_city"]


def test_a_year_of_an_era_is_found_and_shown_with_that_of_the_calendar(tmp_path: Path) -> None:
    table = loaded(written(tmp_path / "历年来访.csv", "团组,时间\n艺术团,昭和54年5月\n教师团,民國68年（1979年）\n"))
    assert table.document is not None
    assert [block.search_text for block in table.document.blocks] == [
        "团组: 艺术团; 时间: 昭和54年5月(1979年)",
        "团组: 教师团; 时间: 民國68年（1979年）",
    ]


def test_two_bad_tables_are_both_told(tmp_path: Path) -> None:
    header = "编号,本市,本市（英文）,外方城市,外方城市（英文）,类别,结好日期,状态,来源,原文\n"
    for name, date in (("a", "2004年春"), ("b", "32242")):
        line = f"wh-{name},芜湖,Wuhu,尼斯,Nice,国际友好城市,{date},在列,台账,尼斯\n"
        (tmp_path / f"{name}.csv").write_text(header + line, encoding="utf-8")
    digests = {loaded(tmp_path / f"{name}.csv").text_digest for name in "ab"}
    assert len(digests) == 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert main(["map", str(tmp_path / "gone.csv")]) == 1


def test_a_record_table_needs_no_answers(tmp_path: Path) -> None:
    path = written(tmp_path / "figures.csv", "id,measure,value\na,b,1\n")
    out = io.StringIO()
    map_table(parse([str(path)]), found(path), "", Console(file=out), lambda _: "")
    assert "nothing is to be answered" in out.getvalue()


@pytest.mark.parametrize("kind", ["html", "docx", "md"])
def test_ties_in_a_paper_are_records_and_what_stands_around_them_is_found_too(tmp_path: Path, kind: str) -> None:
    rows = [line.split(",") for line in ROWS.splitlines() if line]
    path = tmp_path / f"芜湖友城.{kind}"
    page = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|---|---|---|---|")
    path.write_bytes(
        {
            "html": f"<html><h1>芜湖友城</h1><p>今年10月举行文化周。</p><table>{page}</table></html>".encode(),
            "docx": word_bytes(par("芜湖友城"), par("今年10月举行文化周。"), table(*rows)),
            "md": "\n".join(["# 芜湖友城", "", "今年10月举行文化周。", "", *lines]).encode(),
        }[kind]
    )
    made = passages_of(loaded(path), found(path), places())
    records = [from_json(passage.record) for passage in made if passage.record and passage.language.value == "zh"]
    assert [(row.partner_en, str(row.date)) for row in records if isinstance(row, Agreement)] == [
        *(("Lyon", "1991-03"), ("Nantes", "1996-10-08"))
    ]
    assert any("今年10月举行文化周。" in passage.text and passage.source.published is None for passage in made)


def test_a_list_in_a_picture_gives_no_records() -> None:
    row = Block("里昂 1991", BlockKind.TABLE_ROW, columns=("友城", "结好时间"), cells=("里昂", "1991"), scanned=True)
    document = Document("a.pdf", "芜湖友城", "", None, "", Language.ZH, (row,))
    assert tables_in(document) == []


@pytest.mark.parametrize(
    ("title", "home_city", "homes"),
    [
        ("芜湖市外事工作手册", "", {"芜湖"}),
        ("马鞍山市对外交往情况", "", {"马鞍山"}),
        ("芜湖市外事工作手册", "合肥", {"合肥"}),
        ("赴柏林考察报告", "", set()),
        ("外事工作手册", "", set()),
    ],
)
def test_the_title_of_an_office_s_paper_says_whose_ties_it_lists_where_nothing_else_does(
    tmp_path: Path, title: str, home_city: str, homes: set[str]
) -> None:
    rows = "| 友城 | 国家 | 结好时间 |\n|---|---|---|\n| 里昂 | 法国 | 1991 |\n| 南特 | 法国 | 1996 |"
    paper = written(tmp_path / "a.md", f"# {title}\n\n团组来访前应报备。\n\n## 我市国际友好城市\n\n{rows}\n")
    assert {row.home_zh for row in loaded(paper, home_city).rows if isinstance(row, Agreement)} == homes


def test_a_table_whose_rows_call_themselves_ties_is_one(tmp_path: Path) -> None:
    rows = "| Town | Country | Since | Kind |\n|---|---|---|---|\n| Turku | Finland | 1946 | Twin town |"
    paper = loaded(written(tmp_path / "a.md", f"# Links of Aarhus\n\nSince the war.\n\n{rows}\n"), "Aarhus")
    assert [row.partner_en for row in paper.rows if isinstance(row, Agreement)] == ["Turku"]


@pytest.mark.parametrize(("title", "kind"), [("我市友好城市", "agreements"), ("友城来访情况", "document")])
def test_the_date_of_a_visit_is_none_of_an_agreement(tmp_path: Path, title: str, kind: str) -> None:
    rows = "| 城市 | 国家 | 时间 |\n|---|---|---|\n| 里昂 | 法国 | 2024年5月 |\n| 南特 | 法国 | 2024年6月 |"
    paper = written(tmp_path / "a.md", f"# 芜湖市外事工作情况\n\n如下。\n\n## {title}\n\n{rows}\n")
    assert loaded(paper).kind == kind


def test_people_and_sums_beside_a_list_count_no_ties(tmp_path: Path) -> None:
    rows = "| 友城 | 国家 | 结好时间 |\n|---|---|---|\n| 里昂 | 法国 | 1991 |\n| 南特 | 法国 | 1996 |"
    said = "2023年友城代表团12人来访，友城交流经费80万元。"
    assert loaded(written(tmp_path / "a.md", f"# 芜湖友城\n\n{said}\n\n{rows}\n")).kind == "agreements"


@pytest.mark.parametrize(("said", "kind"), [("9", "document"), ("2", "agreements")])
def test_a_paper_that_counts_more_ties_than_its_table_lists_stays_a_paper(tmp_path: Path, said: str, kind: str) -> None:
    rows = "| 友城 | 国家 | 结好时间 |\n|---|---|---|\n| 里昂 | 法国 | 1991 |\n| 南特 | 法国 | 1996 |"
    paper = written(tmp_path / "a.md", f"# 芜湖友城\n\n我市已与{said}个城市建立友好城市关系。\n\n{rows}\n")
    assert loaded(paper).kind == kind
    assert any("counts other ties than the 2 that it lists" in note for note in loaded(paper).notes) == (
        kind == "document"
    )


PAGE = "<!doctype html><title>榕港市姊妹城市</title><h1>榕港市姊妹城市</h1><p>查詢：民政處</p>{}<p>資料隨時更新。</p>"
CARD = "<dl><dt>城市</dt><dd>{}</dd><dt>國家</dt><dd>{}</dd><dt>結好日期</dt><dd>{}</dd>{}</dl>"
TIES = (("里昂", "法國", "1991年3月5日"), ("蒙巴薩", "肯尼亞", "—"), ("福岡", "日本", "1988年4月"))


def ties_of(path: Path) -> list[tuple[str, str]]:
    rows = [row for row in loaded(path).rows if isinstance(row, Agreement)]
    return [(row.partner_zh, str(row.date or "")) for row in rows]


@pytest.mark.parametrize(
    "body",
    [
        "".join(CARD.format(*tie, "") for tie in TIES),
        "".join(f"<div>{CARD.format(*tie, '')}</div>" for tie in TIES),
        "".join(CARD.format(*tie, "<dt>備註</dt><dd>續約</dd>" if n else "") for n, tie in enumerate(TIES)),
        "<dl>" + "".join(f"<dt>{city}</dt><dd>{land}</dd><dd>{date}</dd>" for city, land, date in TIES) + "</dl>",
        "<dl>"
        + "".join(f"<dt>{city}</dt><dd>國家：{land}</dd><dd>日期：{date}</dd>" for city, land, date in TIES)
        + "</dl>",
        "".join(
            f"<h3>{city}</h3><dl><dt>國家</dt><dd>{land}</dd><dt>結好日期</dt><dd>{date}</dd></dl>"
            for city, land, date in TIES
        ),
        "<ul>" + "".join(f"<li>{city}，{land}（{date}）</li>" for city, land, date in TIES) + "</ul>",
        "".join(
            f"<h3>{city}</h3><p>國家：{land}</p><p>結好日期：{date}</p><p>合作：港口</p>" for city, land, date in TIES
        ),
        "".join(
            f"<h3>{city}</h3><p>國家：{land}<br>結好日期：{date}</p><p>兩市常來常往。</p>" for city, land, date in TIES
        ),
    ],
    ids=["cards", "wrapped", "unlike", "terms", "labels", "headings", "list", "labelled", "broken"],
)
def test_a_page_without_a_table_has_its_ties_as_records_too(tmp_path: Path, body: str) -> None:
    path = written(tmp_path / "list.html", PAGE.format(body))
    assert ties_of(path) == [("里昂", "1991-03-05"), ("蒙巴萨", ""), ("福冈", "1988-04")]


def test_a_list_of_lines_in_a_text_has_its_ties_as_records(tmp_path: Path) -> None:
    text = "Brackenholm Twin Towns\n\nLyon, France (since March 5, 1991)\nKiel, Germany (friendship city, since 2001)\n"
    text += "Turin, Italy (proposed)\n"
    rows = [row for row in loaded(written(tmp_path / "towns.txt", text)).rows if isinstance(row, Agreement)]
    assert [(row.home_en, row.partner_en, str(row.date or ""), row.kind, row.status) for row in rows] == [
        ("Brackenholm", "Lyon", "1991-03-05", "sister_city", "listed"),
        ("Brackenholm", "Kiel", "2001", "friendly_exchange_city", "listed"),
        ("Brackenholm", "Turin", "", "sister_city", "planned"),
    ]


@pytest.mark.parametrize(
    "items",
    [
        [
            "里昂，法國（1991年3月）",
            "福岡，日本（2024年代表團訪問三次）",
            "都靈，意大利（2004年）",
            "基爾，德國（2001年）",
        ],
        ["里昂，法國（1991年3月）", "福岡的春天，大家都說好。", "都靈，意大利（2004年）", "基爾，德國（2001年）"],
    ],
)
def test_a_list_of_which_a_line_says_something_else_is_left_to_the_paper(tmp_path: Path, items: list[str]) -> None:
    listed = "".join(f"<li>{item}</li>" for item in items)
    assert loaded(written(tmp_path / "list.html", PAGE.format(f"<ul>{listed}</ul>"))).kind == "document"


def test_items_under_that_of_their_country_are_ties_in_it(tmp_path: Path) -> None:
    text = "# 芜湖市友好城市\n\n- 法国\n  - 里昂（1991年3月）\n  - 南特（1996-10-08）\n- 日本\n  - 福冈（1979年）\n"
    path = written(tmp_path / "a.md", text)
    assert ties_of(path) == [("里昂", "1991-03"), ("南特", "1996-10-08"), ("福冈", "1979")]
    held = [row for row in loaded(path).rows if isinstance(row, Agreement)]
    assert [row.iso_country for row in held] == ["FR", "FR", "JP"]


def test_a_list_of_visits_of_sister_cities_is_no_list_of_ties(tmp_path: Path) -> None:
    page = PAGE.replace("榕港市姊妹城市", "榕港市姊妹城市來訪團組")
    listed = "".join(f"<li>{city}，{land}（{date}）</li>" for city, land, date in TIES)
    assert loaded(written(tmp_path / "list.html", page.format(f"<ul>{listed}</ul>"))).kind == "document"


NOTED = [
    ("图尔库*", "* 已于2020年终止。"),
    ("图尔库＊", "注：带*的城市已于2020年终止友城关系。"),
    ("*图尔库", "注：*号表示友城关系自2020年中止"),
    ("图尔库※", "※ 友城关系已终止"),
    ("图尔库①", "①已终止。"),
    ("图尔库[1]", "注1：2020年起暂停往来。"),
    ("Turku†", "† Link dissolved in 2020."),
    ("Turku*", "Note: cities marked with an asterisk (*) ended in 2020."),
    ("Turku [2]", "[2] Suspended in 2020."),
    ("Turku*", "* = dormant; ** = planned"),
]


@pytest.mark.parametrize("kind", ["csv", "docx", "html", "md"])
@pytest.mark.parametrize(("city", "note"), NOTED)
def test_a_note_qualifies_the_rows_that_bear_its_mark_and_no_other(
    tmp_path: Path, city: str, note: str, kind: str
) -> None:
    rows = [("外方城市", "国家", "结好日期"), (city, "芬兰", "1991年3月5日"), ("里昂", "法国", "1992年4月6日")]
    path = tmp_path / f"芜湖友城.{kind}"
    if kind == "docx":
        path.write_bytes(word_bytes(par("芜湖市友好城市"), table(*map(list, rows)), par(note)))
    elif kind == "html":
        lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        written(path, f"<html><body><h1>芜湖市友好城市</h1><table>{lines}</table><p>{note}</p></body></html>")
    elif kind == "md":
        lines = "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], ("---",) * 3, *rows[1:]))
        written(path, f"# 芜湖市友好城市\n\n{lines}\n\n{note}\n".replace("\n\n*", "\n\n\\*"))
    else:
        written(path, "\n".join(map(",".join, rows)) + f'\n\n"{note}"\n')
    turku, lyon = loaded(path).rows
    assert isinstance(turku, Agreement)
    assert isinstance(lyon, Agreement)
    assert (turku.partner_en, turku.status, str(turku.date)) == ("Turku", "inactive_reported", "1991-03-05")
    assert (lyon.partner_en, lyon.status, lyon.status_note) == ("Lyon", "listed", "")


def test_a_note_of_what_is_planned_leaves_its_tie_undated_and_other_notes_say_nothing(tmp_path: Path) -> None:
    text = "外方城市,国家,结好日期,备注\n图尔库**,芬兰,,议定书待签\n里昂*,法国,1992年4月6日,\n\n"
    notes = "注：*为省级友城\n** 拟于2027年签约\n"
    turku, lyon = loaded(written(tmp_path / "芜湖友城.csv", text + notes)).rows
    assert isinstance(turku, Agreement)
    assert isinstance(lyon, Agreement)
    assert (turku.status, turku.date, lyon.status, str(lyon.date)) == ("planned", None, "listed", "1992-04-06")


def test_a_cell_that_can_be_read_in_one_way_only_decides_the_days_of_its_column(tmp_path: Path) -> None:
    header, vejle = "Twin town,Country,Date of signing", "Vejle,Denmark,03/04/1991"
    for other, day in (("Kuopio,Finland,25/12/1990", "1991-04-03"), ("Kuopio,Finland,12/25/1990", "1991-03-04")):
        table = loaded(written(tmp_path / "twins.csv", f"{header}\n{vejle}\n{other}"), "Erlangen")
        assert [str(row.date) for row in table.rows if isinstance(row, Agreement)] == [day, "1990-12-25"]


def test_days_that_no_cell_of_a_column_decides_are_refused_with_what_to_say(tmp_path: Path) -> None:
    header = "Twin town,Country,Date of signing"
    rows = ["Vejle,Denmark,03/04/1991", "Kuopio,Finland,05/12/1990"]
    table = loaded(written(tmp_path / "twins.csv", "\n".join([header, *rows])), "Erlangen")
    assert table.rows == ()
    assert "it is not certain whether days or months come first" in " ".join(table.notes)


def test_a_table_with_a_column_for_each_city_may_lack_some_of_what_it_tells(tmp_path: Path) -> None:
    text = (
        "Twin towns,,\n,Turku,Lyon\nCountry,Finland,France\nTwinned,5 March 1991,6 April 1992\nRemarks,,ended in 2020\n"
    )
    document = loaded(written(tmp_path / "twins.csv", text)).document
    assert document is not None
    assert [block.search_text for block in document.blocks if block.kind is BlockKind.TABLE_ROW] == [
        "Turku; Country: Finland; Twinned: 5 March 1991",
        "Lyon; Country: France; Twinned: 6 April 1992; Remarks: ended in 2020",
    ]


TURNED = [
    ("对照", "图尔库", "里昂"),
    ("国家", "芬兰", "法国"),
    ("结好日期", "1991年3月5日", "1992年4月6日"),
    ("市长", "米娜·阿尔韦", "格雷戈里·杜塞"),
    ("人口（万）", "19.5", "52.2"),
]


@pytest.mark.parametrize("kind", ["csv", "docx", "html"])
def test_a_table_with_a_column_for_each_city_is_read_city_by_city(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"芜湖友好城市.{kind}"
    if kind == "docx":
        path.write_bytes(word_bytes(par("芜湖市友好城市对照表"), table(*map(list, TURNED))))
    elif kind == "html":
        lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TURNED)
        written(path, f"<html><body><h1>芜湖市友好城市对照表</h1><table>{lines}</table></body></html>")
    else:
        written(path, "芜湖市友好城市对照表,,\n" + "\n".join(map(",".join, TURNED)))
    document = loaded(path).document
    assert document is not None
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [row.search_text for row in rows] == [
        "对照: 图尔库; 国家: 芬兰; 结好日期: 1991年3月5日; 市长: 米娜·阿尔韦; 人口（万）: 19.5",
        "对照: 里昂; 国家: 法国; 结好日期: 1992年4月6日; 市长: 格雷戈里·杜塞; 人口（万）: 52.2",
    ]
    assert {row.row for row in rows} == {2 if kind == "csv" else 1}
