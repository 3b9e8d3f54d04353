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


@pytest.mark.parametrize(
    ("turns", "told", "home"),
    [
        ("2027年有哪些结好45周年的友好城市", "马尼拉!洛杉矶", GUANGZHOU),
        (
            "Which sister cities of Hangzhou have the anniversary of 30 years in 2028?",
            "Nice|Paramaribo!Pisa",
            GUANGZHOU,
        ),
        ("下個月有哪些結好15周年的友好城市", "2026年4月，廣州沒有結好15週年|布宜諾斯艾利斯|2027年4月16日", GUANGZHOU),
        ("Which sister cities have the anniversary of 15 years next month?", "no partner|Buenos Aires", GUANGZHOU),
        ("在非洲最先迎来30周年的友好城市是哪个", "在非洲最先满30周年|德班|2030年7月17日", GUANGZHOU),
        ("Which sister city is the first to reach 50 years?", "Fukuoka|2 May 2029", GUANGZHOU),
        ("Which sister city is the first to reach 50 years?", "Gifu|21 February 2029!Fukuoka", HANGZHOU),
        ("2027年有哪些逢五逢十的周年 | 其中上半年的有哪些", "2027年1月1日至6月30日|汉班托塔!登别", GUANGZHOU),
        ("Which anniversaries of Hangzhou are there in 2028? | And in the second half?", "31 December 2028", GUANGZHOU),
        ("2014年有哪些友好城市 | 那11月呢", "2014年11月|基多|博卡拉!罗兹", GUANGZHOU),
    ],
)
def test_anniversaries_of_so_many_years_are_told_of_the_time_and_place(
    talk: Talk, turns: str, told: str, home: str
) -> None:
    holds(talk, turns, told, home)


@pytest.mark.parametrize(
    ("turns", "told", "home"),
    [
        ("与马尼拉在明年是结好50周年吗", "不是|45周年是2027年11月5日", GUANGZHOU),
        ("與馬尼拉在2027年是結好45周年嗎", "是的!不是", GUANGZHOU),
        ("Is it the anniversary of 45 years with Los Angeles on 8 December 2026?", "Yes", GUANGZHOU),
        ("Is it the anniversary of 40 years with Los Angeles this year?", "No|45th", GUANGZHOU),
        ("Is it the anniversary of 45 years with Boston next year?", "Yes|1 May 2027", HANGZHOU),
        ("Is it the anniversary of 45 years with Boston in May 2028?", "No|46th", HANGZHOU),
        ("与布拉格在今年是结好13周年吗", "约13周年|2026年", GUANGZHOU),
    ],
)
def test_the_number_claimed_of_an_anniversary_is_held_against_the_time_named(
    talk: Talk, turns: str, told: str, home: str
) -> None:
    holds(talk, turns, told, home)
