import datetime as dt
from collections.abc import Callable

import pytest

from knowledge.answering.candidates import candidates
from knowledge.answering.papers import Papers
from knowledge.answering.requirements import Lack
from knowledge.answering.selection import Reading, Selector
from knowledge.answering.things import Names
from knowledge.evidence import Audience
from knowledge.index import Hit, Rankings
from knowledge.understanding.understand import understand
from tests.ingesting import gazetteer
from tests.knowledge.conftest import SmallOffice
from tests.passages import passage

Read = Callable[..., list[Reading]]
Lacks = Callable[[str, str], frozenset[Lack]]


@pytest.fixture(scope="module")
def read(small_office: SmallOffice) -> Read:
    selector = Selector(small_office.indexes[Audience.PUBLIC], small_office.model, gazetteer(), Names(()))

    def readings(question: str, *sentences: str, about: tuple[str, ...] = ("guangzhou-cn",)) -> list[Reading]:
        (query,) = understand(question, today=dt.date(2019, 1, 15), gazetteer=gazetteer())
        held = [passage(text, about=about) for text in sentences]
        rankings = Rankings(same=[Hit(one, 1.0, 1.0, 1.0) for one in held], other=[])
        found = candidates(rankings, Papers(()))
        return selector.read(query, found)

    return readings


@pytest.fixture(scope="module")
def lacks(read: Read) -> Lacks:
    def of(question: str, sentence: str) -> frozenset[Lack]:
        (reading,) = read(question, sentence)
        return reading.lacks

    return of


@pytest.mark.parametrize(
    ("question", "sentence", "lack"),
    [
        ("广州和奥斯陆什么时候结好?", "广州与里昂于1988年结为友好城市。", Lack.PLACE),
        ("When did Guangzhou and Oslo become sister cities?", "广州与里昂于1988年结为友好城市。", Lack.PLACE),
        ("广州与乌迪内是友好城市吗?", "广州与里昂于1988年结为友好城市。", Lack.PLACE),
        ("乌迪内和广州是哪天签的友城协议?", "广州与里昂于1988年1月19日结为友好城市。", Lack.PLACE),
        ("When did Guangzhou sign with Vejle?", "The tie of Guangzhou with Lyon was signed in 1988.", Lack.PLACE),
        ("2016年接待了多少批团组?", "2018年接待团组46批。", Lack.YEAR),
        ("第四届广州奖有多少个城市参加?", "第三届广州奖有46个城市参加。", Lack.EDITION),
        ("How many cities took part in the fourth award?", "第三届广州奖有46个城市参加。", Lack.EDITION),
        ("广州接待了多少批团组?", "广州接待了来访团组。", Lack.KIND),
        ("奖学金的金额是多少?", "奖学金面向大学生。", Lack.KIND),
        ("谁是里昂市长?", "里昂大学校长来访。", Lack.KIND),
        ("广州和里昂确切是哪一天结好的?", "广州与里昂于1988年结为友好城市。", Lack.DAY),
        ("广州和里昂什么时候结好?", "2018年里昂市长到广州参观展览。", Lack.RELATION),
        ("请列出广州全部38个友好城市的名单", "广州的友好城市有里昂、福冈。", Lack.COMPLETE),
        ("How often did we win the cooperation prize?", "We held the cooperation forum three times.", Lack.SUBJECT),
        ("摄影展览有几座城市参加?", "夏令营有4座城市参加。", Lack.SUBJECT),
        ("广州和奥斯陆的备忘录哪年签署?", "2018年奥斯陆市长来访。", Lack.RELATION),
        ("2020年实际派出了多少名学生?", "到2020年计划派出学生200名。", Lack.ACHIEVED),
        ("How many students were actually sent in 2020?", "The plan is to send 200 students by 2020.", Lack.ACHIEVED),
        ("广州有哪些友好城区?", "请介绍一下广州的友好城区有哪些？\n2018-07-24 11:01", Lack.STATEMENT),
    ],
)
def test_a_sentence_is_told_what_it_lacks(lacks: Lacks, question: str, sentence: str, lack: Lack) -> None:
    assert lack in lacks(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("广州和里昂什么时候结好?", "广州与里昂于1988年结为友好城市。"),
        ("廣州和里昂什麼時候結好?", "广州与里昂于1988年结为友好城市。"),
        ("When did Guangzhou and Lyon become sister cities?", "广州与里昂于1988年结为友好城市。"),
        ("2018年接待了多少批团组?", "2018年接待团组46批。"),
        ("第三届广州奖有多少个城市参加?", "第三届广州奖有46个城市参加。"),
        ("广州和里昂确切是哪一天结好的?", "广州与里昂于1988年1月19日结为友好城市。"),
        ("谁是里昂市长?", "里昂市长杜佛来访。"),
        ("到2020年计划派出多少名学生?", "到2020年计划派出学生200名。"),
        ("接到了多少个电话?", "2018年接到来电312通。"),
        ("2020年派出200名学生的目标实现了吗?", "2020年派出200名学生的目标没有实现。"),
        ("How much notice does it take to end the partnership?", "Either side may end it with six months' notice."),
        ("给友城孩子办的夏令营是哪一年开始的?", "夏令营自2012年起举办。"),
        ("How often did we win the cooperation prize?", "We won the cooperation award three times."),
        ("一届几个拿奖?", "每届有4个城市获奖。"),
        ("Was the camp open to pupils under twelve?", "The camp was not open to pupils under twelve years of age."),
        ("Did fewer than forty pupils come?", "Fewer than forty pupils came."),
        ("Is the choir open to singers over sixty?", "The choir takes singers over sixty years of age."),
        ("广州与乌迪内哪年结为友好城市?", "广州与乌迪内、里昂于1988年结为友好城市。"),
        ("When did Guangzhou sign with Vejle?", "The tie of Guangzhou with Vejle and Lyon was signed in 1988."),
    ],
)
def test_a_sentence_that_has_all_lacks_nothing(lacks: Lacks, question: str, sentence: str) -> None:
    assert lacks(question, sentence) == frozenset()


def test_the_sentence_that_answers_comes_first(read: Read) -> None:
    sentences = (
        "2018年里昂代表团访问广州图书馆。",
        "广州与里昂于1988年结为友好城市。",
        "广州与福冈于1979年结为友好城市。",
        "奖学金面向大学生。",
    )
    found = read("广州和里昂什么时候结好?", *sentences)
    assert found[0].sentence == sentences[1]
    assert [reading.score for reading in found] == sorted((reading.score for reading in found), reverse=True)
    assert {reading.sentence for reading in found} == set(sentences)


def test_a_sentence_with_the_name_in_quotation_marks_is_asked_for(read: Read) -> None:
    found = read("“红棉计划”有多少名学生参加?", "红棉计划有30名学生参加。", "木棉项目有50名学生参加。")
    assert found[0].sentence == "红棉计划有30名学生参加。"
    assert Lack.QUOTED not in found[0].lacks
    assert Lack.QUOTED in found[1].lacks


def test_a_number_in_a_paper_about_another_city_must_name_the_city_asked_about(read: Read) -> None:
    (stranger,) = read("广州有多少个友好城市?", "全市友好城市共有23个。", about=("kunming-cn",))
    assert stranger.lacks
    (named,) = read("广州有多少个友好城市?", "广州的友好城市共有38个。", about=("kunming-cn",))
    assert named.lacks == frozenset()


def test_nothing_to_read_is_nothing_read(read: Read) -> None:
    assert read("广州和里昂什么时候结好?") == []
