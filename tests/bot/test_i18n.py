import pytest

from bot.i18n import Locale, locale_of_client, locale_of_terminal, say_in
from knowledge.evidence import Language
from knowledge.text.language import Script


@pytest.mark.parametrize(
    ("code", "locale"),
    [
        ("zh", Locale.ZH_HANS),
        ("zh-hans", Locale.ZH_HANS),
        ("zh-CN", Locale.ZH_HANS),
        ("zh-SG", Locale.ZH_HANS),
        ("zh-Hans-HK", Locale.ZH_HANS),
        ("zh-hant", Locale.ZH_HANT),
        ("zh-TW", Locale.ZH_HANT),
        ("zh_HK", Locale.ZH_HANT),
        ("zh-hant-mo", Locale.ZH_HANT),
        ("en", Locale.EN),
        ("en-GB", Locale.EN),
        ("de", Locale.EN),
        ("", Locale.EN),
        (None, Locale.EN),
    ],
)
def test_the_interface_speaks_the_language_of_the_client(code: str | None, locale: Locale) -> None:
    assert locale_of_client(code) is locale


@pytest.mark.parametrize(
    ("environment", "locale"),
    [
        ({"LANG": "zh_CN.UTF-8"}, Locale.ZH_HANS),
        ({"LANG": "zh_TW.UTF-8"}, Locale.ZH_HANT),
        ({"LANG": "zh-Hant-HK"}, Locale.ZH_HANT),
        ({"LANG": "en_GB.UTF-8"}, Locale.EN),
        ({"LANG": "fr_FR.UTF-8"}, Locale.EN),
        ({"LANG": "C.UTF-8"}, Locale.EN),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, Locale.EN),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, Locale.ZH_HANS),
        ({"LC_MESSAGES": "zh_TW", "LANG": "en_GB.UTF-8"}, Locale.ZH_HANT),
        ({}, Locale.EN),
    ],
)
def test_the_terminal_begins_in_the_language_of_its_environment(environment: dict[str, str], locale: Locale) -> None:
    assert locale_of_terminal(environment) is locale


@pytest.mark.parametrize(
    ("language", "script", "locale"),
    [
        (Language.EN, Script.HANS, Locale.EN),
        (Language.EN, Script.HANT, Locale.EN),
        (Language.ZH, Script.HANS, Locale.ZH_HANS),
        (Language.ZH, Script.HANT, Locale.ZH_HANT),
    ],
)
def test_the_interface_follows_a_language_and_its_script(language: Language, script: Script, locale: Locale) -> None:
    assert Locale.of(language, script) is locale
    assert locale.language is language


def test_a_sentence_is_said_in_each_language() -> None:
    assert [say_in(locale)("Sources") for locale in Locale] == ["Sources", "出处", "出處"]


def test_values_are_put_in_after_translation() -> None:
    assert say_in(Locale.ZH_HANS)("The next one: {date}", date="{date} Sources") == "下次提醒：{date} Sources"


@pytest.mark.parametrize(("n", "said"), [(0, "0 cities"), (1, "1 city"), (2, "2 cities"), (37, "37 cities")])
def test_a_number_takes_its_plural(n: int, said: str) -> None:
    assert say_in(Locale.EN).counted("{n} city", "{n} cities", n) == said


def test_chinese_has_one_form_for_every_number() -> None:
    said = [say_in(Locale.ZH_HANS).counted("{n} source", "{n} sources", n) for n in (0, 1, 2)]
    assert [words.replace(str(n), "N") for n, words in enumerate(said)] == [said[0].replace("0", "N")] * 3
    assert "source" not in said[0]
