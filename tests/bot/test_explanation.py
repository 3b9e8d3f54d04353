import datetime as dt
import json
from collections.abc import Sequence

from bot.answer_text import explanation_text
from bot.ask import answer_lines
from knowledge.answering.explanation import Checked, Explanation, Fate, ModelUse, Retrieved
from knowledge.assistant import Assistant, Turn
from knowledge.evidence import Answer, Audience, Citation, Language, Mode, Source, Statement
from tests.small_office import TODAY

CITATION = Citation(Source("paper.txt", "A paper"), "line 2", "It signed in 1979.", Language.EN, "p2")
EXPLANATION = Explanation(
    answer=Answer(Language.EN, Mode.GENERATIVE, (Statement("Fukuoka signed in 1979.", (CITATION,)),)),
    standalone=("When did Fukuoka sign?",),
    searched=("福冈什么时候签约?",),
    retrieved=(Retrieved(1, 8.25, "paper.txt", "line 2", "It signed\nin 1979.", ("place",)),),
    evidence=("It signed in 1979.",),
    statements=(
        Checked("Fukuoka signed in 1979.", (1,), (), Fate.KEPT),
        Checked("Atlantis signed in 1492.", (1,), ("date: 1492",), Fate.DROPPED),
    ),
    use=ModelUse("scripted", 2, 200, 30, 1.25, "timeout"),
)


class Explaining(Assistant):
    """Explains every answer alike."""

    def __init__(self) -> None:
        pass

    def explain(
        self,
        question: str,  # noqa: ARG002 - the same for all
        *,
        today: dt.date,  # noqa: ARG002
        history: Sequence[Turn] = (),  # noqa: ARG002
        language: Language | None = None,  # noqa: ARG002
        user: str = "",  # noqa: ARG002
    ) -> Explanation:
        return EXPLANATION


def test_the_terminal_shows_what_was_found_said_checked_and_dropped() -> None:
    text = explanation_text(EXPLANATION).plain
    assert "question: When did Fukuoka sign?" in text
    assert "searched too: 福冈什么时候签约?" in text
    assert "1. 8.25 lacks place  It signed in 1979.  (paper.txt, line 2)" in text
    assert "[1] It signed in 1979." in text
    assert "kept: Fukuoka signed in 1979. [1]" in text
    assert "dropped: Atlantis signed in 1492. [1]  (date: 1492)" in text
    assert "scripted: 2 calls, 200 tokens in, 30 out, 1.2 s, prompts 0, failed: timeout" in text


def test_a_reply_says_how_it_was_made_only_when_asked() -> None:
    line = json.dumps({"id": 1, "question": "When did Fukuoka sign?"}).encode()
    assistant = Explaining()
    (plain,) = answer_lines([line], lambda _: assistant, audience=Audience.PUBLIC, today=lambda: TODAY)
    (explained,) = answer_lines(
        [line], lambda _: assistant, audience=Audience.PUBLIC, today=lambda: TODAY, explain=True
    )
    told = json.loads(explained.model_dump_json())
    assert set(told) - set(json.loads(plain.model_dump_json())) == {"statements", "explanation"}
    assert told["answer"] == "Fukuoka signed in 1979. [1]"
    assert told["statements"] == [{"text": "Fukuoka signed in 1979.", "citations": [1]}]
    assert told["explanation"]["statements"][1] == {
        "text": "Atlantis signed in 1492.",
        "cites": [1],
        "findings": ["date: 1492"],
        "fate": "dropped",
    }
    assert "answer" not in told["explanation"]
