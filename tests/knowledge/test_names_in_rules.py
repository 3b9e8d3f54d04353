"""No rule is made for one office: what its papers and tables name stands in them, and in no pattern."""

import ast
import csv
import re
from pathlib import Path

import pytest

import knowledge

ROOT = Path(knowledge.__file__).parent
RECORDS = ROOT / "corpus" / "records"
# What reads a question or a paper; elsewhere examples are shown to people.
RULES = sorted(
    path for room in ("language", "understanding", "answering", "text") for path in (ROOT / room).rglob("*.py")
)


def named() -> set[str]:
    """Return how the bundled tables name programmes in short (菁英 of 菁英计划), and their partners."""
    with (RECORDS / "programmes.csv").open(encoding="utf-8", newline="") as file:
        titles = [row["title_zh"] for row in csv.DictReader(file)]
    short = {found for title in titles for found in re.findall(r"([\u4e00-\u9fff]{2})计划", title)}
    with (RECORDS / "agreements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cities = {row[key] for row in rows for key in ("partner_zh", "home_zh", "partner_en", "home_en")}
    # These are words and no names.
    return (short - {"学金", "行动", "提升"}) | {city.lower() for city in cities if len(city) > 1}


def constants(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    prose = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) and node.body
             and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    return [
        node.value.lower()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose
    ]


def test_what_is_looked_for_is_what_the_tables_name() -> None:
    assert {"菁英", "红棉", "百城", "广州", "lyon"} <= named()


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_no_rule_names_a_city_or_a_programme(path: Path) -> None:
    names = re.compile("|".join(rf"\b{re.escape(n)}\b" if n.isascii() else re.escape(n) for n in sorted(named())))
    assert [text for text in constants(path) if names.search(text)] == []
