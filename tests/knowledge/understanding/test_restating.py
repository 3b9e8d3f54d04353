import datetime as dt
import re

import numpy as np
import pytest

from knowledge.embedding import load_meaning_reader
from knowledge.embedding.adapter import MEANINGS, load_classifier
from knowledge.evidence import Language
from knowledge.settings import Settings
from knowledge.text.folding import fold
from knowledge.text.language import detect_language
from knowledge.understanding.before import Before
from knowledge.understanding.phrasings import digest, meanings, messages, phrasings, with_plain_words
from knowledge.understanding.restating import Masker, Restated, Restater
from knowledge.understanding.understand import understand
from tests.ingesting import gazetteer

TODAY = dt.date(2026, 11, 29)
HOMES = frozenset({"guangzhou-cn", "hangzhou-cn"})
FEWEST, FEWEST_MESSAGES = 20, 2
# Forms that other meanings take where more is named, or that no phrasing has been written for yet.
UNPHRASED = {
    "claim_tied_in", "anniversaries_n", "anniversaries_first_n", "ties_list_of_all", "ties_newest_of_all",
    "ties_first_and_last", "ties_nth", "ties_countries_several", "ties_places_compared", "ties_besides", "others_there",
    "one_before", "one_after", "same_day_as", "which_number", "name_of", "signed_where", "ties_signed_in",
    "ties_signed_elsewhere", "ties_count_of_all", "ties_oldest_of_all", "claim_tied_of_all", "same_year_as",
    "tie_anniversary_n", "anniversary_of_it_n",
}  # fmt: skip
# Words that are a town's name as well, or are taken for a misspelt one.
NO_TOWNS = {"大庆", "友好市", "zhongwen"}


@pytest.fixture(scope="session")
def restater() -> Restater:
    return Restater(load_meaning_reader(Settings()), gazetteer(), HOMES)


def left_by(question: str) -> Before:
    (query,) = understand(question, today=TODAY, gazetteer=gazetteer(), home_ids=HOMES)
    return Before(query, recent=query.partners)


def restated(restater: Restater, question: str, earlier: str = "") -> Restated:
    _, found = restater.restate(question, left_by(earlier) if earlier else None, TODAY)
    return found[0]


def test_the_reader_has_learnt_from_these_phrasings_and_messages() -> None:
    with np.load(MEANINGS, allow_pickle=False) as stored:
        assert str(stored["phrasings"]) == digest(), "run make phrasings"


def test_every_meaning_has_phrasings_in_both_languages_and_a_row() -> None:
    for language in Language:
        said = [meaning for meaning, _, of in phrasings() if of is language]
        assert set(said) == set(meanings()) - UNPHRASED
        assert min(said.count(meaning) for meaning in set(said)) >= FEWEST


def test_every_meaning_that_is_read_has_messages_in_both_languages_and_a_row() -> None:
    read = set(load_classifier().meanings) - {"none_of_these"}
    assert read <= set(meanings())
    for language in Language:
        said = [one.meaning for one in messages() if detect_language(one.text) is language]
        assert min(said.count(meaning) for meaning in read) >= FEWEST_MESSAGES


def test_a_phrasing_means_one_thing() -> None:
    folded = [(fold(text), language) for _, text, language in phrasings()]
    assert len(folded) == len(set(folded))
    said = [(one.text, one.before) for one in messages()]
    assert len(said) == len(set(said))


def test_every_placeholder_has_a_plain_word_and_no_phrasing_names_a_place() -> None:
    for _, text, language in phrasings():
        plain = with_plain_words(text, language)
        assert "<" not in plain
        named = [mention for mention in gazetteer().find(re.sub(r"<\w+>", " ", text)) if mention.place.is_city]
        assert {mention.text for mention in named} <= NO_TOWNS, text


def test_names_and_times_are_replaced_by_plain_words_and_an_award_is_not_a_land() -> None:
    masker = Masker(gazetteer(), HOMES)
    found = masker.masked("里昂跟广州1988年结的，法国还有吗", Language.ZH, TODAY)
    assert found.text == "某市跟我市某年结的，某国还有吗"
    assert (found.city, found.home, found.country, found.time) == (("里昂",), ("广州",), ("法国",), ("1988年",))
    assert "UCLG" in masker.masked("Is Lyon in UCLG?", Language.EN, TODAY).text


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("I live in Leeds. Is Lyon one of your sister cities?", ("Lyon",)),
        ("Is Lyon one of your sister cities? I live in Leeds.", ("Lyon",)),
        ("I'm going to Lyon next month. When did we sign with it?", ("Lyon",)),
        ("Are Leeds and Lyon sister cities of yours?", ("Leeds", "Lyon")),
    ],
)
def test_what_askers_tell_of_themselves_names_nothing_asked_about(text: str, city: tuple[str, ...]) -> None:
    assert Masker(gazetteer(), HOMES).masked(text, Language.EN, TODAY).city == city


@pytest.mark.parametrize(
    ("question", "meaning", "text"),
    [
        ("would you happen to know since which year Lyon has been one of your twin towns", "tie_date",
         "When was the agreement with Lyon signed?"),
        ("里昂是哪年跟咱们攀上亲的呀", "tie_date", "与里昂是什么时候结好的"),
        ("請教一下，里昂跟廣州是民國幾年簽的約？", "tie_date", "广州与里昂是什么时候结好的"),
        ("haven't we got anybody down in Chile?", "claim_tied_in", "Are there sister cities in Chile?"),
        ("Osaka's on your list as well I take it", "claim_tied", "Is Osaka a sister city?"),
        ("大阪也在名单里头的吧", "claim_tied", "大阪是友好城市吗"),
        ("between 2005 and 2009 what did you sign over in Africa", "ties_list",
         "Which sister cities are there in Africa from 2005 to 2009?"),
        ("What happened between Guangzhou and Lyon in 2018?", "tie_events",
         "Which exchanges of Guangzhou have there been with Lyon in 2018?"),
    ],
)  # fmt: skip
def test_other_words_are_said_in_those_of_the_rules(restater: Restater, question: str, meaning: str, text: str) -> None:
    found = restated(restater, question)
    assert (found.meaning, found.text) == (meaning, text)
    assert not found.leans


@pytest.mark.parametrize(
    ("earlier", "question", "text"),
    [
        ("When did Lyon become a sister city?", "older than Frankfurt is it, or what", "Frankfurt am Main or Lyon"),
        ("里昂是什么时候结好的", "跟法兰克福相比哪个结得早", "法兰克福和里昂"),
    ],
)
def test_what_is_compared_with_one_place_is_compared_with_the_one_before(
    restater: Restater, earlier: str, question: str, text: str
) -> None:
    assert text in restated(restater, question, earlier).text


def test_a_follow_up_without_a_name_leans_on_the_turns_before(restater: Restater) -> None:
    found = restated(restater, "so how many years would that make it by now", "When did Lyon become a sister city?")
    assert found.leans
    assert not restated(restater, "so how many years would that make it by now").leans


def test_the_country_beside_a_city_tells_it_from_its_namesakes(restater: Restater) -> None:
    assert restated(restater, "英国的伯明翰也算的吧").text == "英国的伯明翰是友好城市吗"


@pytest.mark.parametrize("state", ["Birmingham, AL", "Leeds, UT"])
def test_the_letters_of_a_state_beside_a_city_tell_it_from_its_namesakes_too(restater: Restater, state: str) -> None:
    found = restated(restater, f"When did Guangzhou become sister cities with {state}?")
    assert "United States" in found.text


def test_a_greeting_before_a_question_makes_no_greeting_of_it(restater: Restater) -> None:
    assert restated(restater, "Hi there! Which towns have you been twinned with the longest?").meaning == "ties_oldest"
    assert restated(restater, "hey ho, nice to meet you").meaning == "greeting"
