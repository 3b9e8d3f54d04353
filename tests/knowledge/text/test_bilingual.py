"""The product's own phrases: one table, in both languages."""

import ast
import collections
import csv
import itertools
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

import knowledge
from knowledge.evidence import Language
from knowledge.text.bilingual import WORDING, Bilingual
from knowledge.text.language import Script

# The rest of a sentence says these in one language only: a verb that agrees, an ordinal beside a number, a place that
# English has in its scope.
IN_ONE_LANGUAGE = set("verb have is was nth years n where scope kind when date partners".split())


def rows() -> list[dict[str, str]]:
    with WORDING.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fields(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_a_phrase_stands_once_in_its_room() -> None:
    assert [key for key, n in collections.Counter((row["room"], row["key"]) for row in rows()).items() if n > 1] == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['room']}-{row['key']}")
def test_a_phrase_takes_the_same_values_in_both_languages(row: dict[str, str]) -> None:
    assert fields(row["chinese"]) ^ fields(row["english"]) <= IN_ONE_LANGUAGE


def test_every_phrase_is_said_somewhere() -> None:
    written = {
        node.value
        for path in Path(knowledge.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    made = re.compile(r"\w+_(?:staff|public|partner_of_those)")
    assert [row["key"] for row in rows() if row["key"] not in written and not made.fullmatch(row["key"])] == []


def test_phrases_are_said_in_three_ways() -> None:
    said = [
        Bilingual("answers", language, script)("not_found")
        for language, script in ((Language.ZH, Script.HANS), (Language.ZH, Script.HANT), (Language.EN, Script.HANS))
    ]
    chinese = ["现有资料中没有这一问题的答案。", "現有資料中沒有這一問題的答案。"]
    assert said == [*chinese, "My sources do not answer this."]


@pytest.mark.parametrize("columns", range(12, 40))
def test_a_line_of_chinese_ends_in_no_number_name_or_opening_mark(columns: int) -> None:
    text = "杭州：表中列出4个国际友好交流城市（资料称2025年7月有46个）、Łódź和Birmingham（约1988年）"
    lines = Bilingual("answers", Language.ZH, Script.HANS).wrapped(text, columns)
    assert "".join(lines) == text
    for line, following in itertools.pairwise(lines):
        assert not (line[-1].isascii() and line[-1].isalnum() and following[0].isascii() and following[0].isalnum())
        assert line[-1] != "（"
        assert following[0] not in "）、：，"
        assert cell_len(line.rstrip("）、：，")) <= columns
