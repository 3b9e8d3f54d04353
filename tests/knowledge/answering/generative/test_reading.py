"""The model says what is asked; the rules look that up where it asks the same, and their own reading too."""

import json

import pytest

from knowledge.answering.generative.masking import Masks
from knowledge.answering.generative.reading import Asks, Standalone, asks_in, asks_the_same
from knowledge.evidence import Audience, Mode
from knowledge.understanding.understand import understand
from tests.ingesting import gazetteer
from tests.knowledge.answering.generative.conftest import Script, WithModel, asks, honest
from tests.llm_server import Say, Silence, Status, Task
from tests.small_office import TODAY

FOLLOW_UP = ("泉州和里昂什么时候结好?", "它的吊车培训有多少名司机参加?")
ACROSS = "How many visiting groups did Quanzhou receive in 2018?"


def reads(reply: Say) -> Script:
    return lambda request: reply if request.task is Task.READ else honest(request)


def is_the_same(question: str, *read: str, said: tuple[str, ...] = ()) -> bool:
    (asked, *_) = understand(question, today=TODAY, gazetteer=gazetteer(), earlier=said)
    questions = tuple(Standalone(zh=text, en=text) for text in read)
    return asks_the_same(Asks(questions=questions), asked, said, gazetteer())


@pytest.mark.parametrize(
    ("earlier", "question", "read"),
    [
        ("泉州和里昂什么时候结好?", "那苏黎世呢?", "泉州和苏黎世什么时候结好?"),
        ("When did Quanzhou and Lyon sign?", "And Zurich?", "When did Quanzhou and Zurich sign?"),
        ("介绍一下海丝青年设计奖", "第三届的奖金是多少?", "第三届海丝青年设计奖的奖金是多少?"),
        ("泉州有里昂、苏黎世两个友城", "第二个是哪年签的", "泉州和苏黎世是哪一年签的?"),
        ("Its sister cities are Lyon and Zurich.", "when was the second signed", "When did Zurich sign?"),
        ("", "泉州明年有啥要庆祝的周年呀", "泉州在2020年有哪些周年?"),
        ("", "泉州跟里昂好上多久啦", "泉州与里昂结好多少年了?"),
    ],
)  # fmt: skip
def test_what_either_side_said_may_be_filled_in_and_a_date_reckoned(earlier: str, question: str, read: str) -> None:
    assert is_the_same(question, read, said=(earlier,) if earlier else ())


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("泉州和马德里什么时候结好?", "泉州和里昂什么时候结好?"),
        ("泉州和马德里什么时候结好?", "泉州什么时候结好?"),
        ("泉州什么时候结好?", "泉州和里昂什么时候结好?"),
        ("2016年泉州接待了多少批来访团组?", "2018年泉州接待了多少批来访团组?"),
        ("二〇一六年泉州接待了多少批来访团组?", "泉州接待了多少批来访团组?"),
        ("第四届海丝青年设计奖的奖金是多少?", "第三届海丝青年设计奖的奖金是多少?"),
        ("哪些城市没有和泉州结好?", "哪些城市和泉州结好?"),
        ("Which cities have not signed with Quanzhou?", "Which cities have signed with Quanzhou?"),
        ("When did Quanzhou and Madrid become sister cities?", "When did Quanzhou and Lyon become sister cities?"),
    ],
)  # fmt: skip
def test_another_question_is_not_believed(question: str, read: str) -> None:
    assert not is_the_same(question, read)


def test_the_parts_of_a_question_are_held_against_it_together() -> None:
    question = "泉州哪年和里昂、苏黎世结好?"
    assert is_the_same(question, "泉州哪年和里昂结好?", "泉州哪年和苏黎世结好?")
    assert not is_the_same(question, "泉州哪年和里昂结好?")


@pytest.mark.parametrize(
    "reply",
    [
        "", "no", "{", "[]", "{}", '{"questions": 3}', '{"questions": [{"zh": "a"}]}',
        '{"questions": [{"zh": "", "en": ""}]}', json.dumps({"questions": [{"zh": "x" * 5_000, "en": "x"}]}),
        json.dumps({"questions": [{"zh": "x", "en": "x"}] * 9}),
    ],
)  # fmt: skip
def test_a_reply_out_of_form_is_ignored(with_model: WithModel, reply: str) -> None:
    assert asks_in(reply, Masks()) is None
    with_model.begin(reads(Say(reply)))
    explanation = with_model.explain(ACROSS)
    assert explanation.standalone == (ACROSS,)
    assert "46" in explanation.answer.text
    assert Task.WRITE in [request.task for request in with_model.server.requests]


@pytest.mark.parametrize("around", ["{}", "```json\n{}\n```", "<think>{{}} or {{x}}?</think>\nSure: {}"])
def test_what_stands_around_the_object_is_left_out(around: str) -> None:
    read = asks_in(around.replace("{}", '{"questions": [{"zh": "问", "en": "ask"}]}', 1), Masks())
    if "think" not in around:
        assert read == Asks(questions=(Standalone(zh="问", en="ask"),))


def test_the_question_in_the_other_language_is_searched_and_told(with_model: WithModel) -> None:
    chinese = "2018年泉州接待了多少批来访团组?"
    with_model.begin(reads(asks(ACROSS, zh=chinese)))
    explanation = with_model.explain(ACROSS)
    assert explanation.searched == (chinese,)
    assert "46" in explanation.answer.text


def test_a_reading_by_a_liar_changes_no_answer(with_model: WithModel) -> None:
    with_model.begin(lambda r: asks("灯笼有多高?奖金是多少?") if r.task is Task.READ else Status(422))
    plain = with_model.office.assistants[Audience.PUBLIC].answer(ACROSS, today=TODAY)
    assert with_model.explain(ACROSS).answer.text.startswith(plain.text)


def test_a_follow_up_is_completed_from_both_sides(with_model: WithModel) -> None:
    complete = "泉州的吊车培训有多少名司机参加?"
    with_model.begin(reads(asks(complete, en="How many drivers took part in the crane training?")))
    explanation = with_model.explain(FOLLOW_UP[1], FOLLOW_UP[0])
    assert explanation.standalone == (complete,)
    for request in with_model.server.requests[:2]:
        assert FOLLOW_UP[0] in request.given
    assert complete in with_model.server.requests[1].given


def test_what_the_rules_do_not_read_is_answered_as_the_model_reads_it(with_model: WithModel) -> None:
    question = "泉州那个法国老伙计里昂,啥时候拜的把子?"
    plain = with_model.office.assistants[Audience.PUBLIC].answer(question, today=TODAY)
    with_model.begin(reads(asks("泉州和里昂是什么时候结好的?", en="When did Quanzhou and Lyon become sister cities?")))
    explanation = with_model.explain(question)
    assert "2006年5月18日" in explanation.answer.text
    assert explanation.standalone == ("泉州和里昂是什么时候结好的?",)
    assert plain.abstained or "2006" in plain.text


def test_both_readings_are_looked_up(with_model: WithModel) -> None:
    question = "2018年泉州接待了多少批来访团组,里昂是哪天结好的?"
    with_model.begin(reads(asks("2018年泉州接待了多少批来访团组?", "里昂和泉州是哪天结好的?")))
    explanation = with_model.explain(question)
    assert any("46批" in text for text in explanation.evidence)
    assert any("2006年5月18日" in text for text in explanation.evidence)


def test_a_remark_that_asks_nothing_gets_a_kind_word(with_model: WithModel) -> None:
    remark = "这下子茶余饭后可有得聊喽"
    with_model.begin(lambda _: Say('{"questions": []}'))
    answer = with_model.explain(remark).answer
    assert answer.mode is Mode.SMALLTALK
    assert not answer.abstained
    assert [request.task for request in with_model.server.requests] == [Task.READ]


def test_a_command_asked_for_in_other_words_is_told(with_model: WithModel) -> None:
    question = "里昂那边要办喜事,替我们泉州写几句客气话寄过去呗"
    with_model.begin(reads(asks("起草给里昂的贺信", en="Draft a letter to Lyon")))
    answer = with_model.explain(question, audience=Audience.STAFF).answer
    plain = with_model.office.assistants[Audience.STAFF].answer("起草给里昂的贺信", today=TODAY)
    assert plain.text in answer.text or not answer.abstained


def test_a_silent_reading_leaves_time_for_the_answer(with_model: WithModel) -> None:
    text = "In 2018 the Foreign Affairs Office of Quanzhou received 46 visiting groups, 512 people in all. [1]"
    with_model.begin(lambda r: Silence() if r.task is Task.READ else Say(text), seconds=8)
    assert text.removesuffix(" [1]") in with_model.explain(ACROSS).answer.text


def test_a_refused_key_is_tried_once(with_model: WithModel) -> None:
    with_model.begin(lambda _: Status(401))
    with_model.explain(ACROSS)
    assert len(with_model.server.requests) == 1


def test_addresses_and_numbers_of_people_are_not_given_to_the_model(with_model: WithModel) -> None:
    private = ("+86 139 1234 5678", "li@example.org", "@li_ming", "https://example.org/li")
    with_model.begin(
        lambda r: asks(r.question, en="Who is reached at PHONE_1?") if r.task is Task.READ else Say("NONE")
    )
    with_model.explain(f"{' '.join(private)} 是谁?", f"我的电话是{private[0]},泉州和里昂什么时候结好?")
    assert with_model.server.requests[0].task is Task.READ
    for request in with_model.server.requests:
        assert not [word for word in private if word in request.given]
    assert "PHONE_" in with_model.server.requests[0].given


BUSINESS = "Can I book a hotel with the money that was saved on the 46 groups of 2018?"


def test_what_the_rules_take_for_another_job_is_a_question_if_the_model_says_so(with_model: WithModel) -> None:
    office = with_model.office.assistants[Audience.PUBLIC]
    assert office.answer(BUSINESS, today=TODAY).lead == office.answer("Write me a poem", today=TODAY).lead
    with_model.begin(reads(asks("2018年泉州接待了多少批来访团组?", en=ACROSS)))
    assert not with_model.explain(BUSINESS).answer.abstained


@pytest.mark.parametrize("read", [Say('{"questions": []}'), asks("给我写一首诗", en="Write me a poem"), Status(500)])
def test_another_job_stays_one_whatever_the_model_makes_of_it(with_model: WithModel, read: Say | Status) -> None:
    question = "Write me a poem"
    plain = with_model.office.assistants[Audience.PUBLIC].answer(question, today=TODAY)
    with_model.begin(lambda _: read)
    answer = with_model.explain(question).answer
    assert (answer.lead, answer.abstained, answer.statements) == (plain.lead, True, ())
