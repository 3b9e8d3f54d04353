import datetime as dt
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import pydantic
import pytest

from knowledge.errors import CityExchangeError, ConfigurationError
from knowledge.settings import BUNDLED_CORPUS, DEFAULT_MODEL, Settings, load_settings


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No setting in the environment, no `.env` in the working directory, nothing remembered."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


def test_nothing_needs_to_be_set() -> None:
    settings = load_settings()
    assert settings.corpus_dirs == (BUNDLED_CORPUS,)
    assert BUNDLED_CORPUS.is_dir()
    assert settings.data_dir == Path("data")
    assert settings.embedding_model == DEFAULT_MODEL
    assert settings.timezone == "Asia/Shanghai"
    assert settings.home_city == ""


def test_a_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME_CITY", "昆明")
    monkeypatch.setenv("DATA_DIR", "/srv/data")
    settings = load_settings()
    assert settings.home_city == "昆明"
    assert settings.index_dir == Path("/srv/data/index")


def test_a_setting_is_read_from_a_file_and_the_environment_goes_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("HOME_CITY=广州\nLOG_LEVEL=INFO\nSOMETHING_ELSE=1\n", encoding="utf-8")
    monkeypatch.setenv("HOME_CITY", "昆明")
    settings = load_settings()
    assert settings.home_city == "昆明"
    assert settings.log_level == "INFO"


def test_an_empty_setting_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEZONE", "")
    monkeypatch.setenv("CORPUS_DIRS", "")
    assert load_settings().timezone == "Asia/Shanghai"
    assert load_settings().corpus_dirs == (BUNDLED_CORPUS,)


def test_several_folders_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORPUS_DIRS", "/srv/papers, /srv/友城 表格 ,")
    assert load_settings().corpus_dirs == (Path("/srv/papers"), Path("/srv/友城 表格"))


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("TIMEZONE", "Beijing time", "Asia/Shanghai"),
        ("TIMEZONE", "../etc/passwd", "Asia/Shanghai"),
        ("CHROMA_URL", "localhost:8000", "http://localhost:8000"),
        ("LOG_LEVEL", "chatty", "WARNING"),
    ],
)
def test_a_setting_that_cannot_work_is_named_with_its_value_and_one_that_would(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, remedy: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    assert name in str(caught.value)
    assert value in str(caught.value)
    assert remedy in str(caught.value)


def test_all_settings_that_cannot_work_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEZONE", "nowhere")
    monkeypatch.setenv("CHROMA_URL", "nothing")
    with pytest.raises(CityExchangeError) as caught:
        load_settings()
    assert "TIMEZONE" in str(caught.value)
    assert "CHROMA_URL" in str(caught.value)


def test_settings_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    before = load_settings()
    monkeypatch.setenv("HOME_CITY", "昆明")
    assert load_settings() is before


def test_settings_do_not_change() -> None:
    with pytest.raises(pydantic.ValidationError):
        load_settings().home_city = "昆明"


def test_every_setting_is_described() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Shanghai"])
def test_today_is_the_day_at_the_office(zone: str) -> None:
    before = dt.datetime.now(zoneinfo.ZoneInfo(zone)).date()
    today = Settings(timezone=zone).today()
    assert before <= today <= dt.datetime.now(zoneinfo.ZoneInfo(zone)).date()


def test_the_day_differs_across_the_date_line() -> None:
    ahead, behind = Settings(timezone="Pacific/Kiritimati"), Settings(timezone="Pacific/Pago_Pago")
    assert (ahead.today() - behind.today()).days in {1, 2}
