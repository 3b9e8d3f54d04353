"""A table of phrases in Chinese and English, spoken in one language and script."""

import textwrap
from collections.abc import Iterable, Mapping

from knowledge.evidence import Language
from knowledge.text.folding import to_traditional
from knowledge.text.language import Script


class Bilingual:
    """The phrases of a table (Simplified Chinese, English) in the language and script asked for."""

    def __init__(self, table: Mapping[str, tuple[str, str]], language: Language, script: Script) -> None:
        self.language = language
        self.script = script
        self._table = table

    def __call__(self, key: str, **values: object) -> str:
        """Return a phrase; ``{name}`` stands for a value."""
        return self.written(self._table[key][0 if self.language is Language.ZH else 1].format(**values))

    def written(self, text: str) -> str:
        """Return a Chinese text of the records in the script asked for."""
        return to_traditional(text) if self.script is Script.HANT and self.language is Language.ZH else text

    def name(self, zh: str, en: str) -> str:
        """Return the name that something has in the language."""
        return self.written(zh) if self.language is Language.ZH else en

    def listed(self, names: Iterable[str]) -> str:
        """Return names as a list in running text."""
        return ("、" if self.language is Language.ZH else ", ").join(names)

    def wrapped(self, text: str, columns: int) -> list[str]:
        """Return a text in lines of so many columns, of which a Chinese character takes two."""
        if self.language is Language.EN:
            return textwrap.wrap(text, columns)
        return [text[at : at + columns // 2] for at in range(0, len(text), columns // 2)]
