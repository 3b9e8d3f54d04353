"""What columns and fixed choices are called in Chinese, in tables and where people read them, in either language."""

import re
import unicodedata

from knowledge.evidence import Language
from knowledge.text.folding import fold
from knowledge.text.language import HAN

_COLUMNS = {
    "编号": "id",
    "别名": "aliases",
    "国家代码": "iso_country",
    "地名编号": "geonames_id",
    "大洲": "continent",
    "洲": "continent",
    "类别": "kind",
    "类型": "kind",
    "结好类别": "kind",
    "日期": "date",
    "结好日期": "date",
    "日期说明": "date_note",
    "结束日期": "end_date",
    "状态": "status",
    "状态说明": "status_note",
    "签署地点": "place_signed",
    "签字地点": "place_signed",
    "来源": "source_title",
    "出处": "source_title",
    "来源标题": "source_title",
    "发布机构": "source_publisher",
    "来源网址": "source_url",
    "网址": "source_url",
    "来源日期": "source_date",
    "原文": "quote",
    "引文": "quote",
    "公开范围": "audience",
    "伙伴": "partners",
    "合作伙伴": "partners",
    "面向": "for_whom",
    "对象": "for_whom",
    "截至": "as_of",
    "截至日期": "as_of",
    "指标": "measure",
    "数值": "value",
    "负责": "owner",
    "负责人": "owner",
    "签署日期": "signed_date",
    "签字日期": "signed_date",
    "期限": "due_date",
    "完成期限": "due_date",
    "成果": "became",
    "齐全类别": "list_of",
}
# What the day of an agreement is called; elsewhere a time may be that of anything.
_AGREED_ON = frozenset(
    "结好时间 结好年份 结好年月 缔结日期 缔结时间 缔约日期 缔约时间 签约日期 签约时间 签署日期 签署时间 "
    "签字日期 签字时间 结好".split()
)
# Columns of both languages; the Chinese one needs no mark.
_OF_TWO = {
    "本市": "home",
    "国内城市": "home",
    "中方城市": "home",
    "伙伴城市": "partner",
    "外方城市": "partner",
    "国家": "country",
    "标题": "title",
    "名称": "title",
    "摘要": "summary",
    "内容": "summary",
    "统计对象": "subject",
    "单位": "unit",
}
_MARK = re.compile(r"(.+?)[(\[]?(中文|英文)名?[)\]]?")
_LANGUAGES = {"中文": "zh", "英文": "en"}
_VALUES = {
    "kind": {
        "国际友好城市": "sister_city",
        "友好城市": "sister_city",
        "国际友好交流城市": "friendly_exchange_city",
        "友好交流城市": "friendly_exchange_city",
        "友好城区": "sister_district",
        "友好交流城区": "friendly_exchange_district",
        "友好组织": "friendly_organisation",
        "访问": "visit",
        "论坛": "forum",
        "奖项": "award",
        "节庆": "festival",
        "会议": "meeting",
        "展览": "exhibition",
        "里程碑": "milestone",
        "联系": "contact",
        "数量": "count",
        "目标": "target",
    },
    "status": {
        "在列": "listed",
        "已不活跃": "inactive_reported",
        "另有说法": "conflicting_claim",
        "计划": "planned",
        "进行中": "running",
        "已完成": "done",
        "不详": "unknown",
        "已举行": "held",
        "已提出": "proposed",
        "已商定": "agreed",
        "已放弃": "dropped",
    },
    "continent": {
        "亚洲": "Asia",
        "欧洲": "Europe",
        "非洲": "Africa",
        "北美洲": "North America",
        "南美洲": "South America",
        "大洋洲": "Oceania",
    },
    "audience": {"公开": "public", "工作人员": "staff", "内部": "staff"},
    "for_whom": {
        "学生": "students",
        "青年": "youth",
        "企业": "business",
        "文化": "culture",
        "体育": "sport",
        "官员": "officials",
        "专家": "experts",
        "公众": "public",
    },
}
_VALUES["list_of"] = _VALUES["kind"]
_BETWEEN = re.compile(r"([;/])")


def column_in_chinese(cell: str) -> str | None:
    """Return the name of the column that a header cell means in Chinese, None if it means none."""
    name = fold("".join(unicodedata.normalize("NFKC", cell).split()))
    if name in _COLUMNS:
        return _COLUMNS[name]
    if name in _OF_TWO:
        return f"{_OF_TWO[name]}_zh"
    match = _MARK.fullmatch(name)
    return f"{_OF_TWO[match[1]]}_{_LANGUAGES[match[2]]}" if match and match[1] in _OF_TWO else None


def chinese_name(column: str) -> str:
    """Return what a column is called in Chinese."""
    words = [word for word, name in _COLUMNS.items() if name == column]
    stem, _, language = column.rpartition("_")
    mark = "" if language == "zh" else "（英文）"
    return [*words, *(f"{word}{mark}" for word, name in _OF_TWO.items() if name == stem)][0]


def chinese_value(column: str, value: str) -> str:
    """Return a fixed choice as it is said in Chinese; any other cell as it is."""
    return next((word for word, meant in _VALUES.get(column, {}).items() if meant == value), value)


def value_from_chinese(column: str, cell: str) -> str:
    """Return a cell with a fixed choice as the schema writes it; any other cell as it is."""
    values = _VALUES.get(column)
    if values is None:
        return cell
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", cell))
    return "".join(values.get(fold(part.strip()), part) for part in parts)


def agreement_column(cell: str) -> str | None:
    """Return the column of a table of agreements that a header cell means there alone, None if it means none."""
    return "date" if fold("".join(unicodedata.normalize("NFKC", cell).split())) in _AGREED_ON else None


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


_SIDE_BY_SIDE = " / "


def note_in(note: str, language: Language) -> str:
    """Return the side of a “中文 / English” note in one language; a note in one language is returned whole."""
    parts = note.split(_SIDE_BY_SIDE)
    if len(parts) != 2:  # noqa: PLR2004 - the two languages
        return note
    chinese = [part for part in parts if HAN.search(part)]
    if len(chinese) != 1:
        return note
    other = next(part for part in parts if part is not chinese[0])
    return (chinese[0] if language is Language.ZH else other).strip()
