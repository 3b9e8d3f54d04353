import dataclasses

import pytest

from knowledge.names import Gazetteer, PlaceKind, build_gazetteer
from knowledge.names.dictionary import folded_all, load_dictionary
from knowledge.records import Agreement, AgreementKind
from knowledge.text.folding import fold


def test_every_partner_is_found_by_each_of_its_names_under_one_id(
    gazetteer: Gazetteer, agreements: list[Agreement]
) -> None:
    for row in agreements:
        names = (row.partner_zh, row.partner_en, *row.aliases)
        found = {place.id for place in map(gazetteer.lookup, names) if place}
        assert len(found) == 1, (row.id, found)
        place = gazetteer.get(found.pop())
        assert place is not None
        assert place.country == row.iso_country
        assert all(gazetteer.lookup(name) is not None for name in names), row.id


def test_a_place_of_the_records_and_of_the_world_list_has_one_id(gazetteer: Gazetteer) -> None:
    lyon = gazetteer.lookup("Lyon")
    assert lyon is not None
    assert (lyon.id, lyon.zh, lyon.country, lyon.continent) == ("lyon-fr", "里昂", "FR", "Europe")
    assert gazetteer.lookup("里昂市") == gazetteer.lookup("Lyons") == lyon


@pytest.mark.parametrize("names", [("甲埠", "乙埠"), ("가나군", "다라군"), ("みなと町", "かわら町")])
@pytest.mark.parametrize("country", ["", "KR"])
def test_partners_that_only_have_names_of_other_letters_are_different_places(
    agreements: list[Agreement], names: tuple[str, str], country: str
) -> None:
    rows = [
        dataclasses.replace(agreements[0], id=name, partner_zh=name, partner_en=name, aliases=(), iso_country=country)
        for name in names
    ]
    found = [build_gazetteer(rows).lookup(name) for name in names]
    assert [place.zh for place in found if place] == list(names)
    assert len({place.id for place in found if place}) == 2


def test_a_place_in_two_continents_keeps_both(gazetteer: Gazetteer) -> None:
    istanbul = gazetteer.lookup("伊斯坦堡")
    assert istanbul is not None
    assert istanbul.continent == "Europe/Asia"


def test_the_world_is_known_without_any_record() -> None:
    bare = build_gazetteer()
    for name, place_id in {
        "广州": "guangzhou-cn",
        "Canton": "guangzhou-cn",
        "Paris": "paris-fr",
        "特拉維夫": "tel-aviv-il",
        "韩国": "country:kr",
        "紐西蘭": "country:nz",
        "云南": "province:yunnan",
        "萧山": "xiaoshan-hangzhou",
    }.items():
        place = bare.lookup(name)
        assert place is not None, name
        assert place.id == place_id


def test_a_district_partner_is_not_the_city_of_its_name(agreements: list[Agreement]) -> None:
    district = dataclasses.replace(
        agreements[0],
        id="d",
        partner_zh="格林尼治区",
        partner_en="Royal Greenwich",
        iso_country="GB",
        kind=AgreementKind.SISTER_DISTRICT,
        aliases=(),
    )
    place = build_gazetteer([district]).lookup("Royal Greenwich")
    assert place is not None
    assert (place.kind, place.id) == (PlaceKind.DISTRICT, "royal-greenwich-gb")


@pytest.mark.parametrize("name", ["", "   ", "?", "nothing of the sort", "Lyon and Paris"])
def test_what_is_no_single_name_has_no_place(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) is None


def test_names_folded_together_are_as_if_folded_alone() -> None:
    names = ["廣州", "São Paulo", "Łódź", "里昂|市", "福岡市", "L’Aquila", "A  B"]
    assert folded_all(names) == [fold(name.replace("|", " ")) for name in names]


def test_the_dictionary_tells_names_from_words() -> None:
    dictionary = load_dictionary()
    assert dictionary.is_ordinary("和平")
    assert not dictionary.is_ordinary("福冈")
    assert dictionary.covers("尼斯湖水怪", 0, 2, "Nice")
    assert not dictionary.covers("广州话", 0, 2, "Guangzhou")
    assert dictionary.breaks("上海外办", 0, 2)
    assert not dictionary.breaks("上海外办", 0, 2, left_only=True)
    assert "split" in dictionary.english
    assert "lyon" not in dictionary.english
