"""Fold spellings that mean the same: width, case, accents, Traditional and variant characters."""

import functools
import re
import unicodedata
from collections.abc import Iterator

import opencc

_SURNAMES = "余范郁干于谷姜岳丑涂曲后卜种"
_TITLES = (
    "先生|女士|小姐|夫人|同志|老师|教授|博士|院士|校长|院长|会长|理事长|秘书长|秘书|书记|市长|省长|州长|区长|县长|镇长|部长|"
    "厅长|局长|处长|科长|司长|主任|主席|委员|代表|大使|总领事|领事|参赞|记者|主编|总编|经理|总经理|董事长|总裁|馆长|团长|议员|议长"
)
# 关于先生们, 骨干代表: no surname stands behind these.
_NO_NAME = "关对由基终等至属处位在忠便善归骨若公能才剩其多盈富业模规示典师防以之前"
_BEFORE_TITLE = re.compile(rf"(?<![{_NO_NAME}])[{_SURNAMES}](?=[\u4e00-\u9fff]{{0,2}}?(?:副|原|常务|总)?(?:{_TITLES}))")
_AFTER_TITLE = re.compile(rf"(?<=[长任记席授士表使者员])[{_SURNAMES}](?=[\u4e00-\u9fff]{{1,2}}(?:[^\u4e00-\u9fff]|$))")
# Places whose names hold such a character, and the sound "bre" of foreign names, which is no laying of mines (佈雷).
_PLACES = re.compile(r"(?<=江)干(?=区)|(?<![公发宣颁散分遍密摆])布(?=雷(?![舰艇区船队])|列)")


def kept_places(text: str) -> Iterator[int]:
    """Yield where in a Simplified text a character stands that its name keeps."""
    for pattern in (_BEFORE_TITLE, _AFTER_TITLE, _PLACES):
        for match in pattern.finditer(text):
            yield match.start()


# Characters that a Traditional-to-Simplified table leaves alone and that Chinese and Japanese papers mix.
_VARIANTS = str.maketrans(
    {"岡": "冈", "沢": "泽", "浜": "滨", "広": "广", "縄": "绳", "竜": "龙", "穂": "穗", "·": "", "・": ""}
)

_WITHOUT_STROKES = str.maketrans("ŁłØøĐđıß", "LlOoDdis")
_ACCENTS = re.compile("[\u0300-\u036f]+")

# Where 里 means "inside"; anywhere else (里 of a foreign name, of a mile) it is the same character in both scripts.
_INSIDE = re.compile(r"(?<=[这那哪心家城夜眼嘴手屋房村校店水海山院园厂车市录书信页件章册])里|里(?=[面头边外间])")

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


# The quotation marks that go with Traditional characters, in what is our own and not quoted.
TRADITIONAL_MARKS = str.maketrans("“”‘’", "「」『』")


def to_traditional(text: str) -> str:
    """Return Simplified Chinese in the Traditional characters of Taiwan (為, 裡), the words as they are."""
    # The converter takes a null character for the end of the text.
    converted = "\0".join(
        "".join(str(_traditionaliser().convert(part)) for part in _WHOLE.split(piece)) for piece in text.split("\0")
    )
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
