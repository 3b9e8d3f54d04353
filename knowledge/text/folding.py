"""Fold spellings that mean the same: width, case, accents, Traditional and variant characters."""

from __future__ import annotations

import functools
import re
import unicodedata

import opencc

from knowledge.text.kept_names import kept_places

# Characters that a Traditional-to-Simplified table leaves alone and that Chinese and Japanese papers mix.
_VARIANTS = str.maketrans(
    {"岡": "冈", "沢": "泽", "浜": "滨", "広": "广", "縄": "绳", "竜": "龙", "穂": "穗", "·": "", "・": ""}
)

_WITHOUT_STROKES = str.maketrans("ŁłØøĐđıß", "LlOoDdis")
_ACCENTS = re.compile("[\u0300-\u036f]+")

# Where 里 means "inside"; anywhere else (里 of a foreign name, of a mile) it is the same character in both scripts.
_INSIDE = re.compile(r"(?<=[这那哪心家城夜眼嘴手屋房村校店水海山院园厂车市])里|里(?=[面头边外间])")

# Words that the converter, which goes by the longest match, would tear: 欧美|发达 is no 欧|美发|达.
_WHOLE = re.compile(r"(发达|发展|发起|发布|发表|发现|发言|发行|发放|发生)")


@functools.cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@functools.cache
def _traditionaliser() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")


def to_simplified(text: str) -> str:
    """Return Traditional Chinese as Simplified; other text is unchanged."""
    return str(_simplifier().convert(text))


def to_traditional(text: str) -> str:
    """Return Simplified Chinese in the Traditional characters of Taiwan (為, 裡), the words as they are."""
    converted = "".join(str(_traditionaliser().convert(part)) for part in _WHOLE.split(text))
    if len(converted) != len(text):
        return converted
    kept = set(kept_places(text))
    if "裡" in converted:
        inside = {match.start() for match in _INSIDE.finditer(text)}
        kept |= {place for place, char in enumerate(text) if char == "里" and place not in inside}
    return "".join(text[place] if place in kept else char for place, char in enumerate(converted))


def strip_accents(text: str) -> str:
    """Return Latin text without diacritics: Łódź -> Lodz, Linköping -> Linkoping."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.translate(_WITHOUT_STROKES))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))


def fold(text: str) -> str:
    """Return a form in which equal means "the same words": NFKC, lower case, no accents, Simplified, one space.

    Used on both sides of every comparison (index and query, names and text); never shown.
    """
    text = unicodedata.normalize("NFKC", text)
    text = strip_accents(text).lower()
    text = to_simplified(text).translate(_VARIANTS)
    text = text.replace("’", "'").replace("‘", "'")
    return " ".join(text.split())
