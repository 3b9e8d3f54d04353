import pytest

from knowledge.calendar import PartialDate
from knowledge.citing import by_source, in_quotation_marks, origin_of
from knowledge.evidence import Citation, Language, Source
from knowledge.text.language import Script

DAY = PartialDate.parse("2021-03-04")


def cited(source: Source, locator: str, language: Language = Language.ZH) -> Citation:
    return Citation(source, locator, "原文", language, f"{source.path}-{locator}")


@pytest.mark.parametrize(
    ("path", "title", "publisher", "zh", "en"),
    [
        ("a/briefing.txt", "春季发布会实录", "某市新闻办", "", "transcript"),
        ("notes/briefing.md", "春季发布会实录", "某市新闻办", "实录（摘要）", "transcript (our notes)"),
        ("visit.docx", "接待纪要", "", "", "minutes"),
        ("a.pdf", "Annual report on partner cities", "", "报告", ""),
        ("page.html", "Twin towns", "City of Bari", "网页", "web page"),
        ("b.pdf", "两城结好", "青岛日报", "报道", "news article"),
        ("list.xlsx", "各处通讯录", "", "表格", "table"),
        ("c.pdf", "三年行动计划", "", "文件", "paper"),
    ],
)
def test_a_source_says_what_it_is_in_the_language_of_the_reader(
    path: str, title: str, publisher: str, zh: str, en: str
) -> None:
    source = Source(path, title, publisher, DAY)
    for language, what, date in ((Language.ZH, zh, "2021年3月4日发布"), (Language.EN, en, "published 4 March 2021")):
        told = origin_of(source, language, Script.HANS)
        assert told.details == tuple(filter(None, (what, publisher, date)))


def test_a_row_is_told_by_what_it_rests_on_and_never_by_its_id() -> None:
    row = Source("tables/agreements.csv#qingdao-bari", "结好名单", "青岛市外办", DAY)
    assert origin_of(row, Language.ZH, Script.HANS).line == "结好名单 · 青岛市外办 · 2021年3月4日发布"
    assert "qingdao" not in origin_of(Source("a.csv#qingdao-bari", ""), Language.EN, Script.HANS).line


@pytest.mark.parametrize(
    ("title", "publisher"),
    [("友城工作报告（2021年3月4日）", "某市人大"), ("某市友好城市列表", "百科镜像，2021年3月4日的版本")],
)
def test_a_date_that_the_title_or_the_publisher_tells_is_not_told_again(title: str, publisher: str) -> None:
    assert origin_of(Source("a.pdf", title, publisher, DAY), Language.ZH, Script.HANS).line.count("2021年3月4日") == 1
    assert "published 4 March 2021" in origin_of(Source("a.pdf", title, publisher, DAY), Language.EN, Script.HANS).line


@pytest.mark.parametrize(
    ("text", "script", "quoted"),
    [
        ("实施“青桥计划”留学项目", Script.HANS, "“实施‘青桥计划’留学项目”"),
        ("實施“青橋計劃”留學項目", Script.HANT, "「實施『青橋計劃』留學項目」"),
        ("實施「青橋計劃」", Script.HANT, "「實施『青橋計劃』」"),
        ("The city's 64 “friendly cities”", Script.HANS, "“The city's 64 ‘friendly cities’”"),
        ("64 “friendly cities”", Script.HANT, "「64 “friendly cities”」"),
    ],
)
def test_marks_within_a_quotation_are_inner_ones(text: str, script: Script, quoted: str) -> None:
    assert in_quotation_marks(text, script) == quoted


def test_a_reader_of_traditional_characters_is_told_in_them() -> None:
    told = origin_of(Source("a.txt", "发布会实录", "广州日报"), Language.ZH, Script.HANT)
    assert (told.title, told.details) == ("發佈會實錄", ("廣州日報",))


def test_a_source_stands_once_with_all_that_is_cited_of_it() -> None:
    paper = Source("notes/plan.md", "三年计划", "外办", DAY)
    in_english = Source("notes/plan.md", "Three-year plan", "The office", DAY)
    row = Source("programmes.csv#plan-9", "三年计划", "外办", DAY)
    other = Source("other.txt", "三年计划", "外办", PartialDate.parse("2024"))
    found = by_source([cited(row, "a"), cited(other, "b"), cited(paper, "c"), cited(in_english, "d", Language.EN)])
    assert [[n for n, _ in each.citations] for each in found] == [[1, 3, 4], [2]]
    assert found[0].source == paper
