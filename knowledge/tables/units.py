"""Give the columns of figures the unit that a line above their table states for all: 单位：万元, Unit: EUR."""

import dataclasses
import re
from collections.abc import Iterable

from knowledge.tables.table import Table

_MONEY = (
    r"[千百十]?[亿万千百]?(?:元|美元|欧元|日元|港元|圆)"
    r"|(?:thousand |million )?(?:EUR|USD|CNY|RMB|GBP|euros?|yuan|dollars?)"
)
_LONGEST = 120
_OTHERS = r"万?人次?|批次?|次|个|所|件|公里|(?:thousand )?(?:people|persons|visits|visitors)"
_STATED = re.compile(
    rf"(?:.*[\s,，;；])?[(（]?(?:计量|金额|货币)?(?:单位|單位|units?)\s*[:：]\s*(?:(?P<money>{_MONEY})|(?P<other>{_OTHERS}))\s*[)）]?",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[-+−]?\d[\d,.\s]*")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_HAS_UNIT = re.compile(r"[(（\[/／%％]")
_NO_FIGURE = re.compile(
    r"序|编号|年|月|日|期|率|比|名次|排名|电话|邮编|届|\b(?:no|nr|year|date|rank|phone|share)\b", re.IGNORECASE
)
_OF_MONEY = re.compile(r"费|额|款|资|预算|价|收入|支出|amount|cost|budget|fund|grant|fee|expense|income", re.IGNORECASE)
_OF_OTHERS = re.compile(r"人|批|次|数|people|persons|number|visits|visitors|pupils|students", re.IGNORECASE)


def with_units(table: Table, lines: Iterable[str]) -> Table:
    """Return a table whose columns of figures are named with the unit that one of the lines above it states."""
    short = (line.strip() for line in lines if len(line) <= _LONGEST)
    stated = next((match for line in short if (match := _STATED.fullmatch(line))), None)
    if stated is None:
        return table
    unit, others = stated["money"] or stated["other"], _OF_OTHERS if stated["money"] else _OF_MONEY
    counted = {place for place in range(len(table.header)) if _is_of_figures(table, place)}
    # Where some are named as sums, the others are none.
    own = _OF_MONEY if stated["money"] else _OF_OTHERS
    counted = {place for place in counted if own.search(table.header[place])} or counted
    header = tuple(
        f"{name}（{unit}）" if place in counted and not others.search(name) else name
        for place, name in enumerate(table.header)
    )
    return dataclasses.replace(table, header=header)


def _is_of_figures(table: Table, place: int) -> bool:
    name = table.header[place]
    if not name or _HAS_UNIT.search(name) or _NO_FIGURE.search(name):
        return False
    cells = [text for row in table.rows if place < len(row.cells) and (text := row.cells[place].strip())]
    return bool(cells) and all(map(_FIGURE.fullmatch, cells)) and not all(map(_YEAR.fullmatch, cells))
