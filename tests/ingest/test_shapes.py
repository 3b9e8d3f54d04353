"""Shapes that papers have: questions and answers, minutes, official papers, lists of ties."""

import time

import pytest

from ingest.clean import clean
from ingest.document import Document
from ingest.readers.metadata import describe
from ingest.readers.text import blocks_of
from ingest.split import split
from knowledge.evidence import Audience, Passage
from tests.ingesting import gazetteer


def document(text: str) -> Document:
    return clean(describe("a.txt", blocks_of(text), audience=Audience.PUBLIC))


def passages(text: str) -> list[Passage]:
    return split(document(text), gazetteer())


@pytest.mark.parametrize(
    "text",
    [
        "青年营常见问题\n\n问:谁可以报名?\n答:在校学生。\n\n问:费用是多少?\n答:食宿免费。\n一、机票自理。\n二、保险自理。",
        "青年营问答\n\n1. 谁可以报名?\n在校学生。\n\n2. 费用是多少?\n食宿免费。\n机票自理。",
        "青年营报名须知\n\n谁可以报名?\n\n在校学生。\n\n费用是多少?\n\n食宿免费。",
        "Camp FAQ\n\nQ1: Who may apply?\nA1: Pupils of any school.\n\nQ2: What does it cost?\nA2: Board is free.",
    ],
)
def test_an_answer_keeps_its_question(text: str) -> None:
    made = passages(text)
    for passage in made:
        if "免费" in passage.text or "free" in passage.text:
            assert "费用是多少" in passage.heading or "cost" in passage.heading
        if "在校学生" in passage.text or "Pupils" in passage.text:
            assert "谁可以报名" in passage.text or "Who may apply" in passage.text
    assert not any(passage.text.endswith(("?", "?")) for passage in made)


def test_both_languages_of_a_bilingual_faq_keep_their_questions() -> None:
    text = "奖学金问答\n\n" + "\n\n".join(
        f"问:第{n}个问题是什么?\nQ: What is question number {n} about?\n答:回答是{n}号。\nA: The answer is number {n}."
        for n in range(1, 5)
    )
    found = {passage.text.rsplit("\n", 1)[-1]: passage.heading for passage in passages(text)}
    assert found["答:回答是3号。"] == "问:第3个问题是什么?"
    assert found["A: The answer is number 3."] == "Q: What is question number 3 about?"


def test_a_turn_keeps_its_speaker_and_what_it_replies_to() -> None:
    text = (
        "座谈会纪要\n\n时间:2023年5月6日\n地点:三楼\n出席:周明、吴芳、郑伟\n\n"
        "周明:去年接待了多少批代表团?\n吴芳:接待了23批。\n郑伟:经费由谁负担?\n吴芳:由市财政负担。\n周明:很好。"
    )
    found = {passage.text.rsplit("\n", 1)[-1]: passage for passage in passages(text)}
    assert found["吴芳:接待了23批。"].heading == "吴芳 › 周明:去年接待了多少批代表团?"
    assert found["吴芳:由市财政负担。"].text.startswith("郑伟:")
    assert found["周明:很好。"].heading == "周明"
    assert str(document(text).published) == "2023-05-06"


def test_a_form_is_no_dialogue() -> None:
    text = "友城资料\n\n" + "\n".join(f"友城:第{n}市\n国家:某国\n人口:{n}万" for n in range(1, 5))
    assert not any(passage.heading for passage in passages(text))


def test_an_official_paper_is_known_by_its_issuer_number_and_signature() -> None:
    text = (
        "南桥市人民政府文件\n\n南府〔2021〕15号\n\n南桥市人民政府关于印发友城工作办法的通知\n\n各区人民政府:\n\n"
        "现将《友城工作办法》印发给你们,请贯彻执行。\n\n南桥市人民政府\n二〇二一年六月八日\n\n友城工作办法\n\n"
        "第一条 为规范友城工作,制定本办法。\n\n第二条 结好应当报市政府批准。"
    )
    paper = document(text)
    assert (paper.title, paper.publisher) == ("南桥市人民政府关于印发友城工作办法的通知", "南桥市人民政府")
    assert str(paper.published) == "2021-06-08"
    made = passages(text)
    assert made[-1].locator == "友城工作办法 › 第二条"
    assert [passage.text for passage in made if passage.locator == "发布信息"] == [
        "南桥市人民政府文件\n南府〔2021〕15号",
        "南桥市人民政府\n二〇二一年六月八日",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "南桥市友城名单\n\n日本长冈市 1987年3月16日\n法国鲁昂市 1991年5月2日\n挪威卑尔根市 2003年9月",
        "友城名单\n\n结好日期:1987年3月16日\n友城:长冈\n结好日期:1991年5月2日\n友城:鲁昂",
        "结好日期:1987年3月16日\n友城:长冈\n结好日期:1991年5月2日\n友城:鲁昂",
        "活动通知\n\n时间:2031年5月6日\n地点:市民广场\n\n届时举行友城文化节。",
        "Twin towns of Southbridge\n1. Rouen, France, 2 May 1991\n2. Bergen, Norway, May 2003\n3. Kaunas, 1992",
        "Twin towns of Southbridge\nRouen, France, 2 May 1991\nBergen, Norway, May 2003\nKaunas, Lithuania, 1992",
    ],
)
def test_the_day_of_something_else_is_not_when_a_paper_was_published(text: str) -> None:
    assert document(text).published is None


def test_a_title_that_speaks_of_papers_is_no_letterhead() -> None:
    paper = document("友城工作常用文件\n\n第一份是章程,第二份是规则。")
    assert (paper.title, paper.publisher) == ("友城工作常用文件", "")


def test_who_issues_a_report_stands_above_its_date() -> None:
    paper = document("南桥市友城工作年度报告\n南桥市外事办公室\n2023年2月1日\n\n全年共接待来访团组四十一批。")
    assert (paper.title, paper.publisher, str(paper.published)) == (
        "南桥市友城工作年度报告",
        "南桥市外事办公室",
        "2023-02-01",
    )


@pytest.mark.parametrize("mark", ["{}. ", "（{}）", "{}、"])
def test_one_numbered_line_of_a_list_is_one_tie(mark: str) -> None:
    ties = ("鲁昂,1991年5月2日", "卑尔根,2003年9月", "考纳斯,1992年")
    lines = [f"{mark.format(n)}{tie}" for n, tie in enumerate(ties, 1)]
    made = passages("南桥友城\n\n" + "\n".join(lines))
    assert [passage.text.rsplit("\n", 1)[-1] for passage in made] == lines
    assert not any(passage.heading for passage in made)


def test_one_line_of_a_list_is_one_tie() -> None:
    text = "友城名单\n\n日本长冈市 1987年3月16日\n法国鲁昂市 1991年5月2日\n\n挪威卑尔根市,2003年9月"
    assert [passage.text.rsplit("\n", 1)[-1] for passage in passages(text)] == [
        "日本长冈市 1987年3月16日",
        "法国鲁昂市 1991年5月2日",
        "挪威卑尔根市,2003年9月",
    ]


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("洛阳市国际友好城市一览表", "洛阳"),
        ("Sister cities of Luoyang", "洛阳"),
        ("图尔库代表团来访", None),
        ("洛阳与图尔库友好交流", None),
    ],
)
def test_a_paper_is_about_the_city_whose_paper_its_title_says_it_is(title: str, about: str | None) -> None:
    places = gazetteer()
    made = split(document(f"{title}\n\n截至2024年5月,我市已与9个城市结好。"), places)
    expected = places.lookup(about).id if about else None  # type: ignore[union-attr]  # the city is known
    assert made[-1].about == ((expected,) if expected else ())


def test_a_headline_with_thousands_of_blanks_is_read_at_once() -> None:
    started = time.monotonic()
    made = passages(f"友城{' ' * 4000}大会\n来源:市报{' ' * 4000}2019-09-23{' ' * 4000}x\n\n正文写在这里。\n")
    assert made[0].source.title == "友城 大会"
    assert time.monotonic() - started < 5
