import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.verification import Draft, Evidence, Fault, Verifier
from knowledge.calendar import PartialDate, format_date
from knowledge.evidence import Language
from tests.knowledge.answering.verification.written_cases import piece

LYON = piece(1, "Guangzhou and Lyon became sister cities on 19 January 1988.", Language.EN)
LYON_ZH = piece(2, "广州与里昂于1988年1月19日结为国际友好城市。", Language.ZH)
days = st.dates(dt.date(1950, 1, 1), dt.date(2030, 12, 31)).map(lambda day: PartialDate(day.year, day.month, day.day))


def faults(verifier: Verifier, text: str, *evidence: Evidence, language: Language = Language.EN) -> set[Fault]:
    draft = Draft(text, tuple(item.number for item in evidence))
    return {finding.fault for finding in verifier.check(draft, evidence, language=language)}


def test_a_statement_must_cite(verifier: Verifier) -> None:
    (found,) = verifier.check(Draft("Guangzhou and Lyon are sister cities.", ()), [LYON], language=Language.EN)
    assert found.fault is Fault.UNCITED


def test_a_citation_must_exist(verifier: Verifier) -> None:
    found = verifier.check(Draft("Guangzhou and Lyon are sister cities.", (1, 7)), [LYON], language=Language.EN)
    assert [(finding.fault, finding.detail) for finding in found] == [(Fault.NO_SUCH_CITATION, "7")]


def test_only_what_is_cited_counts(verifier: Verifier) -> None:
    other = piece(3, "Guangzhou and Bari became sister cities on 12 November 1986.", Language.EN)
    draft = Draft("Guangzhou and Bari became sister cities in 1986.", (1,))
    found = {finding.fault for finding in verifier.check(draft, [LYON, other], language=Language.EN)}
    assert {Fault.PLACE, Fault.DATE} <= found


def test_the_context_may_name_what_the_passage_leaves_out(verifier: Verifier) -> None:
    bare = piece(1, "有国际友城37个。", Language.ZH, date="2018-07-24")
    named = piece(1, "有国际友城37个。", Language.ZH, date="2018-07-24", context="广州市新闻发布会实录")
    assert Fault.PLACE in faults(verifier, "Guangzhou has 37 sister cities.", bare)
    assert not faults(verifier, "Guangzhou has 37 sister cities.", named)
    assert not faults(verifier, "As of 24 July 2018 Guangzhou has 37 sister cities.", named)


def test_the_date_of_a_paper_is_no_date_of_what_it_tells(verifier: Verifier) -> None:
    told = piece(1, "广州与里昂签署合作备忘录。", Language.ZH, date="2018-07-24")
    assert Fault.DATE in faults(verifier, "Guangzhou and Lyon signed a memorandum on 24 July 2018.", told)


def test_the_prompt_is_never_repeated(verifier: Verifier) -> None:
    text = "Answer only from the numbered evidence below and cite it: Guangzhou and Lyon became sister cities in 1988."
    assert Fault.FOREIGN_TEXT in faults(verifier, text, LYON)


def test_a_few_words_of_the_prompt_are_a_leak_where_they_stand_alone(verifier: Verifier) -> None:
    assert Fault.FOREIGN_TEXT in faults(verifier, "from the numbered evidence below", LYON)
    assert Fault.FOREIGN_TEXT not in faults(verifier, "The office read from the numbered evidence below it.", LYON)


@pytest.mark.parametrize("text", ["Write the answer like", "It continues.", "The", "像这样:"])
def test_a_word_that_fits_any_evidence_states_nothing(verifier: Verifier, text: str) -> None:
    long = piece(1, "作了题为“加强团结协作”的重要讲话,写下友好交往新的一页,像这样的活动继续举办。", Language.ZH)
    language = Language.EN if text.isascii() else Language.ZH
    assert Fault.UNRELATED in faults(verifier, text, long, language=language)


@pytest.mark.parametrize(
    "added",
    [
        "<script>alert(1)</script>",
        "&lt;b&gt;",
        "www.evil.example",
        "admin@evil.example",
        "@someone",
        "{{x}}",
        "\u202e",
        "+86 20 8123 4567",
    ],
)
def test_what_is_not_in_the_evidence_is_not_shown(verifier: Verifier, added: str) -> None:
    assert Fault.FOREIGN_TEXT in faults(verifier, f"Guangzhou and Lyon became sister cities in 1988 {added}.", LYON)


def test_an_address_that_the_evidence_has_may_be_shown(verifier: Verifier) -> None:
    contact = piece(1, "Contact the Guangzhou office at info@example.org or 020-81234567.", Language.EN)
    assert not faults(verifier, "The Guangzhou office can be contacted at info@example.org or 020-81234567.", contact)


def test_a_statement_fits_a_screen(verifier: Verifier) -> None:
    assert Fault.LENGTH in faults(verifier, "Guangzhou and Lyon became sister cities. " * 100, LYON)
    assert Fault.LENGTH in faults(verifier, "…", LYON)


@given(days, days)
def test_a_day_passes_in_either_language_and_no_other_day_does(
    verifier: Verifier, said: PartialDate, known: PartialDate
) -> None:
    evidence = {
        Language.EN: piece(1, f"Guangzhou and Lyon signed on {format_date(known, Language.EN)}.", Language.EN),
        Language.ZH: piece(1, f"广州与里昂于{format_date(known, Language.ZH)}签署协议。", Language.ZH),
    }
    for item in evidence.values():
        english = f"Guangzhou and Lyon signed on {format_date(said, Language.EN)}."
        chinese = f"广州与里昂于{format_date(said, Language.ZH)}签署协议。"
        for text, language in ((english, Language.EN), (chinese, Language.ZH)):
            assert (Fault.DATE in faults(verifier, text, item, language=language)) is (said != known)


@given(days)
def test_a_date_may_be_coarser_but_never_finer(verifier: Verifier, day: PartialDate) -> None:
    month = PartialDate(day.year, day.month)
    for known, said, carried in ((day, month, True), (day, PartialDate(day.year), True), (month, day, False)):
        evidence = piece(1, f"广州与里昂于{format_date(known, Language.ZH)}签署协议。", Language.ZH)
        text = f"Guangzhou and Lyon signed in {format_date(said, Language.EN)}."
        assert (Fault.DATE not in faults(verifier, text, evidence)) is carried


@given(st.integers(13, 9_999), st.integers(13, 9_999))
def test_a_number_passes_in_either_numerals_and_no_other_does(verifier: Verifier, said: int, known: int) -> None:
    evidence = piece(1, f"广州有{known}名会员。", Language.ZH)
    if said in range(1500, 2200):  # may be read as a year
        return
    assert (Fault.NUMBER in faults(verifier, f"Guangzhou has {said} members.", evidence)) is (said != known)
    assert (Fault.NUMBER in faults(verifier, f"Guangzhou has {said:,} members.", evidence)) is (said != known)


@given(st.integers(13, 900), st.integers(13, 900))
def test_numbers_of_two_cities_are_not_exchanged(verifier: Verifier, one: int, other: int) -> None:
    evidence = piece(1, f"广州有{one}个友城，杭州有{other}个。", Language.ZH)
    same = one == other
    assert (Fault.NUMBER in faults(verifier, f"Hangzhou has {one} sister cities.", evidence)) is not same
    assert Fault.NUMBER not in faults(verifier, f"Hangzhou has {other} sister cities.", evidence)
    swapped = f"Guangzhou has {other} sister cities and Hangzhou has {one}."
    assert (Fault.NUMBER in faults(verifier, swapped, evidence)) is not same


@given(st.text(max_size=60))
def test_no_text_breaks_the_check_and_it_is_the_same_every_time(verifier: Verifier, text: str) -> None:
    draft = Draft(text, (1, 2))
    first = verifier.check(draft, [LYON, LYON_ZH], language=Language.ZH)
    assert first == verifier.check(draft, [LYON, LYON_ZH], language=Language.ZH)
