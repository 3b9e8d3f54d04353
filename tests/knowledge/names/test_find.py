import itertools
from pathlib import Path

import pytest

from knowledge.names import Gazetteer, PlaceKind
from knowledge.text.folding import fold

PAPERS = Path(__file__).parents[4] / "shared" / "source_documents"


def ids(gazetteer: Gazetteer, text: str) -> list[str]:
    return [mention.place.id for mention in gazetteer.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("广州和光州是哪天结为友好城市的?", ["guangzhou-cn", "gwangju-kr"]),
        ("廣州與維爾紐斯", ["guangzhou-cn", "vilnius-lt"]),
        ("那法蘭克福呢?", ["frankfurt-am-main-de"]),
        ("When did Kunming and Zürich sign?", ["kunming-cn", "zurich-ch"]),
        ("when did kunming and zurich become sister cities", ["kunming-cn", "zurich-ch"]),
        ("The Guangzhou–Hambantota sister-city agreement", ["guangzhou-cn", "hambantota-lk"]),
        ("Auckland-Los Angeles", ["auckland-nz", "los-angeles-us"]),
        ("Казань; 광주", ["kazan-ru", "gwangju-kr"]),
        ("What is Gwang-ju to Canton?", ["gwangju-kr", "guangzhou-cn"]),
        ("the weather in Lima", ["lima-pe"]),
        ("广州市天河区和昆明", ["guangzhou-cn", "tianhe-guangzhou", "kunming-cn"]),
        ("上海外办、东京都和南京大学", ["shanghai-cn", "tokyo-jp", "university:nanjing-cn"]),
        ("里昂市长访穗", ["lyon-fr", "guangzhou-cn"]),
        ("City of Sydney, Mombasa County", ["sydney-au", "mombasa-ke"]),
        ("科威特城在科威特", ["kuwait-city-kw", "country:kw"]),
        ("刚果(金)金沙萨", ["country:cd", "kinshasa-cd"]),
        ("the US, the UK and the UAE", ["country:us", "country:gb", "country:ae"]),
        ("how many in the usa and uk", ["country:us", "country:gb"]),
        ("美國、南韓、阿聯酋和捷克", ["country:us", "country:kr", "country:ae", "country:cz"]),
        ("南美洲和欧洲", ["continent:south-america", "continent:europe"]),
        ("Kunming and Olomouc, 奥罗莫茨", ["kunming-cn", "olomouc-cz", "olomouc-cz"]),
        ("科伦坡、亚的斯亚贝巴和卢克索", ["colombo-lk", "addis-ababa-et", "luxor-eg"]),
        ("佛羅倫斯、阿布達比和蒙特婁", ["florence-it", "abu-dhabi-ae", "montreal-ca"]),
        ("Rio, Cebu and St Petersburg", ["rio-de-janeiro-br", "cebu-city-ph", "saint-petersburg-ru"]),
        ("Islamabad and Penang", ["islamabad-pk", "george-town-my"]),
        ("槟城与槟岛", ["george-town-my", "george-town-my"]),
    ],
)
def test_a_place_is_found_by_any_of_its_names(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    assert ids(gazetteer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nice to meet you. Reading is fun, most people like mobile phones.",
        "Mary asked David Kimelfeld to tell us who came.",
        "Lei Weiju and Xie Xiaotao spoke.",
        "和平与发展是时代主题,东方之珠,友好往来,海外华人,国际合作,双城图片展,系列城市",
        "印度洋的一张 png in the distance",
        "尼斯湖水怪吃了比萨饼",
        "在昆虫馆,来杭",
        "廣幾多錢?自由贸易",
        "我们的班级把里面",
        "What documents do I need for a tourist visa?",
    ],
)
def test_an_ordinary_word_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    found = [mention for mention in gazetteer.find(text) if mention.text != "来杭"]
    assert found == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("When did Hangzhou and Nice become sister cities?", ["hangzhou-cn", "nice-fr"]),
        ("when did hangzhou and nice become sister cities", ["hangzhou-cn", "nice-fr"]),
        ("When did Cork become a partner?", ["cork-ie"]),
        ("Does Hangzhou have ties with Nice?", ["hangzhou-cn", "nice-fr"]),
        ("I met Hamilton Smith with Charlotte Brown", []),
        ("海防是广州的友好城市吗", ["haiphong-vn", "guangzhou-cn"]),
        ("加强海防是国家大事", []),
        ("is split a sister city of hangzhou?", ["split-hr", "hangzhou-cn"]),
        ("Nice and Hangzhou signed in 1998", ["nice-fr", "hangzhou-cn"]),
        ("I live in Bath and Bath is nice", []),
    ],
)
def test_a_town_called_like_a_word_counts_where_the_text_makes_it_a_place(
    gazetteer: Gazetteer, text: str, expected: list[str]
) -> None:
    assert ids(gazetteer, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("San José", "san-jose-cr"),
        ("San Jose, California", "san-jose-us"),
        ("Santiago", "santiago-cl"),
        ("维多利亚", "victoria-sc"),
        ("Valencia", "valencia-es"),
        ("Valencia, Venezuela", "valencia-ve"),
        ("委内瑞拉巴伦西亚", "valencia-ve"),
        ("Birmingham", "birmingham-gb"),
        ("Birmingham, Alabama", "birmingham-us"),
        ("Frankfurt (Oder)", "frankfurt-oder-de"),
        ("法兰克福（奥得河畔）", "frankfurt-oder-de"),
        ("丽水", "yeosu-kr"),
        ("浙江丽水", "lishui-cn"),
        ("Georgia", "country:ge"),
        ("Pest County", "pest-hu"),
        ("布达佩斯", "budapest-hu"),
    ],
)
def test_an_ambiguous_name_means_the_partner_unless_a_country_says_otherwise(
    gazetteer: Gazetteer, text: str, expected: str
) -> None:
    cities = [place_id for place_id in ids(gazetteer, text) if "province:" not in place_id and place_id != "country:ve"]
    assert cities == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vancouver, Washington", "vancouver-us"),
        ("Manchester (New York)", "manchester-us"),
        ("Manchester, Lincolnshire", "manchester-gb"),
        ("Vancouver, Washington and Lyon", "vancouver-ca"),
        ("温哥华、华盛顿", "vancouver-ca"),
    ],
)
def test_a_province_called_like_a_city_tells_the_city_before_it_but_not_in_a_list(
    gazetteer: Gazetteer, text: str, expected: str
) -> None:
    assert ids(gazetteer, text)[0] == expected


def test_a_university_is_not_its_city(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("Is Birmingham University in Birmingham? 布里斯托尔大学, the University of Bristol")
    assert [mention.place.id for mention in found] == [
        "university:birmingham-gb",
        "birmingham-gb",
        "university:bristol-gb",
        "university:bristol-gb",
    ]
    assert found[0].place.kind is PlaceKind.ORGANISATION
    assert gazetteer.get("university:bristol-gb") == found[2].place
    assert "布里斯托尔大学" in gazetteer.names_of(found[2].place)
    assert ids(gazetteer, "林雪平大学城市可持续发展研究中心") == ["university:linkoping-se"]
    assert ids(gazetteer, "广州大学生电影节") == ["guangzhou-cn"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("世界城市和地方政府组织(UCLG,简称“城地组织”)", "org:uclg"),
        ("世界大都市协会", "org:metropolis"),
        ("一带一路地方合作委员会(BRLC)", "org:brlc"),
        ("Chinese People's Association for Friendship with Foreign Countries", "org:cpaffc"),
        ("全国友协", "org:cpaffc"),
    ],
)
def test_an_organisation_has_one_id_in_both_languages(gazetteer: Gazetteer, text: str, expected: str) -> None:
    assert set(ids(gazetteer, text)) == {expected}


def test_offsets_are_into_the_folded_text(gazetteer: Gazetteer) -> None:
    text = "「法蘭克福」 and  Łódź,San José"
    mentions = gazetteer.find(text)
    assert [mention.text for mention in mentions] == ["法兰克福", "lodz", "san jose"]
    assert all(fold(text)[mention.start : mention.end] == mention.text for mention in mentions)


def test_mentions_do_not_overlap_and_go_from_left_to_right(gazetteer: Gazetteer) -> None:
    mentions = gazetteer.find(
        "中国人民对外友好协会、中国杭州市、意大利维罗纳市和法国里昂 in Lyon, France and New York City"
    )
    assert all(left.end <= right.start for left, right in itertools.pairwise(mentions))
    assert [mention.place.id for mention in mentions][:2] == ["org:cpaffc", "country:cn"]


@pytest.mark.skipif(not PAPERS.is_dir(), reason="the five papers are not beside this checkout")
def test_every_mention_in_the_papers_is_a_place_that_they_are_about(gazetteer: Gazetteer) -> None:
    texts = {path.name[:3]: path.read_text(encoding="utf-8") for path in PAPERS.glob("*.txt")}
    cities = {
        name: {m.place.id for m in gazetteer.find(text) if m.place.kind is PlaceKind.CITY}
        for name, text in texts.items()
    }
    assert cities["001"] == {"guangzhou-cn", "dubai-ae", "loudi-cn"}
    assert cities["002"] == {"guangzhou-cn", "boston-us", "tel-aviv-il", "auckland-nz", "los-angeles-us"}
    assert cities["000"] == {
        *("guangzhou-cn", "hangzhou-cn", "yiwu-cn", "kocaeli-tr", "lyon-fr", "frankfurt-am-main-de", "tampere-fi"),
        *("fukuoka-jp", "genoa-it", "auckland-nz", "los-angeles-us"),
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [("トゥルク", "Turku"), ("난징", "Nanjing"), ("Mailand", "Milan"), ("Ханчжоу", "Hangzhou"), ("甲乙", "")],
)
def test_a_name_alone_is_read_in_any_language(gazetteer: Gazetteer, name: str, expected: str) -> None:
    found = gazetteer.spelt_elsewhere(name)
    assert (found[0].en if found else "") == expected
