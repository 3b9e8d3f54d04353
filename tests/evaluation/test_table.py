import io
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from tests.evaluation.corpus_text import CorpusText, Verbatim
from tests.evaluation.generate import Cited, Outcome, Retrieved, Said, load_run, save_run
from tests.evaluation.questions import Question, load_questions
from tests.evaluation.report import markdown, print_table
from tests.evaluation.table import Figure, Judged, by_type, figures, judge, latency


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "paper.txt").write_text("广州与福冈\n于1979年结好。\nLyon followed.", encoding="utf-8")
    (folder / "old.txt").write_text("广州与里昂于一九八八年结为友好城市,往来密切。" * 5, encoding="gb18030")
    (folder / "table.csv").write_text('id,quote\nr1,"2 Los Angeles, 1981.12.08"\nr2,Manila\n', encoding="utf-8-sig")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "quote"])
    sheet.append(["x1", "Sydney 1986"])
    book.save(folder / "book.xlsx")
    return folder


@pytest.mark.parametrize(
    ("source", "quote", "how"),
    [
        ("paper.txt", "于1979年结好。", Verbatim.EXACT),
        ("paper.txt", "福冈\n于1979年", Verbatim.EXACT),
        ("paper.txt", "福冈 于1979年", Verbatim.SPACED),
        ("paper.txt", "于1980年结好。", Verbatim.ABSENT),
        ("other.txt", "于1979年结好。", Verbatim.NO_SOURCE),
        ("old.txt", "广州与里昂", Verbatim.EXACT),
        ("table.csv#r1", "2 Los Angeles, 1981.12.08", Verbatim.EXACT),
        ("table.csv#r2", "2 Los Angeles, 1981.12.08", Verbatim.ABSENT),
        ("table.csv#r3", "Manila", Verbatim.NO_SOURCE),
        ("book.xlsx#x1", "Sydney 1986", Verbatim.EXACT),
    ],
)
def test_a_quote_is_looked_up_in_its_file_or_its_row(corpus: Path, source: str, quote: str, how: Verbatim) -> None:
    assert CorpusText([corpus]).verbatim(source, quote) is how


def test_a_corpus_may_be_a_file(corpus: Path) -> None:
    assert CorpusText([corpus / "paper.txt"]).verbatim("paper.txt", "Lyon followed.") is Verbatim.EXACT


def outcomes() -> list[Outcome]:
    right = Question.model_validate(
        {
            "id": "Q1",
            "question": "哪年?",
            "lang": "zh",
            "expect": "answer",
            "type": "date",
            "answer_key": [["1979"]],
            "must_cite": [{"file": "paper.txt", "quote": "广州与福冈于1979年结好"}],
        }
    )
    wrong = right.model_copy(update={"id": "Q2", "question": "Which year?", "cross_lingual": True})
    declined = Question.model_validate(
        {"id": "Q3", "question": "Paris?", "lang": "en", "expect": "abstain", "type": "unanswerable"}
    )
    citation = Cited(n=1, source="paper.txt", title="", locator="", quote="于1979年结好。")
    false = Cited(n=1, source="paper.txt", title="", locator="", quote="made up")
    return [
        Outcome(question=right, said=Said(answer="1979年。 [1]", citations=(citation,), latency_ms=10)),
        Outcome(
            question=wrong,
            said=Said(answer="In 1980. [1]", citations=(false,), latency_ms=30),
            retrieved=(Retrieved(rank=1, source="paper.txt", locator="line 3", text="Lyon followed.", score=0.5),),
        ),
        Outcome(question=declined, said=Said(answer="Not in my sources.", abstained=True, latency_ms=20)),
    ]


@pytest.fixture
def judged(corpus: Path) -> list[Judged]:
    return judge(outcomes(), CorpusText([corpus]))


def test_the_table_counts_each_figure_over_its_own_questions(judged: list[Judged]) -> None:
    found = {figure.name: (figure.hits, figure.count) for figure in figures(judged)}
    assert found == {
        "answerable, same language: right": (1, 1),
        "answerable, evidence only in the other language: right": (0, 1),
        "record questions: right": (0, 0),
        "must abstain: abstained": (1, 1),
        "small talk: right": (0, 0),
        "false refusals": (0, 2),
        "quotes verbatim in their source": (1, 2),
        "  of them exact to the space": (1, 2),
        "answers whose every marker resolves": (3, 3),
        "answers with no citation": (0, 2),
        "a citation overlaps the gold quote": (1, 2),
        "  every gold quote is overlapped": (1, 2),
        "answers with forbidden text": (0, 3),
        "errors": (0, 3),
    }
    assert by_type(judged) == [("date", 1, 2), ("unanswerable", 1, 1)]
    median, high = latency(judged)
    assert median == 20
    assert high == pytest.approx(29)


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Figure("x", 9, 10, at_least=0.9), True),
        (Figure("x", 8, 10, at_least=0.9), False),
        (Figure("x", 0, 10, at_most=0.07), True),
        (Figure("x", 1, 10, at_most=0.07), False),
        (Figure("x", 0, 0, at_least=0.9), None),
        (Figure("x", 5, 10), None),
    ],
)
def test_a_goal_is_met_missed_or_not_set(figure: Figure, met: bool | None) -> None:  # noqa: FBT001 - the expected value
    assert figure.met is met


def test_the_report_shows_every_wrong_answer_with_what_was_retrieved(judged: list[Judged]) -> None:
    page = markdown(judged, "run")
    assert "Q2" in page
    assert "Q1 ·" not in page
    for part in ("Which year?", "1979", "In 1980.", "made up", "not in the source", "Lyon followed."):
        assert part in page


def test_the_table_is_printed(judged: list[Judged]) -> None:
    screen = io.StringIO()
    print_table(judged, Console(file=screen, width=120))
    assert "answerable, same language: right" in screen.getvalue()
    assert "p50 20 ms" in screen.getvalue()


def test_a_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = outcomes()
    made[0].said = made[0].said.model_copy(update={"answer": "two\u2028lines"})
    save_run(made, tmp_path / "reports" / "run.jsonl")
    assert load_run(tmp_path / "reports" / "run.jsonl") == made


def test_a_question_is_sent_with_its_history_its_day_and_its_audience(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(
        '{"id": "Q1", "question": "And Lyon?", "lang": "en", "expect": "answer", "role": "staff",'
        ' "today": "2019-01-31", "prior_turns": [{"role": "user", "content": "Fukuoka?"}]}\n\n',
        encoding="utf-8",
    )
    (question,) = load_questions([path])
    assert question.request() == {
        "id": "Q1",
        "question": "And Lyon?",
        "audience": "staff",
        "today": "2019-01-31",
        "history": [{"role": "user", "content": "Fukuoka?"}],
    }
