"""True wordings of evidence are kept, and near copies with one fact turned are dropped: ``wordings_tune.jsonl``."""

import json
from pathlib import Path

import pytest

from knowledge.answering.verification.lines import StatementLine, check_line
from knowledge.names import Gazetteer

WORDINGS = Path(__file__).parents[3] / "evaluation" / "wordings_tune.jsonl"
BRIDGE = (
    "The footbridge cost 3.2 million yuan, of which Pera paid 2 million and Lomo 1.2 million. It opened in May 2019."
)
FEES = "“晨光营”营费6800元,包括食宿,不包括机票。学费由接收学校减免,食宿由学生自理。东馆藏书3万册,西馆藏书5万册。"


def is_kept(gazetteer: Gazetteer, evidence: str, statement: str) -> bool:
    language = "zh" if "\u3400" <= evidence[1] <= "\u9fff" else "en"
    pieces = [{"n": 1, "text": evidence, "title": "Note", "published": "2020-01"}]
    line = {"id": "1", "language": language, "today": "2026-11-29", "evidence": pieces, "statement": f"{statement} [1]"}
    return bool(check_line(StatementLine.model_validate(line), gazetteer)["kept"])


def test_most_true_wordings_are_kept_and_few_turned_ones(bundled_gazetteer: Gazetteer) -> None:
    rows = [json.loads(line) for line in WORDINGS.read_text(encoding="utf-8").splitlines()]
    kept = {True: 0, False: 0}
    for row in rows:
        kept[row["true"]] += bool(check_line(StatementLine.model_validate(row), bundled_gazetteer)["kept"])
    true = sum(row["true"] for row in rows)
    assert kept[True] / true >= 0.93
    assert kept[False] / (len(rows) - true) <= 0.06


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
    ],
)
def test_who_what_and_how_many_go_together(
    bundled_gazetteer: Gazetteer, evidence: str, statement: str, *, kept: bool
) -> None:
    assert is_kept(bundled_gazetteer, evidence, statement) is kept
