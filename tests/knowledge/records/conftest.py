from collections.abc import Callable
from pathlib import Path

import pytest

import knowledge
from knowledge.names import Gazetteer, build_gazetteer
from knowledge.records import Agreement, Record, RecordBook, load_table

BUNDLED = Path(next(iter(knowledge.__path__))) / "corpus" / "records"
AGREEMENTS_HEADER = "id,home_zh,home_en,partner_zh,partner_en,iso_country,continent,kind,date,status,source_title,quote"


@pytest.fixture(scope="session")
def bundled() -> list[Record]:
    return [row for path in sorted(BUNDLED.glob("*.csv")) for row in load_table(path).rows]


@pytest.fixture(scope="session")
def gazetteer(bundled: list[Record]) -> Gazetteer:
    return build_gazetteer(row for row in bundled if isinstance(row, Agreement))


@pytest.fixture(scope="session")
def book(bundled: list[Record], gazetteer: Gazetteer) -> RecordBook:
    return RecordBook.from_records(bundled, gazetteer)


@pytest.fixture
def write_table(tmp_path: Path) -> Callable[..., Path]:
    """Write a table of agreements with these lines under the usual header."""

    def write(*lines: str, header: str = AGREEMENTS_HEADER, encoding: str = "utf-8") -> Path:
        path = tmp_path / "table.csv"
        path.write_bytes("\n".join([header, *lines]).encode(encoding))
        return path

    return write
