import pytest

from knowledge.names import Gazetteer, build_gazetteer
from knowledge.records import Agreement


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("广州和福岗", "fukuoka-jp"),
        ("昆明和清脉", "chiang-mai-th"),
        ("杭州与苏黎士", "zurich-ch"),
        ("法兰克服", "frankfurt-am-main-de"),
        ("叶卡婕琳堡", "yekaterinburg-ru"),
        ("Hangzou", "hangzhou-cn"),
        ("Fukouka", "fukuoka-jp"),
        ("Los Angelas", "los-angeles-us"),
        ("buenos aries", "buenos-aires-ar"),
        ("Yekaterinberg", "yekaterinburg-ru"),
    ],
)
def test_a_small_slip_is_corrected_and_marked(gazetteer: Gazetteer, text: str, expected: str) -> None:
    mention = gazetteer.find(text)[-1]
    assert (mention.place.id, mention.exact) == (expected, False)


@pytest.mark.parametrize(
    "text", ["光州", "广州", "巴黎", "Milan", "Sidney and us", "廣州目前有幾多個國際友好城市?", "我们的班"]
)
def test_a_known_name_or_a_word_is_never_corrected(gazetteer: Gazetteer, text: str) -> None:
    mentions = [mention for mention in gazetteer.find(text) if mention.place.id != "sydney-au"]
    assert all(mention.exact for mention in mentions)


def test_a_name_that_sounds_like_another_stays_itself(gazetteer: Gazetteer) -> None:
    assert [m.place.id for m in gazetteer.find("光州")] == ["gwangju-kr"]
    assert [m.place.id for m in gazetteer.find("广州")] == ["guangzhou-cn"]


@pytest.mark.parametrize(("title", "text"), [("澄州市外事办公室", "Chengzhou"), ("The Fukouka Brass Band", "Fukouka")])
def test_what_the_papers_are_titled_by_is_no_slip(agreements: list[Agreement], title: str, text: str) -> None:
    assert any(not mention.exact for mention in build_gazetteer(agreements).find(text))
    titled = build_gazetteer(agreements, lambda: f"{title}\nThe Guangzhou Plan")
    assert titled.find(text) == []
    assert [mention.place.id for mention in titled.find("Guangzho")] == ["guangzhou-cn"]


def test_a_long_text_is_not_corrected(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Hangzou " + "and so on " * 40) == []


def test_a_swap_of_two_letters_never_becomes_a_place_of_another_country(
    gazetteer: Gazetteer, agreements: list[Agreement]
) -> None:
    for row in agreements:
        name = row.partner_en
        if not (name.isascii() and name.isalpha()):
            continue
        for at in range(1, len(name) - 1):
            slip = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
            mentions = gazetteer.find(f"Is {slip} a partner of Guangzhou?")
            corrected = [mention.place.country for mention in mentions if not mention.exact]
            assert corrected in ([], [row.iso_country]), slip
