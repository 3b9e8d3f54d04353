"""Questions as staff and the public word them, put to the bundled tables."""

import datetime as dt
import re
from collections.abc import Callable

import pytest

from knowledge.answering.records import answer_from_records
from knowledge.evidence import Answer
from knowledge.names import Gazetteer
from knowledge.records import Record, RecordBook
from knowledge.understanding.query import Query
from knowledge.understanding.understand import understand
from tests.knowledge.answering.conftest import cite

TODAY = dt.date(2026, 3, 2)
HOMES = frozenset({"guangzhou-cn", "hangzhou-cn", "kunming-cn"})

Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def ask(records: list[Record], gazetteer: Gazetteer) -> Ask:
    book = RecordBook.from_records(records, gazetteer)

    def answer(question: str, *earlier: str) -> Answer:
        (query, *_) = understand(question, today=TODAY, gazetteer=gazetteer, earlier=earlier, home_ids=HOMES)
        found = answer_from_records(query, book, gazetteer, home=None, citation_for=cite)
        assert found is not None, question
        return found

    return answer


def asked(question: str, gazetteer: Gazetteer) -> Query:
    (query, *_) = understand(question, today=TODAY, gazetteer=gazetteer, home_ids=HOMES)
    return query


def test_the_next_time_is_an_anniversary_that_comes(ask: Ask) -> None:
    assert "2026年6月8日" in ask("杭州和利茲下一次週年是哪天?").text


def test_years_on_the_next_anniversary_are_told_with_its_day(ask: Ask) -> None:
    text = ask("How many years will Kunming and Fujisawa have been paired on their next anniversary?").text
    assert "5 November 2026: the 45th" in text


@pytest.mark.parametrize(
    ("question", "partners", "others"),
    [
        ("Which British cities are sister cities of Guangzhou?", ["Bristol", "Birmingham"], ["Lyon"]),
        ("Japanese partners of Hangzhou", ["Gifu", "Fukui", "Hamamatsu"], ["Boston"]),
        ("Russian partners of Hangzhou", ["Kazan"], ["Gifu"]),
        ("Does Guangzhou have a South Korean sister city?", ["Gwangju"], ["Fukuoka"]),
        ("How many South American sister cities does Hangzhou have?", ["Paramaribo", "Curitiba"], ["Boston"]),
    ],
)
def test_an_adjective_of_a_country_names_it(question: str, partners: list[str], others: list[str], ask: Ask) -> None:
    text = ask(question).text
    assert all(name in text for name in partners)
    assert not any(name in text for name in others)


def test_relations_with_a_country_are_the_ties_with_its_cities(ask: Ask) -> None:
    text = ask("Tell me about Hangzhou's relations with Japan").text
    assert "Gifu" in text
    assert "Sayama" in text


@pytest.mark.parametrize(
    "question",
    ["哪些国外城市既是广州的友城又是杭州的友城?", "Which cities are sisters of Guangzhou as well as Hangzhou?"],
)
def test_partners_shared_by_two_home_cities_are_named(question: str, ask: Ask) -> None:
    answer = ask(question)
    assert answer.lead.removesuffix(".").removesuffix("。").endswith(("喀山", "Kazan"))


def test_home_cities_that_share_no_partner_are_said_to_share_none(ask: Ask) -> None:
    answer = ask("Do Hangzhou and Kunming have any sister city in common?")
    assert answer.abstained
    assert "no such partner" in answer.lead


@pytest.mark.parametrize(
    "question", ["Which partners of Hangzhou have been reported as inactive?", "哪些友城跟杭州已经没啥往来了"]
)
def test_partners_reported_as_inactive_are_listed_and_no_others(question: str, ask: Ask) -> None:
    paths = {citation.source.path for citation in ask(question).citations}
    assert {"Agreement#hangzhou-baguio", "Agreement#hangzhou-agadir", "Agreement#hangzhou-oviedo"} <= paths
    assert "Agreement#hangzhou-boston" not in paths


@pytest.mark.parametrize("question", ["广州在俄罗斯的友城都有谁", "Who is Guangzhou twinned with in Russia?"])
def test_who_may_ask_for_cities(question: str, ask: Ask) -> None:
    assert len(ask(question).statements) == 2


def test_a_clause_that_says_why_does_not_silence_the_tables(ask: Ask) -> None:
    text = ask("Tell me about Guangzhou's relations with Lyon, I am going there next month.").text
    assert "19 January 1988" in text
    assert "2003年10月16日" in ask("我下周要接待喀山代表团,介绍一下杭州和喀山的关系").text


def test_an_errand_leaves_no_time_behind_and_a_wish_to_know_is_no_errand(gazetteer: Gazetteer) -> None:
    assert asked("Tell me about Lyon, I am going there next month.", gazetteer).period is None
    question = "I want to know when Guangzhou and Lyon became sister cities, before 1990 or not."
    assert asked(question, gazetteer).text == question.removeprefix("I want to know ")


def test_a_place_named_in_an_aside_is_kept_where_the_question_points_to_it(ask: Ask) -> None:
    text = ask("My boss is from Frankfurt. Is it a sister city of Guangzhou?").text
    assert "11 April 1988" in text
    assert "Lyon" not in text
    welcomed = ask("We have a delegation from Bristol tomorrow, since when are we sister cities with Guangzhou?")
    assert "23 May 2001" in welcomed.text


def test_who_asks_tells_for_whom_a_programme_should_be(ask: Ask) -> None:
    assert "奖学金" in ask("我是学生,有什么项目可以参加").text


@pytest.mark.parametrize(
    "question",
    [
        "What is a sister city by Hangzhou's definition?",
        "How does Hangzhou define a sister city?",
        "杭州说的什么是友好城市?",
        "Why are some partners of Hangzhou inactive?",
        "下一届国际友城大会什么时候开",
        "广州奖都有谁参加",
        "Which partner companies does Guangzhou port have?",
        "How much trade is there between Guangzhou and British cities?",
    ],
)
def test_what_is_no_row_is_left_to_the_documents(question: str, records: list[Record], gazetteer: Gazetteer) -> None:
    (query, *_) = understand(question, today=TODAY, gazetteer=gazetteer, home_ids=HOMES)
    book = RecordBook.from_records(records, gazetteer)
    assert answer_from_records(query, book, gazetteer, home=None, citation_for=cite) is None


def test_a_part_of_an_earlier_list_keeps_what_narrowed_it(ask: Ask) -> None:
    text = ask("Which of them are in Europe?", "Which sister cities of Guangzhou were founded before 1990?").text
    assert all(name in text for name in ("Bari", "Lyon", "Frankfurt"))
    assert not any(name in text for name in ("Bristol", "Fukuoka", "Leeds"))


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("On which day did Kunming and Denver sign?", "1986"),
        ("新普利茅斯是哪一年和昆明結好的?", "昆明與新西蘭新普利茅斯"),
        ("万象是哪天和杭州签的备忘录?", "杭州与老挝万象"),
        ("昆明和新普利茅斯下一个周年是哪天?", "昆明与新西兰新普利茅斯"),
        ("广州2019年入境过夜游客实际有多少?", "1000万人次"),
        ("How many sister cities will Guangzhou have in 2035?", "38 sister cities"),
        ("广州和杭州2040年会有多少个友城?", "38个"),
    ],
)
def test_what_is_not_on_record_is_said_not_to_be_with_the_nearest(question: str, nearest: str, ask: Ask) -> None:
    answer = ask(question)
    assert answer.abstained
    assert not answer.statements
    assert any(nearest in statement.text for statement in answer.nearest)


def test_a_target_is_still_told_of_a_year_to_come_and_a_count_of_a_year_gone_by(ask: Ask) -> None:
    assert not ask("广州港2020年的货物吞吐量目标是多少?").abstained
    assert "37 sister cities" in ask("How many sister cities did Guangzhou have in 2018?").text


def test_both_meetings_of_a_year_are_told(ask: Ask) -> None:
    text = ask("2020年本来要在昆明开的两个大会是什么?").text
    assert "友好城市大会" in text
    assert "生物多样性公约" in text


def test_a_number_of_new_partners_in_a_year_is_the_rows_of_that_year(ask: Ask) -> None:
    text = ask("广州2006年结了几个友城").text
    assert "2个" in text
    assert "维尔纽斯" in text


def test_the_most_partners_are_told_by_number(ask: Ask) -> None:
    answer = ask("Which Chinese cities have the most sister cities?")
    assert all(statement.citations[0].source.path.startswith("Figure") for statement in answer.statements)


def test_which_home_city_was_first_compares_their_first_partners(ask: Ask) -> None:
    text = ask("Which city got its first sister city earlier, Guangzhou or Kunming?").text
    assert "2 May 1979" in text
    assert "5 November 1981" in text


def test_the_age_of_a_tie_is_told_however_the_tie_is_called(ask: Ask) -> None:
    assert "24 years" in ask("How old is the Guangzhou–Bristol tie?").text
    assert "43 years" in ask("how long has Guangzhou been friends with Manila").text


def test_a_year_without_a_round_anniversary_tells_the_others_unless_round_ones_are_asked(ask: Ask) -> None:
    assert "Gifu (Japan), 48th" in ask("What anniversaries does Hangzhou have in 2027?").text
    assert "has a round anniversary" in ask("What round anniversaries does Hangzhou have in 2027?").lead
    assert "没有友城迎来结好整十周年" in ask("杭州2027年有哪些整十周年?").lead


@pytest.mark.parametrize(
    ("question", "count", "first", "shared"),
    [
        (
            "What anniversaries does Hangzhou have in 2027?",
            "29 sister cities and one friendly exchange city of Hangzhou have an anniversary:",
            "21 February 2027: Gifu (Japan), 48th",
            "17 October 2027: Pisa (Italy), 19th; Cancún (Mexico), 19th",
        ),
        (
            "杭州2027年有哪些周年？",
            "杭州有29个国际友好城市和1个国际友好交流城市迎来结好周年：",
            "2027年2月21日：日本岐阜，48周年",
            "2027年10月17日：意大利比萨，19周年；墨西哥坎昆，19周年",
        ),
    ],
)
def test_a_long_list_has_a_short_line_a_day_each_agreement_with_its_source(
    ask: Ask, question: str, count: str, first: str, shared: str
) -> None:
    answer = ask(question)
    assert answer.lead.endswith(count)
    told = {statement.text: statement.citations for statement in answer.statements}
    assert len(told[first]) == 1
    assert len(told[shared]) == 2
    days = [text.partition(":")[0].partition("：")[0] for text in told]
    assert len(days) == len(set(days))
    paths = {citation.source.path for citation in answer.citations}
    assert len(paths) >= 30


def test_traditional_answers_use_the_current_characters_and_the_same_words(ask: Ask) -> None:
    text = ask("廣州與奧克蘭是哪年締結友城的?").text
    assert "結為" in text
    assert "新西蘭" in text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "What was the first sister city of Guangzhou in Africa?",
            "Guangzhou's first sister city in Africa was Durban",
        ),
        ("杭州在欧洲的第一个友好城市是哪个?", "杭州在欧洲的第一个国际友好城市是英国利兹（1988年6月8日）"),
        ("杭州在歐洲最新的友城是哪個?", "杭州在歐洲最近結好的國際友好城市是克羅地亞斯普利特（2014年10月）"),
        (
            "Which was Guangzhou's last sister city in 2012?",
            "Guangzhou's last sister city in 2012 was Valencia (Spain)",
        ),
        ("广州2012年最后一个友城是哪个?", "2012年，广州最后结好的国际友好城市是西班牙巴伦西亚"),
        (
            "What was the first sister city of Hangzhou?",
            "Hangzhou's first sister city on record was Gifu (Japan), on 21 February 1979.",
        ),
    ],
)
def test_a_superlative_says_among_which_it_holds(question: str, said: str, ask: Ask) -> None:
    assert said in ask(question).text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("杭州最近结好的友城是哪个?", "之一，已知日期分不出先后"),
        ("Which is the latest sister city of Hangzhou?", "their dates are not precise enough to tell"),
    ],
)
def test_the_latest_of_dates_that_cannot_be_told_apart_is_any_of_them(question: str, said: str, ask: Ask) -> None:
    text = ask(question).text
    assert said in text
    assert all(re.search(name, text) for name in ("卡拉法特|Calafate", "斯普利特|Split", "皇后镇|Queenstown"))


def test_of_partners_named_before_the_earliest_is_that_of_them(ask: Ask) -> None:
    earlier = ("清邁、丹佛和仰光是昆明的友城嗎?", "三個裡面誰最久?")
    assert "其中最早的是" in ask(earlier[1], earlier[0]).text
    asked = ("Are Chiang Mai, Denver and Yangon sister cities of Kunming?", "which of the three is the oldest?")
    assert "The earliest of those was Denver" in ask(asked[1], asked[0]).text


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("广州在日本有几个友好城市?", "广州在日本有2个国际友好城市："),
        ("廣州1980年代在歐洲締結了哪些友好城市?", "1980年至1989年，廣州在歐洲結好3個國際友好城市："),
        ("Which sister cities does Guangzhou have in Germany?", "Guangzhou has one sister city in Germany:"),
        ("昆明在印度有哪些友好城市?", "昆明在印度有1个国际友好城市（记录可能不全）："),
        (
            "Which sister cities of Kunming are in Asia?",
            "Kunming has 6 sister cities in Asia (the records may not be complete):",
        ),
    ],
)
def test_a_list_says_whose_partners_it_holds_and_where_it_may_lack_some(question: str, lead: str, ask: Ask) -> None:
    assert ask(question).lead == lead


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Is Kazan a sister city of Guangzhou and of Hangzhou?", "since when, each of them?"),
        ("喀山是广州和杭州的友城吗?", "分别是哪年"),
    ],
)
def test_a_published_number_is_not_held_against_a_list_of_some(first: str, then: str, ask: Ask) -> None:
    assert not any(word in ask(then, first).text for word in ("published figure", "已公布的数字"))


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("廣州今年滿三十周年的友城有哪些?", "2026年，廣州有1個國際友好城市迎來結好30週年："),
        (
            "Which Hangzhou sister cities in Europe have round anniversaries in 2028?",
            "In 2028, 3 sister cities of Hangzhou in Europe have a round anniversary (a multiple of ten years):",
        ),
        ("广州2027年南美洲的友城有哪些整十周年?", "2027年，广州在南美洲有2个国际友好城市迎来结好整十周年："),
    ],
)
def test_a_number_of_anniversaries_says_what_it_counts(question: str, lead: str, ask: Ask) -> None:
    assert ask(question).lead == lead


def test_a_list_of_both_kinds_marks_the_weaker_tie(ask: Ask) -> None:
    assert "越南河内（友好交流），3周年" in ask("广州2026年有哪些周年?").text
    text = ask("What anniversaries does Hangzhou have in 2026?").text
    assert "Sayama (Japan) (friendly exchange), 30th anniversary" in text
    assert "Gifu (Japan), 47th" in text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many years have Kunming and Fujisawa been sister cities?", "As of 2 March 2026, Kunming and Fujisawa"),
        ("How many years will Guangzhou and Sydney have been sister cities on 1 June 2027?", "By 1 June 2027"),
        ("广州和悉尼2030年结好多少年?", "2030年是广州与澳大利亚悉尼结好44周年（2030年5月12日）"),
    ],
)
def test_the_day_of_a_count_is_not_taken_for_the_day_of_the_anniversary(question: str, said: str, ask: Ask) -> None:
    assert said in ask(question).text


@pytest.mark.parametrize(
    ("question", "opening", "rest"),
    [
        ("Is Osaka a sister city of Guangzhou?", "No, not a sister city.", "cannot be ruled out"),
        ("盧加諾是廣州的友好城市嗎?", "不是國際友好城市。", "國際友好交流城市的名單不全"),
        ("广州在冰岛有友好城市吗?", "没有。", "国际友好交流城市的名单不全"),
    ],
)
def test_a_complete_list_of_one_kind_denies_that_kind_alone(question: str, opening: str, rest: str, ask: Ask) -> None:
    answer = ask(question)
    assert answer.lead == opening
    assert rest in " ".join(answer.notes)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("When did Guangzhou and Mombasa become sister cities?", "Before that, in 2015, they became", "Another source"),
        ("廣州和蒙巴薩哪年結好?", "此前，2015年已結為國際友好交流城市", "另有"),
        ("When did Guangzhou and Lyon become sister cities?", "Another source gives 1998; apparently a slip", "Porte"),
        ("杭州和喀山哪年结好?", "另有来源写2002年；哪一个对，未能核实", "《"),
        ("Which sister cities does Guangzhou have in Africa?", "(friendly exchange city from 2015)", "as friendly"),
        ("广州在法国有哪些友好城市?", "（另有来源写1998年，应是笔误：另有三个来源写1988年）", "《"),
    ],
)
def test_an_earlier_stage_a_slip_and_a_dispute_are_told_apart(question: str, said: str, unsaid: str, ask: Ask) -> None:
    text = ask(question).text
    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("广州在越南有哪些友好交流城市?", "约2013年"),
        ("Which friendly exchange cities does Guangzhou have in Brazil?", "24 November 2025 (year inferred)"),
        ("What anniversaries does Guangzhou have in Cambodia in 2026?", "approx. 13th anniversary (since about 2013)"),
        ("廣州和仁川的下一個週年是哪天?", "約13週年"),
    ],
)
def test_an_approximate_year_is_told_as_one_and_so_are_its_anniversaries(question: str, said: str, ask: Ask) -> None:
    assert said in ask(question).text


def test_in_a_list_only_days_that_are_near_are_counted(ask: Ask) -> None:
    text = ask("广州2026年有哪些整十周年?").text
    assert "还有71天" in text
    assert not re.search(r"(?:还有|已过)\d{3}天", text)


@pytest.mark.parametrize(
    ("earlier", "then"), [("昆明與清邁何時締結友城?", "仰光呢"), ("廣州與里昂哪年結好?", "法兰克福呢")]
)
def test_a_chat_in_traditional_stays_so_until_a_turn_shows_the_other(earlier: str, then: str, ask: Ask) -> None:
    assert ("結為" in ask(then, earlier).text) is (then == "仰光呢")


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [("廣州和金邊哪年結好?", "「自2013年」", "“"), ("广州和金边哪年结好?", "“自2013年”", "「")],
)
def test_quotation_marks_go_with_the_script(question: str, said: str, unsaid: str, ask: Ask) -> None:
    text = "".join((ask(question).text, *ask(question).notes))
    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize(
    ("question", "suffix"),
    [
        ("有哪些面向学生的奖学金项目?", "（当时仍是计划）"),
        ("Which scholarships are there for students?", "(Still a plan then.)"),
    ],
)
def test_a_plan_with_its_own_date_is_not_dated_twice(question: str, suffix: str, ask: Ask) -> None:
    planned = [each.text for each in ask(question).statements if each.text.endswith(suffix)]
    assert planned
    assert all("2018" in text for text in planned)


def test_a_title_is_not_told_before_the_same_words(ask: Ask) -> None:
    text = ask("Which scholarships are there for foreign students in Guangzhou?").text
    assert "Scholarships for foreign students in Guangzhou:" not in text
    assert "scholarships for foreign students who come to Guangzhou" in text


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Which sister cities does Kunming have?", "The records list 11 sister cities of Kunming:"),
        ("昆明有哪些国际友好城市?", "记录中有昆明的国际友好城市11个："),
    ],
)
def test_a_list_beside_a_larger_published_number_is_that_of_the_records(question: str, lead: str, ask: Ask) -> None:
    assert ask(question).lead == lead


@pytest.mark.parametrize("question", ["Which came first, Bristol or Birmingham?", "布里斯托尔和伯明翰哪个跟广州更早?"])
def test_a_comparison_tells_each_date_once(question: str, ask: Ask) -> None:
    text = ask(question).text
    assert len(re.findall("2001", text)) == len(re.findall("2006", text)) == 1
