"""The forms in which questions are said again, answered from the bundled tables: each with twins in other words."""

from collections.abc import Callable

import pytest

Talk = Callable[..., str]

GUANGZHOU, HANGZHOU, ALL = "guangzhou-cn", "hangzhou-cn", ""


def holds(talk: Talk, turns: str, told: str, home: str = GUANGZHOU) -> None:
    """Check that the last of the turns (between bars) is told all of this, and nothing behind a bang."""
    text = talk(*(turn.strip() for turn in turns.split("|")), home=home)
    wanted, _, unwanted = told.partition("!")
    for words in filter(None, (words.strip() for words in wanted.split("|"))):
        assert words in text, text
    for words in filter(None, (words.strip() for words in unwanted.split("|"))):
        assert words not in text, text


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("在越南有哪些友好城市", "中没有在越南的|另有2个国际友好交流城市|河内"),
        ("在越南有哪些友好城市？ | 那斐济呢", "没有在斐济的|苏瓦"),
        ("在印度和匈牙利有哪些友好城市", "艾哈迈达巴德|另有1个国际友好交流城市|佩斯"),
        ("Are there sister cities in Fiji?", "No sister city, but|Suva"),
        ("在斐濟有友好城市嗎", "沒有國際友好城市，但|蘇瓦"),
        (
            "How many sister cities are there in South Korea?",
            "one sister city|Gwangju|2 friendly exchange cities|Busan",
        ),
        ("在英国有哪些友好交流城市", "爱丁堡|另有2个国际友好城市|伯明翰"),
        ("2023年有哪些友好城市", "没有广州2023年结好的国际友好城市|利马索尔|河内"),
        ("Which sister cities are there in 2011?", "was gained in 2011!also"),
        ("Are there sister cities in Mongolia?", "No.|none of the 38!also"),
    ],
)
def test_where_there_is_a_tie_of_the_other_kind_it_is_told_beside(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("在海湾国家有哪些友好城市", "迪拜|科威特城!拉巴特|伊斯坦布尔"),
        ("Which sister cities are there in Arabic-speaking countries?", "Dubai|Kuwait|Rabat!Istanbul"),
        ("在講阿語的國家有哪些友好城市", "迪拜|拉巴特!伊斯坦布爾"),
        ("Which sister cities are there in the Pacific?", "Sydney|Auckland|Suva!Vancouver"),
        ("在波罗的海三国有哪些友好城市", "维尔纽斯!坦佩雷"),
        ("在东非有友好城市吗", "蒙巴萨!德班"),
        ("Which sister cities are there in Spanish-speaking countries?", "Valencia|Quito|San José!Recife"),
        ("在西班牙语国家有哪些友好城市", "巴伦西亚|基多!累西腓"),
        ("在巴尔干有哪些友好城市", "没有在巴尔干半岛的"),
        ("在沙特阿拉伯有哪些友好城市", "没有在沙特阿拉伯的"),
    ],
)
def test_a_region_is_the_countries_in_it(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told", "home"),
    [
        ("墨尔本是友好城市吗", "不是|悉尼", GUANGZHOU),
        ("Is Montreal a sister city?", "No|Vancouver", GUANGZHOU),
        ("Is Oulu a sister city of Guangzhou?", "No|Hangzhou and Oulu|Tampere", GUANGZHOU),
        ("加爾各答是廣州友好城市嗎", "不是|昆明與印度加爾各答|艾哈邁達巴德", GUANGZHOU),
        ("Is Nagoya a sister city of Hangzhou?", "may not be complete|Gifu|Hamamatsu", GUANGZHOU),
        ("叶卡捷琳堡同时是广州和杭州的友好城市吗", "不在杭州的|2002年7月10日|喀山", GUANGZHOU),
        ("Is Fukuoka a sister city of both Guangzhou and Kunming?", "of Kunming|2 May 1979|Fujisawa", GUANGZHOU),
        ("喀山是2003年结为友好城市的吗", "不是|2012年7月6日", GUANGZHOU),
        ("喀山是2003年结为友好城市的吗", "是的|2003年10月16日!不是", ALL),
        ("Did Kazan become a sister city in 2012?", "No.|2003", HANGZHOU),
    ],
)
def test_a_false_claim_is_denied_with_what_there_is(talk: Talk, turns: str, told: str, home: str) -> None:
    holds(talk, turns, told, home)
