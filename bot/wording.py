"""What the terminal itself says, in Chinese and English; answers are worded by `knowledge.answering`."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from knowledge.evidence import Language
from knowledge.text.folding import to_traditional
from knowledge.text.language import Script

if TYPE_CHECKING:
    from collections.abc import Mapping

_TRADITIONAL_LOCALES = ("zh_tw", "zh_hk", "zh_mo", "zh_hant")


@dataclasses.dataclass(frozen=True, slots=True)
class Wording:
    """The interface sentences of one language; ``{}`` fields are named."""

    welcome: str
    first_hint: str
    opening: str
    thinking: str
    sources: str
    open_hint: str
    no_sources: str
    no_such_source: str
    source_gone: str
    before: str
    after: str
    published: str
    new_conversation: str
    language_set: str
    language_choices: str
    unknown_command: str
    interrupted: str
    press_again: str
    goodbye: str
    failed: str
    help_title: str
    help_ask: str
    help_source: str
    help_sources: str
    help_new: str
    help_lang: str
    help_help: str
    help_quit: str


_EN = Wording(
    welcome="City Exchange Bot — sister cities, anniversaries and exchange programmes, with every statement cited.",
    first_hint="Ask in English or Chinese. /help lists the commands.",
    opening="Opening the index…",
    thinking="Looking it up…",
    sources="Sources",
    open_hint="/source {n} opens a source.",
    no_sources="The last answer has no sources. Ask a question first.",
    no_such_source="There is no source {n}; the last answer has {first} to {last}.",
    source_gone="This passage has left the index since; this is what was quoted:",
    before="before it",
    after="after it",
    published="published {date}",
    new_conversation="A new conversation: earlier questions are forgotten.",
    language_set="The interface is in English now. Answers are in the language of each question.",
    language_choices="/lang zh or /lang en",
    unknown_command="There is no command {command}. /help lists the commands.",
    interrupted="Stopped.",
    press_again="Press Ctrl-C again to leave.",
    goodbye="Goodbye.",
    failed="That question could not be answered because of a fault in the program. Others still can; please report it.",
    help_title="Commands",
    help_ask="type a question; a follow-up like “And Lyon?” is understood",
    help_source="open source N of the last answer, with the text around it",
    help_sources="list the sources of the last answer again",
    help_new="forget the conversation and begin a new one",
    help_lang="set the language of the interface",
    help_help="show this list",
    help_quit="leave (Ctrl-D too)",
)

_ZH = Wording(
    welcome="城市友好交流助手：友城、结好周年、交流项目，每句话都注明出处。",
    first_hint="可用中文或英文提问。输入 /help 查看命令。",
    opening="正在打开索引…",
    thinking="正在查找…",
    sources="出处",
    open_hint="输入 /source {n} 可打开出处。",
    no_sources="上一个回答没有出处。请先提问。",
    no_such_source="没有第 {n} 条出处；上一个回答的出处是第 {first} 至第 {last} 条。",
    source_gone="这段文字已不在索引中；当时引用的是：",
    before="上文",
    after="下文",
    published="发布于 {date}",
    new_conversation="已开始新的对话，之前的问题不再沿用。",
    language_set="界面已改为中文。回答仍用提问的语言。",
    language_choices="/lang zh 或 /lang en",
    unknown_command="没有 {command} 这个命令。输入 /help 查看命令。",
    interrupted="已停止。",
    press_again="再按一次 Ctrl-C 退出。",
    goodbye="再见。",
    failed="程序出错，这个问题没能回答；其他问题不受影响，请报告此错误。",
    help_title="命令",
    help_ask="直接输入问题；也能听懂“那里昂呢？”这样的追问",
    help_source="打开上一个回答的第 N 条出处，并显示上下文",
    help_sources="再次列出上一个回答的出处",
    help_new="忘掉之前的问题，开始新的对话",
    help_lang="设置界面语言",
    help_help="显示本列表",
    help_quit="退出（也可按 Ctrl-D）",
)


def wording(language: Language, script: Script = Script.HANS) -> Wording:
    """Return the interface sentences of a language, in Traditional characters when the script asks for them."""
    if language is Language.EN:
        return _EN
    if script is Script.HANS:
        return _ZH
    return Wording(*(to_traditional(getattr(_ZH, field.name)) for field in dataclasses.fields(Wording)))


def locale_wording(environment: Mapping[str, str]) -> Wording:
    """Return the interface sentences that a user's locale asks for; English unless it is Chinese.

    The variables are read themselves: a small machine often lacks the locale that they name.
    """
    name = next((environment[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(key)), "")
    name = name.replace("-", "_").lower()
    if not name.startswith("zh"):
        return _EN
    return wording(Language.ZH, Script.HANT if name.startswith(_TRADITIONAL_LOCALES) else Script.HANS)
