"""The product's own phrases in Chinese and English (``wording.csv``), spoken in one language and script."""

import csv
import functools
import re
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path

from rich.cells import cell_len

from knowledge.evidence import Language
from knowledge.text.folding import TRADITIONAL_MARKS, to_traditional
from knowledge.text.language import Script

WORDING = Path(__file__).with_name("wording.csv")
_Phrases = Mapping[str, tuple[str, str]]
# A number or a foreign word stays whole.
_UNBROKEN = re.compile(r"[0-9A-Za-z\u00c0-\u024f]+|.", re.DOTALL)
_NEVER_FIRST, _NEVER_LAST = "，。、；：？！）》”’」』", "（《“‘「『"


class Bilingual:
    """The phrases of a room in the language and script asked for; ``names`` are more: (Simplified Chinese, English)."""

    def __init__(self, room: str, language: Language, script: Script, names: _Phrases | None = None) -> None:
        self.language = language
        self.script = script
        self._phrases = {**_phrases(room), **names} if names else _phrases(room)

    def __call__(self, key: str, **values: object) -> str:
        """Return a phrase; ``{name}`` stands for a value."""
        return self.set(self._phrases[key][0 if self.language is Language.ZH else 1].format(**values))

    def set(self, text: str) -> str:
        """Return words of our own in the script asked for, with the quotation marks that go with it."""
        written = self.written(text)
        return written.translate(TRADITIONAL_MARKS) if self._is_traditional else written

    def written(self, text: str) -> str:
        """Return a Chinese text of the records in the script asked for."""
        return to_traditional(text) if self._is_traditional else text

    @property
    def _is_traditional(self) -> bool:
        return self.script is Script.HANT and self.language is Language.ZH

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
        lines = [""]
        for part in _UNBROKEN.findall(text):
            full = lines[-1] != "" and cell_len(lines[-1] + part) > columns and part not in _NEVER_FIRST
            if full and lines[-1][-1] in _NEVER_LAST:
                lines[-1], part = lines[-1][:-1], lines[-1][-1] + part  # noqa: PLW2901 - what opens stays with what it opens
            lines = [*lines, part] if full else [*lines[:-1], lines[-1] + part]
        return lines


@functools.cache
def _phrases(room: str) -> dict[str, tuple[str, str]]:
    with WORDING.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["room"] == room]
    return {row["key"]: (row["chinese"], row["english"]) for row in rows}
