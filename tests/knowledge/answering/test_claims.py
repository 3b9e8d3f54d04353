"""Claims made of the bundled table, true and false, in many words: each gets the yes or no that the table decides."""

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator

import pytest

from knowledge.calendar import full_years
from knowledge.language.meanings import months_after
from knowledge.records import Agreement, Record
from tests.knowledge.answering.conftest import TODAY

Talk = Callable[..., str]

PARTNERS = ("Gwangju", "Manila", "Sydney", "Bristol", "Linköping", "Arequipa", "Rabat", "Valencia")
YES, NO = re.compile(r"(?:Yes\b|是的)"), re.compile(r"(?:No\b|不是)")
NAMES = {"zh": "partner_zh", "en": "partner_en"}
ASKED_BEFORE = {"zh": "{one}是哪年结好的", "en": "When did {one} sign?"}


def years_apart(row: Agreement) -> int:
    """Return for how many whole years a tie has lasted today."""
    assert row.date is not None
    return full_years(row.date, TODAY) or 0


def is_earlier(one: Agreement, other: Agreement) -> bool:
    assert one.date is not None
    assert other.date is not None
    return one.date.first_day < other.date.first_day


ORDER = {
    ("zh", True): ("{one}比{other}早吧", "{one}结好在{other}之前，对吗"),
    ("zh", False): ("{one}比{other}晚吧",),
    ("en", True): ("{one} signed before {other}, right?", "Is {one} older than {other}?"),
    ("en", False): ("{one} came after {other}, didn't it?", "Is {one} newer than {other}?"),
}
# {one} was asked about before: "it" is it.
ORDER_OF_IT = {
    ("zh", True): ("它比{other}早吧", "那它签得比{other}早吗"),
    ("zh", False): ("它比{other}晚吧",),
    ("en", True): ("It came before {other}, didn't it?", "So it is older than {other}?"),
    ("en", False): ("It came after {other}, didn't it?", "Is it newer than {other}?"),
}
ORDER_TO_IT = {
    ("zh", True): ("{other}比它晚吧", "那{other}是不是比它晚"),
    ("zh", False): ("{other}比它早吧",),
    ("en", True): ("{other} is newer than it, right?",),
    ("en", False): ("And {other} came before it, didn't it?", "Is {other} older than it?"),
}
SAME_YEAR = {
    "zh": ("{other}也是同一年签的吧", "{other}也是那一年吧"),
    "en": ("{other} signed in the same year, right?", "Was {other} in the same year?"),
}
LONGER = {
    "zh": ("我们和{one}结好已经超过{n}年了，对吧", "{one}跟我们结好不止{n}年了吧", "{one}结好有{n}多年了吧"),
    "en": ("We've had {one} for over {n} years, haven't we?", "We've been with {one} for more than {n} years, right?"),
}
SHORTER = {
    "zh": ("{one}结好还不到{n}年吧", "和{one}结好不满{n}年，对吗"),
    "en": ("{one} has been our sister city for less than {n} years, right?",),
}
SINCE = {
    "zh": ("是{year}年签的吧", "它{year}年结好的，没记错吧"),
    "en": ("since {year}, right?", "It was signed in {year}, correct?"),
}
ONLY_EXCHANGES = {
    "zh": (
        "{one}只是友好交流城市，不是友城吧",
        "{one}不是正式友城吧，只是交流城市",
        "{one}是友好交流城市，不算正式友城，对吧",
    ),
    "en": (
        "{one} is only a friendly exchange city, not a sister city, right?",
        "{one} isn't a full sister city, just an exchange city, is it?",
    ),
}
NOT_ONLY_EXCHANGES = {
    "zh": ("{one}是正式友城，不是友好交流城市，对吧", "{one}算正式的友好城市吧，不只是交流城市"),
    "en": ("{one} is a full sister city, not just an exchange city, right?",),
}


@pytest.fixture(scope="module")
def ties(records: list[Record]) -> list[Agreement]:
    rows = [row for row in records if isinstance(row, Agreement) and row.home_en == "Guangzhou"]
    return [next(row for row in rows if row.partner_en == name) for name in PARTNERS]


def told(talk: Talk, *turns: str) -> bool | None:
    """Return whether the last of some turns is answered by yes or no; None where by neither."""
    text = talk(*turns)
    return True if YES.match(text) else False if NO.match(text) else None


def said(forms: tuple[str, ...], language: str, one: Agreement, other: Agreement | None = None) -> Iterator[str]:
    names = {"one": getattr(one, NAMES[language]), "other": getattr(other or one, NAMES[language])}
    return (form.format(**names) for form in forms)


@pytest.mark.parametrize(("language", "earlier"), ORDER)
def test_which_came_first(language: str, *, earlier: bool, ties: list[Agreement], talk: Talk) -> None:
    for one, other in itertools.permutations(ties[:5], 2):
        holds = is_earlier(one, other) is earlier
        for claim in said(ORDER[language, earlier], language, one, other):
            assert told(talk, claim) is holds, claim
        (asked,) = said((ASKED_BEFORE[language],), language, one)
        for forms in (ORDER_OF_IT, ORDER_TO_IT):
            for claim in said(forms[language, earlier], language, one, other):
                assert told(talk, asked, claim) is holds, (asked, claim)


@pytest.mark.parametrize("language", SAME_YEAR)
def test_whether_two_are_of_one_year(language: str, ties: list[Agreement], talk: Talk) -> None:
    for one, other in itertools.permutations((*ties[:2], ties[-1]), 2):
        (asked,) = said((ASKED_BEFORE[language],), language, one)
        for claim in said(SAME_YEAR[language], language, one, other):
            assert told(talk, asked, claim) is False, (asked, claim)
    quito, pokhara = {
        "zh": ("基多是哪年结好的", "博卡拉也是同一年签的吧"),
        "en": ("When did Quito sign?", "Was Pokhara in the same year?"),
    }[language]
    assert told(talk, quito, pokhara) is True


@pytest.mark.parametrize("language", LONGER)
def test_how_long_it_has_lasted(language: str, ties: list[Agreement], talk: Talk) -> None:
    for one, n in itertools.product(ties, (10, 20, 30, 40)):
        if abs(years_apart(one) - n) > 1:
            for form in LONGER[language]:
                if "多年" in form and years_apart(one) > n + 10:
                    continue
                (claim,) = said((form.replace("{n}", str(n)),), language, one)
                assert told(talk, claim) is (years_apart(one) > n), claim
            for form in SHORTER[language]:
                (claim,) = said((form.replace("{n}", str(n)),), language, one)
                assert told(talk, claim) is (years_apart(one) < n), claim


@pytest.mark.parametrize("language", SINCE)
def test_since_when_it_has_lasted(language: str, ties: list[Agreement], talk: Talk) -> None:
    for one, off in itertools.product(ties, (-3, -1, 0, 2)):
        assert one.date is not None
        (asked,) = said((ASKED_BEFORE[language],), language, one)
        for form in SINCE[language]:
            claim = form.format(year=one.date.year + off)
            assert told(talk, asked, claim) is (off == 0), (asked, claim)


@pytest.mark.parametrize("language", ONLY_EXCHANGES)
def test_of_which_kind_it_is(language: str, ties: list[Agreement], talk: Talk) -> None:
    for one in ties:
        for claim in said(ONLY_EXCHANGES[language], language, one):
            assert told(talk, claim) is False, claim
        for claim in said(NOT_ONLY_EXCHANGES[language], language, one):
            assert told(talk, claim) is True, claim


@pytest.mark.parametrize(
    ("asked", "claim", "holds"),
    [
        ("马尼拉是哪年结好的", "是亚洲最早的一个吗", False),
        ("福冈是哪年结好的", "是亚洲最早的一个吗", True),
        ("When did Manila sign?", "Was it the first one in Asia?", False),
        ("When did Bari sign?", "Was it the first one in Europe?", True),
        ("When did Bari sign?", "It's our oldest one in Europe, isn't it?", True),
    ],
)
def test_of_the_first_one_it_is_asked_whether_that_was_it(asked: str, claim: str, talk: Talk, *, holds: bool) -> None:
    assert told(talk, asked, claim) is holds


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        ("广州在韩国有1个友城吧", True),
        ("广州在韩国有2个友城吧", False),
        ("Guangzhou has 1 sister city in Chile, right?", True),
        ("Guangzhou has 3 sister cities in Chile, right?", False),
    ],
)
def test_one_is_a_number_too(claim: str, talk: Talk, *, holds: bool) -> None:
    assert told(talk, claim) is holds


def test_what_has_lasted_since_a_month_or_a_day_began_then(talk: Talk) -> None:
    day = dt.date(1985, 3, 27)
    assert told(talk, "Has Vancouver been our sister city since March 1985?") is True
    assert told(talk, f"Has Vancouver been our sister city since {months_after(day, -1):%B %Y}?") is False


@pytest.mark.parametrize(
    ("claim", "home"),
    [
        ("波士顿是杭州的友好城市，而不是广州的，对吗？", "杭州"),
        ("波士頓是杭州的友好城市，而不是廣州的，對嗎？", "杭州"),
        ("Boston is Hangzhou's sister city and not Guangzhou's, right?", "Hangzhou"),
        ("Boston is a sister city of Hangzhou, not of Guangzhou, right?", "Hangzhou"),
    ],
)
def test_a_home_city_that_is_denied_is_not_the_one_asked_about(claim: str, home: str, talk: Talk) -> None:
    assert told(talk, claim) is True
    assert home in talk(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "Dubai has been our sister city for fifteen full years already, right?",
        "布里斯托尔是三个友好城市之一，对吗",
    ],
)
def test_a_number_that_nothing_holds_against_the_table_is_not_affirmed(claim: str, talk: Talk) -> None:
    assert told(talk, claim) is not True


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        ("Bristol didn't become a sister city in 2003, right?", True),
        ("Bristol didn't become a sister city in 2001, right?", False),
        ("布里斯托尔并不是2003年结好的，对吧", True),
        ("布里斯托尔不是2001年结好的，对吧", False),
        ("Arequipa and we have not completed 30 years yet, right?", True),
        ("阿雷基帕结好还没到三十年，对吧", True),
    ],
)
def test_what_is_denied_is_right_where_it_is_not_so(claim: str, talk: Talk, *, holds: bool) -> None:
    assert told(talk, claim) is holds


@pytest.mark.parametrize(
    ("asked", "claim", "holds"),
    [
        ("昆明在南亚有哪些友城", "巴里比悉尼晚吧", True),
        ("昆明在南亞有哪些友城", "巴里比悉尼早吧", False),
        ("Which sister cities does Kunming have in South Asia?", "Bari joined after Sydney, didn't it?", True),
        ("When did Lyon sign?", "Bari is older than Sydney, right?", False),
    ],
)
def test_two_that_are_compared_take_nothing_from_the_question_before(
    asked: str, claim: str, talk: Talk, *, holds: bool
) -> None:
    assert told(talk, asked, claim) is holds


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        ("Had Bristol and we been sister cities for ten years in 1990?", False),
        ("By 1998, had Linköping and we been sister cities for over five years?", False),
        ("By 2015, had Bristol and we been sister cities for over five years?", True),
        ("在1990年布里斯托尔与我们结好满十年了吗", False),
        ("到2015年布里斯托尔与我们结好超过五年了吧", True),
        ("到2030年布里斯托尔与我们结好满二十年了吧", True),
        ("到2030年布里斯托尔与我们结好满五十年了吧", False),
    ],
)
def test_years_claimed_of_a_time_are_counted_up_to_it(claim: str, talk: Talk, *, holds: bool) -> None:
    assert told(talk, claim) is holds
