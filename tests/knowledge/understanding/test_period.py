import datetime as dt

import pytest

from knowledge.evidence import Language
from knowledge.understanding.period import find_period

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("二〇一二年结好的友城", "2012-01-01", "2013-01-01"),
        ("廣州明年有哪些逢十週年", "2027-01-01", "2028-01-01"),
        ("广州十年前和哪些城市结好", "2016-01-01", "2017-01-01"),
        ("2027年底有什么周年", "2027-10-01", "2028-01-01"),
        ("5月5日有什么友城周年", "2026-05-05", "2026-05-06"),
        ("2018年结好的,2018年", "2018-01-01", "2019-01-01"),
    ],
)
def test_the_one_range_of_a_question_is_its_period(text: str, start: str, end: str) -> None:
    found = find_period(text, Language.ZH, TODAY)
    assert found is not None
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize("text", ["福冈50周年是哪一天", "哪一年结好的", "光州", "广州(2018)和昆明(2020)各有多少"])
def test_no_range_and_several_are_no_period(text: str) -> None:
    assert find_period(text, Language.ZH, TODAY) is None
