import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.ask import Failure, Reply, answer_lines
from knowledge.assistant import Turn
from knowledge.errors import KnowledgeIndexError
from knowledge.evidence import Audience
from tests.bot.conftest import SetAssistant

TODAY = dt.date(2026, 3, 1)


def ask(assistant: SetAssistant, *lines: object) -> list[Reply | Failure]:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return list(answer_lines(raw, lambda _: assistant, audience=Audience.PUBLIC, today=lambda: TODAY))


def test_a_reply_has_the_fields_of_the_contract_and_quotes_what_its_markers_stand_for(assistant: SetAssistant) -> None:
    (reply,) = ask(assistant, {"id": "Q1", "question": "When did Fukuoka sign?"})
    written: dict[str, Any] = json.loads(reply.model_dump_json())
    assert list(written) == ["id", "answer", "abstained", "mode", "language", "citations", "latency_ms"]
    assert written["id"] == "Q1"
    assert written["answer"] == "Fukuoka signed in 1979. [1]\nAs of 2018."
    assert (written["abstained"], written["mode"], written["language"]) == (False, "extractive", "en")
    assert written["citations"] == [
        {"n": 1, "source": "paper.txt", "title": "A paper", "locator": "line 2", "quote": "It signed in 1979."}
    ]
    assert written["latency_ms"] >= 0


def test_replies_keep_the_order_and_the_ids_of_the_requests(assistant: SetAssistant) -> None:
    ids = ["b", 7, None, "ä", "a"]
    replies = ask(assistant, *({"id": request_id, "question": "q"} for request_id in ids))
    assert [reply.id for reply in replies] == ids


def test_a_question_is_answered_as_of_its_own_day_or_else_of_today(assistant: SetAssistant) -> None:
    ask(assistant, {"question": "q", "today": "2019-05-02"}, {"question": "q"}, {"question": "q", "today": None})
    assert [today for _, today, _ in assistant.asked] == [dt.date(2019, 5, 2), TODAY, TODAY]


def test_the_history_reaches_the_assistant(assistant: SetAssistant) -> None:
    history = [{"role": "user", "content": "And Lyon?"}, {"role": "assistant", "content": "1988."}]
    ask(assistant, {"question": "q", "history": history}, {"question": "q", "history": None})
    assert assistant.asked[0][2] == (Turn(role="user", content="And Lyon?"), Turn(role="assistant", content="1988."))
    assert assistant.asked[1][2] == ()


def test_an_audience_s_assistant_is_built_only_when_that_audience_asks(assistant: SetAssistant) -> None:
    opened: list[Audience] = []

    def assistant_for(audience: Audience) -> SetAssistant:
        opened.append(audience)
        return assistant

    lines = [b'{"question": "q"}', b'{"question": "q", "audience": "public"}']
    list(answer_lines(lines, assistant_for, audience=Audience.PUBLIC, today=lambda: TODAY))
    assert set(opened) == {Audience.PUBLIC}
    list(
        answer_lines(
            [b'{"question": "q", "audience": "staff"}'], assistant_for, audience=Audience.PUBLIC, today=lambda: TODAY
        )
    )
    assert opened[-1] is Audience.STAFF


def test_a_bad_line_says_what_is_wrong_with_it_and_the_others_are_answered(assistant: SetAssistant) -> None:
    replies = ask(
        assistant,
        b"{not json",
        {"id": "no question"},
        {"id": "blank", "question": "   "},
        {"id": "who", "question": "q", "audience": "everyone"},
        {"id": "when", "question": "q", "today": "yesterday"},
        b'{"id": "bytes", "question": "\xff\xfe"}',
        [1, 2],
        {"id": "good", "question": "q"},
    )
    assert [type(reply) for reply in replies] == [Failure] * 7 + [Reply]
    failures = [reply for reply in replies if isinstance(reply, Failure)]
    assert [failure.line for failure in failures] == [1, 2, 3, 4, 5, 6, 7]
    assert [failure.id for failure in failures] == [None, "no question", "blank", "who", "when", None, None]
    for failure, part in zip(failures[1:5], ("question", "question", "audience", "today"), strict=True):
        assert failure.error.startswith(part)


def test_a_blank_line_is_not_a_request(assistant: SetAssistant) -> None:
    assert len(ask(assistant, b"\n", {"question": "q"}, b"  \r\n")) == 1


def test_a_fault_in_one_answer_is_told_and_does_not_cost_the_next(assistant: SetAssistant) -> None:
    failed, answered = ask(assistant, {"id": 1, "question": "boom"}, {"id": 2, "question": "q"})
    assert isinstance(failed, Failure)
    assert (failed.id, failed.line) == (1, 1)
    assert "boom" not in failed.error
    assert isinstance(answered, Reply)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.binary(max_size=80).filter(lambda line: line.strip() and b"\n" not in line))
def test_no_line_of_bytes_ends_the_stream(assistant: SetAssistant, line: bytes) -> None:
    assert len(ask(assistant, line, {"question": "q"})) == 2


def test_hundreds_of_nested_brackets_are_only_a_bad_line(assistant: SetAssistant) -> None:
    failed, answered = ask(assistant, b'{"id": ' + b"[" * 100_000, {"question": "q"})
    assert isinstance(failed, Failure)
    assert isinstance(answered, Reply)


def test_of_the_turns_before_the_latest_count_and_of_each_no_more_than_an_answer_has(assistant: SetAssistant) -> None:
    history = [{"role": "user", "content": f"{number} " + "x" * 50_000} for number in range(500)]
    ask(assistant, {"question": "q", "history": history})
    (turns,) = [turns for _, _, turns in assistant.asked]
    assert [turn.content[:3] for turn in turns] == [str(number) for number in range(488, 500)]
    assert {len(turn.content) for turn in turns} == {4000}


@pytest.mark.parametrize("today", ["9999-12-31", "0001-01-01", "3000-01-01", "1899-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_refused_in_plain_words(assistant: SetAssistant, today: str) -> None:
    (failure,) = ask(assistant, {"id": 1, "question": "q", "today": today})
    assert isinstance(failure, Failure)
    assert failure.error == "today: Value error, must be from 1900-01-01 to 2999-12-31"
    assert assistant.asked == []


def test_an_index_that_cannot_be_reached_is_told_with_the_remedy_and_the_next_line_is_tried(
    assistant: SetAssistant,
) -> None:
    reachable = iter([False, True])

    def assistant_for(_: Audience) -> SetAssistant:
        if not next(reachable):
            raise KnowledgeIndexError("the index cannot be read; start the Chroma server")
        return assistant

    lines = [json.dumps({"id": number, "question": "q"}).encode() for number in (1, 2)]
    failure, reply = answer_lines(lines, assistant_for, audience=Audience.PUBLIC, today=lambda: TODAY)
    assert isinstance(failure, Failure)
    assert (failure.id, failure.error) == (1, "the index cannot be read; start the Chroma server")
    assert isinstance(reply, Reply)
