"""The product's own sentences, in Simplified and Traditional Chinese and in English. They frame; they claim nothing."""

from knowledge.evidence import Language
from knowledge.text.bilingual import Bilingual
from knowledge.text.folding import TRADITIONAL_MARKS, to_traditional
from knowledge.text.language import Script


def say(key: str, language: Language, script: Script = Script.HANS, **values: object) -> str:
    """Return a sentence in the user's language and script, with its values filled in."""
    return Bilingual("answers", language, script)(key, **values)


def traditional(text: str) -> str:
    """Return our own words in Traditional Chinese, with the quotation marks that go with it."""
    return to_traditional(text).translate(TRADITIONAL_MARKS)
