"""True wordings of evidence are kept, and near copies with one fact turned are dropped: ``wordings_tune….jsonl``."""

import json
from pathlib import Path

import pytest

from knowledge.answering.verification.lines import StatementLine, check_line
from knowledge.names import Gazetteer

EVALUATION = Path(__file__).parents[3] / "evaluation"
BRIDGE = (
    "The footbridge cost 3.2 million yuan, of which Pera paid 2 million and Lomo 1.2 million. It opened in May 2019."
)
HALL = "展馆占地4亩，周二至周日开放，每人限带儿童两名。团队须提前三天预约。"
SIGNED = "Norrvik and the town of Tanaura signed the agreement in Tanaura on 9 June 1987. It is valid for two years."
FEES = "“晨光营”营费6800元,包括食宿,不包括机票。学费由接收学校减免,食宿由学生自理。东馆藏书3万册,西馆藏书5万册。"

STALLS = "Stalls close on 3 October and the choir sings on 9 November. Norrvik lent two boats to Tanaura."


def is_kept(gazetteer: Gazetteer, evidence: str, statement: str) -> bool:
    language = "zh" if any("\u3400" <= char <= "\u9fff" for char in statement) else "en"
    pieces = [{"n": 1, "text": evidence, "title": "Note", "published": "2020-01"}]
    line = {"id": "1", "language": language, "today": "2026-11-29", "evidence": pieces, "statement": f"{statement} [1]"}
    return bool(check_line(StatementLine.model_validate(line), gazetteer)["kept"])


@pytest.mark.parametrize(
    ("name", "least", "most"), [("tune", 0.93, 0.06), ("tune_2", 0.85, 0.13), ("tune_4", 0.45, 0.12)]
)
def test_most_true_wordings_are_kept_and_few_turned_ones(
    bundled_gazetteer: Gazetteer, name: str, least: float, most: float
) -> None:
    text = (EVALUATION / f"wordings_{name}.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    kept = {True: 0, False: 0}
    for row in rows:
        kept[row["true"]] += bool(check_line(StatementLine.model_validate(row), bundled_gazetteer)["kept"])
    true = sum(row["true"] for row in rows)
    assert kept[True] / true >= least
    assert kept[False] / (len(rows) - true) <= most


@pytest.mark.parametrize(
    ("evidence", "statement", "kept"),
    [
        (BRIDGE, "Pera paid 2 million yuan and Lomo 1.2 million.", True),
        (BRIDGE, "Lomo paid 2 million and Pera 1.2 million.", False),
        (BRIDGE, "The footbridge cost 3.2 million dollars.", False),
        (BRIDGE, "It closed in May 2019.", False),
        (FEES, "营费不包括机票。", True),
        (FEES, "营费包括机票。", False),
        (FEES, "接收学校减免学费。", True),
        (FEES, "学费由学生自理。", False),
        (FEES, "西馆的藏书比东馆多。", True),
        (FEES, "东馆的藏书比西馆多。", False),
        (FEES, "两馆藏书合计8万册。", True),
        (HALL, "是的，展馆周一不开放。", True),
        (HALL, "展馆周三不开放。", False),
        (HALL, "Yes, the hall is open on Saturdays.", True),
        (HALL, "The hall is open on Mondays.", False),
        (HALL, "展馆占地4公顷。", False),
        (HALL, "The hall covers 4 hectares.", False),
        (HALL, "根据公告，每人最多带两名儿童。", True),
        (HALL, "所有人都须预约。", False),
        (STALLS, "Stalls close on 3 October.", True),
        (STALLS, "Stalls close on 9 November.", False),
        (STALLS, "The choir sings on 9 November.", True),
        (STALLS, "The choir sings on 3 October.", False),
        (STALLS, "The choir appears on 9 November.", True),
        (STALLS, "The choir appears on 3 October.", False),
        (SIGNED, "It was signed in Tanaura.", True),
        (SIGNED, "It was signed in Norrvik.", False),
        (SIGNED, "According to the notice, it is valid for 24 months.", True),
        (SIGNED, "It is valid for 36 months.", False),
    ],
)
def test_who_what_and_how_many_go_together(
    bundled_gazetteer: Gazetteer, evidence: str, statement: str, *, kept: bool
) -> None:
    assert is_kept(bundled_gazetteer, evidence, statement) is kept


@pytest.mark.parametrize(
    ("evidence", "statement", "kept"),
    [
        ("The vice mayor of Tanaura opened the hall.", "The vice mayor of Tanaura opened the hall.", True),
        ("The vice mayor of Tanaura opened the hall.", "The mayor of Tanaura opened the hall.", False),
        ("田浦市副市长为展馆揭幕。", "田浦市副市长为展馆揭幕。", True),
        ("田浦市副市长为展馆揭幕。", "田浦市市长为展馆揭幕。", False),
    ],
)
def test_a_deputy_is_not_told_as_the_head_of_the_office(
    bundled_gazetteer: Gazetteer, evidence: str, statement: str, *, kept: bool
) -> None:
    assert is_kept(bundled_gazetteer, evidence, statement) is kept


@pytest.mark.parametrize(
    ("evidence", "statement"),
    [
        ("Students lack insurance in Tanaura.", "学生在田浦有保险。"),
        ("Tanaura refused to sign the agreement.", "田浦签署了协议。"),
        ("诺尔维克将于2021年与田浦结为友城。", "Norrvik and Tanaura became sister cities in 2021."),
    ],
)
def test_what_is_denied_or_planned_is_not_affirmed_in_the_other_language(
    bundled_gazetteer: Gazetteer, evidence: str, statement: str
) -> None:
    assert not is_kept(bundled_gazetteer, evidence, statement)
