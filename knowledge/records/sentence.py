"""A record as one sentence that names its own source: what is embedded, searched and shown as evidence."""

import re

from knowledge.calendar import format_date
from knowledge.evidence import Language
from knowledge.records.chinese import kind_words, note_in, value_label
from knowledge.records.model import Agreement, AgreementStatus, CompleteList, Event, EventStatus, Intention, Record
from knowledge.records.origin import source_of
from knowledge.text.folding import fold

_TOLD_SOURCE = re.compile(r"(?:（来源：| \(source: ).*$", re.DOTALL)


def sentence(record: Record, language: Language) -> str:
    """Say a record in one language, with its source and the date of the source."""
    if isinstance(record, Agreement):
        return _agreement(record, language) + _source(record, language)
    chinese = language is Language.ZH
    if isinstance(record, CompleteList):
        return _complete(record, language) + _source(record, language)
    title, summary = (record.summary_zh, record.summary_zh) if chinese else (record.summary_en, record.summary_en)
    if not hasattr(record, "measure"):
        title = record.title_zh if chinese else record.title_en
    head = "" if title == summary or fold(title) in fold(summary) else f"{title}{'：' if chinese else ': '}"
    if isinstance(record, Event) and record.status is EventStatus.PLANNED:
        head = ("（计划）" if chinese else "(Planned) ") + head
    said = _open_ended(summary)
    if isinstance(record, Intention):
        words = value_label("status", record.status, language)
        head = (f"（意向，{words}）" if chinese else f"(Intention, {words}) ") + head
        said = ("；" if chinese else "; ").join([said, *_follow_up(record, language)])
    return f"{head}{said}{_source(record, language)}"


def unsourced(text: str) -> str:
    """Return what a row says, or a part of it, without its source, which is told beside it where the row is cited."""
    said = _TOLD_SOURCE.sub("", text).rstrip("；; ")
    end = "。" if re.search(r"[\u4e00-\u9fff]", said) else "."
    return said if said.endswith(("。", ".", "！", "？", "”", "）")) else said + end


def _agreement(record: Agreement, language: Language) -> str:
    chinese = language is Language.ZH
    home, partner, country = (
        (record.home_zh, record.partner_zh, record.country_zh)
        if chinese
        else (record.home_en, record.partner_en, record.country_en)
    )
    if country and country not in partner:
        partner += f"（{country}）" if chinese else f", {country},"
    kind = kind_words(record.kind, language)
    shown = format_date(record.date, language) if record.date else ""
    if record.status is AgreementStatus.PLANNED:
        said = f"{home}拟与{partner}结为{kind}，尚未签署" if chinese else f"{home} and {partner} plan to become {kind}"
    elif chinese:
        said = f"{home}与{partner}" + (f"于{shown}结为{kind}" if shown else f"是{kind}，来源没有写明结好日期")
    elif record.date:
        said = f"{home} and {partner} became {kind} {'on' if record.date.day else 'in'} {shown}"
    else:
        said = f"{home} and {partner} are {kind}; the source gives no date for it"
    if record.status is AgreementStatus.CONFLICTING_CLAIM:
        said = f"另一来源的说法：{said}" if chinese else f"Another source's claim: {said}"
    notes = [note_in(note, language) for note in (record.date_note, record.status_note) if note]
    return ("；" if chinese else "; ").join([said, *notes])


def _complete(record: CompleteList, language: Language) -> str:
    day = format_date(record.as_of, language)
    if language is Language.ZH:
        return f"截至{day}，{record.home_zh}的{kind_words(record.list_of, language)}全部在册"
    return f"The records hold all {kind_words(record.list_of, language)} that {record.home_en} had as of {day}"


def _follow_up(record: Intention, language: Language) -> list[str]:
    chinese = language is Language.ZH
    dates = ((record.signed_date, "签署于", "signed "), (record.due_date, "期限：", "due "))
    said = [f"{zh if chinese else en}{format_date(date, language)}" for date, zh, en in dates if date]
    texts = ((record.owner, "负责：", "owner: "), (record.became, "结果：", "became: "))
    return said + [f"{zh if chinese else en}{text}" for text, zh, en in texts if text]


def _open_ended(text: str) -> str:
    return text.rstrip("。. ")


def _source(record: Record, language: Language) -> str:
    source = source_of(record, "", language)
    parts = [source.title]
    if source.publisher and source.publisher not in source.title:
        parts.append(source.publisher)
    if source.published:
        parts.append(format_date(source.published, language))
    if language is Language.ZH:
        return f"（来源：{'，'.join(parts)}）。"
    return f" (source: {', '.join(parts)})."
