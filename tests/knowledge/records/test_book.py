import dataclasses
import datetime as dt

import pytest

from knowledge.calendar import PartialDate
from knowledge.names import Gazetteer
from knowledge.records import AgreementKind, AgreementStatus, Record, RecordBook


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
    sisters = [row for row in book.agreements_of("guangzhou-cn") if row.kind is AgreementKind.SISTER_CITY and row.date]
    assert sum(row.date is not None and row.date.last_day <= dt.date(*as_of) for row in sisters) == count


def test_a_home_city_of_which_a_source_counts_as_many_as_are_on_record_has_a_complete_list(book: RecordBook) -> None:
    complete = book.complete_list("guangzhou-cn", AgreementKind.SISTER_CITY)
    assert complete is not None
    assert complete.as_of == PartialDate(2022, 4, 19)
    listed = [row for row in book.agreements_of("guangzhou-cn") if row.kind is complete.list_of]
    assert (len({row.iso_country for row in listed}), len(listed)) == (35, 38)
    assert "35个国家38个城市" in complete.quote
    assert {row.status for row in listed} == {AgreementStatus.LISTED}


def test_no_list_is_complete_unless_a_source_says_so(book: RecordBook) -> None:
    assert book.complete_list("guangzhou-cn", AgreementKind.FRIENDLY_EXCHANGE_CITY) is None
    assert book.complete_list("hangzhou-cn", AgreementKind.SISTER_CITY) is None


def test_of_several_complete_lists_the_latest_counts(book: RecordBook) -> None:
    (early,) = book.complete
    late = dataclasses.replace(early, id="later", as_of=PartialDate(2023, 3))
    both = RecordBook.from_records([*book.agreements, late, early], book.gazetteer)
    assert both.complete_list("guangzhou-cn", AgreementKind.SISTER_CITY) is late


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


def test_events_of_a_place_come_by_date(book: RecordBook) -> None:
    days = [row.date.first_day for row in book.events_of("frankfurt-am-main-de") if row.date]
    assert len(days) > 1
    assert days == sorted(days)


def test_the_same_record_read_twice_counts_once(bundled: list[Record], gazetteer: Gazetteer) -> None:
    assert len(RecordBook.from_records([*bundled, *bundled], gazetteer).agreements) == len(
        RecordBook.from_records(bundled, gazetteer).agreements
    )
