import io
import json
from pathlib import Path

from rich.console import Console

from knowledge.answering.generative import prompts
from knowledge.evidence import Language
from tests.evaluation.chats import ChatExpect, ChatTurn, JudgedTurn, Verdict
from tests.evaluation.generate import CheckedStatement, Made, Said, Use
from tests.evaluation.replay import load, print_replay
from tests.llm_server import Cassette, Request, Say, Status
from tests.llm_server.cassette import rows


def asked(question: str) -> Request:
    system, given = prompts.reading(Language.EN, "today: 2026-01-01", "", question)
    messages = [{"role": "system", "content": system.content}, {"role": "user", "content": given.content}]
    return Request({"messages": messages}, "")


def test_what_nobody_has_answered_is_kept_aside_once_and_refused(tmp_path: Path) -> None:
    for _ in range(2):  # a later run adds nothing that an earlier one asked
        cassette = Cassette(tmp_path)
        for question in ("When?", "Where?", "When?"):
            assert isinstance(cassette(asked(question)), Status)
    kept = rows(tmp_path / "pending.jsonl")
    assert [row["messages"] for row in kept] == [asked(question).messages for question in ("When?", "Where?")]
    assert {row["task"] for row in kept} == {"read"}


def test_what_was_answered_is_said_again_with_its_tokens(tmp_path: Path) -> None:
    Cassette(tmp_path)(asked("When?"))
    (row,) = rows(tmp_path / "pending.jsonl")
    answer = json.dumps({"key": row["key"], "content": '{"questions": []}'})
    (tmp_path / "answers-one.jsonl").write_text(f"{answer}\n\n", encoding="utf-8")
    cassette = Cassette(tmp_path)
    told = cassette(asked("When?"))
    assert isinstance(told, Say)
    assert told.text == '{"questions": []}'
    assert told.tokens
    assert 200 < told.tokens[0] < 600
    assert isinstance(cassette(asked("When was it?")), Status)


def test_a_question_of_an_office_is_a_chat_of_one_turn(tmp_path: Path) -> None:
    question = {
        "id": "X1", "question": "When?", "role": "staff", "today": "2026-01-01", "type": "when", "expect": "abstain",
        "answer_key": [["May"]],
    }  # fmt: skip
    (tmp_path / "questions.jsonl").write_text(json.dumps(question), encoding="utf-8")
    (chat,) = load([tmp_path / "questions.jsonl"])
    assert (chat.audience.value, chat.home_city, chat.turns[0].expect) == ("staff", "", ChatExpect.ABSTAIN)
    assert chat.turns[0].answer_key == (("May",),)


def test_calls_tokens_and_dropped_statements_are_told() -> None:
    turn = ChatTurn(id="1", question="When?", expect=ChatExpect.ANSWER, kind="date")

    def judged(failure: str, calls: int) -> JudgedTurn:
        made = Made(
            statements=(CheckedStatement(text="x", fate="kept"), CheckedStatement(text="y", fate="dropped")),
            use=Use(calls=calls, sent=600 * calls, received=9, failure=failure),
        )
        return JudgedTurn(turn=turn, said=Said(answer="x", explanation=made), verdict=Verdict.RIGHT)

    written = io.StringIO()
    print_replay([judged("", 2), judged("refused", 1), judged("timeout", 3)], Console(file=written, width=120))
    told = [" ".join(line.split()) for line in written.getvalue().split("\n")]
    assert "waiting for a reply 1" in told
    assert "failed otherwise 1" in told
    assert "calls, median and mean 2, 2.0" in told
    assert "prompt tokens an answer (estimated), median and mean 1200, 1200.0" in told
    assert "statements dropped 3 of 6" in told


def test_each_recorded_request_has_one_reply_and_each_turn_what_was_said_before() -> None:
    folder = Path(__file__).with_name("cassette")
    keys = [row["key"] for row in rows(folder / "answers.jsonl")]
    assert len(keys) == len(set(keys)) > 300
    turns = {turn.id for chat in load([folder / "chats.jsonl", folder / "offices.jsonl"]) for turn in chat.turns}
    assert len(turns) == 120
    assert turns <= {row["id"] for row in rows(folder / "earlier.jsonl")}
