"""Where a row is from, told in one language: the source that it rests on, and where in the table a person finds it."""

from collections.abc import Mapping

from knowledge.calendar import format_date
from knowledge.evidence import Answer, Language, Source
from knowledge.records.chinese import kind_words, note_in
from knowledge.records.model import Agreement, CompleteList, Event, Figure, Intention, Programme, Record

_TABLES: Mapping[type[Record], tuple[str, str]] = {
    Agreement: ("结好协议表：{row}", "table of agreements: {row}"),
    Programme: ("交流项目表：{row}", "table of programmes: {row}"),
    Event: ("大事表：{row}", "table of events: {row}"),
    Figure: ("数据表：{row}", "table of figures: {row}"),
    Intention: ("意向表：{row}", "table of intentions: {row}"),
    CompleteList: ("全单表：{row}", "table of complete lists: {row}"),
}


def source_of(row: Record, path: str, language: Language) -> Source:
    """Return the source that a row rests on; ``path`` is ``table.csv#row-id``, its date never that of the fact."""
    return Source(
        path=path,
        title=source_title(row, language),
        publisher=note_in(row.source_publisher, language),
        published=row.source_date,
        url=row.source_url,
    )


def source_title(row: Record, language: Language) -> str:
    """Return the title of a row's source in a language, if it has one in each."""
    return note_in(row.source_title, language)


def locator_of(row: Record, language: Language) -> str:
    """Return in which table a row stands, and what it is called there, as a person would say it; no id."""
    return _TABLES[type(row)][language is Language.EN].format(row=row_name(row, language))


def tells_of_programmes(answer: Answer) -> bool:
    """Tell whether an answer rests on a row of a table of programmes."""
    tables = tuple(side.partition("{")[0] for side in _TABLES[Programme])
    return any(citation.locator.startswith(tables) for citation in answer.citations)


def row_name(row: Record, language: Language) -> str:
    """Return what a row is called: the two cities of an agreement, what a figure counts and when, else its title."""
    chinese = language is Language.ZH
    match row:
        case Agreement():
            return f"{row.home_zh}—{row.partner_zh}" if chinese else f"{row.home_en} – {row.partner_en}"
        case CompleteList():
            day, kind = format_date(row.as_of, language), kind_words(row.list_of, language)
            return f"{row.home_zh}{kind}（{day}）" if chinese else f"{row.home_en}, {kind} ({day})"
        case Figure():
            day = format_date(row.as_of, language) if row.as_of else ""
            home, subject = (row.home_zh, row.subject_zh) if chinese else (f"{row.home_en}, ", row.subject_en)
            name = subject if home.removesuffix(", ") in subject else home + subject
            return name + ((f"（{day}）" if chinese else f" ({day})") if day else "")
        case _:
            return row.title_zh if chinese else row.title_en
