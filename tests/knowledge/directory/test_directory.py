"""What an audience may look through."""

import re

import pytest

from bot.i18n import Locale
from knowledge.directory import Guide, key_of
from knowledge.evidence import Audience, Statement
from knowledge.records import Group
from knowledge.text.folding import to_simplified
from tests.directories import STAFF_WORDS, bundled_desk, guide_in, small_desks

LATIN_SENTENCE = re.compile(r"\b(?:the|and|of|is|in|their|became|next)\b")


@pytest.fixture(params=Locale)
def guide(request: pytest.FixtureRequest) -> Guide:
    return guide_in(request.param)


def every_statement(guide: Guide) -> list[Statement]:
    """Return all that can be looked through."""
    cards = [guide.card(partner.place) for partner in guide.directory.partners]
    cards += [guide.card(place) for place in guide.directory.homes]
    of_cards = [
        statement
        for card in cards
        for statement in (*card.agreements, *card.anniversaries, *card.figures, *card.events, *card.programmes)
    ]
    coming = guide.anniversaries(guide.today, guide.today.replace(year=guide.today.year + 1))
    lines = [line.statement for line in (*coming.dated, *coming.day_unknown)]
    return [*of_cards, *lines, *guide.programmes(), *(s for home in guide.directory.homes for s in guide.events(home))]


# Browsing.


def test_every_partner_is_reached_by_its_continent_and_country(guide: Guide) -> None:
    reached = {
        city.key
        for continent in guide.continents()
        for country in guide.countries(continent.key)
        for city in guide.cities(country=country.key)
    }
    assert reached == {partner.key for partner in guide.directory.partners}


def test_counts_are_those_of_the_lists_behind_them(guide: Guide) -> None:
    for continent in guide.continents():
        assert continent.cities == len(guide.cities(continent=continent.key))
        for country in guide.countries(continent.key):
            in_both = guide.directory.partners_in(continent=continent.key, country=country.key)
            assert country.cities == len(in_both)
    for home in guide.homes():
        assert home.cities == len(guide.cities(home=home.key))


def test_a_city_of_two_continents_is_found_in_both() -> None:
    guide = guide_in(Locale.EN)
    for continent in ("europe", "asia"):
        assert "Istanbul" in [city.label for city in guide.cities(continent=continent)]


def test_chinese_names_are_sorted_by_sound_and_english_ones_by_letter() -> None:
    chinese = [city.label for city in guide_in(Locale.ZH_HANS).cities(continent="oceania")]
    assert chinese == ["奥克兰", "皇后镇", "楠迪", "苏瓦", "瓦加瓦加", "悉尼", "新普利茅斯"]
    english = [city.label for city in guide_in(Locale.EN).cities(continent="europe")]
    assert english[:3] == ["Bari", "Birmingham", "Bristol"]
    assert english.index("Łódź") == english.index("Linköping") + 1


def test_the_offices_own_city_comes_first() -> None:
    assert [home.key for home in guide_in(Locale.EN).homes()] == ["guangzhou-cn", "hangzhou-cn", "kunming-cn"]


def test_a_key_leads_to_its_city_and_anything_else_nowhere(guide: Guide) -> None:
    directory = guide.directory
    for partner in directory.partners:
        assert directory.place_of(partner.key) == partner.place
        assert re.fullmatch("[0-9a-z-]{1,24}", partner.key)
    assert directory.place_of("perth-au") is None
    assert directory.place_of("") is None
    assert re.fullmatch("[0-9a-f]{24}", key_of("llanfairpwllgwyngyllgogerychwyrndrobwll-gb"))
    assert re.fullmatch("[0-9a-f]{24}", key_of("名古屋"))


# Cards.


def test_a_card_tells_the_tie_the_next_anniversary_and_the_next_round_one() -> None:
    guide = guide_in(Locale.EN)
    card = guide.card(guide.directory.find("Lyon")[0].place)
    assert (card.name, card.other_name, card.country) == ("Lyon", "里昂", "France")
    assert card.agreements[0].text == "Guangzhou and Lyon (France) became sister cities on 19 January 1988."
    coming, coming_round = card.anniversaries
    assert coming.text.endswith("is 19 January 2027: their 39th as sister cities, in 56 days.")
    assert coming_round.text == "The next round one is 19 January 2028: their 40th, in 421 days."


def test_a_card_shows_what_is_disputed_beside_the_claim_that_is_served() -> None:
    guide = guide_in(Locale.ZH_HANS)
    card = guide.card(guide.directory.find("里昂")[0].place)
    assert card.agreements[0].text == "广州与法国里昂于1988年1月19日结为国际友好城市。"
    assert re.match("另有来源写1998年", card.agreements[1].text)
    assert card.agreements[0].citations != card.agreements[1].citations


def test_a_card_says_how_precise_its_date_is() -> None:
    guide = guide_in(Locale.EN)
    card = guide.card(guide.directory.find("Zurich")[0].place)
    assert card.notes == ("Zurich: the City of Zurich gives the month, not the day.",)
    assert "February 2027" in card.anniversaries[0].text
    assert "day not known" in card.anniversaries[0].text


def test_a_card_tells_the_latest_events_and_how_many_there_are() -> None:
    desk = small_desks()[Audience.PUBLIC]
    guide = guide_in(Locale.EN, desk)
    card = guide.card(desk.directory.find("Lyon")[0].place)
    assert [statement.text for statement in card.events] == [
        "A delegation of Quanzhou went to Lyon in October 2018.",
        "A delegation from Lyon came to Quanzhou on 2 April 2016.",
    ]
    assert (card.event_count, card.programme_count) == (2, 1)


def test_the_card_of_a_home_city_counts_its_partners() -> None:
    guide = guide_in(Locale.EN)
    card = guide.card(guide.directory.homes[0])
    assert card.partner_count == len(guide.cities(home=card.key)) > 0
    assert card.agreements == ()
    assert "sister cities" in card.figures[0].text


# What is said.


def test_a_page_says_nothing_twice(guide: Guide) -> None:
    for partner in guide.directory.partners:
        card = guide.card(partner.place)
        said = [*card.agreements, *card.anniversaries, *card.figures, *card.events, *card.programmes]
        assert len(said) == len(set(said)), card.name
    assert len(guide.programmes()) == len(set(guide.programmes()))


def test_chinese_is_said_in_chinese_and_english_in_english(guide: Guide) -> None:
    for statement in every_statement(guide):
        if guide.language == "zh":
            assert not LATIN_SENTENCE.search(re.sub(r"[(“《].*?[)”》]", "", statement.text)), statement.text
        else:
            assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"“.*?”", "", statement.text)), statement.text


def test_traditional_readers_get_traditional_characters() -> None:
    simplified, traditional = guide_in(Locale.ZH_HANS), guide_in(Locale.ZH_HANT)
    for one, other in zip(every_statement(simplified), every_statement(traditional), strict=True):
        assert one.citations == other.citations
    names = [entry.label for entry in traditional.continents()]
    assert names[0] == "亞洲"
    assert [to_simplified(name) for name in names] == [entry.label for entry in simplified.continents()]


# Programmes.


def test_every_programme_of_a_group_is_told_and_no_other(guide: Guide) -> None:
    for group in Group:
        rows = [row for row in guide.directory.book.programmes if group in row.for_whom]
        cited = {statement.citations[0].source.path.partition("#")[2] for statement in guide.programmes(group=group)}
        assert cited == {row.id for row in rows}


# Who may see what.


def test_the_public_looks_through_nothing_of_the_staffs() -> None:
    told = {
        audience: "".join(
            repr([every_statement(guide), desk.directory.holdings, desk.directory.partners, guide.homes()])
            for guide in (guide_in(locale, desk) for locale in Locale)
        )
        for audience, desk in small_desks().items()
    }
    assert all(word in told[Audience.STAFF] for word in STAFF_WORDS)
    assert not [word for word in STAFF_WORDS if word in told[Audience.PUBLIC]]
    public, staff = (small_desks()[audience].directory for audience in (Audience.PUBLIC, Audience.STAFF))
    (seville,) = (item.place for item in staff.find("Seville"))
    assert public.find("Seville") == ()
    assert public.place_of(staff.key_of(seville)) is None


# What is known.


def test_a_source_is_listed_once_with_what_it_gives() -> None:
    holdings = bundled_desk().directory.holdings
    titles = [entry.titles for entry in holdings.sources]
    assert len(titles) == len({str(title) for title in titles})
    (report,) = (entry for entry in holdings.sources if "Hangzhou's sister-city work" in str(entry.titles))
    assert len(report.languages) == 2
    assert report.passages > 0
    assert report.records > 0
    assert holdings.passages == sum(entry.passages for entry in holdings.sources)
    assert holdings.records == sum(entry.records for entry in holdings.sources)


def test_the_newest_source_comes_first_and_gives_the_date_of_the_whole() -> None:
    holdings = bundled_desk().directory.holdings
    assert holdings.newest == holdings.sources[0].latest
    days = [entry.latest.first_day for entry in holdings.sources if entry.latest]
    assert days == sorted(days, reverse=True)
    assert holdings.built_at is not None
    assert holdings.generation == bundled_desk().index.generation
