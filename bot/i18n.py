"""The interface's own sentences in the user's language, from the gettext catalogues in `bot/locale`.

The source text of a sentence is English: ``say("There are {n} sources.", n=3)``; one in a table is a `phrase`.
"""

from __future__ import annotations

import enum
import functools
import gettext
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from knowledge.evidence import Language
from knowledge.records import value_label
from knowledge.text.folding import to_traditional
from knowledge.text.language import Script

_KANA = re.compile(r"[\u3041-\u30fa]")

CATALOGUES = Path(__file__).parent / "locale"


class Locale(enum.StrEnum):
    """A language of the interface."""

    EN = "en"
    ZH_HANS = "zh_Hans"
    ZH_HANT = "zh_Hant"

    @classmethod
    def of(cls, language: Language, script: Script = Script.HANS) -> Locale:
        """Return the one that goes with a language of the corpus, and for Chinese with a script."""
        if language is Language.EN:
            return cls.EN
        return cls.ZH_HANT if script is Script.HANT else cls.ZH_HANS

    @property
    def language(self) -> Language:
        """Return the language of the corpus that goes with it."""
        return Language.EN if self is Locale.EN else Language.ZH

    @property
    def script(self) -> Script:
        """Return the script that Chinese is written in."""
        return Script.HANT if self is Locale.ZH_HANT else Script.HANS


class Say:
    """Say a sentence of the interface in one language; values are put in after translation, never before."""

    def __init__(self, locale: Locale, catalogue: gettext.NullTranslations) -> None:
        self.locale = locale
        self._catalogue = catalogue

    def __call__(self, sentence: str, **values: object) -> str:
        """Return a sentence; ``{name}`` stands for a value."""
        return self._catalogue.gettext(sentence).format(**values)

    def written(self, text: str) -> str:
        """Return a text of papers or records in the script of the language; Japanese stays as it is."""
        if self.locale is not Locale.ZH_HANT or _KANA.search(text):
            return text
        return to_traditional(text)

    def value(self, column: str, value: str) -> str:
        """Return a fixed choice in a column of the records as people say it."""
        return self.written(value_label(column, value, self.locale.language))

    def word(self, text: str) -> str:
        """Return a `phrase`; what is none, as it is."""
        return self._catalogue.gettext(text) if text else text

    def counted(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the sentence that goes with a number; ``{n}`` stands for it."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)


def phrase(text: str) -> str:
    """Mark a sentence that is kept in a table, for the catalogues; `Say.word` says it."""
    return text


@functools.cache
def say_in(locale: Locale) -> Say:
    """Return the sentences of a language; its catalogue is read once. English is what the code says."""
    if locale is Locale.EN:
        return Say(locale, gettext.NullTranslations())
    compiled = io.BytesIO()
    with catalogue_path(locale).open("rb") as file:
        write_mo(compiled, read_po(file, locale=locale))
    compiled.seek(0)
    return Say(locale, gettext.GNUTranslations(compiled))


def in_their_words(locale: str | None, told: Callable[[Say], str]) -> str:
    """Say a sentence to somebody whose client is not known here: in the language they chose, else in two."""
    locales = [Locale(locale)] if locale else [Locale.ZH_HANS, Locale.EN]
    return " / ".join(dict.fromkeys(told(say_in(each)) for each in locales))


def catalogue_path(locale: Locale) -> Path:
    """Return where a language's catalogue is."""
    return CATALOGUES / locale / "LC_MESSAGES" / "bot.po"


def locale_of_client(code: str | None) -> Locale:
    """Return the language that goes with a Telegram client's language code (``zh-hans``, ``zh-TW``, ``en``)."""
    tags = (code or "").lower().replace("_", "-").split("-")
    if tags[0] != "zh":
        return Locale.EN
    if "hans" in tags:
        return Locale.ZH_HANS
    return Locale.ZH_HANT if {"hant", "tw", "hk", "mo"} & set(tags) else Locale.ZH_HANS


def locale_of_terminal(environment: Mapping[str, str]) -> Locale:
    """Return the language that a terminal's environment asks for (``zh_TW.UTF-8``).

    The variables are read themselves: a small machine often lacks the locale that they name.
    """
    name = next((environment[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(key)), "")
    return locale_of_client(name.split(".")[0])
