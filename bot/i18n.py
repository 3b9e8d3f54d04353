"""The interface's own sentences in the user's language, from the gettext catalogues in `bot/locale`.

The source text of a sentence is English: ``say("There are {n} sources.", n=3)``.
"""

from __future__ import annotations

import enum
import functools
import gettext
import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from knowledge.evidence import Language
from knowledge.text.language import Script

CATALOGUES = Path(__file__).parent / "locale"


class Locale(enum.StrEnum):
    """A language of the interface."""

    EN = "en"
    ZH_HANS = "zh_Hans"
    ZH_HANT = "zh_Hant"

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

    def counted(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the sentence that goes with a number; ``{n}`` stands for it."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)


@functools.cache
def say_in(locale: Locale) -> Say:
    """Return the sentences of a language; its catalogue is read once."""
    path = CATALOGUES / locale / "LC_MESSAGES" / "bot.po"
    if not path.is_file():
        return Say(locale, gettext.NullTranslations())
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=locale))
    compiled.seek(0)
    return Say(locale, gettext.GNUTranslations(compiled))


def locale_of_client(code: str | None) -> Locale:
    """Return the language that goes with a Telegram client's language code (``zh-hans``, ``zh-TW``, ``en``)."""
    tags = (code or "").lower().replace("_", "-").split("-")
    if tags[0] != "zh":
        return Locale.EN
    return Locale.ZH_HANT if {"hant", "tw", "hk", "mo"} & set(tags[1:]) else Locale.ZH_HANS
