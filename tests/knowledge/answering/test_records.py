"""Questions put to the bundled tables, as the assistant puts them."""

import csv
import dataclasses
import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.answering.records import answer_from_records, nearest_records
from knowledge.evidence import Answer, Statement
from knowledge.names import Gazetteer, Place
from knowledge.records import Agreement, Record, RecordBook
from knowledge.text.folding import fold
from knowledge.understanding.query import Query
from knowledge.understanding.understand import understand
from tests.knowledge.answering.conftest import cite

ROOT = Path(__file__).parents[3]
TABLES = ROOT / "knowledge" / "corpus" / "records"
QUESTIONS = ROOT / "tests" / "evaluation" / "questions_lists.jsonl"
TODAY = dt.date(2026, 3, 2)

Ask = Callable[..., Answer | None]

HOMES = frozenset({"guangzhou-cn", "hangzhou-cn", "kunming-cn"})


@pytest.fixture(scope="module")
def book(records: list[Record], gazetteer: Gazetteer) -> RecordBook:
    return RecordBook.from_records(records, gazetteer)


def queries(question: str, gazetteer: Gazetteer, today: dt.date) -> list[Query]:
    found = understand(question, today=today, gazetteer=gazetteer, home_ids=HOMES)
    return list(found)


@pytest.fixture(scope="module")
def ask(book: RecordBook, gazetteer: Gazetteer) -> Ask:
    def answer(question: str, *, today: dt.date = TODAY, home: Place | None = None) -> Answer | None:
        (query, *_) = queries(question, gazetteer, today)
        return answer_from_records(query, book, gazetteer, home=home, citation_for=cite)

    return answer


@pytest.fixture(scope="module")
def text_of(ask: Ask) -> Callable[..., str]:
    def text(question: str, **options: object) -> str:
        answer = ask(question, **options)
        assert answer is not None, question
        return answer.text

    return text


Text = Callable[..., str]


def listed() -> list[dict[str, object]]:
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("item", listed(), ids=lambda item: item["id"])
def test_a_list_question_is_answered_right(item: dict, book: RecordBook, gazetteer: Gazetteer) -> None:  # type: ignore[type-arg]  # JSON
    asked = queries(item["question"], gazetteer, dt.date.fromisoformat(item["today"]))
    answers = [answer_from_records(query, book, gazetteer, home=None, citation_for=cite) for query in asked]
    text = fold("\n".join(answer.text for answer in answers if answer))
    for alternatives in item["answer_key"]:
        assert any(fold(key) in text for key in alternatives), alternatives


def test_every_agreement_with_a_day_is_told_to_the_day_in_both_languages(ask: Ask, book: RecordBook) -> None:
    for row in book.served:
        if row.date is None or row.date.day is None:
            continue
        chinese = ask(f"{row.home_zh}和{row.country_zh}{row.partner_zh}哪天结好?")
        assert chinese is not None, row.id
        assert f"{row.date.year}年{row.date.month}月{row.date.day}日" in chinese.text
        english = ask(f"When did {row.home_en} and {row.partner_en}, {row.country_en}, become partner sister cities?")
        assert english is not None, row.id
        assert f"{row.date.day} {row.date.first_day:%B} {row.date.year}" in english.text


def test_every_quote_is_the_cell_of_its_row(ask: Ask) -> None:
    cells = {
        (path.stem.removesuffix("s").title(), row["id"]): row["quote"]
        for path in TABLES.glob("*.csv")
        for row in csv.DictReader(path.open(encoding="utf-8", newline=""))
    }
    answer = ask("介绍一下里昂")
    assert answer is not None
    assert {citation.source.path.split("#")[0] for citation in answer.citations} == {"Agreement", "Event", "Programme"}
    for citation in answer.citations:
        table, row_id = citation.source.path.split("#")
        assert cells[table, row_id] == citation.quote


def test_a_disputed_date_is_shown_with_both_claims_and_their_sources(ask: Ask) -> None:
    answer = ask("When did Guangzhou and Lyon become sister cities?")
    assert answer is not None
    own, claim = answer.statements
    assert "19 January 1988" in own.text
    assert "1998" in claim.text
    assert [statement.citations[0].source.path for statement in (own, claim)] == [
        "Agreement#guangzhou-lyon",
        "Agreement#guangzhou-lyon-claim",
    ]


def test_a_partner_of_two_home_cities_is_told_for_both(text_of: Text) -> None:
    text = text_of("When did Kazan become a sister city?")
    assert "6 July 2012" in text
    assert "16 October 2003" in text


def test_a_year_is_given_where_only_the_year_is_known(ask: Ask, text_of: Text) -> None:
    assert "2013年" in text_of("昆明和博克拉是哪天结为友好城市的?")
    assert "来源只写到年份" in text_of("昆明和博克拉是哪天结为友好城市的?")
    insisted = ask("苏黎世和昆明确切是哪一天结好的?")
    assert insisted is not None
    assert insisted.abstained
    assert "1982年2月" in insisted.nearest[0].text


def test_gwangju_is_not_guangzhou(text_of: Text) -> None:
    assert "1996年10月25日" in text_of("广州和光州是哪天结为友好城市的?")


def test_a_traditional_question_is_answered_in_traditional_characters_and_quoted_as_it_is(ask: Ask) -> None:
    answer = ask("廣州與維爾紐斯是哪年哪月哪日締結友城的?")
    assert answer is not None
    assert "廣州與立陶宛維爾紐斯" in answer.text
    assert answer.citations[0].quote.startswith("17 Vilnius")


def test_friendship_city_is_read_both_ways(text_of: Text) -> None:
    text = text_of("How many friendship cities does Guangzhou have?")
    assert "38 sister cities" in text
    assert "64 friendly exchange cities" in text
    assert "104 friendly cities of all kinds" in text


def test_a_count_is_the_latest_at_or_before_the_date_asked(text_of: Text) -> None:
    assert "31个" in text_of("截至2013年底广州有多少个国际友好城市?")
    assert "37 sister cities" in text_of("How many sister cities did Guangzhou have in December 2018?")
    assert "100个" in text_of("截至2021年底广州有多少个各类友好城市?")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("首届广州奖有多少城市参评?", "153"),
        ("How many countries entered the first Guangzhou Award?", "56"),
        ("廣州獎每屆有幾個城市獲獎?", "5"),
        ("广州奖收集了多少个案例?", "700"),
    ],
)
def test_of_several_figures_that_is_told_which_counts_what_the_question_counts(
    text_of: Text, question: str, value: str
) -> None:
    assert value in text_of(question).replace("2012", "").replace("2018", "")


def test_how_many_countries_is_told_by_the_official_figures_beside_the_rows(ask: Ask) -> None:
    for question in ("杭州的友好城市分布在多少个国家?", "How many countries have sister cities of Hangzhou?"):
        answer = ask(question)
        assert answer is not None
        assert ["26" in statement.text or "42" in statement.text for statement in answer.statements] == [True, True]
        assert "24" in answer.notes[0]


def test_where_the_most_partners_are_is_the_largest_group_alone(ask: Ask) -> None:
    for question, name in (("哪个国家的友城最多?", "日本"), ("Which country has the most sister cities?", "Japan")):
        answer = ask(question)
        assert answer is not None
        assert name in answer.lead
        assert len(answer.statements) == 1


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("广州有哪些友城结好超过40年?", "巴里", "里昂"),
        ("Which sister cities of Guangzhou have been partners for more than forty years?", "Sydney", "Lyon"),
        ("广州结好不到十年的友城有哪些?", "圣地亚哥", "福冈"),
    ],
)
def test_how_long_ties_have_lasted_selects_them(text_of: Text, question: str, told: str, untold: str) -> None:
    text = text_of(question, today=dt.date(2026, 11, 24))
    assert told in text
    assert untold not in text


@pytest.mark.parametrize(
    "question", ["2029年有哪些逢五周年?", "Which anniversaries in multiples of five fall in 2029?"]
)
def test_fives_are_told_where_fives_are_asked_for(text_of: Text, question: str) -> None:
    text = text_of(question)
    assert re.search("罗兹|Łódź", text)  # the 15th
    assert not re.search("里昂|Lyon", text)  # the 41st


@pytest.mark.parametrize("question", ["昆明的友城在非洲有哪些?", "Which sister cities does Kunming have in Africa?"])
def test_a_continent_without_partners_is_said_to_have_none(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer is not None
    assert answer.abstained
    assert re.search("昆明.*非洲|Kunming in Africa", answer.lead)


def test_without_a_home_city_all_are_counted_side_by_side(ask: Ask, gazetteer: Gazetteer) -> None:
    answer = ask("友城一共有多少个?")
    assert answer is not None
    assert all(name in answer.text for name in ("广州", "杭州", "昆明"))
    own = ask("友城一共有多少个?", home=gazetteer.lookup("Kunming"))
    assert own is not None
    assert "广州" not in own.text
    assert "23个国际友好城市" in own.text


def test_a_list_that_falls_short_of_the_published_figure_says_so(ask: Ask) -> None:
    answer = ask("请列出昆明23对国际友城的完整名单。")
    assert answer is not None
    assert answer.abstained
    assert len(answer.nearest) == 11
    assert any("23" in note for note in answer.notes)


def test_an_anniversary_without_a_place_asks_which_city(ask: Ask) -> None:
    answer = ask("When is the anniversary?")
    assert answer is not None
    assert not answer.abstained
    assert answer.lead.startswith("Which city")
    assert len(answer.choices) == 3


def test_the_day_itself_is_said_to_be_today(text_of: Text) -> None:
    text = text_of("When is the next anniversary of Guangzhou and Fukuoka?", today=dt.date(2029, 5, 2))
    assert "2 May 2029" in text
    assert "50th" in text
    assert "today" in text


def test_an_anniversary_of_a_leap_day_is_explained(gazetteer: Gazetteer, records: list[Record]) -> None:
    row = next(row for row in records if isinstance(row, Agreement) and row.id == "guangzhou-tampere")
    leap = dataclasses.replace(row, date=type(row.date).parse("2008-02-29"))  # type: ignore[union-attr]  # it has a date
    leap_book = RecordBook.from_records([leap], gazetteer)
    (query,) = queries("When is the next anniversary of Guangzhou and Tampere?", gazetteer, dt.date(2027, 1, 1))
    answer = answer_from_records(query, leap_book, gazetteer, home=None, citation_for=cite)
    assert answer is not None
    assert "28 February 2027" in answer.text
    assert "29 February" in " ".join(answer.notes)


def test_years_are_counted_to_a_day_to_a_year_and_to_today(text_of: Text) -> None:
    assert "46 years" in text_of("How many years have Fukuoka and Guangzhou been sister cities?")
    assert "30周年" in text_of("2018年时法兰克福与广州结好多少年了?")
    assert "49 years" in text_of("How many years will Hangzhou and Boston have been sister cities on 30 April 2032?")


def test_an_empty_range_names_the_next_anniversary(ask: Ask) -> None:
    answer = ask("今天有哪些周年?")
    assert answer is not None
    assert "没有友城迎来结好周年" in answer.lead
    assert len(answer.statements) == 1


def test_behind_a_year_without_such_an_anniversary_the_next_one_is_told(text_of: Text) -> None:
    told = text_of("2030年广州有哪些友城满五十周年？")
    assert "2031年12月8日" in told
    assert "2029年5月2日" not in told


def test_a_planned_programme_is_said_to_be_planned_as_of_its_date(text_of: Text) -> None:
    text = text_of("有哪些面向学生的奖学金项目?")
    assert "当时仍是计划" in text


def test_programmes_for_young_people_are_of_young_people(ask: Ask, book: RecordBook) -> None:
    meant = {row.id for row in book.programmes if "youth" in row.for_whom or "青" in row.title_zh + row.summary_zh}
    for question in ("哪些青年项目可以报名？", "Which programmes can young people sign up for?"):
        answer = ask(question)
        assert answer is not None
        assert "布里斯托尔大学" in answer.text or "University of Bristol" in answer.text
        assert {cited.source.path.partition("#")[2] for cited in answer.citations} <= meant


def test_events_are_found_by_place_year_and_kind(ask: Ask) -> None:
    answer = ask("What visits were there to Frankfurt in 2018?")
    assert answer is not None
    assert {citation.source.path for citation in answer.citations} == {
        "Event#gz-frankfurt-visit-jan-2018",
        "Event#gz-frankfurt-visit-may-2018",
        "Event#gz-frankfurt-return-visit-2018",
    }


def test_the_winner_of_an_edition_is_not_that_of_another(ask: Ask, text_of: Text) -> None:
    assert "Kocaeli" in text_of("Who won the first Guangzhou Award?")
    assert ask("Who won the fifth Guangzhou Award?") is None


def test_a_target_is_told_as_a_target(text_of: Text) -> None:
    text = text_of("广州港2020年的货物吞吐量目标是多少?")
    assert "6.5亿吨" in text
    assert "目标" in text


@pytest.mark.parametrize(
    "question",
    [
        "What is the population of Tampere?",
        "Who is the mayor of Lyon?",
        "里昂市长是谁?",
        "How much does the scholarship pay?",
        "昆明市外办的联系电话是多少?",
        "When did Guangzhou become a sister city of Paris?",
        "昆明和福冈什么时候结好?",
        "深圳有多少个友好城市?",
        "成都有多少个友好城市?",
        "How many sister cities does Fukuoka have?",
        "How far is Lyon from Guangzhou?",
        "广州和里昂之间有直飞航班吗?",
        "How many students went from Guangzhou to Lyon?",
        "广州哪些友城有地铁?",
        "Which hotel did the Lyon delegation stay in?",
        "谁签署了广州与法兰克福的友城协议?",
        "Why did Guangzhou choose Lyon as a sister city?",
        "What is a sister city?",
        "Tell me about the history of Lyon",
        "广州友城里有几个首都?",
        "哪个友城最大?",
        "国际友好城市和国际友好交流城市有什么区别?",
        "第八届杭州国际友城市长论坛什么时候举行?",
        "Thanks a lot!",
    ],
)
def test_what_the_tables_do_not_carry_is_left_to_the_documents(question: str, ask: Ask) -> None:
    assert ask(question) is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("杭州在亚洲有多少个友城", "截至2020年10月26日，杭州在亚洲有25个国际友城。"),
        (
            "How many sister cities does Hangzhou have in Japan?",
            "As of 26 October 2020 Hangzhou had 9 partner cities in Japan.",
        ),
        ("杭州在非洲有几个友城", ""),
        ("杭州在亚洲有哪些友城", ""),
    ],
)
def test_beside_a_list_of_a_place_that_may_lack_some_a_higher_published_number_is_told(
    question: str, told: str, ask: Ask
) -> None:
    found = ask(question)
    assert found is not None
    assert [statement.text for statement in found.statements if "2020" in statement.text] == [told] * bool(told)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("第二届广州奖有谁得奖", "杭州的公共自行车项目是第二届广州奖的获奖项目"),
        ("首届广州奖有谁得奖", "土耳其科喀艾里以"),
    ],
)
def test_a_title_is_not_told_before_a_sentence_that_says_the_same(question: str, told: str, ask: Ask) -> None:
    found = ask(question)
    assert found is not None
    assert any(statement.text.startswith(told) for statement in found.statements)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many consulates are there in Kunming?", "seven countries have opened consulates-general"),
        ("How many countries have consulates in Kunming?", "seven countries have opened consulates-general"),
        ("昆明有多少领事馆", "7个国家"),
    ],
)
def test_how_many_there_are_is_not_told_by_a_place_in_a_ranking(question: str, told: str, ask: Ask) -> None:
    found = ask(question)
    assert found is not None
    assert [told in statement.text for statement in found.statements] == [True]


def nearest(question: str, book: RecordBook, gazetteer: Gazetteer) -> tuple[Statement, ...]:
    (query, *_) = queries(question, gazetteer, TODAY)
    return nearest_records(query, book, gazetteer, home=None, citation_for=cite)


@pytest.mark.parametrize(
    ("question", "without"),
    [("廣州同墨爾本幾時結為友好城市？", True), ("广州和热那亚哪年结好", True), ("杭州和墨尔本哪年结好", False)],
)
def test_that_a_complete_list_does_not_have_a_city_is_nearest_to_its_date(
    question: str, book: RecordBook, gazetteer: Gazetteer, *, without: bool
) -> None:
    told = nearest(question, book, gazetteer)
    assert ("2022年4月19日" in told[0].text) is without


def test_the_nearest_to_an_unknown_pair_is_the_partner_elsewhere_or_another_of_its_country(
    book: RecordBook, gazetteer: Gazetteer
) -> None:
    without, lyon = nearest("When did Guangzhou become a sister city of Paris?", book, gazetteer)
    assert without.text == "Paris: not among the 38 sister cities that Guangzhou had as of 19 April 2022."
    assert "Lyon" in lyon.text
    (fukuoka,) = nearest("昆明和福冈什么时候结好?", book, gazetteer)
    assert "广州与日本福冈" in fukuoka.text
    assert nearest("What is the population of Tampere?", book, gazetteer) == ()


@pytest.mark.parametrize(
    ("question", "yes", "told"),
    [
        ("广州和福冈是1979年结好的吧？", True, "1979年5月2日"),
        ("广州和福冈是1980年结好的吧？", False, "1979年5月2日"),
        ("Guangzhou and Lyon signed in 1988, right?", True, "19 January 1988"),
        ("Guangzhou and Lyon signed in 1989, right?", False, "19 January 1988"),
        ("福冈是广州的第一个友城吗", True, "1979年5月2日"),
        ("里昂是广州的第一个友城吗", False, "福冈"),
        ("里昂比法兰克福早吗", True, "1988年1月19日"),
        ("法兰克福比里昂结得早，没错吧", False, "1988年4月11日"),
        ("Is Paris a sister city of Guangzhou?", False, "not among the 38"),
        ("里昂在德国吗，是广州的友城吗", False, "法国"),
        ("悉尼跟广州结好满三十年了吗", True, "39年"),
        ("悉尼跟广州结好满五十年了吗", False, "39年"),
    ],
)
def test_every_qualifier_of_a_claim_is_held_against_the_records(
    ask: Ask, question: str, told: str, *, yes: bool
) -> None:
    answer = ask(question)
    assert answer is not None
    assert re.match("是的。|Yes[.]" if yes else "不是|No[.,]", answer.lead)
    assert told in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "When did Guangzhou become sister cities with Birmingham in the United States?",
        "When did Guangzhou and Birmingham, AL become sister cities?",
        "广州和古巴圣地亚哥什么时候结为友城？",
        "廣州和古巴聖地亞哥什麼時候結為友城？",
        "广州与美国圣何塞什么时候结好？",
        "When did Guangzhou become sister cities with Birmingham, Alabama?",
        "When did Guangzhou and Valencia, Venezuela sign?",
        "When did Guangzhou become sister cities with Vancouver, Washington?",
    ],
)
def test_a_namesake_is_told_apart_and_is_no_answer(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer is not None
    assert answer.abstained
    assert answer.nearest
    assert not answer.statements


@pytest.mark.parametrize(
    "question",
    ["Which sister cities does Handan have in Italy?", "马鞍山在德国有哪些友城？"],
)
def test_of_a_city_without_ties_nothing_is_told_by_the_tables(ask: Ask, question: str) -> None:
    assert ask(question) is None


def test_without_a_table_nothing_is_said_of_where_agreements_were_signed(gazetteer: Gazetteer) -> None:
    (query, *_) = queries("Which agreements were signed in Geneva?", gazetteer, TODAY)
    assert answer_from_records(query, RecordBook(names=gazetteer), gazetteer, home=None, citation_for=cite) is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Is Bristol in Tennessee a sister city of Guangzhou?", "Bristol (United Kingdom)"),
        ("Is San Jose, United States a sister city?", "Costa Rica"),
        ("广州和悉尼（加拿大）是友城吗？", "澳大利亚悉尼"),
        ("广州和福冈（法国）是友城吗？", "日本福冈"),
        ("法国的福冈是广州的友城吗？", "日本福冈"),
        ("美國的聖何塞是友好城市嗎", "哥斯達黎加聖何塞"),
    ],
)
def test_a_claim_of_a_namesake_is_denied_where_the_list_is_complete(text_of: Text, question: str, told: str) -> None:
    text = text_of(question)
    assert text.startswith(("No", "不是"))
    assert told in text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("广州和英国的伯明翰哪年结好？", "2006年12月4日"),
        ("When did Guangzhou and San José (Costa Rica) become sister cities?", "11 September 2012"),
        ("广州和智利的圣地亚哥哪年结好？", "2017年6月20日"),
    ],
)
def test_the_country_named_with_a_partner_is_its_own(text_of: Text, question: str, told: str) -> None:
    assert told in text_of(question)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("按时间倒序列出广州在欧洲的友城", "罗兹"),
        ("列出广州在欧洲的友城，按时间排", "巴里"),
        ("List the sister cities of Guangzhou in Europe, newest first", "Łódź"),
    ],
)
def test_a_list_is_told_in_the_order_asked_for(ask: Ask, question: str, first: str) -> None:
    answer = ask(question)
    assert answer is not None
    assert first in answer.statements[0].text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("广州的友城哪个年代结得最多", "2010年代"),
        ("In which decade did Guangzhou sign the most sister cities?", "2010s"),
        ("广州和里昂、法兰克福结好相差多少天", "83天"),
    ],
)
def test_ties_are_grouped_by_time_and_their_dates_compared(text_of: Text, question: str, told: str) -> None:
    assert told in text_of(question)


def test_one_too_claims_no_number(ask: Ask) -> None:
    answer = ask("Hangzhou has one sister city too, doesn't it?")
    assert answer is None or answer.lead != "No."


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("广州有38个友好城市吧", True),
        ("广州有50个友好城市吧", False),
        ("Guangzhou has over 30 sister cities, right?", True),
    ],
)
def test_a_number_claimed_is_held_against_the_latest_figure(ask: Ask, question: str, *, yes: bool) -> None:
    answer = ask(question)
    assert answer is not None
    assert re.match("是的。|Yes[.]" if yes else "不是|No[.,]", answer.lead)


@pytest.mark.parametrize(
    "question", ["里昂有多少人口?", "What is the population of Lyon?", "How many inhabitants has Lyon?"]
)
def test_what_only_means_something_like_it_is_not_told(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer is None or answer.abstained or "70" not in answer.text  # people who came


@pytest.mark.parametrize(
    "question", ["2026年新增友城有哪些", "今年有没有新增友城", "Which sister cities were added in 2026?"]
)
def test_where_none_was_added_in_a_time_the_latest_is_told(text_of: Text, question: str) -> None:
    text = text_of(question)
    assert "2018" in text  # Mombasa, Guangzhou's latest
    assert text.startswith(("记录中没有广州、", "The records list no sister cities of Guangzhou"))


def test_of_a_time_to_come_nothing_is_told(ask: Ask) -> None:
    answer = ask("2031年新增友城有哪些")
    assert answer is None or answer.abstained


def test_of_places_that_no_table_has_none_is_told_to_be_anywhere(gazetteer: Gazetteer, book: RecordBook) -> None:
    (query,) = queries("其中在美国的有哪些", gazetteer, TODAY)
    for among, told in ((("tokyo-jp",), False), (("tokyo-jp", "lyon-fr"), True)):
        of_those = dataclasses.replace(query, among=among)
        answer = answer_from_records(of_those, book, gazetteer, home=None, citation_for=cite)
        assert (answer is not None and "没有" in answer.text) is told


@pytest.mark.parametrize(
    "question",
    [
        "Edinburgh is the same kind of tie, right?",
        "爱丁堡也是那一类的友好城市吗，跟前面的是一类的吧？",
        "Does Guangzhou do that sort of thing as a sister city of Lyon?",
        "里昂这个友城是湖南那个吗？",
    ],
)
def test_what_a_tie_is_set_beside_is_not_affirmed_with_it(text_of: Callable[..., str], question: str) -> None:
    text = text_of(question)
    assert not text.startswith(("Yes", "是的"))
    assert "2019" in text or "1988" in text


@pytest.mark.parametrize("question", ["Is Lyon a sister city of Guangzhou, right?", "里昂是广州的友好城市吧？"])
def test_a_plain_claim_is(text_of: Callable[..., str], question: str) -> None:
    assert text_of(question).startswith(("Yes", "是的"))


@pytest.mark.parametrize(
    "question", ["我们烟台在韩国有哪些友好城市？", "Which sister cities does Leeds have in Korea?"]
)
def test_of_tables_without_ties_no_namesake_is_told(gazetteer: Gazetteer, question: str) -> None:
    (query,) = queries(question, gazetteer, TODAY)
    empty = RecordBook.from_records([], gazetteer)
    answer = answer_from_records(query, empty, gazetteer, home=None, citation_for=cite)
    assert answer is None or answer.statements
