from __future__ import annotations

from pathlib import Path

import pytest

from tests.evaluation.chats import ChatExpect, ChatTurn, Verdict, judge_turn, load_chats, ways_to_abstain
from tests.evaluation.generate import Cited, Said

FILES = sorted(Path(__file__).parent.glob("chats/*.jsonl"))
CITED = (Cited(n=1, source="a.txt", title="", locator="", quote="q"),)


def verdict(answer: str, *, abstained: bool = False, cited: bool = False, **fields: object) -> Verdict:
    turn = ChatTurn.model_validate({"id": "T1", "question": "?", "expect": "answer", "kind": "date"} | fields)
    said = Said(answer=answer, abstained=abstained, citations=CITED if cited else ())
    return judge_turn(turn, said, ways_to_abstain())


def test_an_answer_needs_one_of_every_group_and_nothing_forbidden() -> None:
    key = [["里昂", "Lyon"], ["1988"]]
    assert verdict("Lyon: 1988.", answer_key=key) is Verdict.RIGHT
    assert verdict("Lyon: 1989.", answer_key=key) is Verdict.FALSE_ANSWER
    assert verdict("Lyon: 1988, 里斯本 too", answer_key=key, must_not_contain=["里斯本"]) is Verdict.FALSE_ANSWER
    assert verdict("Lyon: 1988.", answer_key=key, abstained=True) is Verdict.FALSE_REFUSAL


@pytest.mark.parametrize("expect", ["answer", "no", "clarify", "smalltalk"])
def test_to_abstain_where_something_is_due_is_a_false_refusal_unless_the_turn_allows_it(expect: str) -> None:
    assert verdict("not in my sources", expect=expect, abstained=True) is Verdict.FALSE_REFUSAL
    assert verdict("not in my sources", expect=expect, abstained=True, abstain_ok=True) is Verdict.RIGHT


def test_groups_in_order_must_follow_one_another() -> None:
    key = [["Lyon"], ["Kazan"]]
    assert verdict("Lyon, then Kazan", answer_key=key, in_order=True) is Verdict.RIGHT
    assert verdict("Kazan, then Lyon", answer_key=key, in_order=True) is Verdict.FALSE_ANSWER
    assert verdict("Kazan, then Lyon", answer_key=key) is Verdict.RIGHT


@pytest.mark.parametrize(
    "answer", ["记录里没有孟买。", "名錄中並無孟買，孟買不是友城", "Mumbai is not among them.", "It isn't."]
)
def test_a_denial_is_a_right_no(answer: str) -> None:
    assert verdict(answer, expect="no", answer_key=[["<no>"]], cited=True) is Verdict.RIGHT


@pytest.mark.parametrize(
    "answer", ["是的，孟买不是省会。", "Yes. It has not ended.", "Mumbai signed in 1999. Notable."]
)
def test_a_yes_or_no_denial_is_a_false_answer(answer: str) -> None:
    assert verdict(answer, expect="no", answer_key=[["<no>"]], cited=True) is Verdict.FALSE_ANSWER


def test_a_denial_far_down_is_no_no() -> None:
    assert verdict("a" * 300 + " not", expect="no", answer_key=[["<no>"]]) is Verdict.FALSE_ANSWER


def test_what_no_source_says_may_be_abstained_from_or_said_to_be_missing() -> None:
    key = [["<not in the sources>"]]
    assert verdict("", expect="abstain", answer_key=key, abstained=True) is Verdict.RIGHT
    assert verdict("论文没有写金额。", expect="abstain", answer_key=key, cited=True) is Verdict.RIGHT
    assert verdict("资料沒有寫金額。", expect="abstain", answer_key=key, cited=True) is Verdict.RIGHT
    assert verdict("一共三百万元。", expect="abstain", answer_key=key, cited=True) is Verdict.FALSE_ANSWER


def test_a_question_in_return_is_right_where_one_is_due() -> None:
    key = [["哪个"]]
    assert verdict("Which city do you mean?", expect="clarify", answer_key=key) is Verdict.RIGHT
    assert verdict("您问的是哪个城市", expect="clarify", answer_key=key) is Verdict.RIGHT
    assert verdict("1979年5月2日。", expect="clarify", answer_key=key, cited=True) is Verdict.FALSE_ANSWER


def test_small_talk_cites_nothing() -> None:
    assert verdict("您好！", expect="smalltalk") is Verdict.RIGHT
    assert verdict("福冈在日本。", expect="smalltalk", cited=True) is Verdict.FALSE_ANSWER


def test_a_command_is_right_by_its_keys_whether_it_abstains_or_not() -> None:
    assert verdict("/export", kind="command", answer_key=[["/export"]], abstained=True) is Verdict.RIGHT
    assert verdict("?", kind="command", answer_key=[["/export"]], abstained=True) is Verdict.FALSE_REFUSAL


def test_a_list_is_read_further_than_a_sentence() -> None:
    below = "a " * 600 + "Lyon"
    assert verdict(below, kind="list", answer_key=[["Lyon"]]) is Verdict.RIGHT
    assert verdict(below, kind="date", answer_key=[["Lyon"]]) is Verdict.FALSE_ANSWER


def test_a_turn_without_a_reply_is_a_false_refusal() -> None:
    turn = ChatTurn(id="T1", question="?", expect=ChatExpect.ANSWER, kind="date")
    assert judge_turn(turn, Said(error="internal error"), ()) is Verdict.FALSE_REFUSAL


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_turn_of_the_files_can_be_judged_wrong(path: Path) -> None:
    chats = load_chats(path)
    assert len({turn.id for chat in chats for turn in chat.turns}) == sum(len(chat.turns) for chat in chats)
    phrases = ways_to_abstain()
    for turn in (turn for chat in chats for turn in chat.turns):
        beside = Said(answer="xyz", citations=CITED)
        assert judge_turn(turn, beside, phrases) is Verdict.FALSE_ANSWER, turn.id
