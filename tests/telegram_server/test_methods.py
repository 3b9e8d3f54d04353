import json
from pathlib import Path
from typing import Any

import pytest

from tests.telegram_server.bot_api import _CARRY_OUT
from tests.telegram_server.methods import METHODS
from tests.telegram_server.objects import OBJECTS

REFERENCES = sorted((Path(__file__).parents[3] / "shared" / "telegram").glob("bot_api_*.json"))


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    if not REFERENCES:
        pytest.skip("there is no table of the Bot API beside the repository")
    loaded: dict[str, Any] = json.loads(REFERENCES[-1].read_text(encoding="utf-8"))
    return loaded


def test_every_method_of_the_table_can_be_called() -> None:
    assert set(METHODS) == {*_CARRY_OUT, "getUpdates"}


@pytest.mark.parametrize("method", sorted(METHODS))
def test_a_method_has_the_parameters_of_the_reference(reference: dict[str, Any], method: str) -> None:
    known = reference["methods"][method]
    shape = METHODS[method]
    assert set(shape.required) == {name for name, (_, required) in known.items() if required}
    assert set(shape.types) == set(known)
    for name, kind in shape.types.items():
        types, _ = known[name]
        assert ("Array" in types[0]) == kind.endswith("[]")
        if kind in {"String", "Integer", "Boolean"}:
            assert types == [kind]


@pytest.mark.parametrize("name", sorted(OBJECTS))
def test_an_object_has_fields_of_the_reference(reference: dict[str, Any], name: str) -> None:
    known = reference["types"][name]
    shape = OBJECTS[name]
    assert set(shape.types) <= set(known)
    assert set(shape.required) == {field for field, (_, required) in known.items() if required}
