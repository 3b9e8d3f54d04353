"""Which language and which Chinese script a text is in."""

import enum
import re

from knowledge.evidence import Language
from knowledge.text.folding import to_simplified, to_traditional

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")

# A Han character carries about as much as this share of a Latin word: "UCLG的co-president是谁" is Chinese.
_HAN_PER_WORD = 1.0


class Script(enum.StrEnum):
    """The script of a Chinese text."""

    HANS = "Hans"
    HANT = "Hant"


def detect_language(text: str) -> Language:
    """Return the language that carries most of the text (English when there is nothing to go by)."""
    han = len(HAN.findall(text))
    words = len(_LATIN_WORD.findall(text))
    return Language.ZH if han and han >= words * _HAN_PER_WORD else Language.EN


def detect_script(text: str, *earlier: str) -> Script:
    """Return the script of a text; where it shows none, that of the last of the texts before it that does."""
    shown = (script_shown(each) for each in (text, *reversed(earlier)))
    return next((script for script in shown if script is not None), Script.HANS)


def in_script(text: str, script: Script) -> str:
    """Return a Chinese text in a script."""
    return to_traditional(text) if script is Script.HANT else to_simplified(text)


def script_shown(text: str) -> Script | None:
    """Return Traditional when as many characters are its own as are of Simplified; None where a text has neither."""
    traditional = sum(a != b for a, b in zip(text, to_simplified(text), strict=False))
    simplified = sum(a != b for a, b in zip(text, to_traditional(text), strict=False))
    if not traditional and not simplified:
        return None
    return Script.HANT if traditional >= simplified else Script.HANS
