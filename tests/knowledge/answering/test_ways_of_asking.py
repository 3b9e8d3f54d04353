"""What is asked besides the names: what the answer is for, what it leaves out, the same year, one place in a row."""

from collections.abc import Callable

import pytest

from tests.knowledge.answering.test_canonical import HANGZHOU, holds

Talk = Callable[..., str]


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("写贺信要用，请问与福冈结好的日期是哪天？", "1979年5月2日!/staff"),
        ("準備會談材料，請問在日本結的首個友城是誰？", "福岡!/staff"),
        ("For a briefing note - how many sister cities are there in Japan?", "2 sister cities!/staff"),
        ("For a congratulatory letter I need the day Fukuoka was twinned with us.", "2 May 1979!/staff"),
    ],
)
def test_what_an_answer_is_for_orders_nothing(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    "order", ["写封给福冈的贺信", "Draft a congratulatory letter to Fukuoka", "准备福冈的会谈材料"]
)
def test_an_order_is_left_to_its_command(talk: Talk, order: str) -> None:
    assert not talk(order)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("在韩国有哪些友好城市（不含友好合作交流城市）", "1个国际友好城市|光州!友好交流城市和"),
        ("在韩国有哪些友好交流城市？友好城市不算", "2个国际友好交流城市|釜山!友好城市和"),
        ("除去友好交流城市，在英国结了哪些友好城市", "2个国际友好城市|伯明翰!友好交流城市和"),
        ("List the sister cities in South Korea, no friendly exchange cities", "one sister city|Gwangju!cities and"),
        ("Which friendly exchange cities are there in South Korea, not sister cities?", "2 friendly exchange cities"),
        ("在韩国有哪些友好城市和友好合作交流城市", "1个国际友好城市|光州|釜山"),
    ],
)
def test_a_kind_that_is_left_out_is_not_listed(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("那个，跟巴伦西亚签的那一年，还跟谁签了来着？", "喀山|哈拉雷!福冈"),
        ("除了巴伦西亚，同一年还和哪些城市结了友城", "喀山|哈拉雷!福冈"),
        ("Which other partners were added in the same year as Valencia?", "Kazan|Harare!Fukuoka"),
        ("Who else signed the year Valencia did?", "Kazan|Harare!Fukuoka"),
        ("除了巴伦西亚还有哪些友城", "福冈|喀山"),
    ],
)
def test_the_others_of_the_year_of_a_tie_are_told(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("按结好时间排，排第2个的友城是哪座城市？", "洛杉矶!福冈|马尼拉"),
        ("If you order the sister cities by date, which comes in place 2?", "Los Angeles!Fukuoka|Manila"),
        ("按时间顺序，排在福冈后一位的是哪座城市？", "洛杉矶!马尼拉"),
        ("马尼拉的上一个友城是哪个", "洛杉矶"),
        ("福冈的下一个周年是哪天", "2026年5月2日|47!洛杉矶"),
    ],
)
def test_a_place_in_the_row_of_ties_is_told(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("1988年还没到的时候，已经有哪几个友城了", "福冈|悉尼!里昂"),
        ("Which sister cities are pre-1982?", "Fukuoka|Los Angeles!Manila"),
        ("1985年跟1987年中间，两头都包括，结好的友城有哪些", "悉尼|温哥华|巴里!里昂|福冈"),
        ("从1985年起到1987年为止结了哪些友城", "悉尼|温哥华|巴里!里昂|福冈"),
        ("Which sister cities were added from 1985 up to and including 1987?", "Sydney|Vancouver|Bari!Lyon|Fukuoka"),
    ],
)
def test_the_bounds_of_a_time_are_read_as_they_are_said(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("2028年有哪些友城逢整十的周年", "里昂|40周年|10周年!5周年|15周年|25周年"),
        ("Which anniversaries in multiples of ten fall in 2028?", "Lyon|40th!15th"),
        ("2028年有哪些逢五逢十的周年", "15周年"),
        ("写方案用，与艾哈迈达巴德缔结友城50周年是哪年哪月哪日？", "2064年9月17日"),
    ],
)
def test_the_anniversaries_that_are_meant_are_told(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("最新的友城是哪个？", "蒙巴萨|2018年11月27日|圣保罗|2025年11月24日"),
        ("最早的友城是哪个", "福冈!交流城市"),
        ("越南的首个友城是哪个", "平阳"),
        ("is Hanoi one of our partner cities?", "Yes|26 September 2023"),
        ("is Hanoi one of our sister cities?", "No|26 September 2023"),
        ("has the city known Dubai or Arequipa longer as a partner", "Arequipa (Peru) came first!No."),
    ],
)
def test_a_partner_of_either_kind_is_told_where_either_may_be_meant(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


def test_a_home_city_without_exchange_cities_after_its_last_sister_city_is_told_that_one_alone(talk: Talk) -> None:
    holds(talk, "最早的友城是哪个", "岐阜!交流城市", HANGZHOU)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ("Did Lyon and Frankfurt sign on the same day in the year 1988?", "No!Yes"),
        ("里昂和法兰克福当年是同一天结的吗", "不是!是的"),
        ("Did the signing with Fukuoka take place 2 May 1979?", "Yes!No."),
        ("里昂2028年还没到四十周年吧", "不是!是的"),
        ("除了里昂，1986年当年还有哪些城市结好", "悉尼|巴里!法兰克福"),
        ("里昂的下一个四十周年是哪天", "2028年1月19日"),
        ("Did Lyon and Sydney sign in 1987 or earlier?", "No"),
        ("Are there no sister cities or exchange cities in Fiji?", "Suva"),
    ],
)
def test_words_that_only_look_alike_mean_nothing_else(talk: Talk, turns: str, told: str) -> None:
    holds(talk, turns, told)


@pytest.mark.parametrize(
    "asked", ["洛杉矶的港口在友城中排名第二吗", "Does Los Angeles rank 2 in size among our sister cities?"]
)
def test_a_rank_in_something_else_gets_no_yes_or_no(talk: Talk, asked: str) -> None:
    assert not talk(asked).startswith(("是", "不是", "Yes", "No"))
