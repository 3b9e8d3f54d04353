"""What columns and fixed choices are called where people read them, in either language."""

from __future__ import annotations

from knowledge.evidence import Language
from knowledge.records.chinese import chinese_name, chinese_value

_SIDES = {"zh": "Chinese", "en": "English"}
_OWN = {"iso_country": "country code", "list_of": "complete kind", "became": "what came of it"}


def column_label(column: str, language: Language) -> str:
    """Return the name of a schema's column as people say it; in Chinese, the header that a table would have."""
    if language is Language.ZH:
        return chinese_name(column)
    stem, _, side = column.rpartition("_")
    if stem and side in _SIDES:
        return f"{stem.replace('_', ' ')} ({_SIDES[side]})"
    return _OWN.get(column, column.replace("_", " "))


def value_label(column: str, value: str, language: Language) -> str:
    """Return a cell as people say it: sister_city as 国际友好城市 or sister city; free text as it is."""
    if language is Language.ZH:
        return chinese_value(column, value)
    return value.replace("_", " ") if chinese_value(column, value) != value else value
