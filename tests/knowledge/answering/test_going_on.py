"""Turns that go on from the one before or stand beside it, and clauses in which askers tell of themselves."""

from collections.abc import Callable

import pytest

from tests.knowledge.answering.test_canonical import HANGZHOU, holds

Talk = Callable[..., str]


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("广州最早的友城是哪个 | 那第二个、第三个呢", "洛杉矶|马尼拉!福冈"),
        ("Which is the oldest sister city? | and the second and the third one?", "Los Angeles|Manila!Fukuoka"),
        ("广州最新的友城是哪个 | 第二个友城呢", "洛杉矶!福冈"),
        ("广州在日本有哪些友城 | 第二个呢", "登别!洛杉矶"),
    ],
)
def test_behind_the_first_of_all_the_second_is_of_the_same_order(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("里昂什么时候结好的 | 德国那个是友城吗", "法兰克福!里昂"),
        ("广州在南美有哪些友城 | 秘鲁那家结好多少年了", "阿雷基帕"),
        ("福冈什么时候结好的 | 它是友城吗", "是的|福冈"),
        ("福冈什么时候结好的 | 下一个整十周年是哪个城市", "悉尼!福冈"),
        ("福冈什么时候结好的 | 它的下一个整十周年是哪年", "福冈!悉尼"),
    ],
)
def test_the_one_there_and_a_question_on_all_speak_of_no_place_told_before(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("广州在南美有哪些友城 | 五家里谁最晚", "圣地亚哥!蒙巴萨"),
        ("广州在南美有哪些友城 | 它们中谁最晚", "圣地亚哥!蒙巴萨"),
    ],
)
def test_the_latest_of_so_many_is_one_of_those_told(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("明年春天要走一趟南美，我们在那边的友城有哪些", "阿雷基帕|累西腓|基多!2027"),
        ("单位搞竞赛让我出题😂 广州结友好城市最多的是哪一年", "2012年|9个"),
        ("I'm from Bristol, over here at Guangzhou Uni. Are our two cities twinned, and since when?", "23 May 2001"),
        ("I go there often, I signed up last year. When was Lyon signed?", "19 January 1988"),
        ("明年春天在南美有哪些周年", "布宜诺斯艾利斯!基多"),
    ],
)
def test_what_askers_do_themselves_narrows_nothing(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("2027年满45周年和25周年的友城有哪些", "马尼拉|叶卡捷琳堡!汉班托塔"),
        ("Which sister cities have their 45th anniversary or their 25th anniversary in 2027?", "Manila!Hambantota"),
        ("里昂的40周年和50周年分别是哪天", "2028年1月19日|2038年1月19日"),
    ],
)
def test_anniversaries_of_several_numbers_of_years_are_told(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("杭州跟波士顿签约那年还有别的友城吗", "碧瑶|1982年8月13日!是的"),
        ("杭州跟波士顿是1982年签约的吗", "是的|1982年5月1日!碧瑶"),
    ],
)
def test_whether_there_are_others_of_a_year_is_told_by_their_list(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told, HANGZHOU)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("喀山在哪个国家", "俄罗斯喀山"),
        ("Which country is Kazan in?", "Kazan (Russia)"),
        ("广州哪个国家的友城最多", "英国"),
        ("San José as in California, right?", "No|Costa Rica"),
        ("San José as in Costa Rica, right?", "Costa Rica!No."),
    ],
)
def test_in_which_country_a_partner_lies_is_told(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("广州最新的友城是哪个", "蒙巴萨|友好交流城市"),
        ("广州最新的友城是哪个，友好交流城市不算", "蒙巴萨!圣保罗"),
    ],
)
def test_a_kind_that_is_left_out_is_not_told_beside_the_latest(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("12月有哪些结好周年，逢不逢五都要", "坦佩雷|伯明翰|洛杉矶|泗水"),
        ("12月有哪些逢五的结好周年", "伯明翰|洛杉矶!坦佩雷"),
    ],
)
def test_round_or_not_are_all_anniversaries(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("里昂是哪天结好的，写邀请函用", "1988年1月19日"),
        ("When was Lyon signed? It is for the invitation letter.", "19 January 1988"),
    ],
)
def test_what_an_answer_is_for_may_stand_behind_the_question(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("布里斯托尔哪年结好的 | 广州在那个国家有三个友好城市，是吧？", "不是|英国有2个|爱丁堡!38"),
        (
            "When was Vancouver signed? | Guangzhou has three sister cities on that continent, hasn't it?",
            "Yes|San José",
        ),
        ("温哥华是哪一年签的 | 在它所在的北美洲，广州有四个友好城市，没说错吧？", "不是|北美洲有3个"),
        ("里昂什么时候结好的 | 广州在那里有友好城市吗", "法国|里昂!福冈"),
        ("When was Auckland signed? | Which country is it in?", "Auckland (New Zealand)!Fukuoka"),
        ("广州在亚洲有哪些友城 | 它们分布在哪些国家", "日本：福冈和登别"),
    ],
)
def test_there_is_the_land_of_the_place_told_before(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("登別同廣州係邊年簽㗎？ | 佢係廣州喺日本唯一嘅姊妹城市，係咪？", "不是|福岡"),
        ("布宜諾斯艾利斯跟杜拜係同一日同廣州簽㗎，冇錯啩？", "不是|4月16日|4月18日"),
        ("廣州第100個友城係邊度？", "佩斯州"),
        ("廣州嘅友城喺邊啲國家", "日本：福岡"),
        ("广州和里昂的关系是哪年开始的", "1988年1月19日"),
    ],
)
def test_cantonese_words_of_asking_are_read(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("When did Bangkok become a sister city? | The signing took place in Guangzhou, didn't it?", "Yes|Guangzhou"),
        ("Is Recife a sister city? | It was signed on Brazil's own soil, is that so?", "No"),
        ("Dubai has been twinned with Guangzhou for fifteen full years already, hasn't it?", "No|13"),
        ("Dubai has been twinned with Guangzhou for thirteen full years already, hasn't it?", "Yes|13"),
    ],
)
def test_where_it_was_signed_and_full_years_are_checked(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("汉班托塔2027年是45周年，马尼拉2027年是20周年，对吗", "不是"),
        ("马尼拉2027年是45周年，汉班托塔2027年是20周年，对吗", "是的"),
        ("喀山2027年是15周年，不是20周年，对吗", "是的"),
        ("广州最早的友城是哪个 | 它是第二个吗", "不是"),
        ("河内是什么时候结好的 | 它是“友好城市”还是“友好交流城市”", "河内|友好交流城市"),
        ("里昂什么时候结好的 | Where was the 30th anniversary celebrated?", "Lyon!Linköping"),
        ("里昂是第几个结好的城市", "第七个"),
        ("里昂和法兰克福哪个是更早结好的城市", "里昂!签署地点"),
        ("我们單位要統計，2012年，結了幾個友城", "9個!38"),
        ("I work in the office, in 2012, how many sister cities did Guangzhou gain?", "9 sister cities!38"),
        ("里昂哪年结的 | 那年一共结了几个友城", "1988年|2个!38"),
        ("Kazan, when signed? | how many sister cities were signed that year", "9 sister cities!38"),
        ("2026年逢十的友城有哪些，从1月算到12月", "悉尼|巴里|伯明翰!汉班托塔"),
        ("The bond with Birmingham hasn't reached its 20th anniversary yet, has it?", "Yes|4 December 2006"),
        ("The bond with Bristol hasn't reached its 20th anniversary yet, has it?", "No"),
        ("与伯明翰结好还没到20周年吧", "是的|2006年12月4日"),
        ("基多哪天结的 | 同一天好像还结了一个尼泊尔的？", "博卡拉|2014年11月29日"),
        ("基多哪天结的 | 同一天好像还结了一个法国的？", "没有|法国!里昂"),
        ("基多和博卡拉是同一天结好的吗", "是的"),
        ("伯明翰什么时候结好的 | 它当年在哪签的字", "签署地点：伯明翰"),
        ("不只逢十的，2027年3月的周年都要", "温哥华，42周年"),
    ],
)
def test_what_a_reader_found_stays_mended(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("里昂是法国的城市，没有和广州结好，对吗", "不是|1988"),
        ("里昂是1988年结好的，不是友好交流城市，对吗", "是的!不是。"),
        ("喀山结好于2012年7月，不是9月，对吗", "是的!不是。"),
        ("Lyon is in France, and hasn't signed with Guangzhou, right?", "No"),
        ("Fukuoka was signed on 2nd May 1979, it is our first sister city, right?", "Yes"),
        ("蒙巴萨是倒数第一个友城吗", "是的"),
        ("圣地亚哥是倒数第二个友城吗", "是的"),
        ("圣地亚哥是第二个友城吗", "不是|洛杉矶"),
        ("2027年45周年的是马尼拉，20周年的是汉班托塔，对吗", "是的|马尼拉|汉班托塔"),
        ("里昂2026年不是40周年，是38周年，对吗", "是的"),
        ("Bristol hasn't reached its twentieth anniversary yet, has it?", "No"),
    ],
)
def test_a_claim_is_held_to_what_it_says_and_not_to_what_it_denies(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("When was Lyon signed? | I think there's only one sister city in total, right?", "!Yes"),
        ("When was Lyon signed? | There must be 38 sister cities, right?", "38"),
        ("里昂哪年结好的 | 2012年呢，那年结了哪些友城", "喀山!里昂"),
        ("喀山哪天结的 | 那年结的非洲友城有哪些", "哈拉雷!德班"),
        ("喀山哪天结的 | 同年签的欧洲友城有几个", "2012年!38"),
        ("伊斯坦布尔什么时候结好的 | 广州在那个洲有几个友城", "在欧洲和亚洲!38个"),
        ("福冈什么时候结好的 | 哪个国家的", "日本福冈!英国"),
        ("2012年签的约翰内斯堡是友城吗", "没有约翰内斯堡!翰内斯堡是"),
    ],
)
def test_there_and_that_year_are_read_only_where_they_are_meant(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("广州最早的友城是哪一个？哪天签的？", "福冈（1979年5月2日）!洛杉矶"),
        ("Which is the newest sister city of Guangzhou, and when was it signed?", "27 November 2018!Fukuoka"),
    ],
)
def test_the_day_of_what_is_told_with_its_day_is_no_question_of_its_own(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("杭州哪些友城很久没有来往了", "碧瑶|阿加迪尔!岐阜"),
        ("杭州哪些友城很少联系", "碧瑶!岐阜"),
    ],
)
def test_partners_gone_quiet_are_told_in_other_words(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told, HANGZHOU)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("When was Fukuoka signed? | When did we twin with Zorblatt?", "!1979"),
        ("When was Fukuoka signed? | When did we twin with them?", "2 May 1979"),
        ("What are the next anniversaries?", "Sydney|Hambantota"),
        ("What is the next anniversary?", "Vancouver!Hambantota"),
    ],
)
def test_a_name_that_nobody_knows_is_not_the_place_told_before(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)
