"""The headings and remarks of desk papers, in Simplified Chinese and in English."""

from collections.abc import Mapping

from knowledge.evidence import Language
from knowledge.text.bilingual import Bilingual
from knowledge.text.language import Script

_WORDS: Mapping[str, tuple[str, str]] = {
    "brief": ("{name}简况", "Brief on {name}"),
    "in_country": ("{name}（{country}）", "{name} ({country})"),
    "agreement": ("结好情况", "The agreement"),
    "anniversaries": ("结好周年", "Anniversaries"),
    "country": ("同一国家的其他伙伴", "Other partners in that country"),
    "history": ("交往大事", "What happened, by date"),
    "programmes": ("交流项目", "Programmes"),
    "papers": ("文件中的说法（原文）", "What the papers say (verbatim)"),
    "figures": ("有关数字", "Figures"),
    "intentions": ("未了结的意向", "Open intentions"),
    "last_contact": ("最近一次往来", "Last contact"),
    "unknown": ("资料中没有的", "What the sources do not tell"),
    "no_agreement": ("没有结好协议的记录。", "No agreement is on record."),
    "no_day": ("结好的具体日期。", "The day of the agreement."),
    "no_programmes": ("与该市的交流项目。", "Any programme with this city."),
    "no_papers": ("已收录文件中没有提到该市。", "The papers do not mention this city."),
    "no_contact": (
        "有日期的往来记录。“没有记录”不等于“没有往来”。",
        "Any dated contact. “No record” does not mean “no contact”.",
    ),
    "more": ("另有{n}条，未列出。", "Not shown: {n} more."),
    "as_of": ("截至{day}，依据已收录的资料。", "As of {day}, from the papers and tables on file."),
    "draft": ("草稿——发出前请核对每一事实", "DRAFT — check every fact before it is sent"),
    "letter_title": ("致{partner}贺函（结好{years}周年）", "Letter to {partner}: {nth} anniversary"),
    "salutation": ("尊敬的{partner}市长阁下：", "Dear Mayor of {partner},"),
    "salutation_other": ("尊敬的{partner}负责人阁下：", "To the head of {partner},"),
    "mayor": ("市长", "Mayor"),
    "head": ("负责人", "head"),
    "quoted": ("“{title}”", "“{title}”"),
    "running": ("双方的合作项目有{what}。", "Our work together includes {what}."),
    "running_then": ("截至{day}，双方的合作项目有{what}。", "As of {day} our work together included {what}."),
    "running_as_of": ("{title}（截至{day}）", "{title} (as of {day})"),
    "letter_language": (
        "模板只有中文和英文；如需其他语言，请另行翻译。",
        "Templates exist in Chinese and English; for any other language, have it translated.",
    ),
    "letter_worded": (
        "正文由语言模型{model}措辞，其中的数字、日期和名称已与下列事实核对。",
        "The language model {model} worded the body; its numbers, dates and names were checked against the facts.",
    ),
    "letter_not_worded": (
        "语言模型没有给出正文，以下用的是模板。",
        "The language model gave no letter, so this is the template.",
    ),
    "letter_not_carried": (
        "语言模型写的正文与事实不符，已弃用，以下用的是模板。",
        "What the language model wrote is not carried by the facts and was dropped, so this is the template.",
    ),
    "letter_vague": (
        "资料没有写明具体日期，函中只写到{precision}。",
        "The sources do not give the day; the letter says no more than the {precision}.",
    ),
    "letter_disputed": ("注意：结好日期有不同说法，请先核实。", "Note: sources differ on the date; settle it first."),
    "month": ("月", "month"),
    "year": ("年", "year"),
}


def words_in(language: Language, script: Script) -> Bilingual:
    """Return the words in one language and script."""
    return Bilingual(_WORDS, language, script)
