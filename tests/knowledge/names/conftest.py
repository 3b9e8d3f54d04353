from pathlib import Path

import pytest

import knowledge
from knowledge.names import Gazetteer, build_gazetteer
from knowledge.records import Agreement, load_table


@pytest.fixture(scope="session")
def agreements() -> list[Agreement]:
    table = load_table(Path(next(iter(knowledge.__path__))) / "corpus" / "records" / "agreements.csv")
    return [row for row in table.rows if isinstance(row, Agreement)]


@pytest.fixture(scope="session")
def gazetteer(agreements: list[Agreement]) -> Gazetteer:
    return build_gazetteer(agreements)
