from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.kinds import carries, counts, listed_items, names_a_day
from knowledge.answering.reading import Reader
from knowledge.text.folding import fold, to_traditional
from knowledge.understanding.query import AnswerKind
from tests.ingesting import gazetteer

PREPARE = Reader(gazetteer()).prepare


def numerals(sentence: str, asked: str = "") -> list[float]:
    return [number.value for number in counts(PREPARE(sentence), asked)]


CARRIED = [
    (AnswerKind.DATE, "双方1988年签约。", "什么时候签约?"),
    (AnswerKind.DATE, "明年举行。", "什么时候举行?"),
    (AnswerKind.DATE, "It opened in March.", "when did it open?"),
    (AnswerKind.COUNT, "接待团组46批。", "多少批?"),
    (AnswerKind.COUNT, "三十座城市参加。", "多少座?"),
    (AnswerKind.COUNT, "Nine countries took part.", "how many?"),
    (AnswerKind.COUNT, "It is twinned with 12 towns.", "how many twin towns?"),
    (AnswerKind.COUNT, "与7个国家的9个城市结好。", "how many sister cities?"),
    (AnswerKind.ORDINAL, "第三届大会。", "第几届?"),
    (AnswerKind.ORDINAL, "It ranked second.", "what rank?"),
    (AnswerKind.FREQUENCY, "每两年一届。", "多久一届?"),
    (AnswerKind.FREQUENCY, "It is held every two years.", "how often?"),
    (AnswerKind.MONEY, "奖金为5万元。", "奖金多少?"),
    (AnswerKind.MONEY, "A prize of $20,000.", "how much?"),
    (AnswerKind.SHARE, "占23%。", "占比多少?"),
    (AnswerKind.PERSON, "市长出席。", "谁出席?"),
    (AnswerKind.PERSON, "米歇尔·雅各布到访。", "谁到访?"),
    (AnswerKind.PERSON, "The mayor spoke.", "who spoke?"),
    (AnswerKind.CONTACT, "电话:0871-6310 1234", "电话是多少?"),
    (AnswerKind.CONTACT, "请写信到 office@example.org", "邮箱是什么?"),
    (AnswerKind.CONTACT, "见 https://example.org", "网址是什么?"),
    (AnswerKind.LIST, "里昂、福冈、科克", "有哪些?"),
    (AnswerKind.DATE, "二〇一九年五月二日签署。", "什么时候签署?"),
    (AnswerKind.DATE, "申请时间另行公布。", "什么时候可以申请?"),
    (AnswerKind.DEADLINE, "报名于4月30日截止。", "什么时候截止?"),
    (AnswerKind.DEADLINE, "The round closes on 20 May 2024.", "what is the deadline?"),
    (AnswerKind.DURATION, "见习期为八周。", "要待多久?"),
    (AnswerKind.DURATION, "Fellows stay for six months.", "for how long?"),
    (AnswerKind.CONDITION, "年龄不超过35岁。", "谁可以申请?"),
    (AnswerKind.CONDITION, "Applicants must hold a degree.", "who may apply?"),
    (AnswerKind.PROCEDURE, "由学校在平台线上申请。", "怎么申请?"),
    (AnswerKind.PROCEDURE, "Send a research plan by e-mail.", "how do i apply?"),
    (AnswerKind.REASON, "因疫情取消。", "为什么取消?"),
    (AnswerKind.REASON, "It was cancelled because of the storm.", "why was it cancelled?"),
    (AnswerKind.MONEY, "住宿费由学生自己承担。", "住宿要多少钱?"),
]
MISSING = [
    (AnswerKind.COUNT, "A twin town is a tie of two communities.", "how many twin towns?"),
    (AnswerKind.COUNT, "Such a partnership joins two peoples.", "how many sister cities are there?"),
    (AnswerKind.DATE, "双方签约。", "什么时候签约?"),
    (AnswerKind.DATE, "The mayor came.", "when did he come?"),
    (AnswerKind.COUNT, "1988年5月2日签约。", "多少批?"),
    (AnswerKind.COUNT, "2018年是结好30周年。", "多少个?"),
    (AnswerKind.COUNT, "It opened on 2 May 1979.", "how many?"),
    (AnswerKind.MONEY, "46批512人次。", "花了多少钱?"),
    (AnswerKind.SHARE, "23人。", "占比多少?"),
    (AnswerKind.PERSON, "代表团到访。", "谁到访?"),
    (AnswerKind.CONTACT, "2018年接待46批。", "电话是多少?"),
    (AnswerKind.CONTACT, "电话:0871-6310 1234", "邮箱是什么?"),
    (AnswerKind.CONTACT, "office@example.org", "电话是多少?"),
    (AnswerKind.LIST, "里昂。", "有哪些?"),
    (AnswerKind.DEADLINE, "训练营7月16日开幕。", "什么时候截止?"),
    (AnswerKind.DURATION, "14座友城参加。", "为期多久?"),
    (AnswerKind.COUNT, "14座友城参加。", "有多少名学生?"),
    (AnswerKind.CONDITION, "市长韩某出席。", "谁可以申请?"),
    (AnswerKind.REASON, "2024年共录取96人。", "为什么终止?"),
]


@pytest.mark.parametrize(("kind", "sentence", "question"), CARRIED)
def test_a_sentence_carries_what_is_asked_for(kind: AnswerKind, sentence: str, question: str) -> None:
    assert carries(kind, PREPARE(sentence), question)
    assert carries(kind, PREPARE(to_traditional(sentence)), question)


@pytest.mark.parametrize(("kind", "sentence", "question"), MISSING)
def test_a_sentence_without_it_is_told(kind: AnswerKind, sentence: str, question: str) -> None:
    assert not carries(kind, PREPARE(sentence), question)


@given(st.text(), st.sampled_from([AnswerKind.OPEN, AnswerKind.DEFINITION, AnswerKind.YES_NO]))
def test_a_kind_without_a_form_of_its_own_is_in_every_sentence(sentence: str, kind: AnswerKind) -> None:
    assert carries(kind, PREPARE(sentence), "")


@given(st.text(), st.text(), st.sampled_from(AnswerKind))
def test_no_sentence_breaks_the_reading(sentence: str, question: str, kind: AnswerKind) -> None:
    assert carries(kind, PREPARE(sentence), fold(question)) in {True, False}


@given(st.dates(dt.date(1800, 1, 1), dt.date(2099, 12, 31)))
def test_a_date_counts_nothing(date: dt.date) -> None:
    year, month, day = date.year, date.month, date.day
    for text in (f"{year}年{month}月{day}日签约", f"{year}年签约", f"签于{month}月{day}日", f"signed in {year}"):
        assert numerals(text) == [], text


@given(st.integers(1, 1799))
def test_a_number_of_things_counts_them(number: int) -> None:
    for text in (f"接待团组{number}批", f"2018年有{number}名学生参加", f"{number} students took part"):
        assert len(numerals(text)) == 1, text


def test_an_anniversary_counts_years_only_where_years_are_asked_for() -> None:
    assert numerals("结好30周年", "有多少个友城?") == []
    assert numerals("结好30周年", "结好多少年了?") == [30]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("1988年1月19日签约", True),
        ("1988-01-19", True),
        ("on 19 January 1988", True),
        ("on January 19, 1988", True),
        ("1988年1月签约", False),
        ("in January 1988", False),
        ("1988年", False),
        ("", False),
    ],
)
def test_a_month_is_no_day(sentence: str, day: bool) -> None:  # noqa: FBT001 - a table
    assert names_a_day(PREPARE(sentence)) is day


@given(st.lists(st.sampled_from(["里昂", "福冈", "科克"]), min_size=1, max_size=9))
def test_the_things_listed_are_counted(names: list[str]) -> None:
    assert listed_items("、".join(names)) == len(names)
    assert listed_items(", ".join(names)) == len(names)
