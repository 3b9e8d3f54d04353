"""The part of a row's id that is made from a name."""

import pytest

from knowledge.records.ties.filling import slug


@pytest.mark.parametrize(
    ("simplified", "traditional", "expected"),
    [("厦门市", "廈門市", "xiamen"), ("重庆市", "重慶市", "chongqing"), ("监利市", "監利市", "jianli")],
)
def test_a_name_is_said_alike_in_both_scripts(simplified: str, traditional: str, expected: str) -> None:
    assert slug(simplified) == slug(traditional) == expected


def test_a_name_of_other_letters_has_an_id_too() -> None:
    assert slug("Казань")
    assert slug("Казань") != slug("Αθήνα")
