from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.document import BlockKind, Document
from ingest.readers import read
from knowledge.calendar import PartialDate
from knowledge.errors import DocumentError
from knowledge.evidence import Audience, Language

BODY = "昆明市共缔结国际友城23对、友好交流城市20对,结好城市遍及世界五大洲,交流合作不断深入。" * 2


@pytest.mark.parametrize(
    ("head", "title", "publisher", "published"),
    [
        (
            "当前位置: 首页 > 政务\n友城工作计划\n信息来源:广州市外办发表时间:2018-11-30 10:05浏览次数: 打印本页",
            "友城工作计划",
            "广州市外办",
            "2018-11-30",
        ),
        (
            "新浪新闻客户端\n\n友城大会明年举办\n友城大会明年举办\n2019年09月23日 08:24 昆明市政府网站",
            "友城大会明年举办",
            "昆明市政府网站",
            "2019-09-23",
        ),
        (
            "APP下载\n\n城市外交的实践\n\n2013-08-15刘保春\n\n公共外交季刊 2013年4期",
            "城市外交的实践",
            "公共外交季刊",
            "2013-08-15",
        ),
        (
            "Sister cities of Kunming\nPublished on: 23 September 2019 Source: Kunming Daily",
            "Sister cities of Kunming",
            "Kunming Daily",
            "2019-09-23",
        ),
        ("友城大会\n公共外交季刊 2013年第4期", "友城大会", "公共外交季刊", "2013"),
        ("友城大会", "友城大会", "", None),
    ],
)
def test_title_publisher_and_date_are_found_in_the_first_lines(
    read_bytes_as: Callable[[str, bytes], Document], head: str, title: str, publisher: str, published: str | None
) -> None:
    document = read_bytes_as("a.txt", f"{head}\n\n{BODY}\n".encode())
    assert (document.title, document.publisher) == (title, publisher)
    assert document.published == (PartialDate.parse(published) if published else None)
    assert document.language is Language.ZH


def test_a_date_in_the_text_is_not_taken_for_that_of_publication(
    read_bytes_as: Callable[[str, bytes], Document],
) -> None:
    document = read_bytes_as("a.txt", f"友城大会\n\n1981年11月5日,昆明市与日本藤泽市缔结为友好城市。{BODY}\n".encode())
    assert document.published is None


def test_a_report_without_a_headline_is_named_after_its_occasion(
    read_bytes_as: Callable[[str, bytes], Document],
) -> None:
    text = (
        "(2020年10月26日在某市人大常委会会议上)\n某市人大外事工委\n某市人大常委会:\n" + BODY + "现将调研情况报告如下:\n"
    )
    document = read_bytes_as("004.txt", text.encode())
    assert document.title == "某市人大外事工委调研情况报告(2020-10-26)"
    assert document.publisher == "某市人大外事工委"


def test_a_transcript_without_a_headline_is_named_after_its_occasion_and_day(
    read_bytes_as: Callable[[str, bytes], Document],
) -> None:
    turn = "主持人 张三:\n大家好!今天是某市友城工作新闻发布会,欢迎各位。\n2018-07-24 10:36:48\n"
    document = read_bytes_as("000.txt", (turn + turn.replace("10:36", "10:40")).encode())
    assert document.title == "某市友城工作新闻发布会实录(2018-07-24)"
    assert document.published == PartialDate(2018, 7, 24)


def test_a_text_without_any_headline_is_named_after_its_file(read_bytes_as: Callable[[str, bytes], Document]) -> None:
    assert read_bytes_as("昆明.txt", BODY.encode()).title == "昆明"


def test_lines_wrapped_at_a_width_are_one_paragraph(read_bytes_as: Callable[[str, bytes], Document]) -> None:
    lines = [
        "Guangzhou and Lyon became sister cities in 1988, and since then the two have",
        "exchanged students, chefs and engineers every year, with a memorandum on trade",
        "and culture renewed in 2018.",
    ]
    document = read_bytes_as("a.txt", ("Lyon\n\n" + "\n".join(lines)).encode())
    assert document.blocks[-1].text == "\n".join(lines)


def test_bullets_lose_their_mark_and_nothing_else(read_bytes_as: Callable[[str, bytes], Document]) -> None:
    document = read_bytes_as("a.txt", f"友城\n\n{BODY}\n- 福冈 1979\n——国际交往动力显著增强。".encode())
    assert [(block.kind, block.text) for block in document.blocks[-2:]] == [
        (BlockKind.LIST_ITEM, "福冈 1979"),
        (BlockKind.PARAGRAPH, "——国际交往动力显著增强。"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n", "empty"),
        ("a.txt", b"\x00\x01\x02binary\x00" * 50, "binary"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "not a readable workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.txt", "…。!".encode(), "no words"),
        ("a.docx", b"PK\x03\x04" + b"x" * 99, "a ZIP archive"),
        ("a.dwg", b"x", "not read"),
        ("a", b"x", "without an ending"),
    ],
)
def test_what_cannot_be_read_is_named_with_reason_and_remedy(
    read_bytes_as: Callable[[str, bytes], Document], name: str, data: bytes, reason: str
) -> None:
    with pytest.raises(DocumentError, match=reason) as refused:
        read_bytes_as(name, data)
    assert str(refused.value).startswith(f"{name}: ")
    assert refused.value.remedy.endswith(".")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    with pytest.raises(DocumentError, match="50 MB"):
        read(path, relative="big.txt", audience=Audience.PUBLIC)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be opened"):
        read(tmp_path / "gone.txt", relative="gone.txt", audience=Audience.PUBLIC)


@pytest.mark.parametrize(
    ("prefix", "title", "publisher", "published"),
    [
        ("000", "广州市践行“走前列”系列新闻发布会实录(2018-07-24)", "", "2018-07-24"),
        ("001", "拓展城市多边交往 推进城市国际化发展——广州城市外交的实践与思考", "公共外交季刊", "2013-08-15"),
        ("002", "广州建设国际交往中心三年行动计划(2018-2020年)", "广州市人民政府外事办公室", "2018-11-30"),
        ("003", "第七届中国国际友好城市大会明年在昆举办", "昆明市政府网站", "2019-09-23"),
        (
            "004",
            "杭州市人大常委会民宗侨、外事工委调研情况报告:我市国际友城工作(2020-10-26)",
            "杭州市人大常委会民宗侨、外事工委",
            "2020-10-26",
        ),
    ],
)
def test_the_real_papers_are_named_and_dated(
    paper: Callable[[str], Path], prefix: str, title: str, publisher: str, published: str
) -> None:
    path = paper(prefix)
    document = read(path, relative=path.name, audience=Audience.PUBLIC)
    assert (document.title, document.publisher, str(document.published)) == (title, publisher, published)
