from collections.abc import Callable
from pathlib import Path

import pytest

import knowledge.prepared
from knowledge.names.table import NameTable, _table
from knowledge.prepared import prepared
from knowledge.records import Agreement, load_table
from knowledge.settings import BUNDLED_CORPUS, Settings

TABLE = {"广州": ("Guangzhou", 1), "set": frozenset({1.5, None})}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    chosen = Settings(model_dir=tmp_path / "model", data_dir=tmp_path / "data")
    monkeypatch.setattr(knowledge.prepared, "load_settings", lambda: chosen)
    return chosen


@pytest.fixture
def make() -> Callable[[], object]:
    made: list[object] = []

    def once() -> object:
        made.append(TABLE)
        assert len(made) == 1, "made twice"
        return TABLE

    return once


def _files(settings: Settings) -> list[Path]:
    return sorted((settings.model_dir / "tables").iterdir())


def test_a_table_is_made_once(settings: Settings, make: Callable[[], object], tmp_path: Path) -> None:
    (tmp_path / "source").write_text("source")
    for _ in range(3):
        assert prepared("words", [tmp_path / "source", b"more"], make) == TABLE
    assert len(_files(settings)) == 1


def test_of_another_source_it_is_made_again(settings: Settings) -> None:
    assert prepared("words", [b"one"], lambda: 1) == 1
    assert prepared("words", [b"two"], lambda: 2) == 2
    assert prepared("words", [b"one"], lambda: 3) == 1
    assert len(_files(settings)) == 2


def test_a_damaged_one_is_made_again(settings: Settings) -> None:
    prepared("words", [b"one"], lambda: TABLE)
    (path,) = _files(settings)
    path.write_bytes(path.read_bytes()[:-3])
    assert prepared("words", [b"one"], lambda: "again") == "again"
    assert prepared("words", [b"one"], lambda: "never") == "again"


def test_where_the_model_cannot_be_written_it_lies_with_the_data(
    settings: Settings, make: Callable[[], object]
) -> None:
    settings.model_dir.write_text("no folder")
    for _ in range(2):
        assert prepared("words", [b"one"], make) == TABLE
    assert list((settings.data_dir / "tables").iterdir())


def test_where_nothing_can_be_written_it_is_made_each_time(settings: Settings) -> None:
    settings.model_dir.write_text("no folder")
    settings.data_dir.write_text("no folder either")
    assert [prepared("words", [b"one"], lambda turn=turn: turn) for turn in range(2)] == [0, 1]  # type: ignore[misc] # a default binds the turn


def test_few_of_each_are_kept(settings: Settings) -> None:
    for number in range(12):
        prepared("words", [bytes([number])], lambda: 1)
    prepared("other", [b""], lambda: 1)
    assert len(_files(settings)) == 8 + 1


def test_a_table_of_names_is_the_same_from_disk() -> None:
    rows = load_table(BUNDLED_CORPUS / "records" / "agreements.csv").rows
    made = _table([row for row in rows if isinstance(row, Agreement)])
    again = NameTable.unpacked(made.packed())
    assert again == made
    assert list(again.han) == list(made.han)
    assert list(again.places) == list(made.places)
