import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.document import BlockKind, Document
from ingest.readers.word.body import MAX_BLOCKS
from knowledge.calendar import PartialDate
from knowledge.errors import DocumentError
from knowledge.evidence import Language
from knowledge.tables.sheet import MAX_ROWS
from tests.ingesting import Office

ZH = "昆明市积极搭建对外交流合作的平台,与多座城市缔结为国际友好城市,往来不断深入。"
NOTES = """---
title: Notes on the plan
title_zh: 三年行动计划札记
publisher: Foreign Affairs Office
publisher_zh: 外事办公室
date: 2018-11-30
url: https://example.org/plan
language: en
---
# Notes on the plan

## English

- On 30 November 2018 the office posted **the plan**.
- By 2020 the target was 10 million overnight visitors.
  - It is a target.

> Quoted words of the mayor.

| city | date |
|---|---|
| Lyon | 1988 |
"""


def test_markdown_takes_what_its_front_matter_says(read_bytes_as: Callable[[str, bytes], Document]) -> None:
    document = read_bytes_as("a.md", NOTES.encode())
    assert (document.title, document.other_title) == ("Notes on the plan", "三年行动计划札记")
    assert (document.publisher, document.other_publisher) == ("Foreign Affairs Office", "外事办公室")
    assert document.published == PartialDate(2018, 11, 30)
    assert document.url == "https://example.org/plan"
    assert document.language is Language.EN


def test_markdown_gives_one_block_a_bullet_verbatim(read_bytes_as: Callable[[str, bytes], Document]) -> None:
    blocks = read_bytes_as("a.md", NOTES.encode()).blocks
    bullets = [block.text for block in blocks if block.kind is BlockKind.LIST_ITEM]
    assert bullets == [
        "On 30 November 2018 the office posted **the plan**.",
        "By 2020 the target was 10 million overnight visitors.\nIt is a target.",
    ]
    assert blocks[-1].text == "| Lyon | 1988 |"
    assert blocks[-1].search_text == "city: Lyon; date: 1988"
    assert all(line in NOTES for block in blocks for line in block.text.split("\n"))


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("**1991年3月5日**", "1991年3月5日"),
        ("[南特](https://nantes.example)", "南特"),
        ("**[Kiel](k.md)**", "Kiel"),
        ("`K-7`", "K-7"),
        ("*seit 1990*", "seit 1990"),
        ("Turku*", "Turku*"),
        ("2 * 3", "2 * 3"),
    ],
)
def test_markdown_reads_cells_without_their_marks_and_quotes_rows_with_them(
    read_bytes_as: Callable[[str, bytes], Document], cell: str, read: str
) -> None:
    (row,) = read_bytes_as("a.md", f"| A | B |\n|---|---|\n| x | {cell} |\n".encode()).blocks
    assert row.cells == ("x", read)
    assert row.text == f"| x | {cell} |"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("营期七天。[^1]\n\n[^1]: 费用由\u5357特承担。\n", ["营期七天。[^1]", "费用由南特承担。"]),
        (
            "It lasts a week.[^a] See [x].\n\n[^a]: Nantes pays.\n[^b]: Lyon cooks.\n[x]: https://a.example\n",
            ["It lasts a week.[^a] See [x].", "Nantes pays.", "Lyon cooks."],
        ),
        ("[a]: ../b.md 'B'\n[c]: <https://d.example>\n\nText.", ["Text."]),
        ("[注]: 本办法自发布之日起施行。", ["[注]: 本办法自发布之日起施行。"]),
    ],
)
def test_markdown_keeps_what_notes_say_and_leaves_out_where_links_lead(
    read_bytes_as: Callable[[str, bytes], Document], text: str, told: list[str]
) -> None:
    assert [block.text for block in read_bytes_as("a.md", text.encode()).blocks] == told


def test_markdown_keeps_the_two_languages_of_a_bullet_apart(read_bytes_as: Callable[[str, bytes], Document]) -> None:
    text = "# 友城\n\n- 广州与里昂于1988年结好。\n  Guangzhou and Lyon became sister cities in 1988.\n"
    blocks = read_bytes_as("a.md", text.encode()).blocks
    assert [block.text for block in blocks[1:]] == [
        "广州与里昂于1988年结好。",
        "Guangzhou and Lyon became sister cities in 1988.",
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# 要点\n# Notes\n\n## 发布会\n", ["title", "title", "heading"]),
        ("# 要点\n\n广州。\n\n# 其他\n", ["heading", "paragraph", "heading"]),
        ("# 要点\n# 友城\n\n广州。\n", ["heading", "heading", "paragraph"]),
    ],
)
def test_markdown_takes_its_opening_heading_for_the_title(
    read_bytes_as: Callable[[str, bytes], Document], text: str, kinds: list[str]
) -> None:
    document = read_bytes_as("a.md", f"---\ntitle: 三年行动\n---\n{text}".encode())
    assert [block.kind.value for block in document.blocks] == kinds
    assert document.title == "三年行动"


@pytest.mark.parametrize("front", ["title: [unclosed", "title: a: b: c", "x: " + "[" * 5000, "? " * 11000])
def test_broken_front_matter_is_reported(read_bytes_as: Callable[[str, bytes], Document], front: str) -> None:
    with pytest.raises(DocumentError, match="front matter"):
        read_bytes_as("a.md", f"---\n{front}\n---\nText.\n".encode())


def test_csv_rows_are_verbatim_and_searched_with_their_columns(
    read_bytes_as: Callable[[str, bytes], Document],
) -> None:
    text = '城市,国家,备注\n福冈,日本,1979-05-02\n"里,昂",法国,"第一行\n第二行"\n'
    blocks = read_bytes_as("a.csv", text.encode("gb18030")).blocks
    assert [(block.row, block.text) for block in blocks] == [
        (2, "福冈,日本,1979-05-02"),
        (3, '"里,昂",法国,"第一行\n第二行"'),
    ]
    assert blocks[0].search_text == "城市: 福冈; 国家: 日本; 备注: 1979-05-02"


@pytest.mark.parametrize("name", ["台账.xls", "台账.et", "台账.csv"])
def test_a_workbook_that_shows_no_rows_is_named_with_its_remedy(
    read_bytes_as: Callable[[str, bytes], Document], name: str
) -> None:
    with pytest.raises(DocumentError, match=r"no rows below a header.*save it there as \.xlsx"):
        read_bytes_as(name, b"ledger\n")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_delimiters_are_recognised_by_the_table_and_not_by_the_line_above_it(
    read_bytes_as: Callable[[str, bytes], Document], delimiter: str
) -> None:
    rows = [("城市", "年"), ("里昂", "1988"), ("南特", "1996")]
    title = "蓝港市友城, 友好组织; 及其他, 以及; 等等| 一览表".replace(delimiter, "、")
    table = "\n".join([title, *map(delimiter.join, rows)])
    blocks = read_bytes_as("a.csv", table.encode("utf-8-sig")).blocks
    found = [block.search_text for block in blocks if block.kind.value == "table_row"]
    assert found == ["城市: 里昂; 年: 1988", "城市: 南特; 年: 1996"]


def test_xlsx_rows_name_their_sheet_and_row(
    read_bytes_as: Callable[[str, bytes], Document], make_xlsx: Callable[..., bytes]
) -> None:
    data = make_xlsx({"友城": [["城市", "年"], ["福冈", 1979.0], [], ["里昂", 1988]], "空": [], "B": [["x"], ["y"]]})
    document = read_bytes_as("a.xlsx", data)
    assert [(block.kind.value, block.row, block.text) for block in document.blocks] == [
        ("heading", None, "友城"),
        ("table_row", 2, "福冈 | 1979"),
        ("table_row", 4, "里昂 | 1988"),
        ("heading", None, "B"),
        ("table_row", 2, "y"),
    ]
    assert document.blocks[1].search_text == "城市: 福冈; 年: 1979"


def test_word_headings_lists_and_tables_keep_their_order(
    read_bytes_as: Callable[[str, bytes], Document], make_docx: Callable[..., bytes]
) -> None:
    data = make_docx(
        [
            ("友城简报", "Title"),
            ("来源:市外办 2021-03-05", ""),
            ("概况", "Heading 1"),
            (ZH, ""),
            ("里昂", "List Bullet"),
        ],
        [["城市", "年"], ["福冈", "1979"]],
    )
    document = read_bytes_as("a.docx", data)
    assert (document.title, document.publisher, str(document.published)) == ("友城简报", "市外办", "2021-03-05")
    assert [block.kind.value for block in document.blocks] == [
        *("title", "imprint", "heading", "paragraph", "list_item", "table_row")
    ]
    assert document.blocks[-1].search_text == "城市: 福冈; 年: 1979"


def test_the_date_of_a_word_template_is_no_date(
    read_bytes_as: Callable[[str, bytes], Document], make_docx: Callable[..., bytes]
) -> None:
    assert read_bytes_as("a.docx", make_docx([(ZH, "")])).published is None


def test_a_pdf_gives_paragraphs_over_page_ends_and_no_running_heads(
    read_bytes_as: Callable[[str, bytes], Document], make_pdf: Callable[..., bytes]
) -> None:
    full = "广州市与福冈市缔结友好城市关系双方在经贸文化教育等领域开展了"
    pages = [
        [f"外事简报 第{n}期", f"{'甲乙丙丁'[n]}方{full}", f"{full}{'甲乙丙丁'[n]}", "", f"- {n + 1} -"]
        for n in range(4)
    ]
    pages[3].insert(3, "广泛合作。")
    document = read_bytes_as("a.pdf", make_pdf(pages, title="Microsoft Word - 1.doc"))
    text = "".join(block.text for block in document.blocks)
    assert "简报" not in text
    assert "- 1 -" not in text
    assert text == "".join(f"{'甲乙丙丁'[n]}方{full}{full}{'甲乙丙丁'[n]}" for n in range(4)) + "广泛合作。"
    assert document.blocks[0].page == 1
    assert document.title == "a"


def test_a_web_page_gives_its_article(read_bytes_as: Callable[[str, bytes], Document]) -> None:
    page = f"""<html><head><meta charset="gb2312"><title>友城大会 - 某网</title></head><body>
    <div><a href="/">首页</a> &gt; <a href="/n">新闻</a></div><h1>友城大会召开</h1>
    <div class="info">来源:昆明日报 发布时间:2019-09-23 08:24 浏览次数:123</div>
    <div class="content"><p>{ZH * 3}</p><h2>友城工作</h2><p>{ZH[::-1] * 3}</p>
    <table><tr><th>城市</th><th>年</th></tr><tr><td>苏黎世</td><td>1982</td></tr><tr><td>藤泽</td><td>1981</td></tr></table>
    </div><footer>版权所有 某网</footer></body></html>"""
    document = read_bytes_as("a.html", page.encode("gb18030"))
    texts = [block.text for block in document.blocks]
    assert (document.title, document.publisher, str(document.published)) == ("友城大会召开", "昆明日报", "2019-09-23")
    assert ZH * 3 in texts
    assert ZH[::-1] * 3 in texts
    assert "苏黎世 | 1982" in texts
    assert not any("版权所有" in text or "首页" in text for text in texts)


@pytest.mark.parametrize(
    ("name", "build", "reason"),
    [
        ("a.pdf", "scan", "no text"),
        ("a.pdf", "encrypted", "protected by a password"),
        ("a.pdf", "truncated", "breaks off"),
        ("a.docx", "bomb", "unpacks from"),
        ("a.xlsx", "bomb", "unpacks from"),
        ("a.docx", "entities", "XML entities"),
        ("a.docx", "workbook", "an Excel workbook"),
        ("a.xlsx", "truncated workbook", "damaged"),
        ("a.csv", "endless", f"more than {MAX_ROWS:,} rows"),
        ("a.csv", "header", "no rows"),
        ("a.html", "deep", "nested more than"),
        ("a.html", "bare", "no text"),
    ],
)
def test_broken_files_of_every_format_are_named_with_their_reason(
    read_bytes_as: Callable[[str, bytes], Document],
    make_pdf: Callable[..., bytes],
    make_docx: Callable[..., bytes],
    make_xlsx: Callable[..., bytes],
    *,
    name: str,
    build: str,
    reason: str,
) -> None:
    made: dict[str, Callable[[], bytes]] = {
        "scan": lambda: make_pdf([[], []]),
        "encrypted": lambda: make_pdf([[ZH]], password="secret"),  # noqa: S106 - of a file made here
        "truncated": lambda: make_pdf([[ZH]])[:-200],
        "bomb": lambda: _bomb("word/document.xml" if name == "a.docx" else "xl/workbook.xml"),
        "entities": lambda: _with_entities(make_docx([(ZH, "")])),
        "workbook": lambda: make_xlsx({"A": [["a"], ["b"]]}),
        "truncated workbook": lambda: make_xlsx({"A": [["a"], ["b"]]})[:-300],
        "endless": lambda: b"a,b\n" * (MAX_ROWS + 10),
        "header": lambda: b"a,b\n",
        "deep": lambda: b"<html><body>" + b"<div>" * 250 + b"x" * 100,
        "bare": lambda: b"<html><body><script>1</script></body></html>",
    }
    data = made[build]()
    with pytest.raises(DocumentError, match=reason) as refused:
        read_bytes_as(name, data)
    assert str(refused.value).startswith(f"{name}: ")
    assert refused.value.remedy


def test_a_word_document_without_end_is_refused(
    read_bytes_as: Callable[[str, bytes], Document], make_docx: Callable[..., bytes]
) -> None:
    whole = make_docx([("x", "")])
    paragraph = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    data = _rewritten(whole, lambda xml: xml.replace(b"<w:body>", b"<w:body>" + paragraph * (MAX_BLOCKS + 1), 1))
    with pytest.raises(DocumentError, match="paragraphs"):
        read_bytes_as("a.docx", data)


def _bomb(part: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, b"\x00" * 40_000_000)
    return out.getvalue()


def _with_entities(data: bytes) -> bytes:
    lol = b"<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"
    return _rewritten(data, lambda xml: xml.replace(b"?>", b"?>" + lol, 1))


def _rewritten(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == "word/document.xml" else content)
    return out.getvalue()


def test_a_binary_workbook_is_named_with_its_remedy(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with zipfile.ZipFile(office.corpus / "list.xlsb", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00")
    (problem,) = office.plan().problems
    assert problem.where == "list.xlsb"
    assert "save it as .xlsx" in problem.remedy
