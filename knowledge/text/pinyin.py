"""How Chinese is said: the library's tables take a quarter of a second to import, and most questions need none."""

from knowledge.text.folding import fold


def syllables(text: str) -> list[str]:
    """Return the Pinyin of each Chinese character without tones, and what is not Chinese as it is."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - see above

    return list(lazy_pinyin(text))


def sounded(name: str) -> str:
    """Return what to sort a name by."""
    import pypinyin  # noqa: PLC0415 - see above

    return " ".join(pypinyin.lazy_pinyin(fold(name), style=pypinyin.Style.TONE3))
