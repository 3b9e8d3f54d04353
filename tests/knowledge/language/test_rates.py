import pytest

from knowledge.language.rates import find_rates
from knowledge.text.folding import fold, to_traditional


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("每年评一次", ["year"]),
        ("每两年举办一届", ["2year"]),
        ("两年一届", ["2year"]),
        ("一年一度的灯会", ["year"]),
        ("每人每月3000元", ["人", "month"]),
        ("held annually", ["year"]),
        ("a biennial award", ["2year"]),
        ("it is held biennially", ["2year"]),
        ("a triennial prize", ["3year"]),
        ("every other year", ["2year"]),
        ("every three months", ["3month"]),
        ("哪一年结好的", []),
        ("是哪一天签的", []),
        ("有一年办过", []),
        ("in a good year", []),
    ],
)
def test_how_often_something_is_is_read(text: str, rates: list[str]) -> None:
    assert [f"{rate.many}{rate.of}" for rate in find_rates(fold(text))] == rates
    assert [f"{rate.many}{rate.of}" for rate in find_rates(fold(to_traditional(text)))] == rates


def test_what_each_gets_is_not_how_often() -> None:
    person, month = find_rates(fold("每人每月3000元"))
    assert (person.is_of_time, month.is_of_time) == (False, True)
