"""Whole conversations over the bundled tables: each turn is read with what the turns before it asked and were told."""

from collections.abc import Callable

import pytest

Talk = Callable[..., str]


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("广州跟曼谷是哪年结的", "那迪拜呢", "它俩差了几年"), "共887天"),
        (("廣州和曼谷哪年結好", "杜拜呢", "兩個相差多少年"), "共887天"),
        (("When did Guangzhou and Bangkok sign?", "and Dubai?", "how many years lie between the two"), "887 days"),
        (("广州和喀山是什么时候结好的", "科威特比它早签几天"), "72天"),
        (
            ("Has Guangzhou a sister city in Germany?", "Hangzhou has one too, doesn't it", "by how many years"),
            "7858 days",
        ),
        (("When did Guangzhou and Kazan sign?", "by how many days was Kuwait earlier than it"), "72 days"),
    ],
)
def test_two_partners_just_named_are_set_beside_each_other(turns: tuple[str, ...], told: str, talk: Talk) -> None:
    assert told in talk(*turns)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("明年有哪些整十周年?", "我们在非洲有友城吗?"), "4个国际友好城市"),
        (("2028年有哪些整十周年?", "那欧洲呢"), "周年"),
        (("Which anniversaries are there next year?", "Do we have any sister cities in Africa?"), "4 sister cities"),
        (("杭州和维罗纳有友城关系吗", "广州和米兰呢"), "广州的38个"),
    ],
)
def test_a_question_with_all_its_parts_takes_nothing_from_the_one_before(
    turns: tuple[str, ...], told: str, talk: Talk
) -> None:
    assert told in talk(*turns)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("广州和河内是哪天结的", "利马索尔跟它是同一类吗"), "是的"),
        (("廣州和河內是哪天結的", "里昂跟它是同一類嗎"), "不是"),
        (("When did Guangzhou and Hanoi sign?", "is Lyon of the same kind as it"), "No."),
        (("Which cities in Fiji do Guangzhou and Hangzhou have?", "are those two the same kind"), "No."),
    ],
)
def test_whether_two_ties_are_of_one_kind_is_told(turns: tuple[str, ...], told: str, talk: Talk) -> None:
    assert talk(*turns).startswith(told)


@pytest.mark.parametrize(
    ("turns", "told", "untold"),
    [
        (("广州在斐济有哪些伙伴城市", "算正式的友城吗"), "不是", "没有在"),
        (("河內同廣州幾時結好", "是2022年簽的吧"), "不是", "2022"),
        (("When did Guangzhou and Hanoi sign?", "in 2022, right?"), "No.", "2022"),
        (
            ("When did Guangzhou and Lyon sign?", "and that Bangkok is our first partner in Asia, right?"),
            "Fukuoka",
            "Yes",
        ),
        (("里昂是哪年结的", "曼谷是第二个对吧"), "不是", "里昂"),
        (("里昂是哪年结的", "还写曼谷是亚洲最早的友城"), "福冈", "是的"),
        (("When did Guangzhou and Dubai sign?", "and Bangkok?", "so Dubai is the older one, right"), "No.", "Lyon"),
        (("广州和迪拜哪年结的", "曼谷呢", "那迪拜更早吧"), "曼谷先", "里昂"),
    ],
)
def test_what_is_said_of_a_place_is_held_against_the_records_and_not_the_question_before(
    turns: tuple[str, ...], told: str, untold: str, talk: Talk
) -> None:
    text = talk(*turns)
    assert told in text
    assert untold not in text


@pytest.mark.parametrize(
    ("claim", "told", "untold"),
    [
        ("目前正式友城共41个", "不是", "是的"),
        ("目前正式友城共38个", "是的", "不是"),
        ("We have 41 sister cities now", "No.", "Yes."),
        ("稿子里写巴里是意大利唯一的友城,核一下对不对", "是的", "不是"),
        ("The draft says Kazan is our only sister city in Russia", "Yekaterinburg", "Yes."),
        ("福冈是我们在日本唯一的友城吧", "登别", "是的"),
        ("Lyon is our only partner in France, right?", "only one in France among the 38 sister cities", "Yes."),
        ("河内是第十六个对吧", "104个", "第十六"),
        ("Hanoi is our 16th exchange city, right?", "104 friendly cities of all kinds", "16th"),
    ],
)
def test_a_number_a_rank_and_an_only_one_are_checked(claim: str, told: str, untold: str, talk: Talk) -> None:
    text = talk(claim)
    assert told in text
    assert untold not in text


@pytest.mark.parametrize(
    ("turns", "told", "untold"),
    [
        (("Which anniversaries does Guangzhou have in May 2027?", "only the round ones"), "", "no anniversary"),
        (("2027年第一季度广州有哪些周年", "只看逢十的", "当年在哪里签的"), "北京", "布里斯托尔"),
        (("Which anniversaries are there from January to March 2027?", "just the round one", "where was that signed"),
         "Beijing", "Lyon"),
        (("广州在日本有哪些友城", "第二个结好多少年了"), "登别", "福冈"),
        (("广州的友城哪个洲最多", "那最少的呢"), "大洋洲", "38个国际友好城市。"),
        (("2027年第一季度广州有哪些周年", "只看逢十的", "还剩多少天"), "362天", "您想问哪个"),
        (("Which anniversaries are there from January to March 2027?", "just the round one", "days left until then"),
         "362 days", "Which city"),
    ],
)  # fmt: skip
def test_a_list_narrowed_down_to_one_is_what_the_next_turn_speaks_of(
    turns: tuple[str, ...], told: str, untold: str, talk: Talk
) -> None:
    text = talk(*turns)
    assert told in text
    assert untold not in text


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("现在广州有多少个国际友好城市", "另外那一类呢"), "64个友好交流城市"),
        (("How many sister cities does Guangzhou have?", "and the other kind?"), "64 friendly exchange cities"),
        (("杭州有几个友好交流城市", "另一类呢"), "31个国际友好城市"),
    ],
)
def test_the_other_kind_is_asked_for_in_place_of_the_one_before(turns: tuple[str, ...], told: str, talk: Talk) -> None:
    assert told in talk(*turns)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("广州在亚洲有哪些友城", "只看2000年以前的", "这几个里面哪个最年轻", "印度有吗"), "艾哈迈达巴德"),
        (
            (
                "Which sister cities of Guangzhou are in Asia?",
                "only those from before 2000",
                "youngest of these",
                "is there one in India",
            ),
            "Ahmedabad",
        ),
    ],
)
def test_another_country_is_not_looked_for_among_those_told_before(
    turns: tuple[str, ...], told: str, talk: Talk
) -> None:
    assert told in talk(*turns)


@pytest.mark.parametrize("question", ["泗水跟广州的生日是哪天", "Bangkok's birthday with Guangzhou?"])
def test_an_anniversary_is_told_with_the_day_that_it_is_of(question: str, talk: Talk) -> None:
    text = talk(question)
    assert ("2005年12月21日" in text) or ("13 November 2009" in text)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("威尼斯是昆明的友城吧", "威尼斯不在昆明的国际友好城市之列"),
        ("咁澳門係咪昆明嘅友城", "不在昆明的國際友好城市之列"),
        ("Is Venice a sister city of Hangzhou?", "Venice: not in the records of the sister cities of Hangzhou"),
    ],
)
def test_a_city_without_a_tie_is_said_to_be_in_no_record_where_the_list_may_have_gaps(
    claim: str, told: str, talk: Talk
) -> None:
    assert told in talk(claim, home="kunming-cn")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Our chief flies to Bangkok and then Dubai. When was each of them signed?", "18 April 2012"),
        ("处长先去曼谷再去迪拜，它们分别是哪年结的", "2012年4月18日"),
    ],
)
def test_what_is_asked_of_each_is_asked_of_the_places_named_before_it(question: str, told: str, talk: Talk) -> None:
    text = talk(question)
    assert told in text
    assert "2009" in text


@pytest.mark.parametrize("question", ["里昂那个校区哪年建好的", "What does Guangzhou do with its German partner?"])
def test_what_no_agreement_tells_is_not_answered_by_the_agreement(question: str, talk: Talk) -> None:
    assert talk(question) == ""


@pytest.mark.parametrize(
    ("turns", "told", "untold"),
    [
        (("广州在英国有哪些友城", "分别是什么时候签的"), "布里斯托尔", "福冈"),
        (("杭州在日本有哪些友城", "各是哪一年结的"), "岐阜", "波士顿"),
        (("杭州有幾多個友好城市喺非洲？", "列出嚟"), "阿加迪爾", "波士頓"),
        (("Which sister cities does Guangzhou have in the UK?", "When was each signed?"), "Bristol", "Fukuoka"),
        (
            ("Which sister cities does Guangzhou have in Japan?", "Does Hangzhou have one there as well?"),
            "Gifu",
            "Boston",
        ),
    ],
)
def test_what_is_asked_of_a_list_is_asked_of_where_it_was_of(
    turns: tuple[str, ...], told: str, untold: str, talk: Talk
) -> None:
    answer = talk(*turns)
    assert told in answer
    assert untold not in answer


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("里昂2018年有哪些交流活动", "太阳能自行车赛", "米其林"),
        ("法蘭克福2018年有哪些交流活動", "市人大", "周年是"),
        ("Which exchanges have there been with Lyon in 2018?", "solar cycling race", "Michelin"),
    ],
)
def test_what_there_was_in_a_year_is_told_by_events(question: str, told: str, untold: str, talk: Talk) -> None:
    answer = talk(question)
    assert told in answer
    assert untold not in answer


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("给里昂写封贺信", "下个月呢"), "2026年4月"),
        (("給里昂寫封賀信", "下個月呢"), "2026年4月"),
        (("Draft a letter to Lyon", "and next month?"), "April 2026"),
    ],
)
def test_another_time_behind_a_letter_asks_for_the_anniversaries_of_then(
    turns: tuple[str, ...], told: str, talk: Talk
) -> None:
    assert told in talk(*turns)


def test_a_list_of_both_kinds_is_narrowed_as_one_of_both(talk: Talk) -> None:
    text = talk("广州在南美洲有哪些友好城市和友好交流城市", "只要2010年以后的")
    assert "基多" in text
    assert "圣保罗" in text
    assert "累西腓" not in text


@pytest.mark.parametrize(
    "turns",
    [
        ("迪拜是广州的友好城市吗", "它也是省会吗"),
        ("Is Lyon a sister city of Guangzhou?", "is it a capital too?"),
        ("里昂有多少人口",),
    ],
)
def test_the_tables_tell_no_fact_of_a_place(talk: Talk, turns: tuple[str, ...]) -> None:
    assert talk(*turns) == ""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Does Guangzhou have ties with Milan?", "No, not a sister city."),
        ("广州和米兰有没有往来", "不是国际友好城市。"),
        ("Does Guangzhou have any ties with Lyon?", "Yes."),
    ],
)
def test_whether_there_are_any_ties_gets_a_yes_or_no(talk: Talk, question: str, told: str) -> None:
    assert talk(question).startswith(told)
