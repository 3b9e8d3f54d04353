import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.folding import fold, strip_accents, to_simplified, to_traditional

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=20)


@given(st.one_of(st.text(), HAN))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folded_text_has_single_spaces_and_none_around_it(text: str) -> None:
    assert fold(text) == " ".join(fold(text).split())


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_case_and_width_make_no_difference(text: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if char != " " else "\u3000" for char in text)
    assert fold(wide) == fold(text) == fold(text.upper())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("廣州與里昂締結友好城市", "广州与里昂缔结友好城市"),
        ("福岡", "福冈"),
        ("横浜", "横滨"),
        ("Łódź", "lodz"),
        ("Linköping", "Linkoping"),
        ("São Paulo", "sao  paulo"),
        ("Ｌｙｏｎ", "lyon"),
        ("米歇尔·雅各布", "米歇尔雅各布"),
        ("Guangzhou’s", "guangzhou's"),
        ("１９８８年", "1988年"),
        ("Malmo\u0308", "Malmö"),
    ],
)
def test_spellings_that_mean_the_same_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("广州", "光州"), ("Lyon", "Lion"), ("1988", "1989"), ("a b", "ab")])
def test_what_means_another_thing_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(st.characters(min_codepoint=1, max_codepoint=0x7F)))
def test_only_chinese_has_two_scripts(text: str) -> None:
    assert to_simplified(text) == to_traditional(text) == strip_accents(text) == text


@given(HAN)
def test_a_simplified_text_stays_as_it_is(text: str) -> None:
    simplified = to_simplified(text)
    assert to_simplified(simplified) == simplified


def test_the_products_sentences_are_turned_into_traditional_and_back() -> None:
    text = "现有资料中没有这一问题的答案。"
    assert to_traditional(text) == "現有資料中沒有這一問題的答案。"
    assert to_simplified(to_traditional(text)) == text


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("帕拉马里博", "帕拉馬里博"),
        ("库里蒂巴和里昂", "庫里蒂巴和里昂"),
        ("科喀艾里", "科喀艾里"),
        ("里约热内卢", "里約熱內盧"),
        ("三公里", "三公里"),
        ("那里昂呢？这里面有", "那裡昂呢？這裡面有"),
        ("心里、城里、里面", "心裡、城裡、裡面"),
        ("实录里、名册里、里昂", "實錄裡、名冊裡、里昂"),
        ("布雷西亚、布雷达和布列斯特", "布雷西亞、布雷達和布列斯特"),
        ("公布雷克雅未克的名单，发布列表", "公佈雷克雅未克的名單，發佈列表"),
        ("布雷舰", "佈雷艦"),
        ("欧美发达国家发展理发业", "歐美發達國家發展理髮業"),
    ],
)
def test_names_and_words_keep_their_characters_in_traditional_chinese(simplified: str, traditional: str) -> None:
    assert to_traditional(simplified) == traditional
