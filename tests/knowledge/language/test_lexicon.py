import csv
import re
from pathlib import Path

import pytest

from knowledge.language.lexicon import Row, expression, pattern, rows


def _name(row: Row) -> str:
    return f"{row.language}: {row.concept}: {row.form}"


@pytest.mark.parametrize("row", rows(), ids=_name)
def test_every_phrasing_is_found_in_its_example_and_its_concept_not_in_the_counter_example(row: Row) -> None:
    assert re.search(expression(row), row.example)
    assert row.counter_example
    assert not pattern(row.concept).search(row.counter_example)


def test_no_phrasing_stands_twice() -> None:
    seen = [(row.language, row.concept, row.form) for row in rows()]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("[the] first (one|city)", "first one", True),
        ("[the] first (one|city)", "the first-city", True),
        ("sign~ [it]", "signing", True),
        ("sign~ [it]", "resigned", False),
        ("how many … years", "how many more and more years", True),
        ("how many … years", "how many? years", False),
    ],
)
def test_an_english_form_matches_whole_words(form: str, text: str, *, found: bool) -> None:
    assert bool(re.search(expression(Row("en", "any", form, "", "", "", "")), text)) is found


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("第#(个|座)", "第二十一座", True),
        ("第#(个|座)", "第几座", False),
        ("^那", "那么", True),
        ("^那", "在那", False),
    ],
)
def test_a_chinese_form_matches_anywhere(form: str, text: str, *, found: bool) -> None:
    assert bool(re.search(expression(Row("zh", "any", form, "", "", "", "")), text)) is found


def test_no_phrasing_names_a_city_of_the_corpus() -> None:
    table = Path(__file__).parents[3] / "knowledge" / "corpus" / "records" / "agreements.csv"
    with table.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    columns = ("home_zh", "home_en", "partner_zh", "partner_en")
    names = {row[column].lower() for row in found for column in columns}
    words = {word for row in rows() for word in re.split(r"[^\w ]+", row.form)}
    assert words & (names - {"nice"}) == set()  # nice is a word too
