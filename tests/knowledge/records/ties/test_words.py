"""Words of columns and kinds: each with an example that it is known by."""

import csv
from pathlib import Path

import pytest

import knowledge.records.ties
from knowledge.records import AgreementKind, AgreementStatus
from knowledge.records.ties.columns import role_of
from knowledge.records.ties.kinds import is_over, is_planned, kind_called, kind_in, names_ties, status_in

DATA = Path(knowledge.records.ties.__file__).parent
WORDS = list(csv.DictReader((DATA / "columns.csv").read_text(encoding="utf-8").splitlines()))
KINDS = list(csv.DictReader((DATA / "kinds.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row["example"])
def test_a_column_is_known_by_its_example(row: dict[str, str]) -> None:
    assert role_of(row["example"]) == row["role"]
    assert role_of(f" {row['example']} ") == row["role"]


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row["example"])
def test_a_kind_is_known_by_its_example(row: dict[str, str]) -> None:
    assert kind_in(row["example"]) == (AgreementKind(row["kind"]) if row["kind"] else None)
    assert names_ties(row["example"])


@pytest.mark.parametrize(
    "name", ["会议时间", "出访人数", "签署人", "附件", "联系人", "Mayor", "Population", "Website", "", "经费"]
)
def test_other_columns_have_no_role(name: str) -> None:
    assert role_of(name) == ""


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("外方城市（英文）", "partner_en"),
        ("外方城市(English)", "partner_en"),
        ("结好时间（年/月/日）", "date"),
        ("國 別", "country"),
        ("Sister  City:", "partner"),
        ("Country 国名", "country"),
        ("Date of agreement 提携年月", "date"),
        ("外方城市 国别", "country"),
        ("协议签署 地点", "place_signed"),
        ("Twin town population", ""),
    ],
)
def test_remarks_and_blanks_do_not_hide_a_column(name: str, role: str) -> None:
    assert role_of(name) == role


@pytest.mark.parametrize("text", ["友好城市和友好交流城市", "2023年预算", "Partner cities", "市级"])
def test_no_one_kind_is_taken_where_none_or_two_are_named(text: str) -> None:
    assert kind_in(text) is None


@pytest.mark.parametrize(
    ("text", "alone", "beside_sisters"),
    [
        ("友好城市", "sister_city", "friendly_exchange_city"),
        ("Friendship 友好", None, "friendly_exchange_city"),
        ("Friendship agreement", None, "friendly_exchange_city"),
        ("姊妹市", "sister_city", "sister_city"),
        ("Twin town", "sister_city", "sister_city"),
        ("友好交流城市", "friendly_exchange_city", "friendly_exchange_city"),
    ],
)
def test_a_friendship_is_the_weaker_tie_beside_sister_cities_only(
    text: str, alone: str | None, beside_sisters: str
) -> None:
    assert kind_called(text, apart=False) == alone
    assert kind_called(text, apart=True) == beside_sisters


@pytest.mark.parametrize("text", ["拟建，2025年签署意向书", "洽談中", "Planned (2027)", "(proposed)", "Not yet signed"])
def test_a_tie_still_to_come_is_known_by_how_a_remark_begins(text: str) -> None:
    assert is_planned(text)


@pytest.mark.parametrize("text", ["2027年计划互访", "续签", "renewed 2005; visit planned", "协议文本待核", ""])
def test_a_plan_within_a_tie_leaves_it_a_tie(text: str) -> None:
    assert not is_planned(text)


def test_a_tie_that_ended_is_told_from_one_that_has_not() -> None:
    assert status_in("已终止") is AgreementStatus.INACTIVE_REPORTED
    assert status_in("Suspended 2019") is AgreementStatus.INACTIVE_REPORTED
    assert status_in("2020年暂停互访，2023年恢复") is AgreementStatus.LISTED
    assert status_in("未终止") is status_in("活跃") is AgreementStatus.LISTED


@pytest.mark.parametrize(
    ("said", "over"),
    [
        ("dissolved in 2016", True),
        ("已终止", True),
        ("Agreement extended in 2015", False),
        ("intended to renew", False),
        ("ten years elapsed", False),
        ("expired, renewed 2020", False),
        ("失效后续签", False),
        ("suspended since 2020", False),
    ],
)
def test_a_tie_is_over_only_where_a_whole_word_says_so(said: str, *, over: bool) -> None:
    assert is_over(said) is over
