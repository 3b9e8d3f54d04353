"""Names that keep their characters in the Traditional script: 余先生 is no 餘先生, 范主任 no 範主任.

In a word, such a character stands for another Traditional one (剩余 is 剩餘); as a surname or in the name of a place it
is itself. A surname is known by the title beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SURNAMES = "余范郁干于谷姜岳丑涂曲后卜种"
_TITLES = (
    "先生|女士|小姐|夫人|同志|老师|教授|博士|院士|校长|院长|会长|理事长|秘书长|秘书|书记|市长|省长|州长|区长|县长|镇长|部长|"
    "厅长|局长|处长|科长|司长|主任|主席|委员|代表|大使|总领事|领事|参赞|记者|主编|总编|经理|总经理|董事长|总裁|馆长|团长|议员|议长"
)
# 关于先生们, 骨干代表: no surname stands behind these.
_NO_NAME = "关对由基终等至属处位在忠便善归骨若公能才剩其多盈富业模规示典师防以之前"
_BEFORE_TITLE = re.compile(rf"(?<![{_NO_NAME}])[{_SURNAMES}](?=[\u4e00-\u9fff]{{0,2}}?(?:副|原|常务|总)?(?:{_TITLES}))")
_AFTER_TITLE = re.compile(rf"(?<=[长任记席授士表使者员])[{_SURNAMES}](?=[\u4e00-\u9fff]{{1,2}}(?:[^\u4e00-\u9fff]|$))")
# Places whose names hold such a character.
_PLACES = re.compile(r"(?<=江)干(?=区)")


def kept_places(text: str) -> Iterator[int]:
    """Yield where in a Simplified text a character stands that its name keeps."""
    for pattern in (_BEFORE_TITLE, _AFTER_TITLE, _PLACES):
        for match in pattern.finditer(text):
            yield match.start()
