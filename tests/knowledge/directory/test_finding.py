"""Cities found by what somebody types."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.directory import Directory, Likeness
from tests.directories import bundled_desk


@pytest.fixture(scope="module")
def directory() -> Directory:
    return bundled_desk().directory


@pytest.mark.parametrize("typed", ["福冈", "福岡", "福冈市", "Fukuoka", "fukuoka city", " FUKUOKA ", "福岡市"])
def test_a_name_in_any_script_leads_to_its_city_alone(directory: Directory, typed: str) -> None:
    assert [(item.place.en, item.likeness) for item in directory.find(typed)] == [("Fukuoka", Likeness.NAMED)]


def test_an_accent_is_not_needed(directory: Directory) -> None:
    assert [item.place.en for item in directory.find("sao paulo")] == ["São Paulo"]


def test_the_beginning_of_a_name_offers_all_that_begin_so(directory: Directory) -> None:
    found = directory.find("fuku")
    assert [item.place.en for item in found] == ["Fukuoka", "Fukui"]
    assert {item.likeness for item in found} == {Likeness.BEGUN}


@pytest.mark.parametrize(("typed", "meant"), [("Aukland", "Auckland"), ("法兰克富", "Frankfurt")])
def test_a_slip_is_mended(directory: Directory, typed: str, meant: str) -> None:
    assert [(item.place.en, item.likeness) for item in directory.find(typed)] == [(meant, Likeness.MISSPELT)]


@pytest.mark.parametrize("typed", ["日本", "Japan"])
def test_a_country_offers_its_cities(directory: Directory, typed: str) -> None:
    found = directory.find(typed)
    assert {item.place.country for item in found} == {"JP"}
    assert {item.likeness for item in found} == {Likeness.LIES_IN}


@pytest.mark.parametrize("typed", ["Perth", "珀斯"])
def test_a_city_that_is_no_partner_offers_those_of_its_country(directory: Directory, typed: str) -> None:
    found = directory.find(typed)
    assert [item.place.en for item in found] == ["Sydney", "Wagga Wagga"]
    assert not any(item.likeness.is_sure for item in found)


def test_what_is_like_no_name_finds_nothing(directory: Directory) -> None:
    assert directory.find("zzzz") == ()
    assert directory.find("") == ()
    assert directory.find("x" * 500) == ()


def test_a_question_names_its_cities_in_order(directory: Directory) -> None:
    named = directory.named_in("里昂和福冈哪个先和广州结好?巴黎呢?")
    assert [place.en for place in named] == ["Lyon", "Fukuoka", "Guangzhou"]


@given(st.text(max_size=80))
@settings(max_examples=60)
def test_whatever_is_typed_is_answered_with_few_cities_once_each(typed: str) -> None:
    found = bundled_desk().directory.find(typed, 8)
    assert len(found) <= 8
    assert len({item.place.id for item in found}) == len(found)
    assert [item.likeness for item in found] == sorted(item.likeness for item in found)


def test_finding_is_quick_enough_for_every_letter_typed(directory: Directory) -> None:
    typed = ["福", "福冈", "L", "Ly", "Lyo", "Lyon", "圣", "San", "Japan"]
    directory.find("once, to read the names")
    begun = time.thread_time()
    for text in typed * 10:
        directory.find(text)
    assert (time.thread_time() - begun) / (len(typed) * 10) < 0.02
