"""Papers for the desk: every line cited, nothing that the records do not hold."""

import datetime as dt
import itertools
import re
from pathlib import Path

import pytest

from bot.i18n import Locale
from knowledge.briefs import LetterError, brief, dormant, letter
from knowledge.briefs.brief import _LINES, _height
from knowledge.calendar import Precision
from knowledge.directory import Guide
from knowledge.errors import ConfigurationError
from knowledge.evidence import Audience
from knowledge.names import Place
from knowledge.text.folding import fold
from knowledge.text.tokens import tokens
from tests.directories import STAFF_WORDS, TODAY, bundled_desk, guide_in, small_desks


def place(name: str, guide: Guide) -> Place:
    return guide.directory.find(name)[0].place


@pytest.mark.parametrize("locale", Locale)
def test_a_brief_of_every_partner_cites_every_statement_and_says_what_is_not_known(locale: Locale) -> None:
    guide = guide_in(locale)
    for partner in guide.directory.partners[::7]:
        paper = brief(guide, bundled_desk().index, partner.place)
        assert paper.sections[0].statements
        assert guide.name_of(partner.place) in paper.title
        assert len({section.heading for section in paper.sections}) == len(paper.sections)
        texts = [statement.text for section in paper.sections for statement in section.statements]
        assert texts
        # What has no contact on record is said to have none on record, not to have had none.
        heard = any("last" in section.heading.casefold() or "往" in section.heading for section in paper.sections)
        assert heard or paper.sections[-1].remarks


def test_sentences_of_papers_stand_in_a_brief_as_they_stand_in_the_paper() -> None:
    guide = guide_in(Locale.ZH_HANS)
    paper = brief(guide, bundled_desk().index, place("里昂", guide))
    told = next(section for section in paper.sections if section.heading.startswith("文件"))
    for statement in told.statements:
        passage = bundled_desk().index.get(statement.citations[0].passage_id)
        assert passage is not None
        assert statement.text in passage.text
        assert "里昂" in statement.text


@pytest.mark.parametrize(
    ("city", "locale"), [("法兰克福", Locale.ZH_HANS), ("Lyon", Locale.EN), ("坦佩雷", Locale.ZH_HANS)]
)
def test_a_brief_tells_nothing_twice_that_a_paper_and_a_row_say_alike(city: str, locale: Locale) -> None:
    guide = guide_in(locale)
    paper = brief(guide, bundled_desk().index, place(city, guide))
    texts = [statement.text for section in paper.sections for statement in section.statements]
    words = [set(tokens(fold(text))) for text in texts]
    alike = [
        (one, other) for one, other in itertools.combinations(words, 2) if len(one & other) >= 0.6 * len(one | other)
    ]
    assert not alike
    assert not any("文件" in remark or "papers" in remark for remark in paper.sections[-1].remarks)


def test_the_last_contact_is_the_latest_event_that_took_place() -> None:
    guide = guide_in(Locale.EN)
    paper = brief(guide, bundled_desk().index, place("Lyon", guide))
    last = next(section for section in paper.sections if section.heading == "Last contact")
    assert "June 2018" in last.statements[0].text
    assert not any("Planned" in statement.text for statement in last.statements)


def test_a_brief_for_the_public_holds_nothing_of_the_staff() -> None:
    desk = small_desks()[Audience.PUBLIC]
    guide = guide_in(Locale.EN, desk)
    told = str(brief(guide, desk.index, place("Lyon", guide)))
    assert not [word for word in STAFF_WORDS if word in told]
    staff = small_desks()[Audience.STAFF]
    guide = guide_in(Locale.EN, staff)
    assert "Closed talks" in str(brief(guide, staff.index, place("Lyon", guide)))


@pytest.mark.parametrize("locale", Locale)
def test_every_figure_of_a_letter_stands_in_its_facts(locale: Locale) -> None:
    guide = guide_in(locale)
    for partner in guide.directory.partners:
        if all(row.date is None for row in partner.agreements):
            with pytest.raises(LetterError):
                letter(guide, partner.place)
            continue
        draft = letter(guide, partner.place)
        facts = " ".join(statement.text for statement in draft.facts)
        said = set(re.findall(r"\d+", " ".join(draft.paragraphs)))
        assert said <= set(re.findall(r"\d+", facts)), (partner.place.en, said)
        assert all(statement.citations for statement in draft.facts)
        assert "DRAFT" in draft.banner or "草稿" in draft.banner


def test_a_letter_is_for_the_next_round_anniversary_unless_another_is_asked_for() -> None:
    guide = guide_in(Locale.ZH_HANS)
    fukuoka = place("福冈", guide)
    assert "结好50周年" in letter(guide, fukuoka).title
    draft = letter(guide, fukuoka, 48)
    assert "2027年5月2日" in draft.paragraphs[1]
    assert "48周年" in draft.title


def test_a_letter_adds_no_day_to_a_date_that_has_none() -> None:
    guide = guide_in(Locale.ZH_HANS)
    partner = next(
        partner
        for partner in guide.directory.partners
        if all(row.date is not None and row.date.precision is Precision.YEAR for row in partner.agreements)
    )
    draft = letter(guide, partner.place)
    assert not re.search(r"\d+月|\d+日", draft.paragraphs[1])
    assert "没有写明具体日期" in draft.remarks[0]


def test_a_letter_warns_of_a_contested_date() -> None:
    guide = guide_in(Locale.ZH_HANS)
    assert any("不同说法" in remark for remark in letter(guide, place("里昂", guide)).remarks)


def test_quiet_partners_are_told_apart_from_those_without_any_record() -> None:
    guide = guide_in(Locale.ZH_HANS)
    quiet = dormant(guide, 5)
    assert quiet.before == dt.date(2021, 11, 24)
    assert {"里昂", "法兰克福"} <= {contact.name for contact in quiet.dormant}
    assert "福冈" in quiet.unrecorded
    assert not {contact.name for contact in quiet.dormant} & set(quiet.unrecorded)
    dates = [contact.event.date.last_day for contact in quiet.dormant if contact.event.date]
    assert dates == sorted(dates)
    assert all(day < quiet.before for day in dates)
    assert len(quiet.dormant) + len(quiet.unrecorded) == len(guide.directory.partners)


def test_nobody_is_quiet_who_was_met_within_the_time() -> None:
    guide = guide_in(Locale.ZH_HANS, today=dt.date(2018, 12, 1))
    assert "里昂" not in {contact.name for contact in dormant(guide, 1).dormant}
    later = guide_in(Locale.ZH_HANS, today=TODAY)
    assert "里昂" in {contact.name for contact in dormant(later, 1).dormant}


def test_who_has_gone_quiet_on_a_leap_day_is_counted_from_the_28th() -> None:
    guide = guide_in(Locale.EN, today=dt.date(2028, 2, 29))
    assert dormant(guide, 1).before == dt.date(2027, 2, 28)


def test_a_letter_tells_of_the_past_only_what_is_on_record_with_its_dates() -> None:
    for locale in Locale:
        guide = guide_in(locale)
        told = "\n".join(letter(guide, place("法兰克福", guide)).paragraphs)
        assert "2018" in told
        assert not re.search(r"年来|往来不断|throughout|over the years|·", told)


def test_an_office_writes_its_letters_from_its_own_template(tmp_path: Path) -> None:
    guide = guide_in(Locale.EN)
    (tmp_path / "letter.en.txt").write_text("Dear { partner },\n\n{nth} already.\n\n{programmes}\n\n｛home｝", "utf-8")
    draft = letter(guide, place("Fukuoka", guide), 48, templates=tmp_path)
    assert draft.paragraphs == ("Dear Fukuoka,", "48th already.", "Guangzhou")
    assert (
        letter(guide_in(Locale.ZH_HANS), place("Fukuoka", guide), templates=tmp_path).paragraphs[0].startswith("尊敬的")
    )


def test_what_an_office_writes_beside_what_is_not_on_record_stays(tmp_path: Path) -> None:
    template = "{partner}：\n\n{home}谨致贺忱。{history}\n\n往事：{history}\n\n{home}"
    (tmp_path / "letter.zh.txt").write_text(template, "utf-8")
    guide = guide_in(Locale.ZH_HANT)
    fukuoka, lyon = (letter(guide, place(name, guide), templates=tmp_path).paragraphs for name in ("福冈", "里昂"))
    assert fukuoka == ("福岡：", "廣州謹致賀忱。", "廣州")
    assert "「新絲綢之路」" in lyon[1]
    assert lyon[2].startswith("往事：2018年")


@pytest.mark.parametrize("text", ["Dear {mayor},\n\na\n\nb", "One paragraph about {partner}."])
def test_a_template_that_cannot_be_used_is_named_with_what_is_wrong(tmp_path: Path, text: str) -> None:
    guide = guide_in(Locale.EN)
    (tmp_path / "letter.en.txt").write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=r"letter\.en\.txt cannot be used"):
        letter(guide, place("Fukuoka", guide), templates=tmp_path)


@pytest.mark.parametrize("locale", Locale)
def test_a_brief_never_asks_for_more_lines_than_a_page_has(locale: Locale) -> None:
    guide = guide_in(locale)
    for partner in guide.directory.partners[::5]:
        paper = brief(guide, bundled_desk().index, partner.place)
        assert sum(map(_height, paper.sections)) <= _LINES + 2
        statements = [statement.text for section in paper.sections for statement in section.statements]
        assert len(statements) == len(set(statements))


def test_a_brief_quotes_no_heading_and_is_written_in_the_script_of_its_reader() -> None:
    guide = guide_in(Locale.ZH_HANT)
    paper = brief(guide, bundled_desk().index, place("苏黎世", guide))
    told = next(section for section in paper.sections if section.heading.startswith("文件"))
    assert told.statements
    assert all("蘇黎世" in statement.text and statement.text.endswith("。") for statement in told.statements)
    assert "「沒有記錄」不等於「沒有往來」" in paper.sections[-1].remarks[-1]


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        (Locale.EN, "As of October 2020 our work together included “Sister schools with Leeds and Dresden”."),
        (Locale.ZH_HANS, "截至2020年10月，双方的合作项目有“杭州中小学与利兹、德累斯顿的姊妹学校”。"),
        (Locale.ZH_HANT, "截至2020年10月，雙方的合作項目有「杭州中小學與利茲、德累斯頓的姊妹學校」。"),
    ],
)
def test_a_letter_says_as_of_when_what_runs_is_on_record(locale: Locale, told: str) -> None:
    guide = guide_in(locale)
    assert told in letter(guide, place("利兹", guide)).paragraphs
