import dataclasses

import pytest

from knowledge.calendar import PartialDate, format_date
from knowledge.evidence import Language
from knowledge.records import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    CompleteList,
    Figure,
    Programme,
    Record,
    from_json,
    note_in,
    sentence,
    source_title,
    to_json,
)
from knowledge.records.sentence import unsourced

LYON = Agreement(
    id="gz-lyon",
    home_zh="广州",
    home_en="Guangzhou",
    partner_zh="里昂",
    partner_en="Lyon",
    country_zh="法国",
    country_en="France",
    iso_country="FR",
    kind=AgreementKind.SISTER_CITY,
    date=PartialDate(1988, 1, 19),
    status=AgreementStatus.LISTED,
    source_title="A list",
    source_date=PartialDate(2020, 3),
    quote="7 Lyon France 1988.01.19",
)


def test_an_agreement_says_itself_with_its_source_in_both_languages() -> None:
    assert (
        sentence(LYON, Language.ZH) == "广州与里昂（法国）于1988年1月19日结为国际友好城市（来源：A list，2020年3月）。"
    )
    assert sentence(LYON, Language.EN) == (
        "Guangzhou and Lyon, France, became sister cities on 19 January 1988 (source: A list, March 2020)."
    )


def test_a_planned_agreement_says_that_it_is_still_to_come() -> None:
    planned = dataclasses.replace(LYON, date=None, status=AgreementStatus.PLANNED, status_note="拟建")
    assert sentence(planned, Language.ZH).startswith("广州拟与里昂（法国）结为国际友好城市，尚未签署；拟建（来源")
    assert sentence(planned, Language.EN).startswith("Guangzhou and Lyon, France, plan to become sister cities; 拟建 (")


def test_a_year_alone_stays_a_year() -> None:
    year = dataclasses.replace(LYON, date=PartialDate(1988))
    assert "于1988年结为" in sentence(year, Language.ZH)
    assert "in 1988 (" in sentence(year, Language.EN)


def test_an_agreement_without_a_date_says_so() -> None:
    undated = dataclasses.replace(LYON, date=None)
    assert "没有写明结好日期" in sentence(undated, Language.ZH)
    assert "gives no date" in sentence(undated, Language.EN)


def test_a_conflicting_claim_is_called_one_and_says_why() -> None:
    claim = dataclasses.replace(
        LYON, status=AgreementStatus.CONFLICTING_CLAIM, status_note="应是笔误 / looks like a slip"
    )
    assert sentence(claim, Language.ZH).startswith("另一来源的说法：")
    assert "应是笔误" in sentence(claim, Language.ZH)
    assert "looks like a slip" in sentence(claim, Language.EN)
    assert "笔误" not in sentence(claim, Language.EN)


@pytest.mark.parametrize("note", ["只有中文", "English only", "a / b / c", "", "one / two"])
def test_a_note_in_one_language_is_shown_in_both(note: str) -> None:
    assert note_in(note, Language.ZH) == note_in(note, Language.EN) == note


def test_every_bundled_record_names_its_source_and_no_date_that_it_has_not(bundled: list[Record]) -> None:
    for record in bundled:
        for language in Language:
            said = sentence(record, language)
            assert source_title(record, language) in said
            assert said.endswith(("。", "."))
            assert said.count("（来源：") + said.count("(source:") == 1
        if isinstance(record, Agreement) and record.date:
            assert format_date(record.date, Language.EN) in sentence(record, Language.EN)
            assert format_date(record.date, Language.ZH) in sentence(record, Language.ZH)
        elif isinstance(record, CompleteList):
            assert format_date(record.as_of, Language.ZH) in sentence(record, Language.ZH)
        elif not isinstance(record, Agreement):
            assert record.summary_en.rstrip(". ") in sentence(record, Language.EN)


def test_every_bundled_record_survives_its_json(bundled: list[Record]) -> None:
    for record in bundled:
        assert from_json(to_json(record)) == record
    assert {type(record) for record in bundled} >= {Agreement, Programme, Figure}


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"table": "nothing"}', '{"table": "figures", "id": "x"}', "null"])
def test_json_that_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"record|value|valid"):
        from_json(text)


@pytest.mark.parametrize("language", Language)
def test_what_a_row_says_can_be_told_without_its_source(language: Language) -> None:
    whole = sentence(LYON, language)
    said = unsourced(whole)
    assert whole.startswith(said[:-1])
    assert source_title(LYON, language) not in said
    assert said.endswith("。" if language is Language.ZH else ".")
    assert unsourced(said) == said
    assert unsourced("255个项目参评；") == "255个项目参评。"
    assert unsourced("255 projects took part; ") == "255 projects took part."
