from __future__ import annotations

import dataclasses
import re

import pytest

from bot.wording import Wording, locale_wording, wording
from knowledge.evidence import Language
from knowledge.text.language import HAN, Script

ZH, EN = wording(Language.ZH), wording(Language.EN)
FIELDS = [field.name for field in dataclasses.fields(Wording)]


@pytest.mark.parametrize("name", FIELDS)
def test_a_sentence_takes_the_same_words_in_both_languages(name: str) -> None:
    placeholders = [set(re.findall(r"\{\w*\}", getattr(words, name))) for words in (ZH, EN)]
    assert placeholders[0] == placeholders[1]


@pytest.mark.parametrize("name", [name for name in FIELDS if name != "language_choices"])
def test_a_sentence_is_in_its_language(name: str) -> None:
    assert HAN.search(getattr(ZH, name))
    assert not HAN.search(getattr(EN, name))


def test_traditional_characters_are_used_for_who_writes_them() -> None:
    assert wording(Language.ZH, Script.HANT).sources == "出處"
    assert wording(Language.ZH).sources == "出处"


@pytest.mark.parametrize(
    ("environment", "sources"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "出处"),
        ({"LANG": "zh_TW.UTF-8"}, "出處"),
        ({"LANG": "zh-Hant-HK"}, "出處"),
        ({"LANG": "en_GB.UTF-8"}, "Sources"),
        ({"LANG": "fr_FR.UTF-8"}, "Sources"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "Sources"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "出处"),
        ({}, "Sources"),
    ],
)
def test_the_interface_begins_in_the_language_of_the_locale(environment: dict[str, str], sources: str) -> None:
    assert locale_wording(environment).sources == sources
