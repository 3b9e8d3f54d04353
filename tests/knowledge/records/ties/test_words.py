"""Words of columns and kinds: each with an example that it is known by."""

import csv
from pathlib import Path

import pytest

import knowledge.records.ties
from knowledge.records import AgreementKind, AgreementStatus
from knowledge.records.ties.columns import role_of
from knowledge.records.ties.kinds import kind_in, names_ties, status_in

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
    "name", ["会议时间", "出访人数", "签署人", "备注", "联系人", "Mayor", "Population", "Website", "", "经费"]
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
    ],
)
def test_remarks_and_blanks_do_not_hide_a_column(name: str, role: str) -> None:
    assert role_of(name) == role


@pytest.mark.parametrize("text", ["友好城市和友好交流城市", "2023年预算", "Partner cities", "市级"])
def test_no_one_kind_is_taken_where_none_or_two_are_named(text: str) -> None:
    assert kind_in(text) is None


def test_a_tie_that_ended_is_told_from_one_that_has_not() -> None:
    assert status_in("已终止") is AgreementStatus.INACTIVE_REPORTED
    assert status_in("Suspended 2019") is AgreementStatus.INACTIVE_REPORTED
    assert status_in("未终止") is status_in("活跃") is AgreementStatus.LISTED
