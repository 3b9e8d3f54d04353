import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.derivation import FoundedYear, founded_year, resolved_dates
from knowledge.calendar import PartialDate
from knowledge.evidence import Language, Passage, Source
from tests.ingesting import gazetteer
from tests.passages import passage

PUBLISHED = PartialDate(2018, 11, 30)


def paper(text: str, published: PartialDate | None = PUBLISHED) -> Passage:
    return dataclasses.replace(passage(text), source=Source("paper.txt", "A paper", published=published))


def founded(text: str, place: str = "里昂", published: PartialDate | None = PUBLISHED) -> FoundedYear | None:
    named = gazetteer().lookup(place)
    assert named is not None
    return founded_year(text, paper(text, published), named, gazetteer())


@given(st.integers(1950, 2030), st.integers(1, 80))
def test_the_year_of_a_tie_is_that_of_the_anniversary_less_its_number(year: int, years: int) -> None:
    chinese = founded(f"{year}年,广州与里昂结好{years}周年。")
    english = founded(f"In {year} the city kept the {years}th anniversary of its tie with Lyon.")
    for found in (chinese, english):
        assert found is not None
        assert (found.in_year, found.years, found.year) == (year, years, year - years)


@given(st.integers(1, 80), st.sampled_from(["", "据报道,", "双方高兴地看到,"]))
def test_without_a_year_nothing_follows(years: int, opening: str) -> None:
    assert founded(f"{opening}广州与里昂迎来结好{years}周年。") is None
    assert founded(f"The {years}th anniversary of the tie with Lyon was kept.") is None


@pytest.mark.parametrize(
    "text",
    [
        "2018年,广州与里昂结好三十周年。",
        "2018年,廣州與里昂結好三十週年。",
        "In 2018 came the thirtieth sister-city anniversary with Lyon.",
    ],
)
def test_an_anniversary_in_words_is_read(text: str) -> None:
    found = founded(text)
    assert found is not None
    assert found.year == 1988


@pytest.mark.parametrize("text", ["2018年,广州与里昂结好30多年。", "2018年,广州与里昂结好近30周年。"])
def test_an_anniversary_that_is_a_limit_tells_no_year(text: str) -> None:
    assert founded(text) is None


def test_this_year_is_the_year_of_the_paper_and_without_a_date_nothing_follows() -> None:
    text = "今年,广州与里昂结好30周年。"
    found = founded(text)
    assert found is not None
    assert found.year == 1988
    assert founded(text, published=None) is None


def test_a_year_after_the_anniversary_is_not_its_year() -> None:
    assert founded("广州与里昂结好30周年之后,2020年将办展览。") is None


def test_each_place_has_the_anniversary_that_stands_by_it() -> None:
    text = "2018年,广州与里昂结好30周年,与福冈结好39周年。"
    lyon, fukuoka = founded(text), founded(text, "福冈")
    assert lyon is not None
    assert lyon.year == 1988
    assert fukuoka is not None
    assert fukuoka.year == 1979


@pytest.mark.parametrize("text", ["2018年,里昂市长来访。", "2018年,广州与福冈结好39周年。", "", "30周年"])
def test_a_sentence_without_the_place_or_a_number_tells_nothing(text: str) -> None:
    assert founded(text) is None


@pytest.mark.parametrize(
    ("text", "language", "resolved"),
    [
        ("明年5月2日举行庆典。", Language.ZH, "明年5月2日 = 2019年5月2日"),
        ("明年5月2日举行庆典。", Language.EN, "明年5月2日 = 2 May 2019"),
        ("今年9月举行。", Language.ZH, "今年9月 = 2018年9月"),
        ("去年来访。", Language.ZH, "去年 = 2017年"),
        ("The fair opens next year.", Language.EN, "next year = 2019"),
    ],
)
def test_a_relative_date_is_counted_from_the_day_of_the_paper(text: str, language: Language, resolved: str) -> None:
    assert resolved_dates(text, paper(text), language) == resolved


@given(st.integers(1990, 2030))
def test_a_date_of_its_own_needs_no_explanation(year: int) -> None:
    text = f"{year}年5月2日签约。"
    assert resolved_dates(text, paper(text), Language.ZH) == ""


@given(st.text(), st.sampled_from(Language))
def test_without_the_day_of_the_paper_no_date_is_made(text: str, language: Language) -> None:
    assert resolved_dates(text, paper(text, None), language) == ""
    assert resolved_dates(f"明年5月2日{text}", paper(text, None), language) == ""


@given(st.integers(1990, 2030), st.sampled_from(["明年", "去年", "今年"]))
def test_the_years_told_are_beside_that_of_the_paper(year: int, word: str) -> None:
    text = f"{word}5月举行。"
    told = resolved_dates(text, paper(text, PartialDate(year, 6, 1)), Language.ZH)
    offset = {"明年": 1, "去年": -1, "今年": 0}[word]
    assert re.findall(r"\d{4}", told) == [str(year + offset)]
