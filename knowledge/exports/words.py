"""The headings and notes of exported files, in Simplified Chinese and in English."""

from collections.abc import Mapping

from knowledge.answering.records.phrasing import NAMES
from knowledge.evidence import Language
from knowledge.records import AgreementStatus, EventStatus, Group, ProgrammeStatus
from knowledge.text.bilingual import Bilingual
from knowledge.text.language import Script

_WORDS: Mapping[str, tuple[str, str]] = {
    **NAMES,
    "agreements": ("友城与友好交流城市", "Agreements"),
    "anniversaries": ("结好周年", "Anniversaries"),
    "events": ("交往大事", "Events"),
    "programmes": ("交流项目", "Exchange programmes"),
    "intentions": ("意向与后续", "Intentions"),
    "owner": ("负责", "owner"),
    "signed": ("签署", "signed"),
    "due": ("期限", "due"),
    "became": ("成果", "became"),
    "answer": ("答复", "Answer"),
    "asked": ("问题：{question}", "Question: {question}"),
    "statement": ("答复内容", "statement"),
    "locator": ("位置", "locator"),
    "sources": ("出处", "Sources"),
    "notes": ("说明", "Notes"),
    "home": ("本方城市", "home city"),
    "partner": ("伙伴", "partner"),
    "partners": ("伙伴", "partners"),
    "partner_other": ("外文名", "Chinese name"),
    "country": ("国家", "country"),
    "continent": ("洲", "continent"),
    "kind": ("类别", "kind"),
    "date": ("日期", "date"),
    "since": ("结好日期", "since"),
    "end_date": ("结束日期", "end date"),
    "precision": ("日期精度", "precision"),
    "status": ("状态", "status"),
    "disputed": ("其他资料的说法", "other sources claim"),
    "years": ("周年", "years"),
    "days": ("距今天数", "days to go"),
    "title": ("名称", "title"),
    "summary": ("内容", "summary"),
    "for_whom": ("面向", "for whom"),
    "as_of": ("截至", "as of"),
    "source": ("出处", "source"),
    "publisher": ("发布机构", "publisher"),
    "published": ("发布日期", "published"),
    "url": ("网址", "URL"),
    "quote": ("原文", "quote"),
    "rows": ("条数", "rows"),
    "day": ("到日", "day"),
    "month": ("到月", "month"),
    "year": ("到年", "year"),
    "unknown": ("不详", "not known"),
    "of_agreements": ("{n}条；截至{day}", "{n} rows; as of {day}"),
    "of_period": ("{first}至{last}，{n}个；截至{day}", "{first} to {last}: {n}; as of {day}"),
    "day_open": (
        "“日期精度”为“到月”“到年”的，资料没有写明具体日期，请勿补写。",
        "Where the precision is “month” or “year”, no source gives the day: do not add one.",
    ),
    "left_out": (
        "下列伙伴的结好日期没有具体到日，不能列入日历：{names}",
        "Their day is not known, so they are not in the calendar: {names}",
    ),
    "since_line": (
        "{home}与{partner}（{country}）于{date}结为{kind}。",
        "{home} and {partner} ({country}): {kind} since {date}.",
    ),
    "in_calendar": ("{home}—{partner}结好纪念日（{year}年）", "Anniversary of {home} and {partner} (since {year})"),
    "disputed_line": ("另有说法：{claim}", "Disputed; another source: {claim}"),
    "source_line": ("出处：{title}", "Source: {title}"),
    "alarm": ("{event}：{told}", "{event}: {told}"),
    "reminder": ("还有{n}天", "in {n} days"),
    "reminder_today": ("就是今天", "today"),
    "calendar_name": ("友城结好纪念日", "Sister-city anniversaries"),
    "leap": ("2月29日结好的，平年在2月28日。", "Signed on 29 February; kept on 28 February in common years."),
    f"status:{AgreementStatus.LISTED}": ("在列", "listed"),
    f"status:{AgreementStatus.INACTIVE_REPORTED}": ("据报少有往来", "reported inactive"),
    f"status:{EventStatus.HELD}": ("已举行", "held"),
    f"status:{EventStatus.PLANNED}": ("计划", "planned"),
    f"status:{ProgrammeStatus.RUNNING}": ("进行中", "running"),
    f"status:{ProgrammeStatus.DONE}": ("已完成", "done"),
    f"status:{ProgrammeStatus.UNKNOWN}": ("不详", "not known"),
    f"group:{Group.STUDENTS}": ("学生", "students"),
    f"group:{Group.YOUTH}": ("青年", "youth"),
    f"group:{Group.BUSINESS}": ("企业", "business"),
    f"group:{Group.CULTURE}": ("文化", "culture"),
    f"group:{Group.SPORT}": ("体育", "sport"),
    f"group:{Group.OFFICIALS}": ("公务人员", "officials"),
    f"group:{Group.EXPERTS}": ("专家", "experts"),
    f"group:{Group.PUBLIC}": ("公众", "the public"),
}


def words_in(language: Language, script: Script) -> Bilingual:
    """Return the words in one language and script."""
    return Bilingual(_WORDS, language, script)
