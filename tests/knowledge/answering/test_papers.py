from __future__ import annotations

from typing import Any

import pytest

from knowledge.answering.papers import Papers, Standing, Unit, in_its_unit
from knowledge.evidence import Source
from tests.passages import passage


def units(*texts: str, **fields: Any) -> list[Unit]:  # noqa: ANN401 - whatever a passage has
    held = [passage(text, ordinal=number, **fields) for number, text in enumerate(texts, start=1)]
    papers = Papers(held)
    return [unit for one in held for unit in papers.units(one)]


def test_an_answer_is_governed_by_its_question_and_by_the_heading_above() -> None:
    found = units(
        "贰、海外实习", "问：报名什么时候截止？", "答：3月29日截止。面试在4月20日。", "叁、志愿者", "满18岁即可。"
    )
    deadline, interview, age = [unit for unit in found if unit.standing is Standing.STATEMENT]
    assert deadline.question == interview.question == "问：报名什么时候截止？"
    assert "贰、海外实习" in deadline.headings
    assert age.question == ""
    assert "叁、志愿者" in age.headings
    assert "贰、海外实习" not in age.headings


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("（一）青少年训练营", Standing.HEADING),
        ("Q: Who may apply?", Standing.QUESTION),
        ("第九届训练营在7月举行。", Standing.STATEMENT),
        ("地点：会议中心207室", Standing.STATEMENT),
    ],
)
def test_a_heading_and_a_question_state_nothing(text: str, standing: Standing) -> None:
    (found,) = units(text)
    assert found.standing is standing


def test_the_title_lines_of_a_paper_state_nothing() -> None:
    held = passage(
        "海岸学者计划 申请问答\nProgramme for Young Scholars of the Sister Cities: Questions and Answers\n"
        "共有12个名额。",
        ordinal=0,
    )
    found = Papers([held]).units(held)
    assert [unit.standing for unit in found] == [Standing.HEADING, Standing.HEADING, Standing.STATEMENT]
    assert "海岸学者计划 申请问答" in found[-1].headings


def test_a_row_is_told_with_its_columns_and_cited_as_it_stands() -> None:
    held = passage(
        "四、伙伴城市\n| 图尔库 | 芬兰 | 1987 |",
        heading="四、伙伴城市",
        locator="四 › 第2行",
        search_text="城市: 图尔库; 国家: 芬兰; 结好: 1987",
    )
    (row,) = Papers([held]).units(held)
    assert row.sentence == "| 图尔库 | 芬兰 | 1987 |"
    assert row.told == "城市: 图尔库; 国家: 芬兰; 结好: 1987"
    assert "四、伙伴城市" in row.headings


def test_what_the_next_speaker_corrects_is_marked_and_goes_before_the_correction() -> None:
    found = units("李青：去年新增9对，累计96对。", "王安：更正一下，累计是94对。", "李青：好。")
    assert [unit.standing for unit in found] == [Standing.CORRECTED, Standing.STATEMENT, Standing.STATEMENT]
    assert found[1].before == "李青：去年新增9对，累计96对。"


def test_the_answer_to_a_question_that_was_found_is_read_with_it() -> None:
    held = [
        passage(text, ordinal=n)
        for n, text in enumerate(("问：多少钱？", "答：每月3000元。", "另有补贴。", "问：谁？", "答：学生。"), 1)
    ]
    assert [one.text for one in Papers(held).answers(held[0])] == ["答：每月3000元。", "另有补贴。"]
    assert Papers(held).answers(held[1]) == ()


def test_the_rows_of_one_table_are_found_from_any_of_them() -> None:
    rows = [
        passage(f"| {city} |", ordinal=n, locator=f"第{n}行", search_text=f"城市: {city}")
        for n, city in enumerate(("图尔库", "卑尔根"), 2)
    ]
    other = passage("共两座。", ordinal=4)
    papers = Papers([*rows, other])
    assert papers.table(rows[1]) == rows
    assert papers.table(other) == ()


def test_of_two_editions_of_a_paper_the_earlier_is_known() -> None:
    held = [
        passage("每年选派人数见表。", path=f"{year}.md", source=Source(f"{year}.md", f"晨星计划实施方案（{year}年版）"))
        for year in (2019, 2024)
    ]
    papers = Papers([*held, passage("无关。", path="other.md")])
    assert papers.has_newer("2019.md")
    assert not papers.has_newer("2024.md")
    assert not papers.has_newer("other.md")
    assert papers.is_edition("2024.md")


def stretch(text: str, sentence: str, **fields: Any) -> str:  # noqa: ANN401 - whatever a passage has
    held = passage(text, ordinal=1, **fields)
    return "\n".join(piece for _, piece in Papers([held]).stretch(held, sentence))


def test_a_sentence_is_told_with_the_rest_of_its_paragraph() -> None:
    paragraph = "营员食宿由我市承担。国际旅费自理。"
    assert stretch(paragraph, "国际旅费自理。") == paragraph


def test_paragraphs_without_a_heading_of_their_own_have_nothing_to_do_with_each_other() -> None:
    assert stretch("接待团组46批。\n青年乐团来演出三场。", "接待团组46批。") == "接待团组46批。"


def test_the_items_of_a_list_are_told_together_each_from_its_passage() -> None:
    held = [
        passage(text, ordinal=n, heading="四、材料")
        for n, text in enumerate(("申请表；", "成绩单；", "照片。"), start=1)
    ]
    pieces = Papers(held).stretch(held[1], "成绩单；")
    assert [piece for _, piece in pieces] == ["申请表；", "成绩单；", "照片。"]
    assert [one.id for one, _ in pieces] == [one.id for one in held]


@pytest.mark.parametrize(
    "items",
    [
        ("截至2021年5月，我市有12对姊妹学校。", "我市打算设奖学金（2021年5月）。", "2019年，乐团来演出三场。"),
        ("As of May 2021 the city had 12 sister schools.", "A grant is planned (May 2021).", "In 2019 a band came."),
    ],
)
def test_an_item_that_says_of_when_it_is_is_told_without_those_beside_it(items: tuple[str, ...]) -> None:
    held = [passage(text, ordinal=n, heading="Exchange") for n, text in enumerate(items, start=1)]
    assert [piece for _, piece in Papers(held).stretch(held[1], items[1])] == [items[1]]


def test_no_answer_is_told_with_that_to_another_question() -> None:
    text = "问：家长可以陪同吗？\n答：不能。由老师陪同。\n问：可以带手机吗？\n答：可以。"
    assert stretch(text, "答：不能。") == "答：不能。由老师陪同。"


def test_no_more_is_told_than_is_read_at_a_glance() -> None:
    sentences = [f"第{number}项内容是开展形式多样的青少年交流活动并且做好总结。" for number in range(20)]
    told = stretch("".join(sentences), sentences[10])
    assert sentences[10] in told
    assert len(told) < 200


def test_a_heading_ends_where_the_next_begins() -> None:
    held = [
        passage("叁、志愿者\n满18岁即可。", ordinal=1, heading="叁、志愿者"),
        passage("肆、成果\n共有25名。", ordinal=2, heading="肆、成果"),
    ]
    papers = Papers(held)
    assert "叁、志愿者" not in papers.units(held[1])[-1].headings


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("金额（万元）", "52", "金额: 52万元"),
        ("Grant (EUR)", "9,800", "Grant: 9,800 EUR"),
        ("人数/人", "12", "人数: 12人"),
        ("人数", "12", "人数: 12"),
        ("结好时间（年）", "1991年3月", "结好时间（年）: 1991年3月"),
        ("人数（2023）", "12", "人数（2023）: 12"),
        ("", "12", "12"),
    ],
)
def test_a_figure_in_a_cell_is_read_with_the_unit_of_its_column(column: str, value: str, told: str) -> None:
    assert in_its_unit(column, value) == told
