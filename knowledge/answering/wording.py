"""The product's own sentences, in Simplified and Traditional Chinese and in English. They frame; they claim nothing."""

from __future__ import annotations

from knowledge.answering.record_wording import RECORD_SENTENCES
from knowledge.evidence import Language
from knowledge.text.bilingual import Bilingual
from knowledge.text.folding import TRADITIONAL_MARKS, to_traditional
from knowledge.text.language import Script

# key: (Simplified Chinese, English); Traditional is converted from Simplified.
SENTENCES: dict[str, tuple[str, str]] = {
    "other_language": ("以下依据为{original}原文：", "The evidence is in {original}; the original is quoted:"),
    "chinese": ("中文", "Chinese"),
    "english": ("英文", "English"),
    "as_of": ("截至{date}", "as of {date}"),
    "founded": (
        "{when}年与{name}结好{years}周年，推算结好于{year}年。",
        "The tie with {name} was {years} years old in {when}, so it dates from {year}.",
    ),
    "greeting": (
        "您好！可以问我友好城市、结好日期与周年、交流项目的问题，例如“广州和福冈哪年结好？”。每句回答都附出处。",
        (
            "Hello! Ask me about sister cities, agreement dates, anniversaries and exchange programmes, for example "
            "“When did Guangzhou and Fukuoka become sister cities?”. Every answer names its source."
        ),
    ),
    "thanks": ("不客气！还有什么想了解的，请直接问。", "You are welcome. Ask away if there is anything else."),
    "farewell": ("再见，欢迎随时再来。", "Goodbye, and welcome back any time."),
    "acknowledgement": (
        "好的。想继续的话，请问一个关于友城、周年或交流项目的问题。",
        "All right. If you would like to go on, ask about a sister city, an anniversary or an exchange programme.",
    ),
    "about_the_bot": (
        "我是外事办的问答助手，只依据已收录的文件和友城记录回答：友好城市、结好日期与周年、交流项目、访问与奖项；每句都附出处，查不到就直说。",
        (
            "I answer for a city's foreign-affairs office, only from the papers and records it has filed: sister cities, "
            "agreement dates and anniversaries, exchange programmes, visits and awards. Every statement names its source, "
            "and what is not there I say is not there."
        ),
    ),
    "steering": (
        "这个我不能做。我只依据已收录的文件回答友城、周年和交流项目方面的问题。",
        (
            "I cannot do that. I only answer questions about sister cities, anniversaries and exchange programmes, from "
            "the papers on file."
        ),
    ),
    "other_task": (
        "这超出了我的范围。我只回答友好城市、周年和交流项目方面的问题，依据已收录的文件。",
        (
            "That is outside what I do. I answer questions about sister cities, anniversaries and exchange programmes, "
            "from the papers on file."
        ),
    ),
    "which_place": ("您想问的是哪一个城市？", "Which city do you mean?"),
    "otherwise": ("现有资料没有这样写，写的是：", "My sources do not say so. What they say:"),
    "understood_as": ("我把问题理解为：“{text}？”", "I read your question as: {text}"),
    "not_found": ("现有资料中没有这一问题的答案。", "My sources do not answer this."),
    "part_missing": (
        "问题中的另一部分，现有资料没有答案。",
        "To the other part of your question my sources have no answer.",
    ),
    "year_unknown": ("现有资料中没有这一问题在{years}年的答案。", "My sources do not answer this for {years}."),
    "time_unread": (
        "没有看懂“{words}”指什么时候，回答没有按它筛选。",
        "I do not know which time “{words}” means; the answer leaves it out of account.",
    ),
    "nearest": ("与之最接近的内容：", "The closest I have:"),
    "corrected": ("（按“{name}”理解“{written}”）", "(taking “{written}” to mean {name})"),
    "model_failed": (
        "（这次没能用上语言模型，内容直接引自资料。）",
        "(The language model could not be used this time; this comes straight from the sources.)",
    ),
    "model_broke_off": (
        "（语言模型中途断了，其余内容直接引自资料。）",
        "(The language model broke off; the rest comes straight from the sources.)",
    ),
    "model_day_spent": (
        "（今天的语言模型用量已满，内容直接引自资料；明天恢复。）",
        "(Today's allowance for the language model is used up; this comes straight from the sources until tomorrow.)",
    ),
    "model_user_spent": (
        "（您今天的语言模型用量已满，内容直接引自资料；明天恢复。）",
        "(Your allowance for the language model is used up for today; this comes straight from the sources.)",
    ),
    # What commands do, asked for in words.
    "command_which_city": (
        "可以。请告诉我是哪个城市，例如：{call} 里昂",
        "I can. Which city is it for? For example: {call} Lyon",
    ),
    "letter_staff": (
        "可以起草：发送 {call}，我就写出贺信草稿，并列出所依据的事实和出处。",
        "I can draft it: send {call} for a congratulatory letter with the facts in it and their sources.",
    ),
    "letter_public": (
        "起草信函只供工作人员使用（用 /staff request 申请）。结好日期和周年可以直接问我，或用 /anniversaries 查看。",
        (
            "Letters are drafted for staff only (apply with /staff request). Dates and anniversaries you can ask me for, or see "
            "with /anniversaries."
        ),
    ),
    "brief_staff": (
        "可以准备：发送 {call}，得到一页材料，每句附出处，也可存成 Word。",
        "I can prepare it: send {call} for a one-page brief, every line cited, also as Word.",
    ),
    "brief_public": (
        "一页材料只供工作人员使用（用 /staff request 申请）。公开的内容可用 /city {city} 查看，也可以直接问我。",
        "Briefs are for staff only (apply with /staff request). What is public you can see with /city {city}, or ask me.",
    ),
    "remind_staff": (
        "可以：发送 /remind 设定提醒（周年和到期事项提前90、30、7天和当天通知），/reminders 查看和修改。",
        (
            "I can: send /remind to set it up (anniversaries and due matters 90, 30 and 7 days ahead and on the day), and /reminders to see "
            "and change it."
        ),
    ),
    "remind_public": (
        "提醒只供工作人员使用（用 /staff request 申请）。可以用 /subscribe 订阅交流项目的消息，用 /anniversaries 查看周年。",
        (
            "Reminders are for staff only (apply with /staff request). You can follow news of programmes with /subscribe and see "
            "anniversaries with /anniversaries."
        ),
    ),
    "export_staff": (
        "可以导出：发送 {call}，选择协议、周年、活动等，得到 .xlsx、.csv 或 .ics；回复某条回答发送 {call}，导出的就是那条回答。",
        (
            "I can: send {call} and choose agreements, anniversaries, events … as .xlsx, .csv or .ics; sent in reply to an "
            "answer, it exports that answer."
        ),
    ),
    "export_public": (
        "导出文件只供工作人员使用（用 /staff request 申请）。名单可用 /cities 和 /anniversaries 查看。",
        "Exports are for staff only (apply with /staff request). The lists you can see with /cities and /anniversaries.",
    ),
    "chart_staff": (
        "可以：发送 {call} 选择图片（地图、逐年、各洲占比、周年日历、各市比较）。",
        "I can: send {call} and choose a picture (map, by year, shares of continents, calendar, home cities).",
    ),
    "chart_public": (
        "这是友城分布图；问名单或数量时，回答下面也有相应的图。/chart 的全部图片供工作人员使用。",
        "Here is the map of partners; below answers with lists and numbers there are pictures too. All of /chart is for staff.",
    ),
    "log_staff": (
        "可以登记：发送 {call}，一步步记下来访、联系或意向；/entries 查看和撤回。",
        (
            "I can put it on record: send {call} to log a visit, a contact or an intention step by step; /entries shows and "
            "takes back."
        ),
    ),
    "log_public": (
        "登记事项只供工作人员使用（用 /staff request 申请）。",
        "Putting things on record is for staff only (apply with /staff request).",
    ),
    **RECORD_SENTENCES,
}


def say(key: str, language: Language, script: Script = Script.HANS, **values: object) -> str:
    """Return a sentence in the user's language and script, with its values filled in."""
    return Bilingual(SENTENCES, language, script)(key, **values)


def traditional(text: str) -> str:
    """Return our own words in Traditional Chinese, with the quotation marks that go with it."""
    return to_traditional(text).translate(TRADITIONAL_MARKS)
