"""The forms in which questions are said again, answered from the bundled tables: each with twins in other words."""

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest

from knowledge.answering.wording import traditional
from knowledge.evidence import Language
from knowledge.text.folding import fold
from knowledge.understanding.phrasings import meanings

Talk = Callable[..., str]

GUANGZHOU, HANGZHOU, ALL = "guangzhou-cn", "hangzhou-cn", ""


def holds(talk: Talk, turns: str, told: str, home: str = GUANGZHOU, **options: dt.date) -> None:
    """Check that the last of the turns (between bars) is told all of this, and nothing behind a bang."""
    text = talk(*(turn.strip() for turn in turns.split("|")), home=home, **options)
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
        ("Which sister cities are there in countries that speak Spanish?", "Valencia|Quito|San José!Recife"),
        ("Which sister cities are there in countries where Arabic is spoken?", "Dubai|Kuwait|Rabat!Istanbul"),
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
        ("圣保罗是最新的友好城市吗", "不是|2025年11月24日|蒙巴萨", GUANGZHOU),
        ("Is Prague the first sister city?", "No.|2013|Fukuoka", GUANGZHOU),
        ("爱丁堡是英国第一个友好城市吗", "不是|布里斯托尔!福冈", GUANGZHOU),
        ("Is Mombasa County the newest sister city?", "Yes.", GUANGZHOU),
        ("第比利斯是最新的友好城市吗", "不是", GUANGZHOU),
        ("河内是第104个友好城市吗", "是的|第104个!不是", GUANGZHOU),
        ("Is Hanoi the 100th sister city?", "No.|104th", GUANGZHOU),
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
        (
            "下個月有哪些結好15周年的友好城市",
            "2026年4月，廣州沒有友城迎來結好15週年|布宜諾斯艾利斯|2027年4月16日",
            GUANGZHOU,
        ),
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


@pytest.mark.parametrize(
    ("turns", "told", "home"),
    [
        ("除了德班，非洲还有哪些友好城市", "除德班外，广州在非洲有3个|哈拉雷!南非德班", GUANGZHOU),
        ("除了德班，還有哪些友好城市", "除德班外，廣州有37個!南非德班", GUANGZHOU),
        ("How many sister cities are there in Japan besides Fukuoka?", "Noboribetsu!(Japan): 2 May", GUANGZHOU),
        ("与布里斯托尔是什么时候结好的 | 除了它还有哪些友好城市", "除布里斯托尔外|伯明翰|爱丁堡", GUANGZHOU),
        ("Is Gifu a sister city? | Which other sister cities are there besides it?", "Fukui|Hamamatsu!Leeds", HANGZHOU),
        ("在非洲最早的友好城市是哪个 | 除了它还有哪些友好城市", "哈拉雷|拉巴特!悉尼", GUANGZHOU),
        ("在英国有哪些友好城市 | 除了布里斯托尔还有哪些", "伯明翰!英国布里斯托尔：", GUANGZHOU),
        ("When was the agreement with Vilnius signed? | Which other sister cities are there besides it?",
         "no sister cities of Guangzhou in Lithuania besides Vilnius", GUANGZHOU),
    ],
)  # fmt: skip
def test_who_else_there_is_leaves_out_those_named(talk: Talk, turns: str, told: str, home: str) -> None:
    holds(talk, turns, told, home)


@pytest.mark.parametrize(
    ("turns", "told", "home"),
    [
        ("紧接在喀山之前结好的是哪个", "科威特城（2012年4月25日", GUANGZHOU),
        ("緊接在喀山之後結好的是哪個", "伊斯坦布爾（2012年7月18日", GUANGZHOU),
        ("Which one was signed right before Kazan?", "Kuwait City!Hangzhou", GUANGZHOU),
        ("Which one was signed right after Boston?", "Baguio", HANGZHOU),
        ("Which one was signed right before Fukuoka?", "none of the 38", GUANGZHOU),
        ("When was the agreement with Kazan signed? | Which one was signed right before it?", "Kuwait City", GUANGZHOU),
        ("最新的友好城市或友好交流城市是哪个 | 紧接在它之前结好的是哪个", "河内（2023年9月26日", GUANGZHOU),
        ("哪些友好城市与基多同一天结好", "博卡拉!阿根廷", GUANGZHOU),
        ("Which sister cities were signed on the same day as Pisa?", "Cancún", HANGZHOU),
        ("与坎昆是什么时候结好的 | 哪些友好城市与它同一天结好", "比萨", HANGZHOU),
        ("哪些友好城市与罗兹同一年结好", "第比利斯|基多!迪拜", GUANGZHOU),
        ("第一百个友好城市是哪个", "佩斯州", GUANGZHOU),
        ("河內是第幾個友好城市", "第104個", GUANGZHOU),
        ("Which number is Lyon among the sister cities?", "7th", GUANGZHOU),
        ("2012年最早的和最新的友好城市是哪个", "布宜诺斯艾利斯|巴伦西亚（2012年12月29日", GUANGZHOU),
        ("Which are the oldest and the newest sister city in 2012?", "16 April 2012|29 December 2012", GUANGZHOU),
    ],
)
def test_what_stands_beside_a_partner_in_time_is_told(talk: Talk, turns: str, told: str, home: str) -> None:
    holds(talk, turns, told, home)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("汉班托塔的中文名和英文名是什么", "Hambantota"),
        ("What is the Chinese name and the English name of Durban?", "德班"),
        ("與林雪平是什麼時候結好的 | 它的中文名和英文名是什麼", "Linköping"),
        ("德班的结好日期各来源怎么写", "记录取2000年7月17日|Friendship Cities|2000年5月25日（这篇报道"),
        (
            "When was the agreement with Lyon signed? | What do the sources say on the date of it?",
            "19 January 1988|1998",
        ),
        ("杭州与喀山是什么时候结好的 | 它的结好日期各来源怎么写", "2003年10月16日|2002年"),
        ("哪些友好城市的协议是在别处签署的", "汉班托塔|北京!福冈"),
        ("Which agreements were signed neither here nor there?", "Hambantota!Fukuoka"),
        ("哪些友好城市的協議是在北京簽署的", "漢班托塔!福岡"),
        ("Which agreements were signed in Beijing?", "Hambantota|23 state where"),
        ("Where was the agreement with Hambantota signed? | Was it signed in Hambantota?", "No.|Beijing"),
        ("与汉班托塔是什么时候结好的 | 它是在北京签署的吗", "是的"),
        ("Was the agreement with Fukuoka signed in Guangzhou?", "No.|signed in Fukuoka"),
        ("Besides, is Durban a sister city?", "17 July 2000"),
        ("在2012年和喀山签的是哪天", "2012年7月6日"),
        ("在非洲签的友好城市有哪些", "德班|哈拉雷"),
        ("Which sister cities signed in Asia in 2012?", "Dubai|Noboribetsu"),
        ("喀山同时是哪些城市的友好城市", "2012年7月6日|2003年10月16日"),
    ],
)
def test_names_sources_and_places_of_signing_are_told(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("在非洲和南美洲的友好城市哪里更多", "在南美洲更多（在非洲4个、在南美洲5个）"),
        ("Where are there more sister cities: in Japan and the United Kingdom?", "as many in each"),
        ("在南亞和北歐的友好城市哪裡更多", "在南亞更多"),
        ("非洲的友好城市比南美洲多吗", "不是。在南美洲更多"),
        ("Are there more sister cities in Europe than in Africa?", "Yes. There are more in Europe"),
        ("Are there fewer sister cities in Africa than in South America?", "Yes."),
        ("日本的友好城市比瑞典少嗎", "不是"),
        ("Are there more in Africa than in South America?", "No. There are more in South America"),
        ("杭州在非洲和欧洲的友好城市哪里更多", "在欧洲更多|记录可能不全!是的"),
        ("2018年和2022年有多少个友好城市", "37个|38个"),
        ("How many sister cities are there in 2013 and 2018?", "31 sister cities|37 sister cities"),
        ("How many consulates are there in 2013 and 2021?", "44|66"),
        ("2018年有多少个友好城市 | 那2013年呢", "31个!拉巴特"),
        ("2012年有多少个友好城市", "结好9个|到2012年12月31日已结好的有31个"),
        ("How many sister cities are there in 1999?", "none of the 38|11 had signed by 31 December 1999"),
    ],
)
def test_numbers_of_several_places_and_times_are_set_side_by_side(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


# What stands in the forms of each meaning, in Chinese and English, and what the answer must hold.
KAZAN, PAIR, AFRICA = ("喀山", "Kazan"), ("喀山和里昂", "Kazan and Lyon"), ("非洲", "Africa")
QUOTES = str.maketrans("「」“”", "''''")
TWO_LANDS = ("非洲和南美洲", "Africa and South America")
YEAR, NEXT_YEAR = ("2012年", "in 2012"), ("2027年", "2027")
FORMS = [
    ("tie_date", {"names": KAZAN}, "2012"),
    ("tie_age", {"names": KAZAN}, "13"),
    ("tie_anniversary", {"names": KAZAN}, "14"),
    ("tie_anniversary", {"names": KAZAN, "times": NEXT_YEAR}, "15"),
    ("claim_tied", {"names": KAZAN}, "2012"),
    ("claim_tied", {"names": ("墨尔本", "Melbourne")}, "1986"),
    ("claim_tied_in", {"names": AFRICA}, "2018"),
    ("claim_date", {"names": KAZAN, "times": YEAR}, "6"),
    ("claim_first", {"names": KAZAN}, "1979"),
    ("claim_newest", {"names": KAZAN}, "2018"),
    ("claim_older", {"first": ("喀山", "Kazan"), "second": ("里昂", "Lyon")}, "1988"),
    ("claim_kind", {"names": ("爱丁堡", "Edinburgh")}, "2019"),
    ("claim_shared", {"names": KAZAN, "homes": ("广州和杭州", "Guangzhou and Hangzhou")}, "2003"),
    ("claim_anniversary", {"names": KAZAN, "times": NEXT_YEAR, "number": ("15", "15")}, "2027"),
    ("tie_kind", {"names": ("爱丁堡", "Edinburgh")}, "2019"),
    ("ties_list", {}, "1979"),
    ("ties_list", {"names": AFRICA, "times": YEAR}, "2012"),
    ("ties_list", {"names": TWO_LANDS}, "2018"),
    ("ties_list_of_all", {"names": AFRICA}, "2015"),
    ("ties_count", {}, "38"),
    ("ties_count", {"names": ("韩国", "South Korea")}, "1996"),
    ("ties_oldest", {"names": AFRICA}, "2000"),
    ("ties_oldest", {"names": AFRICA, "times": YEAR}, "2012"),
    ("ties_newest", {"names": AFRICA}, "2018"),
    ("ties_newest", {"times": YEAR}, "29"),
    ("ties_newest_of_all", {}, "2025"),
    ("ties_first_and_last", {"times": YEAR}, "16"),
    ("ties_nth", {"number": ("3", "3")}, "1982"),
    ("ties_by_country", {}, "2"),
    ("ties_countries_several", {}, "3"),
    ("ties_places_compared", {"names": TWO_LANDS}, "5"),
    ("ties_older_of_two", {"either": ("喀山还是里昂", "Kazan or Lyon")}, "1988"),
    ("ties_gap", {"names": PAIR}, "24"),
    ("ties_shared", {"homes": ("广州和杭州", "Guangzhou and Hangzhou")}, "2012"),
    ("ties_besides", {"names": KAZAN}, "37"),
    ("one_before", {"names": KAZAN}, "25"),
    ("one_after", {"names": KAZAN}, "18"),
    ("same_day_as", {"names": ("基多", "Quito")}, "2014"),
    ("same_year_as", {"names": ("基多", "Quito")}, "2014"),
    ("tie_anniversary_n", {"names": KAZAN, "number": ("30", "30")}, "2042"),
    ("claim_tied_of_all", {"names": ("河内", "Hanoi")}, "2023"),
    ("ties_count_of_all", {}, "17"),
    ("ties_oldest_of_all", {}, "1979"),
    ("which_number", {"names": KAZAN}, "2012"),
    ("name_of", {"names": KAZAN}, "Kazan"),
    ("signed_where", {"names": ("汉班托塔", "Hambantota")}, "2007"),
    ("ties_signed_in", {"names": ("北京", "Beijing")}, "2007"),
    ("ties_signed_elsewhere", {}, "2007"),
    ("anniversaries_in", {"times": NEXT_YEAR}, "45"),
    ("anniversaries_in", {"names": AFRICA, "times": NEXT_YEAR}, "27"),
    ("anniversaries_round", {"times": NEXT_YEAR, "round": ("逢五逢十的", "multiples of five")}, "45"),
    ("anniversaries_round", {"times": ("2028年", "in 2028"), "round": ("整十", "multiples of ten")}, "40"),
    ("anniversaries_round", {"times": ("2028年", "in 2028"), "round": ("整数", "round numbers")}, "40"),
    ("anniversaries_n", {"times": NEXT_YEAR, "years": ("45", "45")}, "1982"),
    ("anniversaries_n", {"times": NEXT_YEAR, "years": ("45周年、25", "45 years and the anniversary of 25")}, "2002"),
    ("anniversaries_n", {"names": AFRICA, "times": NEXT_YEAR, "years": ("15", "15")}, "2012"),
    ("anniversaries_first_n", {"names": AFRICA, "number": ("30", "30")}, "2030"),
    ("others_there", {"before": "tie_date"}, "2002"),
    ("others_there", {"before": "tie_date", "names": ("欧洲", "Europe")}, "1988"),
    ("source_of_it", {"before": "tie_date"}, "Friendship Cities"),
    ("date_of_it", {"before": "tie_date"}, "2012"),
    ("age_of_it", {"before": "tie_date"}, "13"),
    ("anniversary_of_it", {"before": "tie_date"}, "2026"),
    ("kind_of_it", {"before": "tie_date"}, "2012"),
    ("sure_of_it", {"before": "tie_date", "times": YEAR}, "6"),
    ("next_place", {"before": "tie_date", "names": ("里昂", "Lyon")}, "1988"),
    ("one_before", {"before": "tie_date", "names": ("它", "it")}, "25"),
    ("which_number", {"before": "tie_date", "names": ("它", "it")}, "2012"),
    ("same_day_as", {"before": "tie_date", "names": ("它", "it")}, "6"),
    ("name_of", {"before": "tie_date", "names": ("它", "it")}, "Kazan"),
]  # fmt: skip


def said(meaning: str, language: Language, slots: dict[str, tuple[str, str]]) -> str:
    """Say a meaning in the rules' own words, what names nothing left out."""
    named = {slot: words[language is Language.EN] for slot, words in slots.items() if slot != "before"}
    named |= {"lands": named["names"]} if "names" in named else {}
    form = meanings()[meaning].said[language]
    form = re.sub(
        r"\[([^\[\]]*)\]", lambda part: part[1] if set(re.findall(r"{(\w+)}", part[1])) <= set(named) else "", form
    )
    return " ".join(form.format(**named).split()).replace(" ?", "?")


def turns_of(meaning: str, slots: dict[str, tuple[str, str]], language: Language) -> Iterator[tuple[str, ...]]:
    """Yield the turns that ask a form, the home city named and not."""
    home = {} if "homes" in slots else {"home": ("广州", "Guangzhou")}
    earlier = (said(str(slots["before"]), language, {"names": KAZAN}),) if "before" in slots else ()
    for own in ({}, home):
        yield (*earlier, said(meaning, language, {**slots, **own}))


@pytest.mark.parametrize(("meaning", "slots", "told"), FORMS, ids=[f"{form[0]}-{n}" for n, form in enumerate(FORMS)])
def test_every_form_is_answered_in_each_language_and_script_with_the_home_city_named_or_not(
    talk: Talk, meaning: str, slots: dict[str, tuple[str, str]], told: str
) -> None:
    for language in Language:
        texts = [talk(*turns) for turns in turns_of(meaning, slots, language)]
        assert all(told in text for text in texts), (list(turns_of(meaning, slots, language)), texts)
    for turns in turns_of(meaning, slots, Language.ZH):
        simplified, other = talk(*turns), talk(*map(traditional, turns))
        assert fold(other).translate(QUOTES) == fold(simplified).translate(QUOTES)


@pytest.mark.parametrize(
    ("turns", "told", "home"),
    [
        ("广州有44个领事馆，对吗", "不是|66", GUANGZHOU),
        ("There are 66 consulates in Guangzhou, right?", "Yes", GUANGZHOU),
        ("昆明与苏黎世有近两百个规划项目，对吗", "不是|90", GUANGZHOU),
        ("昆明與蘇黎世有將近90個規劃項目，對嗎", "是的", GUANGZHOU),
        ("Kunming has 20 sister schools, right?", "No|21", GUANGZHOU),
        ("首届广州奖有255个项目参评，对吗", "是的|255", GUANGZHOU),
        ("广州有近两百个友好城市吗", "不是|38", GUANGZHOU),
        ("Are there 31 sister cities?", "Yes|July 2025", HANGZHOU),
        ("2018年有多少个友好城市 | 换成2013年，两类各多少", "31|19", GUANGZHOU),
    ],
)
def test_a_number_claimed_is_held_against_the_figures(talk: Talk, turns: str, told: str, home: str) -> None:
    holds(talk, turns, told, home)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("When was the agreement with Linköping signed? | Did Tampere become a sister city before it?", "No.|1997"),
        ("与维尔纽斯是什么时候结好的 | 德班结好比它早吗", "是的|2000年|2006年"),
        ("與維爾紐斯是什麼時候結好的 | 德班結好比它晚嗎", "不是"),
        ("开普敦结好比皇后镇早吗", "是的!不是"),
        ("When was the agreement with Budapest signed? | Did Nice become a sister city before it?", "Yes.|1998"),
        ("Did Tampere become a sister city before us?", "2 December 2008!Yes|No."),
        ("坦佩雷比我们早吗", "!是的|不是"),
        ("悉尼和奥克兰哪个结好更早 | 晚的那个是哪一天结好的", "1989年2月17日!1986"),
        (
            "Which agreement was signed earlier: with Lyon or Bari? | On which day was the later one signed?",
            "1988!1986",
        ),
        ("里昂和巴里哪个结好更早 | 早的那个下一个周年是什么时候", "11月12日!1月19日"),
        ("英国的友好城市有哪些 | 哪个更早", "布里斯托尔!伯明翰"),
        ("Which sister cities are there in Japan? | Which one is newer?", "Noboribetsu"),
        ("在巴西有哪些友好城市 | 后面那个算国际友好城市吗", "不是|圣保罗"),
        ("Which sister cities are there in Brazil? | Is the second one a full sister city?", "No.|São Paulo"),
        ("2012年有哪些友好城市 | 第二个是2013年签的吗", "不是|迪拜"),
        ("与汉班托塔是什么时候结好的 | 它是第一个友好城市吗", "不是|福冈"),
        ("When was the agreement with Hambantota signed? | Is it the first sister city?", "No.|Fukuoka"),
        ("2012年有哪些友好城市 | 第一个国际友好城市是1980年签的吗", "!是的"),
    ],
)
def test_what_is_said_of_two_is_never_told_of_one(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


def test_a_round_anniversary_of_this_year_that_is_over_is_told_beside_the_next(talk: Talk) -> None:
    later = dt.date(2026, 5, 20)
    holds(
        talk,
        "When is the next anniversary with Sydney?",
        "the 41st|This year's, the 40th, was on 12 May 2026, 8 days ago",
        today=later,
    )
    holds(talk, "與悉尼的下一個周年是什麼時候", "今年的40週年是2026年5月12日，已過8天", today=later)
    holds(talk, "与里昂的下一个周年是什么时候", "39周年!38周年", today=later)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("在日本有2个友好城市吗", "是的|福冈|登别!不是"),
        ("在日本有三个友好城市吗", "不是|2个国际友好城市|登别"),
        ("廣州在日本有三個友城，對嗎", "不是|登別"),
        ("Are there two sister cities in Japan?", "Yes|Noboribetsu!No."),
        ("Are there three sister cities in Japan?", "No.|2 sister cities|Noboribetsu"),
        ("Are there over five sister cities in Japan?", "No.|2 sister cities"),
        ("在日本有友好城市吗", "福冈|登别!不是"),
    ],
)
def test_a_number_claimed_of_a_place_is_held_against_a_complete_list(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize("turns", ["在非洲有5个友好交流城市吗", "Are there five friendly exchange cities in Africa?"])
def test_where_the_list_may_lack_some_a_number_claimed_of_a_place_is_neither_affirmed_nor_denied(
    talk: Talk, turns: str
) -> None:
    holds(talk, turns, "2015!不是|是的|Yes|No.")


KUNMING = "kunming-cn"


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("悉尼什么时候结好的 | 它是新西兰的城市吧", "不是|澳大利亚!新西兰有"),
        ("雪梨幾時結好 | 那是澳洲的城市？", "是的|悉尼"),
        ("When did Kazan sign? | Is that in Ukraine?", "No.|Russia!none of"),
        ("When did Kazan sign? | It's in Russia, isn't it?", "Yes.|Kazan!No."),
        ("喀山哪年签的 | 那是我们在俄罗斯最早的友城吗", "不是|叶卡捷琳堡"),
        ("When did Bari sign? | So that's our oldest one in Europe?", "Yes.|Bari"),
        ("When did Lyon sign? | So that's our oldest one in Europe?", "No.|Bari"),
        ("喀山哪年签的 | 那是我们在俄罗斯唯一的友城？", "不是|叶卡捷琳堡"),
        ("曼谷什么时候结好的 | 它是在北京签的吗", "不是|签署地点：广州"),
        ("When did Kazan sign? | Was it signed in Russia?", "do not say where!Yes|No."),
        ("巴里什么时候结好的 | 听说是在意大利签的，对不对", "不是|签署地点：广州"),
        ("悉尼哪年结好的 | 那今年四十年了吧", "是的|40年!不是"),
        ("When did Lyon sign? | Are there any in Spain?", "Valencia!No."),
        ("在英国有哪些友好城市 | 有三个对吧", "不是|2个国际友好城市"),
        ("在俄罗斯有哪些友好城市 | 一共两个是吧", "是的|喀山!不是"),
    ],
)
def test_a_claim_without_a_subject_is_of_what_was_just_spoken_of(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told", "home"),
    [
        ("爱丁堡难道不是正式友好城市吗？同事问的", "不是|友好交流城市", GUANGZHOU),
        ("蘇瓦也算正式的吧", "不是|友好交流城市", GUANGZHOU),
        ("Surely Edinburgh is a full sister as well", "No.|friendly exchange", GUANGZHOU),
        ("我同事说维尔纽斯是2008年结好的", "不是|2006年", GUANGZHOU),
        ("我同事说维尔纽斯是2006年结好的", "是的|2006年", GUANGZHOU),
        ("Vilnius was signed in 2010 if I remember right", "No.|2006", GUANGZHOU),
        ("里昂是98年结的吧", "不是|1988年", GUANGZHOU),
        ("里昂是88年结的吧", "是的|1988年", GUANGZHOU),
        ("尼斯是1998年3月20日？", "不是|3月30日", HANGZHOU),
        ("拉合尔是印度的城市吧，我写材料用", "不是|巴基斯坦", GUANGZHOU),
        ("清迈在缅甸吗", "不是|泰国", KUNMING),
        ("伯明翰不是我们的友好城市，对吧", "不是。|2006年", GUANGZHOU),
        ("伯明翰不是我们的友好城市吗", "是的。|2006年", GUANGZHOU),
        ("Lyon isn't one of our sister cities, is it?", "No.|1988", GUANGZHOU),
        ("Isn't Lyon one of our sister cities?", "Yes.|1988", GUANGZHOU),
        ("Lyon turns 40 in 2028, yes?", "Yes.|40!No.", GUANGZHOU),
        ("Lyon turns 40 in 2027, yes?", "No.|39", GUANGZHOU),
    ],
)
def test_each_qualifier_of_what_is_only_said_is_held_against_the_tie(
    talk: Talk, turns: str, told: str, home: str
) -> None:
    holds(talk, turns, told, home)


@pytest.mark.parametrize(
    ("turns", "told", "home"),
    [
        ("昆明有八个国家设了总领事馆，是吧", "不是|7个国家", KUNMING),
        ("昆明有七個國家設了總領事館，是吧", "是的|7個國家", KUNMING),
        ("首届广州奖有300个城市参评，没错吧", "不是|153个", GUANGZHOU),
        ("首届广州奖有255个项目参评，没错吧", "是的|255个!不是", GUANGZHOU),
        ("机场旅客目标是六千万，是吧", "不是|8000万", GUANGZHOU),
        ("机场旅客8000万是当时实际完成的数吧", "只有目标|8000万!是的", GUANGZHOU),
        ("There were 44 consulates general in Guangzhou in 2018, right?", "no figure in 2018|44!Yes", GUANGZHOU),
        ("There were 44 consulates general in Guangzhou in 2013, right?", "Yes.|44", GUANGZHOU),
    ],
)
def test_a_number_claimed_is_of_its_thing_its_time_and_no_target(talk: Talk, turns: str, told: str, home: str) -> None:
    holds(talk, turns, told, home)


def test_the_last_of_two_that_were_asked_about_may_be_picked(talk: Talk) -> None:
    holds(talk, "里昂的人口是多少 | 喀山的人口是多少 | 最后一个是哪天结的", "2012年7月6日")
