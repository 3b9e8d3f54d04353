"""The product's own sentences, in Simplified and Traditional Chinese and in English. They frame; they claim nothing."""

from __future__ import annotations

from knowledge.answering.record_wording import RECORD_SENTENCES
from knowledge.evidence import Language
from knowledge.text.folding import to_traditional
from knowledge.text.language import Script

# key: (Simplified Chinese, English); Traditional is converted from Simplified.
SENTENCES: dict[str, tuple[str, str]] = {
    "other_language": ("以下依据为{original}原文:", "The evidence is in {original}; the original is quoted:"),
    "chinese": ("中文", "Chinese"),
    "english": ("英文", "English"),
    "as_of": ("(截至{date})", "(as of {date})"),
    "not_found": ("现有资料中没有这一问题的答案。", "My sources do not answer this."),
    "place_unknown": ("现有资料中没有提到{places}。", "My sources do not mention {places}."),
    "place_no_answer": (
        "现有资料提到了{places},但没有说明您问的这一点。",
        "My sources mention {places}, but do not say this about it.",
    ),
    "year_unknown": ("现有资料中没有{years}年的相关内容。", "My sources have nothing on this for {years}."),
    "nearest": ("与之最接近的内容:", "The nearest that they have:"),
    "corrected": ("(按“{name}”理解“{written}”)", "(taking “{written}” to mean {name})"),
    **RECORD_SENTENCES,
}


def say(key: str, language: Language, script: Script = Script.HANS, **values: object) -> str:
    """Return a sentence in the user's language and script, with its values filled in."""
    chinese, english = SENTENCES[key]
    if language is Language.EN:
        return english.format(**values)
    text = chinese.format(**values)
    return to_traditional(text) if script is Script.HANT else text
