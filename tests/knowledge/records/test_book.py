import dataclasses
import datetime as dt

import pytest

from knowledge.calendar import PartialDate
from knowledge.names import Gazetteer
from knowledge.records import AgreementKind, AgreementStatus, Group, Record, RecordBook

SISTER = [AgreementKind.SISTER_CITY]


def test_the_book_knows_its_home_cities(book: RecordBook) -> None:
    assert [place.id for place in book.homes] == ["guangzhou-cn", "hangzhou-cn", "kunming-cn"]


def test_a_pair_of_places_has_its_agreement(book: RecordBook) -> None:
    (row,) = book.agreements_of("lyon-fr", "guangzhou-cn")
    assert row.date == PartialDate(1988, 1, 19)
    assert book.agreements_of("paris-fr", "guangzhou-cn") == ()
    assert {row.home_en for row in book.agreements_of("kazan-ru")} == {"Guangzhou", "Hangzhou"}


def test_a_city_of_two_spellings_in_the_tables_is_one_partner(book: RecordBook) -> None:
    assert {row.partner_zh for row in book.agreements_of("pokhara-np")} == {"博卡拉", "博克拉"}


@pytest.mark.parametrize(("as_of", "count"), [((2013, 8, 15), 31), ((2018, 7, 24), 37), ((2021, 1, 31), 38)])
def test_dated_agreements_add_up_to_what_the_papers_count(
    book: RecordBook, as_of: tuple[int, int, int], count: int
) -> None:
    end = dt.date(*as_of) + dt.timedelta(days=1)
    assert len(book.select(home="guangzhou-cn", kinds=SISTER, end=end)) == count


def test_filters_hold_together(book: RecordBook) -> None:
    rows = book.select(home="hangzhou-cn", country="JP", kinds=SISTER)
    assert [row.partner_en for row in rows] == ["Gifu", "Fukui", "Hamamatsu"]
    africa = book.select(home="guangzhou-cn", continent="Africa", kinds=SISTER)
    assert {row.partner_en for row in africa} == {"Durban", "Harare", "Rabat", "Mombasa County"}
    assert {row.partner_en for row in book.select(continent="Asia") if row.iso_country == "TR"} == {"Istanbul"}
    quiet = book.select(status=AgreementStatus.INACTIVE_REPORTED, kinds=SISTER)
    assert {row.partner_en for row in quiet} == {"Baguio", "Agadir", "Oviedo"}


def test_a_period_keeps_only_dates_that_surely_lie_in_it(book: RecordBook) -> None:
    rows = book.select(home="kunming-cn", start=dt.date(1982, 2, 10), end=dt.date(1987, 1, 1))
    assert [row.partner_en for row in rows] == ["Denver"]
    assert all(row.date for row in book.select(end=dt.date(2100, 1, 1)))


def test_a_claim_that_contests_is_beside_and_never_among_the_agreements(book: RecordBook) -> None:
    (lyon,) = book.agreements_of("lyon-fr")
    (claim,) = book.claims_about(lyon)
    assert claim.date == PartialDate(1998)
    assert claim not in book.served
    assert claim in book.agreements
    for row in book.agreements:
        if not row.is_served:
            assert book.agreements_of(book.home_id(row), book.partner_id(row)), row.id


def test_a_claim_about_one_home_city_is_not_told_of_another(book: RecordBook) -> None:
    by_home = {row.home_en: row for row in book.agreements_of("kazan-ru")}
    assert book.claims_about(by_home["Guangzhou"]) == ()
    assert [claim.date for claim in book.claims_about(by_home["Hangzhou"])] == [PartialDate(2002)]


def test_the_day_of_zurich_is_never_claimed(book: RecordBook) -> None:
    (row,) = book.agreements_of("zurich-ch")
    claims = book.claims_about(row)
    assert all(item.date is not None and item.date.day is None for item in (row, *claims))


def test_the_latest_figure_on_or_before_a_day_is_given(book: RecordBook) -> None:
    early = book.figure_as_of("sister_cities", "guangzhou-cn", dt.date(2014, 1, 1))
    late = book.figure_as_of("sister_cities", "guangzhou-cn", dt.date(2018, 12, 31))
    assert early is not None
    assert late is not None
    assert (early.latest.value, late.latest.value) == ("31", "37")
    assert book.figure_as_of("sister_cities", "guangzhou-cn", dt.date(2000, 1, 1)) is None
    assert book.figure_as_of("moons", "guangzhou-cn") is None


def test_figures_of_one_date_that_disagree_are_given_together(
    bundled: list[Record], book: RecordBook, gazetteer: Gazetteer
) -> None:
    found = book.figure_as_of("sister_cities", "guangzhou-cn", dt.date(2018, 12, 31))
    assert found is not None
    other = dataclasses.replace(found.latest, id="other", value="36")
    contested = RecordBook.from_records([*bundled, other], gazetteer)
    again = contested.figure_as_of("sister_cities", "guangzhou-cn", dt.date(2018, 12, 31))
    assert again is not None
    assert {again.latest.value, *(row.value for row in again.disagreeing)} == {"36", "37"}


def test_programmes_are_found_by_group_and_place(book: RecordBook) -> None:
    students = book.programmes_for(Group.STUDENTS, "guangzhou-cn")
    assert students
    assert all(Group.STUDENTS in row.for_whom and row.home_en == "Guangzhou" for row in students)
    assert any("Los Angeles" in row.partners for row in book.programmes_for(place_id="los-angeles-us"))


def test_events_touch_their_period(book: RecordBook) -> None:
    events = book.events_of("frankfurt-am-main-de", dt.date(2018, 1, 1), dt.date(2019, 1, 1))
    assert events
    assert all(row.date is not None and row.date.year == 2018 for row in events)
    assert book.events_of("frankfurt-am-main-de", end=dt.date(1990, 1, 1)) == ()


def test_a_profile_gathers_all_of_one_place(book: RecordBook) -> None:
    profile = book.profile("lyon-fr")
    assert profile is not None
    assert [row.id for row in profile.agreements] == ["guangzhou-lyon"]
    assert [row.id for row in profile.claims] == ["guangzhou-lyon-claim"]
    assert profile.events
    assert profile.figures == ()
    assert book.profile("nowhere") is None


def test_the_same_record_read_twice_counts_once(bundled: list[Record], gazetteer: Gazetteer) -> None:
    assert len(RecordBook.from_records([*bundled, *bundled], gazetteer).agreements) == len(
        RecordBook.from_records(bundled, gazetteer).agreements
    )
