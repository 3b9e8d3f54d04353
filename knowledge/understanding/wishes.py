"""What stands around a question: the language that its answer is wished in, and the words of politeness."""

from knowledge.evidence import Language
from knowledge.language.lexicon import pattern
from knowledge.language.spoken import plain_words
from knowledge.text.folding import fold


def language_wished(question: str) -> tuple[Language | None, str]:
    """Return the language that a text asks to be answered in, and the text without that wish."""
    folded = fold(question)
    for concept, language in (("wish.english", Language.EN), ("wish.chinese", Language.ZH)):
        match = pattern(concept).search(folded)
        if match is None:
            continue
        rest = (folded[: match.start()] + folded[match.end() :]).strip(" ,.，。:：;；?？")
        start = question.lower().find(match.group())
        if start >= 0:  # as it was written: capitals tell a town from a word
            rest = (question[:start] + question[start + len(match.group()) :]).strip(" ,.，。:：;；")
        return language, rest
    return None, question


def impersonal(text: str) -> str:
    """Return a question without the words of politeness around it."""
    folded = fold(text)
    if folded.lower() != text.lower():
        return (
            pattern("polite").sub("", plain_words(text)).strip(" ,，!！") or text
            if pattern("polite").search(plain_words(text))
            else text
        )
    kept = text
    while match := pattern("polite").search(kept.lower()):
        shorter = (kept[: match.start()] + kept[match.end() :]).strip(" ,，!！")
        if not any(map(str.isalnum, shorter)):
            break
        kept = shorter
    return kept
