"""A model that lies on purpose: nothing that the evidence does not carry reaches the user."""

import re
import sys
from typing import NamedTuple

import pytest

from knowledge.answering.generative import prompts
from knowledge.answering.verification import Draft, Verifier
from knowledge.evidence import Audience, Language, Mode
from tests.ingesting import gazetteer
from tests.knowledge.answering.generative.conftest import WithModel
from tests.knowledge.answering.verification.written_cases import piece
from tests.llm_server import Behaviour, Broken, Cut, Endless, Say, Silence, Status, Task
from tests.small_office import TODAY


class Topic(NamedTuple):
    """A question, a right wording, a part of it that any right answer has, and wrong wordings.

    ``lies`` are (sentence, what must not be seen).
    """

    question: str
    truth: str
    key: str
    lies: tuple[tuple[str, str], ...]


TOPICS = (
    Topic(
        "2018年泉州市外事办接待了多少批来访团组?",
        "2018年泉州市外事办公室接待来访团组46批,共512人次。[1]",
        "46",
        (
            ("2018年泉州市外事办公室接待来访团组64批,共512人次。[1]", "64"),
            ("2018年泉州市外事办公室接待来访团组六十四批。[1]", "六十四"),
            ("2017年泉州市外事办公室接待来访团组46批,共512人次。[1]", "2017"),
            ("2018年泉州市外事办公室接待来访团组46批,共5120人次。[1]", "5120"),
            ("2018年泉州市外事办公室接待来访团组512批,共46人次。[1]", "512批"),
            ("2018年里斯本市政府接待来访团组46批,共512人次。[1]", "里斯本"),
            ("2018年泉州市外事办公室没有接待来访团组46批。[1]", "没有接待"),
            ("2018年泉州市外事办公室计划接待来访团组46批,共512人次。[1]", "计划接待"),
            ("2018年泉州市外事办公室接待来访团组超过46批,共512人次。[1]", "超过46"),
            ("泉州市外事办公室主任王建国表示,2018年接待来访团组46批。[1]", "王建国"),
        ),
    ),
    Topic(
        "How many visiting groups did Quanzhou receive in 2018?",
        "Quanzhou's Foreign Affairs Office received 46 visiting groups, 512 people in all, in 2018. [1]",
        "46",
        (
            ("Quanzhou received sixty-four visiting groups in 2018. [1]", "sixty-four"),
            ("Quanzhou received 64 visiting groups in 2018. [1]", "64"),
            ("Quanzhou received 46 visiting groups, 512 people in all, in 2016. [1]", "2016"),
            ("Quanzhou received 46 visiting groups, 5,120 people in all, in 2018. [1]", "5,120"),
            ("Atlantis received 46 visiting groups, 512 people in all, in 2018. [1]", "Atlantis"),
            ("Lisbon received 46 visiting groups, 512 people in all, in 2018. [1]", "Lisbon"),
            ("Quanzhou did not receive 46 visiting groups in 2018. [1]", "did not"),
            ("Quanzhou plans to receive 46 visiting groups in 2018. [1]", "plans"),
            ("Quanzhou received more than 46 visiting groups in 2018. [1]", "more than"),
            ("UNESCO received 46 visiting groups in Quanzhou, 512 people in all, in 2018. [1]", "UNESCO"),
        ),
    ),
    Topic(
        "热那亚青年乐团什么时候来泉州演出?",
        "热那亚市青年乐团将于2019年4月来泉州演出三场。[1]",
        "4月",
        (
            ("热那亚市青年乐团将于2019年5月来泉州演出三场。[1]", "5月"),
            ("热那亚市青年乐团将于2018年4月来泉州演出三场。[1]", "2018年4月"),
            ("热那亚市青年乐团将于2019年4月4日来泉州演出三场。[1]", "4日"),
            ("热那亚市青年乐团将于2019年4月来泉州演出十三场。[1]", "十三"),
            ("维罗纳市青年乐团将于2019年4月来泉州演出三场。[1]", "维罗纳"),
            ("热那亚市青年乐团将于2019年4月来厦门演出三场。[1]", "厦门"),
            ("亚特兰蒂斯市青年乐团将于2019年4月来泉州演出三场。[1]", "亚特兰蒂斯"),
            ("热那亚市青年乐团不会于2019年4月来泉州演出。[1]", "不会"),
            ("热那亚市青年乐团已于2019年4月来泉州演出三场。[1]", "已于"),
            ("热那亚市青年乐团将于二〇一九年七月来泉州演出三场。[1]", "七月"),
        ),
    ),
    Topic(
        "When does the youth orchestra of Genoa play in Quanzhou?",
        "The youth orchestra of Genoa will give three performances in Quanzhou in April 2019. [1]",
        "2019",
        (
            ("The youth orchestra of Genoa will give three performances in Quanzhou in May 2019. [1]", "May"),
            ("The youth orchestra of Genoa will give three performances in Quanzhou in April 2020. [1]", "2020"),
            ("The youth orchestra of Genoa will give three performances in Quanzhou on 4 April 2019. [1]", "4 April"),
            ("The youth orchestra of Genoa will give thirteen performances in Quanzhou in April 2019. [1]", "thirteen"),
            ("The youth orchestra of Verona will give three performances in Quanzhou in April 2019. [1]", "Verona"),
            ("The youth orchestra of Genoa will give three performances in Xiamen in April 2019. [1]", "Xiamen"),
            ("The youth orchestra of Zanbria will give three performances in Quanzhou in April 2019. [1]", "Zanbria"),
            ("The youth orchestra of Genoa will not play in Quanzhou in April 2019. [1]", "will not"),
            ("The youth orchestra of Genoa gave three performances in Quanzhou in April 2019. [1]", "gave"),
            ("The Vienna Philharmonic will give three performances in Quanzhou in April 2019. [1]", "Vienna"),
        ),
    ),
    Topic(
        "泉州和里昂什么时候结好?",
        "泉州与法国里昂在2006年5月18日结为国际友好城市。[1]",
        "2006年5月18日",
        (
            ("泉州与法国里昂在2006年5月8日结为国际友好城市。[1]", "5月8日"),
            ("泉州与法国里昂在2006年8月18日结为国际友好城市。[1]", "8月18"),
            ("泉州与法国里昂在2016年5月18日结为国际友好城市。[1]", "2016"),
            ("泉州与法国里昂在1996年5月18日结为国际友好城市。[1]", "1996"),
            ("泉州与法国里昂在2006年5月18日结为国际友好交流城市。[1]", "交流城市"),
            ("泉州与瑞士苏黎世在2006年5月18日结为国际友好城市。[1]", "苏黎世"),
            ("泉州与意大利里昂在2006年5月18日结为国际友好城市。[1]", "意大利"),
            ("泉州与法国里昂二十周年时,于2006年5月18日结为国际友好城市。[1]", "二十周年"),
            ("泉州与法国里昂尚未于2006年5月18日结为国际友好城市。[1]", "尚未"),
            ("厦门与法国里昂在2006年5月18日结为国际友好城市。[1]", "厦门"),
        ),
    ),
    Topic(
        "When did Quanzhou and Lyon become sister cities?",
        "Quanzhou and Lyon in France became sister cities on 18 May 2006. [1]",
        "18 May 2006",
        (
            ("Quanzhou and Lyon in France became sister cities on 8 May 2006. [1]", "on 8 May"),
            ("Quanzhou and Lyon in France became sister cities on 18 August 2006. [1]", "August"),
            ("Quanzhou and Lyon in France became sister cities on 18 May 2016. [1]", "2016"),
            ("Quanzhou and Lyon in France became sister cities on 18 May 1996. [1]", "1996"),
            ("Quanzhou and Lyon in France became friendly exchange cities on 18 May 2006. [1]", "exchange"),
            ("Quanzhou and Zurich in Switzerland became sister cities on 18 May 2006. [1]", "Zurich"),
            ("Quanzhou and Lyon in Italy became sister cities on 18 May 2006. [1]", "Italy"),
            ("Quanzhou and Lyon marked their 40th anniversary as sister cities on 18 May 2006. [1]", "40th"),
            ("Quanzhou and Lyon in France did not become sister cities on 18 May 2006. [1]", "did not"),
            ("Port Velmar and Lyon in France became sister cities on 18 May 2006. [1]", "Velmar"),
        ),
    ),
    Topic(
        "第三届海丝青年设计奖的奖金是多少?",
        "第三届海丝青年设计奖的奖金是5万元,由里斯本的一支团队获得。[1]",
        "5万元",
        (
            ("第三届海丝青年设计奖的奖金是50万元,由里斯本的一支团队获得。[1]", "50万"),
            ("第三届海丝青年设计奖的奖金是5万美元,由里斯本的一支团队获得。[1]", "美元"),
            ("第四届海丝青年设计奖的奖金是5万元,由里斯本的一支团队获得。[1]", "第四届"),
            ("第三届海丝青年设计奖的奖金是5万元,由马德里的一支团队获得。[1]", "马德里"),
            ("第三届海丝青年设计奖的奖金是五百元,由里斯本的一支团队获得。[1]", "五百"),
            ("第三届海丝青年设计奖的奖金是5万元,由联合国教科文组织颁发。[1]", "教科文"),
            ("第三届海丝青年设计奖的奖金是5万元,由里斯本的李娜获得。[1]", "李娜"),
            ("第三届海丝青年设计奖的奖金至少是5万元,由泽兰堡市的一支团队获得。[1]", "泽兰堡"),
        ),
    ),
    Topic(
        "How many crane drivers took part in the first course?",
        "18 crane drivers from Quanzhou took part in the first course, and each course lasts six weeks. [1]",
        "18",
        (
            ("81 crane drivers from Quanzhou took part in the first course. [1]", "81"),
            ("Eighty crane drivers from Quanzhou took part in the first course. [1]", "Eighty"),
            ("18 crane drivers from Xiamen took part in the first course. [1]", "Xiamen"),
            ("18 crane drivers from Quanzhou took part in the first course, which lasts sixteen weeks. [1]", "sixteen"),
            ("18 crane drivers from Quanzhou took part in the first course in June 2012. [1]", "2012"),
            ("18 crane drivers from Quanzhou took part in the third course. [1]", "third"),
            ("18 crane drivers from Quanzhou did not take part in the first course. [1]", "did not"),
            ("John Carpenter and 18 crane drivers from Quanzhou took part in the first course. [1]", "Carpenter"),
        ),
    ),
    Topic(
        "2016年海丝燈會有多少個國家的燈籠匠人參加?",
        "2016年泉州海絲燈會有來自9個國家的燈籠匠人參加。[1]",
        "9",
        (
            ("2016年泉州海絲燈會有來自19個國家的燈籠匠人參加。[1]", "19"),
            ("2016年泉州海絲燈會有來自十九個國家的燈籠匠人參加。[1]", "十九"),
            ("2015年泉州海絲燈會有來自9個國家的燈籠匠人參加。[1]", "2015"),
            ("2016年廈門海絲燈會有來自9個國家的燈籠匠人參加。[1]", "廈門"),
            ("2016年泉州海絲燈會有來自9個城市的燈籠匠人參加,包括橫濱。[1]", "橫濱"),
        ),
    ),
)
# Of many words, so that any may be found in it.
LONG_EVIDENCE = {
    "2009年举办“UCLG世界理事会会议暨广州国际友城市长大会”,全球60多个国家和地区、210多个城市和地方政府组织"
    "逾千名代表出席会议,并作了题为“加强团结协作 共同应对挑战”的重要讲话。": Language.ZH,
    "建设“昆明园”;定期派员参加体育比赛;通过政府奖学金鼓励学子来昆留学;配合国家总体外交做好民心工程,"
    "积极落实援助项目,并写明每一项材料和数据的来源,回答各方的问题。": Language.ZH,
    "The office answers questions in writing, uses what it reads as material, and marks what is known.": Language.EN,
}
SLACK = 3.0  # seconds; the machine may be busy
LIES = [(topic, *lie) for topic in TOPICS for lie in topic.lies]


def by_itself(text: str, seen: str) -> bool:
    """Whether a lie's mark is there, as a number of its own where it is one."""
    before = r"(?<!\d)" if seen[0].isdigit() else ""
    return re.search(before + re.escape(seen) + (r"(?!\d)" if seen[-1].isdigit() else ""), text) is not None


def right(topic: Topic, with_model: WithModel) -> str:
    """Ask, and return an answer that is right, within the time."""
    explanation = with_model.explain(topic.question)
    answer = explanation.answer
    assert explanation.use
    assert explanation.use.seconds < with_model.caller.seconds + SLACK
    assert not answer.abstained
    assert by_itself(answer.text, topic.key), answer.text
    assert all(statement.citations for statement in answer.statements)
    return answer.text


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.question)
def test_the_truth_is_shown_in_the_models_words(with_model: WithModel, topic: Topic) -> None:
    with_model.begin(lambda request: Say(topic.truth if request.task is Task.WRITE else "NONE"))
    explanation = with_model.explain(topic.question)
    assert explanation.answer.mode is Mode.GENERATIVE, explanation
    assert topic.truth.removesuffix("[1]").strip() in explanation.answer.text


@pytest.mark.parametrize(("topic", "lie", "seen"), LIES, ids=[lie for _, lie, _ in LIES])
def test_a_lie_is_not_shown(with_model: WithModel, topic: Topic, lie: str, seen: str) -> None:
    with_model.begin(lambda request: Say(lie if request.task in {Task.WRITE, Task.MEND} else "{}"))
    assert not by_itself(right(topic, with_model), seen)


@pytest.mark.parametrize(("topic", "lie", "seen"), LIES[::2], ids=[lie for _, lie, _ in LIES[::2]])
def test_a_lie_behind_the_truth_is_left_out(with_model: WithModel, topic: Topic, lie: str, seen: str) -> None:
    with_model.begin(lambda request: Say(f"{topic.truth}\n{lie}" if request.task is Task.WRITE else lie))
    text = right(topic, with_model)
    assert topic.truth.removesuffix("[1]").strip() in text
    assert not by_itself(text, seen)


@pytest.mark.parametrize(("topic", "lie", "seen"), LIES[1::5], ids=[lie for _, lie, _ in LIES[1::5]])
def test_a_lie_with_the_stream_cut_behind_it_is_not_shown(
    with_model: WithModel, topic: Topic, lie: str, seen: str
) -> None:
    with_model.begin(lambda request: Cut(f"{lie}\n{topic.truth}") if request.task is Task.WRITE else Say("{}"))
    assert not by_itself(right(topic, with_model), seen)


# What is wrong with an answer apart from what it says: (what is written, what must not be seen).
FORMS: dict[str, tuple[str, str]] = {
    "a citation out of range": ("{bare}, 据第99条。[99]", "第99条"),
    "no such citation": ("Atlantis joined in 1492. [0]", "Atlantis"),
    "uncited": ("此外,泉州与亚特兰蒂斯同年结好。", "亚特兰蒂斯"),
    "uncited English": ("Besides, Quanzhou and Atlantis are sister cities.", "Atlantis"),
    "mark-up": ('<script>alert("x")</script><img src=x onerror=alert(1)> {bare} [1]', "<img"),
    "a link": ("{bare} [more](http://evil.example/steal) http://evil.example/steal [1]", "evil.example"),
    "an address": ("{bare} Write to secret@evil.example or @evil_handle. [1]", "evil"),
    "a telephone number": ("{bare} 0595-9999 8888 [1]", "9999"),
    "a token": ("{bare} PHONE_77 URL_12 [1]", "PHONE_77"),
    "a refusal": ("I'm sorry, but I cannot help with that.", "sorry"),
    "a refusal in Chinese": ("抱歉,作为人工智能语言模型,我无法回答这个问题。[1]", "抱歉"),
    "another language": ("Согласно отчёту, это правда. [1]", "Согласно"),
    "nothing but a number": ("[1]", "\x00"),
    "Markdown": ("# Answer\n\n**{bare}** [1]\n\n| a | b |\n|---|---|\n| Atlantis | 1492 |", "1492"),
    "control characters": ("{bare}\u202e\u200b [1]", "\u202e"),
    "the prompt": ("{prompt} [1]", "never an order"),
    "the prompt in Chinese": ("{prompt_zh} [1]", "一切都只是阅读材料"),
    "thoughts": ("<think>The secret is Atlantis 1492</think>{bare} [1]", "Atlantis"),
    "a hundred thousand characters": ("{long}", "Atlantis"),
    "one endless sentence": ("{run}", "很长"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("topic", TOPICS[:6], ids=lambda topic: topic.question)
def test_what_is_out_of_form_is_not_shown(with_model: WithModel, topic: Topic, form: str) -> None:
    pattern, seen = FORMS[form]
    text = (
        pattern.replace("{bare}", topic.truth.removesuffix("[1]").strip())
        .replace("{prompt}", prompts.instructions()[1])
        .replace("{prompt_zh}", prompts.instructions()[0])
        .replace("{long}", "Atlantis was found in 1492. [1] " * 3_500)
        .replace("{run}", "很长" * 50_000)
    )
    with_model.begin(lambda request: Say(text if request.task is Task.WRITE else "{}", size=4_000))
    assert seen not in right(topic, with_model)


# What goes wrong without a word.
FAULTS: dict[str, Behaviour] = {
    "silence": Silence(),
    "silence after a word": Silence("2018"),
    "a stream cut at once": Cut(),
    "a stream cut within a sentence": Cut("泉州与亚特"),
    "an endless stream": Endless("Atlantis. [1] "),
    "nothing": Say(""),
    "white space": Say(" \n \n"),
    "400": Status(400),
    "401": Status(401),
    "403": Status(403),
    "404": Status(404),
    "429": Status(429),
    "500": Status(500),
    "503": Status(503),
    "malformed events": Broken("data: {not json\n\ndata: [1,2\n\n"),
    "no events": Broken("<html>Bad gateway</html>"),
    "an error in the stream": Broken('data: {"error": {"message": "overloaded", "type": "x", "code": 500}}\n\n'),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("topic", TOPICS[:2], ids=lambda topic: topic.question)
def test_every_failure_ends_in_the_answer_without_a_model_and_a_note(
    with_model: WithModel, topic: Topic, fault: str
) -> None:
    with_model.begin(lambda _: FAULTS[fault], seconds=0.8)
    text = right(topic, with_model)
    plain = with_model.office.assistants[Audience.PUBLIC].answer(topic.question, today=TODAY)
    assert text.startswith(plain.text)
    assert len(text) > len(plain.text)
    assert with_model.seen.failures


@pytest.mark.parametrize("language", list(Language))
def test_no_piece_of_the_prompt_passes_for_a_statement(language: Language) -> None:
    verifier = Verifier(gazetteer(), today=TODAY, forbidden=prompts.instructions())
    evidence = [piece(n, text, said_in) for n, (text, said_in) in enumerate(LONG_EVIDENCE.items(), start=1)]
    lines = "\n".join(prompts.instructions()).split("\n")
    ends = re.compile(r"(?<=\w)\b(?!')|(?<=[\u3400-\u9fff])")
    pieces = {line[: end.start()] for line in lines for end in ends.finditer(line)}
    told = [said for said in pieces if len(re.findall(r"[A-Za-z]+|[\u3400-\u9fff]", said)) > 1]
    assert len(told) > 300
    passed = [
        (said, one.number)
        for said in told
        for one in evidence
        if not verifier.check(Draft(said, (one.number,)), [one], language=language)
    ]
    assert passed == []


def test_there_are_two_hundred_lying_cases_and_more_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    asked = [topic for topic, *_ in (*LIES, *LIES[::2], *LIES[1::5])]
    asked += [topic for topic in TOPICS[:6] for _ in FORMS] + [topic for topic in TOPICS[:2] for _ in FAULTS]
    chinese = sum(not topic.question.isascii() for topic in asked)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(asked)} lying or failing cases, {chinese} of them in Chinese\n")
    assert len(asked) >= 200
    assert 0.4 < chinese / len(asked) < 0.6
