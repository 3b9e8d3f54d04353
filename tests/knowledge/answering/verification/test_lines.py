import json

import pytest

from knowledge.answering.verification.lines import StatementLine, check_line
from knowledge.names import Gazetteer

LINE = {
    "id": "1",
    "question": "When did Guangzhou and Lyon become sister cities?",
    "language": "en",
    "today": "2026-11-29",
    "evidence": [{"n": 1, "text": "Guangzhou and Lyon became sister cities on 19 January 1988.", "title": "List"}],
}


@pytest.mark.parametrize(
    ("statement", "kept"),
    [
        ("Guangzhou and Lyon became sister cities in 1988. [1]", True),
        ("Guangzhou and Lyon became sister cities in 1989. [1]", False),
        ("Guangzhou and Lyon became sister cities in 1988.", False),
        ("[1]", False),
    ],
)
def test_a_line_says_what_would_be_shown(bundled_gazetteer: Gazetteer, statement: str, *, kept: bool) -> None:
    line = StatementLine.model_validate_json(json.dumps(LINE | {"statement": statement}))
    checked = check_line(line, bundled_gazetteer)
    assert checked["id"] == "1"
    assert checked["kept"] is kept
    assert bool(checked["why"]) is not kept
